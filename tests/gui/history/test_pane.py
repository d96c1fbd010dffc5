"""The history, used by keyboard and by mouse on a real registry."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from curator.gui.history.diff_row import DiffRow
from curator.gui.history.pane import HistoryView
from curator.gui.history.values import RestoreFieldWanted, RestoreWanted
from curator.gui.theme.tokens import LIGHT
from curator.services.history import restore, restore_field
from curator.services.opening import study_view
from curator.services.values import StudyDiff
from tests.gui.dressed import drawn, has
from tests.gui.history.stories import Story
from tests.registries import BEN

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier


def press(key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
    focused: QWidget | None = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, held)


def pair(pane: HistoryView) -> tuple[int | None, int | None]:
    """Revisions of the two changes that are compared, the older first."""
    rows = [pane.changes.row_of(place) for place in (pane.changes.since, pane.changes.to)]
    older, newer = (row.rev if row is not None else None for row in rows)
    return older, newer


def fields(pane: HistoryView) -> list[str]:
    return [row.line.field for row in pane.difference.table.rows]


def row_of(pane: HistoryView, field: str) -> DiffRow:
    return next(row for row in pane.difference.table.rows if row.line.field == field)


def test_the_newest_change_is_compared_with_the_one_before(pane: HistoryView, story: Story) -> None:
    assert pair(pane) == (4, 5)
    assert story.asked == [(6, 7)]
    assert pane.difference.title.text() == "Rev 4 to rev 5"


def test_arrows_choose_the_newer_and_with_shift_the_older(
    qtbot: QtBot, pane: HistoryView, story: Story
) -> None:
    press(Key.Key_Down)
    assert pair(pane) == (3, 4)
    press(Key.Key_Down, SHIFT)
    press(Key.Key_Down, SHIFT)
    assert pair(pane) == (1, 4)
    press(Key.Key_Return)
    assert story.asked[-1] == (3, 6)
    assert fields(pane) == ["journal", "phase", "payload"]
    press(Key.Key_Up, SHIFT)
    press(Key.Key_Up)
    assert pair(pane) == (2, 5)
    qtbot.waitUntil(lambda: story.asked[-1] == (4, 7))
    assert pane.difference.counts.text().startswith("3 fields changed")


def test_held_arrow_keys_ask_once(qtbot: QtBot, pane: HistoryView, story: Story) -> None:
    for _ in range(3):
        press(Key.Key_Down)
    qtbot.waitUntil(lambda: len(story.asked) == 2)
    assert story.asked == [(6, 7), (3, 4)]


def test_the_first_change_is_compared_with_nothing(
    qtbot: QtBot, pane: HistoryView, story: Story
) -> None:
    press(Key.Key_End)
    press(Key.Key_Return)
    assert pair(pane) == (None, 1)
    assert story.asked[-1] == (0, 3)
    qtbot.waitUntil(lambda: pane.difference.table.settled)
    assert {row.line.kind for row in pane.difference.table.rows} == {"added"}
    assert not pane.difference.restore.isVisible()
    assert all(row.button is None for row in pane.difference.table.rows)


def test_f_compares_from_here_to_the_newest(pane: HistoryView) -> None:
    press(Key.Key_Down)
    press(Key.Key_Down)
    press(Key.Key_F)
    assert pair(pane) == (3, 5)


def test_a_click_chooses_the_newer_and_with_shift_the_older(pane: HistoryView) -> None:
    def click(place: int, held: Qt.KeyboardModifier = NONE) -> None:
        spot = pane.changes.visualRect(pane.changes.changes.index(place)).center()
        QTest.mouseClick(pane.changes.viewport(), Qt.MouseButton.LeftButton, held, spot)

    click(1)
    assert pair(pane) == (3, 4)
    click(4, SHIFT)
    assert pair(pane) == (1, 4)


def test_both_sides_have_their_tint(pane: HistoryView) -> None:
    press(Key.Key_End, NONE)
    press(Key.Key_Up)
    press(Key.Key_Return)
    payload = row_of(pane, "payload")
    assert has(drawn(payload), LIGHT.removed)
    assert has(drawn(payload), LIGHT.added)


def test_what_differs_beside_the_claims_is_told(pane: HistoryView) -> None:
    assert fields(pane) == ["organism"]
    ground: QWidget | None = pane.difference.table.widget()
    assert ground is not None
    assert has(drawn(ground), LIGHT.ink2)


def test_all_fields_are_shown_with_those_that_are_the_same(
    qtbot: QtBot, pane: HistoryView, story: Story
) -> None:
    pane.difference.filter.segments[0].setFocus()
    press(Key.Key_Right)
    qtbot.waitUntil(lambda: pane.difference.table.settled)
    assert story.looked == []
    claims = sum(len(one.claims) for one in story.view.readings)
    assert len(fields(pane)) == claims + 1, "with the decision"
    counts = pane.difference.counts.text()
    assert counts == f"0 fields changed, 1 decision, {claims} the same"


def test_all_fields_at_an_earlier_change_are_those_of_then(
    qtbot: QtBot, pane: HistoryView, story: Story
) -> None:
    pane.difference.filter.set_current(1)
    pane.setFocus()
    press(Key.Key_End)
    press(Key.Key_Return)
    assert story.looked == [3]
    assert pane.bar.isVisible()
    qtbot.waitUntil(lambda: pane.difference.table.settled)
    assert "journal" in fields(pane)


def test_restoring_the_study_asks_in_place(qtbot: QtBot, pane: HistoryView, story: Story) -> None:
    heard: list[object] = []
    pane.restore_wanted.connect(heard.append)
    press(Key.Key_Down, SHIFT)
    pane.difference.restore.setFocus()
    press(Key.Key_Return)
    assert heard == []
    assert pane.difference.confirm.isVisible()
    QTest.keyClicks(pane.difference.confirm.reason, "wrong article")
    press(Key.Key_Return)
    assert heard == [RestoreWanted(story.study, 5, "wrong article")]
    assert not pane.difference.confirm.isVisible()


def test_a_restore_can_be_called_off(qtbot: QtBot, pane: HistoryView) -> None:
    pane.difference.restore.click()
    with qtbot.assertNotEmitted(pane.close_wanted), qtbot.assertNotEmitted(pane.restore_wanted):
        press(Key.Key_Escape)
    assert not pane.difference.confirm.isVisible()


def test_one_field_is_restored_by_keyboard(pane: HistoryView, story: Story) -> None:
    heard: list[object] = []
    pane.restore_field_wanted.connect(heard.append)
    for _ in range(3):
        press(Key.Key_Down, SHIFT)
    press(Key.Key_Return)
    pane.difference.table.focus()
    press(Key.Key_Down)
    press(Key.Key_Up)
    press(Key.Key_Return)
    press(Key.Key_Return)
    assert heard == [RestoreFieldWanted(story.study, story.extraction, "journal", 3, "")]


def test_what_is_wanted_is_what_the_services_restore(pane: HistoryView, story: Story) -> None:
    pane.restore_field_wanted.connect(
        lambda wanted: restore_field(
            story.registry,
            wanted.extraction_id,
            field=wanted.field,
            n=wanted.seq,
            author=BEN,
            reason=wanted.reason,
        )
    )
    pane.restore_wanted.connect(
        lambda wanted: restore(story.registry, wanted.study_id, n=wanted.seq, author=BEN)
    )
    for _ in range(3):
        press(Key.Key_Down, SHIFT)
    press(Key.Key_Return)
    journal = row_of(pane, "journal").button
    assert journal is not None
    journal.click()
    press(Key.Key_Return)
    assert "journal" in story.view.readings[0].claims
    pane.difference.restore.click()
    press(Key.Key_Return)
    then = study_view(story.registry, story.study, as_of=3)
    assert story.view.readings[0].claims == then.readings[0].claims


def test_after_a_change_the_new_one_is_on_top(pane: HistoryView, story: Story) -> None:
    restore(story.registry, story.study, n=3, author=BEN)
    story.show(pane)
    assert pair(pane) == (5, 6)
    assert pane.changes.changes.rowCount() == 6


def test_nothing_is_restored_in_a_registry_that_is_read_only(
    pane: HistoryView, story: Story
) -> None:
    pane.show_history(story.registry.form, story.view, pane.changes.changes.rows, read_only=True)
    for _ in range(3):
        press(Key.Key_Down, SHIFT)
    press(Key.Key_Return)
    assert fields(pane)
    assert not pane.difference.restore.isVisible()
    assert all(row.button is None for row in pane.difference.table.rows)


def test_an_answer_that_comes_too_late_is_dropped(pane: HistoryView) -> None:
    title = pane.difference.counts.text()
    pane.show_diff(StudyDiff(1, 2, (), ("something else",)))
    assert pane.difference.counts.text() == title


def test_the_line_goes_from_change_to_change_and_back_to_now(
    qtbot: QtBot, pane: HistoryView, story: Story
) -> None:
    pane.timeline.setFocus()
    press(Key.Key_Home)
    assert story.looked == [3]
    assert pane.bar.isVisible()
    assert "as of change 3" in pane.bar.sentence.text()
    assert pane.box.currentIndex() == 5
    assert pair(pane) == (None, 1)
    press(Key.Key_Right)
    assert story.looked == [3, 4]
    with qtbot.assertNotEmitted(pane.close_wanted):
        press(Key.Key_Escape)
    assert story.looked == [3, 4, None]
    assert not pane.bar.isVisible()
    assert pane.box.currentText() == "Now"
    with qtbot.waitSignal(pane.close_wanted):
        press(Key.Key_Escape)


def test_a_click_near_a_dot_looks_there(pane: HistoryView, story: Story) -> None:
    line = pane.timeline
    middle = int(line._x(5)) + 4
    QTest.mouseClick(line, Qt.MouseButton.LeftButton, pos=QPoint(middle, 10))
    assert story.looked == [5]
    QTest.mouseClick(line, Qt.MouseButton.LeftButton, pos=QPoint(line.width() - 2, 10))
    assert story.looked == [5, None]


def test_the_box_looks_at_a_change(pane: HistoryView, story: Story) -> None:
    pane.box.setFocus()
    press(Key.Key_Down)
    press(Key.Key_Down)
    assert story.looked == [7, 6]
    assert pane.timeline.at == 6


def test_who_changed_what_leads_to_the_change(qtbot: QtBot, pane: HistoryView) -> None:
    model = pane.blame.claims
    payload = next(
        n for n, row in enumerate(model.rows) if (row.field, row.label) == ("payload", "A-0001")
    )
    said = [model.index(payload, column).data() for column in range(6)]
    assert said[0] == "Payload"
    assert said[2].startswith("IL-7")
    assert said[3:] == ["Ada", "rev 4", "No trial"]
    pane.blame.setFocus()
    pane.blame.setCurrentIndex(model.index(payload, 0))
    press(Key.Key_Return)
    assert pair(pane) == (3, 4)
    assert fields(pane) == ["phase", "payload"]


def test_f1_shows_both_sides_in_full(pane: HistoryView) -> None:
    for _ in range(3):
        press(Key.Key_Down, SHIFT)
    press(Key.Key_Return)
    pane.difference.table.focus()
    press(Key.Key_F1)
    full = pane.findChild(QWidget, "claims.full")
    assert isinstance(full, QWidget)
    assert full.isVisible()
    press(Key.Key_Escape)
    assert not full.isVisible()


def test_a_screen_reader_hears_both_sides(pane: HistoryView) -> None:
    for _ in range(2):
        press(Key.Key_Down, SHIFT)
    press(Key.Key_Return)
    said = row_of(pane, "phase").accessibleName()
    assert said.startswith("Phase, A-0001, Added. Before: Not checked. After: Not applicable")
    index = pane.changes.changes.index(0)
    heard = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert heard.startswith("Rev 5: ")
    assert "Seen twice. Ben" in heard


@pytest.mark.parametrize("size", [(640, 400), (1280, 800), (1920, 1080)])
def test_it_fits_every_window(qtbot: QtBot, pane: HistoryView, size: tuple[int, int]) -> None:
    pane.resize(*size)
    assert (pane.width(), pane.height()) == size
    below = size[0] < 900
    assert (pane.difference.x() + pane._down.x() == 0) == below
    assert pane.blame.isVisible() == (size[1] >= 560)
    pane.blame_button.click()
    assert pane.blame.isVisible() == (size[1] < 560)


def test_a_change_elsewhere_leaves_the_choice(pane: HistoryView, story: Story) -> None:
    pane.timeline.setFocus()
    press(Key.Key_Left)
    press(Key.Key_Left)
    asked = len(story.asked)
    story.show(pane)
    assert pair(pane) == (3, 4)
    assert pane.timeline.at == 6
    assert pane.bar.isVisible()
    assert len(story.asked) == asked


def test_a_decision_has_a_row_that_says_the_field_the_choice_and_the_reason(
    pane: HistoryView, story: Story
) -> None:
    assert fields(pane) == ["organism"], "the newest change decided on it"
    row = row_of(pane, "organism")
    (before,), (after,) = row.line.before, row.line.after
    assert (row.line.article, row.line.kind) == ("decision", "added")
    assert (before.text, before.word) == ("", "No decision")
    assert after.text.endswith(", from A-0001")
    assert (after.word, after.note) == ("Decided", "Reason: Seen twice")
    assert "Before: No decision. After: " in row.accessibleName()
    assert row.accessibleName().endswith("Decided, Reason: Seen twice")
    assert row.button is None, "a decision is taken back where it was made"
    assert has(drawn(row), LIGHT.added)
    press(Key.Key_Down)
    assert "organism" not in fields(pane)
