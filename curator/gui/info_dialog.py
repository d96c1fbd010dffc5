"""A window of its own for words to read and copy; it blocks nothing."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from curator.gui.theme.theme import theme_of
from curator.gui.widgets import Button, PrimaryButton


class InfoDialog(QDialog):
    """Title, text, Copy and Close; gone once it is closed."""

    def __init__(self, title: str, text: str, *, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("info")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._words = text
        self.text = QPlainTextEdit(self)
        self.text.setPlainText(text)
        self.text.setReadOnly(True)
        self.text.setAccessibleName(title)
        self.text.setTabChangesFocus(True)
        copy = Button("Copy", self)
        close = PrimaryButton("Close", self, key="Esc")
        copy.clicked.connect(self._copy)
        close.clicked.connect(self.close)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(copy)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.addWidget(self.text, 1)
        column.addLayout(foot)
        px = theme_of(parent).px
        self.resize(px(640), px(360))
        close.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._words)
