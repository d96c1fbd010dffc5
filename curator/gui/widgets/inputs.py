"""Inputs that a style sheet cannot draw without picture files: search, check box, choice."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QWidget,
)

from curator.gui.theme.icons import paint_icon
from curator.gui.theme.paint import (
    FOCUS,
    ICON,
    RADIUS,
    fill_round,
    outline_round,
    paint_focus,
    paint_line,
)
from curator.gui.theme.theme import Theme, theme_of
from curator.gui.widgets.base import RESTYLING
from curator.gui.widgets.buttons import key_size, paint_key

_SEARCH_ICON: Final = 16
_TICK: Final = 16


class SearchField(QLineEdit):
    """A line with a magnifier before the words and its key behind them."""

    def __init__(self, placeholder: str, parent: QWidget | None = None, *, key: str = "") -> None:
        super().__init__(parent)
        self._key = key
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setAccessibleDescription(key)
        self._space()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESTYLING:
            self._space()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._space()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme = theme_of(self)
        painter = QPainter(self)
        side = theme.px(_SEARCH_ICON)
        room = QRectF(theme.px(8), 0, side, self.height())
        paint_icon(painter, room, "search", theme.tokens.ink2)
        if self._key_shown():
            size = key_size(self._key, theme)
            left = self.width() - size.width() - theme.px(6)
            top = (self.height() - size.height()) // 2
            paint_key(painter, QRectF(left, top, size.width(), size.height()), self._key, theme)
        painter.end()

    def _key_shown(self) -> bool:
        """The key gives way where the line is too narrow for it and some words."""
        theme = theme_of(self)
        return bool(self._key) and self.width() > key_size(self._key, theme).width() + theme.px(140)

    def _space(self) -> None:
        theme = theme_of(self)
        right = key_size(self._key, theme).width() + theme.px(6) if self._key_shown() else 0
        self.setTextMargins(theme.px(_SEARCH_ICON) + theme.px(4), 0, right, 0)


class CheckBox(QCheckBox):
    """A box with a tick, in the theme's colours at any scale."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setAccessibleName(text)

    def sizeHint(self) -> QSize:
        return _ticked_size(self.text(), theme_of(self))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, tokens = theme_of(self), theme_of(self).tokens
        painter = QPainter(self)
        box = _paint_ticked(painter, self, theme)
        radius = theme.px(3)
        if self.checkState() == Qt.CheckState.Unchecked:
            _paint_empty(painter, self, theme, box=box, radius=radius)
        else:
            tick = "check" if self.checkState() == Qt.CheckState.Checked else "minus"
            fill = tokens.accent if self.isEnabled() else tokens.ink3
            fill_round(painter, box, fill, radius=radius)
            paint_icon(painter, box.adjusted(1, 1, -1, -1), tick, tokens.onaccent)
        painter.end()


def _ticked_size(text: str, theme: Theme) -> QSize:
    metrics = QFontMetrics(theme.sans(14))
    width = FOCUS + 1 + theme.px(_TICK) + theme.px(8) + metrics.horizontalAdvance(text)
    return QSize(width + theme.px(6), max(theme.px(24), metrics.height() + theme.px(4)))


def _paint_ticked(painter: QPainter, button: QAbstractButton, theme: Theme) -> QRectF:
    """The words and the focus ring of a check box; returns where its box goes."""
    side = theme.px(_TICK)
    box = QRectF(FOCUS + 1, (button.height() - side) // 2, side, side)
    painter.setFont(theme.sans(14))
    painter.setPen(QColor(theme.tokens.ink if button.isEnabled() else theme.tokens.ink3))
    left = box.right() + theme.px(8)
    room = QRectF(left, 0, button.width() - left, button.height())
    paint_line(painter, room, button.text())
    if button.hasFocus():
        paint_focus(painter, QRectF(button.rect()), theme, radius=theme.px(RADIUS))
    return box


def _paint_empty(
    painter: QPainter, button: QAbstractButton, theme: Theme, *, box: QRectF, radius: float
) -> None:
    tokens = theme.tokens
    hot = button.underMouse() and button.isEnabled()
    fill_round(painter, box, tokens.hover if hot else tokens.raised, radius=radius)
    edge = tokens.border if button.isEnabled() else tokens.line
    outline_round(painter, box, edge, radius=radius)


class ChoiceBox(QComboBox):
    """A closed list with a chevron; it looks as every other input does."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)

    def sizeHint(self) -> QSize:
        theme = theme_of(self)
        metrics = QFontMetrics(theme.sans(14))
        words = [self.itemText(index) for index in range(self.count())]
        widest = max((metrics.horizontalAdvance(word) for word in words), default=theme.px(80))
        chrome = theme.px(8) * 2 + theme.px(ICON) + theme.px(8)
        return QSize(widest + chrome, max(theme.px(28), metrics.height() + theme.px(10)))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme_of(self).px(64), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, tokens, box = theme_of(self), theme_of(self).tokens, QRectF(self.rect())
        radius = theme.px(RADIUS)
        painter = QPainter(self)
        fill = tokens.raised if self.isEnabled() else tokens.panel
        fill_round(painter, box, tokens.hover if self._hot() else fill, radius=radius)
        if self.hasFocus():
            paint_focus(painter, box, theme, radius=radius)
        elif self.isEnabled():
            outline_round(painter, box, tokens.border, radius=radius)
        side = theme.px(ICON)
        right = QRectF(self.width() - theme.px(8) - side, 0, side, self.height())
        paint_icon(painter, right, "chevron_down", tokens.ink2)
        painter.setFont(theme.sans(14))
        shown = self.currentText() or self.placeholderText()
        strong = bool(self.currentText()) and self.isEnabled()
        painter.setPen(QColor(tokens.ink if strong else tokens.ink3))
        room = box.adjusted(theme.px(8), 0, -theme.px(12) - side, 0)
        paint_line(painter, room, shown)
        painter.end()

    def _hot(self) -> bool:
        return self.underMouse() and self.isEnabled()
