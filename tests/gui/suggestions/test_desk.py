"""Suggestions in the window: asked for after the article is shown, answered, taken back."""

from __future__ import annotations

from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from curator.gui.backend import Backend
from curator.gui.form.hint_view import hint_id
from curator.gui.form.suggestion import SuggestionBox
from curator.gui.form.values import Hint
from curator.gui.suggestions.kept_page import KeptPage
from curator.gui.workbench import Workbench
from curator.services.registry import Registry
from curator.services.suggesting import requested_terms, silenced, suggest_article, track_records
from tests.gui.window.acts import LONG, draft_of, open_article, run, wait_saved
from tests.gui.window.conftest import (
    bench,
    open_window,
    own_home,
    registry_path,
    three_articles,
)

__all__ = ["bench", "open_window", "own_home", "registry_path", "three_articles"]
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def suggested(qtbot: QtBot, bench: Workbench) -> Workbench:
    """An article on lupus, with what is suggested for it."""
    bench.window.activateWindow()
    qtbot.waitUntil(bench.window.isActiveWindow)
    of_lupus = next(n for n in (1, 2, 3) if "lupus" in body_of(qtbot, bench, n))
    assert draft_of(bench).article.number == of_lupus
    arrived(qtbot, bench)
    return bench


def body_of(qtbot: QtBot, bench: Workbench, number: int) -> str:
    """Open an article, and what it says."""
    if draft_of(bench).article.number != number:
        open_article(qtbot, bench, number)
    return draft_of(bench).article.body


def arrived(qtbot: QtBot, bench: Workbench) -> None:
    qtbot.waitUntil(lambda: not bench.suggesting.awaiting, timeout=LONG)


def hints(bench: Workbench) -> tuple[Hint, ...]:
    return tuple(one for one in bench.layout.form.showing.open_hints() if one.key)


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def go(bench: Workbench, hint: Hint) -> SuggestionBox:
    assert bench.layout.form.focus_suggestion(hint.field, hint.key)
    box = focused()
    assert isinstance(box, SuggestionBox)
    assert box.hint == hint
    return box


def reader(bench: Workbench) -> Registry:
    assert bench.session.registry is not None
    return Registry.open(bench.session.registry.target, read_only=True)


def answer_to(bench: Workbench, hint: Hint) -> str:
    """What the registry's file says was answered."""
    registry = reader(bench)
    try:
        found = suggest_article(registry, draft_of(bench).article.number, learning=False)
    finally:
        registry.close()
    return next((one.answered for one in found.proposed if one.key == hint.key), "gone")


def with_term(bench: Workbench) -> Hint:
    """A suggestion of a vocabulary's term, which are what can be silenced."""
    showing = bench.layout.form.showing
    found = [
        one for one in hints(bench) if (field := showing.field(one.field)) and hint_id(field, one)
    ]
    assert found, [one.field for one in hints(bench)]
    return found[0]


def test_they_come_after_the_article_and_claim_nothing(suggested: Workbench) -> None:
    assert hints(suggested)
    assert draft_of(suggested).claims() == {}
    assert not draft_of(suggested).dirty
    body = draft_of(suggested).article.body
    for one in hints(suggested):
        assert body[one.evidence.start : one.evidence.end] == one.evidence.quote


def test_the_article_marks_them_and_a_click_leads_to_them(suggested: Workbench) -> None:
    hint = with_term(suggested)
    view = suggested.layout.article.view
    view.evidence_clicked.emit(f"{hint.field}|@suggested|{hint.key}")
    box = focused()
    assert isinstance(box, SuggestionBox)
    assert box.hint == hint


def test_a_taken_one_is_logged_and_an_undo_takes_the_answer_back(
    qtbot: QtBot, suggested: Workbench
) -> None:
    hint = with_term(suggested)
    QTest.keyClick(go(suggested, hint), Qt.Key.Key_Return)
    assert draft_of(suggested).claim(hint.field) is not None
    qtbot.waitUntil(lambda: answer_to(suggested, hint) == "taken", timeout=LONG)
    run(suggested, "edit.undo")
    assert draft_of(suggested).claim(hint.field) is None
    qtbot.waitUntil(lambda: answer_to(suggested, hint) == "undone", timeout=LONG)
    assert hint in hints(suggested)
    run(suggested, "edit.redo")
    qtbot.waitUntil(lambda: answer_to(suggested, hint) == "taken", timeout=LONG)


