"""Whether the installed PySide6 loses references to None.

PySide6 6.12.0 loses one at each call that returns nothing.  Before Python 3.12, where None became
immortal, the process aborts after some thousands of such calls ("none_dealloc"); a suite of short
tests does not show it.  So the count itself is measured, on calls that the window makes all day.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

CALLS = 500
# Something else may take or give a reference meanwhile; a loss at each call is CALLS.
NOISE = CALLS // 5

mortal_none = pytest.mark.skipif(
    sys.version_info >= (3, 12), reason="None is immortal here: its references are not counted"
)


def lost_references(call: Callable[[], object]) -> int:
    """References to None that ``CALLS`` calls lose; negative if they keep some."""
    call()  # the first call may fill caches
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        call()
    return before - sys.getrefcount(None)


class Rows(QAbstractListModel):
    """A model of three rows that answers None to every role."""

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 3

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        return None


class Sender(QObject):
    """One signal with a Python value."""

    sent = Signal(object)


def calls(qtbot: QtBot) -> dict[str, Callable[[], object]]:
    label, line, text, combo = QLabel(), QLineEdit(), QPlainTextEdit(), QComboBox()
    for widget in (label, line, text, combo):
        qtbot.addWidget(widget)
    document = QTextDocument("some words to set a format on", label)
    cursor = QTextCursor(document)
    model = Rows(label)
    index = model.index(0, 0)
    sender = Sender(label)

    def reset() -> None:
        model.beginResetModel()
        model.endResetModel()

    def format_words() -> None:
        cursor.beginEditBlock()
        cursor.setPosition(0)
        cursor.setPosition(4, QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(QTextCharFormat())
        cursor.endEditBlock()

    def add_and_clear() -> None:
        combo.addItem("word")
        combo.clear()

    return {
        "label": lambda: label.setText("word"),
        "line": lambda: line.setText("word"),
        "text": lambda: text.setPlainText("word"),
        "selections": lambda: text.setExtraSelections([]),
        "resize": lambda: QWidget.resize(label, 5, 5),
        "property": lambda: label.setProperty("name", 1),
        "combo": add_and_clear,
        "format": format_words,
        "reset": reset,
        "changed": lambda: model.dataChanged.emit(index, index),
        "signal": lambda: sender.sent.emit(None),
        "data": index.data,
    }


@mortal_none
def test_qt_keeps_the_references_to_none(qtbot: QtBot) -> None:
    lost = {name: lost_references(call) for name, call in calls(qtbot).items()}
    assert {name: count for name, count in lost.items() if count > NOISE} == {}


@mortal_none
def test_a_lost_reference_is_counted() -> None:
    """The measure itself: a held reference shows as one kept per call, letting go as one lost."""
    held: list[None] = []
    kept = lost_references(lambda: held.append(None))
    assert -CALLS - NOISE < kept < -CALLS + NOISE
    assert lost_references(held.pop) > CALLS - NOISE
