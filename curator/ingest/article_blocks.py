"""What the markup of a page adds to its blocks: whole tables, captions, headings, references."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from curator.ingest.html_walk import Piece
from curator.ingest.lines import Unit
from curator.ingest.section_names import is_reference_heading
from curator.ingest.values import Block, Cell

_FEWEST: Final = 2  # entries below "References" that make it a list of them
_SHORTEST: Final = 30  # characters of such an entry, on average


def tables_whole(pieces: Sequence[Piece], main: Sequence[bool]) -> list[bool]:
    """A table is the article's, or is not, with all its rows: as most of its words are."""
    kept = list(main)
    at = 0
    for table, group in groupby(pieces, key=lambda piece: piece.table):
        run = range(at, at + len(list(group)))
        at = run.stop
        if table:
            inside = sum(len(pieces[one].text) for one in run if main[one])
            whole = sum(len(pieces[one].text) for one in run)
            kept[run.start : run.stop] = [2 * inside >= whole] * len(run)
    return kept


def captions_in_article(pieces: Sequence[Piece], main: Sequence[bool]) -> list[bool]:
    """The caption of a figure between two parts of the article is the article's too.

    Detectors of main text drop captions; a caption is one where the markup says so.
    """
    kept = list(main)
    at = 0
    for kind, group in groupby(pieces, key=lambda piece: piece.kind):
        run = range(at, at + len(list(group)))
        at = run.stop
        if kind == "caption" and run.start > 0 and run.stop < len(pieces):
            between = main[run.start - 1] and main[run.stop]
            kept[run.start : run.stop] = [one or between for one in main[run.start : run.stop]]
    return kept


def references_in_article(pieces: Sequence[Piece], main: Sequence[bool]) -> list[bool]:
    """A list of references below the article is the article's, whatever a detector thinks of it."""
    kept = list(main)
    first = next((at for at, is_main in enumerate(main) if is_main), len(pieces))
    for at in range(first, len(pieces)):
        if pieces[at].kind != "heading" or not is_reference_heading(pieces[at].text):
            continue
        end = at + 1
        while end < len(pieces) and pieces[end].kind == "list":
            end += 1
        long = sum(len(piece.text) for piece in pieces[at + 1 : end])
        if end - at > _FEWEST and long >= _SHORTEST * (end - at - 1):
            kept[at:end] = [True] * (end - at)
    return kept


def with_structure(
    blocks: Sequence[Block], units: Sequence[Unit], *, pieces: Sequence[Piece]
) -> list[Block]:
    """Levels of headings, and the rows of a table as one block with its cells.

    Args:
        blocks: One for each piece of the article, one for each run of furniture.
        units: Where the pieces stand in the body.
        pieces: Of the page, one for each unit.
    """
    at = {unit.start: number for number, unit in enumerate(units)}
    made: list[Block] = []
    for table, group in groupby(blocks, key=lambda block: _table_of(block, at, pieces=pieces)):
        run = list(group)
        if table:
            cells = [
                cell
                for row, block in enumerate(run)
                for cell in _cells(pieces[at[block.start]], row=row, start=block.start)
            ]
            made.append(replace(run[0], end=run[-1].end, cells=tuple(cells)))
            continue
        for block in run:
            level = pieces[at[block.start]].level if block.kind in ("heading", "title") else 0
            made.append(replace(block, level=level) if level else block)
    return made


def _table_of(block: Block, at: Mapping[int, int], *, pieces: Sequence[Piece]) -> int:
    """Of which table it is a row; 0 for none."""
    number = at.get(block.start)
    return pieces[number].table if number is not None and block.kind == "table" else 0


def _cells(piece: Piece, *, row: int, start: int) -> tuple[Cell, ...]:
    return tuple(
        Cell(row, column, start + first, start + last, header)
        for column, first, last, header in piece.cells
    )


def with_references(blocks: Sequence[Block], body: str) -> list[Block]:
    """Entries below a heading that says "References" are references, to the next heading."""
    made: list[Block] = []
    below = False
    for block in blocks:
        if block.kind == "heading":
            below = is_reference_heading(body[block.start : block.end])
        elif block.kind in ("furniture", "title"):
            below = False
        entry = below and block.kind in ("main", "list")
        made.append(replace(block, kind="reference") if entry else block)
    return made
