"""Where in an article some words stand, as a curator would say it: "p. 4, Results, table 2, row 3".

It needs the blocks of a text and nothing else.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from curator.ingest.values import Block, Cell

EARLIER: Final = "in an earlier text"
"""Said of evidence that stands in another text of its article than the chosen one."""

_HEADING: Final = 60
_LEVELS: Final = 2
_MARKUP: Final = re.compile(r"^#{1,6} +| +#{1,6}$| +(?:={3,}|-{3,})$")
_NAMED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "title": "title",
        "caption": "caption",
        "footnote": "footnote",
        "reference": "references",
    }
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a character stands.

    Attributes:
        page: From 1; 0 where there are none.
        section: Headings that it stands below, the innermost last.
        thing: ``caption``, ``table 2``, ``site navigation``: what it stands in but for plain text.
        row: Of a table, from 1 below its header rows; 0 for a header, or where there is no table.
        column: What the header of its column says, or ``column 2``.
        header: Whether it stands in a cell that names its column or row.
    """

    page: int = 0
    section: tuple[str, ...] = ()
    thing: str = ""
    row: int = 0
    column: str = ""
    header: bool = False

    @property
    def words(self) -> str:
        """``p. 4, Results, table 2, row 3, column Response``; empty where nothing is known."""
        parts = [f"p. {self.page}" if self.page else "", " › ".join(self.section), self.thing]
        if self.row:
            parts.append(f"row {self.row}")
        elif self.header:
            parts.append("header")
        if self.column:
            parts.append(f"column {self.column}")
        return ", ".join(part for part in parts if part)


class TextPlaces:
    """The places of one text; made once, asked often."""

    def __init__(self, body: str, blocks: Sequence[Block]) -> None:
        self._body = body
        self._blocks = tuple(blocks)
        self._starts = [block.start for block in self._blocks]
        self._sections = _sections(body, self._blocks)
        tables = [n for n, block in enumerate(self._blocks) if block.kind == "table"]
        self._tables = {n: count for count, n in enumerate(tables, start=1)}

    def place(self, at: int) -> Place:
        """Where the character at an offset stands; one between two blocks counts to the first."""
        index = bisect_right(self._starts, at) - 1
        if index < 0:
            return Place()
        block = self._blocks[index]
        section = self._sections[index]
        if block.kind != "table":
            return Place(block.page, section, _thing(block))
        thing = f"table {self._tables[index]}" if len(self._tables) > 1 else "table"
        cell = next((one for one in block.cells if one.start <= at < max(one.end, 1)), None)
        if cell is None:
            return Place(block.page, section, thing)
        heads = _header_rows(block.cells)
        return Place(
            block.page,
            section,
            thing,
            row=cell.row - heads + 1 if cell.row >= heads else 0,
            column=self._column(block.cells, cell, heads=heads),
            header=cell.row < heads,
        )

    def words(self, at: int) -> str:
        """The place of a character in words; empty where there is nothing to say."""
        return self.place(at).words

    def _column(self, cells: Sequence[Cell], cell: Cell, *, heads: int) -> str:
        if cell.row < heads:
            return self._said(cell)
        above = [one for one in cells if one.row < heads and one.column <= cell.column]
        if above:
            nearest = max(above, key=lambda one: (one.column, one.row))
            if (said := self._said(nearest)) and nearest.column == cell.column:
                return said
        return str(cell.column + 1)

    def _said(self, cell: Cell) -> str:
        return _short(self._body[cell.start : cell.end])


def _header_rows(cells: Sequence[Cell]) -> int:
    """How many rows at the top name the columns: all of their cells are headers."""
    plain = [cell.row for cell in cells if not cell.header]
    rows = max((cell.row for cell in cells), default=-1) + 1
    return min(plain, default=rows) if any(cell.header for cell in cells) else 0


def _thing(block: Block) -> str:
    if block.kind == "furniture":
        return block.name or "page furniture"
    return _NAMED.get(block.kind, "")


def _sections(body: str, blocks: Sequence[Block]) -> list[tuple[str, ...]]:
    """For each block the headings that it stands below; the one title of all is none of them."""
    first = [n for n, block in enumerate(blocks) if block.kind == "heading" and block.level == 1]
    title = first[0] if len(first) == 1 else -1
    above: list[tuple[int, str]] = []
    sections = []
    for n, block in enumerate(blocks):
        if block.kind == "heading" and n != title:
            level = block.level or _LEVELS
            above = [one for one in above if one[0] < level]
            sections.append(tuple(words for _, words in above[-_LEVELS:]))
            above.append((level, _short(body[block.start : block.end])))
        else:
            sections.append(tuple(words for _, words in above[-_LEVELS:]))
    return sections


def _short(text: str) -> str:
    """One line, without the marks of Markdown around a heading."""
    words = _MARKUP.sub("", " ".join(text.split())).rstrip(":")
    return words if len(words) <= _HEADING else words[: _HEADING - 1].rstrip() + "…"
