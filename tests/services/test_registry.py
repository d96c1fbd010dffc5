"""A registry made, opened, read and written; clocks; who."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from curator.domain.changes import Author
from curator.domain.errors import (
    CuratorError,
    NotFoundError,
    ReadOnlyError,
    RegistryFileError,
    StorageError,
)
from curator.domain.identity import new_id
from curator.services.registry import Registry, create_registry, template_declaration
from curator.services.values import Changes
from curator.store.journal import NewRevision, append, heads, new_header
from tests.store.samples import MIA, NOA, populate, relabel, rows

# --- made and opened -----------------------------------------------------------------------------


def test_made_opened_and_read_again(place: str) -> None:
    made = create_registry(place, MIA)
    sample = populate(made)
    seal, id_ = made.last_seal(), made.id
    made.close()
    again = Registry.open(place)
    assert (again.id, again.last_seal()) == (id_, seal) == (id_, sample.changes[-1].seal)
    assert (again.read_only, again.notices) == (False, ())
    assert again.form.digest == made.form.digest
    again.close()


def test_there_is_none(place: str) -> None:
    with pytest.raises(NotFoundError, match="no registry at") as told:
        Registry.open(place)
    assert "curator new" in told.value.hint
    registry = Registry.open(place, create=True, author=NOA)
    made = registry.last_change()
    assert made is not None
    assert made.author == NOA
    registry.close()


def test_none_is_made_where_one_is(place: str) -> None:
    create_registry(place, MIA).close()
    with pytest.raises(RegistryFileError, match=r"already"):
        create_registry(place, MIA)
    registry = Registry.open(place, create=True, author=NOA)
    made = registry.last_change()
    assert made is not None
    assert made.author == MIA
    registry.close()


def test_the_folders_of_a_new_registry_are_made(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b c" / "100% ? #.curator"
    create_registry(path, MIA).close()
    assert [one.name for one in path.parent.iterdir()] == ["100% ? #.curator"]
    Registry.open(path).close()


def test_one_that_cannot_be_made_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="declares the key"):
        create_registry(
            tmp_path / "a.curator",
            MIA,
            form_declaration=template_declaration()
            | {"sections": template_declaration()["sections"] * 2},
        )
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(CuratorError, match="file"):
        create_registry(tmp_path / "file" / "a.curator", MIA)


def test_a_database_of_another_program_is_left_alone(database: str) -> None:
    with administering(database) as connection:
        connection("CREATE TABLE parts (n integer)")
    attempts: tuple[Callable[[], Registry], ...] = (
        lambda: Registry.open(database),
        lambda: create_registry(database, MIA),
        lambda: Registry.open(database, create=True),
    )
    for attempt in attempts:
        with pytest.raises(RegistryFileError, match="tables"):
            attempt()


@contextmanager
def administering(url: str) -> Iterator[Callable[[str], object]]:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:

        def execute(words: str) -> object:
            return connection.execute(words.encode())

        yield execute


def test_a_database_that_is_not_there_is_one_sentence(postgres: object, database: str) -> None:
    with pytest.raises(CuratorError) as told:
        Registry.open(database.replace("registry_", "nowhere_"))
    assert "nowhere_" in told.value.sentence
    with pytest.raises(StorageError, match="connection"):
        Registry.open("postgresql://mia:s3cret@/x?host=/tmp/no-such-folder")


def test_an_account_that_may_only_read(database: str) -> None:
    create_registry(database, MIA).close()
    with administering(database) as statement:
        statement("DROP ROLE IF EXISTS reader")
        statement("CREATE ROLE reader LOGIN")
        statement("GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader")
    registry = Registry.open(database.replace("postgres:@", "reader:@"))
    assert registry.read_only_reason == "The account may only read."
    assert registry.form.name == "immunotherapy-study"
    registry.close()
    with administering(database) as statement:
        statement("DROP OWNED BY reader")
        statement("DROP ROLE reader")


# --- sessions ------------------------------------------------------------------------------------


def test_what_a_block_raises_undoes_all_of_it(place: str) -> None:
    registry = create_registry(place, MIA)

    def half() -> None:
        with registry.write() as session:
            session.exec_driver_sql("INSERT INTO watermark VALUES ('half', 1)")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        half()
    assert rows(registry, "SELECT * FROM watermark") == []
    with registry.write() as session:
        session.exec_driver_sql("INSERT INTO watermark VALUES ('whole', 1)")
    assert rows(registry, "SELECT what FROM watermark") == [("whole",)]
    registry.close()


def test_reading_sessions_refuse_to_write(place: str) -> None:
    registry = create_registry(place, MIA)
    with pytest.raises(ReadOnlyError), registry.read() as session:
        session.exec_driver_sql("INSERT INTO watermark VALUES ('x', 1)")
    registry.close()


def test_opened_for_reading_only(place: str) -> None:
    create_registry(place, MIA).close()
    registry = Registry.open(place, read_only=True)
    assert registry.read_only
    with pytest.raises(ReadOnlyError, match="for reading only"), registry.write():
        pass
    registry.close()


def test_the_form_is_read_again_after_it_was_changed(place: str) -> None:
    registry = create_registry(place, MIA)
    told: list[Changes] = []
    registry.listeners.append(told.append)
    form = registry.form
    assert registry.form is form
    declaration = json.loads(json.dumps(dict(form.declaration))) | {"label": "Renamed"}
    entity = rows(registry, "SELECT id FROM entity WHERE kind = 'form'")[0][0]
    with registry.write() as session:
        head = heads(session, [entity])[entity]
        append(
            session,
            new_header(MIA, "form"),
            form_digest=form.digest,
            revisions=[NewRevision(entity, "form", {"declaration": declaration}, (head["id"],))],
        )
    changes = Changes(2, frozenset({("form", entity)}))
    registry.broadcast(changes)
    assert told == [changes]
    assert registry.form.label == "Renamed"
    registry.close()


def test_somebody_elses_change_is_noticed(place: str) -> None:
    registry, other = create_registry(place, MIA), Registry.open(place)
    study = populate(other).study
    before = registry.data_version()
    assert registry.data_version() == before
    relabel(other, study, "elsewhere")
    after = registry.data_version()
    assert after != before
    relabel(registry, study, "here")
    assert registry.data_version() != after
    registry.close()
    other.close()


def test_many_threads_read_and_write(place: str) -> None:
    registry = create_registry(place, MIA)
    study = populate(registry).study
    failed: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for turn in range(5):
                relabel(registry, study, f"{number} {turn}", rebuild=False)
                with registry.read() as session:
                    assert len(heads(session, [study])) == 1
        except BaseException as error:
            failed.append(error)
            raise

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failed == []
    last = registry.last_change()
    assert last is not None
    assert last.seq == 25
    registry.close()


def test_closed_twice(place: str) -> None:
    registry = create_registry(place, MIA)
    registry.data_version()
    registry.close()
    registry.close()


# --- clocks --------------------------------------------------------------------------------------


@pytest.mark.parametrize("at", ["1970-01-01T00:00:00.000000Z", "2020-03-29T01:30:00.000000Z"])
def test_a_clock_that_runs_backwards_breaks_nothing(place: str, at: str) -> None:
    registry = create_registry(place, MIA)
    study = populate(registry).study
    with registry.write() as session:
        head = heads(session, [study])[study]
        made = append(
            session,
            new_header(MIA, "save", at=at),
            form_digest="",
            revisions=[NewRevision(study, "study", {"label": "earlier"}, (head["id"],))],
        )
    assert (made.seq, made.at) == (6, at)
    with registry.read() as session:
        assert heads(session, [study])[study]["number"] == 4
    assert registry.clock_warning() == ""
    registry.close()
    Registry.open(place).close()


def test_a_clock_behind_the_newest_change_is_told_once_it_is_opened(place: str) -> None:
    registry = create_registry(place, MIA)
    study = populate(registry).study
    with registry.write() as session:
        head = heads(session, [study])[study]
        append(
            session,
            new_header(MIA, "save", at="2999-12-31T23:59:59.999999Z"),
            form_digest="",
            revisions=[NewRevision(study, "study", {"label": "later"}, (head["id"],))],
        )
    registry.close()
    again = Registry.open(place)
    (notice,) = again.notices
    assert "2999-12-31 23:59 UTC" in notice
    assert not again.read_only
    relabel(again, study, "and on")
    again.close()


# --- who -----------------------------------------------------------------------------------------


def test_whoever_made_a_change_is_known_by_name(place: str) -> None:
    registry = create_registry(place, MIA)
    study = populate(registry).study
    namesake = Author(new_id(), MIA.name)
    assert registry.author_named(NOA.name) == NOA
    assert registry.author_named("noa") is None
    relabel(registry, study, "x", author=namesake)
    assert registry.author_named(MIA.name) == namesake
    registry.close()
