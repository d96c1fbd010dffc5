"""A wrapped text of which some words are struck or underlined."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter, QTextCharFormat, QTextLayout, QTextOption

from curator.gui.form.lettering import Face

Emphasis = Literal["struck", "underlined"]


class RunParagraph:
    """Words laid out once; ``height`` is what they take at their width."""

    def __init__(
        self,
        runs: Iterable[tuple[str, bool]],
        face: Face,
        *,
        width: float,
        emphasis: Emphasis,
    ) -> None:
        pieces = list(runs)
        self._layout = QTextLayout("".join(words for words, _ in pieces), face.font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        self._layout.setFormats(_formats(pieces, emphasis))
        self.height = 0.0
        self._layout.beginLayout()
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(max(1.0, width))
            line.setPosition(QPointF(0, self.height))
            self.height += face.height
        self._layout.endLayout()

    def paint(self, painter: QPainter, at: QPointF, *, colour: str) -> None:
        painter.setPen(QColor(colour))
        self._layout.draw(painter, at)


def _formats(pieces: list[tuple[str, bool]], emphasis: Emphasis) -> list[QTextLayout.FormatRange]:
    letters = QTextCharFormat()
    if emphasis == "struck":
        letters.setFontStrikeOut(True)
    else:
        letters.setFontUnderline(True)
    ranges, start = [], 0
    for words, marked in pieces:
        length = len(words.encode("utf-16-le")) // 2  # Qt counts UTF-16 units
        if marked:
            found = QTextLayout.FormatRange()
            found.start, found.length, found.format = start, length, letters
            ranges.append(found)
        start += length
    return ranges
