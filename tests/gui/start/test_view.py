"""The start of an empty registry."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from curator.gui.actions import commands
from curator.gui.start.view import CHOICES, StartView


def shown(qtbot: QtBot) -> StartView:
    view = StartView()
    qtbot.addWidget(view)
    view.resize(900, 700)
    view.show()
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    return view


def test_enter_takes_the_first_choice_and_down_the_next(qtbot: QtBot) -> None:
    view = shown(qtbot)
    asked: list[str] = []
    view.asked.connect(asked.append)
    QTest.keyClick(view.choices[0], Qt.Key.Key_Return)
    QTest.keyClick(view.choices[0], Qt.Key.Key_Down)
    assert view.choices[1].hasFocus()
    QTest.keyClick(view.choices[1], Qt.Key.Key_Return)
    assert asked == ["registry.sample", "import.files"]


def test_every_choice_is_a_command_with_the_key_that_it_shows() -> None:
    keys = {one.id: one.keys for one in commands()}
    assert {command for command, *_ in CHOICES} <= keys.keys()
    shown_keys = {command: key for command, _, _, _, key in CHOICES if key != "Enter"}
    assert all(key in keys[command] for command, key in shown_keys.items())
