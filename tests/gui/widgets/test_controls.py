"""Buttons, labels, bars, segments and inputs, used as a curator uses them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QToolTip, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from curator.gui.theme.theme import ThemeHolder
from curator.gui.theme.tokens import LIGHT
from curator.gui.widgets import (
    Button,
    CheckBox,
    ChoiceBox,
    ElidedLabel,
    JobProgress,
    MessageBar,
    PrimaryButton,
    SearchField,
    SegmentedControl,
    Sentence,
    Splitter,
    tooltip_text,
)
from tests.gui.dressed import drawn, has


def test_a_button_shows_its_key_and_says_it(qtbot: QtBot, holder: ThemeHolder) -> None:
    bare, keyed = Button("Compare"), Button("Compare", key="Alt+C")
    for button in (bare, keyed):
        qtbot.addWidget(button)
    assert keyed.sizeHint().width() > bare.sizeHint().width()
    assert keyed.accessibleDescription() == "Alt+C"
    keyed.set_key("")
    assert keyed.sizeHint() == bare.sizeHint()


def test_one_button_of_a_place_is_filled(qtbot: QtBot, holder: ThemeHolder) -> None:
    accept, reject = PrimaryButton("Accept"), Button("Reject")
    for button in (accept, reject):
        qtbot.addWidget(button)
        button.resize(button.sizeHint())
    assert drawn(accept).pixelColor(6, 6).name() == LIGHT.accent.lower()
    assert drawn(reject).pixelColor(6, 6).name() == LIGHT.raised.lower()


def test_the_filled_buttons_ring_stands_apart_from_its_fill(
    qtbot: QtBot, holder: ThemeHolder
) -> None:
    accept = PrimaryButton("Accept")
    qtbot.addWidget(accept)
    with qtbot.waitActive(accept):
        accept.show()
    accept.setFocus()
    middle = accept.height() // 2
    row = [drawn(accept).pixelColor(x, middle).name() for x in range(6)]
    fill, gap = row[0], LIGHT.onaccent.lower()  # the pointer may lie on it
    assert fill in {LIGHT.accent.lower(), LIGHT.accentink.lower()}
    assert row == [fill, fill, gap, gap, fill, fill]


def test_a_disabled_button_is_still_read(qtbot: QtBot, holder: ThemeHolder) -> None:
    button = Button("Restore")
    qtbot.addWidget(button)
    button.setEnabled(False)
    button.resize(button.sizeHint())
    image = drawn(button)
    assert has(image, LIGHT.ink3)
    assert not has(image, LIGHT.border)


def test_a_label_is_cut_at_its_end_and_the_tooltip_has_all(
    qtbot: QtBot, holder: ThemeHolder
) -> None:
    label = ElidedLabel("Scientists at Mount Sinai <b>have</b> developed a strategy")
    qtbot.addWidget(label)
    label.resize(label.sizeHint())
    roomy = label.cut
    label.resize(120, 20)
    label.show()
    assert (roomy, label.cut) == (False, True)
    QApplication.sendEvent(
        label, QHelpEvent(QHelpEvent.Type.ToolTip, QPoint(5, 5), label.mapToGlobal(QPoint(5, 5)))
    )
    assert "&lt;b&gt;have" in QToolTip.text()
    QToolTip.hideText()


def test_a_current_label_is_semibold(qtbot: QtBot, holder: ThemeHolder) -> None:
    label = ElidedLabel("Disease", ink="ink2")
    qtbot.addWidget(label)
    before = label.sizeHint().width()
    label.restyle(ink="ink", semibold=True)
    assert label.sizeHint().width() > before


def test_a_sentence_wraps_and_is_never_html(qtbot: QtBot, holder: ThemeHolder) -> None:
    sentence = Sentence([("😀 <b>no tag</b> ", False), ("organism", True), (" and more", False)])
    qtbot.addWidget(sentence)
    assert sentence.text() == "😀 <b>no tag</b> organism and more"
    one = sentence.sizeHint()
    assert sentence.heightForWidth(one.width()) == one.height()
    assert sentence.heightForWidth(one.width() // 2) >= 2 * one.height() - 1


def test_bold_words_are_wider(qtbot: QtBot, holder: ThemeHolder) -> None:
    plain, bold = Sentence([("😀 organism", False)]), Sentence([("😀 ", False), ("organism", True)])
    for sentence in (plain, bold):
        qtbot.addWidget(sentence)
    assert bold.sizeHint().width() > plain.sizeHint().width()


def test_words_of_a_tooltip_are_words() -> None:
    assert tooltip_text("") == ""
    assert "&lt;img src=x&gt; &amp;" in tooltip_text("<img src=x> &")


def test_a_message_says_who_what_and_offers_one_button(qtbot: QtBot, holder: ThemeHolder) -> None:
    bar = MessageBar()
    qtbot.addWidget(bar)
    bar.show_message(
        "bad",
        [("Two articles disagree on ", False), ("organism", True)],
        action="Compare",
        key="Alt+C",
        icon="conflict",
    )
    bar.show()
    assert bar.kind == "bad"
    assert bar.accessibleName() == "Error: Two articles disagree on organism"
    assert drawn(bar).pixelColor(3, 3).name() == LIGHT.badbg.lower()
    with qtbot.waitSignal(bar.pressed):
        QTest.mouseClick(bar.button, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(bar.closed):
        QTest.mouseClick(bar.close_button, Qt.MouseButton.LeftButton)
    assert bar.isVisible()


def test_a_message_without_an_action_has_no_button(qtbot: QtBot, holder: ThemeHolder) -> None:
    bar = MessageBar()
    qtbot.addWidget(bar)
    bar.show()
    bar.show_message("ok", [("Saved", False)])
    assert not bar.button.isVisible()
    bar.show_message("ok", [("Saved", False)], action="Show")
    assert bar.button.isVisible()


def test_a_long_message_wraps_and_its_button_never_does(qtbot: QtBot, holder: ThemeHolder) -> None:
    window = QFrame()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    bar = MessageBar()
    column.addWidget(bar)
    column.addStretch()
    bar.show_message(
        "warn", [("Read-only: the registry as of change 38. " * 3, False)], action="Go"
    )
    window.resize(1200, 300)
    window.show()
    flat, button = bar.height(), bar.button.size()
    window.resize(360, 300)
    assert bar.height() > flat
    assert bar.sentence.height() >= bar.sentence.heightForWidth(bar.sentence.width())
    assert bar.button.size() == button


def test_arrows_move_the_segment_and_stop_at_the_ends(qtbot: QtBot, holder: ThemeHolder) -> None:
    row = SegmentedControl(("All 5", "Draft 1", "Conflict 1"), name="Show")
    qtbot.addWidget(row)
    with qtbot.waitActive(row):
        row.show()
    row.segments[0].setFocus()
    heard: list[int] = []
    row.current_changed.connect(heard.append)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left):
        QTest.keyClick(row.segments[row.current], key)
    assert heard == [1, 2, 1]
    assert row.segments[1].isChecked()
    assert row.segments[1].hasFocus()


def test_tab_passes_all_segments_at_once(qtbot: QtBot, holder: ThemeHolder) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    row, after = SegmentedControl(("All", "Draft", "Conflict"), name="Show"), QLineEdit()
    column.addWidget(row)
    column.addWidget(after)
    with qtbot.waitActive(window):
        window.show()
    row.segments[0].setFocus()
    QTest.keyClick(row.segments[0], Qt.Key.Key_Tab)
    assert after.hasFocus()


def test_a_click_chooses_and_a_second_one_keeps(qtbot: QtBot, holder: ThemeHolder) -> None:
    row = SegmentedControl(("Cleaned", "Raw"), name="Text")
    qtbot.addWidget(row)
    row.show()
    heard: list[int] = []
    row.current_changed.connect(heard.append)
    for _ in range(2):
        QTest.mouseClick(row.segments[1], Qt.MouseButton.LeftButton)
    assert heard == [1]
    assert [segment.isChecked() for segment in row.segments] == [False, True]


def test_new_counts_move_nothing_and_keep_the_choice(qtbot: QtBot, holder: ThemeHolder) -> None:
    row = SegmentedControl(("All 5", "Draft 1"), name="Show")
    qtbot.addWidget(row)
    row.set_current(1)
    row.set_texts(("All 6", "Draft 2", "Conflict 1"))
    assert row.current == 1
    assert [segment.text() for segment in row.segments] == ["All 6", "Draft 2", "Conflict 1"]
    width = row.sizeHint().width()
    row.set_current(0)
    assert row.sizeHint().width() == width
    row.set_texts(("All 6",))
    assert row.current == 0


def test_a_job_says_how_far_it_is_and_can_be_cancelled(qtbot: QtBot, holder: ThemeHolder) -> None:
    job = JobProgress()
    qtbot.addWidget(job)
    job.show_step("Import", done=3, total=5)
    job.show()
    assert job.label.text() == "Import 3 of 5"
    assert job.cancel.accessibleName() == "Cancel Import"
    bar = drawn(job.bar)
    filled = [x for x in range(bar.width()) if bar.pixelColor(x, 3).name() == LIGHT.accent.lower()]
    assert len(filled) == pytest.approx(bar.width() * 0.6, abs=4)
    with qtbot.waitSignal(job.cancelled):
        QTest.mouseClick(job.cancel, Qt.MouseButton.LeftButton)
    assert job.focusWidget() is not job.cancel
    job.show_step("Backup", done=0, total=0)
    assert job.label.text() == "Backup"


def test_the_key_of_a_search_gives_way_to_words(qtbot: QtBot, holder: ThemeHolder) -> None:
    field = SearchField("Go to study or article", key="Ctrl+P")
    qtbot.addWidget(field)
    field.show()
    field.resize(320, 30)
    assert field.textMargins().right() > 0
    field.resize(150, 30)
    assert field.textMargins().right() == 0
    QTest.keyClicks(field, "S-0042")
    assert field.text() == "S-0042"


def test_a_box_is_ticked_by_click_and_key(qtbot: QtBot, holder: ThemeHolder) -> None:
    box = CheckBox("Show withdrawn")
    qtbot.addWidget(box)
    box.show()
    QTest.mouseClick(box, Qt.MouseButton.LeftButton)
    assert box.isChecked()
    assert has(drawn(box), LIGHT.accent)
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert not box.isChecked()
    assert not has(drawn(box), LIGHT.accent)


def test_a_choice_shows_what_was_chosen(qtbot: QtBot, holder: ThemeHolder) -> None:
    choice = ChoiceBox("Organism")
    qtbot.addWidget(choice)
    choice.addItems(["mouse", "human"])
    choice.show()
    before = drawn(choice)
    QTest.keyClick(choice, Qt.Key.Key_Down)
    assert choice.currentText() == "human"
    assert drawn(choice) != before


def test_the_splitters_line_is_one_pixel(qtbot: QtBot, holder: ThemeHolder) -> None:
    split = Splitter(Qt.Orientation.Horizontal)
    qtbot.addWidget(split)
    for _ in range(2):
        split.addWidget(QFrame())
    split.resize(401, 40)
    split.show()
    image = drawn(split)
    row = [image.pixelColor(x, 20).name() for x in range(401)]
    assert row.count(LIGHT.line.lower()) == 1
    assert split.handle(1).width() == 5  # as much can be grabbed
