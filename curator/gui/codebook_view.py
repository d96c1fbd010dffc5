"""The codebook on a page of its own, made of the form that is open."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QUrl, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QShowEvent, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from curator.gui.theme.theme import theme_of
from curator.gui.widgets import Button, ElidedLabel
from curator.gui.widgets.base import RESTYLING


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
        self._column = QVBoxLayout(self)
        self._column.addLayout(head)
        self._column.addWidget(self.text, 1)
        self._words = ""
        self._space()

    def show_text(self, markdown: str, *, at: str = "") -> None:
        """Show the codebook, from the words ``at`` on where they stand in it."""
        if markdown != self._words:
            self._words = markdown
            self.text.setMarkdown(markdown)
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        if at and self.text.find(at):
            cursor = self.text.textCursor()
            cursor.setPosition(cursor.selectionStart())
            self.text.moveCursor(QTextCursor.MoveOperation.End)  # so that it stands at the top
            self.text.setTextCursor(cursor)

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


class _Page(QTextBrowser):
    """Text of the program's own; still it fetches nothing and opens nothing."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setTabChangesFocus(True)

    def loadResource(self, kind: int, name: QUrl | str) -> None:
        return None
