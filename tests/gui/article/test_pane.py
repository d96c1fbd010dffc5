from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from curator.gui.article.finding import PIECE, Finding
from curator.gui.article.pane import HINT, ArticlePane
from curator.gui.article.values import ArticleText, BlockView
from curator.gui.theme.theme import ThemeHolder, theme_of
from curator.gui.theme.tokens import DARK, LIGHT
from curator.gui.widgets import Button, ElidedLabel
from tests.gui.article.articles import BODY, article, at, plain, words_of
from tests.gui.dressed import drawn, has

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def said(pane: ArticlePane) -> set[str]:
    """Everything the pane's labels say."""
    return {label.text() for label in pane.findChildren(ElidedLabel) if label.isVisible()} | {
        button.text() for button in pane.findChildren(Button) if button.isVisible()
    }


def test_the_pane_always_names_its_article(pane: ArticlePane) -> None:
    assert {"A-0002", "Some Site · 2 paragraphs", "Find", "Unfold", HINT} <= said(pane)
    assert "4 lines of page furniture folded" in said(pane)
    pane.resize(330, 500)
    assert "A-0002" in said(pane)
    assert not pane.header.label.cut
    assert pane.header.find_button.text() == ""
    assert pane.header.find_button.accessibleName() == "Find"


def test_an_article_without_outlet_is_named_by_its_title_or_first_words(
    pane: ArticlePane,
) -> None:
    body = "Home\nFirst words of the article, and many more."
    blocks = (BlockView("furniture", 0, 4), BlockView("main", 5, len(body)))
    pane.show_article(ArticleText("x", "A-1", "", "", body, blocks))
    assert any(words.startswith("First words of the article") for words in said(pane))


def test_without_an_article_there_is_a_sentence(pane: ArticlePane) -> None:
    pane.clear()
    assert "No article" in said(pane)
    assert not pane.view.isVisible()
    assert not pane.header.find_button.isVisible()
    pane.open_find()
    assert not pane.find_bar.isVisible()
    pane.show_article(article())
    assert pane.view.isVisible()


@pytest.mark.parametrize(
    ("encoding", "replacements", "words"),
    [
        ("utf-8", 0, "UTF-8"),
        ("UTF-8", 1, "UTF-8, 1 unread"),
        ("windows-1252", 0, "Windows-1252"),
        ("windows-1252", 3, "Windows-1252, 3 unread"),
        ("", 0, ""),
    ],
)
def test_a_badge_says_how_the_bytes_were_read(
    pane: ArticlePane, encoding: str, replacements: int, words: str
) -> None:
    body = "Text."
    pane.show_article(
        ArticleText(
            "x",
            "A-1",
            "",
            "",
            body,
            (),
            encoding=encoding,
            replacements=replacements,
            media_type="text/plain",
        )
    )
    assert pane.header.encoding.isVisible() is bool(words)
    if words:
        assert pane.header.encoding.text() == words
        assert pane.header.encoding.accessibleName() == words


@pytest.mark.parametrize(("encoding", "offered"), [("utf-8", False), ("windows-1252", True)])
def test_another_encoding_is_offered_only_where_it_can_mend_spoilt_words(
    pane: ArticlePane, encoding: str, offered: bool
) -> None:
    spoilt = replace(
        article(), encoding=encoding, media_type="text/plain", mojibake="1 word looks spoilt."
    )
    pane.show_article(spoilt)
    assert pane.notice.accessibleName() == "Warning: 1 word looks spoilt."
    assert pane.notice.isVisible()
    assert ("Other encoding" in said(pane)) == offered
    assert "Repair in a further text" in said(pane)
    pane.show_article(replace(spoilt, mojibake="", lacks="text layer", pages=1))
    assert "Repair in a further text" not in said(pane)


def test_fold_and_unfold_in_the_footer(pane: ArticlePane) -> None:
    QTest.mouseClick(pane.footer.fold, Qt.MouseButton.LeftButton)
    assert "Home" in pane.view.shown.display
    assert {"Fold", "4 lines of page furniture shown"} <= said(pane)
    QTest.mouseClick(pane.footer.fold, Qt.MouseButton.LeftButton)
    assert "Home" not in pane.view.shown.display


def test_cleaned_and_raw(pane: ArticlePane) -> None:
    QTest.mouseClick(pane.header.modes.segments[1], Qt.MouseButton.LeftButton)
    assert pane.view.shown.display == BODY
    assert "Unfold" not in said(pane)
    pane.set_mode("cleaned")
    assert "Unfold" in said(pane)


def test_a_selection_over_a_fold_is_said(pane: ArticlePane) -> None:
    body = "Before.\nHome\nSport\nAfter."
    blocks = (BlockView("main", 0, 7), BlockView("furniture", 8, 18), BlockView("main", 19, 25))
    pane.show_article(ArticleText("x", "A-1", "", "", body, blocks))
    QTest.keyClick(pane.view, Key.Key_A, CTRL)
    assert "The selection holds 2 folded lines" in said(pane)
    QTest.keyClick(pane.view, Key.Key_Home, CTRL)
    assert HINT in said(pane)


