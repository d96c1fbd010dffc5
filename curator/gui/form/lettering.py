"""Fonts and their measures at one theme, made once and shared by all rows."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF

from curator.gui.theme.theme import Theme


@dataclass(frozen=True, slots=True)
class Face:
    """A font with its metrics."""

    font: QFont
    metrics: QFontMetricsF

    def width(self, text: str) -> float:
        return self.metrics.horizontalAdvance(text)

    def cut(self, text: str, width: float) -> str:
        """The text, cut at its end with … where it is wider."""
        return self.metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0.0, width))

    @property
    def height(self) -> float:
        return self.metrics.height()


def face(font: QFont) -> Face:
    return Face(font, QFontMetricsF(font))


@dataclass(frozen=True, slots=True)
class Lettering:
    """The faces of the form and the theme that they are of."""

    theme: Theme
    body: Face
    strong: Face
    title: Face
    small: Face
    link: Face
    meta: Face
    ident: Face
    quote: Face

    def px(self, length: float) -> int:
        return self.theme.px(length)


def lettering(theme: Theme) -> Lettering:
    """The faces of VISUAL 3: 14 values, 15 section titles, 13 secondary, 12 chips and ids."""
    return Lettering(
        theme=theme,
        body=face(theme.sans(14)),
        strong=face(theme.sans(14, True)),
        title=face(theme.sans(15, True)),
        small=face(theme.sans(13)),
        link=face(theme.sans(13, True)),
        meta=face(theme.sans(12, True)),
        ident=face(theme.sans(12)),
        quote=face(theme.serif(13)),
    )
