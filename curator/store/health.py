"""What is looked at before the content of a registry is shown.

Everything would take as long as reading everything: that is ``curator verify``.  At every opening:

- the header of the file against its size (``sniff``);
- tables, columns and triggers: ours and nobody else's, so that a file from elsewhere runs nothing;
- ``quick_check`` of a file of up to 32 MB (some tens of milliseconds);
- the newest change against its seal and the change before it, and that no change is missing.

What an article or a study shows is checked against its digests when it is read (``revisions``).
"""

from __future__ import annotations

import hashlib
import sqlite3
from typing import Final

import sqlalchemy as sa

from curator.domain.canonical import canonical
from curator.domain.errors import RegistryFileError
from curator.store.engine import Session
from curator.store.revisions import last_change
from curator.store.schema import Schema
from curator.store.sealing import FIRST_PREVIOUS, ChangeHeader, Digests, seal_of
from curator.store.sniff import RESTORE
from curator.store.streams import driver_of
from curator.store.tables import change, entity, metadata, original, revision, term, text

QUICK_CHECK_BYTES: Final = 32 * 1024 * 1024
_OWN_SQL: Final = (
    "SELECT type, name, tbl_name, sql FROM sqlite_master"
    " WHERE type IN ('trigger', 'view') OR sql LIKE 'CREATE VIRTUAL%' ORDER BY name"
)


def active_parts(session: Session) -> str:
    """SHA-256 of all that runs by itself in a SQLite file: triggers, views, virtual tables."""
    rows = [[str(value) for value in row] for row in driver_of(session).execute(_OWN_SQL)]
    return hashlib.sha256(canonical(rows)).hexdigest()


def check_tables(session: Session, label: str, *, schema: Schema, newer: bool) -> None:
    """Check that the tables are those of a registry.

    Args:
        session: A reading one.
        label: The registry's place.
        schema: The one this program has.
        newer: The file is of a newer one, which may have more of everything.

    Raises:
        RegistryFileError: They are not.
    """
    inspected = sa.inspect(session)
    there = set(inspected.get_table_names())
    for table in metadata.sorted_tables:
        columns = (
            {one["name"] for one in inspected.get_columns(table.name)}
            if table.name in there
            else set()
        )
        if missing := sorted({column.name for column in table.c} - columns):
            if newer:
                raise RegistryFileError(
                    f"{label} was made by a newer version of Curator, which this one cannot read.",
                    hint="Install the newest version.",
                )
            raise RegistryFileError(
                f"{label} is no whole registry: {table.name} lacks {', '.join(missing)}.",
                hint=RESTORE,
            )
    if newer or session.dialect.name != "sqlite" or not schema.active_parts:
        return
    if active_parts(session) != schema.active_parts:
        raise RegistryFileError(
            f"{label} has triggers or views that Curator did not make, or lacks some of its own.",
            hint="It was left untouched.  Open a backup instead.",
        )


def check_pages(session: Session, label: str, *, size: int) -> None:
    """Check the structure of a small SQLite file.

    Raises:
        RegistryFileError: It is damaged.
    """
    driver = driver_of(session)
    if not isinstance(driver, sqlite3.Connection) or size > QUICK_CHECK_BYTES:
        return
    (found,) = driver.execute("PRAGMA quick_check(1)").fetchone()
    if found != "ok":
        first = str(found).strip().rpartition("\n")[2]
        raise RegistryFileError(f"{label} is damaged: {first}.", hint=RESTORE)


def broken_end(session: Session) -> str:
    """What is wrong with the newest change, as a sentence; "" where nothing is."""
    last = last_change(session)
    if last is None:
        return "It holds no change."
    count = session.scalar(sa.select(sa.func.count()).select_from(change))
    if count != last.seq:
        return f"It holds {count} changes, and the newest is number {last.seq}."
    before = session.scalar(sa.select(change.c.seal).where(change.c.seq == last.seq - 1))
    if (before or FIRST_PREVIOUS) != last.previous:
        return f"Change {last.seq} does not follow the one before it."
    header = ChangeHeader(last.id, last.at, last.author, last.kind, last.reason)
    digests = digests_of(session, last.seq)
    if seal_of(header, last.seq, previous=last.previous, digests=digests) != last.seal:
        return f"Change {last.seq} does not match its seal."
    return ""


def digests_of(session: Session, seq: int) -> Digests:
    """What the seal of that change covers, as it stands in the tables."""

    def listed(table: sa.Table) -> list[str]:
        query = sa.select(table.c.digest).where(table.c.change_seq == seq)
        return list(session.scalars(query))

    numbered = sa.select(entity.c.id, entity.c.number).where(entity.c.first_change == seq)
    return Digests(
        entities=[(one, number) for one, number in session.execute(numbered)],
        revisions=listed(revision),
        originals=listed(original),
        texts=listed(text),
        terms=listed(term),
    )
