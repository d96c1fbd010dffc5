"""Statuses, details, evidence and letters, by key and by mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QWidget

from curator.domain.claims import Claim, Item, Term, Words
from curator.domain.forms import Form
from curator.gui.form.values import CellView
from tests.gui.form.conftest import Show
from tests.gui.form.drafts import words

# The screen that tests have is none: it cannot raise a menu nor give it the keyboard.
POPUPS = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
ITEM = "0011223344556677"
LUNG = Term("lung cancer", "MONDO:0008903")


def disease(*, status: str = "reported", quotes: tuple[str, ...] = ("lung cancer",)) -> Claim:
    evidence = tuple(words(quote) for quote in quotes)
    return Claim(items=(Item(ITEM, status, parts={"name": LUNG}, evidence=evidence),))


@pytest.mark.parametrize(
    ("key", "status"),
    [
        (Qt.Key.Key_0, "not_reported"),
        (Qt.Key.Key_7, "not_applicable"),
        (Qt.Key.Key_8, "vague"),
        (Qt.Key.Key_9, "unclear"),
    ],
)
def test_a_key_sets_the_status_of_an_empty_field(show: Show, key: Qt.Key, status: str) -> None:
    shown = show()
    shown.to("n")
    shown.alt(key)
    assert shown.status("n") == status
    assert shown.pane.current_field() == "n"
    shown.ctrl(Qt.Key.Key_Z)
    assert shown.draft.claim("n") is None


def test_not_reported_takes_the_place_of_items_in_one_step(show: Show) -> None:
    shown = show(claims={"disease": disease()})
    shown.to("disease")
    shown.alt(Qt.Key.Key_0)
    assert shown.draft.claim("disease") == Claim(own_status="not_reported")
    shown.ctrl(Qt.Key.Key_Z)
    assert shown.draft.claim("disease") == disease()


def test_vague_marks_the_current_item_only(show: Show) -> None:
    other = Item("8899aabbccddeeff", parts={"name": Term("ovarian cancer")})
    shown = show(claims={"disease": Claim(items=(*disease().items, other))})
    shown.to("disease", other.id)
    shown.alt(Qt.Key.Key_8)
    claim = shown.draft.claim("disease")
    assert claim is not None
    assert [item.status for item in claim.items] == ["reported", "vague"]


@POPUPS
def test_the_status_chip_opens_a_menu_that_sets_it(show: Show) -> None:
    shown = show(claims={"disease": disease()})
    shown.click("disease", "status")
    menu = shown.pane.pointing.menu
    assert menu is not None
    assert menu.isVisible()
    words_of = {action.text().split("\t")[0]: action for action in menu.actions()}
    assert words_of["Reported"].isChecked()
    words_of["Unclear"].trigger()
    menu.close()
    assert shown.status("disease") == "unclear"


def test_a_value_typed_over_a_status_takes_its_place(show: Show) -> None:
    shown = show(claims={"n": Claim(own_status="not_reported")})
    shown.to("n")
    shown.type("12")
    shown.enter()
    assert shown.status("n") == "reported"


def test_basis_scope_and_note_are_edited_beside_the_value(show: Show) -> None:
    shown = show(claims={"disease": disease()})
    shown.to("disease", ITEM)
    shown.alt(Qt.Key.Key_Return)
    shown.tab()  # qualifier
    shown.tab()
    shown.type("inf")
    shown.tab()
    shown.type("back")
    shown.tab()
    shown.type("see table 2")
    shown.enter()
    claim = shown.draft.claim("disease")
    assert claim is not None
    item = claim.items[0]
    assert (item.basis, item.scope, item.note) == ("inferred", "background", "see table 2")
    assert item.evidence == disease().items[0].evidence
    shown.alt(Qt.Key.Key_Return)
    assert shown.texts("disease", "details") == ["inferred · background · see table 2"]


def test_usual_details_take_no_line(show: Show) -> None:
    shown = show(claims={"disease": disease()})
    assert shown.texts("disease", "details") == []


def test_a_click_on_a_chip_asks_for_its_words(show: Show) -> None:
    shown = show(claims={"disease": disease()})
    with shown.qtbot.waitSignal(shown.pane.evidence_requested) as asked:
        shown.click("disease", "quote")
    assert asked.args == [words("lung cancer")]


def test_keys_go_to_the_evidence_and_the_next(show: Show) -> None:
    shown = show(claims={"disease": disease(quotes=("lung cancer", "ovarian cancer"))})
    shown.to("disease")
    assert shown.texts("disease", "more") == ["+1"]
    found = []
    shown.pane.evidence_requested.connect(lambda one: found.append(one.quote))
    shown.ctrl(Qt.Key.Key_Period)
    shown.alt(Qt.Key.Key_Period)
    shown.alt(Qt.Key.Key_Period)
    assert found == ["lung cancer", "ovarian cancer", "lung cancer"]


def test_e_attaches_the_selection_to_the_current_item(show: Show) -> None:
    shown = show(claims={"disease": disease()})
    shown.to("disease")
    shown.pane.fill_from_selection("E", words("mice with lung cancer"))
    claim = shown.draft.claim("disease")
    assert claim is not None
    assert [e.quote for e in claim.items[0].evidence] == ["lung cancer", "mice with lung cancer"]


@POPUPS
def test_the_menu_of_a_value_opens_by_key(show: Show) -> None:
    shown = show(claims={"disease": disease()})
    shown.to("disease")
    shown.key(Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    menu = shown.pane.pointing.menu
    assert menu is not None
    assert menu.isVisible()
    texts = [action.text().split("\t")[0] for action in menu.actions()]
    assert {"Status", "Basis", "Scope", "Remove this value", "“lung cancer”"} <= set(texts)
    next(a for a in menu.actions() if a.text().startswith("Remove this value")).trigger()
    menu.close()
    assert shown.draft.claim("disease") is None


def test_a_letter_fills_without_taking_the_keyboard(show: Show) -> None:
    shown = show()
    shown.pane.header.button.setFocus()
    with shown.qtbot.waitSignal(shown.pane.current_changed) as told:
        shown.pane.fill_from_selection("D", words("lung cancer"))
    assert shown.values("disease") == [LUNG]
    claim = shown.draft.claim("disease")
    assert claim is not None
    assert claim.items[0].evidence == (words("lung cancer"),)
    assert told.args == ["disease", claim.items[0].id]
    assert shown.focused is shown.pane.header.button
    shown.pane.fill_from_selection("d", words("ovarian cancer"))
    assert len(shown.values("disease")) == 2


def test_a_letter_opens_a_folded_section(show: Show) -> None:
    shown = show()
    shown.pane.acting.toggle_section("subjects")
    shown.pane.fill_from_selection("D", words("lung cancer"))
    assert shown.pane.showing.is_open("subjects")
    assert shown.values("disease") == [LUNG]


def test_a_choice_that_does_not_match_opens_its_list_and_is_one_step(show: Show) -> None:
    shown = show()
    shown.pane.fill_from_selection("G", words("A promising strategy"))
    assert shown.values("stage") == [Words("A promising strategy")]
    assert shown.status("stage") == "vague"
    shown.key(Qt.Key.Key_Down)
    shown.enter()
    assert shown.values("stage") == ["in_vitro"]
    assert shown.status("stage") == "reported"
    claim = shown.draft.claim("stage")
    assert claim is not None
    assert [e.quote for e in claim.items[0].evidence] == ["A promising strategy"]
    shown.ctrl(Qt.Key.Key_Z)
    assert shown.draft.claim("stage") is None


def test_a_letter_commits_what_was_being_typed(show: Show) -> None:
    shown = show()
    shown.to("product_name")
    shown.type("CAR-1")
    shown.pane.fill_from_selection("M", words("mice"))
    assert shown.values("product_name") == ["CAR-1"]
    assert shown.values("organism") == [Term("mouse", "NCBITaxon:10090")]


def test_a_conflict_says_what_the_others_say(show: Show) -> None:
    shown = show(claims={"disease": disease()})
    shown.pane.set_cells({"disease": CellView("conflict", "A-0001 says “patients”")})
    assert shown.texts("disease", "others") == ["A-0001 says “patients”"]
    row = shown.pane.body.row("disease")
    assert row is not None
    assert "conflict" in row.accessibleName()
    block = shown.pane.body.block("subjects")
    assert block is not None
    assert block.view.conflicts == 1
    with shown.qtbot.waitSignal(shown.pane.compare_requested) as asked:
        shown.click("disease", "compare")
    assert asked.args == ["disease"]


def test_the_value_of_the_previous_article_comes_without_its_words(show: Show) -> None:
    shown = show(claims={"disease": disease()})
    draft = shown.draft
    other = show(claims={})
    other.pane.show_draft(draft)
    other.pane.show_draft(other.draft)
    other.to("disease")
    other.ctrl(Qt.Key.Key_Apostrophe)
    claim = other.draft.claim("disease")
    assert claim is not None
    assert claim.items[0].parts == {"name": LUNG}
    assert claim.items[0].evidence == ()
    assert claim.items[0].id != ITEM


def test_help_tells_what_belongs_into_the_field(show: Show) -> None:
    shown = show(claims={"disease": disease()})
    shown.to("disease")
    shown.key(Qt.Key.Key_F1)
    assert shown.pane.help.isVisible()
    assert "as finely as the article says" in shown.pane.help.words.text()
    start = words("lung cancer").start
    assert f"“lung cancer” A-0002, {start}–{start + 11}" in shown.pane.help.words.text()
    shown.key(Qt.Key.Key_F1)
    assert not shown.pane.help.isVisible()


def test_nothing_is_edited_where_the_registry_is_read_only(show: Show) -> None:
    shown = show(claims={"disease": disease()}, read_only="It was made by a newer program.")
    shown.click("disease", "box")
    shown.pane.fill_from_selection("D", words("ovarian cancer"))
    shown.pane.mark("not_reported")
    assert shown.draft.claim("disease") == disease()
    assert shown.draft.log.steps == ()
    assert shown.pane.findChild(QWidget, "field.disease") is None
    assert shown.pane.header.title.isReadOnly()


def test_a_value_without_words_says_so(show: Show) -> None:
    bare = Claim(items=(Item(ITEM, parts={"name": LUNG}),))
    shown = show(claims={"disease": bare})
    assert shown.texts("disease", "aside") == ["No words yet"]
    shown.to("disease", ITEM)
    shown.pane.fill_from_selection("E", words("lung cancer"))
    assert shown.texts("disease", "aside") == []


def test_an_error_stands_below_its_own_editor(show: Show) -> None:
    claim = Claim(items=(Item(ITEM, parts={"name": "Brown"}), Item("f" * 16, parts={"name": "B"})))
    shown = show(claims={"investigator": claim})
    shown.to("investigator", ITEM, "orcid")
    shown.type("0000-0002-1825-0098")
    shown.enter()
    row = shown.pane.body.row("investigator")
    assert row is not None
    kinds = [(p.kind, p.part or p.text) for p in row.pieces if p.kind in ("box", "error")]
    at = kinds.index(("box", "orcid"))
    assert kinds[at + 1] == (
        "error",
        "The last digit of this ORCID is wrong. Alt+8 keeps the words as vague.",
    )


def test_a_conflict_that_is_found_later_opens_its_section(show: Show, form: Form) -> None:
    claims = {
        field.key: Claim(own_status="not_reported")
        for field in form.fields()
        if field.section == "subjects"
    }
    shown = show(claims=claims)
    assert not shown.pane.showing.is_open("subjects")
    shown.pane.set_cells({"organism": CellView("conflict", "A-0001 says “patients”")})
    assert shown.pane.showing.is_open("subjects")
    shown.pane.acting.toggle_section("subjects")
    shown.pane.set_cells({"organism": CellView("conflict", "A-0001 says “mice”")})
    assert not shown.pane.showing.is_open("subjects")  # the curator has folded it


@POPUPS
def test_the_menu_of_the_mouse_pastes_too(show: Show) -> None:
    shown = show()
    shown.to("product_name")
    QApplication.clipboard().setText("CAR-12")
    row = shown.pane.body.row("product_name")
    assert row is not None
    editor = shown.focused
    point = editor.rect().center()
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, editor.mapTo(row, point), editor.mapToGlobal(point)
    )
    QApplication.sendEvent(row, event)
    menu = shown.pane.pointing.menu
    assert menu is not None
    next(a for a in menu.actions() if a.text().startswith("Paste")).trigger()
    menu.close()
    shown.enter()
    assert shown.values("product_name") == ["CAR-12"]


def test_a_screen_reader_hears_status_and_conflict_at_the_editor(show: Show) -> None:
    shown = show(claims={"disease": disease(status="vague")})
    shown.to("disease")
    shown.pane.set_cells({"disease": CellView("conflict", "A-0001 says “patients”")})
    said = shown.focused.accessibleDescription()
    assert "1 quote," in said
    assert "vague" in said
    assert "conflict: A-0001 says “patients”" in said


@pytest.mark.parametrize("width", [380, 468, 540])
@pytest.mark.parametrize("state", ["refine", "complement", "agree", "decided"])
def test_a_mark_touches_neither_the_name_nor_the_editor(
    show: Show, form: Form, state: str, width: int
) -> None:
    claims = {key: Claim(items=(Item(ITEM, value="24"),)) for key in ("registry_id", "n")}
    shown = show(claims=claims, width=width)
    shown.pane.set_cells({f.key: CellView(state, "A-0001 says “x”") for f in form.fields()})
    for row in shown.pane.body.rows():
        mark = next(piece for piece in row.pieces if piece.kind == "mark_icon")
        others = [p for p in row.pieces if p.kind in ("badge", "label", "box", "cell", "status")]
        for other in others:
            near = other.rect.adjusted(-3, 0, 3, 0)
            assert not mark.rect.intersects(near), (row.key, other.kind)
        assert mark.rect.left() >= 16
        assert mark.rect.bottom() <= row.height()


def test_a_value_that_no_other_article_speaks_of_has_no_mark(show: Show) -> None:
    shown = show(claims={"disease": disease()})
    shown.pane.set_cells({"disease": CellView("complement")})
    row = shown.pane.body.row("disease")
    assert row is not None
    assert not [piece for piece in row.pieces if piece.kind == "mark_icon"]
    shown.pane.set_cells({"disease": CellView("complement", "A-0001 says “glioma”")})
    (mark,) = [piece for piece in row.pieces if piece.kind == "mark_icon"]
    assert row.tip(mark) == "Complement. A-0001 says “glioma”"


def test_a_saved_status_names_its_reader(show: Show) -> None:
    shown = show(claims={"n": Claim(own_status="not_reported"), "dose": Claim(own_status="vague")})
    assert shown.texts("n", "aside") == ["checked by R. Ortiz"]
    shown.to("dose")
    shown.alt(Qt.Key.Key_0)
    shown.to("product_name")
    assert shown.texts("dose", "aside") == []
    shown.ctrl(Qt.Key.Key_Z)
    shown.to("product_name")
    assert shown.texts("dose", "aside") == ["checked by R. Ortiz"]
