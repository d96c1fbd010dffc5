"""How the tables of a text are set: cells below each other where they fit, else clearly parted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QFont, QFontMetricsF

from curator.gui.article.values import BlockView

GAP: Final = 28
"""Pixels between two columns at scale 1: room for the badge of a field."""
MOST_CELLS: Final = 3_000
"""Of a table with more, nothing is measured."""


@dataclass(frozen=True, slots=True)
class TableSet:
    """A table as it is set.

    Attributes:
        block: Its index among the blocks.
        tabs: Where its columns begin, but for the first, in pixels; empty where it does not fit.
    """

    block: int
    tabs: tuple[float, ...] = ()


def set_tables(
    body: str, blocks: Sequence[BlockView], *, font: QFont, width: float, scale: float
) -> Iterator[TableSet]:
    """How each table with cells is set in a column.

    Args:
        body: The text.
        blocks: Its blocks.
        font: Of cells; headers are heavier.
        width: Pixels that there are.
        scale: Pixels on screen for one of the design.
    """
    heavy = QFont(font)
    heavy.setWeight(QFont.Weight.DemiBold)
    plain, bold = QFontMetricsF(font), QFontMetricsF(heavy)
    for index, block in enumerate(blocks):
        if block.kind != "table" or not block.cells:
            continue
        if len(block.cells) > MOST_CELLS:
            yield TableSet(index)
            continue
        widths: dict[int, float] = {}
        for cell in block.cells:
            metrics = bold if cell.header else plain
            needed = metrics.horizontalAdvance(body[cell.start : cell.end])
            widths[cell.column] = max(widths.get(cell.column, 0.0), needed)
        tabs, at = [], 0.0
        for column in range(max(widths) + 1):
            tabs.append(at)
            at += widths.get(column, 0.0) + GAP * scale
        yield TableSet(index, tuple(tabs[1:]) if at - GAP * scale <= width else ())
