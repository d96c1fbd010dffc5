"""A term that no vocabulary has: asked for below the form, while its field stays in sight."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from curator.gui.theme.theme import theme_of
from curator.gui.widgets import Button, PrimaryButton
from curator.gui.widgets.base import RESTYLING

MORE: Final = "It is used at once and mapped later, when a vocabulary has it."


@dataclass(frozen=True, slots=True)
class TermWanted:
    """A term that no vocabulary has; ``role`` is the vocabulary that lacks it."""

    role: str
    label: str
    definition: str


class RequestPanel(QWidget):
    """``wanted`` brings a ``TermWanted``; ``closed`` says that the keyboard goes back."""

    wanted = Signal(object)
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("form.request")
        self._role = ""
        self.title = QLabel(self)
        self.more = QLabel(MORE, self)
        self.label = QLineEdit(self)
        self.definition = QLineEdit(self)
        self._names = (QLabel("Name", self), QLabel("Definition", self))
        for line, name in ((self.label, "label"), (self.definition, "definition")):
            line.setObjectName(f"request.{name}")
            line.setMaxLength(1_000)
        self.label.setAccessibleName("Name of the term")
        self.definition.setAccessibleName("Definition of the term")
        self.definition.setPlaceholderText("What it means, for whoever maps it")
        self.done = PrimaryButton("Request", self, key="Enter", small=True)
        self.cancel = Button("Cancel", self, key="Esc", small=True)
        self._lay_out()
        for line in (self.label, self.definition):
            line.returnPressed.connect(self._send)
        self.done.clicked.connect(self._send)
        self.cancel.clicked.connect(self.close_panel)
        self.hide()
        self._space()

    def _lay_out(self) -> None:
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.more.setWordWrap(True)
        grid, acts = QGridLayout(), QHBoxLayout()
        for row, (name, line) in enumerate(
            zip(self._names, (self.label, self.definition), strict=True)
        ):
            grid.addWidget(name, row, 0)
            grid.addWidget(line, row, 1)
        acts.addWidget(self.done)
        acts.addWidget(self.cancel)
        acts.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.title)
        self._column.addWidget(self.more)
        self._column.addLayout(grid)
        self._column.addLayout(acts)

    def ask(self, role: str, words: str, *, field: str) -> None:
        """Ask for the definition of a term; its name starts from what was typed."""
        self._role = role
        self.title.setText(f"Request a term for {field}")
        self.setAccessibleName(self.title.text())
        self.label.setText(words)
        self.definition.setText("")
        self.show()
        self.definition.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _send(self) -> None:
        words = [" ".join(line.text().split()) for line in (self.label, self.definition)]
        empty = next((n for n, text in enumerate(words) if not text), None)
        if empty is not None:
            (self.label, self.definition)[empty].setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.wanted.emit(TermWanted(self._role, *words))

    @Slot()
    def close_panel(self) -> None:
        """Close it; what was typed is gone."""
        if self.isVisible():
            self.hide()
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESTYLING and hasattr(self, "_column"):
            self._space()

    def _space(self) -> None:
        theme = theme_of(self)
        px = theme.px
        self._column.setContentsMargins(px(16), px(8), px(16), px(10))
        self._column.setSpacing(px(6))
        self.title.setFont(theme.sans(13, True))
        for label in (self.more, *self._names):
            label.setFont(theme.sans(13))

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme_of(self).tokens
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.raised))
        painter.fillRect(QRectF(0, 0, self.width(), 1), QColor(tokens.border))
        painter.end()
