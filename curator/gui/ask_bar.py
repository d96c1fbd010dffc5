"""A question in a bar: who is curating, why an article is excluded, what a study is called."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QSizePolicy, QWidget
from shiboken6 import isValid

from curator.gui.theme.theme import theme_of
from curator.gui.widgets import Button, IconLabel, PrimaryButton, Sentence, Surface


class AskBar(Surface):
    """``answered`` brings what was asked and the answer; ``closed`` what nobody answered.

    The keyboard goes back to where it was, whichever of the two it is; ``unclaimed`` comes where
    that is gone.
    """

    fill = "infobg"
    edge = "bottom"
    answered = Signal(str, str)
    closed = Signal(str)
    unclaimed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asked = ""
        self._before: list[QWidget] = []
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
        secret: bool = False,
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
            secret: The answer is not shown, and taken with every space in it.
        """
        self._asked = what
        self.line.setEchoMode(QLineEdit.EchoMode.Password if secret else QLineEdit.EchoMode.Normal)
        self._before = self._with_keyboard() or self._before
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
        words = self.line.text()
        if self.line.echoMode() == QLineEdit.EchoMode.Normal:
            words = " ".join(words.split())
        if words:
            self._give_back()
            self.line.clear()
            self.answered.emit(self._asked, words)

    @Slot()
    def _close(self) -> None:
        self._give_back()
        self.line.clear()
        self.closed.emit(self._asked)

    def _with_keyboard(self) -> list[QWidget]:
        """The widget that has the keyboard, then those around it; none where that is this bar."""
        # A window that is not the active one still knows who had the keyboard in it.
        active: QWidget | None = QApplication.focusWidget()
        one: QWidget | None = active or self.window().focusWidget()
        found: list[QWidget] = []
        while one is not None and one is not self:
            found.append(one)
            one = one.parentWidget()
        return found if one is None else []

    def _give_back(self) -> None:
        # A line of the form may be gone since: then what it stood in takes the keyboard.
        none = Qt.FocusPolicy.NoFocus
        there = (one for one in self._before if isValid(one) and one.isVisible())
        back = next((one for one in there if one.focusPolicy() != none), None)
        self._before = []
        if back is not None:
            back.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.unclaimed.emit()  # hiding would let Qt choose: a button of the status bar
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            super().keyPressEvent(event)

    def _space(self) -> None:
        px = theme_of(self).px
        self._row.setContentsMargins(px(16), px(5), px(8), px(5))
        self._row.setSpacing(px(8))
        self.line.setMinimumWidth(px(220))
