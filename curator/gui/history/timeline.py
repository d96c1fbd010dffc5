"""A line with a dot for every change of a study, to look at the registry as of one of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleValueChangeEvent,
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from curator.gui.form.lettering import Face, face
from curator.gui.theme.paint import fill_round, outline_round
from curator.gui.theme.theme import Theme, theme_of
from curator.gui.times import day_and_clock
from curator.gui.widgets.base import RESTYLING, tooltip_text
from curator.services.values import ChangeRow

_SIDE: Final = 9
_HANDLE: Final = 18
_DOT: Final = 9
_TRACK: Final = 4


class Timeline(QWidget):
    """The changes of a study from the registry's first to its newest.

    ``picked(seq)`` tells of a change, or None for now.
    """

    picked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("history.timeline")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._changes: tuple[ChangeRow, ...] = ()
        self._last = 1
        self._at: int | None = None
        self._say()

    @property
    def at(self) -> int | None:
        """The change that is looked at; None for now."""
        return self._at

    def show_changes(self, rows: Sequence[ChangeRow], *, last: int) -> None:
        """Show changes (newest first) on a line that ends at the registry's newest, ``last``."""
        self._changes = tuple(reversed(rows))
        self._last = max([last, *(row.seq for row in rows)])
        self.set_at(None)

    def set_at(self, seq: int | None) -> None:
        """Put the handle there; nothing is emitted."""
        self._at = seq
        self._say()
        self.update()

    def sizeHint(self) -> QSize:
        theme = theme_of(self)
        return QSize(theme.px(320), theme.px(26) + int(_face(theme).height))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme_of(self).px(160), self.sizeHint().height())

    # Events.

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESTYLING:
            self.updateGeometry()
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        places = [row.seq for row in self._changes]
        here = len(places) if self._at is None else places.index(self._at)
        target = {
            Qt.Key.Key_Left: here - 1,
            Qt.Key.Key_Right: here + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(places),
        }.get(Qt.Key(event.key()))
        if target is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif 0 <= target <= len(places) and target != here:
            self._pick(places[target] if target < len(places) else None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pick(self._nearest(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._pick(self._nearest(event.position().x()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            told = self._told(self._nearest(event.pos().x()))
            QToolTip.showText(event.globalPos(), tooltip_text(told), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = theme_of(self)
        tokens, middle = theme.tokens, theme.px(_SIDE) + 1.0
        painter = QPainter(self)
        left, right = self._x(1), self._x(self._last)
        here = self._x(self._at) if self._at is not None else right
        thick = theme.px(_TRACK)
        track = QRectF(left, middle - thick / 2, right - left, thick)
        if tokens.high_contrast:
            outline_round(painter, track, tokens.border, radius=thick / 2)
        else:
            fill_round(painter, track, tokens.line, radius=thick / 2)
        done = QRectF(left, track.top(), here - left, thick)
        fill_round(painter, done, tokens.accent, radius=thick / 2)
        for row in self._changes:
            self._dot(painter, self._x(row.seq), middle, theme=theme)
        self._handle(painter, here, middle, theme=theme)
        self._labels(painter, theme, here=here)
        painter.end()

    # Inside.

    def _pick(self, seq: int | None) -> None:
        if seq != self._at:
            self.set_at(seq)
            QAccessible.updateAccessibility(QAccessibleValueChangeEvent(self, self._told(seq)))
            self.picked.emit(seq)

    def _x(self, seq: int) -> float:
        side = theme_of(self).px(_SIDE)
        share = (seq - 1) / (self._last - 1) if self._last > 1 else 1.0
        return side + share * (self.width() - 2 * side)

    def _nearest(self, x: float) -> int | None:
        """The change whose dot is nearest; now at the right end."""
        ends: list[tuple[float, int | None]] = [(abs(x - self._x(self._last)), None)]
        ends += [(abs(x - self._x(row.seq)), row.seq) for row in self._changes]
        newest = self._changes[-1].seq if self._changes else 0
        if newest == self._last:  # the newest dot lies under the end: it is now
            ends = [(away, seq) for away, seq in ends if seq != newest]
        return min(ends, key=lambda end: end[0])[1]

    def _dot(self, painter: QPainter, x: float, y: float, *, theme: Theme) -> None:
        side = theme.px(_DOT)
        ring = QRectF(x - side / 2, y - side / 2, side, side)
        fill_round(painter, ring, theme.tokens.ink2, radius=side / 2)
        outline_round(painter, ring.adjusted(-1, -1, 1, 1), theme.tokens.window, radius=side)

    def _handle(self, painter: QPainter, x: float, y: float, *, theme: Theme) -> None:
        tokens, side = theme.tokens, theme.px(_HANDLE)
        box = QRectF(x - side / 2, y - side / 2, side, side)
        fill_round(painter, box, tokens.raised, radius=side / 2)
        outline_round(
            painter, box, tokens.accent, radius=side / 2, width=3 if self.hasFocus() else 2
        )
        inner = box.adjusted(side / 3, side / 3, -side / 3, -side / 3)
        fill_round(painter, inner, tokens.accent, radius=side / 6)

    def _labels(self, painter: QPainter, theme: Theme, *, here: float) -> None:
        """The two ends, the handle's number, and between them what has room."""
        look = _face(theme)
        strong = face(theme.sans(12, True))
        top = theme.px(_SIDE) * 2 + theme.px(4)
        first, last = self._ends()
        taken = [(0.0, look.width(first)), (self.width() - look.width(last), float(self.width()))]
        self._write(painter, first, 0, top=top, look=look, colour=theme.tokens.ink3)
        self._write(painter, last, taken[1][0], top=top, look=look, colour=theme.tokens.ink3)
        shown = [(str(row.seq), self._x(row.seq)) for row in reversed(self._changes)]
        if self._at is not None:
            shown.sort(key=lambda one: one[0] != str(self._at))
        for words, x in shown:
            current = self._at is not None and words == str(self._at)
            width = (strong if current else look).width(words)
            left = min(max(0.0, x - width / 2), self.width() - width)
            if all(left > end + 8 or left + width < start - 8 for start, end in taken):
                colour = theme.tokens.accent if current else theme.tokens.ink3
                face_ = strong if current else look
                self._write(painter, words, left, top=top, look=face_, colour=colour)
                taken.append((left, left + width))

    def _write(
        self, painter: QPainter, words: str, left: float, *, top: int, look: Face, colour: str
    ) -> None:
        painter.setFont(look.font)
        painter.setPen(QColor(colour))
        painter.drawText(QPointF(left, top + look.metrics.ascent()), words)

    def _ends(self) -> tuple[str, str]:
        first = next((row for row in self._changes if row.seq == 1), None)
        day = f", {day_and_clock(first.at).rpartition(' ')[0]}" if first else ""
        return f"Change 1{day}", f"Now, change {self._last}"

    def _told(self, seq: int | None) -> str:
        row = next((row for row in self._changes if row.seq == seq), None)
        if row is None:
            return f"Now, change {self._last}"
        return f"Change {row.seq}, {day_and_clock(row.at)}\nRev {row.rev}: {row.summary}"

    def _say(self) -> None:
        self.setAccessibleName(f"As of: {self._told(self._at)}")


def _face(theme: Theme) -> Face:
    return face(theme.sans(12))
