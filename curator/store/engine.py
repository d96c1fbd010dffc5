"""Connections to a registry, as they must be set up on either database.

A session of this project is a connection of SQLAlchemy Core inside a transaction: there are no ORM
classes, whose import alone takes a third as long again as that of the Core.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import sqlalchemy as sa

from curator.store.target import Target

__all__ = [
    "ADVISORY_LOCK",
    "Session",
    "Target",
    "create_engine_for",
    "create_private_engine",
    "open_sqlite",
]

Session = sa.Connection
"""What services take: ``execute``, ``scalars``, ``scalar``; never commits by itself."""

BUSY_SECONDS: Final = 5.0
ADVISORY_LOCK: Final = 0x43757261746F72
"""Every writer on PostgreSQL takes this lock first, so that links of the chain form in order."""


def create_engine_for(
    target: Target,
    *,
    read_only: bool,
    access: str = "rw",
    busy_seconds: float = BUSY_SECONDS,
) -> sa.Engine:
    """Make an engine whose transactions only read, or whose transactions all write.

    Transactions of a writing engine begin with ``BEGIN IMMEDIATE`` or the advisory lock: a
    transaction that reads first and then writes could not wait for its turn.  Reading ones see one
    state of the registry from their first statement to their last.

    Args:
        target: The place.
        read_only: Nothing can be written through it.
        access: What the system allows: ``rw``, ``ro``, or ``immutable`` for a write-ahead file
            that cannot be written and lies alone (it wants to write beside itself to be read).
        busy_seconds: How long a writer waits for another.
    """
    if target.path is not None:
        return _sqlite_engine(
            target.path, read_only=read_only, access=access, busy_seconds=busy_seconds
        )
    return _postgres_engine(target.url, read_only=read_only, busy_seconds=busy_seconds)


def open_sqlite(
    path: Path, *, access: str = "rw", busy_seconds: float = BUSY_SECONDS
) -> sqlite3.Connection:
    """Open a SQLite file by the driver, safe and durable.

    Args:
        path: The file.
        access: ``rw`` (it must be there), ``rwc`` (made where it is not), ``ro``, ``immutable``.
        busy_seconds: How long to wait for a lock.
    """
    options = "mode=ro&immutable=1" if access == "immutable" else f"mode={access}"
    connection = sqlite3.connect(
        f"file:{quote(bytes(path))}?{options}",
        uri=True,
        timeout=busy_seconds,
        isolation_level=None,
        # Each lane has its own sessions; the pool may close one from another thread.
        check_same_thread=False,
    )
    # A file from elsewhere must not run functions by its views, triggers or indexes.
    connection.execute("PRAGMA trusted_schema=OFF")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA recursive_triggers=ON")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA cache_spill=OFF")
    return connection


def _sqlite_engine(path: Path, *, read_only: bool, access: str, busy_seconds: float) -> sa.Engine:
    def connect() -> sqlite3.Connection:
        connection = open_sqlite(path, access=access, busy_seconds=busy_seconds)
        # Readers open for writing as well: only so can they roll back what a killed writer left.
        if access == "rw":
            connection.execute("PRAGMA journal_mode=TRUNCATE")
        if read_only:
            connection.execute("PRAGMA query_only=ON")
        return connection

    engine = sa.create_engine("sqlite://", creator=connect, poolclass=sa.pool.QueuePool)
    _begin_with(engine, "BEGIN" if read_only else "BEGIN IMMEDIATE")
    return engine


def create_private_engine(part: Path, *, foreign_keys: bool = True) -> sa.Engine:
    """An engine for a file that nobody else knows of yet: a registry being made.

    Its one large transaction may spill to the disk, as no reader waits for it.

    Args:
        part: The file; made where it is not there.
        foreign_keys: False for a migration, which may rebuild a table that others name.
    """

    def connect() -> sqlite3.Connection:
        connection = open_sqlite(part, access="rwc")
        connection.execute("PRAGMA journal_mode=TRUNCATE")
        connection.execute("PRAGMA cache_spill=ON")
        # Has no effect inside a transaction: so here, on the bare connection.
        connection.execute(f"PRAGMA foreign_keys={'ON' if foreign_keys else 'OFF'}")
        return connection

    engine = sa.create_engine("sqlite://", creator=connect, poolclass=sa.pool.NullPool)
    _begin_with(engine, "BEGIN IMMEDIATE")
    return engine


def _postgres_engine(url: str, *, read_only: bool, busy_seconds: float) -> sa.Engine:
    settings = f"-c lock_timeout={int(busy_seconds * 1000)} -c timezone=UTC"
    engine = sa.create_engine(
        url,
        isolation_level="REPEATABLE READ" if read_only else "READ COMMITTED",
        execution_options={"postgresql_readonly": True} if read_only else {},
        pool_pre_ping=True,
        connect_args={
            "application_name": "curator",
            "client_encoding": "utf8",
            "connect_timeout": 10,
            "options": settings,
        },
    )
    if not read_only:
        _begin_with(engine, f"SELECT pg_advisory_xact_lock({ADVISORY_LOCK})")
    return engine


def _begin_with(engine: sa.Engine, statement: str) -> None:
    def begin(connection: sa.Connection) -> Any:
        connection.exec_driver_sql(statement)

    sa.event.listen(engine, "begin", begin)
