"""The codebook on a page of its own, made of the form that is open."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QShowEvent,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from curator.gui.theme.theme import theme_of
from curator.gui.widgets import Button, ElidedLabel
from curator.gui.widgets.base import RESTYLING

_WIDTH: Final = 960


class CodebookView(QWidget):
    """``close_wanted`` goes back to where the window was."""

    close_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("codebook")
        self.setAccessibleName("Codebook")
        self.back = Button("Back", self, key="Esc")
        self.back.clicked.connect(self.close_wanted)
        self.text = _Page(self)
        self.text.setAccessibleName("Codebook")
        head = QHBoxLayout()
        head.addWidget(self.back)
        head.addSpacing(8)
        head.addWidget(ElidedLabel("Codebook", self, px=16, semibold=True))
        head.addStretch(1)
        page = QHBoxLayout()
        page.addWidget(self.text, 1)
        page.addStretch(0)
        self._column = QVBoxLayout(self)
        self._column.addLayout(head)
        self._column.addLayout(page, 1)
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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_wanted.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme_of(self).tokens.panel))
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESTYLING:
            self._space()

    def _space(self) -> None:
        px = theme_of(self).px
        self._column.setContentsMargins(px(24), px(12), px(24), px(16))
        self._column.setSpacing(px(12))
        self.text.document().setDocumentMargin(px(16))
        self.text.setMaximumWidth(px(_WIDTH))
        if self._words:
            self.text.setMarkdown(self._words)
            self._set_type()


class _Page(QTextBrowser):
    """Text of the program's own; still it fetches nothing and opens nothing."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setTabChangesFocus(True)

    def loadResource(self, kind: int, name: QUrl | str) -> None:
        return None
