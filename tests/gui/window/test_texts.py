"""Marking blocks and choosing texts, as a curator does it in the window."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from curator.gui.workbench import Workbench
from curator.services.importing import import_paths
from curator.services.listing import find
from curator.services.opening import open_article as opened_article
from curator.services.registry import Registry
from curator.services.values import Author, OpenedArticle
from tests.gui.form.menus import choose
from tests.gui.window.acts import (
    LONG,
    draft_of,
    open_article,
    press,
    run,
    select,
    wait_saved,
)
from tests.gui.window.conftest import ARTICLES, Opener, close_window
from tests.ingest.pdf.pdf_files import Page, Pdf

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # menus
Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
PRINTED = ("The trial of cells", "was done in Lund in mice with cancer.")
SHIFT = Qt.KeyboardModifier.ShiftModifier


def caret_in(bench: Workbench, words: str) -> None:
    view = bench.layout.article.view
    at = draft_of(bench).article.body.index(words)
    view.select(at, at)
    view.setFocus()


def kinds(bench: Workbench) -> list[str]:
    return [block.kind for block in bench.layout.article.view.article.blocks]


def spans(bench: Workbench) -> int:
    """Pieces of evidence that the text shows; -1 while it shows another text."""
    view = bench.layout.article.view
    if view.article.body != draft_of(bench).article.body:
        return -1
    text = draft_of(bench).article.document.text
    shown = [one for one in bench.curating.anchored() if one.evidence.text == text]
    assert all(view.shown.range_to_display(e.evidence.start, e.evidence.end) for e in shown)
    return len(shown)


def saved_article(path: Path, number: int = 1) -> OpenedArticle:
    registry = Registry.open(path, read_only=True)
    try:
        return opened_article(registry, find(registry, f"A-{number:04d}").id)
    finally:
        registry.close()


def attach(qtbot: QtBot, bench: Workbench, path: Path) -> None:
    """Choose the command, then the file in the chooser."""
    number = draft_of(bench).article.text_number
    run(bench, "text.attach")
    dialog = bench.layout.window.findChild(QFileDialog, "file.chooser")
    assert dialog is not None
    assert "A-0001" in dialog.windowTitle()
    dialog.fileSelected.emit(str(path))
    dialog.reject()
    qtbot.waitUntil(lambda: draft_of(bench).article.text_number == number + 1, timeout=LONG)
    qtbot.waitUntil(
        lambda: bench.layout.article.view.article.body == draft_of(bench).article.body,
        timeout=LONG,
    )


def full_text(tmp_path: Path) -> Path:
    path = tmp_path / "full.txt"
    path.write_text(f"{ARTICLES['a.txt']}\nMethods\n\nThe mice were bought.\n", encoding="utf-8")
    return path


def test_one_key_folds_a_paragraph_and_ctrl_z_brings_it_back(
    qtbot: QtBot, bench: Workbench, registry_path: Path
) -> None:
    open_article(qtbot, bench, 1)
    before = kinds(bench)
    caret_in(bench, "A team in Lund")
    view = bench.layout.article.view
    QTest.keyClick(view, Key.Key_Minus)
    qtbot.waitUntil(lambda: "furniture" in kinds(bench), timeout=LONG)
    assert "A team in Lund" not in view.toPlainText()
    assert "folded" in view.toPlainText()
    assert bench.actions["edit.undo"].text().startswith("Undo Mark ")
    QTest.keyClick(view, Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: kinds(bench) == before, timeout=LONG)
    assert "A team in Lund" in view.toPlainText()
    QTest.keyClick(view, Key.Key_Z, CTRL | SHIFT)
    qtbot.waitUntil(lambda: "furniture" in kinds(bench), timeout=LONG)
    run(bench, "save.progress")
    wait_saved(qtbot, bench)
    assert "furniture" in [block.kind for block in saved_article(registry_path).blocks]


def test_the_same_key_on_the_folded_line_makes_it_text_again(
    qtbot: QtBot, bench: Workbench
) -> None:
    open_article(qtbot, bench, 1)
    before = kinds(bench)
    caret_in(bench, "A team in Lund")
    view = bench.layout.article.view
    QTest.keyClick(view, Key.Key_Minus)
    qtbot.waitUntil(lambda: bool(view.shown.folds), timeout=LONG)
    cursor = view.textCursor()
    cursor.setPosition(view.shown.folds[0].display_start + 8)
    view.setTextCursor(cursor)
    QTest.keyClick(view, Key.Key_Minus)
    qtbot.waitUntil(lambda: kinds(bench) == before, timeout=LONG)
    assert draft_of(bench).log.document(draft_of(bench).article.article_id)["blocks"] == []


def test_evidence_inside_what_is_folded_stays_and_is_shown_when_asked_for(
    qtbot: QtBot, bench: Workbench
) -> None:
    open_article(qtbot, bench, 1)
    select(bench, "interleukin-12")
    press(qtbot, bench, "P")
    qtbot.waitUntil(lambda: draft_of(bench).claim("payload") is not None, timeout=LONG)
    claim = draft_of(bench).claim("payload")
    view = bench.layout.article.view
    caret_in(bench, "A team in Lund")
    QTest.keyClick(view, Key.Key_Minus)
    qtbot.waitUntil(lambda: bool(view.shown.folds), timeout=LONG)
    assert draft_of(bench).claim("payload") == claim
    (one,) = bench.curating.anchored()
    bench.curating.show_evidence(one.evidence)
    assert "interleukin-12" in view.toPlainText()


def test_attaching_a_full_text_takes_the_unsaved_words_along(
    qtbot: QtBot, bench: Workbench, registry_path: Path, tmp_path: Path
) -> None:
    open_article(qtbot, bench, 1)
    select(bench, "interleukin-12")
    press(qtbot, bench, "P")
    qtbot.waitUntil(lambda: draft_of(bench).claim("payload") is not None, timeout=LONG)
    attach(qtbot, bench, full_text(tmp_path))
    view = bench.layout.article.view
    assert "The mice were bought." in view.toPlainText()
    (one,) = bench.curating.anchored()
    assert one.evidence.text == draft_of(bench).article.document.text
    assert bench.layout.article.header.texts.isVisible()
    assert bench.layout.article.header.texts.text() == "Text 2 of 2"
    run(bench, "edit.undo")
    qtbot.waitUntil(lambda: draft_of(bench).claim("payload") is None, timeout=LONG)
    run(bench, "edit.redo")
    qtbot.waitUntil(lambda: draft_of(bench).claim("payload") is not None, timeout=LONG)
    run(bench, "save.progress")
    wait_saved(qtbot, bench)
    opened = saved_article(registry_path)
    (extraction,) = opened.extractions
    (evidence,) = extraction.document.claims["payload"].items[0].evidence
    assert opened.body[evidence.start : evidence.end] == "interleukin-12"
    assert evidence.text == opened.document.text


def test_an_encrypted_pdf_is_attached_and_shown_once_its_password_is_given(
    qtbot: QtBot, bench: Workbench, tmp_path: Path
) -> None:
    open_article(qtbot, bench, 1)
    path, ask = tmp_path / "paper.pdf", bench.layout.ask
    path.write_bytes(Pdf([Page().lines(54, 100, PRINTED)], password="sesame").data())
    run(bench, "text.attach")
    dialog = bench.layout.window.findChild(QFileDialog, "file.chooser")
    assert dialog is not None
    dialog.fileSelected.emit(str(path))
    dialog.reject()
    answer_password(qtbot, bench, "paper.pdf needs a password", "wrong")
    answer_password(qtbot, bench, "does not open paper.pdf", "sesame")
    qtbot.waitUntil(lambda: draft_of(bench).article.text_number == 2, timeout=LONG)
    qtbot.waitUntil(lambda: bench.layout.article.view.article.pages == 1, timeout=LONG)
    assert not ask.isVisible()
    pages = bench.layout.article.pages
    if bench.layout.article.mode != "page":
        run(bench, "view.page")
    answer_password(qtbot, bench, "paper.pdf needs a password", "wrong")
    answer_password(qtbot, bench, "does not open paper.pdf", "sesame")
    qtbot.waitUntil(lambda: 1 in pages._images, timeout=LONG)
    assert not ask.isVisible()


def answer_password(qtbot: QtBot, bench: Workbench, question: str, words: str) -> None:
    ask = bench.layout.ask
    qtbot.waitUntil(lambda: ask.isVisible() and question in ask.accessibleName(), timeout=LONG)
    QTest.keyClicks(ask.line, words)
    QTest.keyClick(ask.line, Key.Key_Return)


def test_words_of_a_text_that_the_draft_has_left_are_no_evidence(bench: Workbench) -> None:
    view = bench.layout.article.view
    select(bench, "interleukin-12")
    assert bench.curating.selected() is not None
    shown = replace(view.article, body="Another text " + view.article.body, blocks=())
    view.show_article(shown, ())
    view.select(0, 7)
    assert view.selected_range() == (0, 7)
    assert bench.curating.selected() is None


def test_quotes_that_stay_are_said_and_the_way_back_is_a_menu(
    qtbot: QtBot, bench: Workbench, tmp_path: Path
) -> None:
    open_article(qtbot, bench, 1)
    select(bench, "interleukin-12")
    press(qtbot, bench, "P")
    run(bench, "save.progress")
    wait_saved(qtbot, bench)
    other = tmp_path / "other.txt"
    other.write_text("Quite another text of the same article.", encoding="utf-8")
    attach(qtbot, bench, other)
    qtbot.waitUntil(lambda: "1 stays in another text" in bench.layout.message_bar.accessibleName())
    qtbot.waitUntil(lambda: spans(bench) == 0, timeout=LONG)
    row = bench.layout.form.body.row("payload")
    assert row is not None
    (chip,) = [piece for piece in row.pieces if piece.kind == "quote"]
    assert chip.state == "earlier"
    assert "in an earlier text" in row.tip(chip)
    (one,) = bench.curating.anchored()
    bench.curating.show_evidence(one.evidence)
    qtbot.waitUntil(lambda: "earlier text" in bench.layout.message_bar.accessibleName())
    bench.layout.article.header.texts.click()
    qtbot.waitUntil(lambda: bench.texts.menu is not None, timeout=LONG)
    menu = bench.texts.menu
    assert isinstance(menu, QMenu)
    first = menu.actions()[0].text()
    assert first.startswith("1  a.txt, UTF-8")
    assert [action.isChecked() for action in menu.actions()[:2]] == [False, True]
    choose(menu, first)
    qtbot.waitUntil(lambda: draft_of(bench).article.text_number == 1, timeout=LONG)
    qtbot.waitUntil(lambda: spans(bench) == 1, timeout=LONG)


def test_another_encoding_makes_a_further_text(qtbot: QtBot, bench: Workbench) -> None:
    open_article(qtbot, bench, 3)
    header = bench.layout.article.header
    assert header.encoding.text() == "UTF-8"
    run(bench, "text.encoding")
    menu = header.menu
    assert isinstance(menu, QMenu)
    choose(menu, "Windows-1252, Western")
    qtbot.waitUntil(lambda: draft_of(bench).article.text_count == 2, timeout=LONG)
    qtbot.waitUntil(lambda: header.encoding.text() == "Windows-1252, 1 unread", timeout=LONG)
    assert "ðŸ˜€" in draft_of(bench).article.body


def test_repaired_characters_are_a_further_text_and_the_menu_offers_it_too(
    qtbot: QtBot, open_window: Opener, registry_path: Path, tmp_path: Path
) -> None:
    path = tmp_path / "spoilt.txt"
    good = "Cells in Göteborg\n\nA naïve cell of 10 µm was seen in Malmö.\n"
    path.write_text(good.encode().decode("windows-1252"), encoding="utf-8")
    registry = Registry.open(registry_path)
    import_paths(registry, [path], author=Author("01890000-0000-7000-8000-000000000001", "M. H."))
    registry.close()
    bench = open_window(registry_path)
    open_article(qtbot, bench, 4)
    notice = bench.layout.article.notice
    qtbot.waitUntil(notice.isVisible, timeout=LONG)
    assert not notice.button.isVisible(), "no other encoding mends sound UTF-8"
    QTest.mouseClick(notice.mending, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: draft_of(bench).article.text_number == 2, timeout=LONG)
    assert draft_of(bench).article.body == good
    qtbot.waitUntil(lambda: not notice.isVisible(), timeout=LONG)
    menu = texts_menu(qtbot, bench)
    first, second, _, *more = [action.text() for action in menu.actions()]
    assert ", characters repaired  (" in second
    assert more == ["Attach full text…"]
    choose(menu, first)
    qtbot.waitUntil(lambda: draft_of(bench).article.text_number == 1, timeout=LONG)
    choose(texts_menu(qtbot, bench), "Further text with the characters repaired")
    qtbot.waitUntil(lambda: draft_of(bench).article.text_number == 2, timeout=LONG)
    assert draft_of(bench).article.text_count == 2


def texts_menu(qtbot: QtBot, bench: Workbench) -> QMenu:
    """The menu of texts, opened anew."""
    bench.texts.menu = None
    bench.layout.article.header.texts.click()
    qtbot.waitUntil(lambda: bench.texts.menu is not None, timeout=LONG)
    menu: QMenu | None = bench.texts.menu
    assert menu is not None
    return menu


def test_a_file_that_cannot_be_read_changes_nothing(
    qtbot: QtBot, bench: Workbench, tmp_path: Path
) -> None:
    open_article(qtbot, bench, 1)
    run(bench, "text.attach")
    dialog = bench.layout.window.findChild(QFileDialog, "file.chooser")
    assert dialog is not None
    dialog.fileSelected.emit(str(tmp_path / "gone.txt"))
    dialog.reject()
    qtbot.waitUntil(lambda: "gone.txt" in bench.layout.message_bar.accessibleName(), timeout=LONG)
    assert draft_of(bench).article.text_count == 1


def test_marks_survive_a_restart_as_a_draft(
    qtbot: QtBot, open_window: Opener, registry_path: Path
) -> None:
    bench = open_window(registry_path)
    open_article(qtbot, bench, 1)
    caret_in(bench, "A team in Lund")
    QTest.keyClick(bench.layout.article.view, Key.Key_Minus)
    qtbot.waitUntil(lambda: "furniture" in kinds(bench), timeout=LONG)
    close_window(qtbot, bench.window)
    again = open_window(registry_path)
    open_article(qtbot, again, 1)
    assert "furniture" in kinds(again)
    QTest.keyClick(again.layout.article.view, Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: "furniture" not in kinds(again), timeout=LONG)
