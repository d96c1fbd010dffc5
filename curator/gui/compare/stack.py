"""Rows below each other, laid out as they come into view.

A study can have 45 fields and 10 articles: wrapping all of it at once takes longer than the window
may stand still.  What is seen is laid out at once, the rest in slices while nothing else happens.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QElapsedTimer, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from curator.gui.compare.geometry import Columns, columns_at
from curator.gui.compare.row import CompareRowWidget
from curator.gui.form.lettering import Lettering, lettering
from curator.gui.theme.theme import theme_of

_SLICE: Final = 8
"""Milliseconds of one slice."""
_LIKELY: Final = 84
"""Height of a row that is not laid out yet, at scale 1."""


class RowStack(QScrollArea):
    """The rows; ``columns_changed`` tells that ``columns`` are other ones."""

    columns_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        self.ground = QWidget()
        self.ground.setAutoFillBackground(False)
        self.setWidget(self.ground)
        self.columns = Columns(0, 0, 0, 0, 0)
        self.ink: Lettering = lettering(theme_of(self))
        self._rows: tuple[CompareRowWidget, ...] = ()
        self._count = 0
        self._known: set[CompareRowWidget] = set()
        self._waiting: list[CompareRowWidget] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._lay_out_some)
        self.verticalScrollBar().valueChanged.connect(self._come_into_view)

    @property
    def settled(self) -> bool:
        """Whether every row has its height."""
        return not self._waiting

    def show_rows(self, rows: Sequence[CompareRowWidget], *, count: int) -> None:
        """Show rows with that many articles, and hide the others."""
        for row in set(self._rows).difference(rows):
            row.hide()
        self._rows, self._count = tuple(rows), count
        self._known &= set(rows)
        self.place()
        for row in rows:
            row.show()

    @Slot()
    def place(self) -> None:
        """Put every row where it belongs; rows that are seen are laid out where they must be."""
        theme = theme_of(self)
        if self.ink.theme != theme:
            self.ink = lettering(theme)
        width = self.viewport().width()
        made = columns_at(width, count=self._count, theme=theme, offset=self.columns.offset)
        anchor, above = self._anchor()
        self._set_columns(made)
        top, height = self.verticalScrollBar().value(), self.viewport().height()
        self._waiting, y = [], 0
        for row in self._rows:
            seen = y < top + height and y + self._likely(row) > top
            if seen or row.is_open or row.fits(made, self.ink):
                tall = row.lay_out(made, self.ink)
                self._known.add(row)
            else:
                tall = self._likely(row)
                self._waiting.append(row)
            row.setGeometry(0, y, width, tall)
            y += tall
        self.ground.setGeometry(0, self.ground.y(), width, y)
        self.ground.setMinimumHeight(y)
        if anchor is not None and above:
            self.verticalScrollBar().setValue(anchor.y() + above)
        if self._waiting:
            self._timer.start()

    def slide(self, offset: int) -> None:
        """Scroll the articles sideways."""
        was = self.columns
        self.columns = Columns(
            was.width, was.field, was.article, was.decision, was.count, min(offset, was.most)
        )
        for row in self._rows:
            row.scroll_to(self.columns)

    def reveal(self, row: CompareRowWidget) -> None:
        """Scroll so that the row (or the item at its arrow keys) is seen, no further."""
        spot, height = row.spot(), self.viewport().height()
        if spot.height() >= height:
            spot = QRect(spot.left(), spot.top(), spot.width(), 1)
        top = row.y() + spot.top()
        bar = self.verticalScrollBar()
        if top < bar.value():
            bar.setValue(top)
        elif top + spot.height() > bar.value() + height:
            bar.setValue(top + spot.height() - height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()  # the arrow keys move between rows and items, not the view

    def _set_columns(self, made: Columns) -> None:
        if made != self.columns:
            self.columns = made
        self.columns_changed.emit()

    def _likely(self, row: CompareRowWidget) -> int:
        return row.height() if row in self._known else self.ink.px(_LIKELY)

    def _anchor(self) -> tuple[CompareRowWidget | None, int]:
        """The first row that is seen, and how much of it is scrolled away."""
        top = self.verticalScrollBar().value()
        for row in self._rows:
            if row.y() + row.height() > top:
                return row, top - row.y()
        return None, 0

    @Slot()
    def _lay_out_some(self) -> None:
        clock = QElapsedTimer()
        clock.start()
        for row in self._waiting:
            row.lay_out(self.columns, self.ink)
            if clock.elapsed() >= _SLICE:
                break
        self.place()

    @Slot()
    def _come_into_view(self) -> None:
        if self._waiting:
            self.place()
