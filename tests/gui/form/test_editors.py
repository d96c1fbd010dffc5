"""An editor for every kind: what is typed, chosen or refused, and what the draft then holds."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from curator.domain.claims import Claim, Item, Quantity, Term, Words
from curator.domain.forms import KINDS, Form
from curator.gui.form.editors import EDITORS, ListEditor
from curator.gui.theme.theme import theme_holder
from tests.gui.form.conftest import Show, Shown
from tests.gui.form.drafts import words

ITEM = "0011223344556677"


def test_every_kind_has_an_editor() -> None:
    assert set(EDITORS) == set(KINDS)


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        ("product_name", "  CAR-12  B ", "CAR-12 B"),
        ("country", "Germany", "Germany"),
        ("mechanism", "converts them", "converts them"),
        ("investigator", "Brian Brown", "Brian Brown"),
        ("n", "five", Quantity("=", "5")),
        ("n", ">70", Quantity(">", "70")),
        ("publication_date", "24 Nov 2022", "2022-11-24"),
        ("publication_date", "2022-11", "2022-11"),
        ("doi", "https://doi.org/10.1016/j.ccell.2025.01.001", "10.1016/j.ccell.2025.01.001"),
        ("registry_id", "nct01234567", "NCT01234567"),
        ("journal", "cancer cell", Term("Cancer Cell", "ISSN:1535-6108")),
        ("therapy_class", "CAR T cells", "car_t"),
    ],
)
def test_enter_makes_a_value(show: Show, field: str, typed: str, value: object) -> None:
    shown = show()
    shown.to(field)
    shown.type(typed)
    assert shown.values(field) == []  # typing alone is no claim
    shown.enter()
    assert shown.values(field) == [value]
    assert shown.status(field) == "reported"


def test_a_dose_keeps_its_power_of_ten(show: Show) -> None:
    shown = show()
    shown.to("dose")
    shown.type("1-2 x 10^6/kg")
    shown.enter()
    (value,) = shown.values("dose")
    assert isinstance(value, Quantity)
    assert (value.low, value.high, value.exp10) == ("1", "2", "6")


def test_a_link_is_a_part_of_its_item(show: Show) -> None:
    claim = Claim(items=(Item(ITEM, parts={"name": "Science Daily"}),))
    shown = show(article_claims={"report.source_cited": claim})
    shown.to("report.source_cited", ITEM, "link")
    shown.type("https://example.org/a")
    shown.enter()
    held = shown.draft.claim("report.source_cited")
    assert held is not None
    assert held.items[0].parts["link"] == "https://example.org/a"
    assert held.items[0].id == ITEM


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("n", "many", "is no number"),
        ("publication_date", "soon", "is no date"),
        ("doi", "10.x", "DOI looks like"),
        ("phase", "ninth", "is not in the list"),
    ],
)
def test_what_is_no_value_stays_typed_with_a_sentence(
    show: Show, field: str, typed: str, sentence: str
) -> None:
    shown = show()
    shown.to(field)
    shown.type(typed)
    shown.enter()
    assert shown.draft.claim(field) is None
    assert any(sentence in words for words in shown.texts(field, "error"))
    assert shown.draft.pending(field, "", part=field) == typed
    shown.tab()
    assert shown.texts(field, "box") == [typed]  # leaving keeps it too


@pytest.mark.parametrize(("key", "status"), [(Qt.Key.Key_8, "vague"), (Qt.Key.Key_9, "unclear")])
def test_a_status_key_keeps_typed_words_that_are_no_value(
    show: Show, key: Qt.Key, status: str
) -> None:
    shown = show()
    shown.to("n")
    shown.type("a cohort")
    shown.alt(key)
    assert shown.values("n") == [Words("a cohort")]
    assert shown.status("n") == status
    assert shown.draft.pending("n", "", part="n") == ""
    assert shown.texts("n", "error") == []


def test_escape_takes_typing_back_then_leaves(show: Show) -> None:
    shown = show()
    shown.to("n")
    shown.type("12")
    shown.key(Qt.Key.Key_Escape)
    assert shown.draft.pending("n", "", part="n") == ""
    with shown.qtbot.waitSignal(shown.pane.left):
        shown.key(Qt.Key.Key_Escape)
    assert shown.draft.claim("n") is None


def test_two_letters_and_enter_choose_a_term(show: Show) -> None:
    shown = show()
    shown.to("organism")
    shown.type("mo")
    shown.enter()
    shown.tab()
    assert shown.values("organism") == [Term("mouse", "NCBITaxon:10090")]
    assert shown.pane.current_field() == "model"


def test_tab_takes_the_marked_option(show: Show) -> None:
    shown = show()
    shown.to("journal")
    shown.type("canc")
    shown.tab()
    assert shown.values("journal") == [Term("Cancer Cell", "ISSN:1535-6108")]
    assert shown.pane.current_field() == "doi"


def test_other_words_stay_as_they_are(show: Show) -> None:
    shown = show()
    shown.to("target_cell")
    shown.type("tumor-associated macrophage")
    shown.key(Qt.Key.Key_Escape)
    shown.enter()
    assert shown.values("target_cell") == [Term("tumor-associated macrophage")]
    assert shown.texts("target_cell", "box")[0] == "tumor-associated macrophage"


def test_a_merely_similar_term_needs_a_key(show: Show) -> None:
    shown = show()
    shown.to("organism")
    shown.type("mose")
    shown.enter()
    assert shown.values("organism") == [Term("mose")]


def test_arrows_choose_in_the_list(show: Show) -> None:
    shown = show()
    shown.to("payload")
    shown.type("IL-1")
    shown.key(Qt.Key.Key_Down)
    shown.enter()
    assert shown.values("payload") == [Term("IL-18", "HGNC:5986")]


def test_a_click_in_the_list_chooses(show: Show) -> None:
    shown = show()
    shown.click("phase", "box")
    shown.ctrl(Qt.Key.Key_Space)
    editor = shown.focused
    assert isinstance(editor, ListEditor)
    assert editor.is_open
    options = editor._popup()
    where = options.view.visualRect(options.model.index(2)).center()
    QTest.mouseClick(
        options.view.viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        where,
    )
    assert shown.values("phase") == ["2"]
    assert not editor.is_open


def test_a_choice_is_found_by_its_synonym(show: Show) -> None:
    shown = show()
    shown.to("stage")
    shown.type("mice")
    shown.enter()
    assert shown.values("stage") == ["in_vivo"]


def test_a_long_text_keeps_lines_and_spaces_as_typed(show: Show) -> None:
    words = "one two\n\nthree \U0001f9ea “x” {y}"
    shown = show()
    shown.to("mechanism")
    QApplication.clipboard().setText(words)
    shown.ctrl(Qt.Key.Key_V)
    shown.enter()
    assert shown.values("mechanism") == [words]
    editor = shown.pane.findChild(QPlainTextEdit, "field.mechanism")
    assert editor is not None
    assert isinstance(shown.focused, QPlainTextEdit)


def test_shift_enter_begins_a_line(show: Show) -> None:
    shown = show()
    shown.to("mechanism")
    shown.type("a")
    shown.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    shown.type("b")
    shown.enter()
    assert shown.values("mechanism") == ["a\nb"]


def test_editing_a_value_keeps_item_and_evidence(show: Show) -> None:
    shown = show(claims={"product_name": Claim(items=(Item(ITEM, value="CAR-1"),))})
    shown.to("product_name")
    shown.type("CAR-2")  # all is selected when the caret comes
    shown.enter()
    claim = shown.draft.claim("product_name")
    assert claim is not None
    assert [(item.id, item.value) for item in claim.items] == [(ITEM, "CAR-2")]


def test_emptying_an_editor_removes_the_value(show: Show) -> None:
    shown = show(claims={"product_name": Claim(items=(Item(ITEM, value="CAR-1"),))})
    shown.to("product_name")
    shown.key(Qt.Key.Key_Delete)
    shown.enter()
    assert shown.draft.claim("product_name") is None


def test_undo_and_redo_in_an_editor_act_on_the_draft(show: Show) -> None:
    shown = show()
    shown.to("product_name")
    shown.type("CAR-1")
    shown.enter()
    shown.ctrl(Qt.Key.Key_Z)
    assert shown.draft.claim("product_name") is None
    shown.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert shown.values("product_name") == ["CAR-1"]
    shown.ctrl(Qt.Key.Key_Z)
    shown.ctrl(Qt.Key.Key_Y)
    assert shown.values("product_name") == ["CAR-1"]


def test_undo_of_unfinished_typing_can_be_redone(show: Show) -> None:
    shown = show(claims={"product_name": Claim(items=(Item(ITEM, value="CAR-1"),))})
    shown.to("product_name")
    shown.type("CAR-2")
    shown.ctrl(Qt.Key.Key_Z)
    assert shown.values("product_name") == ["CAR-1"]
    editor = shown.focused
    assert isinstance(editor, QLineEdit)
    assert editor.text() == "CAR-1"
    shown.ctrl(Qt.Key.Key_Y)
    assert shown.values("product_name") == ["CAR-2"]


def test_typing_without_a_pause_is_one_step(show: Show) -> None:
    shown = show()
    shown.to("product_name")
    shown.type("a long product name")
    shown.tab()
    assert len(shown.draft.log.steps) == 1
    assert shown.draft.undo_name() == "Product: a long product name"


def test_a_pause_in_free_text_makes_a_step(show: Show) -> None:
    shown = show(claims={"product_name": Claim(items=(Item(ITEM, value="CAR-1"),))})
    shown.to("product_name")
    shown.type("CAR-2")
    shown.qtbot.waitUntil(lambda: shown.values("product_name") == ["CAR-2"])
    shown.type("3")  # the caret is where it was
    shown.tab()
    assert shown.values("product_name") == ["CAR-23"]
    assert len(shown.draft.log.steps) == 2


def test_showing_and_visiting_every_place_writes_nothing(show: Show, form: Form) -> None:
    claims = {
        "product_name": Claim(items=(Item(ITEM, value="  a  b  "),)),
        "mechanism": Claim(items=(Item("b" * 16, value="x y\n"),)),
        "disease": Claim(items=(Item("c" * 16, parts={"name": Term("lung  cancer")}),)),
        "n": Claim(own_status="not_reported", note="none"),
        "outcome": Claim(items=(Item("d" * 16, parts={"endpoint": "survival", "n": "5"}),)),
    }
    shown = show(claims=claims)
    before = shown.draft.log
    seen = set()
    shown.pane.setFocus()
    for _ in range(300):
        seen.add(shown.pane.current_field())
        shown.tab()
        if not shown.pane.isAncestorOf(shown.focused) or shown.focused is shown.pane.header.button:
            break
    assert seen >= {field.key for field in form.fields()}
    assert shown.draft.log is before


def test_a_focused_editor_has_a_name(show: Show, form: Form) -> None:
    shown = show()
    for field in form.fields():
        shown.to(field.key)
        assert shown.focused.accessibleName().startswith(field.label), field.key
        assert shown.focused.objectName() == f"field.{field.key}"


def names(shown: Shown) -> list[str]:
    return sorted(type(widget).__name__ for widget in shown.pane.findChildren(QLineEdit))


def test_only_the_current_place_costs_an_editor(show: Show) -> None:
    shown = show()
    shown.to("payload")
    shown.to("disease")
    shown.qtbot.waitUntil(lambda: names(shown) == ["TermEditor", "TitleEdit"])


def test_long_words_are_read_from_their_beginning(show: Show) -> None:
    shown = show()
    shown.pane.fill_from_selection(
        "C", words("Scientists at the Icahn School of Medicine used mice with lung cancer")
    )
    editor = shown.pane.findChild(QLineEdit, "field.comparator")
    assert editor is not None
    assert not editor.hasFocus()
    assert editor.cursorPosition() == 0


def test_long_words_are_read_from_their_beginning_when_the_keyboard_has_left(show: Show) -> None:
    shown = show()
    shown.to("comparator")
    editor = shown.focused
    assert isinstance(editor, QLineEdit)
    long = "mice that were given cells without the gene, or none at all, and their untreated litter"
    QTest.keyClicks(editor, long)
    assert editor.cursorPosition() == len(long)
    editor.clearFocus()
    shown.qtbot.waitUntil(lambda: not editor.hasFocus())
    assert editor.cursorPosition() == 0


def test_the_label_of_the_study_grows_with_the_text(show: Show) -> None:
    shown = show()
    holder = theme_holder()
    before = shown.pane.header.title.font().pixelSize()
    holder.choose("light", scale=2.0, wide=False)
    after = shown.pane.header.title.font().pixelSize()
    holder.choose("light", scale=1.0, wide=False)
    assert after == 2 * before
    assert shown.pane.header.title.font().pixelSize() == before
