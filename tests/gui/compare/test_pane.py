"""The comparison, used by keyboard and by mouse."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from curator.domain.claims import Claim, Term
from curator.domain.evidence import Evidence
from curator.gui.claims.full_text import FullText
from curator.gui.compare.pane import CompareView
from curator.gui.compare.row import CompareRowWidget
from curator.gui.compare.values import DecisionWanted
from curator.gui.theme.theme import ThemeHolder
from curator.gui.theme.tokens import LIGHT
from curator.services.values import StudyView
from tests.gui.compare.studies import (
    LONG,
    MOUSE,
    claim,
    evidence,
    form,
    item,
    reading,
    study,
    two_articles,
)
from tests.gui.compare.test_rows import decision
from tests.gui.dressed import drawn, has

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key wherever the keyboard is."""
    focused: QWidget | None = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, held)


def write(words: str) -> None:
    focused: QWidget | None = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, words)


def current(pane: CompareView) -> CompareRowWidget:
    row = pane.table.current
    assert row is not None
    return row


def shown_rows(pane: CompareView) -> list[str]:
    return [row.row.key for row in pane.table.rows if row.isVisible()]


def wanted_of(pane: CompareView) -> list[object]:
    heard: list[object] = []
    pane.decide_wanted.connect(heard.append)
    return heard


def test_a_conflict_is_decided_with_six_keys_and_a_reason(pane: CompareView) -> None:
    heard = wanted_of(pane)
    assert current(pane).row.key == "organism"
    press(Key.Key_2)
    write("A-0001 contradicts itself")
    press(Key.Key_Return, CTRL)
    assert heard == [
        DecisionWanted("s1", "organism", "", (("e2", "j1"),), "A-0001 contradicts itself")
    ]


def test_keep_both_chooses_all_items(pane: CompareView) -> None:
    heard = wanted_of(pane)
    press(Key.Key_3)
    write("both were used")
    press(Key.Key_Return, CTRL)
    (wanted,) = heard
    assert isinstance(wanted, DecisionWanted)
    assert wanted.chosen == (("e1", "i1"), ("e2", "j1"))


def test_without_a_reason_nothing_is_decided(pane: CompareView) -> None:
    heard = wanted_of(pane)
    press(Key.Key_2)
    press(Key.Key_Return, CTRL)
    assert heard == []
    editor = current(pane).editor
    assert editor is not None
    assert editor.reason.property("error") is True
    assert has(drawn(editor), LIGHT.bad)
    write("so it says")
    assert editor.reason.property("error") is False
    press(Key.Key_Return, CTRL)
    assert len(heard) == 1


def test_without_a_choice_the_row_says_what_to_press(pane: CompareView) -> None:
    heard = wanted_of(pane)
    press(Key.Key_Return)
    write("because")
    press(Key.Key_Return, CTRL)
    assert heard == []
    assert has(drawn(current(pane)), LIGHT.bad)


def test_a_digit_in_the_reason_is_a_digit(pane: CompareView) -> None:
    press(Key.Key_2)
    write("see table 1")
    assert current(pane).reason == "see table 1"
    assert current(pane).choice.chosen == (("e2", "j1"),)


def test_single_items_are_chosen_with_the_arrow_keys(qtbot: QtBot, pane: CompareView) -> None:
    heard = wanted_of(pane)
    two = claim(item("x", MOUSE, quote="mice"), item("y", MOUSE, quote="more mice"))
    view = study(reading(1, {"organism": two}), reading(9, two_articles().readings[0].claims))
    pane.show_study(form(), view)
    pane.setFocus()
    press(Key.Key_Right)
    press(Key.Key_Right)
    press(Key.Key_Space)
    assert current(pane).choice.chosen == (("e1", "y"),)
    press(Key.Key_Space)
    assert not current(pane).choice
    press(Key.Key_Left)
    press(Key.Key_Space)
    press(Key.Key_Return)
    write("the first")
    press(Key.Key_Return, CTRL)
    (wanted,) = heard
    assert isinstance(wanted, DecisionWanted)
    assert wanted.chosen == (("e1", "x"),)


def test_ctrl_down_goes_from_one_to_decide_to_the_next(qtbot: QtBot, pane: CompareView) -> None:
    pane.show_study(form(), three_conflicts())
    pane.setFocus()
    seen = [current(pane).row.key]
    for _ in range(3):
        press(Key.Key_Down, CTRL)
        seen.append(current(pane).row.key)
    press(Key.Key_Up, CTRL)
    assert seen == ["phase", "organism", "safety", "phase"]
    assert current(pane).row.key == "safety"


