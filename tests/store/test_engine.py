from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from curator.domain.errors import Cancelled, RegistryLockedError
from curator.services.registry import Registry, create_registry
from curator.store.engine import create_engine_for, open_sqlite
from curator.store.holders import holders, process_name
from curator.store.streams import stream
from curator.store.target import Target
from tests.store.samples import MIA


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "studies.curator"
    with closing(sqlite3.connect(path)) as made:
        made.execute("CREATE TABLE t (n INTEGER)")
        made.execute("INSERT INTO t VALUES (0)")
        made.commit()
    return path


@pytest.mark.parametrize("read_only", [True, False])
def test_every_connection_is_durable_and_safe(file: Path, read_only: bool) -> None:
    engine = create_engine_for(Target(path=file), read_only=read_only)
    with engine.connect() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in (
                "journal_mode",
                "synchronous",
                "foreign_keys",
                "recursive_triggers",
                "trusted_schema",
                "query_only",
                "cache_spill",
                "busy_timeout",
            )
        }
    engine.dispose()
    assert found == {
        "journal_mode": "truncate",
        "synchronous": 2,
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "trusted_schema": 0,
        "query_only": int(read_only),
        "cache_spill": 0,
        "busy_timeout": 5000,
    }


def test_a_file_in_write_ahead_mode_is_switched_back(file: Path) -> None:
    with closing(sqlite3.connect(file)) as other:
        other.execute("PRAGMA journal_mode=WAL")
    assert file.read_bytes()[18] == 2
    engine = create_engine_for(Target(path=file), read_only=True)
    with engine.begin() as session:
        assert session.exec_driver_sql("SELECT n FROM t").scalar() == 0
    engine.dispose()
    assert file.read_bytes()[18] == 1


def test_a_reader_cannot_write(file: Path) -> None:
    engine = create_engine_for(Target(path=file), read_only=True)
    with pytest.raises(sa.exc.OperationalError, match="readonly"), engine.begin() as session:
        session.exec_driver_sql("INSERT INTO t VALUES (1)")
    engine.dispose()


def test_a_writer_that_reads_first_waits_for_its_turn(file: Path) -> None:
    """A deferred transaction would fail here after no time at all, whatever its timeout."""
    engine = create_engine_for(Target(path=file), read_only=False)
    inside, go_on = threading.Event(), threading.Event()

    def add(n: int, *, slowly: bool) -> None:
        with engine.begin() as session:
            session.exec_driver_sql("SELECT max(n) FROM t").scalar()
            if slowly:
                inside.set()
                go_on.wait(10)
            session.exec_driver_sql(f"INSERT INTO t VALUES ({n})")

    slow = threading.Thread(target=add, args=(1,), kwargs={"slowly": True})
    slow.start()
    assert inside.wait(10)
    second = threading.Thread(target=add, args=(2,), kwargs={"slowly": False})
    second.start()
    go_on.set()
    slow.join(10)
    second.join(10)
    with engine.begin() as session:
        assert [n for (n,) in session.exec_driver_sql("SELECT n FROM t ORDER BY rowid")] == [
            0,
            1,
            2,
        ]
    engine.dispose()


def test_a_reading_session_sees_one_state(place: str) -> None:
    registry = create_registry(place, MIA)
    count = "SELECT count(*) FROM watermark"
    with registry.read() as before:
        assert before.exec_driver_sql(count).scalar() == 0
        if registry.target.path is None:  # SQLite makes the writer wait for the reader instead
            with registry.write() as session:
                session.exec_driver_sql("INSERT INTO watermark VALUES ('x', 1)")
        assert before.exec_driver_sql(count).scalar() == 0
    registry.close()


def test_a_long_read_can_be_interrupted(place: str) -> None:
    registry = create_registry(place, MIA)
    endless = (
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000000)"
        " SELECT count(*) FROM n"
    )
    reading = threading.Event()
    got: list[BaseException] = []

    def read() -> None:
        try:
            with registry.read() as session:
                reading.set()
                session.exec_driver_sql(endless).scalar()
        except Cancelled as error:
            got.append(error)

    thread = threading.Thread(target=read)
    thread.start()
    assert reading.wait(10)
    while thread.is_alive():
        registry.interrupt()
        thread.join(0.05)
    assert len(got) == 1
    with registry.read() as session:
        assert session.exec_driver_sql("SELECT 1").scalar() == 1
    registry.close()


def test_a_writer_on_postgresql_waits_and_then_says_so(database: str) -> None:
    create_registry(database, MIA).close()
    first = Registry.open(database)
    second = Registry.open(database, busy_seconds=0.1)
    told = pytest.raises(RegistryLockedError, match="somebody else")
    with first.write(), told, second.write():
        pass
    with second.write():
        pass
    first.close()
    second.close()


def test_no_driver_of_postgresql_is_loaded_for_a_file(tmp_path: Path) -> None:
    words = (
        "import sys; from curator.services.registry import Registry;"
        f" Registry.open({str(tmp_path / 'a.curator')!r}, create=True).close();"
        f" Registry.open({str(tmp_path / 'a.curator')!r}).close();"
        " print('psycopg' in sys.modules, 'sqlalchemy.orm' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True)
    assert done.stdout.split() == ["False", "False"], done.stderr


def test_alembic_is_not_loaded_to_open_a_registry_of_this_version(tmp_path: Path) -> None:
    path = str(tmp_path / "a.curator")
    create_registry(path, MIA).close()
    words = (
        "import sys; from curator.services.registry import Registry;"
        f" Registry.open({path!r}).close(); print('alembic' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True)
    assert done.stdout.split() == ["False"], done.stderr


def test_streams_give_plain_rows_with_values(place: str) -> None:
    registry = create_registry(place, MIA)
    with registry.read() as session:
        got = list(stream(session, "SELECT seq, kind FROM change WHERE seq BETWEEN ? AND ?", 1, 9))
    assert got == [(1, "create")]
    registry.close()


def test_who_holds_a_file_is_named(file: Path) -> None:
    words = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None);"
        " c.execute('BEGIN EXCLUSIVE'); print('in', flush=True); sys.stdin.read()"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", words, str(file)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with child:
        assert child.stdout is not None
        assert child.stdout.readline() == "in\n"
        assert holders(file) == (child.pid,)
        assert str(child.pid) in process_name(child.pid)
        child.communicate()
    assert holders(file) == ()
    assert holders(file.with_name("nothing")) == ()


def test_an_own_lock_is_no_other_process(file: Path) -> None:
    with closing(open_sqlite(file)) as own:
        own.execute("BEGIN EXCLUSIVE")
        assert holders(file) == ()
