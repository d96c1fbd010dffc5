"""The rows of a comparison below their head, and the keys that move in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollBar, QToolTip, QVBoxLayout, QWidget

from curator.gui.claims.lines import ClaimLine
from curator.gui.compare.decision import ReasonEdit
from curator.gui.compare.geometry import Columns
from curator.gui.compare.row import CompareRowWidget
from curator.gui.compare.stack import RowStack
from curator.gui.compare.values import Choice, Column, CompareRow, Comparison, Filter
from curator.gui.form.lettering import Lettering
from curator.gui.theme.icons import paint_icon
from curator.gui.theme.paint import ICON, paint_line
from curator.gui.widgets.base import RESTYLING, tooltip_text

_HEAD: Final = 32
_PAD: Final = 12


@dataclass(frozen=True, slots=True)
class Pending:
    """What was chosen and written in a row and is not decided yet."""

    choice: Choice
    reason: str


class CompareTable(QWidget):
    """Head, rows, and a bar to scroll the articles sideways.

    ``evidence_pressed(column, line)`` tells of a quote that is to be seen in its article,
    ``decide_pressed`` and ``withdraw_pressed`` of the key of a field.
    """

    evidence_pressed = Signal(int, object)
    decide_pressed = Signal(str)
    withdraw_pressed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("compare.table")
        self._comparison = Comparison((), ())
        self._rows: dict[str, CompareRowWidget] = {}
        self._pending: dict[str, Pending] = {}
        self._shown: Filter = "all"
        self._current = ""
        self._head = _Head(self)
        self._stack = RowStack(self)
        self._stack.columns_changed.connect(self._fit_columns)
        self._sideways = QScrollBar(Qt.Orientation.Horizontal, self)
        self._sideways.setAccessibleName("Further articles")
        self._sideways.valueChanged.connect(self._slide)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        stack.addWidget(self._head)
        stack.addWidget(self._stack, 1)
        stack.addWidget(self._sideways)

    @property
    def settled(self) -> bool:
        """Whether every row has its height."""
        return self._stack.settled

    @property
    def current(self) -> CompareRowWidget | None:
        return self._rows.get(self._current)

    @property
    def rows(self) -> tuple[CompareRowWidget, ...]:
        """The rows that the filter lets through, from top to bottom."""
        return tuple(
            self._rows[row.key]
            for row in self._comparison.rows
            if self._shown in ("all", row.agreement)
        )

    def show_comparison(self, comparison: Comparison, *, same_study: bool) -> None:
        """Show other rows; what is pending in the same study stays pending."""
        held: QWidget | None = self.window().focusWidget()
        had_focus = held is not None and self.isAncestorOf(held)
        writing = held.textCursor().position() if isinstance(held, ReasonEdit) else None
        written = self._current
        old = {row.key: row for row in self._comparison.rows}
        self._comparison = comparison
        if not same_study:
            self._pending.clear()
            self._current = ""
        for widget in self._rows.values():
            widget.hide()
            widget.deleteLater()
        self._rows = {row.key: self._made(row) for row in comparison.rows}
        for row in comparison.rows:
            before = old.get(row.key)
            if before is not None and before.decision != row.decision:
                self._pending.pop(row.key, None)
        self._head.show_columns(comparison.columns)
        self._show_rows()
        if self._current in self._rows:
            self._enter(self._current)
        elif comparison.rows:
            self._enter(comparison.rows[0].key)
        if had_focus:
            self.focus()
            if writing is not None and self._current == written:
                self._write_on(writing)

    def show_only(self, kind: Filter) -> None:
        """Let rows of one agreement through."""
        self._shown = kind
        self._show_rows()
        shown = [one.row.key for one in self.rows]
        if shown and self._current not in shown:
            self._enter(shown[0])

    def focus(self) -> None:
        """Take the keyboard."""
        if (row := self.current) is not None:
            row.setFocus(Qt.FocusReason.OtherFocusReason)
            self._stack.reveal(row)

    def move_by(self, step: int) -> None:
        """Go some rows down or up."""
        rows = self.rows
        if not rows:
            return
        at = rows.index(self.current) if self.current in rows else 0
        self._go(rows[min(max(at + step, 0), len(rows) - 1)])

    def move_to_open(self, step: int, *, staying: bool = False) -> bool:
        """Go to the next or previous row to decide, around the end; False where there is none.

        With ``staying`` the current row will do.
        """
        rows = self.rows
        start = rows.index(self.current) if self.current in rows else -1
        for away in range(0 if staying else 1, len(rows) + 1):
            row = rows[(start + step * away) % len(rows)]
            if row.row.to_decide:
                self._go(row)
                return True
        return False

    def move_across(self, step: int) -> None:
        """Go to the next or previous item of the row."""
        row = self.current
        if row is None:
            return
        at = row.move_cursor(step)
        if at is not None:
            self._sideways.setValue(int(self._stack.columns.showing(at[0])))
        self._stack.reveal(row)

    def open_current(self) -> bool:
        """Show the controls of the current row; False where there is nothing to decide."""
        row = self.current
        if row is None or not row.row.decidable:
            return False
        row.open()
        self._stack.place()
        self._stack.reveal(row)
        return row.editor is not None

    def keep(self, key: str) -> bool:
        """Choose what a digit keeps in the current row, and ask why."""
        row = self.current
        if row is None or row.row.option_of(key) is None:
            return False
        self.open_current()
        row.keep(key)
        if row.editor is not None:
            row.editor.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def evidence_of_current(self) -> tuple[int, ClaimLine] | None:
        """The item whose quote is asked for: at the arrow keys, or the first that has one."""
        row = self.current
        if row is None:
            return None
        if (at := row.cursor_line) is not None:
            return at if at[1].evidence else None
        lines = ((n, line) for n, cell in enumerate(row.row.cells) for line in cell)
        return next((one for one in lines if one[1].evidence), None)

    def page(self) -> int:
        """How many rows a page holds."""
        row = self.current
        return max(1, self._stack.viewport().height() // max(1, row.height() if row else 1))

    # Events.

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESTYLING:
            self._stack.place()

    # Inside.

    def _made(self, row: CompareRow) -> CompareRowWidget:
        widget = CompareRowWidget(row, self._comparison.columns, self._stack.ground)
        pending = self._pending.get(row.key)
        if pending is not None:
            widget.choice, widget.reason = pending.choice, pending.reason
        widget.entered.connect(self._enter)
        widget.changed.connect(self._keep_pending)
        widget.reshaped.connect(self._stack.place)
        widget.quote_pressed.connect(self._quote)
        widget.decide_pressed.connect(self.decide_pressed)
        widget.withdraw_pressed.connect(self.withdraw_pressed)
        return widget

    def _write_on(self, position: int) -> None:
        """Go back to where a reason was being written, if it still is to be."""
        row = self.current
        if row is None or row.row.key not in self._pending or not self.open_current():
            return
        if row.editor is not None:
            cursor = row.editor.reason.textCursor()
            cursor.setPosition(min(position, len(row.editor.reason.document().toRawText())))
            row.editor.reason.setTextCursor(cursor)
            row.editor.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_rows(self) -> None:
        self._stack.show_rows(self.rows, count=len(self._comparison.columns))

    def _go(self, row: CompareRowWidget) -> None:
        self._enter(row.row.key)
        row.setFocus(Qt.FocusReason.OtherFocusReason)
        self._stack.reveal(row)

    @Slot(str)
    def _enter(self, key: str) -> None:
        """Make a row current; one that is to be decided opens, the others close."""
        if key == self._current and (row := self.current) is not None and row.current:
            return
        self._current = key
        for widget in self._rows.values():
            if widget.row.key != key and (widget.current or widget.is_open):
                widget.close_editor()
                widget.set_current(False)
        row = self._rows[key]
        row.set_current(True)
        if row.row.to_decide:
            row.open()
        self._stack.place()

    @Slot(str)
    def _keep_pending(self, key: str) -> None:
        row = self._rows[key]
        self._pending[key] = Pending(row.choice, row.reason)

    @Slot(int, int)
    def _quote(self, column: int, item: int) -> None:
        row = self.sender()
        if isinstance(row, CompareRowWidget):
            self.evidence_pressed.emit(column, row.row.cells[column][item])

    @Slot()
    def _fit_columns(self) -> None:
        """Let the head and the bar follow the columns."""
        columns = self._stack.columns
        self._sideways.setVisible(columns.most > 0)
        self._sideways.setRange(0, int(columns.most))
        self._sideways.setPageStep(int(columns.room))
        self._sideways.setSingleStep(max(1, int(columns.article) // 4))
        self._head.set_geometry(columns, self._stack.ink)

    @Slot(int)
    def _slide(self, offset: int) -> None:
        self._stack.slide(offset)
        self._head.set_geometry(self._stack.columns, self._stack.ink)


class _Head(QWidget):
    """The names of the columns; it does not scroll down."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._columns: tuple[Column, ...] = ()
        self._geometry: Columns | None = None
        self._ink: Lettering | None = None

    def show_columns(self, columns: tuple[Column, ...]) -> None:
        self._columns = columns
        names = ", ".join(one.label for one in columns)
        self.setAccessibleName(f"Columns: Field, {names}, Stands for the study")
        self.update()

    def set_geometry(self, geometry: Columns, ink: Lettering) -> None:
        self._geometry, self._ink = geometry, ink
        self.setFixedHeight(max(ink.px(_HEAD), int(ink.body.height) + ink.px(8)))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        geometry, ink = self._geometry, self._ink
        if geometry is None or ink is None:
            return
        tokens, pad = ink.theme.tokens, ink.px(_PAD)
        painter = QPainter(self)
        if not geometry.stacked:
            self._name(painter, "Field", QRectF(pad, 0, geometry.field - pad, self.height()))
        painter.save()
        painter.setClipRect(QRectF(geometry.field, 0, geometry.room, self.height()))
        for place, column in enumerate(self._columns):
            left = geometry.left(place) + pad
            room = QRectF(left, 0, geometry.article - 2 * pad, self.height())
            self._article(painter, column, room=room, ink=ink)
        painter.restore()
        if not geometry.stacked:
            left = geometry.width - geometry.decision + pad
            icon = QRectF(left, 0, ink.px(ICON), self.height())
            paint_icon(painter, icon, "study", tokens.ink2)
            room = QRectF(left + ink.px(22), 0, geometry.decision, self.height())
            self._name(painter, "Stands for the study", room, strong=True)
        painter.fillRect(0, self.height() - 1, int(geometry.width), 1, QColor(tokens.border))
        painter.end()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = self._geometry.column_at(event.x()) if self._geometry is not None else None
            told = self._columns[place].told if place is not None else ""
            QToolTip.showText(event.globalPos(), tooltip_text(told), self)
            return True
        return super().event(event)

    def _name(self, painter: QPainter, words: str, room: QRectF, *, strong: bool = False) -> None:
        if self._ink is not None:
            face = self._ink.strong if strong else self._ink.small
            tokens = self._ink.theme.tokens
            painter.setFont(face.font)
            painter.setPen(QColor(tokens.ink if strong else tokens.ink2))
            paint_line(painter, room, words)

    def _article(self, painter: QPainter, column: Column, *, room: QRectF, ink: Lettering) -> None:
        icon = QRectF(room.left(), 0, ink.px(ICON), room.height())
        paint_icon(painter, icon, "article", ink.theme.tokens.ink2)
        left = ink.px(22)
        self._name(painter, column.label, room.adjusted(left, 0, 0, 0), strong=True)
        left += int(ink.strong.width(column.label)) + ink.px(8)
        if left < room.width():
            painter.setFont(ink.small.font)
            painter.setPen(QColor(ink.theme.tokens.ink3))
            paint_line(painter, room.adjusted(left, 0, 0, 0), column.aside)
