"""The bar that says one thing, offers one button, and blocks nothing."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from curator.gui.theme.looks import KIND_LOOKS, Kind
from curator.gui.theme.theme import theme_of
from curator.gui.widgets.buttons import Button
from curator.gui.widgets.labels import IconLabel, Parts, Sentence
from curator.gui.widgets.surfaces import Surface


class MessageBar(Surface):
    """Tint, icon, one sentence, at most one button with its key, close.

    ``pressed`` and ``closed`` tell what was pressed; the bar then stays as it is, because the owner
    decides which message comes next.
    """

    fill = KIND_LOOKS["info"].fill
    edge = "bottom"
    pressed = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind: Kind = "info"
        self.icon = IconLabel("info", self, size=16)
        self.sentence = Sentence(parent=self)
        self.button = Button("", self)
        self.close_button = Button("", self, icon="close", rank="bare")
        self.close_button.setAccessibleName("Close this message")
        for button in (self.button, self.close_button):
            # By Tab only: a click leaves the keyboard where the curator works.
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.clicked.connect(self.pressed)
        self.close_button.clicked.connect(self.closed)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        row = QHBoxLayout(self)
        row.addWidget(self.icon)
        row.addWidget(self.sentence, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignVCenter)
        self._space()

    @property
    def kind(self) -> Kind:
        return self._kind

    def show_message(
        self,
        kind: Kind,
        parts: Parts,
        *,
        action: str = "",
        key: str = "",
        icon: str = "",
    ) -> None:
        """Say something, also to a screen reader.

        Args:
            kind: How bad it is.
            parts: The sentence, as (words, whether bold); from anywhere, it is never HTML.
            action: What the button says; no button where it is empty.
            key: The key that does the same.
            icon: Another icon than the kind's.
        """
        look = KIND_LOOKS[kind]
        self._kind = kind
        self.fill = look.fill
        self.icon.set_icon(icon or look.icon, ink=look.ink, said=look.word)
        self.sentence.set_parts(parts)
        self.button.setText(action)
        self.button.setAccessibleName(action)
        self.button.set_key(key)
        self.button.setVisible(bool(action))
        self.setAccessibleName(f"{look.word}: {self.sentence.text()}")
        self.update()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.accessibleName()))

    def _space(self) -> None:
        row, theme = self.layout(), theme_of(self)
        if row is not None:
            row.setContentsMargins(theme.px(16), theme.px(5), theme.px(8), theme.px(5))
            row.setSpacing(theme.px(8))
