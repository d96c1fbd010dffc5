"""List, article and form side by side; in a narrow window a drawer, then tabs."""

from __future__ import annotations

from typing import Final, Literal

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from shiboken6 import isValid

from curator.gui.tab_strip import TabStrip
from curator.gui.theme.theme import theme_of
from curator.gui.widgets import Splitter
from curator.gui.widgets.base import RESTYLING

Arrangement = Literal["wide", "drawer", "tabs"]
Pane = Literal["list", "article", "form"]
PANES: Final[tuple[Pane, ...]] = ("list", "article", "form")

DRAWER_BELOW: Final = 1200
TABS_BELOW: Final = 960
"""Widths at scale 1: with text at 200 % a window of 1280 is one of 640."""
_WIDTHS: Final = (232, 580, 468)
_WIDE_WIDTHS: Final = (288, 1092, 540)
_WIDE_FROM: Final = 1600
_DRAWER: Final = 288


class Panes(QWidget):
    """Arranges three widgets by its width; ``list_toggled`` says whether the list is in sight."""

    list_toggled = Signal(bool)
    arranged = Signal(str)

    def __init__(
        self, panes: tuple[QWidget, QWidget, QWidget], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._panes = dict(zip(PANES, panes, strict=True))
        self.arrangement: Arrangement = "wide"
        self._pane: Pane = "article"
        self._list_wanted = True
        self._sized = ""
        self.strip = TabStrip(("List", "Article", "Form"), self, keys=("Alt+1", "Alt+2", "Alt+3"))
        self.splitter = Splitter(Qt.Orientation.Horizontal, self)
        for pane in panes:
            self.splitter.addWidget(pane)
        self.splitter.setStretchFactor(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(self.splitter, 1)
        self.strip.hide()
        self.strip.chosen.connect(self._choose_tab)
        self.splitter.splitterMoved.connect(self._moved)

    @property
    def list_shown(self) -> bool:
        return self._panes["list"].isVisibleTo(self)

    def show_pane(self, pane: Pane) -> None:
        """Bring a pane into sight: open the drawer for the list, choose its tab."""
        self._pane = pane
        if self.arrangement == "tabs":
            self._show_tab()
        elif pane == "list":
            self.set_list_shown(True)
        elif self.arrangement == "drawer":
            self.set_list_shown(False)

    def name_article(self, label: str) -> None:
        """Say on its tab which article is open; "" where none is."""
        self.strip.set_name(PANES.index("article"), f"Article {label}".rstrip())

    def set_list_shown(self, shown: bool) -> None:
        """Show or hide the list; in a narrow window the drawer."""
        had = self._with_keyboard()
        self._set_list_shown(shown)
        self._keep_keyboard(had)

    def _set_list_shown(self, shown: bool) -> None:
        if self.arrangement == "tabs":
            self._pane = "list" if shown else "article"
            self._show_tab()
            return
        if self.arrangement == "wide":
            self._list_wanted = shown
        self._panes["list"].setVisible(shown)
        if self.arrangement == "drawer" and shown:
            self._place_drawer()
        self.list_toggled.emit(shown)

    def sizes(self) -> list[int]:
        """Widths of the panes as the user set them, to be kept."""
        return self.splitter.sizes() if self.arrangement == "wide" else []

    def restore_sizes(self, sizes: list[int]) -> None:
        if len(sizes) == len(PANES) and min(sizes[1:]) > 0:
            self.splitter.setSizes(sizes)
            self._sized = "user"

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESTYLING:
            # Qt is on its way through the children: none may leave its parent now.
            QTimer.singleShot(0, self.arrange)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        over = self.arrangement != "wide" and self.list_shown
        if event.key() == Qt.Key.Key_Escape and over:
            self.set_list_shown(False)
        else:
            super().keyPressEvent(event)

    @Slot()
    def arrange(self) -> None:
        """Arrange the panes for the width there is."""
        width = self.width() / theme_of(self).scale
        wanted: Arrangement = "wide"
        if width < TABS_BELOW:
            wanted = "tabs"
        elif width < DRAWER_BELOW:
            wanted = "drawer"
        if wanted != self.arrangement:
            self.arrangement = wanted
            had = self._with_keyboard()
            self._rearrange()
            self._keep_keyboard(had)
            self.arranged.emit(wanted)
        if wanted == "wide":
            self._share_width()
        elif wanted == "drawer" and self.list_shown:
            self._place_drawer()

    def _rearrange(self) -> None:
        queue = self._panes["list"]
        self.strip.setVisible(self.arrangement == "tabs")
        if self.arrangement == "drawer":
            queue.setParent(self)
            queue.hide()
            for pane in (self._panes["article"], self._panes["form"]):
                pane.show()
            self.splitter.setSizes([580, 420])
            self.list_toggled.emit(False)
            return
        if queue.parent() is not self.splitter:
            self.splitter.insertWidget(0, queue)
            self.splitter.setStretchFactor(1, 1)
        if self.arrangement == "tabs":
            self._show_tab()
            return
        for pane in self._panes.values():
            pane.show()
        queue.setVisible(self._list_wanted)
        self.list_toggled.emit(self._list_wanted)
        QTimer.singleShot(0, self._share_anew)  # once the panes have their new text sizes

    def _with_keyboard(self) -> QWidget | None:
        focus = QApplication.focusWidget()
        return focus if focus is not None and self._holds(focus) else None

    def _holds(self, widget: QWidget) -> bool:
        return any(one is widget or one.isAncestorOf(widget) for one in self._panes.values())

    def _keep_keyboard(self, had: QWidget | None) -> None:
        """Leave the keyboard where it was; where that is out of sight, in the pane that is not.

        Qt would give it to whatever comes next: a button of the message bar, that Enter presses.
        """
        if had is None:
            return
        if not (isValid(had) and had.isVisible()):
            pane = self._pane if self._panes[self._pane].isVisible() else "article"
            had = self._panes[pane]
        had.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_tab(self) -> None:
        had = self._with_keyboard()
        self._show_only()
        self._keep_keyboard(had)

    def _show_only(self) -> None:
        for name, pane in self._panes.items():
            pane.setVisible(name == self._pane)
        self.strip.set_current(PANES.index(self._pane))
        self.list_toggled.emit(self._pane == "list")

    @Slot(int)
    def _choose_tab(self, index: int) -> None:
        self._pane = PANES[index]
        self._show_tab()
        self._panes[self._pane].setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _moved(self) -> None:
        self._sized = "user"

    @Slot()
    def _share_anew(self) -> None:
        if self.arrangement == "wide":
            self._sized = ""
            self._share_width()

    def _share_width(self) -> None:
        """The widths of the design, until the user has set others."""
        scale = theme_of(self).scale
        wide = self.width() / scale >= _WIDE_FROM
        name = f"{'wide' if wide else 'usual'} {scale}"
        if self._sized in ("user", name):
            return
        self._sized = name
        widths = _WIDE_WIDTHS if wide else _WIDTHS
        self.splitter.setSizes([round(width * scale) for width in widths])

    def _place_drawer(self) -> None:
        queue = self._panes["list"]
        width = min(theme_of(self).px(_DRAWER), self.width())
        queue.setGeometry(0, 0, width, self.height())
        queue.raise_()
