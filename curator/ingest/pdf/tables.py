"""Tables that their aligned columns show; where they do not, lines stay lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from curator.ingest.pdf.glyphs import Box
from curator.ingest.pdf.ink import Ink, joined, unprinted
from curator.ingest.pdf.lines import Line
from curator.ingest.pdf.runs import Run

_LEADERS: Final = re.compile(r"(?:\.\s?){5,}")
_MARK: Final = re.compile(r"^(?:[•▪●○‣◦*–—-]|\[?\(?\w{1,3}[\].)]{1,2}|\d{1,3})$")
_EQUATION: Final = re.compile(r"^\(\d{1,3}[a-z]?\)$")
_ROWS: Final = 3
_FILLED: Final = 0.55
_REGULAR: Final = 0.8
_CAPTION: Final = re.compile(r"(?:supplement\w+ |extended data )?table\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table.

    Attributes:
        first: Index of its first line.
        end: One past its last.
        rows: Its cells, as many in each row; empty ones are blank.
        headers: How many rows at the top name the columns.
    """

    first: int
    end: int
    rows: tuple[tuple[Ink, ...], ...]
    headers: int = 0


def _stretches(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Neighbouring lines with wide gaps in them, at most one without between two of them."""
    first: int | None = None
    last = 0
    for at, line in enumerate(lines):
        near = first is None or (
            at - last <= 2 and line.base - lines[at - 1].base < 3.2 * line.size
        )
        if not near and first is not None:
            yield first, last + 1
            first = None
        if len(line.segments()) > 1:
            first = at if first is None else first
            last = at
    if first is not None:
        yield first, last + 1


def _columns(lines: Sequence[Line]) -> list[tuple[float, float]]:
    """Where text stands, parted by strips that are blank in all lines."""
    spans = sorted(
        (part[0].x0, max(run.x1 for run in part)) for line in lines for part in line.segments()
    )
    gap = 0.65 * max(line.size for line in lines)
    columns: list[tuple[float, float]] = []
    for x0, x1 in spans:
        if columns and x0 - columns[-1][1] < gap:
            columns[-1] = (columns[-1][0], max(columns[-1][1], x1))
        else:
            columns.append((x0, x1))
    return columns


def _cells(line: Line, columns: Sequence[tuple[float, float]]) -> list[Ink]:
    held: list[list[Run]] = [[] for _ in columns]
    for run in line.runs:
        middle = (run.x0 + run.x1) / 2
        at = next((n for n, (_, x1) in enumerate(columns) if middle <= x1), len(columns) - 1)
        held[at].append(run)
    return [line.part(runs) for runs in held]


def _is_ruled(lines: Sequence[Line], rules: Sequence[Box]) -> bool:
    """Whether at least two lines are drawn across it."""
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    top, bottom = lines[0].top - 2 * lines[0].size, lines[-1].bottom + 2 * lines[-1].size
    across = {
        round(rule[1])
        for rule in rules
        if rule[3] - rule[1] < 3
        and top <= rule[1] <= bottom
        and min(rule[2], right) - max(rule[0], left) > 0.7 * (right - left)
    }
    return len(across) >= 2


def _is_captioned(lines: Sequence[Line], first: int, end: int) -> bool:
    near = (*lines[max(0, first - 5) : first], *lines[end : end + 2])
    return any(_CAPTION.match(line.text) for line in near)


def _grid(lines: Sequence[Line], first: int, end: int, *, rules: Sequence[Box]) -> Grid | None:
    chosen = lines[first:end]
    several = [line for line in chosen if len(line.segments()) > 1]
    if len(several) < _ROWS or any(_LEADERS.search(line.text) for line in chosen):
        return None
    columns = _columns(chosen)
    if len(columns) < 2:
        columns = _columns(several)
        if len(columns) < 2 or len(several) < len(chosen):
            return None
    rows = [_cells(line, columns) for line in chosen]
    filled = sum(1 for row in rows for cell in row if cell.text.strip())
    share = filled / (len(rows) * len(columns))
    if share < _FILLED or not _is_table(rows):
        return None
    regular = share >= _REGULAR and len(rows) + len(columns) > _ROWS + 2
    if not (regular or _is_captioned(lines, first, end) or _is_ruled(chosen, rules)):
        return None  # labels of a figure, as a rule
    return Grid(first, end, tuple(map(tuple, rows)), _headers(chosen, rows))


def _is_table(rows: Sequence[Sequence[Ink]]) -> bool:
    """Not a list with its marks, and no formulas with their numbers."""
    for column in zip(*rows, strict=True):
        texts = [cell.text.strip() for cell in column if cell.text.strip()]
        if len(rows[0]) == 2 and all(_MARK.match(text) for text in texts):
            return False
        if texts and all(_EQUATION.match(text) for text in texts):
            return False
    return True


def _headers(lines: Sequence[Line], rows: Sequence[Sequence[Ink]]) -> int:
    """The first row, where it is bold and the rest is not, or has no digits and the rest has."""
    numbers = [any(char.isdigit() for cell in row for char in cell.text) for row in rows]
    rest = numbers[1:]
    named = not numbers[0] and sum(rest) > 0.7 * len(rest)
    bold = lines[0].bold and not all(line.bold for line in lines[1:])
    return int(named or bold)


def tables_in(lines: Sequence[Line], rules: Sequence[Box]) -> list[Grid]:
    """The tables among the lines of one column.

    Their columns are parted by strips that are blank in all rows.  Besides there must be drawn
    lines, a caption beside it, or four rows that are nearly full; otherwise it may be anything.
    """
    grids = (_grid(lines, first, end, rules=rules) for first, end in _stretches(lines))
    return [grid for grid in grids if grid is not None]


def side_by_side(grid: Grid) -> list[list[Ink]]:
    """Its columns, each from top to bottom, without what is blank: authors beside one another."""
    return [
        [cell for cell in column if cell.text.strip()] for column in zip(*grid.rows, strict=True)
    ]


def grid_ink(grid: Grid) -> Ink:
    """The whole table: cells a tab apart, rows a line end."""
    parts: list[Ink] = []
    for number, row in enumerate(grid.rows):
        if number:
            parts.append(unprinted("\n"))
        for column, cell in enumerate(row):
            if column:
                parts.append(unprinted("\t"))
            parts.append(cell)
    return joined(parts)
