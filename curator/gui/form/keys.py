"""The keys of the form.  The window's commands have the same; whichever gets a key first acts."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

KEYS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "Alt+0": "not_reported",
        "Alt+7": "not_applicable",
        "Alt+8": "vague",
        "Alt+9": "unclear",
        "Ctrl+Down": "next_open",
        "Ctrl+Up": "previous_open",
        "Ctrl+D": "copy_row",
        "Ctrl+'": "take_previous",
        "Ctrl+Space": "open_suggestions",
        "Alt+S": "next_suggestion",
        "Alt+Shift+S": "previous_suggestion",
        "Ctrl+.": "show_evidence",
        "Alt+.": "next_evidence",
        "Alt+Return": "toggle_details",
        "Alt+Enter": "toggle_details",
        "Alt+Left": "fold_section",
        "Ctrl+Shift+Delete": "remove_item",
        "Shift+F10": "open_menu",
        "Menu": "open_menu",
        "F1": "toggle_help",
        "Ctrl+Z": "undo",
        "Ctrl+Shift+Z": "redo",
        "Ctrl+Y": "redo",
    }
)
"""Key to the name of what it does; a status is the name of itself."""

_BY_KEY: Final[Mapping[str, str]] = MappingProxyType(
    {QKeySequence(key).toString(): name for key, name in KEYS.items()}
)


def name_of(event: QKeyEvent) -> str:
    """What the form does for a key; "" where it is not one of its own."""
    combination = QKeyCombination(
        event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier, Qt.Key(event.key())
    )
    return _BY_KEY.get(QKeySequence(combination).toString(), "")
