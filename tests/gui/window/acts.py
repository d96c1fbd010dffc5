"""What a user does, by keys and by pointer."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from curator.gui.draft import Draft
from curator.gui.workbench import Workbench
from curator.services.listing import article_rows
from curator.services.registry import Registry
from curator.services.values import ArticleRow

LONG = 60_000


def draft_of(bench: Workbench) -> Draft:
    draft = bench.session.draft
    assert draft is not None
    return draft


def open_article(qtbot: QtBot, bench: Workbench, number: int) -> None:
    """Click its row."""
    table = bench.layout.queue.articles
    index = table.rows.index(table.rows.row_of(number), 0)
    where = table.visualRect(index).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    qtbot.waitUntil(lambda: draft_of(bench).article.number == number, timeout=LONG)


def select(bench: Workbench, words: str) -> None:
    """Select words in the article, which gets the keyboard."""
    view = bench.layout.article.view
    start = draft_of(bench).article.body.index(words)
    view.select(start, start + len(words))
    view.setFocus()


def press(qtbot: QtBot, bench: Workbench, letter: str) -> None:
    QTest.keyClicks(bench.layout.article.view, letter)


def run(bench: Workbench, command: str) -> None:
    """Choose a command in its menu."""
    action = bench.actions[command]
    assert action.isEnabled(), command
    action.trigger()


def wait_saved(qtbot: QtBot, bench: Workbench) -> None:
    qtbot.waitUntil(lambda: bench.layout.status.saved.text().startswith("Saved"), timeout=LONG)


def answer(qtbot: QtBot, bench: Workbench, words: str) -> None:
    """Answer the question in the bar."""
    ask = bench.layout.ask
    qtbot.waitUntil(ask.isVisible, timeout=LONG)
    ask.line.setText("")
    QTest.keyClicks(ask.line, words)
    QTest.keyClick(ask.line, Qt.Key.Key_Return)


def rows_in(registry: str) -> dict[int, ArticleRow]:
    """The articles as another program reads them."""
    opened = Registry.open(registry, read_only=True)
    try:
        return {row.number: row for row in article_rows(opened, range(1, 50))}
    finally:
        opened.close()
