"""Where the columns of a comparison lie: field, articles, what stands.  Pixels of the row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from curator.gui.theme.theme import Theme

FIELD: Final = 148
DECISION: Final = 288
LEAST_ARTICLE: Final = 240
SIDE_BY_SIDE: Final = 3
"""With more articles than these the table scrolls sideways between its first and last column."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns at one width.

    Attributes:
        field: Width of the first column; 0 where a row is stacked.
        article: Width of each article's.
        decision: Width of the last column; 0 where a row is stacked.
        count: How many articles.
        offset: How far the articles are scrolled to the left.
    """

    width: float
    field: float
    article: float
    decision: float
    count: int
    offset: float = 0.0

    @property
    def stacked(self) -> bool:
        """Too narrow for three columns: field above, articles, what stands below."""
        return self.field == 0

    @property
    def room(self) -> float:
        """Width in which the articles are seen."""
        return self.width - self.field - self.decision

    @property
    def most(self) -> float:
        """The furthest that the articles can be scrolled."""
        return max(0.0, self.article * self.count - self.room)

    def left(self, column: int) -> float:
        """The left edge of an article's column."""
        return self.field + column * self.article - self.offset

    def column_at(self, x: float) -> int | None:
        """The article's column at a place, or None outside of all."""
        if not self.field <= x < self.field + self.room or not self.article:
            return None
        found = int((x - self.field + self.offset) // self.article)
        return found if found < self.count else None

    def showing(self, column: int) -> float:
        """The offset at which a column is wholly seen, moved as little as can be."""
        right = (column + 1) * self.article - self.room
        return min(max(self.offset, right), column * self.article)


def columns_at(width: float, *, count: int, theme: Theme, offset: float = 0.0) -> Columns:
    """The columns of a table of that width."""
    field, decision, least = theme.px(FIELD), theme.px(DECISION), theme.px(LEAST_ARTICLE)
    if width < field + decision + least:
        field = decision = 0
    room = width - field - decision
    article = room / max(1, min(count, SIDE_BY_SIDE))
    if count > 1 and article < least:
        article = min(room, float(least))
    made = Columns(width, field, article, decision, count)
    return Columns(width, field, article, decision, count, min(max(0.0, offset), made.most))
