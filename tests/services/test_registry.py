from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from curator.domain.changes import Author
from curator.domain.errors import (
    CuratorError,
    NotFoundError,
    ReadOnlyError,
    RegistryFileError,
    RegistryLockedError,
    StorageError,
)
from curator.domain.identity import new_id
from curator.services import registry as registry_module
from curator.services.registry import Registry, create_registry, template_declaration
from curator.services.values import Changes
from curator.store.engine import open_sqlite
from curator.store.journal import NewRevision, append, heads, new_header
from curator.store.lock import WindowLock, lock_path, take
from tests.store.samples import MIA, NOA, populate, relabel, rows

OPEN = (
    "import sys; from curator.services.registry import Registry;"
    "r = Registry.open(sys.argv[1], window=True); print(r.read_only_reason, flush=True);"
    "sys.stdin.read()"
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "studies.curator"
    registry = create_registry(path, MIA)
    populate(registry)
    registry.close()
    return path


@contextmanager
def child(words: str, *arguments: object) -> Iterator[subprocess.Popen[str]]:
    """Another process, until its first line; it ends with the block."""
    process = subprocess.Popen(
        [sys.executable, "-c", words, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        yield process
        process.communicate()


def stranger(path: Path, *statements: str) -> None:
    """Do something to the file with a plain SQLite."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


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


# --- what is not quite a registry ----------------------------------------------------------------


def test_a_newer_file_opens_for_reading_and_says_so(file: Path) -> None:
    stranger(
        file, "PRAGMA user_version=7", "UPDATE alembic_version SET version_num = '0007'",
        "ALTER TABLE study_row ADD COLUMN colour TEXT",
        "CREATE TRIGGER of_tomorrow BEFORE UPDATE ON head BEGIN SELECT 1; END",
    )  # fmt: skip
    before = file.read_bytes()
    registry = Registry.open(file, window=True)
    assert "newer version" in registry.read_only_reason
    assert "7" in registry.read_only_reason
    assert registry.form.name == "immunotherapy-study"
    with pytest.raises(ReadOnlyError, match="newer version"), registry.write():
        pass
    registry.close()
    assert file.read_bytes() == before


def test_an_unknown_migration_counts_as_newer(place: str) -> None:
    registry = create_registry(place, MIA)
    with registry.write() as session:
        session.exec_driver_sql("UPDATE alembic_version SET version_num = 'abcdef'")
    registry.close()
    again = Registry.open(place)
    assert "abcdef" in again.read_only_reason
    again.close()


def test_a_newer_file_that_cannot_be_read_says_that(file: Path) -> None:
    stranger(
        file, "PRAGMA user_version=7", "UPDATE alembic_version SET version_num = '0007'",
        "ALTER TABLE study_row RENAME COLUMN label TO name",
    )  # fmt: skip
    with pytest.raises(RegistryFileError, match="which this one cannot read") as told:
        Registry.open(file)
    assert "newest version" in told.value.hint


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER mine AFTER INSERT ON change BEGIN DELETE FROM head; END",
        "CREATE VIEW change_2 AS SELECT * FROM change",
        "DROP TRIGGER sealed_revision_delete",
        "CREATE VIRTUAL TABLE other USING fts5(x)",
    ],
)
def test_a_file_from_elsewhere_runs_nothing(file: Path, statement: str) -> None:
    stranger(file, statement)
    before = file.read_bytes()
    with pytest.raises(RegistryFileError, match="triggers or views"):
        Registry.open(file)
    assert file.read_bytes() == before


def test_a_table_that_is_a_view_is_refused(file: Path) -> None:
    stranger(
        file, "ALTER TABLE study_row RENAME TO hidden",
        "CREATE VIEW study_row AS SELECT * FROM hidden",
    )  # fmt: skip
    with pytest.raises(RegistryFileError, match="study_row"):
        Registry.open(file)


def test_a_database_of_another_program_with_our_mark(tmp_path: Path) -> None:
    path = tmp_path / "a.curator"
    stranger(path, "PRAGMA application_id=1129665089", "CREATE TABLE t (n)")
    with pytest.raises(RegistryFileError):
        Registry.open(path)
    stranger(path, "PRAGMA user_version=1")
    with pytest.raises(RegistryFileError, match="is no registry"):
        Registry.open(path)


def test_a_damaged_page_is_found_before_anything_is_shown(file: Path) -> None:
    data = bytearray(file.read_bytes())
    page = int.from_bytes(data[16:18], "big")
    with closing(sqlite3.connect(file)) as connection:
        (root,) = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'revision'"
        ).fetchone()
    data[(root - 1) * page : (root - 1) * page + 100] = b"\xff" * 100
    file.write_bytes(bytes(data))
    with pytest.raises(RegistryFileError, match="damaged") as told:
        Registry.open(file)
    assert "backup" in told.value.hint
    assert file.read_bytes() == bytes(data)


def test_a_newest_change_that_does_not_fit_its_seal_makes_it_read_only(file: Path) -> None:
    stranger(
        file, "DROP TRIGGER sealed_change_update",
        "UPDATE change SET reason = 'because' WHERE seq = 5",
        trigger_again("change"),
    )  # fmt: skip
    registry = Registry.open(file)
    assert "Change 5 does not match its seal" in registry.read_only_reason
    assert "curator verify" in registry.read_only_reason
    registry.close()


def trigger_again(table: str) -> str:
    return (
        f"CREATE TRIGGER sealed_{table}_update BEFORE UPDATE ON {table}"
        f" BEGIN SELECT RAISE(ABORT, 'sealed: {table}'); END"
    )


def test_text_that_is_no_text_makes_it_read_only(file: Path) -> None:
    stranger(
        file, "DROP TRIGGER sealed_change_update",
        "UPDATE change SET reason = CAST(x'ff41' AS TEXT) WHERE seq = 5",
        trigger_again("change"),
    )  # fmt: skip
    registry = Registry.open(file)
    assert "no text any more" in registry.read_only_reason
    registry.close()


def test_a_missing_change_makes_it_read_only(file: Path) -> None:
    stranger(
        file, "PRAGMA foreign_keys=OFF", "DROP TRIGGER sealed_change_delete",
        "DELETE FROM change WHERE seq = 3",
        "CREATE TRIGGER sealed_change_delete BEFORE DELETE ON change"
        " BEGIN SELECT RAISE(ABORT, 'sealed: change'); END",
    )  # fmt: skip
    registry = Registry.open(file)
    assert "4 changes, and the newest is number 5" in registry.read_only_reason
    registry.close()


def test_a_leftover_journal_is_rolled_back_and_never_deleted_first(file: Path) -> None:
    """A writer killed in the middle: its journal brings the last saved state back."""
    words = (
        "import os, sys; from pathlib import Path; from curator.store.engine import open_sqlite;"
        "c = open_sqlite(Path(sys.argv[1])); c.execute('PRAGMA journal_mode=TRUNCATE');"
        "c.execute('PRAGMA cache_spill=1'); c.execute('PRAGMA cache_size=5');"
        "c.execute('BEGIN IMMEDIATE');"
        "c.execute('UPDATE study_row SET label = ?', ('torn',));"
        "c.execute('CREATE TABLE big AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1"
        " FROM n WHERE i < 500) SELECT i, hex(randomblob(500)) AS x FROM n');"
        "os.kill(os.getpid(), 9)"
    )
    seal = Registry.open(file).last_seal()
    subprocess.run([sys.executable, "-c", words, file], check=False)
    journal = file.with_name("studies.curator-journal")
    assert journal.stat().st_size > 0
    assert b"torn" in file.read_bytes()
    registry = Registry.open(file)
    assert registry.last_seal() == seal
    assert rows(registry, "SELECT label FROM study_row") == [("Second",)]
    registry.close()


def test_a_file_in_write_ahead_mode_is_switched_back(file: Path) -> None:
    stranger(file, "PRAGMA journal_mode=WAL")
    Registry.open(file).close()
    assert file.read_bytes()[18:20] == b"\x01\x01"


# --- not allowed to write ------------------------------------------------------------------------


@pytest.fixture
def nobody() -> Iterator[Callable[[], None]]:
    """Become an account that may write nothing here, if this one is root."""
    if os.geteuid() != 0:
        yield lambda: None
        return
    yield lambda: os.seteuid(65534)
    os.seteuid(0)


def close_to_writing(path: Path) -> None:
    path.chmod(0o444)
    path.parent.chmod(0o555)
    for parent in path.parents[1:4]:
        parent.chmod(0o755)


def test_a_read_only_file_opens_for_reading(file: Path, nobody: Callable[[], None]) -> None:
    close_to_writing(file)
    nobody()
    registry = Registry.open(file, window=True)
    assert registry.read_only_reason == "The file studies.curator is read-only."
    assert registry.form.name == "immunotherapy-study"
    assert registry.data_version() == registry.data_version()
    with pytest.raises(ReadOnlyError, match="is read-only"), registry.write():
        pass
    registry.close()


def test_a_read_only_folder_opens_for_reading(file: Path, nobody: Callable[[], None]) -> None:
    close_to_writing(file)
    file.chmod(0o666)
    nobody()
    registry = Registry.open(file)
    assert registry.read_only_reason.startswith("The folder of studies.curator is read-only")
    assert registry.last_change() is not None
    registry.close()


def test_write_ahead_mode_in_a_read_only_folder(file: Path, nobody: Callable[[], None]) -> None:
    stranger(file, "PRAGMA journal_mode=WAL")
    close_to_writing(file)
    nobody()
    registry = Registry.open(file)
    assert registry.read_only
    assert registry.last_change() is not None
    assert registry.data_version() == 5
    registry.close()


def test_a_torn_file_in_a_read_only_folder_is_left_to_its_owner(
    file: Path, nobody: Callable[[], None]
) -> None:
    journal = file.with_name("studies.curator-journal")
    journal.write_bytes(b"x" * 600)
    close_to_writing(file)
    nobody()
    with pytest.raises(RegistryFileError, match="in the middle of a write") as told:
        Registry.open(file)
    assert "studies.curator-journal" in told.value.hint
    assert journal.read_bytes() == b"x" * 600


def test_a_file_that_cannot_be_read_at_all(file: Path, nobody: Callable[[], None]) -> None:
    close_to_writing(file)
    file.chmod(0)
    nobody()
    with pytest.raises(RegistryFileError, match="cannot be read: permission denied"):
        Registry.open(file)


# --- somebody else is there ----------------------------------------------------------------------


def test_a_second_window_reads_and_names_the_first(file: Path) -> None:
    with child(OPEN, file) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "\n"
        second = Registry.open(file, window=True)
        assert f"process {first.pid}" in second.read_only_reason
        second.close()
        beside = Registry.open(file)  # the command line
        assert not beside.read_only
        relabel(beside, rows(beside, "SELECT study_id FROM study_row")[0][0], "beside it")
        beside.close()
    third = Registry.open(file, window=True)
    assert not third.read_only
    third.close()
    assert not lock_path(file).exists()


def test_a_window_lock_that_cannot_be_taken_is_told(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Path) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(registry_module, "take", refuse)
    registry = Registry.open(file, window=True)
    assert not registry.read_only
    assert "takes no lock file (Operation not supported)" in registry.notices[0]
    registry.close()


def test_a_registry_that_fails_to_open_gives_its_window_lock_back(file: Path) -> None:
    stranger(file, "DROP TRIGGER sealed_text_update")
    with pytest.raises(RegistryFileError):
        Registry.open(file, window=True)
    held = take(file)
    assert isinstance(held, WindowLock)
    held.release()


def test_whoever_holds_the_file_is_named_after_the_busy_time(file: Path) -> None:
    words = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None);"
        " c.execute(sys.argv[2]); print('in', flush=True); sys.stdin.read()"
    )
    registry = Registry.open(file, busy_seconds=0.2)

    def write() -> None:
        with registry.write():
            pass

    with child(words, file, "BEGIN EXCLUSIVE") as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "in\n"
        for attempt in (
            lambda: Registry.open(file, busy_seconds=0.2),
            write,
            registry.last_change,
        ):
            with pytest.raises(RegistryLockedError, match=f"process {other.pid}") as told:
                attempt()
            assert told.value.exit_code == 7
    with registry.write() as session:
        session.exec_driver_sql("INSERT INTO watermark VALUES ('free', 1)")
    registry.close()


def test_a_writer_gets_its_turn_within_the_busy_time(file: Path) -> None:
    registry = Registry.open(file)
    with closing(open_sqlite(file)) as other:
        other.execute("BEGIN IMMEDIATE")
        free = threading.Timer(0.3, other.execute, ("ROLLBACK",))
        free.start()
        with registry.write() as session:
            session.exec_driver_sql("INSERT INTO watermark VALUES ('x', 1)")
        free.join()
    registry.close()


def test_a_commit_that_a_reader_keeps_waiting_is_no_half_commit(file: Path) -> None:
    registry = Registry.open(file, busy_seconds=0.2)
    with closing(open_sqlite(file)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM change").fetchone()
        with pytest.raises(RegistryLockedError), registry.write() as session:
            session.exec_driver_sql("INSERT INTO watermark VALUES ('x', 1)")
        reader.execute("COMMIT")
    assert rows(registry, "SELECT * FROM watermark") == []
    with registry.write() as session:
        session.exec_driver_sql("INSERT INTO watermark VALUES ('y', 1)")
    assert rows(registry, "SELECT what FROM watermark") == [("y",)]
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