def test_a_refused_one_stays_away_when_the_article_is_opened_again(
    qtbot: QtBot, suggested: Workbench
) -> None:
    hint = with_term(suggested)
    QTest.keyClick(go(suggested, hint), Qt.Key.Key_Backspace, CTRL)
    QTest.keyClick(focused(), Qt.Key.Key_2)
    qtbot.waitUntil(lambda: answer_to(suggested, hint) == "refused", timeout=LONG)
    number = draft_of(suggested).article.number
    open_article(qtbot, suggested, 3 if number != 3 else 2)
    open_article(qtbot, suggested, number)
    arrived(qtbot, suggested)
    assert hint.key not in [one.key for one in hints(suggested)]
    registry = reader(suggested)
    try:
        assert [(one.field, one.refused) for one in track_records(registry)] == [(hint.field, 1)]
    finally:
        registry.close()


def test_a_silenced_name_goes_and_comes_back(qtbot: QtBot, suggested: Workbench) -> None:
    hint = with_term(suggested)
    QTest.keyClick(go(suggested, hint), Qt.Key.Key_Delete, CTRL)
    bar = suggested.layout.messages
    qtbot.waitUntil(lambda: any(one.id == "silenced" for one in bar.waiting), timeout=LONG)
    arrived(qtbot, suggested)
    assert hint.key not in [one.key for one in hints(suggested)]
    registry = reader(suggested)
    try:
        (one,) = silenced(registry)
        assert one.name.casefold() in hint.evidence.quote.casefold()
        assert one.term_id
    finally:
        registry.close()
    bar.act("silenced")
    qtbot.waitUntil(
        lambda: (
            not suggested.suggesting.awaiting and hint.key in [one.key for one in hints(suggested)]
        ),
        timeout=LONG,
    )


def test_a_requested_term_is_in_the_registry_and_in_the_field(
    qtbot: QtBot, suggested: Workbench
) -> None:
    form = suggested.layout.form
    form.focus_field("model")
    form.focus_field("target_antigen")
    QTest.keyClicks(focused(), "zebrin")
    editor = form.editing.editor
    assert editor is not None
    form.request_term(editor.part, "zebrin")
    QTest.keyClicks(focused(), "An antigen of zebras")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: draft_of(suggested).claim("target_antigen") is not None, timeout=LONG)
    registry = reader(suggested)
    try:
        assert [one.label for one in requested_terms(registry)] == ["zebrin"]
    finally:
        registry.close()


def test_an_absence_is_signed_in_the_registry(qtbot: QtBot, suggested: Workbench) -> None:
    form = suggested.layout.form
    field = next(iter(form.showing.missing))
    assert form.focus_field(field)
    QTest.keyClick(focused(), Qt.Key.Key_0, Qt.KeyboardModifier.AltModifier)
    claim = draft_of(suggested).claim(field)
    assert claim is not None
    assert claim.status == "not_reported"
    assert claim.note.startswith("Searched ")


def test_switched_off_nothing_is_suggested(qtbot: QtBot, suggested: Workbench) -> None:
    run(suggested, "suggest.on")
    qtbot.waitUntil(lambda: not hints(suggested), timeout=LONG)
    assert not suggested.actions["suggest.on"].isChecked()
    run(suggested, "suggest.on")
    qtbot.waitUntil(lambda: bool(hints(suggested)), timeout=LONG)


def test_the_page_of_records_switches_a_suggester_off(qtbot: QtBot, suggested: Workbench) -> None:
    hint = with_term(suggested)
    QTest.keyClick(go(suggested, hint), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: answer_to(suggested, hint) == "taken", timeout=LONG)
    page = page_of(qtbot, suggested, "record")
    (row,) = page.tables["record"].table_rows
    shown = [cell.text for cell in row.cells]
    field = suggested.layout.form.showing.field(hint.field)
    assert field is not None
    assert shown[0] == field.label
    assert shown[2:5] == ["1", "0", "0"]
    assert shown[5].startswith("100 %  (")
    assert shown[7] == "On"
    QTest.keyClick(page.tables["record"], Qt.Key.Key_Return)
    qtbot.waitUntil(
        lambda: page.tables["record"].table_rows[0].cells[7].text == "Off", timeout=LONG
    )
    assert "Switched off by R. Ortiz" in page.words.accessibleName()
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert suggested.layout.shown is suggested.layout.curating


