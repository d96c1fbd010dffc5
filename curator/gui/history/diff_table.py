"""The rows of a difference."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QElapsedTimer, QEvent, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from curator.gui.form.lettering import Lettering, lettering
from curator.gui.history.diff_layout import diff_columns
from curator.gui.history.diff_row import DiffRow
from curator.gui.history.values import DiffLine
from curator.gui.theme.paint import paint_line
from curator.gui.theme.theme import theme_of
from curator.gui.widgets.base import RESTYLING

_FIRST: Final = 16
"""Rows made at once; the others follow in slices of so many milliseconds."""
_SLICE: Final = 8
_HEAD: Final = 28


class DiffTable(QScrollArea):
    """Fields before and after; Up and Down move, Enter restores, F1 shows the whole quotes.

    ``restore_pressed`` gives a ``DiffLine``, ``full_wanted`` the row whose words are wanted.
    """

    restore_pressed = Signal(object)
    full_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("history.diff")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._ground = _Ground()
        self.setWidget(self._ground)
        self.rows: list[DiffRow] = []
        self._coming: list[DiffLine] = []
        self._restorable = False
        self._bottom = 0
        self._current: DiffRow | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._make_some)

    @property
    def settled(self) -> bool:
        """Whether every row is made."""
        return not self._coming

    def show_lines(
        self,
        lines: Sequence[DiffLine],
        *,
        notes: Sequence[str],
        heads: tuple[str, str],
        restorable: bool,
    ) -> None:
        """Show a difference.

        Args:
            lines: Field by field.
            notes: Sentences on what else differs, above the fields.
            heads: Names of the two sides.
            restorable: Whether the older side can be brought back.
        """
        if any(row.hasFocus() for row in self.rows):
            # A hidden row would hand the keyboard to whatever comes next in the window.
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows, self._current = [], None
        self._restorable = restorable
        self._coming = list(lines)
        self._ground.tell(notes, heads, any_rows=bool(lines))
        for line in self._coming[:_FIRST]:
            self._add(line)
        del self._coming[:_FIRST]
        if self.rows:
            self._enter(self.rows[0])
        self.verticalScrollBar().setValue(0)
        self._place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(key, 0)
        row = self._current
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or row is None:
            event.ignore()
        elif step:
            place = self.rows.index(row) + step
            self._go(self.rows[min(max(place, 0), len(self.rows) - 1)])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if row.button is not None:
                self.restore_pressed.emit(row.line)
        elif key == Qt.Key.Key_F1:
            self.full_wanted.emit(row)
        else:
            event.ignore()

    def focus(self) -> None:
        """Give the keyboard to the current row."""
        if self._current is not None:
            self._current.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESTYLING and hasattr(self, "_timer"):
            self._place()

    def _add(self, line: DiffLine) -> None:
        row = DiffRow(line, self._ground, restorable=self._restorable)
        row.restore_pressed.connect(self.restore_pressed)
        row.entered.connect(self._enter)
        row.show()
        self.rows.append(row)

    @Slot()
    def _make_some(self) -> None:
        clock = QElapsedTimer()
        clock.start()
        ink, width = self._ground.ink, self.viewport().width()
        y = self._bottom
        while self._coming and clock.elapsed() < _SLICE:
            self._add(self._coming.pop(0))
            row = self.rows[-1]
            height = row.lay_out(self._ground.inner(width), ink)
            row.setGeometry(self._ground.side, y, self._ground.inner(width), height)
            y += height
        self._reach(width, y)
        if self._coming:
            self._timer.start()

    def _place(self) -> None:
        width, ground = self.viewport().width(), self._ground
        theme = theme_of(self)
        if ground.ink.theme != theme:
            ground.ink = lettering(theme)
        y = ground.head_height()
        for row in self.rows:
            height = row.lay_out(ground.inner(width), ground.ink)
            row.setGeometry(ground.side, y, ground.inner(width), height)
            y += height
        self._reach(width, y)
        ground.update()
        if self._coming:
            self._timer.start()

    def _reach(self, width: int, bottom: int) -> None:
        """Let the ground end below the last row, and fill what is seen."""
        self._bottom = bottom
        height = max(bottom, self.viewport().height())
        self._ground.setGeometry(0, self._ground.y(), width, height)
        self._ground.setMinimumHeight(height)

    def _go(self, row: DiffRow) -> None:
        row.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ensureWidgetVisible(row, 0, 8)

    @Slot(object)
    def _enter(self, row: DiffRow) -> None:
        if self._current is not None:
            self._current.set_current(False)
        self._current = row
        row.set_current(True)


class _Ground(QWidget):
    """What the rows stand on, with the names of the sides and the notes above them."""

    def __init__(self) -> None:
        super().__init__()
        self.ink: Lettering = lettering(theme_of(self))
        self._notes: tuple[str, ...] = ()
        self._heads = ("", "")
        self._any = False

    @property
    def side(self) -> int:
        return self.ink.px(24)

    def inner(self, width: int) -> int:
        return max(1, width - 2 * self.side)

    def tell(self, notes: Sequence[str], heads: tuple[str, str], *, any_rows: bool) -> None:
        self._notes, self._heads, self._any = tuple(notes), heads, any_rows
        self.update()

    def head_height(self) -> int:
        lines = len(self._notes) * (int(self.ink.small.height) + self.ink.px(4))
        gap = self.ink.px(8) if self._notes else 0
        return self.ink.px(8) + lines + gap + (self.ink.px(_HEAD) if self._any else 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        ink, tokens = self.ink, self.ink.theme.tokens
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(tokens.paper))
        room = QRectF(self.side, ink.px(8), self.inner(self.width()), ink.small.height)
        painter.setFont(ink.small.font)
        painter.setPen(QColor(tokens.ink2))
        for note in self._notes:
            paint_line(painter, room, f"{note[:1].upper()}{note[1:]}")
            room.translate(0, room.height() + ink.px(4))
        if self._any:
            self._paint_heads(painter)
        painter.end()

    def _paint_heads(self, painter: QPainter) -> None:
        ink = self.ink
        columns = diff_columns(self.inner(self.width()), ink)
        top = self.head_height() - ink.px(_HEAD)
        painter.setFont(ink.meta.font)
        painter.setPen(QColor(ink.theme.tokens.ink2))
        names = [(columns.before, self._heads[0]), (columns.after, self._heads[1])]
        if not columns.stacked:
            names.append((-ink.px(10), "Field"))
        for left, name in names:
            room = QRectF(self.side + left + ink.px(10), top, columns.side, ink.px(_HEAD - 6))
            paint_line(painter, room, name)
