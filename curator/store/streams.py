"""Reading many rows without holding them, on either database."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from typing import Any, Final

from curator.store.engine import Session

_AT_ONCE: Final = 500


def driver_of(session: Session) -> Any:
    """The connection of sqlite3 or psycopg under a session."""
    return session.connection.dbapi_connection


def stream(session: Session, query: str, *values: object) -> Generator[tuple[Any, ...], None, None]:
    """The rows of a query as plain tuples, straight from the driver.

    Args:
        session: Stays open until the last row was taken.
        query: With ``?`` for each of ``values``.
        values: Of the query.
    """
    driver = driver_of(session)
    if isinstance(driver, sqlite3.Connection):
        yield from driver.execute(query, values)
        return
    with closing(driver.cursor(name=f"stream_{secrets.token_hex(4)}")) as cursor:
        cursor.itersize = _AT_ONCE
        cursor.execute(query.replace("?", "%s"), values)
        yield from cursor


@contextmanager
def undecodable_allowed(session: Session) -> Iterator[None]:
    """Read text of a damaged SQLite file that is no UTF-8, with U+FFFD where it is none."""
    driver = driver_of(session)
    if not isinstance(driver, sqlite3.Connection):
        yield
        return
    before = driver.text_factory
    driver.text_factory = lambda data: data.decode("utf-8", "replace")
    try:
        yield
    finally:
        driver.text_factory = before
