"""The frame that is painted first; everything in it comes afterwards.

The bar is 1.3 times a bare window.  The first use of the namespace ``Qt`` alone costs 31 to 37 ms
(PySide6 6.11.3; it makes all its enumerations), a fifth of that window: nothing here touches it
before the first paint, nor anything that imports the domain (70 ms of dataclasses).
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import (
    QCloseEvent,
    QKeyEvent,
    QKeySequence,
    QPaintEvent,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMainWindow, QMenu, QVBoxLayout, QWidget

MENU_TITLES: Final = ("Registry", "Edit", "View", "Study", "Tools", "Help")
SMALLEST: Final = (640, 400)
FIRST_SIZE: Final = (1280, 800)


class MainWindow(QMainWindow):
    """The window of one registry.

    ``painted`` comes once, after the first paint; ``close_asked`` when the user closes the window,
    which then waits until ``let_close`` was called; ``escaped`` when nothing in it took Esc.
    """

    painted = Signal()
    escaped = Signal()
    resized = Signal()
    close_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setWindowTitle("Curator")
        self.setMinimumSize(*SMALLEST)
        self.resize(*FIRST_SIZE)
        self.setAcceptDrops(True)
        bar = self.menuBar()
        bar.setNativeMenuBar(False)
        self.menus: dict[str, QMenu] = {title: bar.addMenu(title) for title in MENU_TITLES}
        self._may_close = False
        self._ground = _Ground()
        self._ground.shown.connect(self._paint_done)
        self.setCentralWidget(self._ground)

    def show_list(self, queue: QWidget) -> None:
        """Put the list where it will stand, before the panes beside it are there."""
        self._ground.show_list(queue)

    def let_close(self) -> None:
        """Close now: what was to be written is written."""
        self._may_close = True
        self.close()

    @Slot()
    def _paint_done(self) -> None:
        QTimer.singleShot(0, self.painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._may_close:
            self.close_asked.emit()  # whoever is asked may let it close at once
        if self._may_close:
            super().closeEvent(event)
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Cancel):
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()


class _Ground(QWidget):
    """The empty panes of the first paint, in their colours."""

    shown = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._painted = False
        # Filled by Qt: a painter's fillRect alone would bring the namespace Qt.
        self.setBackgroundRole(QPalette.ColorRole.Mid)
        self.setAutoFillBackground(True)
        self._panes = panes = QHBoxLayout()
        panes.setContentsMargins(0, 0, 0, 0)
        panes.setSpacing(1)
        self._list = _filled(QPalette.ColorRole.AlternateBase)
        panes.addWidget(self._list, 232)
        panes.addWidget(_filled(QPalette.ColorRole.Base), 580)
        panes.addWidget(_filled(QPalette.ColorRole.AlternateBase), 468)
        self._rows = rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(1)
        rows.addLayout(panes, 1)
        for height in (32, 26):
            bar = _filled(QPalette.ColorRole.Window)
            bar.setFixedHeight(height)
            rows.addWidget(bar)

    def show_list(self, queue: QWidget) -> None:
        self._panes.replaceWidget(self._list, queue)
        queue.setFixedWidth(self._list.width())
        self._list.deleteLater()
        # Now: its rows may be here before the events that would do both.
        queue.show()
        self._rows.activate()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._painted:
            self._painted = True
            self.shown.emit()


def _filled(role: QPalette.ColorRole) -> QFrame:
    frame = QFrame()
    frame.setBackgroundRole(role)
    frame.setAutoFillBackground(True)
    return frame
