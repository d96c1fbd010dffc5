"""Five tabs below the article and the form; the strip of their names is always there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from curator.gui.bottom.table import SmallTable, TableRow
from curator.gui.tab_strip import TabStrip
from curator.gui.theme.theme import theme_of
from curator.gui.widgets import Button, ElidedLabel, Surface

Tab = Literal["evidence", "history", "compare", "problems", "tasks"]
TABS: Final[tuple[Tab, ...]] = ("evidence", "history", "compare", "problems", "tasks")
_HEIGHT: Final = 148
_LEAST: Final = 96
"""A low window gets two rows of a table; its status bar is never pushed out."""
_COLUMNS: Final[Mapping[Tab, tuple[tuple[str, int], ...]]] = {
    "evidence": (
        ("Field", 10),
        ("Quote", 38),
        ("Place", 14),
        ("Value", 16),
        ("Basis", 7),
        ("Scope", 8),
        ("Status", 11),
    ),
    "history": (("Rev", 6), ("What", 34), ("Reason", 26), ("When", 14), ("Who", 12), ("Seal", 8)),
    "compare": (("Field", 16), ("Agreement", 12), ("The others", 72)),
    "problems": (("Problem", 84), ("Do", 16)),
    "tasks": (("Task", 14), ("State", 12), ("At", 14), ("Result", 60)),
}
_DROPS: Final[Mapping[Tab, tuple[int, ...]]] = {"evidence": (5, 4, 2)}
"""Scope, then basis, then the place, give way to the words of the status."""
_EMPTY: Final[Mapping[Tab, str]] = {
    "evidence": "No words of this article support a value yet.",
    "history": "Nothing of this study is saved yet.",
    "compare": "No other article reports this study.",
    "problems": "Nothing waits for you.",
    "tasks": "Nothing has run yet.",
}


class BottomPanel(Surface):
    """``opened`` brings the tab and the id of a row; ``toggled`` says that it was opened or closed.

    ``more_asked`` brings ``history`` or ``compare``: the whole window for it.
    """

    edge = "top"
    opened = Signal(str, str)
    toggled = Signal(bool)
    shown_tab = Signal(str)
    more_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bottom.panel")
        self.setAccessibleName("Bottom panel")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.strip = TabStrip([tab.capitalize() for tab in TABS], self)
        self.toggle = Button("Bottom panel", self.strip, key="Ctrl+J", rank="bare", small=True)
        self.strip.row.addWidget(self.toggle)
        self.pages = QStackedWidget(self)
        self.tables: dict[Tab, SmallTable] = {}
        self._empty: dict[Tab, ElidedLabel] = {}
        for tab in TABS:
            self.pages.addWidget(self._page(tab))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(self.pages)
        self.strip.chosen.connect(self._choose)
        self.toggle.clicked.connect(self._toggle)
        self.pages.hide()
        for tab in TABS:
            self.show_rows(tab, ())
        self._space()

    def _page(self, tab: Tab) -> QWidget:
        page = QWidget(self.pages)
        table = SmallTable(tab.capitalize(), _COLUMNS[tab], page, drops=_DROPS.get(tab, ()))
        table.opened.connect(self._opened)
        self.tables[tab] = table
        self._empty[tab] = ElidedLabel(_EMPTY[tab], page, ink="ink3", px=13)
        foot = QHBoxLayout()
        foot.addWidget(self._empty[tab])
        foot.addStretch(1)
        if tab in ("history", "compare"):
            key = "Ctrl+H" if tab == "history" else "Alt+C"
            more = Button(f"Open {tab}", page, key=key, small=True)
            more.setObjectName(tab)
            more.clicked.connect(self._ask_more)
            foot.addWidget(more)
        column = QVBoxLayout(page)
        column.addWidget(table, 1)
        column.addLayout(foot)
        return page

    @property
    def open(self) -> bool:
        return self.pages.isVisibleTo(self)

    @property
    def tab(self) -> Tab:
        return TABS[self.pages.currentIndex()]

    def set_open(self, open_it: bool) -> None:
        if open_it == self.open:
            return
        self.pages.setVisible(open_it)
        self.strip.set_current(self.pages.currentIndex() if open_it else -1)
        self.toggled.emit(open_it)
        if open_it:
            self.shown_tab.emit(self.tab)

    def show_tab(self, tab: Tab) -> None:
        """Open the panel on that tab."""
        index = TABS.index(tab)
        self.pages.setCurrentIndex(index)
        if self.open:
            self.strip.set_current(index)
            self.shown_tab.emit(tab)
        else:
            self.set_open(True)

    def show_rows(self, tab: Tab, rows: Sequence[TableRow], *, count: int | None = None) -> None:
        """What a tab holds; its count stands behind its name."""
        self.tables[tab].show_rows(rows)
        self.tables[tab].setVisible(bool(rows))
        self._empty[tab].setVisible(not rows)
        number = len(rows) if count is None else count
        name = tab.capitalize()
        self.strip.set_name(TABS.index(tab), f"{name} {number}" if number else name)

    def focus_tab(self) -> None:
        """Put the focus into the open tab; opens the panel."""
        self.set_open(True)
        table = self.tables[self.tab]
        target = table if table.isVisible() else self.strip.tabs[self.pages.currentIndex()]
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot(int)
    def _choose(self, index: int) -> None:
        if self.open and self.pages.currentIndex() == index:
            self.set_open(False)
        else:
            self.show_tab(TABS[index])

    @Slot()
    def _toggle(self) -> None:
        self.set_open(not self.open)

    @Slot(str)
    def _opened(self, row: str) -> None:
        self.opened.emit(self.tab, row)

    @Slot()
    def _ask_more(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.more_asked.emit(sender.objectName())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.open:
            self.set_open(False)
        else:
            super().keyPressEvent(event)

    def _space(self) -> None:
        px = theme_of(self).px
        self.pages.setMinimumHeight(px(_LEAST))
        self.pages.setMaximumHeight(px(_HEIGHT))
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(0, 1, 0, 0)
        for index in range(self.pages.count()):
            page = self.pages.widget(index)
            within = page.layout() if page is not None else None
            if within is not None:
                within.setContentsMargins(px(16), px(8), px(16), px(8))
                within.setSpacing(px(6))
