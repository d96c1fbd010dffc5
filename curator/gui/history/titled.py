"""A pane with its name above it; one can be folded away under its name."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from curator.gui.widgets.buttons import Button

_AS_HIGH_AS_IT_LIKES: Final = 16_777_215
"""Qt's QWIDGETSIZE_MAX."""


class Disclosure(Button):
    """A name with a chevron that says whether what is below is shown."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent, icon="chevron_down", rank="bare", small=True)

    def set_open(self, is_open: bool) -> None:
        self._icon = "chevron_down" if is_open else "chevron_right"
        self.setAccessibleDescription("shown" if is_open else "hidden")
        self.update()


class TitledPane(QWidget):
    """A name and what it names.  With a ``Disclosure`` as its name a press folds it."""

    def __init__(self, title: QWidget, below: QWidget) -> None:
        super().__init__()
        self._below, self._name = below, title
        self._around = 0
        self._title = QHBoxLayout()
        self._title.addWidget(title)
        self._title.addStretch(1)
        self._box = QVBoxLayout(self)
        self._box.addLayout(self._title)
        self._box.addWidget(below, 1)
        if isinstance(title, Disclosure):
            title.clicked.connect(self._toggle)

    @property
    def is_open(self) -> bool:
        return not self._below.isHidden()

    def set_open(self, is_open: bool) -> None:
        """Show what is below the name, or only the name."""
        self._below.setVisible(is_open)
        if isinstance(self._name, Disclosure):
            self._name.set_open(is_open)
        closed = self._name.sizeHint().height() + 2 * self._box.spacing()
        self.setMaximumHeight(_AS_HIGH_AS_IT_LIKES if is_open else closed)

    def space(self, *, left: int, around: int, gap: int) -> None:
        """Set the room before the name, around everything at the sides, and between."""
        self._title.setContentsMargins(left, 0, 0, 0)
        self._box.setContentsMargins(around, gap, around, gap if around else 0)
        self._box.setSpacing(gap)
        self.set_open(self.is_open)

    @Slot()
    def _toggle(self) -> None:
        self.set_open(not self.is_open)
