"""Wrapped words: measured once, painted line by line."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter, QTextLayout, QTextOption

from curator.gui.claims.lines import one_line
from curator.gui.form.lettering import Face

QUOTE_LINES: Final = 2
"""Lines of a quote that are shown; the rest is in the tooltip and one key away."""

_REST: Final = 400
"""UTF-16 units of what is cut off anyway that are looked at."""


def wrapped(text: str, face: Face, *, width: float, most: int = 0) -> tuple[str, ...]:
    """The lines of a text in ``width`` pixels, at most ``most`` of them, the last cut with …."""
    if "\n" not in text and face.width(text) <= width:
        return (text,)
    lines = _broken(text, face, width, most=most)
    if most and len(lines) > most:
        rest = one_line("".join(lines[most - 1 :]))
        return (*map(str.rstrip, lines[: most - 1]), face.cut(rest, width))
    return tuple(map(str.rstrip, lines))


def quote_lines(words: str, face: Face, *, width: float, more: int = 0) -> tuple[str, ...]:
    """A quote in its marks on at most two lines; ``more`` further ones are counted behind it."""
    tail = f"”  +{more}" if more else "”"
    whole = f"“{one_line(words)}{tail}"
    if face.width(whole) <= width:
        return (whole,)
    lines = [line.rstrip() for line in _broken(whole, face, width, most=QUOTE_LINES)]
    if len(lines) <= QUOTE_LINES:
        return tuple(lines)
    kept = lines[: QUOTE_LINES - 1]
    rest = " ".join(lines[QUOTE_LINES - 1 :]).removesuffix(tail)
    return (*kept, face.cut(rest, width - face.width(tail)) + tail)


def paragraph_height(lines: tuple[str, ...], face: Face) -> float:
    return len(lines) * face.height


def paint_paragraph(
    painter: QPainter, lines: tuple[str, ...], *, at: QPointF, face: Face, colour: str
) -> None:
    """Paint lines below each other from their upper left corner."""
    painter.setFont(face.font)
    painter.setPen(QColor(colour))
    baseline = at.y() + face.metrics.ascent()
    for line in lines:
        painter.drawText(QPointF(at.x(), baseline), line)
        baseline += face.height


def _broken(text: str, face: Face, width: float, *, most: int = 0) -> list[str]:
    """The pieces of a text, one a line; together they are the text but for its line breaks.

    With ``most`` one more line than that is broken, and has all the rest.
    """
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    pieces: list[str] = []
    for block in text.split("\n"):
        layout = QTextLayout(block, face.font)
        layout.setTextOption(option)
        units = block.encode("utf-16-le")  # Qt counts UTF-16 units
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1.0, width))
            start, end = line.textStart(), line.textStart() + line.textLength()
            if most and len(pieces) == most:
                end = start + _REST
            pieces.append(units[2 * start : 2 * end].decode("utf-16-le", errors="ignore"))
            if most and len(pieces) > most:
                return pieces
        layout.endLayout()
    return pieces or [""]
