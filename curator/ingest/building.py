"""Build a text from blocks, so that every reader lays out paragraphs, tables and pages alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from curator.ingest.decode import clean_text
from curator.ingest.values import Block, Cell

GAP: Final = "\n\n"


@dataclass(frozen=True, slots=True)
class TableCell:
    """What stands in a cell, and whether it names its column or row."""

    text: str
    header: bool = False


class TextBuilder:
    """Takes blocks in reading order; ``body`` and ``blocks`` are the text so far.

    Blocks are a blank line apart, rows of a table and lines of a list item one line end, cells a
    tab.  Text without anything but white space makes no block.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self.blocks: list[Block] = []

    @property
    def body(self) -> str:
        return "".join(self._parts)

    def _append(self, text: str) -> int:
        start = self._length
        self._parts.append(text)
        self._length += len(text)
        return start

    def add(
        self,
        kind: str,
        text: str,
        *,
        name: str = "",
        page: int = 0,
        level: int = 0,
        gap: str = GAP,
    ) -> Block | None:
        """A block; None where the text is blank.

        Args:
            kind: One of ``BLOCK_KINDS``.
            text: Its words; white space at its ends is dropped.
            name: As of a block.
            page: As of a block.
            level: As of a block.
            gap: What parts it from the block before: a line end between items of one list.
        """
        cleaned, _, _ = clean_text(text)
        cleaned = cleaned.strip()
        if not cleaned:
            return None
        if self._length:
            self._append(gap)
        start = self._append(cleaned)
        block = Block(kind, start, self._length, name, page, level)
        self.blocks.append(block)
        return block

    def table(
        self,
        rows: Sequence[Sequence[str]],
        *,
        headers: int = 0,
        name: str = "",
        page: int = 0,
    ) -> Block | None:
        """A table; None where no cell holds anything.

        Args:
            rows: Cells as text; line ends and tabs inside a cell become blanks.
            headers: How many rows at the top name the columns.
            name: As of a block.
            page: As of a block.
        """
        return self.grid(
            [[TableCell(cell, at < headers) for cell in row] for at, row in enumerate(rows)],
            name=name,
            page=page,
        )

    def grid(
        self, rows: Sequence[Sequence[TableCell | None]], *, name: str = "", page: int = 0
    ) -> Block | None:
        """A table whose cells may span; None where no cell holds anything.

        Args:
            rows: Cells by column; None where a cell from the left or from above stands. Rows that
                are blank are left out.
            name: As of a block.
            page: As of a block.
        """
        cleaned = [_tidy_row(row) for row in rows]
        cleaned = [row for row in cleaned if any(cell and cell.text for cell in row)]
        if not cleaned:
            return None
        if self._length:
            self._append(GAP)
        parts: list[str] = []
        cells: list[Cell] = []
        at = self._length
        for number, row in enumerate(cleaned):
            for column, cell in enumerate(row):
                parts.append("" if not parts else "\t" if column else "\n")
                at += len(parts[-1])
                if cell is not None:
                    end = at + len(cell.text)
                    cells.append(Cell(number, column, at, end, cell.header))
                    parts.append(cell.text)
                    at = end
        text = "".join(parts)
        first = self._length + len(text) - len(text.lstrip())
        last = self._length + len(text.rstrip())
        self._append(text[: last - self._length])
        # A block holds no white space at its ends; an empty first or last cell is such.
        inside = tuple(cell for cell in cells if first <= cell.start and cell.end <= last)
        block = Block("table", first, last, name, page, cells=inside)
        self.blocks.append(block)
        return block


def _tidy_row(row: Sequence[TableCell | None]) -> list[TableCell | None]:
    """White space in cells collapsed; nothing covered at the row's end."""
    last = max((at for at, cell in enumerate(row) if cell is not None), default=-1)
    return [
        cell and TableCell(" ".join(clean_text(cell.text)[0].split()), cell.header)
        for cell in row[: last + 1]
    ]
