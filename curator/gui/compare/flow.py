"""Widgets one after the other, on as many lines as they need."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from curator.gui.theme.theme import theme_of
from curator.gui.widgets.base import RESTYLING

_GAP = 8


class Flow(QWidget):
    """A row of buttons that goes on below where it is too long."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._placed: list[QWidget] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, widget: QWidget) -> None:
        widget.setParent(self)
        widget.show()
        self._placed.append(widget)
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arranged(width, move=False)

    def sizeHint(self) -> QSize:
        widths = [one.sizeHint().width() for one in self._shown()]
        gaps = theme_of(self).px(_GAP) * max(0, len(widths) - 1)
        return QSize(sum(widths) + gaps, self._arranged(100_000, move=False))

    def minimumSizeHint(self) -> QSize:
        widest = max((one.sizeHint().width() for one in self._shown()), default=0)
        return QSize(widest, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arranged(self.width(), move=True)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESTYLING:
            self.updateGeometry()
            self._arranged(self.width(), move=True)

    def _shown(self) -> list[QWidget]:
        return [one for one in self._placed if not one.isHidden()]

    def _arranged(self, width: int, *, move: bool) -> int:
        """The height that they take; with ``move`` they are put there."""
        gap = theme_of(self).px(_GAP)
        x = y = line = 0
        for widget in self._shown():
            size = widget.sizeHint()
            if x and x + size.width() > width:
                x, y, line = 0, y + line + gap, 0
            if move:
                widget.setGeometry(x, y, min(size.width(), width), size.height())
            x += size.width() + gap
            line = max(line, size.height())
        return y + line
