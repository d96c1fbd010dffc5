from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QTextCursor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from curator.gui.article.keys import ARTICLE_KEYS
from curator.gui.article.values import ArticleText, BlockView
from curator.gui.article.view import ArticleView
from tests.gui.article.articles import at, span, words_of

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
LEFT = Qt.MouseButton.LeftButton


def go_to(view: ArticleView, cp: int) -> None:
    cursor = view.textCursor()
    cursor.setPosition(view.shown.to_display(cp))
    view.setTextCursor(cursor)


def test_the_caret_moves_and_selects_with_the_keyboard(view: ArticleView) -> None:
    go_to(view, at("IL-12")[0])
    for _ in range(5):
        QTest.keyClick(view, Key.Key_Right, SHIFT)
    assert words_of(view) == "IL-12"
    assert view.selected_range() == at("IL-12")
    QTest.keyClick(view, Key.Key_Right)
    for _ in range(2):
        QTest.keyClick(view, Key.Key_Right, CTRL | SHIFT)
    assert words_of(view) is not None
    assert (words_of(view) or "").startswith("👍🏽")


def test_selection_by_sentence(view: ArticleView) -> None:
    go_to(view, at("untreated")[0])
    QTest.keyClick(view, Key.Key_Right, ALT | SHIFT)
    assert words_of(view) == "Mice lived\u00a0longer than untreated mice."
    QTest.keyClick(view, Key.Key_Right, ALT | SHIFT)
    assert (words_of(view) or "").endswith("Dr. Brown led it.")
    QTest.keyClick(view, Key.Key_Left, ALT | SHIFT)
    assert words_of(view) == "Mice lived\u00a0longer than untreated mice."
    QTest.keyClick(view, Key.Key_Right, ALT)
    assert view.selected_range() is None
    assert view.caret() == at("Dr. Brown")[0]
    QTest.keyClick(view, Key.Key_Left, ALT)
    assert view.caret() == at("Mice lived")[0]


def test_the_sentence_backwards(view: ArticleView) -> None:
    go_to(view, at("Brown")[0])
    QTest.keyClick(view, Key.Key_Left, ALT | SHIFT)
    assert words_of(view) == "Dr. Brown led it."
    QTest.keyClick(view, Key.Key_Left, ALT | SHIFT)
    assert (words_of(view) or "").startswith("Mice lived")
    assert (words_of(view) or "").endswith("led it.")


def test_sentences_in_folds_are_passed_over(view: ArticleView) -> None:
    go_to(view, 0)
    QTest.keyClick(view, Key.Key_Right, ALT)
    assert view.caret() == at("The team")[0]


def test_selecting_more_and_less(view: ArticleView) -> None:
    go_to(view, at("untreated")[0] + 3)
    seen = []
    for _ in range(3):
        QTest.keyClick(view, Key.Key_Up, ALT | SHIFT)
        seen.append(words_of(view))
    assert seen[0] == "untreated"
    assert seen[1] == "Mice lived\u00a0longer than untreated mice."
    assert (seen[2] or "").endswith("Nobody was harmed.")
    QTest.keyClick(view, Key.Key_Down, ALT | SHIFT)
    assert words_of(view) == seen[1]
    QTest.keyClick(view, Key.Key_Down, ALT | SHIFT)
    assert words_of(view) == seen[0]


@pytest.mark.parametrize(("typed", "heard"), [("p", "P"), ("P", "P"), ("/", "/"), ("5", "")])
def test_a_letter_is_said_and_types_nothing(view: ArticleView, typed: str, heard: str) -> None:
    said: list[str] = []
    view.letter_pressed.connect(said.append)
    view.select(*at("IL-12"))
    QTest.keyClicks(view, typed)
    assert said == ([heard] if heard else [])
    assert words_of(view) == "IL-12"
    assert view.document().toRawText().replace("\u2029", "\n") == view.shown.display


def test_a_letter_with_a_modifier_is_none(view: ArticleView) -> None:
    said: list[str] = []
    view.letter_pressed.connect(said.append)
    QTest.keyClick(view, Key.Key_P, CTRL)
    QTest.keyClick(view, Key.Key_P, ALT)
    QTest.keyClick(view, Key.Key_P, SHIFT)
    assert said == []


@pytest.mark.parametrize(
    "words", ["IL-12", "👍🏽", "e\u0301lite", "lived\u00a0longer", "12 👍🏽 near", "cells.\n\nMice"]
)
def test_copy_gives_the_exact_words(view: ArticleView, words: str) -> None:
    view.select(*at(words))
    QTest.keyClick(view, Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == words


def test_copy_over_a_fold_has_what_is_folded(view: ArticleView) -> None:
    body = "Before.\nHome\nSport\nAfter."
    blocks = (BlockView("main", 0, 7), BlockView("furniture", 8, 18), BlockView("main", 19, 25))
    view.show_article(ArticleText("x", "A-1", "", "", body, blocks))
    assert "folded (2 lines)" in view.shown.display
    QTest.keyClick(view, Key.Key_A, CTRL)
    assert view.selected_range() == (0, len(body))
    QTest.keyClick(view, Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == body
    assert [fold.lines for fold in view.selected_folds()] == [2]


def test_everything_selected_leaves_out_the_folds_at_both_ends(view: ArticleView) -> None:
    QTest.keyClick(view, Key.Key_A, CTRL)
    assert view.selected_range() == (at("The team")[0], at("was harmed.")[1])
    assert view.selected_folds() == ()


def test_a_selection_inside_a_placeholder_is_none(view: ArticleView) -> None:
    fold = view.shown.folds[0]
    cursor = view.textCursor()
    cursor.setPosition(fold.display_start + 4)
    cursor.setPosition(fold.display_end - 2, QTextCursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)
    assert view.textCursor().hasSelection()
    assert view.selected_range() is None


def test_return_on_evidence_tells_the_field(qtbot: QtBot, view: ArticleView) -> None:
    view.set_spans([span("payload", "IL-12", "P")])
    go_to(view, at("IL-12")[0] + 2)
    with qtbot.waitSignal(view.evidence_clicked) as heard:
        QTest.keyClick(view, Key.Key_Return)
    assert heard.args == ["payload"]


def test_zoom_by_keys_and_wheel_keeps_the_selection(view: ArticleView) -> None:
    view.select(*at("IL-12"))
    width, size = view.column_width(), view.document().defaultFont().pixelSize()
    QTest.keyClick(view, Key.Key_Minus, CTRL)
    assert view.zoom == 0.9
    assert view.column_width() < width
    assert view.document().defaultFont().pixelSize() < size
    QTest.keyClick(view, Key.Key_0, CTRL)
    assert (view.zoom, view.column_width()) == (1.0, width)
    where = QPointF(200, 200)
    wheel = QWheelEvent(
        where,
        view.mapToGlobal(where),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        CTRL,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), wheel)
    assert view.zoom == 1.1
    assert words_of(view) == "IL-12"


def test_every_own_key_is_in_the_table_once() -> None:
    keys = [one for key in ARTICLE_KEYS for one in key.keys.split(", ")]
    assert len(keys) == len(set(keys))
    assert all(key.does for key in ARTICLE_KEYS)