def page_of(qtbot: QtBot, bench: Workbench, view: str) -> KeptPage:
    """Open one of the lists; it is shown once it is read."""
    run(bench, f"suggest.{view}")

    def shown() -> bool:
        page = bench.layout.shown
        return isinstance(page, KeptPage) and page.view == view

    qtbot.waitUntil(shown, timeout=LONG)
    page = bench.layout.shown
    assert isinstance(page, KeptPage)
    return page


def refuse(qtbot: QtBot, bench: Workbench, hint: Hint) -> None:
    QTest.keyClick(go(bench, hint), Qt.Key.Key_Backspace, CTRL)
    QTest.keyClick(focused(), Qt.Key.Key_2)
    qtbot.waitUntil(lambda: answer_to(bench, hint) == "refused", timeout=LONG)


def offered_again(qtbot: QtBot, bench: Workbench, hint: Hint) -> None:
    qtbot.waitUntil(lambda: answer_to(bench, hint) == "undone", timeout=LONG)
    # The log knows of it before the window asks anew.
    qtbot.waitUntil(lambda: hint.key in [one.key for one in hints(bench)], timeout=LONG)
    arrived(qtbot, bench)
    assert track_of(bench) == []


def track_of(bench: Workbench) -> list[str]:
    registry = reader(bench)
    try:
        return [one.field for one in track_records(registry) if one.answered]
    finally:
        registry.close()


def test_a_refusal_is_taken_back_by_the_button_of_its_message(
    qtbot: QtBot, suggested: Workbench
) -> None:
    hint = with_term(suggested)
    refuse(qtbot, suggested, hint)
    bar = suggested.layout.message_bar
    assert bar.isVisible()
    assert "is refused" in bar.accessibleName()
    assert bar.button.text() == "Undo"
    bar.button.click()
    assert not bar.isVisible()
    offered_again(qtbot, suggested, hint)


def test_what_was_refused_is_listed_and_offered_again_also_later(
    qtbot: QtBot, suggested: Workbench
) -> None:
    hint = with_term(suggested)
    refuse(qtbot, suggested, hint)
    number = draft_of(suggested).article.number
    open_article(qtbot, suggested, 3 if number != 3 else 2)
    arrived(qtbot, suggested)
    assert not page_of(qtbot, suggested, "refused").tables["refused"].table_rows
    suggested.places.show_desk()
    open_article(qtbot, suggested, number)
    arrived(qtbot, suggested)
    page = page_of(qtbot, suggested, "refused")
    table = page.tables["refused"]
    (row,) = table.table_rows
    assert hint.evidence.quote in row.cells[2].text
    QTest.keyClick(table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not table.table_rows, timeout=LONG)
    QTest.keyClick(page, Qt.Key.Key_Escape)
    offered_again(qtbot, suggested, hint)


def test_never_this_name_is_undone_as_a_whole(qtbot: QtBot, suggested: Workbench) -> None:
    hint = with_term(suggested)
    QTest.keyClick(go(suggested, hint), Qt.Key.Key_Backspace, CTRL)
    QTest.keyClick(focused(), Qt.Key.Key_6)
    messages = suggested.layout.messages
    qtbot.waitUntil(
        lambda: messages.shown is not None and messages.shown.id == "silenced", timeout=LONG
    )
    suggested.layout.message_bar.button.click()
    registry = reader(suggested)
    try:
        qtbot.waitUntil(lambda: silenced(registry) == (), timeout=LONG)
    finally:
        registry.close()
    offered_again(qtbot, suggested, hint)


def test_a_requested_term_is_mapped_by_keys_alone(qtbot: QtBot, suggested: Workbench) -> None:
    form = suggested.layout.form
    form.focus_field("target_antigen")
    editor = form.editing.editor
    assert editor is not None
    form.request_term(editor.part, "zebrin")
    QTest.keyClicks(focused(), "An antigen of zebras")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: draft_of(suggested).claim("target_antigen") is not None, timeout=LONG)
    page = page_of(qtbot, suggested, "requested")
    table = page.tables["requested"]
    qtbot.waitUntil(lambda: len(table.table_rows) == 1, timeout=LONG)
    QTest.keyClick(table, Qt.Key.Key_Return)
    line = focused()
    assert line is page.line.editor
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert focused() is table
    assert suggested.layout.shown is page
    QTest.keyClick(table, Qt.Key.Key_Return)
    QTest.keyClicks(focused(), "CD19")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: table.table_rows[0].cells[5].text != "not yet", timeout=LONG)
    registry = reader(suggested)
    try:
        (one,) = requested_terms(registry)
    finally:
        registry.close()
    assert one.mapped_to == table.table_rows[0].cells[5].text
    assert one.label == "zebrin"
    said = suggested.layout.messages.shown
    assert said is not None
    assert said.text.startswith(f"“zebrin” (local:1) is CD19 ({one.mapped_to}) from now on.")
    assert page.act.text() == "Map to another term…"
    assert focused() is table


