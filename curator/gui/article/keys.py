"""The keys of the article pane, as one table that the view obeys and the help shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

Action = Literal[
    "",
    "next_sentence",
    "previous_sentence",
    "extend_sentence",
    "extend_sentence_back",
    "grow_selection",
    "shrink_selection",
    "open_here",
    "mark_block",
    "zoom_in",
    "zoom_out",
    "zoom_reset",
]


@dataclass(frozen=True, slots=True)
class Key:
    """One key of the article.

    Attributes:
        keys: In QKeySequence's portable words; several are separated by ``, ``.
        does: What it does, for the help.
        action: Which of the view's actions; empty where Qt itself does it.
    """

    keys: str
    does: str
    action: Action = ""


ARTICLE_KEYS: Final = (
    Key("Shift+Left, Shift+Right", "Select by character"),
    Key("Ctrl+Shift+Left, Ctrl+Shift+Right", "Select by word"),
    Key("Shift+Up, Shift+Down", "Select by line"),
    Key("Alt+Right", "Go to the next sentence", "next_sentence"),
    Key("Alt+Left", "Go to the previous sentence", "previous_sentence"),
    Key("Alt+Shift+Right", "Select the sentence; again, the next one too", "extend_sentence"),
    Key("Alt+Shift+Left", "Select the sentence backwards", "extend_sentence_back"),
    Key("Alt+Shift+Up", "Select more: word, sentence, paragraph", "grow_selection"),
    Key("Alt+Shift+Down", "Select less again", "shrink_selection"),
    Key("Return, Enter", "Unfold, or go to the field of this evidence", "open_here"),
    Key("Ctrl++, Ctrl+=", "Larger text", "zoom_in"),
    Key("Ctrl+-", "Smaller text", "zoom_out"),
    Key("Ctrl+0", "Text in its own size", "zoom_reset"),
)

COMMAND_KEYS: Final = (Key("-", "Mark as page furniture, or as text", "mark_block"),)
"""Of commands (``commands_texts``) on which the pane acts itself, as on the fields' letters."""

ZOOM_STEPS: Final = (0.5, 0.67, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0)


def field_letter(event: QKeyEvent) -> str:
    """The field's letter, or ``/``, that a key without modifiers is."""
    held = event.modifiers() & ~(
        Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.GroupSwitchModifier
    )
    text = event.text()
    if held != Qt.KeyboardModifier.NoModifier or len(text) != 1:
        return ""
    return text.upper() if text.isalpha() or text == "/" else ""
