"""Our own icons: drawn on a grid of 16, one colour, a stroke of 1.5.

``resources/icons/*.svg`` hold one path of strokes and at most one of fills, in absolute ``M``,
``L``, ``C`` and ``Z``: so little that reading it takes a few lines and 0.07 ms, whereas QtSvg costs
4 ms at the start (measured; the whole start may take some 60 more than a bare window's).  A test
holds the two to the same picture.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QIcon,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QPixmapCache,
)

from curator.data import data_path

GRID: Final = 16.0
STROKE: Final = 1.5

_PATH: Final = re.compile(
    r'<path(?P<filled> fill="currentColor" stroke="none")? d="(?P<data>[^"]*)"'
)
_STEP: Final = re.compile(r"([MLCZ])([^MLCZ]*)")


def icon(name: str, colour: str, size: int) -> QIcon:
    """The icon in ``#RRGGBB`` at ``size`` pixels, sharp on every screen of this machine."""
    made = QIcon()
    for ratio in sorted(
        {1.0, *(screen.devicePixelRatio() for screen in QGuiApplication.screens())}
    ):
        made.addPixmap(pixmap(name, colour, size, ratio=ratio))
    return made


def pixmap(name: str, colour: str, size: int, *, ratio: float = 1.0) -> QPixmap:
    """The icon at ``size`` device-independent pixels; cached by Qt, so ask again for each paint.

    Raises:
        FileNotFoundError: There is no icon of that name.
    """
    key = f"curator.icon:{name}:{colour}:{size}:{ratio}"
    made = QPixmap()
    if not QPixmapCache.find(key, made):
        made = _drawn(name, colour, size=size, ratio=ratio)
        QPixmapCache.insert(key, made)
    return made


def paint_icon(painter: QPainter, rect: QRectF, name: str, colour: str) -> None:
    """Paint the icon in the middle of ``rect``, as large as its shorter side, on whole pixels."""
    size = int(min(rect.width(), rect.height()))
    left = round(rect.center().x() - size / 2)
    top = round(rect.center().y() - size / 2)
    ratio = painter.device().devicePixelRatio()
    painter.drawPixmap(QPointF(left, top), pixmap(name, colour, size, ratio=ratio))


def draw_icon(painter: QPainter, name: str, colour: str) -> None:
    """Draw the paths of an icon on the 16 by 16 square at the painter's origin."""
    strokes, fills = icon_paths(name)
    pen = QPen(QColor(colour), STROKE)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.strokePath(strokes, pen)
    painter.fillPath(fills, QColor(colour))


@cache
def icon_paths(name: str) -> tuple[QPainterPath, QPainterPath]:
    """What an icon strokes and what it fills, in units of the grid."""
    strokes, fills = QPainterPath(), QPainterPath()
    fills.setFillRule(Qt.FillRule.WindingFill)
    for found in _PATH.finditer((_folder() / f"{name}.svg").read_text(encoding="utf-8")):
        _trace(fills if found["filled"] else strokes, found["data"])
    return strokes, fills


def _trace(path: QPainterPath, data: str) -> None:
    for command, text in _STEP.findall(data):
        numbers = [float(word) for word in text.split()]
        points = [QPointF(x, y) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
        match command:
            case "M":
                path.moveTo(points[0])
            case "L":
                path.lineTo(points[0])
            case "C":
                path.cubicTo(points[0], points[1], points[2])
            case _:
                path.closeSubpath()


def _drawn(name: str, colour: str, *, size: int, ratio: float) -> QPixmap:
    icon_paths(name)  # a name that is none must fail before a painter is open: Qt would crash
    side = max(1, round(size * ratio))
    made = QPixmap(side, side)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.scale(side / GRID, side / GRID)
    draw_icon(painter, name, colour)
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


def _folder() -> Path:
    return data_path("resources", "icons")
