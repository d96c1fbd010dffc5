"""How far a running job is."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from curator.gui.theme.paint import paint_track
from curator.gui.theme.theme import theme_of
from curator.gui.widgets.base import RESTYLING, PaintedLabel
from curator.gui.widgets.buttons import Button
from curator.gui.widgets.labels import ElidedLabel

_THICK: Final = 6
_BETWEEN: Final = 8


class JobProgress(QWidget):
    """A running job: what it does, how far it is, and a link that cancels it."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = ElidedLabel(parent=self, ink="ink2", px=13)
        self.bar = _Bar(self)
        self.cancel = Button("Cancel", self, rank="link", small=True)
        self.cancel.clicked.connect(self.cancelled)
        # A click leaves the keyboard where it is: the button hides as soon as the job has ended.
        self.cancel.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (self.label, self.bar, self.cancel):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        self._space()

    def show_step(self, what: str, *, done: int, total: int, rate: str = "") -> None:
        """Show a step; a ``total`` of 0 means that nobody knows how much there is."""
        counted = f"{what} {done:,} of {total:,}" if total else what
        if total and rate:
            counted += f", {rate}"
        self.label.say(counted)
        self.bar.set_share(done / total if total else 0.0)
        self.setAccessibleName(counted)
        self.cancel.setAccessibleName(f"Cancel {what}")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESTYLING:
            self._space()

    def _space(self) -> None:
        row = self.layout()
        if row is not None:
            row.setSpacing(theme_of(self).px(_BETWEEN))


class _Bar(PaintedLabel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__("", parent)
        self._share = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_share(self, share: float) -> None:
        self._share = min(max(share, 0.0), 1.0)
        self.say(f"{self._share:.0%}")

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(120), self.theme.px(_THICK))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(40), self.theme.px(_THICK))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        paint_track(painter, self.box(), self._share, theme.tokens.accent, theme)
        painter.end()
