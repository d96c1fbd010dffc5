"""The rail right of the text in a wide window: badge, field and value at the line's height."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from curator.gui.article.overlay import BADGE, Look, draw_badge
from curator.gui.article.span_groups import Badge
from curator.gui.article.values import RailEntry, Span
from curator.gui.widgets.base import tooltip_text

RAIL_WIDTH: Final = 230
RAIL_MOST: Final = 360
RAIL_GAP: Final = 24
_LEAST_WIDTH: Final = 150
_ROW: Final = 21


@dataclass(frozen=True, slots=True)
class RailRow:
    """One entry with the y of the middle of its line, in the rail's pixels.

    Attributes:
        span: Where a click leads.
        others: Further items of that field on the same words.
    """

    entry: RailEntry
    span: Span
    middle: float
    others: tuple[Span, ...] = ()


def rail_rows(entries: Iterable[tuple[RailEntry, Span]], middle: float) -> list[RailRow]:
    """Rows beside the same words: values of one field share one."""
    found: dict[tuple[str, str], RailRow] = {}
    for entry, span in entries:
        key = entry.letter, entry.field
        if key in found:
            first = found[key].entry
            joined = replace(first, value=f"{first.value}; {entry.value}")
            found[key] = replace(found[key], entry=joined, others=(*found[key].others, span))
        else:
            found[key] = RailRow(entry, span, middle)
    return list(found.values())


def rail_width(free: int, scale: float) -> int:
    """Width of the rail in ``free`` pixels beside the column; 0 where it has no room."""
    width = min(round(RAIL_WIDTH * scale), free - round(RAIL_GAP * scale))
    return width if width >= _LEAST_WIDTH * scale else 0


class Rail(QWidget):
    """Shows rows that it is given before each paint; the list of evidence is its equal."""

    clicked = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: list[tuple[QRectF, RailRow]] = []
        self._look: Look | None = None
        self.setAccessibleName("Fields beside the text")
        self.setCursor(Qt.CursorShape.ArrowCursor)

    def show_rows(self, rows: Sequence[RailRow], look: Look) -> None:
        """Place rows in the order of their lines; none covers another."""
        height = _ROW * look.theme.scale
        placed: list[tuple[QRectF, RailRow]] = []
        top = float("-inf")
        for row in sorted(rows, key=lambda row: row.middle):
            top = max(top, row.middle - height / 2)
            placed.append((QRectF(0, round(top), self.width(), height), row))
            top += height
        if placed != self._rows or look != self._look:
            self._rows = placed
            self._look = look
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._look is None:
            return
        painter = QPainter(self)
        for rect, row in self._rows:
            if rect.bottom() > 0 and rect.top() < self.height():
                self._paint_row(painter, rect, row, look=self._look)
        painter.end()

    def _paint_row(self, painter: QPainter, rect: QRectF, row: RailRow, *, look: Look) -> None:
        theme = look.theme
        side = theme.px(BADGE)
        badge = QRectF(rect.left(), round(rect.center().y() - side / 2), side, side)
        draw_badge(painter, badge, Badge(row.entry.letter, (row.span, *row.others)), look=look)
        left = badge.right() + theme.px(8)
        for words, ink, semibold in (
            (row.entry.field, theme.tokens.ink2, True),
            (row.entry.value, theme.tokens.ink3, False),
        ):
            font = theme.sans(13, semibold)
            metrics = QFontMetricsF(font)
            cut = metrics.elidedText(words, Qt.TextElideMode.ElideRight, rect.right() - left)
            painter.setFont(font)
            painter.setPen(QColor(ink))
            base = rect.center().y() + (metrics.ascent() - metrics.descent()) / 2
            painter.drawText(QPointF(left, round(base)), cut)
            left += metrics.horizontalAdvance(cut) + theme.px(8)
            if left >= rect.right():
                break

    def _row_at(self, point: QPointF) -> RailRow | None:
        return next((row for rect, row in self._rows if rect.contains(point)), None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position())
        if row is not None and event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit(row.span.id)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.setAccepted(self._row_at(event.position()) is not None)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            row = self._row_at(QPointF(event.pos()))
            words = f"{row.entry.field}: {row.entry.value}" if row is not None else ""
            QToolTip.showText(event.globalPos(), tooltip_text(words), self)
            return True
        return super().event(event)
