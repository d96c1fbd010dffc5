"""What other widgets stand in: a splitter with a hairline, a popup with a soft shadow."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSplitter, QSplitterHandle, QWidget

from curator.gui.theme.paint import fill_round, outline_round
from curator.gui.theme.theme import theme_of
from curator.gui.widgets.base import RESTYLING

_SHADOW: Final = 8
_RADIUS: Final = 8


class Splitter(QSplitter):
    """Panes with a line of 1 px between them; Qt lets 5 px around it be grabbed."""

    def __init__(self, orientation: Qt.Orientation, parent: QWidget | None = None) -> None:
        super().__init__(orientation, parent)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)

    def createHandle(self) -> QSplitterHandle:
        return _Handle(self.orientation(), self)


class _Handle(QSplitterHandle):
    def __init__(self, orientation: Qt.Orientation, splitter: QSplitter) -> None:
        super().__init__(orientation, splitter)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme_of(self).tokens
        painter = QPainter(self)
        colour = tokens.accent if self.underMouse() else tokens.line
        painter.fillRect(self.contentsRect(), QColor(colour))
        painter.end()


class Popup(QFrame):
    """A raised panel with round corners and the only shadow there is.

    As a child it lies over its parent; as a window (``Qt.WindowType.Popup`` or ``ToolTip`` given as
    ``flags``) its corners let the desktop through.  Its contents margins hold the shadow.
    """

    def __init__(
        self, parent: QWidget | None = None, *, flags: Qt.WindowType = Qt.WindowType.Widget
    ) -> None:
        super().__init__(parent, flags)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self._space()

    def panel(self) -> QRectF:
        """The raised panel, without the shadow around it."""
        shadow = theme_of(self).px(_SHADOW)
        return self.rect().toRectF().adjusted(shadow, shadow, -shadow, -shadow)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESTYLING:
            self._space()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = theme_of(self)
        radius, shadow = theme.px(_RADIUS), theme.px(_SHADOW)
        painter = QPainter(self)
        panel = self.panel()
        if not theme.tokens.high_contrast:
            self._paint_shadow(painter, panel, radius=radius, shadow=shadow)
        fill_round(painter, panel, theme.tokens.raised, radius=radius)
        outline_round(painter, panel, theme.tokens.border, radius=radius)
        painter.end()

    @staticmethod
    def _paint_shadow(painter: QPainter, panel: QRectF, *, radius: int, shadow: int) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 5))
        for out in range(1, shadow):
            grown = panel.adjusted(-out, -out + 4, out, out)
            painter.drawRoundedRect(grown, radius + out, radius + out)

    def _space(self) -> None:
        margin = theme_of(self).px(_SHADOW) + 1
        self.setContentsMargins(margin, margin, margin, margin)
