"""How far the work is: the fields of a study, and a running job."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolTip, QWidget

from curator.gui.theme.paint import paint_track
from curator.gui.theme.theme import theme_of
from curator.gui.widgets.base import RESTYLING, PaintedLabel, tooltip_text
from curator.gui.widgets.buttons import Button
from curator.gui.widgets.labels import ElidedLabel

_THICK: Final = 6
_GAP: Final = 3
_BETWEEN: Final = 8


@dataclass(frozen=True, slots=True)
class SectionProgress:
    """What of one section of the form is decided.

    Attributes:
        name: The section's name.
        fields: How many fields apply; the width of its piece of the bar.
        decided: How many of them have a claim; what of the piece is filled.
        current: Whether the current field is in it.
    """

    name: str
    fields: int
    decided: int
    current: bool = False


class ProgressStrip(PaintedLabel):
    """One bar cut by section; a piece's width is its fields, its fill what is decided."""

    def __init__(
        self, sections: Sequence[SectionProgress] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__("", parent)
        self._sections: tuple[SectionProgress, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_sections(sections)

    def set_sections(self, sections: Sequence[SectionProgress]) -> None:
        self._sections = tuple(section for section in sections if section.fields > 0)
        self.say(self.counted)
        self.setAccessibleName(f"{self.counted} fields decided")

    @property
    def counted(self) -> str:
        """``35 of 44``, to stand beside the bar."""
        decided = sum(section.decided for section in self._sections)
        return f"{decided} of {sum(section.fields for section in self._sections)}"

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(230), self.theme.px(_THICK))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(80), self.theme.px(_THICK))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        for section, piece in self._pieces():
            colour = theme.tokens.accent if section.current else theme.tokens.ink3
            paint_track(painter, piece, section.decided / section.fields, colour, theme)
        painter.end()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), tooltip_text(self._said_at(event.x())), self)
            return True
        return super().event(event)

    def _said_at(self, x: int) -> str:
        for section, piece in self._pieces():
            if piece.left() <= x <= piece.right():
                return f"{section.name}: {section.decided} of {section.fields}"
        return ""

    def _pieces(self) -> Iterator[tuple[SectionProgress, QRectF]]:
        """Each section and its piece; a piece is at least as wide as it is high, a dot."""
        theme = self.theme
        gap, thick = theme.px(_GAP), theme.px(_THICK)
        count = len(self._sections)
        spare = self.width() - gap * (count - 1) - thick * count
        whole = sum(section.fields for section in self._sections)
        top = (self.height() - thick) / 2
        left = 0.0
        for section in self._sections:
            width = thick + max(0.0, spare * section.fields / whole)
            yield section, QRectF(left, top, width, thick)
            left += width + gap


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
