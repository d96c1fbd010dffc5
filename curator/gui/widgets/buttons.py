"""Buttons with their key inside, the key cap, and links."""

from __future__ import annotations

from typing import Final, Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from curator.gui.theme.icons import paint_icon
from curator.gui.theme.paint import (
    FOCUS,
    ICON,
    fill_round,
    outline_round,
    paint_focus,
    paint_line,
)
from curator.gui.theme.theme import Theme
from curator.gui.widgets.base import PaintedButton, PaintedLabel

Rank = Literal["plain", "primary", "link", "bare"]

_RADIUS: Final = 5
_GAP: Final = 8


class Button(PaintedButton):
    """A button with an icon, words and the key that does the same.

    Args:
        text: The words; they may be empty where there is an icon and an accessible name.
        key: The key in words (``Ctrl+F``); shown only, the action owns the shortcut.
        icon: Name of an icon.
        rank: ``plain`` has a line, ``primary`` a fill, ``link`` accent words, ``bare`` nothing.
        small: Text of 13 for rows, otherwise 14 for bars.
    """

    def __init__(
        self,
        text: str,
        parent: QWidget | None = None,
        *,
        key: str = "",
        icon: str = "",
        rank: Rank = "plain",
        small: bool = False,
    ) -> None:
        super().__init__(text, parent)
        self._key, self._icon, self._rank, self._small = key, icon, rank, small
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleDescription(key)

    @property
    def key(self) -> str:
        return self._key

    def set_key(self, key: str) -> None:
        self._key = key
        self.setAccessibleDescription(key)
        self.updateGeometry()
        self.update()

    def set_icon(self, icon: str) -> None:
        self._icon = icon
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        theme = self.theme
        words = QFontMetrics(theme.sans(13 if self._small else 14, True))
        width = 2 * self._pad(theme) + self._icon_width(theme)
        width += words.horizontalAdvance(self.text()) if self.text() else 0
        if self._key:
            width += theme.px(_GAP) + QFontMetrics(theme.sans(12)).horizontalAdvance(self._key)
        least = theme.px(24 if self._small or self._rank == "link" else 28)
        return QSize(width, max(least, words.height() + theme.px(4)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        self._paint_box(painter, theme)
        left: float = self._pad(theme)
        ink = self._ink(theme)
        if self._icon:
            side = theme.px(ICON)
            room = QRectF(left, 0, side, self.height())
            paint_icon(painter, room, self._icon, ink)
            left += self._icon_width(theme)
        painter.setFont(theme.sans(13 if self._small else 14, True))
        painter.setPen(QColor(ink))
        paint_line(painter, self.box().adjusted(left, 0, 0, 0), self.text())
        if self._key:
            painter.setFont(theme.sans(12))
            painter.setPen(QColor(ink if self._rank == "primary" else theme.tokens.ink3))
            room = self.box().adjusted(0, 0, -self._pad(theme), 0)
            paint_line(painter, room, self._key, align=Qt.AlignmentFlag.AlignRight)
        painter.end()

    def _paint_box(self, painter: QPainter, theme: Theme) -> None:
        tokens, box, radius = theme.tokens, self.box(), theme.px(_RADIUS)
        if not self.isEnabled():
            if self._rank in {"plain", "primary"}:
                fill_round(painter, box, tokens.panel, radius=radius)
            return
        if self._rank == "primary":
            pressed = self.isDown() or self.hot
            fill_round(painter, box, tokens.accentink if pressed else tokens.accent, radius=radius)
            if self.hasFocus():
                self._paint_inner_ring(painter, theme)
            return
        chosen = self.isCheckable() and self.isChecked()
        if chosen or self.hot or self.isDown():
            fill_round(painter, box, tokens.accentbg if chosen else tokens.hover, radius=radius)
        elif self._rank == "plain":
            fill_round(painter, box, tokens.raised, radius=radius)
        if self._rank == "plain":
            outline_round(painter, box, tokens.accent if chosen else tokens.border, radius=radius)
        if self.hasFocus():
            paint_focus(painter, box, theme, radius=radius)

    def _paint_inner_ring(self, painter: QPainter, theme: Theme) -> None:
        """The gap of 2 px between the ring, which has the fill's colour, and the fill."""
        inner = self.box().adjusted(FOCUS, FOCUS, -FOCUS, -FOCUS)
        outline_round(
            painter, inner, theme.tokens.onaccent, radius=theme.px(_RADIUS) - FOCUS, width=FOCUS
        )

    def _ink(self, theme: Theme) -> str:
        tokens = theme.tokens
        if not self.isEnabled():
            return tokens.ink3
        if self.isCheckable() and self.isChecked():
            return tokens.accentink
        return {
            "primary": tokens.onaccent,
            "link": tokens.accent,
            "plain": tokens.ink,
            "bare": tokens.ink2,
        }[self._rank]

    def _pad(self, theme: Theme) -> int:
        if not self.text():
            return theme.px(7)
        return theme.px({"plain": 12, "primary": 12, "link": 4, "bare": 8}[self._rank])

    def _icon_width(self, theme: Theme) -> int:
        if not self._icon:
            return 0
        return theme.px(ICON) + (theme.px(6) if self.text() else 0)


class PrimaryButton(Button):
    """The one button of a place that Enter is most likely to mean."""

    def __init__(
        self,
        text: str,
        parent: QWidget | None = None,
        *,
        key: str = "",
        icon: str = "",
        small: bool = False,
    ) -> None:
        super().__init__(text, parent, key=key, icon=icon, rank="primary", small=small)


class KeyHint(PaintedLabel):
    """A key cap.  Keys are written as words: the typefaces have no key symbols."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(key, parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return key_size(self.text(), self.theme)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_key(painter, self.box(), self.text(), self.theme)
        painter.end()


def key_size(key: str, theme: Theme) -> QSize:
    """What ``paint_key`` needs."""
    metrics = QFontMetrics(theme.sans(12, True))
    height = max(theme.px(19), metrics.height() + theme.px(2))
    return QSize(max(height, metrics.horizontalAdvance(key) + theme.px(12)), height)


def paint_key(painter: QPainter, rect: QRectF, key: str, theme: Theme) -> None:
    """A key cap in ``rect``; for delegates too."""
    radius = theme.px(4)
    fill_round(painter, rect, theme.tokens.hover, radius=radius)
    outline_round(painter, rect, theme.tokens.line, radius=radius)
    painter.setFont(theme.sans(12, True))
    painter.setPen(QColor(theme.tokens.ink2))
    paint_line(painter, rect, key, align=Qt.AlignmentFlag.AlignHCenter)
