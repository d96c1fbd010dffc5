"""All the words of an item, over the table."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from curator.gui.theme.theme import theme_of
from curator.gui.widgets.frames import Popup

_FULL_WIDTH: Final = 480
_PAD: Final = 12


class FullText(Popup):
    """All the words of an item, over the table, until another key is pressed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.setObjectName("compare.full")
        self._words = QLabel(self)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        box = QVBoxLayout(self)
        box.addWidget(self._words)
        self.hide()

    def show_text(self, words: str, *, below: int) -> None:
        """Show words under a height of the parent, above it where there is more room."""
        theme, parent = theme_of(self), self._over
        self._words.setFont(theme.serif(14))
        self._words.setMargin(theme.px(_PAD))
        self._words.setText(words)
        self._words.setAccessibleName(words)
        width = min(theme.px(_FULL_WIDTH), parent.width() - theme.px(_PAD * 2))
        margins = self.contentsMargins()
        inner = width - margins.left() - margins.right()
        height = self._words.heightForWidth(inner) + margins.top() + margins.bottom()
        height = min(height + theme.px(16), parent.height())
        top = min(below, parent.height() - height)
        self.setGeometry((parent.width() - width) // 2, max(0, top), width, height)
        self.raise_()
        self.show()
