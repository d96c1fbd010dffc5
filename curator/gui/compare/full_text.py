"""All the words of an item, over the table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QTextEdit, QVBoxLayout, QWidget

from curator.gui.theme.theme import theme_of
from curator.gui.widgets.frames import Popup

_WIDTH: Final = 480
_PAD: Final = 12


class FullText(Popup):
    """Values in sans, quotes in serif, until another key is pressed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.setObjectName("compare.full")
        self._words = QTextEdit(self)
        self._words.setReadOnly(True)
        self._words.setFrameShape(QFrame.Shape.NoFrame)
        self._words.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._words.viewport().setAutoFillBackground(False)
        QVBoxLayout(self).addWidget(self._words)
        self.hide()

    def words(self) -> str:
        return self._words.document().toRawText().replace("\u2029", "\n")

    def show_parts(self, parts: Iterable[tuple[str, bool]], *, below: int) -> None:
        """Show words (and whether they are an article's) under a height of the parent."""
        self._write(parts)
        theme, over = theme_of(self), self._over
        width = min(theme.px(_WIDTH), over.width() - theme.px(_PAD) * 2)
        margins = self.contentsMargins()
        aside = margins.left() + margins.right() + theme.px(_PAD) * 2
        document = self._words.document()
        document.setTextWidth(width - aside)
        height = int(document.size().height()) + margins.top() + margins.bottom()
        height = min(height + theme.px(_PAD) * 2, over.height())
        top = max(0, min(below, over.height() - height))
        self.setGeometry((over.width() - width) // 2, top, width, height)
        self.raise_()
        self.show()

    def _write(self, parts: Iterable[tuple[str, bool]]) -> None:
        theme = theme_of(self)
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(*[theme.px(_PAD)] * 4)
        document = self._words.document()
        document.clear()
        document.setDocumentMargin(0)
        cursor = QTextCursor(document)
        for place, (words, own) in enumerate(parts):
            block, letters = QTextBlockFormat(), QTextCharFormat()
            block.setBottomMargin(theme.px(4))
            letters.setFont(theme.serif(14) if own else theme.sans(13))
            if place:
                cursor.insertBlock(block, letters)
            else:
                cursor.setBlockFormat(block)
            cursor.insertText(words, letters)
        self._words.setAccessibleName(self.words())
