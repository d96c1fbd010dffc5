"""The ways through the form: Tab, open fields, sections, suggestions, undo, other studies."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from curator.domain.claims import Claim, Item, Term
from curator.domain.forms import Form
from curator.gui.form.pane import FormPane
from curator.gui.form.values import CellView
from curator.gui.lanes import Lanes
from curator.gui.theme.theme import theme_holder
from curator.services.values import FieldHint
from tests.gui.form.conftest import Show, Shown
from tests.gui.form.drafts import BODY, draft_of, gold_claims, opened, words
from tests.shared_data import SHARED, needs_shared

ITEM = "0011223344556677"
POPUPS = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
HINTS = (FieldHint("report.title", "A promising strategy", 0, 20, "A promising strategy"),)


def walk(shown: Shown, *, most: int = 200) -> list[str]:
    """The fields that Tab visits from the top until it leaves the form."""
    found: list[str] = []
    shown.pane.walking.enter_end(True)
    for _ in range(most):
        field = shown.pane.current_field()
        if not found or found[-1] != field:
            found.append(field)
        shown.tab()
        if shown.focused.objectName() == "study.switch":
            break
    return found


def test_tab_goes_through_every_field_in_reading_order(show: Show, form: Form) -> None:
    shown = show()
    assert walk(shown) == [field.key for field in form.fields()]


def test_shift_tab_goes_back_through_the_same_places(show: Show) -> None:
    claim = Claim(items=(Item(ITEM, parts={"name": Term("lung cancer")}),))
    shown = show(claims={"disease": claim})
    shown.to("disease", ITEM)
    there = []
    for _ in range(4):
        there.append((shown.pane.current_field(), shown.pane.walking.place))
        shown.tab()
    back = []
    for _ in range(4):
        shown.back()
        back.append((shown.pane.current_field(), shown.pane.walking.place))
    assert back == there[::-1]
    assert [place.part for _, place in there] == ["name", "qualifier", "name", "organism"]


def test_tab_leaves_the_form_at_both_ends(qtbot: QtBot, show: Show) -> None:
    shown = show()
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    before = QPushButton("before")
    column.addWidget(before)
    column.addWidget(shown.pane)
    after: QWidget = QPushButton("after")
    column.addWidget(after)
    window.resize(480, 700)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    shown.to("related_study")
    shown.tab()
    assert shown.focused is after
    shown.back()
    assert shown.pane.current_field() == "related_study"
    shown.to("report.title")
    shown.back()
    assert shown.focused.objectName() == "study.label"  # no study yet, so no role
    shown.tab()
    assert shown.pane.current_field() == "report.title"
    assert shown.focused.objectName() == "field.report.title"
    shown.pane.setParent(None)


def test_the_next_open_field_is_unchecked_or_in_conflict(show: Show) -> None:
    claims = {
        "phase": Claim(own_status="not_reported"),
        "organism": Claim(items=(Item(ITEM, value=Term("mouse")),)),
    }
    shown = show(claims=claims)
    shown.to("stage")
    shown.ctrl(Qt.Key.Key_Down)
    assert shown.pane.current_field() == "design"
    shown.to("disease")
    shown.ctrl(Qt.Key.Key_Down)
    assert shown.pane.current_field() == "model"
    shown.pane.set_cells({"organism": CellView("conflict", "A-0001 says “patients”")})
    shown.ctrl(Qt.Key.Key_Up)
    assert shown.pane.current_field() == "organism"


def test_a_field_that_does_not_apply_is_not_open(show: Show) -> None:
    shown = show(claims={"stage": Claim(items=(Item(ITEM, value="in_vivo"),))})
    shown.to("stage")
    shown.ctrl(Qt.Key.Key_Down)
    assert shown.pane.current_field() == "design"  # phase is for clinical trials


def test_when_nothing_is_open_it_says_so(show: Show, form: Form) -> None:
    every = Claim(own_status="not_reported")
    claims = {field.key: every for field in form.fields("extraction")}
    shown = show(claims=claims, article_claims={f.key: every for f in form.fields("article")})
    with shown.qtbot.waitSignal(shown.pane.message) as said:
        shown.pane.next_open()
    assert "nothing is in conflict" in said.args[0]


def test_finished_sections_are_folded_to_a_line_of_values(show: Show, form: Form) -> None:
    claims = {
        field.key: Claim(own_status="not_reported")
        for field in form.fields()
        if field.section == "subjects"
    }
    claims["organism"] = Claim(items=(Item(ITEM, value=Term("mouse")),))
    shown = show(claims=claims)
    block = shown.pane.body.block("subjects")
    assert block is not None
    assert not block.view.open
    assert block.view.summary == "mouse"
    assert not block.rows  # rows of a folded section are not built
    assert "6 of 6" in block.header.accessibleName()
    block.header.setFocus()
    shown.enter()
    assert shown.pane.showing.is_open("subjects")
    assert len(block.rows) == 6


def test_a_section_stays_open_when_its_last_field_is_decided(show: Show, form: Form) -> None:
    claims = {
        field.key: Claim(own_status="not_reported")
        for field in form.fields()
        if field.section == "subjects" and field.key != "n"
    }
    shown = show(claims=claims)
    shown.to("n")
    shown.alt(Qt.Key.Key_0)
    block = shown.pane.body.block("subjects")
    assert block is not None
    assert block.view.finished
    assert block.view.open


def test_a_section_is_folded_by_key_and_opened_on_its_header(show: Show) -> None:
    shown = show()
    shown.to("disease")
    shown.alt(Qt.Key.Key_Left)
    assert not shown.pane.showing.is_open("subjects")
    assert shown.focused.objectName() == "section.subjects"
    shown.tab()
    assert shown.pane.current_field() == "therapy_class"
    shown.back()
    shown.key(Qt.Key.Key_Right)
    assert shown.pane.showing.is_open("subjects")


def test_the_header_of_the_section_in_view_sticks(show: Show) -> None:
    shown = show(height=500)
    shown.to("population")
    row = shown.pane.body.row("population")
    assert row is not None
    shown.pane.scroller.verticalScrollBar().setValue(row.y() - 40)
    stuck = shown.pane.scroller.viewport().findChild(QWidget, "section.stuck")
    assert stuck is not None
    assert stuck.isVisible()
    assert stuck.accessibleName().startswith("Subjects")
    assert stuck.y() <= 0
    shown.to("n")
    shown.to("population")
    top = row.mapTo(shown.pane.scroller.viewport(), QPoint(0, 0)).y()
    assert top >= stuck.y() + stuck.height()  # what is current is never below it
    shown.pane.scroller.verticalScrollBar().setValue(0)
    assert not stuck.isVisible()


def test_the_rest_of_a_section_is_one_step(show: Show, form: Form) -> None:
    claim = Claim(items=(Item(ITEM, value="in_vivo"),))
    shown = show(claims={"stage": claim})
    shown.to("rating")
    shown.pane.rest_of_section_not_reported()
    assert shown.status("design") == shown.status("rating") == "not_reported"
    assert shown.draft.claim("stage") == claim
    assert shown.draft.claim("phase") is None  # it does not apply: that is another word
    assert shown.draft.claim("disease") is None
    assert len(shown.draft.log.steps) == 1
    shown.draft.undo()
    assert shown.draft.claim("rating") is None


def test_the_rest_of_a_folded_section_is_never_marked(show: Show) -> None:
    shown = show()
    shown.pane.acting.toggle_section("design")
    shown.pane.acting.rest_not_reported("design")
    assert shown.draft.claim("rating") is None
    assert shown.draft.log.steps == ()


def test_fields_that_do_not_apply_are_marked_by_one_button(show: Show) -> None:
    claims = {"therapy_class": Claim(items=(Item(ITEM, value="combination"),))}
    shown = show(claims=claims)
    foot = shown.pane.body.block("intervention")
    assert foot is not None
    assert foot.foot is not None
    assert foot.foot.none.text() == "5 not applicable"
    foot.foot.none.click()
    for key in ("car_design", "payload", "cell_source", "vector", "lymphodepletion"):
        assert shown.status(key) == "not_applicable"
    assert shown.draft.claim("interaction") is None
    assert len(shown.draft.log.steps) == 1


def test_progress_counts_decided_fields_of_the_study(show: Show, form: Form) -> None:
    shown = show(article_claims={"report.title": Claim(own_status="not_reported")}, hints=HINTS)
    total = len(list(form.fields("extraction")))
    assert shown.pane.header.progress.text() == f"0 of {total}"
    shown.to("n")
    shown.type("12")
    assert shown.pane.header.progress.text() == f"0 of {total}"
    shown.enter()
    assert shown.pane.header.progress.text() == f"1 of {total}"


def test_undo_goes_to_where_the_step_was_made(show: Show) -> None:
    shown = show()
    shown.to("n")
    shown.alt(Qt.Key.Key_0)
    shown.to("report.date")
    shown.ctrl(Qt.Key.Key_Z)
    assert shown.pane.current_field() == "n"


def test_undo_from_outside_shows_the_place_and_leaves_the_keyboard(show: Show) -> None:
    shown = show()
    shown.to("n")
    shown.alt(Qt.Key.Key_0)
    shown.to("report.date")
    shown.pane.header.button.setFocus()
    shown.draft.undo()
    assert shown.pane.current_field() == "n"
    assert shown.focused.objectName() == "study.switch"


def test_unfinished_text_is_there_when_the_article_is_opened_again(
    show: Show, lanes: Lanes, form: Form
) -> None:
    shown = show()
    shown.to("n")
    shown.type("12 or s")
    draft = shown.draft
    shown.pane.show_draft(None)
    other = show()
    other.pane.show_draft(draft)
    assert other.texts("n", "box") == ["12 or s"]
    assert other.texts("n", "error") == ["“12 or s” is no number. Alt+8 keeps the words as vague."]
    other.to("n")
    assert other.focused.property("text") == "12 or s"
    other.pane.show_draft(None)


def test_two_studies_and_it_is_plain_which_one_is_filled(show: Show) -> None:
    shown = show(claims={"n": Claim(own_status="not_reported")})
    assert shown.pane.header.button.text() == "S-0001"
    shown.draft.new_study("The second")
    assert shown.pane.header.button.text() == "New study"
    assert shown.pane.header.button.several == "2 of 2"
    assert shown.status("n") == "not_checked"
    shown.pane.fill_from_selection("M", words("mice"))
    first, second = shown.draft.extractions
    assert shown.draft.log.claim(second, "organism") is not None
    assert shown.draft.log.claim(first, "organism") is None
    shown.pane.acting.choose_study(first)
    assert shown.status("n") == "not_reported"
    assert shown.texts("n", "status") != []


def test_the_label_of_the_study_is_edited_in_the_head(show: Show) -> None:
    shown = show(claims={})
    shown.pane.header.title.setFocus()
    shown.ctrl(Qt.Key.Key_A)
    shown.type("Macrophages")
    shown.enter()
    assert shown.draft.study_of(shown.draft.extraction).title == "Macrophages"
    shown.ctrl(Qt.Key.Key_Z)
    assert shown.pane.header.title.text() == "CAR T against tumor macrophages"


def test_naming_a_study_that_is_not_there_makes_it(show: Show) -> None:
    shown = show()
    shown.pane.header.title.setFocus()
    shown.type("Macrophages")
    shown.enter()
    assert [shown.draft.study_of(one).title for one in shown.draft.extractions] == ["Macrophages"]


@POPUPS
def test_the_role_is_chosen_from_its_menu(show: Show) -> None:
    shown = show(claims={})
    shown.pane.header.role.click()
    menu = shown.pane.header.menu
    assert menu is not None
    next(a for a in menu.actions() if a.text() == "Commentary").trigger()
    menu.close()
    assert shown.draft.log.document(shown.draft.extraction)["role"] == "commentary"
    assert shown.pane.header.role.text() == "Commentary"


@POPUPS
def test_the_menu_of_studies_asks_the_window(show: Show) -> None:
    shown = show(claims={})
    shown.pane.header.button.click()
    menu = shown.pane.header.menu
    assert menu is not None
    with shown.qtbot.waitSignal(shown.pane.study_asked) as asked:
        next(a for a in menu.actions() if a.text().startswith("Link")).trigger()
    menu.close()
    assert asked.args == ["link"]


def test_labels_stand_above_in_a_narrow_form(show: Show) -> None:
    for width, above in ((468, False), (360, True)):
        shown = show(width=width)
        row = shown.pane.body.row("country")
        assert row is not None
        label = next(p for p in row.pieces if p.kind == "label")
        box = next(p for p in row.pieces if p.kind == "box")
        assert (box.rect.top() >= label.rect.bottom()) is above


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_nothing_is_laid_out_over_something_else(show: Show, scale: float) -> None:
    claim = Claim(
        items=(
            Item(
                ITEM,
                parts={"name": Term("lung cancer", "MONDO:0008903"), "qualifier": "metastatic"},
                evidence=(words("lung cancer"), words("ovarian cancer")),
                note="a note that is longer than one line of the form could ever be",
            ),
        )
    )
    shown = show(claims={"disease": claim}, width=360)
    holder = theme_holder()
    holder.choose("light", scale=scale)
    shown.pane.set_cells({"disease": CellView("conflict", "A-0001 says “patients”")})
    shown.to("disease")
    row = shown.pane.body.row("disease")
    assert row is not None
    pieces = [p for p in row.pieces if p.kind not in ("badge", "label", "mark_icon")]
    for index, one in enumerate(pieces):
        assert one.rect.right() <= row.width(), one
        assert one.rect.bottom() <= row.height(), one
        for other in pieces[index + 1 :]:
            shared = one.rect.intersected(other.rect)
            assert shared.width() < 1 or shared.height() < 1, (one, other)
    holder.choose("light", scale=1.0)


def test_another_theme_keeps_the_place_and_what_is_typed(show: Show) -> None:
    shown = show()
    shown.to("n")
    shown.type("many")
    theme_holder().choose("dark", scale=1.5)
    assert shown.focused.objectName() == "field.n"
    assert shown.focused.property("text") == "many"
    assert shown.focused.font().pixelSize() == 21
    theme_holder().choose("light", scale=1.0)


@needs_shared
@pytest.mark.parametrize("scheme", ["dark", "high_contrast_light", "high_contrast_dark"])
def test_real_readings_are_shown_in_every_palette(show: Show, form: Form, scheme: str) -> None:
    shown = gold(show, form)
    holder = theme_holder()
    holder.choose(scheme)  # type: ignore[arg-type]
    picture = shown.pane.grab().toImage()
    assert picture.pixelColor(5, 200).name().upper() == holder.theme.tokens.panel
    holder.choose("light")
    assert shown.texts("organism", "box") == ["mouse"]


@needs_shared
def test_an_article_is_shown_again_after_it_was_left(show: Show, form: Form) -> None:
    shown = gold(show, form)
    draft = shown.draft
    for _ in range(3):
        shown.pane.show_draft(None)
        shown.pane.show_draft(draft)
    assert shown.pane.focus_field("disease")


def gold(show: Show, form: Form) -> Shown:
    """The first study's primary report with its real readings."""
    body = (SHARED / "seeds" / "001_21d393fc11623c09.txt").read_text(encoding="utf-8")
    data = json.loads((SHARED / "gold" / "readings.json").read_text(encoding="utf-8"))
    reading = next(one for one in data["extractions"] if one["article"] == "001")
    return show(claims=gold_claims(reading["claims"], form=form, body=body), body=body)


