"""What holds for every control: a name, a focus ring that moves nothing, the theme followed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from curator.gui.theme.theme import Scheme, ThemeHolder
from curator.gui.theme.tokens import DARK, LIGHT, PALETTES, Tokens
from curator.gui.widgets import (
    Button,
    CheckBox,
    ChoiceBox,
    ElidedLabel,
    IconLabel,
    JobProgress,
    KeyHint,
    MessageBar,
    Popup,
    PrimaryButton,
    SearchField,
    SegmentedControl,
    Sentence,
)
from tests.gui import gallery
from tests.gui.dressed import drawn, has


def _message() -> MessageBar:
    bar = MessageBar()
    bar.show_message("warn", [("Read-only", False)], action="Back", key="Esc")
    return bar


def _job() -> JobProgress:
    job = JobProgress()
    job.show_step("Import", done=3, total=5)
    return job


PRESSED: dict[str, Callable[[], QWidget]] = {
    "button": lambda: Button("Compare", key="Alt+C"),
    "link": lambda: Button("Cancel", rank="link"),
    "check box": lambda: CheckBox("Show withdrawn"),
    "choice": lambda: ChoiceBox("Organism"),
    "search": lambda: SearchField("Search", key="Ctrl+P"),
}
SHOWN: dict[str, Callable[[], QWidget]] = {
    "key": lambda: KeyHint("Ctrl+P"),
    "label": lambda: ElidedLabel("Disease"),
    "sentence": lambda: Sentence([("One ", False), ("two", True)]),
    "icon": lambda: IconLabel("lock", said="Read-only"),
    "message": _message,
    "job": _job,
    "segments": lambda: SegmentedControl(("All 5", "Draft 1"), name="Show"),
}
EVERY = PRESSED | {"primary": lambda: PrimaryButton("Accept", key="Enter")} | SHOWN


@pytest.fixture(params=EVERY)
def control(request: pytest.FixtureRequest, qtbot: QtBot, holder: ThemeHolder) -> QWidget:
    made = EVERY[request.param]()
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_screen_reader_has_a_name_for_it(control: QWidget) -> None:
    interface = QAccessible.queryAccessibleInterface(control)
    assert interface is not None
    assert interface.text(QAccessible.Text.Name)


def test_it_repaints_in_the_other_theme(control: QWidget, holder: ThemeHolder) -> None:
    before = drawn(control)
    holder.choose("dark")
    assert drawn(control) != before


def test_it_grows_with_the_text(control: QWidget, holder: ThemeHolder) -> None:
    before = control.sizeHint()
    holder.choose(scale=2.0)
    after = control.sizeHint()
    assert after.height() > before.height()
    assert after.width() > before.width()


@pytest.mark.parametrize("name", PRESSED)
def test_the_focus_ring_is_seen_and_moves_nothing(
    qtbot: QtBot, holder: ThemeHolder, name: str
) -> None:
    window, other = QWidget(), Button("Other")
    control = PRESSED[name]()
    for widget in (control, other):
        widget.setParent(window)
    qtbot.addWidget(window)
    control.move(10, 10)
    control.resize(control.sizeHint())
    other.move(10, 100)
    window.resize(400, 200)
    with qtbot.waitActive(window):
        window.show()
    other.setFocus()
    size, without = control.sizeHint(), drawn(control)
    control.setFocus()
    ringed = drawn(control)
    assert control.sizeHint() == size
    middle = control.height() // 2
    assert ringed.pixelColor(0, middle).name() == LIGHT.accent.lower()
    assert ringed.pixelColor(1, middle).name() == LIGHT.accent.lower()
    assert without.pixelColor(1, middle).name() != LIGHT.accent.lower()


@pytest.mark.parametrize("name", PRESSED)
def test_tab_reaches_it(qtbot: QtBot, holder: ThemeHolder, name: str) -> None:
    control = PRESSED[name]()
    qtbot.addWidget(control)
    assert control.focusPolicy() & Qt.FocusPolicy.TabFocus


@pytest.mark.parametrize("name", ["button", "link"])
@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_and_space_press_it(
    qtbot: QtBot, holder: ThemeHolder, name: str, key: Qt.Key
) -> None:
    control = PRESSED[name]()
    qtbot.addWidget(control)
    control.show()
    with qtbot.waitSignal(control.clicked):  # type: ignore[attr-defined]
        QTest.keyClick(control, key)


def test_ctrl_enter_is_not_a_press(qtbot: QtBot, holder: ThemeHolder) -> None:
    button = Button("Compare")
    qtbot.addWidget(button)
    button.show()
    with qtbot.assertNotEmitted(button.clicked):
        QTest.keyClick(button, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


@pytest.mark.parametrize("tokens", PALETTES, ids=lambda tokens: tokens.name)
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_gallery_shows_all_of_it(
    qtbot: QtBot, holder: ThemeHolder, tmp_path: Path, tokens: Tokens, scale: float
) -> None:
    out = gallery.render(tmp_path / "gallery.png", cast(Scheme, tokens.name), scale=scale)
    assert out.stat().st_size > 10_000
    assert QApplication.palette().window().color().name() == tokens.window.lower()


def test_a_popup_is_raised_above_the_rest(qtbot: QtBot, holder: ThemeHolder) -> None:
    popup = Popup()
    qtbot.addWidget(popup)
    popup.resize(120, 80)
    popup.show()
    image = drawn(popup)
    assert image.pixelColor(60, 40).name() == LIGHT.raised.lower()
    assert has(image, LIGHT.border)
    assert popup.contentsRect().width() < 120
    holder.choose("dark")
    assert drawn(popup).pixelColor(60, 40).name() == DARK.raised.lower()
