"""Which face each stretch of the display is set in: headings, unfolded furniture, tables."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final

from curator.gui.article.display_map import DisplayMap
from curator.gui.article.filling import Aligned, Kind, Stretch
from curator.gui.article.tables import TableSet
from curator.gui.article.values import BlockView

_KINDS: Final[Mapping[str, Kind]] = {
    "furniture": "furniture",
    "heading": "heading",
    "title": "heading",
}


def block_stretches(
    blocks: Sequence[BlockView], *, folded: Collection[int], shown: DisplayMap
) -> Iterator[Stretch]:
    """The faces of whole blocks that are shown."""
    for index, block in enumerate(blocks):
        kind = _KINDS.get(block.kind)
        if kind is not None and index not in folded:
            yield from _stretch(shown, block.start, block.end, kind=kind)


def aligned(
    tables: Iterable[TableSet], blocks: Sequence[BlockView], *, shown: DisplayMap
) -> Iterator[Aligned]:
    """Where the tables that fit stand in the display, with their tab stops."""
    for table in tables:
        block = blocks[table.block]
        there = shown.range_to_display(block.start, block.end)
        if table.tabs and there is not None:
            yield Aligned(*there, table.tabs)


def table_stretches(
    tables: Iterable[TableSet], blocks: Sequence[BlockView], *, shown: DisplayMap
) -> Iterator[Stretch]:
    """The faces of tables in the display: headers, and all that stands between them."""
    for table in tables:
        block = blocks[table.block]
        at = block.start
        for cell in (one for one in block.cells if one.header):
            yield from _stretch(shown, at, cell.start, kind="table")
            yield from _stretch(shown, cell.start, cell.end, kind="table_head")
            at = max(at, cell.end)
        yield from _stretch(shown, at, block.end, kind="table")


def _stretch(shown: DisplayMap, start: int, end: int, *, kind: Kind) -> Iterator[Stretch]:
    there = shown.range_to_display(start, end) if start < end else None
    if there is not None:
        yield Stretch(there[0], there[1] - there[0], kind)
