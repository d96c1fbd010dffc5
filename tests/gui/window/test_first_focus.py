"""Who has the keyboard after the start: never the button of a message."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from curator.gui.workbench import Workbench
from tests.gui.window.acts import LONG, draft_of, run
from tests.gui.window.conftest import OPEN_MS, Opener, is_settled


def focused() -> QWidget:
    found: QWidget | None = QApplication.focusWidget()
    assert found is not None
    return found


def with_message(
    qtbot: QtBot, open_window: Opener, registry: object, acted: list[str]
) -> Workbench:
    """A window that has something to say before its first article is shown."""
    bench = open_window(str(registry), wait=False)
    bench.layout.messages.say(
        "twice",
        kind="info",
        parts="Two articles may be the same.",
        action="Review",
        act=lambda: acted.append("review"),
        weight="standing",
    )
    qtbot.waitUntil(lambda: is_settled(bench), timeout=OPEN_MS)
    bench.window.activateWindow()
    qtbot.waitUntil(bench.window.isActiveWindow, timeout=LONG)
    return bench


def test_the_list_has_the_keyboard_although_a_message_is_shown(
    qtbot: QtBot, open_window: Opener, registry_path: object
) -> None:
    acted: list[str] = []
    bench = with_message(qtbot, open_window, registry_path, acted)
    assert bench.layout.message_bar.isVisible()
    assert focused() is bench.layout.queue.articles
    run(bench, "go.to")
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    assert focused() is bench.layout.queue.articles
    run(bench, "go.to")
    palette = bench.layout.palette
    QTest.keyClicks(palette.line, "a2")
    qtbot.waitUntil(lambda: len(palette.labels) == 1, timeout=LONG)
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: draft_of(bench).article.number == 2, timeout=LONG)
    assert not bench.layout.message_bar.isAncestorOf(focused())
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert acted == []


def test_an_article_that_is_opened_later_leaves_the_keyboard_where_it_is(
    qtbot: QtBot, open_window: Opener, registry_path: object
) -> None:
    bench = with_message(qtbot, open_window, registry_path, [])
    bench.layout.queue.focus_search()
    run(bench, "go.next")
    qtbot.waitUntil(lambda: draft_of(bench).article.number == 2, timeout=LONG)
    assert focused() is bench.layout.queue.search


def test_a_message_closed_by_a_click_leaves_the_keyboard_where_it_is(
    qtbot: QtBot, open_window: Opener, registry_path: object
) -> None:
    acted: list[str] = []
    bench = with_message(qtbot, open_window, registry_path, acted)
    bench.layout.messages.say("result", kind="warn", parts="Two files failed.", action="Report")
    bench.layout.queue.focus_search()
    bar = bench.layout.message_bar
    for left in (True, False):
        QTest.mouseClick(bar.close_button, Qt.MouseButton.LeftButton)
        assert bar.isVisible() is left
        assert focused() is bench.layout.queue.search
    assert acted == []
