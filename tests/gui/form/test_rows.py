"""Tables: rows by typing, cells in place, copies, all parts."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from curator.domain.claims import Claim, Item, Quantity
from curator.domain.forms import Form
from tests.gui.form.conftest import Show
from tests.gui.form.drafts import words

ROW = "0011223344556677"
SECOND = "8899aabbccddeeff"


def outcomes() -> Claim:
    return Claim(
        items=(
            Item(
                ROW,
                "vague",
                parts={"endpoint": "survival", "direction": "increase", "comparator": "untreated"},
                evidence=(words("many were cured"),),
            ),
            Item(SECOND, "vague", parts={"endpoint": "cure"}, evidence=(words("cured"),)),
        )
    )


def test_the_columns_are_the_filled_ones_first(show: Show) -> None:
    shown = show(claims={"outcome": outcomes()})
    assert shown.texts("outcome", "head")[:1] == ["Endpoint"]
    assert {"Comparator", "Direction", "Status"} <= set(shown.texts("outcome", "head"))
    assert shown.texts("outcome", "quotes") == ["2 quotes"]


def test_a_cell_is_edited_in_place(show: Show) -> None:
    shown = show(claims={"outcome": outcomes()})
    shown.click("outcome", "cell", 0)
    shown.ctrl(Qt.Key.Key_A)
    shown.type("overall survival")
    shown.tab()
    claim = shown.draft.claim("outcome")
    assert claim is not None
    assert claim.items[0].parts["endpoint"] == "overall survival"
    assert claim.items[0].parts["direction"] == "increase"
    assert [item.id for item in claim.items] == [ROW, SECOND]
    assert shown.pane.current_field() == "outcome"
    assert shown.pane.current_item() == ROW


def test_a_choice_cell_has_its_list(show: Show) -> None:
    shown = show(claims={"outcome": outcomes()})
    shown.to("outcome", SECOND, "direction")
    shown.type("more")
    shown.enter()
    claim = shown.draft.claim("outcome")
    assert claim is not None
    assert claim.items[1].parts["direction"] == "increase"


def test_rows_are_typed_one_after_another(show: Show) -> None:
    shown = show()
    shown.to("arms")
    shown.type("CAR T")
    shown.enter()
    shown.type("exp")
    shown.tab()
    shown.type("12")
    shown.tab()
    shown.type("untreated")
    shown.enter()
    claim = shown.draft.claim("arms")
    assert claim is not None
    assert [dict(item.parts) for item in claim.items] == [
        {"name": "CAR T", "kind": "experimental", "n": Quantity("=", "12")},
        {"name": "untreated"},
    ]


def test_add_row_opens_a_row_that_is_nothing_until_it_is_typed(show: Show) -> None:
    shown = show(claims={"outcome": outcomes()})
    shown.click("outcome", "add_row")
    assert shown.draft.claim("outcome") == outcomes()
    shown.type("relapse")
    shown.enter()
    assert shown.values("outcome") == ["survival", "cure", "relapse"]


def test_a_copy_has_a_new_id_and_the_same_words(show: Show) -> None:
    shown = show(claims={"outcome": outcomes()})
    shown.to("outcome")
    shown.ctrl(Qt.Key.Key_D)
    claim = shown.draft.claim("outcome")
    assert claim is not None
    assert len(claim.items) == 3
    copy = claim.items[2]
    assert copy.id not in (ROW, SECOND)
    assert (copy.parts, copy.evidence) == (claim.items[1].parts, claim.items[1].evidence)
    assert shown.pane.current_item() == copy.id
    shown.ctrl(Qt.Key.Key_Z)
    assert shown.draft.claim("outcome") == outcomes()


def test_every_part_can_be_reached_in_the_details(show: Show, form: Form) -> None:
    field = form.field("outcome")
    assert field is not None
    shown = show(claims={"outcome": outcomes()})
    shown.to("outcome", ROW)
    shown.alt(Qt.Key.Key_Return)
    reached = set()
    for _ in range(len(field.parts) + 3):
        reached.add(shown.pane.walking.place.part)
        shown.tab()
    assert reached == {part.key for part in field.parts} | {"@basis", "@scope", "@note"}
    shown.to("outcome", ROW, "time_point")
    shown.type("6 months")
    shown.enter()
    claim = shown.draft.claim("outcome")
    assert claim is not None
    assert claim.items[0].parts["time_point"] == Quantity("=", "6", unit="mo")


def test_a_row_is_removed_by_key(show: Show) -> None:
    shown = show(claims={"outcome": outcomes()})
    shown.to("outcome", ROW)
    shown.key(
        Qt.Key.Key_Delete,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    assert shown.values("outcome") == ["cure"]


def test_a_letter_adds_a_row(show: Show) -> None:
    shown = show(claims={"outcome": outcomes()})
    shown.pane.fill_from_selection("O", words("many were cured"))
    assert shown.values("outcome") == ["survival", "cure", "many were cured"]


def test_a_cell_that_is_no_value_says_so_below_the_table(show: Show) -> None:
    shown = show(claims={"outcome": outcomes()})
    shown.to("outcome", ROW, "n")
    shown.type("lots")
    shown.enter()
    assert shown.draft.claim("outcome") == outcomes()
    assert any("is no number" in words for words in shown.texts("outcome", "error"))
    assert shown.draft.pending("outcome", ROW, part="n") == "lots"


def test_all_parts_of_a_row_come_into_sight(show: Show) -> None:
    shown = show(claims={"outcome": outcomes()}, height=520)
    shown.to("outcome", ROW)
    shown.key(Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    row, scroller = shown.pane.body.row("outcome"), shown.pane.scroller
    assert row is not None
    last = max(piece.rect.bottom() for piece in row.pieces if piece.item == ROW)
    assert row.y() + last <= scroller.verticalScrollBar().value() + scroller.viewport().height()


def test_a_result_is_typed_from_cell_to_cell(show: Show) -> None:
    shown = show()
    shown.to("outcome")
    for typed in ("tumour clearance", "proficient", ">70%", "3 months"):
        shown.type(typed)
        shown.tab()
    assert shown.texts("outcome", "head") == ["Endpoint", "Arm", "Value", "Time point", "Status"]
    claim = shown.draft.claim("outcome")
    assert claim is not None
    assert claim.items[0].parts == {
        "endpoint": "tumour clearance",
        "arm": "proficient",
        "op": ">",
        "value": "70",
        "unit": "%",
        "time_point": Quantity("=", "3", unit="mo"),
    }
    assert shown.texts("outcome", "cell")[:4] == [
        "tumour clearance",
        "proficient",
        "> 70 %",
        "3 months",
    ]


def test_operator_value_and_unit_are_one_step(show: Show) -> None:
    claims = {"outcome": outcomes()}
    shown = show(claims=claims)
    shown.to("outcome", SECOND, "value")
    shown.type("2.5-fold")
    shown.enter()
    shown.to("outcome", SECOND, "value")
    shown.type(">70%")
    shown.enter()
    claim = shown.draft.claim("outcome")
    assert claim is not None
    assert dict(claim.items[1].parts) == {
        "endpoint": "cure",
        "op": ">",
        "value": "70",
        "unit": "%",
    }
    shown.ctrl(Qt.Key.Key_Z)
    claim = shown.draft.claim("outcome")
    assert claim is not None
    assert dict(claim.items[1].parts) == {"endpoint": "cure", "value": "2.5", "unit": "{fold}"}
    shown.ctrl(Qt.Key.Key_Z)
    assert shown.draft.claim("outcome") == outcomes()


def test_what_is_shown_of_a_value_can_be_typed_again(show: Show) -> None:
    parts = {"endpoint": "cure", "op": "up_to", "value": "100", "unit": "%"}
    shown = show(claims={"outcome": Claim(items=(Item(ROW, parts=parts),))})
    shown.to("outcome", ROW, "value")
    editor = shown.focused
    assert isinstance(editor, QLineEdit)
    assert editor.text() == "up to 100 %"
    shown.type("up to 100 %")
    shown.enter()
    claim = shown.draft.claim("outcome")
    assert claim is not None
    assert dict(claim.items[0].parts) == parts
