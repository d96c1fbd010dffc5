"""The panel below: tabs with counts, rows that open."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from curator.gui.bottom.panel import BottomPanel
from curator.gui.bottom.table import Cell, TableRow

ROWS = [TableRow("one", (Cell("First"), Cell("x"))), TableRow("two", (Cell("Second"), Cell("y")))]


def shown(qtbot: QtBot) -> BottomPanel:
    panel = BottomPanel()
    qtbot.addWidget(panel)
    panel.resize(900, 200)
    panel.show()
    return panel


def test_a_tab_opens_the_panel_and_closes_it_again(qtbot: QtBot) -> None:
    panel = shown(qtbot)
    assert not panel.open
    panel.strip.tabs[3].click()
    assert (panel.open, panel.tab) == (True, "problems")
    panel.strip.tabs[3].click()
    assert not panel.open
    assert panel.strip.current == -1


def test_the_count_stands_behind_the_name(qtbot: QtBot) -> None:
    panel = shown(qtbot)
    panel.show_rows("problems", ROWS)
    tab = panel.strip.tabs[3]
    assert tab.text() == "Problems 2"
    assert tab.width() == tab.sizeHint().width()  # at once, so that no paint cuts it
    panel.show_rows("problems", ())
    assert panel.strip.tabs[3].text() == "Problems"


def test_enter_opens_the_current_row_and_escape_closes_the_panel(qtbot: QtBot) -> None:
    panel = shown(qtbot)
    panel.show_rows("problems", ROWS)
    panel.show_tab("problems")
    opened: list[tuple[str, str]] = []
    panel.opened.connect(lambda tab, row: opened.append((tab, row)))
    table = panel.tables["problems"]
    table.setCurrentIndex(table.model().index(1, 0))
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert opened == [("problems", "two")]
    QTest.keyClick(table, Qt.Key.Key_Escape)
    assert not panel.open
