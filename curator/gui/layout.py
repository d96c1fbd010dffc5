"""The widgets of the window and how they stand in it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from curator.gui.article.pane import ArticlePane
from curator.gui.ask_bar import AskBar
from curator.gui.bottom.panel import BottomPanel
from curator.gui.drop_overlay import DropOverlay
from curator.gui.form.pane import FormPane
from curator.gui.main_window import MainWindow
from curator.gui.messages import Messages
from curator.gui.palette.palette import Palette
from curator.gui.panes import Panes
from curator.gui.queue.pane import QueuePane
from curator.gui.start.view import StartView
from curator.gui.status_bar import StatusBar
from curator.gui.theme.theme import theme_of
from curator.gui.widgets import Button, ElidedLabel, KeyHint, MessageBar, SearchField
from curator.gui.widgets.base import RESTYLING

_NARROW: Final = 900
QWIDGETSIZE_MAX: Final = (1 << 24) - 1


class Layout(QObject):
    """Everything that is seen, built once and put into the window.

    The list may be there before all else.
    """

    def __init__(self, window: MainWindow, queue: QueuePane | None = None) -> None:
        super().__init__(window)
        self.window = window
        ground = QWidget()
        self.message_bar = MessageBar(ground)
        self.messages = Messages(self.message_bar)
        self.ask = AskBar(ground)
        self.queue = queue or QueuePane()
        self.queue.setMinimumWidth(0)
        self.queue.setMaximumWidth(QWIDGETSIZE_MAX)
        self.article = ArticlePane()
        self.form = FormPane()
        self.panes = Panes((self.queue, self.article, self.form))
        self.bottom = BottomPanel()
        self.curating = QWidget()
        self.start = StartView()
        self.centre = QStackedWidget(ground)
        self.status = StatusBar(ground)
        self.corner = Corner(window)
        _column(self.curating, self.panes, self.bottom)
        self.centre.addWidget(self.curating)
        self.centre.addWidget(self.start)
        _column(ground, self.message_bar, self.ask, self.centre, self.status, growing=self.centre)
        window.menuBar().setCornerWidget(self.corner, Qt.Corner.TopRightCorner)
        self.corner.show()  # the window is on screen already
        window.setCentralWidget(ground)
        self.palette = Palette(window)
        self.drop = DropOverlay(window)
        self.panes.arranged.connect(self._make_room)
        self.bottom.toggled.connect(self._make_room)
        self.ask.unclaimed.connect(self._take_keyboard)

    def show_centre(self, page: QWidget) -> None:
        """Show a page instead of the one in the centre."""
        if self.centre.indexOf(page) < 0:
            self.centre.addWidget(page)
        self.centre.setCurrentWidget(page)

    def give_first_keyboard(self) -> None:
        """Nobody has had the keyboard yet: the list takes it, or where it is no pane, the article.

        Otherwise Qt would choose as soon as something closes: the button of a message.
        """
        focus: QWidget | None = self.window.focusWidget()
        if focus is not None and not self.message_bar.isAncestorOf(focus):
            return
        if self.panes.arrangement == "wide" and self.queue.isVisible():
            self.queue.focus_list()
        else:
            self._take_keyboard()

    @Slot()
    def _take_keyboard(self) -> None:
        """Nobody has the keyboard: the page in the centre takes it, curating the article."""
        if self.shown is self.curating and self.article.isVisible():
            self.article.focus_text()
        elif self.shown is not None:
            self.shown.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _make_room(self) -> None:
        """Where there is room for one pane only, the panel below shows itself when it is open."""
        self.bottom.setVisible(self.panes.arrangement != "tabs" or self.bottom.open)

    @property
    def shown(self) -> QWidget | None:
        return self.centre.currentWidget()


def _column(page: QWidget, *widgets: QWidget, growing: QWidget | None = None) -> None:
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for widget in widgets:
        column.addWidget(widget, 1 if widget is (growing or widgets[0]) else 0)


class Corner(QWidget):
    """The registry's name and the way to any study or article, at the right of the menus."""

    go_asked = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.name = ElidedLabel("", self, ink="ink2", px=13, semibold=True)
        self.go = _GoTo("Go to study or article", self, key="Ctrl+P")
        self.go.setObjectName("go.line")
        self.small = Button("", self, icon="search", rank="bare")
        self.small.setAccessibleName("Go to study or article")
        self._key = KeyHint("Ctrl+P", self)
        self.go.asked.connect(self.go_asked)
        self.small.clicked.connect(self.go_asked)
        self._row = QHBoxLayout(self)
        for widget in (self.name, self.go, self.small, self._key):
            self._row.addWidget(widget)
        window.resized.connect(self.fit)
        self.fit()

    def set_name(self, name: str) -> None:
        """Name the registry."""
        self.name.say(name)
        self.fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESTYLING:
            QTimer.singleShot(0, self.fit)  # not while Qt goes through the menu bar's children

    @Slot()
    def fit(self) -> None:
        """In a narrow window the line is an icon with its key."""
        px = theme_of(self).px
        narrow = self._window.width() < px(_NARROW)
        self.name.setVisible(not narrow)
        self.go.setVisible(not narrow)
        self.small.setVisible(narrow)
        self._key.setVisible(narrow)
        self.go.setFixedWidth(px(300))
        self._row.setContentsMargins(px(8), px(4), px(12), px(4))
        self._row.setSpacing(px(4 if narrow else 16))
        bar = self._window.menuBar()
        self.setFixedHeight(max(self._row.minimumSize().height(), bar.sizeHint().height() - 1))
        if bar.cornerWidget() is self:
            bar.setCornerWidget(self)  # the bar measures it only then


class _GoTo(SearchField):
    """It looks like a line to type in; the palette is where one types."""

    asked = Signal()

    def __init__(self, placeholder: str, parent: QWidget, *, key: str) -> None:
        super().__init__(placeholder, parent, key=key)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.asked.emit()
