"""Any keys in any order: nothing raises, and undo and redo lead back to the same bytes."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from curator.domain.canonical import canonical
from curator.domain.claims import Claim, Item, Term
from tests.gui.form.conftest import Show, Shown
from tests.gui.form.drafts import words

CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
PLAIN = Qt.KeyboardModifier.NoModifier
KEYS = (
    (Qt.Key.Key_Tab, PLAIN),
    (Qt.Key.Key_Tab, PLAIN),
    (Qt.Key.Key_Backtab, SHIFT),
    (Qt.Key.Key_Return, PLAIN),
    (Qt.Key.Key_Return, PLAIN),
    (Qt.Key.Key_Escape, PLAIN),
    (Qt.Key.Key_Down, PLAIN),
    (Qt.Key.Key_Down, CTRL),
    (Qt.Key.Key_Up, CTRL),
    (Qt.Key.Key_0, ALT),
    (Qt.Key.Key_7, ALT),
    (Qt.Key.Key_8, ALT),
    (Qt.Key.Key_9, ALT),
    (Qt.Key.Key_D, CTRL),
    (Qt.Key.Key_Space, CTRL),
    (Qt.Key.Key_Return, ALT),
    (Qt.Key.Key_Left, ALT),
    (Qt.Key.Key_Delete, CTRL | SHIFT),
    (Qt.Key.Key_Delete, PLAIN),
    (Qt.Key.Key_F1, PLAIN),
    (Qt.Key.Key_Z, CTRL),
    (Qt.Key.Key_Z, CTRL | SHIFT),
)
TYPED = ("5", "mo", "IL-1", "2022-11", "many", "10.1016/x", " “x” ", "\U0001f9ea{}", "> 70 %", "in")
QUOTES = ("mice", "lung cancer", "interleukin-12", "Twelve mice", "24 Nov 2022", "Cancer Cell")


def act(shown: Shown, chance: random.Random) -> str:
    """One thing that a curator might do; says what it was."""
    kind = chance.random()
    fields = [field.key for field in shown.draft.form.fields()]
    if kind < 0.5:
        key, held = chance.choice(KEYS)
        QTest.keyClick(shown.focused, key, held)
        return f"{held} {key}"
    elif kind < 0.7:
        shown.type(chance.choice(TYPED))
        return "typed"
    elif kind < 0.8:
        letter = chance.choice([*shown.draft.form.letters(), "E"])
        shown.pane.fill_from_selection(letter, words(chance.choice(QUOTES)))
        return f"letter {letter}"
    elif kind < 0.9:
        shown.to(chance.choice(fields))
    else:
        row = shown.pane.body.row(chance.choice(fields))
        if row is not None and row.isVisible():
            at = QPoint(chance.randrange(row.width()), chance.randrange(max(1, row.height())))
            piece = row._laid.at(at.toPointF())
            if piece is None or piece.kind not in ("status", "more", "quotes"):  # they open menus
                QTest.mouseClick(row, Qt.MouseButton.LeftButton, PLAIN, at)
                return f"click {row.key} {piece}"
    return "went to a field"


def state(shown: Shown) -> bytes:
    documents = shown.draft.log.documents
    return canonical({one: dict(entry) for one, entry in documents.items()})


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # menus
@pytest.mark.parametrize("seed", range(4))
def test_any_keys_can_be_undone_and_redone(show: Show, seed: int) -> None:
    chance = random.Random(seed)
    claims = {
        "disease": Claim(items=(Item("a" * 16, parts={"name": Term("lung cancer")}),)),
        "outcome": Claim(
            items=(
                Item("b" * 16, "vague", parts={"endpoint": "survival"}),
                Item("c" * 16, "vague", parts={"endpoint": "cure", "n": "5"}),
            )
        ),
    }
    shown = show(claims=claims)
    shown.to("disease")
    begun = state(shown)
    for _ in range(120):
        done = act(shown, chance)
        menu = QApplication.activePopupWidget()
        if menu is not None:
            menu.close()
        assert QApplication.focusWidget() is not None, done
        if not shown.pane.isAncestorOf(shown.focused) or shown.focused is shown.pane:
            shown.to("disease")
    shown.pane.show_draft(None)
    ended, steps = state(shown), len(shown.draft.log.steps)
    while shown.draft.log.position:
        shown.draft.undo()
    assert state(shown) == begun
    while shown.draft.log.position < steps:
        shown.draft.redo()
    assert state(shown) == ended
