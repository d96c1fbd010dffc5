"""The ways in, the panes and the keyboard where a window is narrow, and what is remembered."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QStyleHints
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from curator.gui import furnishing as furnishing_module
from curator.gui.bottom.table import Cell, SmallTable, TableRow
from curator.gui.compare.pane import CompareView
from curator.gui.first_look import FirstLook
from curator.gui.furnishing import Furnishing
from curator.gui.history.pane import HistoryView
from curator.gui.main_window import MainWindow
from curator.gui.opening import Opening
from curator.gui.theme.theme import theme_holder
from curator.gui.theme.tokens import DARK, LIGHT
from curator.gui.workbench import Workbench
from curator.services.settings import load_settings, update_settings
from tests.gui.window.acts import LONG, draft_of, run
from tests.gui.window.conftest import Opener, close_window, is_settled
from tests.gui.window.test_study_views import disagree

# Opening.


def test_a_registry_that_is_not_there_can_be_made_by_the_button(
    qtbot: QtBot, open_window: Opener, tmp_path: Path
) -> None:
    path = tmp_path / "nowhere.curator"
    bench = open_window(path, wait=False)
    qtbot.waitUntil(lambda: bench.layout.messages.shown is not None, timeout=LONG)
    assert bench.layout.shown is bench.layout.start
    assert bench.layout.start.title.text() == "No registry is open"
    choices = [one.text() for one in bench.layout.start.choices]
    assert choices == ["Open the sample", "New registry…", "Open a registry…"]
    assert bench.layout.message_bar.button.text() == "Make it"
    assert not path.exists()
    bench.layout.message_bar.button.click()
    qtbot.waitUntil(lambda: is_settled(bench), timeout=LONG)
    assert path.exists()
    assert bench.layout.messages.shown is None
    assert bench.layout.start.title.text() == "This registry is empty"


def test_a_window_that_follows_the_system_changes_its_colours_with_it(
    bench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert bench.window.isVisible()
    theme_holder().choose("system")
    for scheme, tokens in ((Qt.ColorScheme.Dark, DARK), (Qt.ColorScheme.Light, LIGHT)):
        # Off screen there is no system to ask.
        monkeypatch.setattr(QStyleHints, "colorScheme", lambda _, scheme=scheme: scheme)
        QApplication.styleHints().colorSchemeChanged.emit(scheme)
        assert theme_holder().theme.tokens is tokens


def test_a_spoilt_file_leads_to_the_backups(
    qtbot: QtBot, open_window: Opener, tmp_path: Path, own_home: Path
) -> None:
    path = tmp_path / "spoilt.curator"
    path.write_bytes(b"\0" * 5_000)
    (own_home / "backups").mkdir(parents=True)
    bench = open_window(path, wait=False)
    qtbot.waitUntil(lambda: bench.layout.messages.shown is not None, timeout=LONG)
    assert bench.layout.shown is bench.layout.start
    assert bench.layout.message_bar.button.text() == "Open…"
    bench.layout.message_bar.button.click()
    dialog = bench.window.findChild(QFileDialog, "file.chooser")
    assert dialog is not None
    assert Path(dialog.directory().absolutePath()) == own_home / "backups"
    dialog.reject()


def test_that_the_last_registry_is_gone_is_said(
    qtbot: QtBot, open_window: Opener, registry_path: Path, tmp_path: Path
) -> None:
    gone = tmp_path / "gone.curator"
    update_settings(lambda one: one.with_recent(str(registry_path)).with_recent(str(gone)))
    bench = open_window("")
    message = bench.layout.messages.shown
    assert message is not None
    assert message.text.startswith(f"{gone}, which was open last, is not there any more")


def test_a_part_that_cannot_be_imported_is_told_in_the_window(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, registry_path: Path
) -> None:
    monkeypatch.setattr(furnishing_module, "WORKBENCH", "curator.gui.no_such_part")
    window = MainWindow()
    window.show()
    made = Furnishing(
        window,
        FirstLook(),
        target=str(registry_path),
        author="",
        sample=False,
        offscreen_dir=None,
    )
    qtbot.waitUntil(lambda: bool(window.statusBar().children()[2:]), timeout=LONG)
    told = [one.text() for one in window.statusBar().findChildren(QLabel)]
    assert "no_such_part" in told[0]
    assert "curator.log" in told[0]
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=LONG)
    made.end(0)
    window.deleteLater()


# Panes.


def test_alt_c_and_ctrl_h_lead_from_one_view_to_the_other(qtbot: QtBot, bench: Workbench) -> None:
    disagree(qtbot, bench)
    alt, ctrl = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
    window = bench.window
    bench.layout.bottom.focus_tab()
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_C, alt)
    qtbot.waitUntil(lambda: isinstance(bench.layout.shown, CompareView), timeout=LONG)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_H, ctrl)
    qtbot.waitUntil(lambda: isinstance(bench.layout.shown, HistoryView), timeout=LONG)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_C, alt)
    qtbot.waitUntil(lambda: isinstance(bench.layout.shown, CompareView), timeout=LONG)


def test_the_keyboard_stays_in_the_panes_when_the_list_goes(qtbot: QtBot, bench: Workbench) -> None:
    disagree(qtbot, bench)  # so that a button stands in the message bar
    view = bench.layout.article.view
    bench.window.resize(900, 700)
    qtbot.waitUntil(lambda: bench.layout.panes.arrangement == "tabs", timeout=LONG)
    run(bench, "view.list")
    assert bench.layout.queue.isAncestorOf(bench.window.focusWidget())
    QTest.keyClick(bench.window.focusWidget(), Qt.Key.Key_Escape)
    assert view.isVisible()
    assert bench.window.focusWidget() is view
    bench.window.resize(1280, 800)
    qtbot.waitUntil(lambda: bench.layout.panes.arrangement == "wide", timeout=LONG)
    assert bench.window.focusWidget() is view
    run(bench, "pane.list")
    run(bench, "view.list")  # hides it
    assert bench.window.focusWidget() is view


def test_the_tab_of_the_article_says_which_is_open(qtbot: QtBot, bench: Workbench) -> None:
    assert bench.layout.panes.strip.tabs[1].text() == "Article A-0001"
    run(bench, "go.next")
    qtbot.waitUntil(lambda: draft_of(bench).article.number == 2, timeout=LONG)
    assert bench.layout.panes.strip.tabs[1].text() == "Article A-0002"


def test_the_comparison_below_begins_with_the_conflicts(qtbot: QtBot, bench: Workbench) -> None:
    disagree(qtbot, bench)
    rows = bench.layout.bottom.tables["compare"].table_rows
    assert rows[0].cells[1].text == "Conflict"


@pytest.mark.parametrize(("width", "hidden"), [(1200, []), (520, [4]), (430, [4, 3])])
def test_a_narrow_table_leaves_out_columns_before_it_cuts_the_status(
    qtbot: QtBot, width: int, hidden: list[int]
) -> None:
    shares = (("Field", 10), ("Quote", 46), ("Value", 18), ("Basis", 7), ("Scope", 8), ("S", 11))
    table = SmallTable("Evidence", shares, drops=(4, 3))
    qtbot.addWidget(table)
    cells = ("Field", "quote", "value", "basis", "scope")
    row = TableRow("1", (*map(Cell, cells), Cell("Not applicable", "minus")))
    table.show_rows([row])
    table.resize(width, 200)
    table.show()
    needed = table.fontMetrics().horizontalAdvance("Not applicable")
    assert table.columnWidth(5) > needed
    assert table.columnWidth(5) + 20 > width * 11 // 100
    assert all(table.isColumnHidden(column) for column in hidden)
    assert not any(table.isColumnHidden(column) for column in (0, 1, 2, 5))


# What is remembered.


def test_zoom_presses_are_taken_together_and_written_soon(qtbot: QtBot, bench: Workbench) -> None:
    holder = theme_holder()
    seen: list[float] = []
    holder.changed.connect(lambda: seen.append(holder.theme.scale))
    for _ in range(12):
        run(bench, "zoom.in")
    qtbot.waitUntil(lambda: holder.theme.scale == pytest.approx(2.2), timeout=LONG)
    assert len(seen) == 1
    qtbot.waitUntil(lambda: load_settings()[0].zoom == 220, timeout=LONG)
    run(bench, "theme.dark")
    qtbot.waitUntil(lambda: load_settings()[0].window.get("scheme") == "dark", timeout=LONG)
    run(bench, "theme.light")
    run(bench, "zoom.reset")
    qtbot.waitUntil(lambda: load_settings()[0].zoom == 100, timeout=LONG)


def test_a_window_that_was_not_moved_stays_where_it_is(
    qtbot: QtBot, open_window: Opener, registry_path: Path
) -> None:
    bench = open_window(registry_path)
    close_window(qtbot, bench.window)
    first = load_settings()[0].window["geometry"]
    again = open_window(registry_path)
    close_window(qtbot, again.window)
    assert load_settings()[0].window["geometry"] == first
    moved = open_window(registry_path)
    moved.window.resize(1000, 700)
    close_window(qtbot, moved.window)
    assert load_settings()[0].window["geometry"] != first


def test_the_corner_of_the_menus_stays_in_the_window(
    qtbot: QtBot, bench: Workbench, tmp_path: Path
) -> None:
    corner = bench.layout.corner

    def fits() -> bool:
        right = corner.mapTo(bench.window, corner.rect().topRight()).x()
        name = corner.name
        whole = name.width() >= name.sizeHint().width() or not name.isVisible()
        return right <= bench.window.width() and whole

    assert fits()
    bench.registry.open(Opening(target=str(tmp_path / "a-longer-name.curator"), create=True))
    title = "a-longer-name.curator – Curator"
    qtbot.waitUntil(lambda: bench.window.windowTitle() == title, timeout=LONG)
    qtbot.waitUntil(fits, timeout=LONG)
    for width in (1000, 800, 1600):
        bench.window.resize(width, 700)
        qtbot.waitUntil(fits, timeout=LONG)


def test_the_picture_of_no_screen_waits_for_what_the_study_says(
    qtbot: QtBot, open_window: Opener, registry_path: Path, tmp_path: Path
) -> None:
    bench = open_window(registry_path)
    disagree(qtbot, bench)
    close_window(qtbot, bench.window)
    window = MainWindow()
    window.show()
    made = Furnishing(
        window,
        FirstLook(),
        target=str(registry_path),
        author="",
        sample=False,
        offscreen_dir=tmp_path / "out",
    )
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=2 * LONG)
    assert (tmp_path / "out" / "window.png").stat().st_size > 10_000
    assert made.bench is not None
    assert made.bench.curating.conflicts() == ["Organism"]
    assert made.end(0) == 0
    window.deleteLater()
