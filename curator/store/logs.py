"""The logs beside the chain: written, read in their order, dumped, loaded and checked.

Each row has a number, from 1 without a gap, and the digest of the row before it, so that a row
that was changed, taken out or put in between shows.  A row belongs to no change; it stands after
the newest one there was when it was written (``change_seq``), and in a dump after that change.

A line of a dump is a row's columns but ``change_seq``, with ``record`` for the table's name; lists
and objects stand in it as such.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import sqlalchemy as sa

from curator.domain.canonical import canonical, digest
from curator.domain.changes import Author
from curator.domain.errors import RefusedError
from curator.domain.identity import new_id, now
from curator.store.engine import Session
from curator.store.sealing import FIRST_PREVIOUS, Row
from curator.store.tables import LOGS, change

JSON_COLUMNS: Final[Mapping[str, type]] = {
    "value": dict,
    "features": dict,
    "tried": list,
    "releases": list,
    "synonyms": list,
}
"""Columns that hold canonical JSON."""

BY_NAME: Final[Mapping[str, sa.Table]] = {str(table.name): table for table in LOGS}
SHAPES: Final[Mapping[str, Mapping[str, type]]] = {
    table.name: {
        column.name: JSON_COLUMNS.get(
            column.name, int if isinstance(column.type, sa.Integer) else str
        )
        for column in table.c
        if column.name != "change_seq"
    }
    for table in LOGS
}
"""Of the lines of a dump."""

_AT_ONCE: Final = 1_000


# --- writing and reading -------------------------------------------------------------------------


def append_rows(
    session: Session,
    log: sa.Table,
    *,
    author: Author,
    rows: Sequence[Mapping[str, Any]],
    at: str = "",
) -> None:
    """Append rows to a log.

    Args:
        session: From ``Registry.write()``; its transaction holds the write lock.
        log: One of ``LOGS``.
        author: Who says so.
        rows: Its own columns; those of ``JSON_COLUMNS`` as JSON values.
        at: When; now by default.
    """
    if not rows:
        return
    query = sa.select(log.c.number, log.c.digest).order_by(log.c.number.desc()).limit(1)
    last = session.execute(query).one_or_none()
    number, previous = (0, FIRST_PREVIOUS) if last is None else (last.number, last.digest)
    seq = session.scalar(sa.select(sa.func.max(change.c.seq)))
    made = []
    for given in rows:
        number += 1
        row = _stored(given) | {
            "number": number,
            "id": new_id(),
            "author_id": author.id,
            "author_name": author.name,
            "at": at or now(),
            "previous": previous,
            "change_seq": seq,
        }
        previous = row["digest"] = row_digest(log, row)
        made.append(row)
    session.execute(sa.insert(log), made)


def row_digest(log: sa.Table, row: Row) -> str:
    """SHA-256 over all columns of a row but its digest, with the name of its log."""
    columns = {column.key: row[column.key] for column in log.c if column.key != "digest"}
    return digest({"log": str(log.name), **columns})


def newest_number(session: Session, log: sa.Table) -> int:
    """How many rows a log has."""
    return session.scalar(sa.select(sa.func.max(log.c.number))) or 0


def entries(
    session: Session, log: sa.Table, *where: sa.ColumnElement[bool]
) -> list[dict[str, Any]]:
    """The rows of a log that fit, in their order, with their JSON read."""
    query = sa.select(log).where(*where).order_by(log.c.number)
    return [_read(row._mapping) for row in session.execute(query)]


def _stored(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: canonical(one).decode("utf-8") if key in JSON_COLUMNS else one
        for key, one in row.items()
    }


def _read(row: Row) -> dict[str, Any]:
    return {key: json.loads(one) if key in JSON_COLUMNS else one for key, one in row.items()}


# --- dumping and loading -------------------------------------------------------------------------


def has_logs(session: Session) -> bool:
    """Whether the tables are there: not in a registry that waits for its upgrade."""
    return sa.inspect(session).has_table(LOGS[0].name)


@dataclass(slots=True)
class LogLines:
    """The lines of the logs, as a dump goes along the chain.

    Attributes:
        ends: By log: how many of its rows were given, and the digest of the last.
    """

    session: Session
    ends: dict[str, tuple[int, str]] = field(default_factory=dict)

    def after(self, first: int, *, last: int) -> dict[int, list[bytes]]:
        """By change: the lines of the rows that were written between that change and the next."""
        found: dict[int, list[bytes]] = {}
        for log in LOGS:
            for row in entries(self.session, log, log.c.change_seq.between(first, last)):
                seq = row.pop("change_seq")
                found.setdefault(seq, []).append(canonical({"record": str(log.name), **row}))
                self.ends[log.name] = (row["number"], row["digest"])
        return found


def ends_to_json(ends: Mapping[str, tuple[int, str]]) -> dict[str, Any]:
    """Where the logs end, for the last line of a dump."""
    return {name: {"rows": count, "digest": last} for name, (count, last) in ends.items()}


@dataclass(slots=True)
class LogReplay:
    """Logs on their way into a registry that is being made, each row after its change.

    Attributes:
        ends: By log: how many rows it has by now, and the digest of the last.
    """

    session: Session
    ends: dict[str, tuple[int, str]] = field(default_factory=dict)

    def add(self, record: str, data: Mapping[str, Any], *, seq: int) -> None:
        """Add the row of a line.

        Raises:
            RefusedError: It is not the next of its log, or not what was written.
        """
        log = BY_NAME[record]
        count, previous = self.ends.get(record, (0, FIRST_PREVIOUS))
        row = _stored({key: one for key, one in data.items() if key != "record"})
        row["change_seq"] = seq
        if row["number"] != count + 1 or row["previous"] != previous:
            raise RefusedError(f"{record} {row['number']} does not follow {record} {count}")
        if row_digest(log, row) != row["digest"]:
            raise RefusedError(f"{record} {row['number']} does not match its digest")
        self.session.execute(sa.insert(log), [row])
        self.ends[record] = (count + 1, row["digest"])


# --- verifying -----------------------------------------------------------------------------------


def problems_of(session: Session) -> tuple[list[str], int]:
    """A sentence for each row that is not what was written; how many rows there are."""
    problems: list[str] = []
    count = 0
    last = session.scalar(sa.select(sa.func.max(change.c.seq))) or 0
    for log in LOGS:
        count += _check(session, log, problems=problems, last=last)
    return problems, count


def _check(session: Session, log: sa.Table, *, problems: list[str], last: int) -> int:
    number, previous, seq = 0, FIRST_PREVIOUS, 1
    query = sa.select(log).order_by(log.c.number).execution_options(yield_per=_AT_ONCE)
    for found in session.execute(query):
        row = found._mapping
        if row["number"] != number + 1:
            problems.append(f"{log.name}: row {number + 1} is missing; {row['number']} comes next.")
        elif row["previous"] != previous:
            problems.append(f"{log.name}: row {row['number']} does not follow the one before it.")
        if not _matches(log, row):
            problems.append(f"{log.name}: row {row['number']} does not match its digest.")
        if not seq <= row["change_seq"] <= last:
            problems.append(
                f"{log.name}: row {row['number']} stands after change {row['change_seq']},"
                " where it cannot."
            )
        number, previous = row["number"], row["digest"]
        seq = max(seq, min(row["change_seq"], last))
    return number


def _matches(log: sa.Table, row: Row) -> bool:
    """A damaged row can hold anything anywhere."""
    try:
        return row_digest(log, row) == str(row["digest"])
    except (TypeError, ValueError):
        return False
