"""Asks in place, before something is restored."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from curator.gui.theme.theme import theme_of
from curator.gui.widgets.buttons import Button, PrimaryButton
from curator.gui.widgets.labels import ElidedLabel, Parts, Sentence
from curator.gui.widgets.surfaces import Surface


class ConfirmStrip(Surface):
    """What will happen, why it should, and two buttons; the window stays usable meanwhile.

    ``confirmed(reason)`` comes with Enter or the button; ``dismissed`` with Escape or the other.
    """

    fill = "accentbg"
    edge = "bottom"
    confirmed = Signal(str)
    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("history.confirm")
        self._sentence = Sentence(parent=self)
        self._why = ElidedLabel("Reason", self, ink="ink2", px=12, semibold=True)
        self.reason = QLineEdit(self)
        self.reason.setObjectName("history.reason")
        self.reason.setAccessibleName("Reason of the restore")
        self.restore = PrimaryButton("Restore", self, key="Enter", small=True)
        self.cancel = Button("Cancel", self, key="Esc", small=True)
        self.reason.returnPressed.connect(self._confirm)
        self.restore.clicked.connect(self._confirm)
        self.cancel.clicked.connect(self._dismiss)
        row = QHBoxLayout()
        for widget in (self._why, self.reason, self.restore, self.cancel):
            row.addWidget(widget, 1 if widget is self.reason else 0)
        box = QVBoxLayout(self)
        box.addWidget(self._sentence)
        box.addLayout(row)
        self.hide()
        self._space()

    def ask(self, parts: Parts) -> None:
        """Show the question and take the keyboard."""
        self._sentence.set_parts(parts)
        self.setAccessibleName(self._sentence.text())
        self.reason.clear()
        self.show()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._dismiss()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _confirm(self) -> None:
        self.hide()
        self.confirmed.emit(self.reason.text().strip())

    @Slot()
    def _dismiss(self) -> None:
        self.hide()
        self.dismissed.emit()

    def _space(self) -> None:
        theme, box = theme_of(self), self.layout()
        if box is not None:
            box.setContentsMargins(theme.px(24), theme.px(10), theme.px(24), theme.px(10))
            box.setSpacing(theme.px(8))
