from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from curator.domain.errors import (
    RegistryFileError,
    RegistryLockedError,
    StorageError,
    VerificationError,
)
from curator.services.registry import Registry, create_registry
from curator.services.verifying import verify_chain
from curator.store import upgrade
from curator.store.health import active_parts
from curator.store.lock import WindowLock, take
from curator.store.schema import Schema
from tests.store.samples import MIA, populate, relabel, rows
from tests.store.tomorrow import SECOND, TEARING, tomorrow

SEALED = ("change", "revision", "original", "text", "term")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A populated registry of today, which is old tomorrow."""
    path = tmp_path / "studies.curator"
    registry = create_registry(path, MIA)
    populate(registry)
    registry.close()
    return path


@pytest.fixture
def schema(tmp_path: Path) -> Schema:
    return tomorrow(tmp_path)


def content(path: Path) -> dict[str, list[object]]:
    with closing(sqlite3.connect(path)) as connection:
        return {
            name: connection.execute(f'SELECT * FROM "{name}" ORDER BY 1, 2').fetchall()
            for name in (*SEALED, "head", "article_row", "study_row", "study_record")
        }


@pytest.fixture
def upgraded(old: Path, schema: Schema) -> Iterator[Registry]:
    registry = Registry.open(old, schema=schema)
    yield registry
    registry.close()


def test_an_older_file_is_upgraded_and_the_backup_named(old: Path, schema: Schema) -> None:
    before, bytes_before = content(old), old.read_bytes()
    registry = Registry.open(old, schema=schema)
    kept = old.with_name("studies-before-upgrade-0003.curator")
    (notice,) = registry.notices
    assert notice == (
        f"{old.name} was made by an older version and has been upgraded. It is kept as it was as"
        f" {kept.name}."
    )
    assert rows(registry, "SELECT DISTINCT note FROM entity") == [("none",)]
    assert rows(registry, "SELECT shelf FROM article_row") == [("A",)]
    assert verify_chain(registry)[0].problems == []
    registry.close()
    assert kept.read_bytes() == bytes_before
    after = content(old)
    assert {name: after[name] for name in SEALED} == {name: before[name] for name in SEALED}
    assert Registry.open(old, schema=schema).notices == ()


def test_nothing_is_left_beside_it(old: Path, schema: Schema) -> None:
    Registry.open(old, schema=schema).close()
    names = {path.name for path in old.parent.iterdir()}
    assert names - {"studies.curator-journal"} == {
        "studies.curator",
        "studies-before-upgrade-0003.curator",
        "100% tomorrow",
    }


def test_no_row_is_lost_with_a_table_that_is_rebuilt(upgraded: Registry) -> None:
    assert rows(upgraded, "SELECT count(*) FROM revision") == [(6,)]
    assert rows(upgraded, "SELECT count(*) FROM entity") == [(4,)]


def test_the_guards_are_there_afterwards(upgraded: Registry) -> None:
    with upgraded.read() as session:
        found = session.exec_driver_sql(
            "SELECT count(*) FROM sqlite_master WHERE type = 'trigger'"
        ).scalar()
        assert found == 33
    with pytest.raises(Exception, match="sealed: entity"), upgraded.write() as session:
        session.exec_driver_sql("DELETE FROM entity")


def test_it_can_be_written_afterwards(upgraded: Registry, old: Path, schema: Schema) -> None:
    study = rows(upgraded, "SELECT id FROM entity WHERE kind = 'study'")[0][0]
    relabel(upgraded, study, "after the upgrade", rebuild=False)
    assert verify_chain(upgraded)[0].problems == []


def test_an_upgrade_that_loses_its_guards_is_refused(old: Path, tmp_path: Path) -> None:
    before = old.read_bytes()
    wrong = tomorrow(tmp_path, active_parts="0" * 64)
    with pytest.raises(VerificationError, match="guards"):
        Registry.open(old, schema=wrong)
    assert old.read_bytes() == before


def test_an_upgrade_that_tears_rows_is_refused(old: Path, tmp_path: Path) -> None:
    before = old.read_bytes()
    with pytest.raises(VerificationError, match="would tear"):
        Registry.open(old, schema=tomorrow(tmp_path, second=TEARING))
    assert old.read_bytes() == before


def test_a_damaged_old_file_is_not_upgraded(old: Path, schema: Schema) -> None:
    with closing(sqlite3.connect(old)) as stranger:
        stranger.execute("DROP TRIGGER sealed_revision_update")
        stranger.execute("UPDATE revision SET document = replace(document, 'First', 'Furst')")
        stranger.commit()
    before = old.read_bytes()
    with pytest.raises(VerificationError, match="does not match its digest"):
        Registry.open(old, schema=schema)
    assert old.read_bytes() == before


def test_asked_for_reading_only_it_is_not_touched(old: Path, schema: Schema) -> None:
    before = old.read_bytes()
    with pytest.raises(RegistryFileError, match="must be upgraded first"):
        Registry.open(old, schema=schema, read_only=True)
    assert old.read_bytes() == before


def test_a_window_that_has_it_open_is_named(old: Path, schema: Schema) -> None:
    window = take(old)
    assert isinstance(window, WindowLock)
    with pytest.raises(RegistryLockedError, match=f"process {os.getpid()}"):
        Registry.open(old, schema=schema)
    window.release()


def open_elsewhere(path: Path, schema: Schema) -> None:
    """Let another process open it, which upgrades it."""
    words = (
        "import sys; from pathlib import Path; from curator.services.registry import Registry;"
        "from curator.store.schema import Schema;"
        "Registry.open(sys.argv[1], schema=Schema(4, Path(sys.argv[2]))).close()"
    )
    subprocess.run([sys.executable, "-c", words, path, schema.folder], check=True)


@pytest.mark.parametrize("did", ["write", "begin", "nothing"])
def test_a_program_that_has_the_old_file_open_writes_neither_old_nor_new(
    old: Path, schema: Schema, did: str
) -> None:
    behind = Registry.open(old)
    study = rows(behind, "SELECT id FROM entity WHERE kind = 'study'")[0][0]
    if did != "nothing":
        with behind.write() as session:
            if did == "write":
                session.exec_driver_sql("INSERT INTO watermark VALUES ('x', 1)")
    open_elsewhere(old, schema)
    with pytest.raises(StorageError) as told:
        relabel(behind, study, "into the void")
    assert "Open it again" in told.value.hint
    behind.close()
    for path in (old, old.with_name("studies-before-upgrade-0003.curator")):
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("SELECT max(seq) FROM change").fetchone() == (5,)


def test_a_program_that_has_the_old_database_open_writes_nothing(
    database: str, schema: Schema
) -> None:
    behind = create_registry(database, MIA)
    study = populate(behind).study
    Registry.open(database, schema=schema).close()
    with pytest.raises(StorageError, match="upgraded"):
        relabel(behind, study, "into the void")
    behind.close()


def test_a_file_system_without_links_keeps_a_copy(
    old: Path, schema: Schema, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_source: Path, _target: Path) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    before = content(old)
    Registry.open(old, schema=schema).close()
    assert content(old.with_name("studies-before-upgrade-0003.curator")) == before


def test_a_second_upgrade_never_replaces_the_first_backup(old: Path, schema: Schema) -> None:
    kept = old.with_name("studies-before-upgrade-0003.curator")
    kept.write_bytes(b"something of the user's")
    registry = Registry.open(old, schema=schema)
    registry.close()
    assert kept.read_bytes() == b"something of the user's"
    assert "studies-before-upgrade-0003-2.curator" in registry.notices[0]


def test_two_at_once_upgrade_it_once(old: Path, schema: Schema) -> None:
    start = threading.Barrier(2)
    got: list[tuple[str, ...]] = []

    def work() -> None:
        start.wait()
        while True:
            try:
                registry = Registry.open(old, schema=schema)
            except RegistryLockedError:
                continue
            got.append(registry.notices)
            registry.close()
            return

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(map(len, got)) == [0, 1]
    assert len(list(old.parent.glob("*before-upgrade*"))) == 1


def test_a_part_that_a_killed_upgrade_left_goes_away(old: Path, schema: Schema) -> None:
    child = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, text=True
    )
    dead = child.stdout.strip()
    left = old.with_name(f".studies.curator.{dead}.part")
    left.write_bytes(b"half")
    left.with_name(f"{left.name}-journal").write_bytes(b"half")
    other = old.with_name(f".studies.curator.{os.getpid()}.party")
    Registry.open(old, schema=schema).close()
    assert not left.exists()
    assert not left.with_name(f"{left.name}-journal").exists()
    assert not other.exists()


POINTS = (
    "copy_pages",
    "migrate_part",
    "migrate",
    "check_copy",
    "_keep",
    "replace",
    "discard",
)


@pytest.mark.parametrize("point", POINTS)
@pytest.mark.parametrize("when", ["before", "after"])
def test_killed_anywhere_it_opens_and_the_next_try_succeeds(
    old: Path, schema: Schema, point: str, when: str
) -> None:
    before = content(old)
    child = subprocess.run(
        [
            sys.executable,
            "-m",
            "tests.faults.killed_upgrade",
            str(old),
            str(schema.folder),
            point,
            when,
        ],
        capture_output=True,
        text=True,
    )
    assert child.returncode == -9, child.stderr
    assert old.exists()
    registry = Registry.open(old, schema=schema)
    assert verify_chain(registry)[0].problems == []
    assert rows(registry, "SELECT DISTINCT note FROM entity") == [("none",)]
    registry.close()
    after = content(old)
    assert {name: after[name] for name in SEALED} == {name: before[name] for name in SEALED}
    assert not list(old.parent.glob(".*.part*"))
    # The old file is there whole, under exactly one name.
    (kept,) = old.parent.glob("*before-upgrade*")
    assert content(kept) == before


def test_postgresql_is_upgraded_after_a_dump(database: str, schema: Schema) -> None:
    first = create_registry(database, MIA)
    populate(first)
    seal = first.last_seal()
    first.close()
    registry = Registry.open(database, schema=schema)
    (notice,) = registry.notices
    kept = Path(notice.rpartition(" is ")[2].removesuffix("."))
    assert kept.name.endswith("-before-upgrade-0003-5.jsonl")
    assert seal.encode() in kept.read_bytes().rpartition(b'"end"')[2]
    assert rows(registry, "SELECT DISTINCT note FROM entity") == [("none",)]
    assert verify_chain(registry)[0].problems == []
    registry.close()
    again = Registry.open(database, schema=schema)
    assert again.notices == ()
    again.close()


def test_a_failed_upgrade_leaves_postgresql_as_it_was(
    database: str, tmp_path: Path, schema: Schema
) -> None:
    create_registry(database, MIA).close()
    broken = tomorrow(tmp_path / "broken", second=SECOND + "\n    op.execute('no such thing')\n")
    with pytest.raises(Exception, match="no"):
        Registry.open(database, schema=broken)
    registry = Registry.open(database)
    assert rows(registry, "SELECT version_num FROM alembic_version") == [("0003",)]
    registry.close()


def test_the_names_of_the_points_are_those_of_the_module() -> None:
    assert all(callable(getattr(upgrade, point)) for point in POINTS)


def test_active_parts_see_every_trigger(upgraded: Registry) -> None:
    with upgraded.write() as session:
        before = active_parts(session)
        session.exec_driver_sql("DROP TRIGGER sealed_change_update")
        assert active_parts(session) != before
