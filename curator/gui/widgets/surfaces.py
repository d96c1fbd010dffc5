"""What bars and pages are: an area of one colour, laid out again when the theme changes."""

from __future__ import annotations

from typing import ClassVar, Final, Literal

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from curator.gui.theme.theme import theme_of
from curator.gui.widgets.base import RESTYLING

Edge = Literal["", "top", "bottom"]


class Surface(QWidget):
    """One colour over all of it, and a hairline where it meets what is above or below.

    Attributes:
        fill: Token of the colour.
        edge: Where the hairline is, "" for none.
    """

    fill: str = "panel"
    edge: ClassVar[Edge] = ""

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme_of(self).tokens
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(getattr(tokens, self.fill)))
        if self.edge:
            at = 0 if self.edge == "top" else self.height() - 1
            painter.fillRect(0, at, self.width(), 1, QColor(tokens.line))
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESTYLING:
            self._space()
            self.update()

    def _space(self) -> None:
        """Set the margins of the layout, in the theme's size; also called whenever it changes."""


class Page(Surface):
    """A page in the place of the panes; Escape, or its back button, closes it.

    Attributes:
        column: What is on it, from top to bottom.
        close_wanted: Goes back to where the window was.
    """

    close_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self._head = QHBoxLayout()
        self.column.addLayout(self._head)
        Page._space(self)

    def add_head(self, *left: QWidget, right: tuple[QWidget, ...] = ()) -> None:
        """Fill the first row: what the page is; on the right what can be done with all of it."""
        for widget in left:
            self._head.addWidget(widget)
        self._head.addStretch(1)
        for widget in right:
            self._head.addWidget(widget)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _space(self) -> None:
        px = theme_of(self).px
        self.column.setContentsMargins(px(24), px(12), px(24), px(16))
        self.column.setSpacing(px(_APART))
        self._head.setSpacing(px(_BESIDE))


_APART: Final = 12
_BESIDE: Final = 8
