"""Suggestions: seen, accepted, rejected, passed over."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from curator.gui.form.values import Hint
from curator.services.values import FieldHint
from tests.gui.form.conftest import Show
from tests.gui.form.drafts import words

HINTS = (FieldHint("report.title", "A promising strategy", 0, 20, "A promising strategy"),)


def test_a_suggestion_is_no_claim_until_enter(show: Show) -> None:
    shown = show(hints=HINTS)
    shown.to("report.outlet")
    shown.ctrl(Qt.Key.Key_Up)
    assert shown.focused.objectName() == "suggestion.report.title"
    assert shown.draft.claim("report.title") is None
    assert shown.pane.showing.claims == {}
    shown.enter()
    claim = shown.draft.claim("report.title")
    assert claim is not None
    assert claim.items[0].value == "A promising strategy"
    assert claim.items[0].evidence == (words("A promising strategy"),)
    shown.ctrl(Qt.Key.Key_Z)
    assert shown.draft.claim("report.title") is None
    row = shown.pane.body.row("report.title")
    assert row is not None
    assert len(row.state.hints) == 1


def test_a_status_on_a_suggestion_leaves_the_keyboard_in_its_field(show: Show) -> None:
    shown = show(hints=HINTS)
    shown.to("report.title")
    shown.ctrl(Qt.Key.Key_Space)
    shown.alt(Qt.Key.Key_0)
    assert shown.status("report.title") == "not_reported"
    assert shown.pane.current_field() == "report.title"
    shown.alt(Qt.Key.Key_9)
    assert shown.status("report.title") == "unclear"


def test_an_accepted_suggestion_needs_no_words(show: Show, qtbot: QtBot) -> None:
    shown = show(hints=HINTS)
    shown.to("report.title")
    shown.ctrl(Qt.Key.Key_Space)
    with qtbot.assertNotEmitted(shown.pane.message):
        shown.enter()
    assert shown.status("report.title") == "reported"


def test_a_rejected_suggestion_does_not_come_back(show: Show) -> None:
    shown = show(hints=HINTS)
    shown.to("report.title")
    shown.ctrl(Qt.Key.Key_Space)
    shown.ctrl(Qt.Key.Key_Backspace)
    assert shown.draft.claim("report.title") is None
    row = shown.pane.body.row("report.title")
    assert row is not None
    assert row.state.hints == ()
    assert shown.focused.objectName() == "field.report.title"


def test_keys_of_a_suggestion_do_nothing_in_the_editor(show: Show) -> None:
    shown = show(hints=HINTS)
    shown.to("report.title")
    shown.enter()
    shown.ctrl(Qt.Key.Key_Backspace)
    row = shown.pane.body.row("report.title")
    assert row is not None
    assert len(row.state.hints) == 1
    assert shown.draft.claim("report.title") is None


def test_typing_on_a_suggestion_begins_another_value(show: Show) -> None:
    shown = show(hints=HINTS)
    shown.to("report.title")
    shown.ctrl(Qt.Key.Key_Space)
    shown.type("X")
    shown.type("yz")
    shown.enter()
    assert shown.values("report.title") == ["Xyz"]


def test_a_hint_whose_words_do_not_stand_there_is_not_shown(show: Show) -> None:
    shown = show(hints=(FieldHint("report.title", "Else", 3, 7, "Else"),))
    row = shown.pane.body.row("report.title")
    assert row is not None
    assert row.state.hints == ()


def test_the_form_is_entered_on_its_first_suggestion(show: Show) -> None:
    shown = show(hints=HINTS)
    shown.pane.setFocus()
    assert shown.focused.objectName() == "suggestion.report.title"
    shown.enter()
    assert shown.status("report.title") == "reported"


def test_the_words_of_a_suggestion_are_shown_while_it_has_the_keyboard(show: Show) -> None:
    shown = show(hints=HINTS)
    heard: list[Hint | None] = []
    shown.pane.suggestion_shown.connect(heard.append)
    shown.pane.setFocus()
    assert [one.evidence for one in heard if one] == [words("A promising strategy")]
    shown.back()
    assert heard[1:] == [None]
