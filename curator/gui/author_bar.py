"""Who is curating: asked once, in a bar, at the first save."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from curator.gui.theme.theme import theme_of
from curator.gui.widgets import Button, IconLabel, PrimaryButton, Sentence
from curator.gui.widgets.base import RESTYLING


class AuthorBar(QWidget):
    """``answered`` brings the name; ``closed`` comes where nobody answered."""

    answered = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Who is curating?")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.question = Sentence((("Who is curating?", True),), self)
        self.name = QLineEdit(self)
        self.name.setObjectName("author.name")
        self.name.setAccessibleName("Your name, as others will read it")
        self.name.setMaxLength(100)
        self.done = PrimaryButton("Save under this name", self, key="Enter", small=True)
        self.later = Button("", self, icon="close", rank="bare")
        self.later.setAccessibleName("Not now")
        self._row = QHBoxLayout(self)
        self._row.addWidget(IconLabel("user", self, ink="info", size=16))
        self._row.addWidget(self.question, 1)
        self._row.addWidget(self.name)
        self._row.addWidget(self.done)
        self._row.addWidget(self.later)
        self.name.returnPressed.connect(self._answer)
        self.done.clicked.connect(self._answer)
        self.later.clicked.connect(self._close)
        self.hide()
        self._space()

    def ask(self, name: str, *, saving: bool) -> None:
        """Ask, with a name to start from."""
        self.question.set_parts(
            (
                ("Who is curating?", True),
                (" Every change carries this name; it is asked once.", False),
            )
        )
        self.done.setText("Save under this name" if saving else "Use this name")
        self.done.setAccessibleName(self.done.text())
        self.done.updateGeometry()
        self.name.setText(name)
        self.show()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.name.selectAll()

    @Slot()
    def _answer(self) -> None:
        name = " ".join(self.name.text().split())
        if name:
            self.hide()
            self.answered.emit(name)

    @Slot()
    def _close(self) -> None:
        self.hide()
        self.closed.emit()

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
        self.name.setMinimumWidth(px(220))