def test_the_pane_can_be_shown_without_a_draft(qtbot: QtBot, qapp: QApplication) -> None:
    pane = FormPane()
    qtbot.addWidget(pane)
    pane.resize(468, 500)
    pane.show()
    pane.show_draft(None)
    assert not pane.focus_field("disease")
    assert pane.current_field() == ""
    pane.next_open()
    pane.mark("not_reported")
    assert not pane.grab().isNull()


def test_a_draft_shows_the_text_of_its_own_article(lanes: Lanes, form: Form, show: Show) -> None:
    shown = show(claims={"n": Claim(own_status="not_reported")})
    other = draft_of(opened(BODY), lanes, form=form)
    shown.pane.show_draft(other)
    assert shown.texts("n", "status") == []
    assert shown.pane.header.button.text() == "New study"
    shown.pane.show_draft(shown.draft)
    assert shown.texts("n", "status") == [""]


def test_a_second_enter_goes_on_to_the_next_open_field(show: Show) -> None:
    shown = show(claims={"stage": Claim(own_status="not_reported")})
    shown.to("product_name")
    shown.type("CAR-1")
    shown.enter()
    assert shown.values("product_name") == ["CAR-1"]
    assert shown.pane.current_field() == "product_name"
    shown.enter()
    assert shown.pane.current_field() == "component"
    shown.to("journal")
    shown.type("cancer c")
    shown.enter()
    assert shown.values("journal") == [Term("Cancer Cell", "ISSN:1535-6108")]
    shown.enter()
    assert shown.pane.current_field() == "doi"
