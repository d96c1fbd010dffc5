"""Cells of a table put where the cells before them leave room, as browsers do."""

from __future__ import annotations

from typing import Final

from curator.ingest.building import TableCell

WIDEST: Final = 1_000  # columns that a cell may span, as in HTML
LONGEST: Final = 65_534  # rows, likewise
MOST_COVERED: Final = 100_000  # places in a table that spans cover; beyond it they count as one


def span(stated: str, most: int) -> int:
    """A stated number of columns or rows; 1 where it says nothing sensible."""
    digits = stated.strip()
    return max(1, min(int(digits), most)) if digits.isdecimal() and len(digits) < 9 else 1


class Grid:
    """Takes rows and their cells in reading order; ``rows`` is what they make.

    A place that is covered by a cell from the left or from above is None.
    """

    def __init__(self) -> None:
        self.rows: list[list[TableCell | None]] = []
        self._below: dict[int, int] = {}  # column: rows, this one too, that a cell covers
        self._room = MOST_COVERED

    def row(self) -> None:
        """The next row begins."""
        self._below = {column: left - 1 for column, left in self._below.items() if left > 1}
        self.rows.append([])

    def cell(self, text: str, *, columns: int = 1, rows: int = 1, header: bool = False) -> None:
        """The next cell of the row; a first row begins where there is none."""
        if not self.rows:
            self.row()
        self._to_free_place()
        row = self.rows[-1]
        if (columns - 1) + (rows - 1) * columns > self._room:
            columns = rows = 1
        self._room -= (columns - 1) + (rows - 1) * columns
        if rows > 1:
            self._below.update({len(row) + at: rows for at in range(columns)})
        row.append(TableCell(text, header))
        row.extend([None] * (columns - 1))

    def covered(self, columns: int = 1) -> None:
        """The next places of the row are covered by a cell that a row above says it is."""
        if not self.rows:
            self.row()
        if columns > self._room:
            columns = 1
        self._room = max(0, self._room - columns)
        self.rows[-1].extend([None] * columns)

    def _to_free_place(self) -> None:
        row = self.rows[-1]
        while len(row) in self._below:
            row.append(None)
