"""One page: its glyphs in reading order, as paragraphs and tables.

What stands here, and in which order, depends on this page alone, so that the place of some words
can be found again from one page.  Only two things are seen over all pages, later: which hyphens are
kept, and what kind of block a piece is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from curator.ingest.pdf.broken_words import Words
from curator.ingest.pdf.columns import BODY, Region, regions_of
from curator.ingest.pdf.glyphs import Box, PageGlyphs, Sheet
from curator.ingest.pdf.hyphens import flowing
from curator.ingest.pdf.ink import Ink, ink_of, joined, unprinted
from curator.ingest.pdf.lines import Line, lines_of
from curator.ingest.pdf.numbering import line_numbers
from curator.ingest.pdf.paragraphs import CAPTION_MARK, paragraphs_of
from curator.ingest.pdf.runs import Run, runs_of
from curator.ingest.pdf.tables import Grid, grid_ink, side_by_side, tables_in

SIDE: Final = "side"
NUMBERS: Final = "line numbers"
_SENTENCE_END: Final = re.compile(r"[.!?:;]['\"”’)\]]*[\^()¹²³⁴⁵⁶⁷⁸⁹⁰,⁻]*$")


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, a table, or a line of a page's head or foot.

    Attributes:
        lines: Its lines; of a table its rows.
        part: ``head``, ``body``, ``foot``, ``side`` (turned text), ``line numbers``.
        size: Font size of its first line.
        bold: Whether all of it is bold.
        x0: Left edge.
        x1: Right edge.
        top: Upper edge.
        bottom: Lower edge.
        column: Left and right edge of the column that it stands in.
        grid: Its cells, of a table.
    """

    lines: tuple[Ink, ...]
    part: str
    size: float
    bold: bool
    x0: float
    x1: float
    top: float
    bottom: float
    column: tuple[float, float]
    grid: Grid | None = None

    def ink(self, words: Words) -> Ink:
        """Its text, with the hyphens that the words of the document ask for."""
        if self.grid is not None:
            return grid_ink(self.grid)
        if self.part == NUMBERS:
            return _spaced(self.lines)
        return flowing(self.lines, words=words)

    def bare(self) -> Piece:
        """Without its glyphs."""
        grid = self.grid
        if grid is not None:
            rows = tuple(tuple(cell.bare() for cell in row) for row in grid.rows)
            grid = replace(grid, rows=rows)
        return replace(self, lines=tuple(line.bare() for line in self.lines), grid=grid)


@dataclass(frozen=True, slots=True)
class PageLayout:
    """A page as it is read: its size in points, and its pieces in reading order."""

    width: float
    height: float
    pieces: tuple[Piece, ...]


def _spaced(lines: Sequence[Ink]) -> Ink:
    parts: list[Ink] = []
    for line in lines:
        parts += (unprinted(" "), line) if parts else (line,)
    return joined(parts)


def _piece(lines: Sequence[Line], region: Region, *, part: str) -> Piece:
    return Piece(
        tuple(line.ink for line in lines),
        part,
        lines[0].size,
        all(line.bold for line in lines),
        min(line.x0 for line in lines),
        max(line.x1 for line in lines),
        min(line.top for line in lines),
        max(line.bottom for line in lines),
        (region.left, region.right),
    )


def _tabular(grid: Grid, lines: Sequence[Line], region: Region, *, top: bool) -> Iterator[Piece]:
    """A table; but under a title, names beside one another are authors, each above their place."""
    base = _piece(lines[grid.first : grid.end], region, part=BODY)
    digits = sum(char.isdigit() for line in base.lines for char in line.text)
    if top and digits < 0.1 * sum(len(line.text) for line in base.lines):
        for column in side_by_side(grid):
            yield replace(base, lines=tuple(column))
        return
    rows = tuple(_spaced([cell for cell in row if cell.text]) for row in grid.rows)
    yield replace(base, lines=rows, grid=grid)


