"""Suggested values: chosen, taken, refused, silenced; proofs of absence; terms asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from curator.domain.claims import Term
from curator.gui.form.field_row import FieldRow
from curator.gui.form.hint_view import ICON_ROOM, MOST_ID, PAD, value_height
from curator.gui.form.option_list import OptionList
from curator.gui.form.reasons import REASONS
from curator.gui.form.request_panel import TermWanted
from curator.gui.form.suggestion import SuggestionBox
from curator.gui.form.taking import NO_MORE, Answer
from curator.gui.form.values import Hint, Missing
from curator.services.values import TermHit
from tests.gui.form.conftest import Show, Shown
from tests.gui.form.drafts import words

DISEASE = Hint(
    "disease",
    None,
    words("lung cancer"),
    parts=(("name", Term("lung cancer", "MONDO:0008903")), ("qualifier", "metastatic")),
    score=0.86,
    why="Names what the mice had.",
    key="d1",
    record="Here so far: 12 of 14 taken as they were.",
)
OVARIAN = replace(
    DISEASE, parts=(("name", Term("ovarian cancer", "MONDO:0008170")),), key="d2", score=0.7,
    evidence=words("ovarian cancer"),
)  # fmt: skip
THIRD = replace(OVARIAN, parts=(("name", Term("cancer", "MONDO:0004992")),), key="d3", score=0.51)
JOURNAL = Hint(
    "journal", Term("Cancer Cell", "ISSN:1535-6108"), words("Cancer Cell"), score=0.95, key="j1"
)
MANY_CURED = Hint(
    "outcome",
    None,
    words("many were cured"),
    parts=(("endpoint", "cured"),),
    status="vague",
    score=0.6,
    key="o1",
)
MISSING = Missing(("phase 1", "phase 2"), 34, 4512, ("bundled/1",), "Searched in vain.")


def offer(shown: Shown, *hints: Hint, missing: Mapping[str, Missing] | None = None) -> None:
    by_field: dict[str, tuple[Hint, ...]] = {}
    for hint in hints:
        by_field[hint.field] = (*by_field.get(hint.field, ()), hint)
    shown.pane.show_suggested(by_field, missing=missing or {})
    shown.qtbot.waitUntil(lambda: not shown.pane.arriving)


def answers(shown: Shown) -> list[Answer]:
    heard: list[Answer] = []
    shown.pane.answered.connect(heard.append)
    return heard


def box(shown: Shown) -> SuggestionBox:
    focused = shown.focused
    assert isinstance(focused, SuggestionBox)
    return focused


def row(shown: Shown, field: str) -> FieldRow:
    found = shown.pane.body.row(field)
    assert found is not None
    return found


def test_enter_takes_item_with_its_parts_and_goes_to_the_next_suggestion(show: Show) -> None:
    shown = show()
    offer(shown, DISEASE, JOURNAL)
    heard = answers(shown)
    shown.to("institution")
    shown.alt(Qt.Key.Key_S)
    assert box(shown).hint == JOURNAL
    shown.enter()
    assert box(shown).hint == DISEASE
    shown.enter()
    claim = shown.draft.claim("disease")
    assert claim is not None
    assert claim.items[0].parts == dict(DISEASE.parts)
    assert claim.items[0].evidence == (words("lung cancer"),)
    assert [(one.hint.key, one.what) for one in heard] == [("j1", "taken"), ("d1", "taken")]
    assert heard[1].item == claim.items[0].id


def test_a_suggestion_is_gone_to_before_its_row_has_its_turn(
    show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("curator.gui.form.pane.ARRIVING_S", -1.0)
    shown = show()
    shown.to("institution")
    shown.pane.show_suggested({"disease": (DISEASE,)}, missing={})
    assert shown.pane.arriving
    assert not row(shown, "disease").state.hints
    assert shown.pane.focus_suggestion("disease", "d1")
    assert box(shown).hint == DISEASE
    assert shown.pane.arriving


def test_arrow_keys_choose_among_several_and_move_nothing(show: Show) -> None:
    shown = show()
    offer(shown, DISEASE, OVARIAN, THIRD)
    shown.to("disease")
    shown.ctrl(Qt.Key.Key_Space)
    before = row(shown, "disease").geometry(), box(shown).geometry()
    assert "1 of 3" in box(shown).accessibleName()
    shown.key(Qt.Key.Key_Down)
    assert box(shown).hint == OVARIAN
    shown.key(Qt.Key.Key_Up)
    shown.key(Qt.Key.Key_Up)
    assert box(shown).hint == THIRD
    assert (row(shown, "disease").geometry(), box(shown).geometry()) == before
    shown.enter()
    assert shown.values("disease") == [Term("cancer", "MONDO:0004992")]
    assert [hint.key for hint in row(shown, "disease").state.hints] == ["d1", "d2"]


def test_a_field_that_takes_one_offers_nothing_once_it_has_a_value(show: Show) -> None:
    shown = show()
    offer(shown, JOURNAL)
    shown.to("journal")
    shown.type("Else")
    shown.enter()
    assert row(shown, "journal").state.hints == ()


def test_suggestions_never_count_as_progress(show: Show) -> None:
    shown = show()
    offer(shown, DISEASE, JOURNAL, MANY_CURED)
    assert shown.draft.claims() == {}
    assert sum(one.done for one in shown.pane.header.view.progress) == 0


def test_the_score_is_said_in_words_and_as_a_number(show: Show) -> None:
    shown = show()
    offer(shown, DISEASE)
    shown.to("disease")
    shown.ctrl(Qt.Key.Key_Space)
    assert "likely 0.86" in box(shown).accessibleName()
    for words_ in ("Names what the mice had.", "12 of 14", "lung cancer"):
        assert words_ in box(shown).toolTip()
    shown.key(Qt.Key.Key_F1)
    assert "Names what the mice had." in shown.pane.help.words.text()


def test_refusing_asks_why_and_a_digit_says_it(show: Show) -> None:
    shown = show()
    offer(shown, DISEASE, OVARIAN)
    heard = answers(shown)
    shown.to("disease")
    shown.ctrl(Qt.Key.Key_Space)
    shown.ctrl(Qt.Key.Key_Backspace)
    assert shown.focused.objectName() == "reason.disease"
    assert heard == []
    shown.type("3")
    assert [(one.hint.key, one.what, one.reason) for one in heard] == [
        ("d1", "refused", REASONS[2])
    ]
    assert box(shown).hint == OVARIAN
    assert shown.draft.claim("disease") is None


def test_a_reason_in_own_words(show: Show) -> None:
    shown = show()
    offer(shown, DISEASE)
    heard = answers(shown)
    shown.to("disease")
    shown.ctrl(Qt.Key.Key_Space)
    shown.ctrl(Qt.Key.Key_Backspace)
    shown.type("is 2 old")
    shown.enter()
    assert [one.reason for one in heard] == ["is 2 old"]
    assert shown.focused.objectName() == "field.disease"


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Tab])
def test_a_reason_may_be_skipped(show: Show, key: Qt.Key) -> None:
    shown = show()
    offer(shown, DISEASE)
    heard = answers(shown)
    shown.to("disease")
    shown.ctrl(Qt.Key.Key_Space)
    shown.ctrl(Qt.Key.Key_Backspace)
    shown.key(key)
    assert [(one.what, one.reason) for one in heard] == [("refused", "")]
    assert row(shown, "disease").reasons is None


def test_a_key_of_the_form_ends_the_question_and_does_its_own(show: Show) -> None:
    shown = show()
    offer(shown, DISEASE, JOURNAL)
    heard = answers(shown)
    shown.to("disease")
    shown.ctrl(Qt.Key.Key_Space)
    shown.ctrl(Qt.Key.Key_Backspace)
    shown.alt(Qt.Key.Key_S)
    assert [one.what for one in heard] == ["refused"]
    assert box(shown).hint == JOURNAL


def test_one_key_silences_the_name(show: Show) -> None:
    shown = show()
    offer(shown, DISEASE)
    heard: list[Hint] = []
    shown.pane.silence_asked.connect(heard.append)
    shown.to("disease")
    shown.ctrl(Qt.Key.Key_Space)
    shown.ctrl(Qt.Key.Key_Delete)
    assert heard == [DISEASE]
    assert row(shown, "disease").state.hints == ()
    shown.pane.forget_silenced("MONDO:0008903")
    offer(shown, DISEASE)
    assert row(shown, "disease").state.hints == (DISEASE,)


def test_a_vague_one_is_shown_as_such_and_taken_as_such(show: Show) -> None:
    shown = show()
    offer(shown, MANY_CURED)
    shown.to("outcome")
    shown.ctrl(Qt.Key.Key_Space)
    assert "vague" in box(shown).accessibleName()
    shown.enter()
    assert shown.status("outcome") == "vague"


def test_a_taken_row_is_to_be_completed(show: Show) -> None:
    shown = show()
    offer(shown, MANY_CURED)
    shown.to("outcome")
    shown.ctrl(Qt.Key.Key_Space)
    shown.enter()
    claim = shown.draft.claim("outcome")
    assert claim is not None
    place = shown.pane.walking.place
    assert place.item == claim.items[0].id
    assert place.part not in claim.items[0].parts
    assert row(shown, "outcome").state.hints == ()


def test_what_comes_later_moves_neither_caret_nor_focus(show: Show) -> None:
    shown = show()
    shown.to("disease")
    shown.type("lun")
    editor = shown.focused
    before = editor.mapTo(shown.pane, editor.rect().topLeft())
    offer(shown, JOURNAL, replace(JOURNAL, field="institution", key="i"), DISEASE, OVARIAN)
    assert row(shown, "institution").state.hints
    assert shown.focused is editor
    assert editor.mapTo(shown.pane, editor.rect().topLeft()) == before
    assert shown.pane.editing.text == "lun"


def test_a_section_is_taken_in_one_step_only_when_it_is_open(show: Show) -> None:
    shown = show()
    offer(shown, DISEASE, replace(DISEASE, field="organism", parts=(), value="x", key="m"), JOURNAL)
    heard = answers(shown)
    shown.to("disease")
    shown.pane.accept_section()
    assert shown.status("disease") == "reported"
    assert shown.status("organism") == "reported"
    assert shown.draft.claim("journal") is None
    assert {one.hint.key for one in heard} == {"d1", "m"}
    assert all(one.item for one in heard)
    shown.draft.undo()
    assert shown.draft.claims() == {}


def test_a_proof_of_absence_is_signed_with_one_key(show: Show) -> None:
    shown = show()
    offer(shown, missing={"phase": MISSING})
    signed: list[str] = []
    shown.pane.absence_signed.connect(signed.append)
    assert shown.texts("phase", "missing") == []
    shown.to("phase")
    sentence = "Not found: 34 names searched in 4,512 characters"
    assert shown.texts("phase", "missing") == [sentence]
    shown.key(Qt.Key.Key_F1)
    assert "phase 1, phase 2 and 32 more" in shown.pane.help.words.text()
    shown.alt(Qt.Key.Key_0)
    claim = shown.draft.claim("phase")
    assert claim is not None
    assert (claim.status, claim.note) == ("not_reported", "Searched in vain.")
    assert signed == ["phase"]
    shown.ctrl(Qt.Key.Key_Z)
    assert shown.draft.claim("phase") is None


def test_a_click_signs_it_too(show: Show) -> None:
    shown = show()
    offer(shown, missing={"phase": MISSING})
    shown.to("phase")
    shown.click("phase", "sign")
    assert shown.status("phase") == "not_reported"


def test_an_absence_is_no_suggestion(show: Show) -> None:
    shown = show()
    offer(shown, missing={"phase": MISSING})
    shown.to("stage")
    messages: list[str] = []
    shown.pane.message.connect(messages.append)
    shown.alt(Qt.Key.Key_S)
    assert messages == [NO_MORE]
    assert shown.draft.claims() == {}


def test_a_term_that_no_vocabulary_has_is_asked_for_below_the_form(show: Show) -> None:
    shown = show()
    wanted: list[TermWanted] = []
    shown.pane.term_wanted.connect(wanted.append)
    shown.to("disease")
    shown.type("zebra pox")
    shown.key(Qt.Key.Key_Up)
    shown.key(Qt.Key.Key_Down)
    shown.key(Qt.Key.Key_Down)
    shown.enter()
    assert shown.focused.objectName() == "request.definition"
    shown.enter()
    assert wanted == []
    shown.type("A pox of zebras")
    shown.enter()
    assert wanted == [TermWanted("diseases", "zebra pox", "A pox of zebras")]
    shown.pane.put_requested(Term("zebra pox", "local:1"))
    assert shown.values("disease") == [Term("zebra pox", "local:1")]
    assert shown.focused.objectName() == "field.disease"


def test_similar_terms_come_behind_what_is_shown(show: Show) -> None:
    shown = show()
    asked: list[tuple[str, str]] = []
    shown.pane.similar_wanted.connect(lambda role, typed, _: asked.append((role, typed)))
    shown.to("disease")
    shown.type("lung")
    assert asked[-1] == ("diseases", "lung")
    options = shown.pane.window().findChild(OptionList)
    assert options is not None
    before, chosen = options.model.options, options.current
    hit = TermHit(Term("lunge disease", "X:1"), "lunge disease", ("disease",))
    shown.pane.offer_similar("lun", [hit])
    assert options.model.options == before
    shown.pane.offer_similar("lung", [hit])
    assert options.model.options[: len(before)] == before
    assert [one.label for one in options.model.options[len(before) :]] == ["lunge disease"]
    assert options.current == chosen


def test_what_was_typed_is_back_where_no_term_is_asked_for(show: Show) -> None:
    shown = show()
    shown.to("disease")
    shown.type("zebra pox")
    shown.key(Qt.Key.Key_Down)
    shown.enter()
    assert shown.focused.objectName() == "request.definition"
    assert shown.draft.claim("disease") is None
    shown.key(Qt.Key.Key_Escape)
    assert shown.focused.objectName() == "field.disease"
    assert shown.pane.editing.text == "zebra pox"


def test_undo_goes_on_after_a_taken_row_was_taken_back(show: Show) -> None:
    shown = show()
    shown.to("model")
    shown.type("mouse 12")
    shown.enter()
    assert shown.draft.claim("model") is not None
    second = replace(MANY_CURED, key="o2", evidence=words("lung cancer"))
    offer(shown, MANY_CURED, second)
    for one in (MANY_CURED, second):
        shown.to("outcome")
        shown.ctrl(Qt.Key.Key_Space)
        assert box(shown).hint == one
        shown.enter()
    for left in (1, 0):
        shown.ctrl(Qt.Key.Key_Z)
        claim = shown.draft.claim("outcome")
        assert (len(claim.items) if claim else 0) == left
    shown.ctrl(Qt.Key.Key_Z)
    assert shown.draft.claim("model") is None


def test_a_long_id_leaves_the_value_its_room(show: Show) -> None:
    shown = show()
    ink, field = shown.pane.ink, shown.pane.showing.field("disease")
    assert field is not None
    label = "tumor-associated macrophage"
    plain, long = (
        replace(DISEASE, parts=(("name", Term(label, term_id)),))
        for term_id in ("CL:1", "CUR:tumor-associated-macrophage-of-the-lung")
    )
    for width in (250.0, 330.0):
        widest = max(ink.strong.width(word) for word in label.split())
        lines = value_height(field, long, width=width, ink=ink) / ink.strong.height
        assert round(lines) <= 2
        assert widest < width * (1 - MOST_ID) - ink.px(2 * PAD + ICON_ROOM + PAD)
    assert value_height(field, plain, width=330.0, ink=ink) <= 2.1 * ink.strong.height


def test_a_typed_term_that_is_suggested_brings_its_words(show: Show) -> None:
    shown = show()
    offer(shown, DISEASE)
    heard = answers(shown)
    shown.to("disease")
    shown.type("lung cancer")
    shown.enter()
    claim = shown.draft.claim("disease")
    assert claim is not None
    (item,) = claim.items
    assert item.evidence == (words("lung cancer"),)
    assert [(one.hint, one.what, one.item) for one in heard] == [(DISEASE, "taken", item.id)]
    assert row(shown, "disease").state.hints == ()
    shown.ctrl(Qt.Key.Key_Z)
    assert shown.draft.claim("disease") is None
