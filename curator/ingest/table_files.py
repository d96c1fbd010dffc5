"""Tables in CSV or XLSX as rows of words.  Imported in the child process only: it needs openpyxl.

The first row with anything in it names the columns; below it stand the rows.  A cell is what a
reader of the sheet sees, as far as the file says it: no formula is computed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from curator.domain.errors import UnreadableInputError
from curator.ingest.decode import decode
from curator.ingest.formats import FORMATS, sniff
from curator.ingest.frames import Frame
from curator.ingest.references.lists import csv_rows, xlsx_rows
from curator.ingest.texts import refuse_unreadable
from curator.ingest.zips import guarded_zip

MOST_ROWS: Final = 100_000
MOST_COLUMNS: Final = 1_000
MOST_CHARACTERS: Final = 50_000_000
_TABLES: Final = frozenset(("csv", "xlsx", "text", "markdown"))


@dataclass(frozen=True, slots=True)
class Table:
    """Words by column and row.

    Attributes:
        headers: One a column, no two alike; a column without a name is ``column 3``.
        rows: Below the header, blank ones too; a row may be shorter than the header.
    """

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def read_table(data: bytes, name: str, *, encoding: str = "") -> Table:
    """The table in a file; of a workbook, that of the first sheet that has one.

    Args:
        data: The file.
        name: Its name, for messages.
        encoding: Take a CSV as this; empty to find out.

    Raises:
        UnreadableInputError: There is none, it is damaged, or too large.
    """
    key = sniff(data, name)
    if key not in _TABLES:
        raise UnreadableInputError(f"{name} is {FORMATS[key].words}, not a table.")
    if key == "xlsx":
        guarded_zip(data, name).close()
        return _table(xlsx_rows(data, name), name)
    decoded = decode(data, forced=encoding)
    refuse_unreadable(decoded, name)
    return _table(csv_rows(decoded.text.lstrip("\ufeff")), name)


def table_frame(data: bytes, name: str, *, arguments: Mapping[str, Any]) -> Frame:
    """The answer to the question ``table``: headers and number of rows, the rows as JSON behind.

    ``arguments``: ``encoding``, and ``rows``, at most so many of them; 0 for all.
    """
    table = read_table(data, name, encoding=str(arguments.get("encoding", "")))
    most = int(arguments.get("rows", 0)) or len(table.rows)
    rows = json.dumps(table.rows[:most]).encode("ascii")
    return Frame({"headers": table.headers, "count": len(table.rows)}, rows)


def _table(rows: Iterable[Sequence[str] | str], name: str) -> Table:
    headers: tuple[str, ...] = ()
    found: list[tuple[str, ...]] = []
    characters = 0
    for row in rows:
        # A row that cannot be read keeps its place, so that the others keep their numbers.
        cells = () if isinstance(row, str) else tuple(one.strip() for one in row[:MOST_COLUMNS])
        characters += sum(map(len, cells))
        if characters > MOST_CHARACTERS or len(found) > MOST_ROWS:
            raise UnreadableInputError(
                f"{name} has more than {MOST_ROWS:,} rows or {MOST_CHARACTERS:,} characters.",
                hint="Split it into several files.",
            )
        if headers:
            found.append(cells)
        elif any(cells):
            headers = _named(cells)
    if not headers:
        raise UnreadableInputError(f"{name} holds no table: no row has anything in it.")
    while found and not any(found[-1]):
        found.pop()
    return Table(headers, tuple(found))


def _named(cells: Sequence[str]) -> tuple[str, ...]:
    """Headers, each there once."""
    names: list[str] = []
    known: set[str] = set()
    for place, cell in enumerate(cells, start=1):
        base = " ".join(cell.split()) or f"column {place}"
        name, count = base, 2
        while name in known:
            name, count = f"{base} ({count})", count + 1
        known.add(name)
        names.append(name)
    return tuple(names)
