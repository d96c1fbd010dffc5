"""Files that are not quite a registry, may not be written, or are in use by somebody else."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from curator.domain.errors import (
    ReadOnlyError,
    RegistryFileError,
    RegistryLockedError,
)
from curator.services import registry as registry_module
from curator.services.registry import Registry, create_registry
from curator.store.engine import open_sqlite
from curator.store.lock import WindowLock, lock_path, take
from tests.store.samples import MIA, populate, relabel, rows

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
    registry = Registry.open(file)
    seal = registry.last_seal()
    registry.close()
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


def test_opened_twice_in_one_process_even_with_a_leftover_journal(file: Path) -> None:
    first = Registry.open(file)
    second = Registry.open(file)
    assert not second.read_only
    relabel(second, rows(second, "SELECT study_id FROM study_row")[0][0], "by the second")
    assert first.last_seal() == second.last_seal()
    # A journal of nothing: SQLite has to write in order to get rid of it.
    file.with_name("studies.curator-journal").write_bytes(b"\xd9" * 600)
    third = Registry.open(file)
    assert third.last_seal() == first.last_seal()
    for registry in (first, second, third):
        registry.close()
