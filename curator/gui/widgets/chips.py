"""The chips of a field: its status, its evidence, how the articles agree, its letter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from curator.gui.theme.icons import paint_icon
from curator.gui.theme.looks import MARK_LOOKS, STATUS_LOOKS, Mark, Status
from curator.gui.theme.paint import (
    BADGE,
    RADIUS,
    BadgeState,
    chip_size,
    fill_round,
    outline_round,
    paint_badge,
    paint_chip,
    paint_focus,
    paint_line,
)
from curator.gui.theme.theme import Theme
from curator.gui.widgets.base import HoverSignals, PaintedButton, PaintedLabel, tooltip_text

_EVIDENCE: Final = 22
_EVIDENCE_PAD: Final = 8
_QUOTE_ICON: Final = 14
_LEAST_QUOTE: Final = 64


class StatusChip(PaintedButton):
    """The status of a field or an item; pressing it opens the choice of another."""

    def __init__(self, status: Status = "not_checked", parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._status = status
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_status(status)

    @property
    def status(self) -> Status:
        return self._status

    def set_status(self, status: Status) -> None:
        self._status = status
        word = STATUS_LOOKS[status].word
        self.setText(word)
        self.setAccessibleName(f"Status: {word}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return chip_size(STATUS_LOOKS[self._status], self.theme)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, look, box = self.theme, STATUS_LOOKS[self._status], self.box()
        painter = QPainter(self)
        if self.hot and not look.fill:
            fill_round(painter, box, theme.tokens.hover, radius=theme.px(RADIUS))
        paint_chip(painter, box, look, theme)
        if self.hot and look.fill:
            outline_round(painter, box, look.ink_of(theme.tokens), radius=theme.px(RADIUS))
        if self.hasFocus():
            paint_focus(painter, box, theme, radius=theme.px(RADIUS))
        painter.end()


class EvidenceChip(HoverSignals):
    """The words that support an item: the first quote, cut at its end, and how many more.

    ``hovered`` lets the article darken the line below the same words.
    """

    def __init__(self, quotes: Sequence[str] = (), parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._quotes: tuple[str, ...] = ()
        self._current = False
        self._lit = False
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.set_quotes(quotes)

    @property
    def quotes(self) -> tuple[str, ...]:
        return self._quotes

    @property
    def shown(self) -> str:
        """The first quote on one line; not the button's text, where ``&`` would make a key."""
        return _in_marks(self._quotes[0]) if self._quotes else ""

    def set_quotes(self, quotes: Sequence[str], *, where: str = "") -> None:
        """Show quotes, the current one first; ``where`` (article, offsets) is for the tooltip."""
        self._quotes = tuple(quotes)
        every = "\n".join(_in_marks(quote) for quote in self._quotes)
        self.setAccessibleName(f"Evidence: {every}" if every else "No evidence")
        self.setAccessibleDescription(where)
        self.setToolTip(tooltip_text("\n".join(filter(None, (every, where)))))
        self.updateGeometry()
        self.update()

    def set_current(self, current: bool) -> None:
        """Whether the article shows this evidence as the current one."""
        self._current = current
        self.update()

    def set_lit(self, lit: bool) -> None:
        """Whether the pointer is over the same words in the article."""
        self._lit = lit
        self.update()

    def sizeHint(self) -> QSize:
        theme = self.theme
        metrics = QFontMetrics(theme.serif(13))
        width = metrics.horizontalAdvance(self.shown) + self._around(theme) + 1
        return QSize(width, self._height(theme))

    def minimumSizeHint(self) -> QSize:
        theme = self.theme
        whole = self.sizeHint().width()
        least = theme.px(_LEAST_QUOTE) + self._around(theme)
        return QSize(min(whole, least), self._height(theme))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, tokens, box = self.theme, self.theme.tokens, self.box()
        painter = QPainter(self)
        radius = theme.px(RADIUS)
        if self.hot or self._lit:
            fill_round(painter, box, tokens.hover, radius=radius)
        outline_round(painter, box, self._line(theme), radius=radius)
        if self.hasFocus():
            paint_focus(painter, box, theme, radius=radius)
        left = theme.px(_EVIDENCE_PAD)
        room = QRectF(left, 0, theme.px(_QUOTE_ICON), self.height())
        paint_icon(painter, room, "quote", tokens.accent if self._current else tokens.ink2)
        left += theme.px(_QUOTE_ICON) + theme.px(3)
        right = theme.px(_EVIDENCE_PAD)
        if self._more():
            painter.setFont(theme.sans(12, True))
            painter.setPen(QColor(tokens.ink2))
            side = box.adjusted(0, 0, -right, 0)
            paint_line(painter, side, self._more(), align=Qt.AlignmentFlag.AlignRight)
            right += self._more_width(theme)
        painter.setFont(theme.serif(13))
        painter.setPen(QColor(tokens.ink2))
        paint_line(painter, box.adjusted(left, 0, -right, 0), self.shown)
        painter.end()

    def _line(self, theme: Theme) -> str:
        if self._current:
            return theme.tokens.accent
        return theme.tokens.border if self.hot or self._lit else theme.tokens.line

    def _more(self) -> str:
        return f"+{len(self._quotes) - 1}" if len(self._quotes) > 1 else ""

    def _more_width(self, theme: Theme) -> int:
        if not self._more():
            return 0
        return QFontMetrics(theme.sans(12, True)).horizontalAdvance(self._more()) + theme.px(6)

    def _around(self, theme: Theme) -> int:
        icon = theme.px(_QUOTE_ICON) + theme.px(3)
        return 2 * theme.px(_EVIDENCE_PAD) + icon + self._more_width(theme)

    def _height(self, theme: Theme) -> int:
        return max(theme.px(_EVIDENCE), QFontMetrics(theme.serif(13)).height() + theme.px(2))


class AgreementMark(PaintedLabel):
    """How the articles of a study agree on a field; ``text`` may count (``1 conflict``)."""

    def __init__(self, mark: Mark = "single", parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._mark: Mark = mark
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_mark(mark)

    @property
    def mark(self) -> Mark:
        return self._mark

    def set_mark(self, mark: Mark, text: str = "") -> None:
        self._mark = mark
        self.say(text or MARK_LOOKS[mark].word)

    def sizeHint(self) -> QSize:
        return chip_size(MARK_LOOKS[self._mark], self.theme, text=self.text())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_chip(painter, self.box(), MARK_LOOKS[self._mark], self.theme, text=self.text())
        painter.end()


class LetterBadge(PaintedLabel):
    """The letter of a field, before its label; empty for a field without one, so labels align."""

    def __init__(self, letter: str = "", parent: QWidget | None = None) -> None:
        super().__init__(letter, parent)
        self._state: BadgeState = "normal"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_state("normal")

    @property
    def state(self) -> BadgeState:
        return self._state

    def set_state(self, state: BadgeState) -> None:
        self._state = state
        said = {"normal": "", "current": ", current field", "conflict": ", in conflict"}[state]
        self.setAccessibleName(f"Letter {self.text()}{said}" if self.text() else "")
        self.update()

    def sizeHint(self) -> QSize:
        side = self.theme.px(BADGE)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.text():
            painter = QPainter(self)
            paint_badge(painter, self.box(), self.text(), self.theme.tokens, self._state)
            painter.end()


def _in_marks(quote: str) -> str:
    """A quote on one line in its marks."""
    return f"“{' '.join(quote.split())}”"
