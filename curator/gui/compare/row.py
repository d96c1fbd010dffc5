"""One field of the comparison: painted, but for the controls while it is open."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from curator.gui.claims.lines import ClaimLine, Told, line_in_full, line_in_words, told_of
from curator.gui.compare.decision import DecisionEditor
from curator.gui.compare.geometry import Columns
from curator.gui.compare.row_layout import Block, Piece, Shape, row_shape
from curator.gui.compare.row_painting import Look, paint_row
from curator.gui.compare.values import Choice, Column, CompareRow
from curator.gui.form.lettering import Lettering
from curator.gui.theme.looks import MARK_LOOKS
from curator.gui.widgets.base import tooltip_text

_Key = tuple[Columns, Lettering, int, Choice]
"""What a shape was made for."""


class CompareRowWidget(QWidget):
    """A row.

    ``entered`` tells that it was clicked or got the keyboard; ``quote_pressed(column, item)`` that
    a quote was clicked; ``changed`` that its choice or reason is another one; ``reshaped`` that its
    height may be.
    """

    entered = Signal(str)
    quote_pressed = Signal(int, int)
    changed = Signal(str)
    reshaped = Signal()
    decide_pressed = Signal(str)
    withdraw_pressed = Signal(str)

    def __init__(
        self, row: CompareRow, columns: tuple[Column, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(f"compare.{row.key}")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setMouseTracking(True)
        self.row = row
        self.choice = row.stands
        self.reason = ""
        self.current = False
        self.editor: DecisionEditor | None = None
        self._columns = columns
        self._at: tuple[int, int] | None = None
        self._hovered: Piece | None = None
        self._shape: Shape | None = None
        self._geometry: Columns | None = None
        self._ink: Lettering | None = None
        self._key: _Key | None = None
        self._say()

    @property
    def is_open(self) -> bool:
        return self.editor is not None

    @property
    def cursor_line(self) -> tuple[int, ClaimLine] | None:
        """The column and item that the arrow keys are at."""
        if self._at is None:
            return None
        column, item = self._at
        return column, self.row.cells[column][item]

    def lay_out(self, geometry: Columns, ink: Lettering) -> int:
        """Take a width and the faces; returns the height that the row needs."""
        key = self._made_for(geometry, ink)
        self._geometry, self._ink = geometry, ink
        if self._shape is None or key != self._key:
            _, _, needed, stands = self._key = key
            self._shape = row_shape(self.row, geometry, ink=ink, stands=stands, editor=needed)
            self._hovered = None
            self.update()
        self._place_editor()
        return int(self._shape.height + 0.999)

    def fits(self, geometry: Columns, ink: Lettering) -> bool:
        """Whether it is laid out just so already."""
        return self._shape is not None and self._key == self._made_for(geometry, ink)

    def scroll_to(self, geometry: Columns) -> None:
        """Take another sideways offset."""
        self._geometry = geometry
        self.update()

    def set_current(self, current: bool) -> None:
        self.current = current
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if current else Qt.FocusPolicy.ClickFocus)
        if not current:
            self._at = None
        self.update()

    def open(self) -> None:
        """Show the controls; the caller lays the row out again."""
        if self.editor is not None or not self.row.decidable:
            return
        editor = DecisionEditor(self.row, self)
        self.editor = editor
        editor.set_reason(self.reason)
        editor.show_choice(self.choice)
        editor.choice_made.connect(self._choose)
        editor.reason_changed.connect(self._take_reason)
        editor.decide_pressed.connect(self._decide)
        editor.withdraw_pressed.connect(self._withdraw)
        editor.height_changed.connect(self.reshaped)
        editor.show()

    def close_editor(self) -> None:
        """Take the controls away; what was chosen and written stays."""
        if self.editor is not None:
            held: QWidget | None = QApplication.focusWidget()
            if held is not None and self.editor.isAncestorOf(held):
                self.setFocus(Qt.FocusReason.OtherFocusReason)
            self.editor.hide()
            self.editor.deleteLater()
            self.editor = None

    def keep(self, key: str) -> bool:
        """Choose what a digit keeps; False where it keeps nothing."""
        option = self.row.option_of(key)
        if option is None:
            return False
        self._choose(option.choice)
        return True

    def move_cursor(self, step: int) -> tuple[int, int] | None:
        """Go to the next or previous item; beyond the first stands the field itself."""
        places = [(one.column, one.item) for one in self._blocks()]
        at = places.index(self._at) if self._at in places else -1
        at = min(max(at + step, -1), len(places) - 1)
        self._at = places[at] if at >= 0 else None
        self._say()
        self.update()
        return self._at

    def toggle_item(self) -> None:
        """Choose the item that the arrow keys are at, or leave it out."""
        if self._at is None or not self.row.decidable:
            return
        column, item = self._at
        line = self.row.cells[column][item]
        extraction = self.row.extractions[column]
        if line.item_id and line.stands:
            self._choose(self.choice.toggled((extraction, line.item_id)))
        elif extraction in self.row.claims:
            self._choose(Choice(by=extraction))

    def in_full(self) -> tuple[Told, ...]:
        """All that the item, or else every item of the row, says."""
        places = [self._at] if self._at else [(one.column, one.item) for one in self._blocks()]
        return tuple(
            told
            for column, item in places
            for told in told_of(self.row.cells[column][item], self._columns[column].label)
        )

    def spot(self) -> QRect:
        """Where the item at the arrow keys (or the row) is, in the row."""
        shape, geometry = self._shape, self._geometry
        found = next((b for b in self._blocks() if (b.column, b.item) == self._at), None)
        if shape is None or geometry is None or found is None:
            return self.rect()
        return found.rect.translated(-geometry.offset, 0).toRect()

    # Events.

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._shape is None or self._geometry is None or self._ink is None:
            return
        stands = self.choice if self.is_open else self.row.stands
        columns = range(len(self.row.cells))
        chosen = {one for one in columns if stands and self.row.stands_whole(one, stands)}
        look = Look(
            current=self.current,
            focused=self.hasFocus(),
            chosen=frozenset(chosen) if self.is_open else frozenset(),
            cursor=next((b for b in self._blocks() if (b.column, b.item) == self._at), None),
            hovered=self._hovered,
        )
        painter = QPainter(self)
        paint_row(painter, self._shape, columns=self._geometry, ink=self._ink, look=look)
        painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit(self.row.key)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        quote = self._quote_at(event.position())
        if quote is not None and quote.place is not None:
            self._at = quote.place
            self.quote_pressed.emit(*quote.place)
            return
        block = self._block_at(event.position())
        self._at = (block.column, block.item) if block is not None else None
        was_open = self.is_open
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.entered.emit(self.row.key)
        if was_open and block is not None:
            self.toggle_item()
        self._say()
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self._quote_at(event.position()))

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._hover(self._quote_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(None)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), tooltip_text(self._told_at(event)), self)
            return True
        return super().event(event)

    # Inside.

    @Slot(object)
    def _choose(self, choice: Choice) -> None:
        self.choice = choice
        if self.editor is not None:
            self.editor.show_choice(choice)
            self.editor.complain("")
        self.changed.emit(self.row.key)
        self.reshaped.emit()

    @Slot(str)
    def _take_reason(self, reason: str) -> None:
        self.reason = reason
        if self.editor is not None and reason:
            self.editor.complain("")
        self.changed.emit(self.row.key)

    @Slot()
    def _decide(self) -> None:
        self.decide_pressed.emit(self.row.key)

    @Slot()
    def _withdraw(self) -> None:
        self.withdraw_pressed.emit(self.row.key)

    def _made_for(self, geometry: Columns, ink: Lettering) -> _Key:
        width = geometry.decision or geometry.width
        needed = self.editor.needed(int(width)) if self.editor is not None else 0
        stands = self.choice if self.is_open else self.row.stands
        return replace(geometry, offset=0.0), ink, needed, stands

    def _place_editor(self) -> None:
        if self.editor is not None and self._shape is not None:
            self.editor.setGeometry(self._shape.decision.toRect())

    def _hover(self, piece: Piece | None) -> None:
        if piece is not self._hovered:
            self._hovered = piece
            shape = Qt.CursorShape.PointingHandCursor if piece else Qt.CursorShape.ArrowCursor
            self.setCursor(shape)
            self.update()

    def _blocks(self) -> tuple[Block, ...]:
        return self._shape.blocks if self._shape is not None else ()

    def _inside(self, at: QPointF) -> QPointF | None:
        """A place in the row as a place on the unscrolled articles; None beside them."""
        shape, geometry = self._shape, self._geometry
        if shape is None or geometry is None or not shape.cells.contains(at):
            return None
        return QPointF(at.x() + geometry.offset, at.y())

    def _quote_at(self, at: QPointF) -> Piece | None:
        inside, shape = self._inside(at), self._shape
        if inside is None or shape is None:
            return None
        quotes = (one for one in shape.articles if one.kind == "quote")
        return next((one for one in quotes if one.rect.contains(inside)), None)

    def _block_at(self, at: QPointF) -> Block | None:
        inside = self._inside(at)
        if inside is None:
            return None
        grown = QRectF(inside.x() - 6, inside.y() - 5, 12, 10)
        return next((one for one in self._blocks() if one.rect.intersects(grown)), None)

    def _told_at(self, event: QHelpEvent) -> str:
        block = self._block_at(QPointF(event.pos()))
        if block is None:
            return self.row.field.help if event.x() < self.width() / 4 else ""
        line = self.row.cells[block.column][block.item]
        return line_in_full(line, self._columns[block.column].label)

    def _say(self) -> None:
        """What a screen reader says: the item at the arrow keys, or the whole row."""
        if (at := self.cursor_line) is not None:
            self.setAccessibleName(f"{self._columns[at[0]].label}: {line_in_words(at[1])}")
            return
        row = self.row
        mark = f", {MARK_LOOKS[row.mark].word}" if row.mark else ""
        said = [
            f"{column.label}: {'; '.join(map(line_in_words, lines))}"
            for column, lines in zip(self._columns, row.cells, strict=True)
        ]
        stands = " ".join((row.standing.head, row.standing.aside, *row.standing.lines))
        self.setAccessibleName(f"{row.field.label}{mark}. {'. '.join(said)}. Stands: {stands}")