def three_conflicts() -> StudyView:
    def said(phase: str, organism: str, safety: str) -> dict[str, Claim]:
        return {
            "phase": claim(item(f"p{phase}", phase)),
            "organism": claim(item(f"o{phase}", replace(MOUSE, label=organism, id=organism))),
            "safety": claim(item(f"s{phase}", parts={"statement": safety})),
            "therapy_class": claim(item(f"t{phase}", "car_t")),
        }

    one, other = said("1", "a:1", "claimed"), said("3", "a:2", "not_established")
    return study(reading(1, one), reading(2, other), study_id="s2")


def test_moving_on_keeps_what_was_chosen_and_written(qtbot: QtBot, pane: CompareView) -> None:
    pane.show_study(form(), three_conflicts())
    pane.setFocus()
    press(Key.Key_1)
    write("half a reas")
    press(Key.Key_Down, CTRL)
    press(Key.Key_Up, CTRL)
    row = current(pane)
    assert (row.row.key, row.reason, row.choice.chosen) == ("phase", "half a reas", (("e1", "p1"),))
    assert row.editor is not None
    assert row.editor.reason.words() == "half a reas"


def test_after_a_decision_the_next_conflict_is_current(qtbot: QtBot, pane: CompareView) -> None:
    view = two_articles()
    press(Key.Key_2)
    write("because")
    press(Key.Key_Return, CTRL)
    pane.show_study(form(), two_articles((decision(view, ("e2", "j1")),)))
    assert current(pane).row.mark == "decided"
    assert not current(pane).is_open
    assert not any(row.row.to_decide for row in pane.table.rows)


def test_a_decided_row_opens_again_with_enter_and_can_be_taken_back(
    qtbot: QtBot, pane: CompareView
) -> None:
    pane.show_study(form(), two_articles((decision(two_articles(), ("e2", "j1")),)))
    pane.setFocus()
    press(Key.Key_Return)
    row = current(pane)
    assert row.editor is not None
    assert row.choice.chosen == (("e2", "j1"),)
    row.editor.withdraw.click()
    heard: list[tuple[str, str]] = []
    pane.withdraw_decision_wanted.connect(lambda key, why: heard.append((key, why)))
    write("a new reading is due")
    row.editor.withdraw.click()
    assert heard == [("organism", "a new reading is due")]


def test_a_failed_save_says_so_and_keeps_everything(pane: CompareView) -> None:
    press(Key.Key_2)
    write("because")
    press(Key.Key_Return, CTRL)
    pane.show_problem("The disk is full.")
    row = current(pane)
    assert row.editor is not None
    assert (row.reason, row.choice.chosen) == ("because", (("e2", "j1"),))
    assert has(drawn(row.editor), LIGHT.bad)


def test_arrows_walk_the_rows_and_the_filter_hides_some(pane: CompareView) -> None:
    press(Key.Key_Down)
    assert current(pane).row.key == "journal"
    press(Key.Key_End)
    assert current(pane).row.key == "payload"
    press(Key.Key_Home)
    pane.filter.segments[0].setFocus()
    for _ in range(3):
        press(Key.Key_Right)
    assert shown_rows(pane) == ["journal"]
    assert current(pane).row.key == "journal"
    press(Key.Key_Left)
    assert shown_rows(pane) == []
    press(Key.Key_Left)
    assert shown_rows(pane) == ["organism"]


def test_tab_goes_from_the_row_through_its_controls(pane: CompareView) -> None:
    names = []
    for _ in range(5):
        press(Key.Key_Tab)
        focused: QWidget | None = QApplication.focusWidget()
        names.append(focused.objectName() if focused is not None else "")
    assert names[:3] == ["compare.keep.1", "compare.keep.2", "compare.reason"]
    assert names[4] == "compare.keep.3"


def test_escape_leaves_the_reason_and_then_the_view(qtbot: QtBot, pane: CompareView) -> None:
    press(Key.Key_2)
    with qtbot.assertNotEmitted(pane.close_wanted):
        press(Key.Key_Escape)
    assert current(pane).hasFocus()
    with qtbot.waitSignal(pane.close_wanted):
        press(Key.Key_Escape)


def test_f1_shows_all_the_words(pane: CompareView) -> None:
    press(Key.Key_F1)
    full = pane.findChild(FullText, "claims.full")
    assert isinstance(full, FullText)
    assert full.isVisible()
    assert LONG.strip() in full.words()
    assert "A-0001: human, Unclear" in full.words()
    press(Key.Key_Escape)
    assert not full.isVisible()


