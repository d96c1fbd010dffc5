"""Status, evidence, agreement and letter of a field."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QEnterEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from curator.gui.theme.looks import MARK_LOOKS, STATUS_LOOKS, Mark, Status
from curator.gui.theme.theme import ThemeHolder
from curator.gui.theme.tokens import LIGHT
from curator.gui.widgets import AgreementMark, EvidenceChip, LetterBadge, StatusChip
from tests.gui.dressed import drawn, has

QUOTE = "aggressive models of metastatic lung and ovarian cancer"


@pytest.mark.parametrize("status", STATUS_LOOKS)
def test_a_status_says_its_word_and_has_its_colour(
    qtbot: QtBot, holder: ThemeHolder, status: Status
) -> None:
    chip = StatusChip()
    qtbot.addWidget(chip)
    chip.set_status(status)
    chip.resize(chip.sizeHint())
    look = STATUS_LOOKS[status]
    assert chip.status == status
    assert chip.accessibleName() == f"Status: {look.word}"
    assert has(drawn(chip), look.ink_of(LIGHT))


def test_the_six_words_of_the_design_are_used() -> None:
    words = [look.word for look in STATUS_LOOKS.values()]
    assert words == [
        "Reported",
        "Vague",
        "Not reported",
        "Not applicable",
        "Unclear",
        "Not checked",
    ]


def test_a_click_on_a_status_is_for_its_owner(qtbot: QtBot, holder: ThemeHolder) -> None:
    chip = StatusChip("vague")
    qtbot.addWidget(chip)
    chip.show()
    with qtbot.waitSignal(chip.clicked):
        QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert chip.status == "vague"


def test_evidence_is_as_wide_as_its_quote_and_shrinks(qtbot: QtBot, holder: ThemeHolder) -> None:
    row = QWidget()
    qtbot.addWidget(row)
    chip = EvidenceChip([QUOTE])
    box = QHBoxLayout(row)
    box.setContentsMargins(0, 0, 0, 0)
    box.addWidget(chip)
    row.resize(900, 40)
    row.show()
    assert chip.width() == chip.sizeHint().width()
    row.resize(200, 40)
    assert chip.width() == 200


def test_several_quotes_are_counted(qtbot: QtBot, holder: ThemeHolder) -> None:
    one, three = EvidenceChip([QUOTE]), EvidenceChip([QUOTE, "mice", "rats"])
    for chip in (one, three):
        qtbot.addWidget(chip)
    assert three.sizeHint().width() > one.sizeHint().width()
    assert "“rats”" in three.accessibleName()


def test_the_tooltip_has_the_whole_quote_and_where_it_stands(
    qtbot: QtBot, holder: ThemeHolder
) -> None:
    chip = EvidenceChip()
    qtbot.addWidget(chip)
    chip.set_quotes(["R&D <img src='http://x/y.png'>"], where="A-0002, 120 to 145")
    assert "R&amp;D &lt;img" in chip.toolTip()
    assert "<img" not in chip.toolTip()
    assert "A-0002, 120 to 145" in chip.toolTip()


def test_a_quote_with_an_ampersand_makes_no_key(qtbot: QtBot, holder: ThemeHolder) -> None:
    chip = EvidenceChip(["R&D and T&E"])
    qtbot.addWidget(chip)
    assert chip.shortcut() == QKeySequence()
    assert chip.shown == "“R&D and T&E”"


def test_a_quote_over_two_lines_is_shown_on_one(qtbot: QtBot, holder: ThemeHolder) -> None:
    chip = EvidenceChip(["lung\n  and\tovarian"])
    qtbot.addWidget(chip)
    assert chip.shown == "“lung and ovarian”"
    assert chip.quotes == ("lung\n  and\tovarian",)


def test_the_current_evidence_has_the_accents_line(qtbot: QtBot, holder: ThemeHolder) -> None:
    chip = EvidenceChip([QUOTE])
    qtbot.addWidget(chip)
    chip.resize(chip.sizeHint())
    middle = chip.height() // 2
    assert drawn(chip).pixelColor(0, middle).name() == LIGHT.line.lower()
    chip.set_lit(True)
    assert drawn(chip).pixelColor(0, middle).name() == LIGHT.border.lower()
    chip.set_current(True)
    assert drawn(chip).pixelColor(0, middle).name() == LIGHT.accent.lower()


def test_the_article_hears_of_the_pointer(qtbot: QtBot, holder: ThemeHolder) -> None:
    chip = EvidenceChip([QUOTE])
    qtbot.addWidget(chip)
    heard: list[bool] = []
    chip.hovered.connect(heard.append)
    at = QPointF(3, 3)
    chip.enterEvent(QEnterEvent(at, at, at))
    chip.leaveEvent(QEnterEvent(at, at, at))
    assert heard == [True, False]


@pytest.mark.parametrize("mark", MARK_LOOKS)
def test_a_mark_says_how_the_articles_agree(qtbot: QtBot, holder: ThemeHolder, mark: Mark) -> None:
    shown = AgreementMark()
    qtbot.addWidget(shown)
    shown.set_mark(mark)
    shown.resize(shown.sizeHint())
    assert shown.accessibleName() == MARK_LOOKS[mark].word
    assert has(drawn(shown), MARK_LOOKS[mark].ink_of(LIGHT))


def test_a_mark_may_count(qtbot: QtBot, holder: ThemeHolder) -> None:
    shown = AgreementMark("conflict")
    qtbot.addWidget(shown)
    shown.set_mark("conflict", "2 conflicts")
    assert shown.text() == shown.accessibleName() == "2 conflicts"


def test_a_badge_says_its_state_and_keeps_its_place_without_a_letter(
    qtbot: QtBot, holder: ThemeHolder
) -> None:
    badge, empty = LetterBadge("M"), LetterBadge()
    for widget in (badge, empty):
        qtbot.addWidget(widget)
    badge.set_state("conflict")
    badge.resize(badge.sizeHint())
    assert badge.accessibleName() == "Letter M, in conflict"
    assert has(drawn(badge), LIGHT.bad)
    assert empty.sizeHint() == badge.sizeHint()
    assert empty.accessibleName() == ""
