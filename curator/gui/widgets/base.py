"""What the small controls share: they paint themselves and follow the theme."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from curator.gui.theme.theme import Theme, theme_of

RESTYLING: Final = frozenset({QEvent.Type.PaletteChange, QEvent.Type.StyleChange})
"""Events that reach every widget when the theme changes."""


class PaintedButton(QAbstractButton):
    """A control that is pressed; Enter presses it as Space does."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    @property
    def theme(self) -> Theme:
        return theme_of(self)

    @property
    def hot(self) -> bool:
        """Whether the pointer is over it and it can be pressed."""
        return self.underMouse() and self.isEnabled()

    def box(self) -> QRectF:
        return QRectF(self.rect())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESTYLING:
            self.updateGeometry()
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & _HELD:
            self.click()
        else:
            super().keyPressEvent(event)


class PaintedLabel(QLabel):
    """Something shown and not pressed; its text is what a screen reader says."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.say(text)

    @property
    def theme(self) -> Theme:
        return theme_of(self)

    def say(self, text: str) -> None:
        """Set the text and, with it, the accessible name."""
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def box(self) -> QRectF:
        return QRectF(self.rect())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESTYLING:
            self.updateGeometry()
            self.update()


def tooltip_text(text: str) -> str:
    """Words for a tooltip as they are: Qt would read those that look like HTML as HTML.

    Quotes and file names come from outside, and an image in a tooltip would be fetched.
    """
    safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f'<div style="white-space: pre-wrap">{safe}</div>' if safe else ""


_HELD: Final = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
