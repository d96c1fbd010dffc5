"""The application in the light theme, and back in it after the test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QWidget

from curator.gui.theme.theme import ThemeHolder, install_theme


@pytest.fixture
def holder(qapp: QApplication) -> Iterator[ThemeHolder]:
    made = install_theme(qapp, "light")
    yield made
    made.choose("light", scale=1.0, wide=False)


def drawn(widget: QWidget) -> QImage:
    """What a widget shows, at device pixel ratio 1."""
    return widget.grab().toImage()


def colours(image: QImage, area: QRect | None = None) -> set[str]:
    """Every colour in an area, as ``#rrggbb``."""
    room = area if area is not None else image.rect()
    return {
        image.pixelColor(x, y).name()
        for x in range(room.left(), room.right() + 1)
        for y in range(room.top(), room.bottom() + 1)
    }


def has(image: QImage, colour: str, area: QRect | None = None) -> bool:
    return QColor(colour).name() in colours(image, area)
