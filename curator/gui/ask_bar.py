"""A question in a bar: who is curating, why an article is excluded, what a study is called."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from curator.gui.theme.theme import theme_of
from curator.gui.widgets import Button, IconLabel, PrimaryButton, Sentence
from curator.gui.widgets.base import RESTYLING


class AskBar(QWidget):
    """``answered`` brings what was asked and the answer; ``closed`` what nobody answered."""

    answered = Signal(str, str)
    closed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asked = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._icon = IconLabel("question", self, ink="info", size=16)
        self.question = Sentence((), self)
        self.line = QLineEdit(self)
        self.line.setObjectName("ask.line")
        self.line.setMaxLength(1_000)
        self.done = PrimaryButton("", self, key="Enter", small=True)
        self.later = Button("", self, icon="close", rank="bare")
        self.later.setAccessibleName("Not now")
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._icon)
        self._row.addWidget(self.question, 1)
        self._row.addWidget(self.line, 1)
        self._row.addWidget(self.done)
        self._row.addWidget(self.later)
        self.line.returnPressed.connect(self._answer)
        self.done.clicked.connect(self._answer)
        self.later.clicked.connect(self._close)
        self.hide()
        self._space()

    @property
    def asked(self) -> str:
        """What is being asked, "" where nothing is."""
        return self._asked if self.isVisible() else ""

    def ask(
        self,
        what: str,
        question: str,
        *,
        more: str,
        line: str,
        action: str,
        icon: str = "question",
        text: str = "",
    ) -> None:
        """Ask.

        Args:
            what: Comes back with the answer.
            question: In bold.
            more: What the answer is for.
            line: Accessible name of the line.
            action: What the button says.
            icon: Before the question.
            text: To start from.
        """
        self._asked = what
        self._icon.set_icon(icon, ink="info", said="Question")
        self.question.set_parts(((question, True), (f" {more}", False)))
        self.setAccessibleName(question)
        self.line.setAccessibleName(line)
        self.line.setText(text)
        self.done.setText(action)
        self.done.setAccessibleName(action)
        self.done.updateGeometry()
        self.show()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.line.selectAll()

    @Slot()
    def _answer(self) -> None:
        words = " ".join(self.line.text().split())
        if words:
            self.hide()
            self.answered.emit(self._asked, words)

    @Slot()
    def _close(self) -> None:
        self.hide()
        self.closed.emit(self._asked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme_of(self).tokens
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.infobg))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(tokens.line))
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESTYLING:
            self._space()

    def _space(self) -> None:
        px = theme_of(self).px
        self._row.setContentsMargins(px(16), px(5), px(8), px(5))
        self._row.setSpacing(px(8))
        self.line.setMinimumWidth(px(220))