def _pieces(region: Region, rules: Sequence[Box], *, first_page: bool) -> Iterator[Piece]:
    part = region.part
    lines = lines_of(region.runs)
    grids = tables_in(lines, rules) if part == BODY else []
    at = 0
    for grid in grids:
        for paragraph in paragraphs_of(lines[at : grid.first]):
            yield _piece(paragraph, region, part=part)
        captioned = any(
            CAPTION_MARK.match(line.text) for line in lines[max(0, grid.first - 6) : grid.first]
        )
        # Beneath the title and above the columns or the first paragraph.
        yield from _tabular(grid, lines, region, top=first_page and not captioned)
        at = grid.end
    for paragraph in paragraphs_of(lines[at:]):
        yield _piece(paragraph, region, part=part)


def _goes_on(last: Piece, piece: Piece) -> bool:
    """Whether it begins in the middle of the sentence that the one before ended in.

    It may be the first of the next column, or the next of the same one: lines of one paragraph may
    stand unevenly, where they hold a formula or a large letter.
    """
    if last.part != BODY or piece.part != BODY or last.grid or piece.grid:
        return False
    if last.bold != piece.bold or abs(last.size - piece.size) > 0.05 * piece.size:
        return False
    if last.column == piece.column:
        near = 0 <= piece.top - last.bottom < 1.3 * piece.size
    else:
        near = piece.x0 >= last.x1 - 1
    if not near:
        return False
    before, after = last.lines[-1].text.rstrip(), piece.lines[0].text.lstrip()
    if not before or not after or CAPTION_MARK.match(last.lines[0].text):
        return False
    if before.endswith("-"):
        return after[0].islower() or after[0].isdigit()
    return after[0].islower() and not _SENTENCE_END.search(before)


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    last: Piece | None = None
    for piece in pieces:
        if last is not None and _goes_on(last, piece):
            last = replace(
                last,
                lines=(*last.lines, *piece.lines),
                x0=min(last.x0, piece.x0),
                x1=max(last.x1, piece.x1),
                top=min(last.top, piece.top),
                bottom=max(last.bottom, piece.bottom),
                column=piece.column,
            )
            continue
        if last is not None:
            yield last
        last = piece
    if last is not None:
        yield last


def _numbers(runs: Sequence[Run]) -> Piece:
    lefts, rights = [run.x0 for run in runs], [run.x1 for run in runs]
    return Piece(
        tuple(ink_of(run.glyphs) for run in runs),
        NUMBERS,
        runs[0].size,
        False,
        min(lefts),
        max(rights),
        min(run.top for run in runs),
        max(run.bottom for run in runs),
        (min(lefts), max(rights)),
    )


def _sheet_pieces(sheet: Sheet, *, side: bool, first_page: bool) -> Iterator[Piece]:
    runs = runs_of(sheet.glyphs)
    if not runs:
        return
    numbers, rest = line_numbers(runs)
    if side:
        regions = [Region(tuple(runs), SIDE, 0.0, sheet.width)]
        numbers = []
    else:
        regions = regions_of(rest, height=sheet.height, rules=sheet.rules)
    for region in regions:
        yield from _pieces(region, sheet.rules, first_page=first_page)
    if numbers:
        yield _numbers(numbers)


def page_layout(glyphs: PageGlyphs, *, first: bool = False) -> PageLayout:
    """A page as it is read.

    Text that is turned against most of the page comes last.

    Args:
        glyphs: Its text layer.
        first: Whether it is the document's first page, where authors stand.
    """
    pieces: list[Piece] = []
    for number, sheet in enumerate(glyphs.sheets):
        found = _sheet_pieces(sheet, side=number > 0, first_page=first)
        pieces += [
            piece for piece in _joined(found) if any(one.text.strip() for one in piece.lines)
        ]
    return PageLayout(glyphs.width, glyphs.height, tuple(pieces))
