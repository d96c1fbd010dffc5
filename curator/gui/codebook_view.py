"""The codebook on a page of its own, made of the form that is open."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QColor, QShowEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QTextBrowser, QWidget

from curator.gui.theme.theme import theme_of
from curator.gui.widgets import Button, ElidedLabel, Page

_WIDTH: Final = 960


class CodebookView(Page):
    """What each field is for, as one text that takes the keyboard."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("codebook")
        self.setAccessibleName("Codebook")
        self.back = Button("Back", self, key="Esc")
        self.back.clicked.connect(self.close_wanted)
        self.text = _Text(self)
        self.text.setAccessibleName("Codebook")
        self.add_head(self.back, ElidedLabel("Codebook", self, px=16, semibold=True))
        page = QHBoxLayout()
        page.addWidget(self.text, 1)
        page.addStretch(0)
        self.column.addLayout(page, 1)
        self._words = ""
        self._space()

    def show_text(self, markdown: str, *, at: str = "") -> None:
        """Show the codebook, from the words ``at`` on where they stand in it."""
        if markdown != self._words:
            self._words = markdown
            self.text.setMarkdown(markdown)
            self._set_type()
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        if at and self.text.find(at):
            cursor = self.text.textCursor()
            cursor.setPosition(cursor.selectionStart())
            self.text.moveCursor(QTextCursor.MoveOperation.End)  # so that it stands at the top
            self.text.setTextCursor(cursor)

    def _set_type(self) -> None:
        """Room above headings, and one face for all: keys in a quieter colour."""
        theme = theme_of(self)
        block = self.text.document().begin()
        while block.isValid():
            cursor = QTextCursor(block)
            level = block.blockFormat().headingLevel()
            shape = block.blockFormat()
            shape.setTopMargin(theme.px(20 if level else 3) if block.blockNumber() else 0)
            shape.setBottomMargin(theme.px(4) if level else 0)
            cursor.setBlockFormat(shape)
            for piece in block.textFormats():
                if piece.format.fontFixedPitch():
                    self._quiet(block.position() + piece.start, piece.length)
            block = block.next()

    def _quiet(self, start: int, length: int) -> None:
        theme = theme_of(self)
        look = QTextCharFormat()
        look.setFont(theme.sans(14))
        look.setForeground(QColor(theme.tokens.ink3))
        cursor = QTextCursor(self.text.document())
        cursor.setPosition(start)
        cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(look)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _space(self) -> None:
        super()._space()
        px = theme_of(self).px
        self.text.document().setDocumentMargin(px(16))
        self.text.setMaximumWidth(px(_WIDTH))
        if self._words:
            self.text.setMarkdown(self._words)
            self._set_type()


class _Text(QTextBrowser):
    """Text of the program's own; still it fetches nothing and opens nothing."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setTabChangesFocus(True)

    def loadResource(self, kind: int, name: QUrl | str) -> None:
        return None
