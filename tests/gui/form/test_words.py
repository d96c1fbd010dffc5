"""The words of a value and of its parts: adding, anchoring elsewhere, removing, a part's own."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu

from curator.domain.claims import Claim, Item, Own, Term, Value
from tests.gui.form.conftest import Show, Shown
from tests.gui.form.drafts import words
from tests.gui.form.menus import choose

# The screen that tests have is none: it cannot raise a menu nor give it the keyboard.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
ITEM = "0011223344556677"
CANCER: dict[str, Value] = {"name": Term("lung cancer", "MONDO:0008903"), "qualifier": "metastatic"}
OWN = "mice with lung cancer"


def disease(own: Own | None = None) -> Claim:
    evidence = (words("lung cancer"),)
    held = {"qualifier": own} if own else {}
    return Claim(items=(Item(ITEM, parts=CANCER, evidence=evidence, own=held),))


def first(shown: Shown, field: str) -> Item:
    claim = shown.draft.claim(field)
    assert claim is not None
    return claim.items[0]


def right_click(shown: Shown, field: str, kind: str) -> QMenu:
    row = shown.pane.body.row(field)
    assert row is not None
    point = next(p for p in row.pieces if p.kind == kind).rect.center().toPoint()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, row.mapToGlobal(point))
    QApplication.sendEvent(row, event)
    return menu_of(shown)


def by_key(shown: Shown) -> QMenu:
    shown.key(Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    return menu_of(shown)


def menu_of(shown: Shown) -> QMenu:
    menu = shown.pane.pointing.menu
    assert menu is not None
    assert menu.isVisible()
    return menu


def test_a_chip_is_removed_by_its_menu_and_comes_back_by_undo(show: Show) -> None:
    shown = show(claims={"disease": disease()})
    choose(right_click(shown, "disease", "quote"), "Remove this evidence")
    assert first(shown, "disease").evidence == ()
    assert first(shown, "disease").parts == CANCER
    shown.to("disease")
    shown.ctrl(Qt.Key.Key_Z)
    assert shown.draft.claim("disease") == disease()


def test_a_chip_is_removed_by_keyboard(show: Show) -> None:
    shown = show(claims={"disease": disease()})
    shown.to("disease")
    choose(by_key(shown), "“lung cancer”", "Remove this evidence")
    assert first(shown, "disease").evidence == ()


def test_a_chip_is_anchored_to_the_words_of_the_next_e(show: Show) -> None:
    shown = show(claims={"disease": disease()})
    with shown.qtbot.waitSignal(shown.pane.words_wanted) as asked:
        choose(right_click(shown, "disease", "quote"), "Anchor to other words")
    assert asked.args == [(words("lung cancer"),)]
    shown.pane.fill_from_selection("E", words("ovarian cancer"))
    assert first(shown, "disease").evidence == (words("ovarian cancer"),)
    shown.pane.fill_from_selection("E", words("lung cancer"))
    assert first(shown, "disease").evidence == (words("ovarian cancer"), words("lung cancer"))


def test_anchoring_ends_where_another_value_becomes_current(show: Show) -> None:
    shown = show(claims={"disease": disease()})
    choose(right_click(shown, "disease", "quote"), "Anchor to other words")
    shown.pane.fill_from_selection("P", words("interleukin-12"))
    shown.pane.fill_from_selection("E", words("The CAR T cells"))
    assert first(shown, "disease").evidence == (words("lung cancer"),)
    assert first(shown, "payload").evidence == (words("interleukin-12"), words("The CAR T cells"))


def test_words_are_asked_for_by_menu(show: Show) -> None:
    shown = show(claims={"disease": disease()})
    shown.to("disease")
    with shown.qtbot.waitSignal(shown.pane.words_wanted):
        choose(by_key(shown), "Add words of the article")


def test_a_chip_says_what_can_be_done_with_it(show: Show) -> None:
    shown = show(claims={"disease": disease()})
    row = shown.pane.body.row("disease")
    assert row is not None
    tip = row.tip(next(p for p in row.pieces if p.kind == "quote"))
    assert "“lung cancer”" in tip
    for word in ("remove", "anchor", "add"):
        assert word in tip


def test_a_status_key_in_the_box_of_a_part_is_of_that_part(show: Show) -> None:
    shown = show(claims={"disease": disease()})
    shown.to("disease", ITEM, "qualifier")
    shown.alt(Qt.Key.Key_8)
    assert first(shown, "disease").own == {"qualifier": Own("vague")}
    assert first(shown, "disease").status == "reported"
    row = shown.pane.body.row("disease")
    assert row is not None
    box = next(p for p in row.pieces if p.kind == "box" and p.part == "qualifier")
    assert box.aside == "vague"
    shown.alt(Qt.Key.Key_9)
    assert first(shown, "disease").own == {"qualifier": Own("unclear")}
    shown.alt(Qt.Key.Key_9)
    assert shown.draft.claim("disease") == disease()
    for _ in range(3):
        shown.ctrl(Qt.Key.Key_Z)
    assert shown.draft.claim("disease") == disease()
    shown.to("disease", ITEM)
    shown.alt(Qt.Key.Key_8)
    assert first(shown, "disease").status == "vague"
    assert first(shown, "disease").own == {}


def test_e_attaches_to_the_part_whose_box_has_the_caret(show: Show) -> None:
    shown = show(claims={"disease": disease()})
    shown.to("disease", ITEM, "qualifier")
    shown.pane.fill_from_selection("E", words(OWN))
    assert first(shown, "disease").own == {"qualifier": Own(evidence=(words(OWN),))}
    assert first(shown, "disease").evidence == (words("lung cancer"),)
    assert shown.texts("disease", "details") == []  # its box says it
    found: list[str] = []
    shown.pane.evidence_requested.connect(lambda one: found.append(one.quote))
    shown.ctrl(Qt.Key.Key_Period)
    assert found == [OWN]
    shown.to("n")
    assert "Qualifier: 1 quote" in shown.texts("disease", "details")
    shown.to("disease", ITEM, "qualifier")
    shown.ctrl(Qt.Key.Key_Z)
    assert shown.draft.claim("disease") == disease()


def test_a_part_has_a_menu_of_its_own(show: Show) -> None:
    shown = show(claims={"disease": disease(Own("vague", (words(OWN),)))})
    shown.to("disease", ITEM, "qualifier")
    found: list[str] = []
    shown.pane.evidence_requested.connect(lambda one: found.append(one.quote))
    choose(by_key(shown), f"Qualifier: “{OWN}”", "Show in the article")
    assert found == [OWN]
    choose(by_key(shown), f"Qualifier: “{OWN}”", "Remove this evidence")
    assert first(shown, "disease").own == {"qualifier": Own("vague")}
    choose(by_key(shown), "Status of Qualifier alone", "Reported")
    assert shown.draft.claim("disease") == disease()
    choose(by_key(shown), "Status", "Unclear")
    assert first(shown, "disease").status == "unclear"


def test_a_status_key_in_a_cell_is_of_the_row(show: Show) -> None:
    parts = {"endpoint": "cure", "arm": "treated"}
    claim = Claim(items=(Item(ITEM, parts=parts, evidence=(words("cured"),)),))
    shown = show(claims={"outcome": claim})
    shown.to("outcome", ITEM, "arm")
    shown.alt(Qt.Key.Key_8)
    assert first(shown, "outcome").status == "vague"
    assert first(shown, "outcome").own == {}
    choose(by_key(shown), "Status of Arm alone", "Unclear")
    assert first(shown, "outcome").own == {"arm": Own("unclear")}