def test_ctrl_period_goes_to_the_words_in_the_article(pane: CompareView) -> None:
    heard: list[tuple[str, Evidence]] = []
    pane.evidence_wanted.connect(lambda article, found: heard.append((article, found)))
    press(Key.Key_Period, CTRL)
    press(Key.Key_Right)
    press(Key.Key_Right)
    press(Key.Key_Period, CTRL)
    assert heard == [("a1", evidence("patients receiving this")), ("a2", evidence(LONG.strip()))]


def test_a_click_on_a_quote_goes_there_and_on_a_value_chooses_it(
    qtbot: QtBot, pane: CompareView
) -> None:
    row = current(pane)
    heard: list[str] = []
    pane.evidence_wanted.connect(lambda article, _: heard.append(article))
    shape = row._shape
    assert shape is not None
    quotes = [piece for piece in shape.articles if piece.kind == "quote"]
    QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=quotes[1].rect.center().toPoint())
    assert heard == ["a2"]
    value = shape.blocks[1].rect.topLeft().toPoint() + QPoint(8, 8)
    QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=value)
    assert row.choice.chosen == (("e2", "j1"),)


def test_the_windows_own_shortcuts_do_not_take_its_keys(qtbot: QtBot, holder: ThemeHolder) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    view = CompareView()
    QVBoxLayout(window).addWidget(view)
    taken: list[str] = []
    for key in ("Ctrl+Down", "Ctrl+Return", "Esc", "F1"):
        QShortcut(QKeySequence(key), window, lambda key=key: taken.append(key))
    view.show_study(form(), three_conflicts())
    window.resize(1280, 736)
    with qtbot.waitActive(window):
        window.show()
    view.setFocus()
    press(Key.Key_Down, CTRL)
    assert current(view).row.key == "organism"
    with qtbot.waitSignal(view.close_wanted):
        press(Key.Key_Escape)
    assert taken == []


def test_above_three_articles_the_middle_scrolls(qtbot: QtBot, pane: CompareView) -> None:
    many = [
        reading(n, {"organism": claim(item(f"i{n}", MOUSE, quote="mice"))}) for n in range(1, 6)
    ]
    pane.show_study(form(), study(*many))
    pane.setFocus()
    before = drawn(pane.table)
    left, right = 160, before.width() - 240
    for _ in range(5):
        press(Key.Key_Right)
    line = current(pane).cursor_line
    assert line is not None
    assert line[0] == 4
    after = drawn(pane.table)
    height = 32  # the head: what the rows show beside it changes with the cursor
    assert before.copy(left, 0, 288, height) != after.copy(left, 0, 288, height)
    assert before.copy(right, 0, 200, height) == after.copy(right, 0, 200, height)
    assert before.copy(0, 0, 140, height) == after.copy(0, 0, 140, height)


@pytest.mark.parametrize("size", [(640, 400), (1280, 800), (1920, 1080)])
def test_every_row_is_wide_enough_for_its_controls(
    qtbot: QtBot, pane: CompareView, size: tuple[int, int]
) -> None:
    pane.resize(*size)
    editor = current(pane).editor
    assert editor is not None
    assert editor.geometry().right() <= current(pane).width()
    assert editor.height() >= editor.needed(editor.width())
    assert current(pane).width() <= pane.width()


def test_a_screen_reader_hears_the_whole_row(pane: CompareView) -> None:
    said = current(pane).accessibleName()
    for words in ("Organism, Conflict", "A-0001: human", "Unclear", "A-0002: mouse", "Not decided"):
        assert words in said
    press(Key.Key_Right)
    assert current(pane).accessibleName().startswith("A-0001: human")


def test_a_refresh_does_not_disturb_who_is_writing(pane: CompareView) -> None:
    press(Key.Key_2)
    write("half a ")
    pane.show_study(form(), two_articles())
    write("reas")
    first, second = two_articles().readings
    more = {**second.claims, "journal": claim(item("j3", Term("Nature"), quote="in Nature"))}
    pane.show_study(form(), study(first, replace(second, claims=more)))
    write("on")
    press(Key.Key_Left)
    write("o")
    row = current(pane)
    assert (row.row.key, row.reason, row.choice.chosen) == (
        "organism",
        "half a reasoon",
        (("e2", "j1"),),
    )