def test_a_mapped_term_is_put_into_the_readings_by_the_button_of_its_message(
    qtbot: QtBot, suggested: Workbench
) -> None:
    form = suggested.layout.form
    form.focus_field("target_antigen")
    editor = form.editing.editor
    assert editor is not None
    form.request_term(editor.part, "zebrin")
    QTest.keyClicks(focused(), "An antigen of zebras")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: draft_of(suggested).claim("target_antigen") is not None, timeout=LONG)
    run(suggested, "save.progress")
    wait_saved(qtbot, suggested)
    page = page_of(qtbot, suggested, "requested")
    table = page.tables["requested"]
    qtbot.waitUntil(lambda: len(table.table_rows) == 1, timeout=LONG)
    QTest.keyClick(table, Qt.Key.Key_Return)
    QTest.keyClicks(focused(), "CD19")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    bar, messages = suggested.layout.message_bar, suggested.layout.messages
    qtbot.waitUntil(lambda: bar.button.text() == "Replace in readings", timeout=LONG)
    bar.button.click()

    def said() -> str:
        return messages.shown.text if messages.shown is not None else ""

    qtbot.waitUntil(lambda: said().startswith("zebrin is CD19"), timeout=LONG)
    assert said().endswith("now, in 1 reading; the history has it.")

    def claimed() -> object:
        claim = draft_of(suggested).claim("target_antigen")
        return claim.items[0].value if claim is not None else None

    qtbot.waitUntil(lambda: getattr(claimed(), "label", "") == "CD19", timeout=LONG)


def map_to(table: QWidget, words: str) -> None:
    QTest.keyClick(table, Qt.Key.Key_Return)
    QTest.keyClicks(focused(), words)
    QTest.keyClick(focused(), Qt.Key.Key_Return)


def test_what_was_replaced_is_said_of_the_mapping_that_was_applied(
    qtbot: QtBot, suggested: Workbench
) -> None:
    """The term is mapped once more while the readings still wait to be written."""
    form, bar = suggested.layout.form, suggested.layout.message_bar
    form.focus_field("target_antigen")
    editor = form.editing.editor
    assert editor is not None
    form.request_term(editor.part, "zebrin")
    QTest.keyClicks(focused(), "An antigen of zebras")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: draft_of(suggested).claim("target_antigen") is not None, timeout=LONG)
    run(suggested, "save.progress")
    wait_saved(qtbot, suggested)
    table = page_of(qtbot, suggested, "requested").tables["requested"]
    qtbot.waitUntil(lambda: len(table.table_rows) == 1, timeout=LONG)
    map_to(table, "CD19")
    qtbot.waitUntil(lambda: bar.button.text() == "Replace in readings", timeout=LONG)
    qtbot.waitUntil(lambda: table.table_rows[0].cells[5].text != "not yet", timeout=LONG)
    first = table.table_rows[0].cells[5].text
    messages, free = suggested.layout.messages, Event()
    said: list[str] = []

    def hear() -> None:
        if messages.shown is not None:
            said.append(messages.shown.text)

    def hold(_: Backend) -> None:
        free.wait(LONG / 1000)

    messages.changed.connect(hear)
    suggested.session.lanes.write(hold)
    QTest.mouseClick(bar.button, Qt.MouseButton.LeftButton)
    table.setFocus()
    map_to(table, "CD20")
    free.set()
    qtbot.waitUntil(lambda: table.table_rows[0].cells[5].text != first, timeout=LONG)
    qtbot.waitUntil(lambda: any("is CD20" in one for one in said), timeout=LONG)
    done = f"zebrin is CD19 ({first}) now, in 1 reading; the history has it."
    assert [one for one in said if " now, in " in one] == [done]
