"""Painting that widgets, item delegates and the article's overlay share."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from curator.gui.theme.fonts import sans_font
from curator.gui.theme.tokens import Tokens

BadgeState = Literal["normal", "current", "conflict"]


def paint_badge(
    painter: QPainter,
    rect: QRectF,
    letter: str,
    tokens: Tokens,
    state: BadgeState = "normal",
) -> None:
    """A field's letter on a small square: behind its words and before its label.

    ``rect`` is 16 px square at scale 1; letter and corners follow its height.
    """
    fill, ink = {
        "normal": (tokens.ink2, tokens.paper),
        "current": (tokens.accent, tokens.onaccent),
        "conflict": (tokens.bad, tokens.paper),
    }[state]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(fill))
    radius = rect.height() * 3 / 16
    painter.drawRoundedRect(rect, radius, radius)
    font = sans_font(round(rect.height() * 3 / 4), weight=QFont.Weight.Bold)
    painter.setFont(font)
    painter.setPen(QColor(ink))
    painter.drawText(_centred(rect, QFontMetricsF(font), text=letter), letter)
    painter.restore()


def _centred(rect: QRectF, metrics: QFontMetricsF, *, text: str) -> QPointF:
    """Where to draw capitals so that they, not their line, stand in the middle."""
    left = rect.center().x() - metrics.horizontalAdvance(text) / 2
    return QPointF(left, round(rect.center().y() + metrics.capHeight() / 2))
