"""Copies of a registry's file, by SQLite's backup interface, checked before they get their name."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import sqlalchemy as sa

from curator.domain.errors import VerificationError
from curator.store.chain import ChainCheck
from curator.store.durable import discard, part_of, publish, remove_parts, taken
from curator.store.engine import create_private_engine, open_sqlite
from curator.store.failures import mapped
from curator.store.tables import change
from curator.store.target import Target

_PAGES: Final = 2_000
"""Pages between two reports: 8 MB."""

Report = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy that was read again and found whole.

    Attributes:
        path: Where it lies.
        size: In bytes.
        changes: How many changes it holds.
        seal: Seal of the newest one.
    """

    path: Path
    size: int
    changes: int
    seal: str


def back_up(source: Path, into: Path, *, report: Report | None = None) -> Backup:
    """Copy a registry's file as it is now, check the copy, and give it its name.

    Writers wait while pages are copied, some tenths of a second for 100 MB.

    Args:
        source: The file; it may be open.
        into: Must not be there.
        report: Called with pages done and pages in all; what it raises ends the copying.

    Raises:
        RegistryFileError: ``into`` is there already.
        StorageError: The disk is full or refused; nothing is left at ``into``.
        VerificationError: The registry is damaged, so its copy is; nothing is left at ``into``.
    """
    if into.exists():
        raise taken(into)
    into.parent.mkdir(parents=True, exist_ok=True)
    remove_parts(into)
    part = part_of(into)
    try:
        copy_pages(source, part, report=report)
        changes, seal = check_copy(part)
        size = part.stat().st_size
        publish(part, into)
    finally:
        discard(part)
    return Backup(into, size, changes, seal)


def copy_pages(source: Path, part: Path, *, report: Report | None = None) -> None:
    """Copy every page of one state of the source.

    Raises:
        StorageError: The disk is full or refused.
    """

    def progress(*status: int) -> None:
        _, remaining, total = status
        if report is not None:
            report(total - remaining, total)

    with (
        mapped(Target(path=part)),
        closing(open_sqlite(source)) as taken_from,
        closing(open_sqlite(part, access="rwc")) as copy,
    ):
        # One reading transaction: otherwise each commit of somebody else begins the copy anew.
        taken_from.execute("BEGIN")
        taken_from.execute("SELECT count(*) FROM sqlite_master").fetchone()
        taken_from.backup(copy, pages=_PAGES, progress=progress)
        taken_from.execute("COMMIT")


def check_copy(part: Path) -> tuple[int, str]:
    """Read a private file whole: pages, indexes, foreign keys, chain.

    Returns:
        The number of changes and the seal of the last.

    Raises:
        VerificationError: Something is wrong; the first of it is named.
    """
    engine = create_private_engine(part)
    check = ChainCheck()
    with mapped(Target(path=part)), engine.begin() as session:
        if not sa.inspect(session).has_table(change.name):
            raise VerificationError("It holds no chain of changes.")
        problems = page_problems(session)
        last = session.exec_driver_sql("SELECT max(seq) FROM change").scalar() or 0
        check.check_span(session, 1, last=last)
        check.check_end(session, last)
        seal = session.exec_driver_sql("SELECT seal FROM change WHERE seq = ?", (last,)).scalar()
    engine.dispose()
    problems += check.problems
    if problems:
        raise VerificationError(
            f"The copy is not whole: {problems[0]}", hint="Run: curator verify."
        )
    return last, str(seal)


def page_problems(session: sa.Connection) -> list[str]:
    """What SQLite finds wrong with pages, indexes and foreign keys; empty on PostgreSQL."""
    if session.dialect.name != "sqlite":
        return []
    found = [str(row[0]) for row in session.exec_driver_sql("PRAGMA integrity_check(20)")]
    problems = [] if found == ["ok"] else [f"The file is damaged: {one}." for one in found]
    for table, row, parent, _ in session.exec_driver_sql("PRAGMA foreign_key_check"):
        problems.append(f"Row {row} of {table} names a row of {parent} that is not there.")
    return problems
