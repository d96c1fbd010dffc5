"""All the words of an item, over what shows them cut."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QTextEdit, QVBoxLayout, QWidget

from curator.gui.claims.lines import Told
from curator.gui.theme.theme import theme_of
from curator.gui.widgets.frames import Popup

_WIDTH: Final = 480
_PAD: Final = 12


class FullText(Popup):
    """Values in sans, quotes in serif, until another key is pressed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.setObjectName("claims.full")
        self._words = QTextEdit(self)
        self._words.setReadOnly(True)
        self._words.setFrameShape(QFrame.Shape.NoFrame)
        self._words.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._words.viewport().setAutoFillBackground(False)
        QVBoxLayout(self).addWidget(self._words)
        self.hide()

    def words(self) -> str:
        return self._words.document().toRawText().replace("\u2029", "\n")

    def show_told(self, told: Iterable[Told], *, below: int) -> None:
        """Show paragraphs under a height of the parent, above it where there is no room."""
        self._write(told)
        theme, over = theme_of(self), self._over
        width = min(theme.px(_WIDTH), over.width() - theme.px(_PAD) * 2)
        margins = self.contentsMargins()
        aside = margins.left() + margins.right() + theme.px(_PAD) * 2
        measured = self._words.document().clone(self)  # the view's own follows the view's width
        measured.setTextWidth(width - aside)
        height = int(measured.size().height()) + margins.top() + margins.bottom()
        measured.deleteLater()
        height = min(height + theme.px(_PAD) * 3, over.height())
        top = max(0, min(below, over.height() - height))
        self.setGeometry((over.width() - width) // 2, top, width, height)
        self.raise_()
        self.show()

    def _write(self, told: Iterable[Told]) -> None:
        theme, layout = theme_of(self), self.layout()
        if layout is not None:
            layout.setContentsMargins(*[theme.px(_PAD)] * 4)
        fonts = {
            "value": theme.sans(14, True),
            "quote": theme.serif(14),
            "about": theme.sans(13),
        }
        document = self._words.document()
        document.clear()
        document.setDocumentMargin(0)
        cursor = QTextCursor(document)
        for place, one in enumerate(told):
            block, letters = QTextBlockFormat(), QTextCharFormat()
            block.setTopMargin(theme.px(12 if one.kind == "value" else 4) if place else 0)
            letters.setFont(fonts[one.kind])
            ink = theme.tokens.ink2 if one.kind == "about" else theme.tokens.ink
            letters.setForeground(QColor(ink))
            if place:
                cursor.insertBlock(block, letters)
            else:
                cursor.setBlockFormat(block)
            cursor.insertText(one.words, letters)
        self._words.setAccessibleName(self.words())
