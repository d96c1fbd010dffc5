"""The loop of a curator: words, letter, draft, undo, save, next."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from curator.domain.claims import Term
from curator.gui.backend import Backend
from curator.gui.form.suggestion import SuggestionBox
from curator.gui.queue.pane import QueuePane
from curator.gui.workbench import Workbench
from curator.services.importing import import_paths
from curator.services.registry import Registry
from curator.services.values import Author
from tests.gui.form.menus import choose
from tests.gui.window.acts import (
    LONG,
    answer,
    draft_of,
    open_article,
    press,
    rows_in,
    run,
    select,
    wait_saved,
)
from tests.gui.window.conftest import Opener, close_window

ADA = Author("01890000-0000-7000-8000-000000000001", "Ada")


def test_a_letter_puts_the_words_into_its_field_with_their_place(
    qtbot: QtBot, bench: Workbench
) -> None:
    select(bench, "interleukin-12")
    press(qtbot, bench, "p")
    claim = draft_of(bench).claim("payload")
    assert claim is not None
    (item,) = claim.items
    assert item.evidence[0].quote == "interleukin-12"
    body = draft_of(bench).article.body
    assert body[item.evidence[0].start : item.evidence[0].end] == "interleukin-12"
    agent = item.parts["agent"]
    assert isinstance(agent, Term)
    assert agent.id is not None


def test_the_first_letter_makes_a_study_and_undo_takes_both_away(
    qtbot: QtBot, bench: Workbench
) -> None:
    draft = draft_of(bench)
    select(bench, "mice")
    press(qtbot, bench, "m")
    title = draft.study_of(draft.extraction).title
    assert title.startswith("CAR T cells that carry their own help")
    run(bench, "edit.undo")
    assert draft.extractions == ()
    assert draft.claim("organism") is None
    run(bench, "edit.redo")
    assert draft.claim("organism") is not None


def test_a_second_letter_uses_the_same_words(qtbot: QtBot, bench: Workbench) -> None:
    select(bench, "mice with lung cancer")
    press(qtbot, bench, "m")
    press(qtbot, bench, "d")
    for field in ("organism", "disease"):
        claim = draft_of(bench).claim(field)
        assert claim is not None
        assert claim.items[0].evidence[0].quote == "mice with lung cancer"


def test_e_attaches_more_words_to_the_current_value(qtbot: QtBot, bench: Workbench) -> None:
    select(bench, "interleukin-12")
    press(qtbot, bench, "p")
    select(bench, "programmed CAR T cells")
    press(qtbot, bench, "e")
    claim = draft_of(bench).claim("payload")
    assert claim is not None
    quotes = [one.quote for one in claim.items[0].evidence]
    assert quotes == ["interleukin-12", "programmed CAR T cells"]


def test_offsets_are_right_behind_an_emoji(qtbot: QtBot, bench: Workbench) -> None:
    open_article(qtbot, bench, 3)
    select(bench, "mRNA")
    press(qtbot, bench, "h")
    claim = draft_of(bench).claim("mechanism")
    assert claim is not None
    evidence = claim.items[0].evidence[0]
    assert draft_of(bench).article.body[evidence.start : evidence.end] == "mRNA"


def test_slash_finds_a_field_by_its_name(qtbot: QtBot, bench: Workbench) -> None:
    select(bench, "Lund")
    press(qtbot, bench, "/")
    palette = bench.layout.palette
    assert palette.isVisible()
    QTest.keyClicks(palette.line, "city")
    assert palette.labels[0] == "City"
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    claim = draft_of(bench).claim("city")
    assert claim is not None
    assert claim.items[0].value == "Lund"


def test_the_evidence_is_marked_in_the_text_and_listed_below(
    qtbot: QtBot, bench: Workbench
) -> None:
    select(bench, "interleukin-12")
    press(qtbot, bench, "p")
    table = bench.layout.bottom.tables["evidence"]
    qtbot.waitUntil(lambda: len(table.table_rows) == 1, timeout=LONG)
    assert table.table_rows[0].cells[1].text == "“interleukin-12”"
    assert [span.letter for span in bench.layout.article.view._spans] == ["P"]


def test_a_status_key_marks_the_field_not_reported(qtbot: QtBot, bench: Workbench) -> None:
    bench.layout.form.focus_field("journal")
    run(bench, "status.not_reported")
    claim = draft_of(bench).claim("journal")
    assert claim is not None
    assert claim.status == "not_reported"


def test_saving_says_so_only_after_the_commit_and_others_can_read_it(
    qtbot: QtBot, bench: Workbench, registry_path: Path
) -> None:
    select(bench, "interleukin-12")
    press(qtbot, bench, "p")
    run(bench, "save.progress")
    assert not bench.layout.status.saved.text().startswith("Saved")
    wait_saved(qtbot, bench)
    row = rows_in(str(registry_path))[1]
    assert (row.state, row.studies) == ("in_progress", "S-0001")
    qtbot.waitUntil(lambda: not draft_of(bench).dirty, timeout=LONG)
    assert bench.layout.ask.isHidden()  # a name was given when the window was opened
    qtbot.waitUntil(
        lambda: bench.layout.status.saved.text().startswith("Saved rev 1 at"), timeout=LONG
    )


def test_an_undo_after_a_save_is_an_unsaved_edit(qtbot: QtBot, bench: Workbench) -> None:
    select(bench, "mice")
    press(qtbot, bench, "m")
    run(bench, "save.progress")
    wait_saved(qtbot, bench)
    draft = draft_of(bench)
    qtbot.waitUntil(lambda: not draft.dirty, timeout=LONG)
    assert draft.undo_name() != "Article in progress"  # nobody asked for that
    run(bench, "edit.undo")
    assert draft.claim("organism") is None
    qtbot.waitUntil(lambda: draft.dirty, timeout=LONG)
    run(bench, "edit.redo")
    assert draft.claim("organism") is not None
    assert draft.state == "in_progress"
    qtbot.waitUntil(lambda: not draft.dirty, timeout=LONG)


def said(queue: QueuePane) -> tuple[str, ...]:
    """The words of the segments above the list."""
    return tuple(one.text() for one in queue.segments.segments)


def test_a_save_asks_for_the_list_and_for_the_study_once(qtbot: QtBot, bench: Workbench) -> None:
    select(bench, "mice")
    press(qtbot, bench, "m")
    draft, queue = draft_of(bench), bench.layout.queue

    def quiet() -> bool:
        return queue.settled and not bench.curating.awaiting and not bench.suggesting.awaiting

    qtbot.waitUntil(lambda: draft.dirty and quiet(), timeout=LONG)
    listed: list[object] = []
    known: list[object] = []
    queue.listed.connect(listed.append)
    bench.curating.study_known.connect(lambda: known.append(bench.curating.study))
    run(bench, "save.progress")
    wait_saved(qtbot, bench)
    qtbot.waitUntil(lambda: not draft.dirty and listed != [] and quiet(), timeout=LONG)
    assert len(listed) == 1
    assert len(known) == 1
    assert said(queue) == ("All 3", "Draft 0", "Conflict 0")


def test_the_list_knows_of_a_save_that_ends_behind_another_article(
    qtbot: QtBot, bench: Workbench
) -> None:
    select(bench, "mice")
    press(qtbot, bench, "m")
    draft, queue = draft_of(bench), bench.layout.queue
    qtbot.waitUntil(lambda: draft.dirty and queue.settled, timeout=LONG)
    assert said(queue) == ("All 3", "Draft 1", "Conflict 0")
    held = Event()
    bench.session.lanes.write(wait_for, held)  # the save waits behind it
    try:
        run(bench, "save.progress")
        open_article(qtbot, bench, 2)
        assert bench.saving.running
    finally:
        held.set()
    qtbot.waitUntil(lambda: said(queue) == ("All 3", "Draft 0", "Conflict 0"), timeout=LONG)


def wait_for(backend: Backend, held: Event) -> None:
    held.wait(LONG / 1000)


def test_unsaved_edits_are_counted_without_asking_for_the_list(
    qtbot: QtBot, bench: Workbench
) -> None:
    queue = bench.layout.queue
    qtbot.waitUntil(lambda: queue.settled, timeout=LONG)
    listed: list[object] = []
    queue.listed.connect(listed.append)
    draft = draft_of(bench)
    select(bench, "mice")
    press(qtbot, bench, "m")
    qtbot.waitUntil(lambda: draft.dirty, timeout=LONG)
    assert said(queue) == ("All 3", "Draft 1", "Conflict 0")
    run(bench, "edit.undo")
    qtbot.waitUntil(lambda: not draft.dirty, timeout=LONG)
    assert said(queue) == ("All 3", "Draft 0", "Conflict 0")
    assert listed == []


def test_one_undo_right_behind_the_key_of_save_takes_the_last_edit_back(
    qtbot: QtBot, bench: Workbench
) -> None:
    for words, letter in (("interleukin-12", "p"), ("mice", "m")):
        select(bench, words)
        press(qtbot, bench, letter)
    draft = draft_of(bench)
    view = bench.layout.article.view
    QTest.keyClick(view, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert draft.claim("organism") is None
    assert draft.claim("payload") is not None
    wait_saved(qtbot, bench)
    qtbot.waitUntil(lambda: draft.dirty, timeout=LONG)
    assert draft.claim("organism") is None


def test_save_as_complete_goes_to_the_next_article(
    qtbot: QtBot, bench: Workbench, registry_path: Path
) -> None:
    run(bench, "save.complete")
    qtbot.waitUntil(lambda: draft_of(bench).article.number == 2, timeout=LONG)
    assert rows_in(str(registry_path))[1].state == "complete"
    qtbot.waitUntil(
        lambda: bench.layout.status.counts.text() == "1 of 3 articles complete", timeout=LONG
    )


def test_who_is_curating_is_asked_once_in_a_bar_at_the_first_save(
    qtbot: QtBot, open_window: Opener, registry_path: Path
) -> None:
    bench = open_window(registry_path, author="")
    select(bench, "mice")
    press(qtbot, bench, "m")
    run(bench, "save.progress")
    answer(qtbot, bench, "Åsa Öberg")
    wait_saved(qtbot, bench)
    assert bench.layout.status.author.text() == "Åsa Öberg"
    bench.layout.status.show_saved("", "")
    select(bench, "lung cancer")
    press(qtbot, bench, "d")
    run(bench, "save.progress")
    wait_saved(qtbot, bench)
    assert bench.layout.ask.isHidden()


def test_what_was_typed_is_there_after_closing_and_opening_again(
    qtbot: QtBot, open_window: Opener, registry_path: Path
) -> None:
    bench = open_window(registry_path)
    select(bench, "interleukin-12")
    press(qtbot, bench, "p")
    assert bench.layout.form.focus_field("city")
    editor = bench.window.focusWidget()
    assert isinstance(editor, QLineEdit)
    QTest.keyClicks(editor, "half a wor")
    close_window(qtbot, bench.window)
    again = open_window(registry_path)
    claim = draft_of(again).claim("payload")
    assert claim is not None
    assert claim.items[0].evidence[0].quote == "interleukin-12"
    city = draft_of(again).claim("city")
    assert city is not None
    assert city.items[0].value == "half a wor"
    run(again, "edit.undo")
    assert draft_of(again).claim("city") is None


def test_switching_articles_keeps_both_drafts_and_marks_them(
    qtbot: QtBot, bench: Workbench
) -> None:
    select(bench, "mice")
    press(qtbot, bench, "m")
    open_article(qtbot, bench, 2)
    select(bench, "Five")
    press(qtbot, bench, "u")
    queue = bench.layout.queue
    qtbot.waitUntil(lambda: len(queue.articles.rows.drafts) == 2, timeout=LONG)
    open_article(qtbot, bench, 1)
    assert draft_of(bench).claim("organism") is not None
    qtbot.waitUntil(lambda: queue.segments.segments[1].text() == "Draft 2", timeout=LONG)


def test_a_second_study_of_an_article_is_what_letters_fill_then(
    qtbot: QtBot, bench: Workbench
) -> None:
    select(bench, "mice")
    press(qtbot, bench, "m")
    first = draft_of(bench).extraction
    run(bench, "study.new")
    answer(qtbot, bench, "The other study")
    draft = draft_of(bench)
    assert draft.extraction != first
    assert draft.study_of(draft.extraction).title == "The other study"
    assert draft.claim("organism") is None
    run(bench, "study.next")
    assert draft.extraction == first


def test_an_article_links_to_a_study_that_is_there(qtbot: QtBot, bench: Workbench) -> None:
    select(bench, "mice")
    press(qtbot, bench, "m")
    run(bench, "save.progress")
    wait_saved(qtbot, bench)
    open_article(qtbot, bench, 2)
    run(bench, "study.link")
    palette = bench.layout.palette
    qtbot.waitUntil(lambda: len(palette.labels) == 1, timeout=LONG)
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    draft = draft_of(bench)
    assert draft.study_of(draft.extraction).label == "S-0001"


def test_an_excluded_article_keeps_its_reason(
    qtbot: QtBot, bench: Workbench, registry_path: Path
) -> None:
    run(bench, "article.exclude")
    answer(qtbot, bench, "about something else")
    qtbot.waitUntil(lambda: draft_of(bench).article.number == 2, timeout=LONG)
    assert rows_in(str(registry_path))[1].state == "excluded"


def test_a_withdrawn_article_leaves_the_list(qtbot: QtBot, bench: Workbench) -> None:
    run(bench, "article.withdraw")
    answer(qtbot, bench, "came twice")
    queue = bench.layout.queue
    qtbot.waitUntil(lambda: list(queue.articles.rows.numbers) == [2, 3], timeout=LONG)
    qtbot.waitUntil(lambda: draft_of(bench).article.number == 2, timeout=LONG)


def test_the_words_of_a_suggestion_have_the_current_tint(
    qtbot: QtBot, open_window: Opener, tmp_path: Path
) -> None:
    title = "Cells that help themselves"
    page = tmp_path / "page.html"
    page.write_text(
        f"<title>{title}</title><h1>{title}</h1><p>Mice were cured of lung cancer.</p>",
        encoding="utf-8",
    )
    registry = Registry.open(tmp_path / "page.curator", author=ADA, create=True)
    import_paths(registry, [page], author=ADA)
    registry.close()
    bench = open_window(tmp_path / "page.curator")
    view = bench.layout.article.view
    run(bench, "pane.form")
    box = QApplication.focusWidget()
    assert isinstance(box, SuggestionBox)
    assert [s.state for s in view.spans_at(_middle(bench, title))] == ["suggested"]
    QTest.keyClick(box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [s.state for s in view.spans_at(_middle(bench, title))] == ["normal"])


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_words_that_are_selected_take_the_place_of_others(qtbot: QtBot, bench: Workbench) -> None:
    select(bench, "interleukin-12")
    press(qtbot, bench, "p")
    form = bench.layout.form
    run(bench, "pane.form")
    assert _quotes(bench, "payload") == ["interleukin-12"]
    _menu_line(bench, "“interleukin-12”", "Anchor to other words")  # those words it has already
    assert bench.layout.article.view.hasFocus()
    select(bench, "programmed CAR T cells")
    press(qtbot, bench, "e")
    assert _quotes(bench, "payload") == ["programmed CAR T cells"]
    select(bench, "release interleukin-12")
    form.setFocus()
    _menu_line(bench, "“programmed CAR T cells”", "Anchor to other words")
    assert _quotes(bench, "payload") == ["release interleukin-12"]
    run(bench, "edit.undo")
    assert _quotes(bench, "payload") == ["programmed CAR T cells"]


def _quotes(bench: Workbench, field: str) -> list[str]:
    claim = draft_of(bench).claim(field)
    assert claim is not None
    return [one.quote for one in claim.items[0].evidence]


def _menu_line(bench: Workbench, *names: str) -> None:
    """Shift+F10 in the form, then these lines."""
    form = bench.layout.form
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    menu = form.pointing.menu
    assert menu is not None
    choose(menu, *names)


def test_pointing_at_words_lights_their_chip(qtbot: QtBot, bench: Workbench) -> None:
    select(bench, "interleukin-12")
    press(qtbot, bench, "p")
    qtbot.waitUntil(lambda: bool(bench.layout.article.view.spans_at(_middle(bench, "leukin"))))
    row = bench.layout.form.body.row("payload")
    assert row is not None
    before = row.grab().toImage()
    viewport = bench.layout.article.view.viewport()
    QTest.mouseMove(viewport, _middle(bench, "leukin").toPoint())
    qtbot.waitUntil(lambda: row.grab().toImage() != before)
    QTest.mouseMove(viewport, QPoint(2, 2))
    qtbot.waitUntil(lambda: row.grab().toImage() == before)


def _middle(bench: Workbench, words: str) -> QPointF:
    """A point of the article's viewport in the middle of words."""
    view = bench.layout.article.view
    at = draft_of(bench).article.body.index(words) + len(words) // 2
    cursor = QTextCursor(view.document())
    cursor.setPosition(view.shown.to_display(at))
    return view.cursorRect(cursor).center().toPointF() + QPointF(1, 0)