def test_find_goes_on_and_back_and_leaves_the_hit_selected(pane: ArticlePane) -> None:
    QTest.keyClick(pane.view, Key.Key_F, CTRL)
    assert pane.find_bar.isVisible()
    assert pane.focusWidget() is pane.find_bar.words
    QTest.keyClicks(pane.find_bar.words, "mice")
    assert pane.find_bar.count.text() == "1 of 2"
    assert pane.view.selected_range() == at("Mice")
    assert len(pane.view.extraSelections()) == 2
    QTest.keyClick(pane.find_bar.words, Key.Key_Return)
    assert pane.view.selected_range() == at("mice")
    QTest.keyClick(pane.find_bar.words, Key.Key_Return)
    assert pane.view.selected_range() == at("Mice")
    QTest.keyClick(pane.find_bar.words, Key.Key_Return, SHIFT)
    assert pane.find_bar.count.text() == "2 of 2"
    heard: list[str] = []
    pane.view.letter_pressed.connect(heard.append)
    QTest.keyClick(pane.find_bar.words, Key.Key_Escape)
    assert not pane.find_bar.isVisible()
    assert pane.view.extraSelections() == []
    assert words_of(pane.view) == "mice"
    QTest.keyClicks(pane.view, "m")
    assert heard == ["M"]


def test_find_begins_at_the_caret(pane: ArticlePane) -> None:
    pane.view.select(*at("untreated"))
    QTest.keyClick(pane.view, Key.Key_Right)
    pane.open_find()
    QTest.keyClicks(pane.find_bar.words, "mice")
    assert pane.view.selected_range() == at("mice")


def test_find_takes_the_selected_words(pane: ArticlePane) -> None:
    pane.view.select(*at("cells"))
    pane.open_find()
    assert pane.find_bar.words.text() == "cells"
    assert pane.find_bar.count.text() == "1 of 2"


def test_find_in_a_fold_unfolds_it(pane: ArticlePane) -> None:
    pane.open_find()
    QTest.keyClicks(pane.find_bar.words, "sport")
    assert words_of(pane.view) == "Sport"
    assert len(pane.view.shown.folds) == 1


@pytest.mark.parametrize("query", ["élite", "E\u0301LITE", "lived longer", "👍🏽 near"])
def test_find_is_true_to_the_offsets(pane: ArticlePane, query: str) -> None:
    pane.open_find()
    pane.find_bar.words.setText(query)
    QTest.keyClick(pane.find_bar.words, Key.Key_End)
    QTest.keyClicks(pane.find_bar.words, " ")
    assert pane.find_bar.count.text() == "1 of 1"
    found = words_of(pane.view) or ""
    assert found in ("e\u0301lite", "lived\u00a0longer", "👍🏽 near")


def test_nothing_found_is_said(pane: ArticlePane) -> None:
    pane.open_find()
    QTest.keyClicks(pane.find_bar.words, "xyz")
    assert pane.find_bar.count.text() == "No hits"
    QTest.keyClick(pane.find_bar.words, Key.Key_Return)
    assert pane.view.selected_range() is None
    for _ in range(3):
        QTest.keyClick(pane.find_bar.words, Key.Key_Backspace)
    assert pane.find_bar.count.text() == ""


def test_another_article_is_searched_for_the_same_words(pane: ArticlePane) -> None:
    pane.open_find()
    QTest.keyClicks(pane.find_bar.words, "mice")
    pane.show_article(plain("Mice, mice, mice."))
    assert pane.find_bar.hits == 3


def test_a_long_text_is_searched_in_pieces(qtbot: QtBot) -> None:
    line = "Some words about mice and Übungen. "
    text = line * (2 * PIECE // len(line) + 100)
    finding = Finding()
    finding.set_text(text)
    finding.search("mice and übungen")
    assert 0 < len(finding.hits) < text.count("mice")
    qtbot.waitUntil(lambda: finding.complete)
    assert len(finding.hits) == text.count("mice")
    assert {text[start:end] for start, end in finding.hits} == {"mice and Übungen"}
    assert finding.hits == sorted(finding.hits)
    finding.search("")
    assert finding.hits == []


def test_the_text_may_wear_a_theme_of_its_own(pane: ArticlePane, holder: ThemeHolder) -> None:
    pane.set_own_tokens(DARK)
    assert theme_of(pane.view).tokens is DARK
    assert theme_of(pane).tokens is LIGHT
    assert has(drawn(pane.view), DARK.paper)
    holder.choose(scale=1.5)
    assert theme_of(pane.view).scale == 1.5
    assert has(drawn(pane.view), DARK.paper)
    pane.set_own_tokens(None)
    assert has(drawn(pane.view), LIGHT.paper)
    assert not has(drawn(pane.view), DARK.paper)


def test_the_focused_text_has_a_ring(pane: ArticlePane) -> None:
    assert has(drawn(pane), LIGHT.accent)
    corner = drawn(pane.view).pixelColor(1, 200).name()
    assert corner == LIGHT.accent.lower()
    pane.header.modes.segments[0].setFocus()
    assert drawn(pane.view).pixelColor(1, 200).name() == LIGHT.paper.lower()
