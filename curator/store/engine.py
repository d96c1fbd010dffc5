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

__all__ = ["ADVISORY_LOCK", "Session", "Target", "create_engine_for", "open_sqlite"]

Session = sa.Connection
"""What services take: ``execute``, ``scalars``, ``scalar``; never commits by itself."""

BUSY_SECONDS: Final = 5.0
ADVISORY_LOCK: Final = 0x43757261746F72
"""Every writer on PostgreSQL takes this lock first, so that links of the chain form in order."""


def create_engine_for(
    target: Target, *, read_only: bool, busy_seconds: float = BUSY_SECONDS
) -> sa.Engine:
    """Make an engine whose transactions only read, or whose transactions all write.

    Transactions of a writing engine begin with ``BEGIN IMMEDIATE`` or the advisory lock: a
    transaction that reads first and then writes could not wait for its turn.  Reading ones see one
    state of the registry from their first statement to their last.

    Args:
        target: The place.
        read_only: Nothing can be written through it.
        busy_seconds: How long a writer waits for another.
    """
    if target.path is not None:
        return _sqlite_engine(target.path, read_only=read_only, busy_seconds=busy_seconds)
    return _postgres_engine(target.url, read_only=read_only, busy_seconds=busy_seconds)


def open_sqlite(
    path: Path, *, mode: str = "rw", busy_seconds: float = BUSY_SECONDS, immutable: bool = False
) -> sqlite3.Connection:
    """Open a SQLite file by the driver, safe and durable.

    Args:
        path: The file.
        mode: ``ro``, ``rw`` (it must be there) or ``rwc``.
        busy_seconds: How long to wait for a lock.
        immutable: Nobody changes the file: for a write-ahead file in a folder without write access.
    """
    options = f"mode={mode}&immutable=1" if immutable else f"mode={mode}"
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


def _sqlite_engine(path: Path, *, read_only: bool, busy_seconds: float) -> sa.Engine:
    def connect() -> sqlite3.Connection:
        # A reader opens for writing as well: only so it can roll back what a killed writer left.
        connection = open_sqlite(path, busy_seconds=busy_seconds)
        connection.execute("PRAGMA journal_mode=TRUNCATE")
        if read_only:
            connection.execute("PRAGMA query_only=ON")
        return connection

    engine = sa.create_engine("sqlite://", creator=connect, poolclass=sa.pool.QueuePool)
    _begin_with(engine, "BEGIN" if read_only else "BEGIN IMMEDIATE")
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
