"""The changes of a study, newest first; two of them are compared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from curator.gui.claims.lines import one_line
from curator.gui.form.lettering import Face, Lettering, lettering
from curator.gui.theme.paint import (
    RADIUS,
    fill_round,
    outline_round,
    paint_current_row,
    paint_focus,
    paint_line,
)
from curator.gui.theme.theme import theme_of
from curator.gui.times import day_and_clock
from curator.gui.widgets.base import RESTYLING, tooltip_text
from curator.services.values import ChangeRow

_Index = QModelIndex | QPersistentModelIndex
_ROW: Final = Qt.ItemDataRole.UserRole
_NO_REASON: Final = "No reason given"
_PAD: Final = 16
_TOP: Final = 8


class ChangeModel(QAbstractListModel):
    """Rows of a history as they come."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[ChangeRow, ...] = ()

    def show(self, rows: Sequence[ChangeRow]) -> None:
        """Take other rows; those that are new at the top are inserted, so that nothing jumps."""
        new = tuple(rows)
        more = len(new) - len(self.rows)
        if self.rows and more > 0 and new[more:] == self.rows:
            self.beginInsertRows(QModelIndex(), 0, more - 1)
            self.rows = new
            self.endInsertRows()
        elif new != self.rows:
            self.beginResetModel()
            self.rows = new
            self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        return len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == _ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return _in_words(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            seal = f"Change {row.seq}, {row.kind}\nSeal {row.seal}"
            return tooltip_text(f"{row.summary}\n{row.reason or _NO_REASON}\n{seal}")
        return None


class ChangeList(QListView):
    """Up and Down choose the newer of the two changes, with Shift the older; F starts from here.

    ``chosen(older, newer)`` tells of two rows by their places; the older is None where the very
    first change is compared with nothing.  ``asked`` comes with Enter.
    """

    chosen = Signal(object, object)
    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("history.changes")
        self.setAccessibleName("Changes, newest first")
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setMouseTracking(True)
        self.changes = ChangeModel(self)
        self.setModel(self.changes)
        self._delegate = _ChangeDelegate(self)
        self.setItemDelegate(self._delegate)
        self.to = 0
        self.since: int | None = None

    def show_rows(self, rows: Sequence[ChangeRow]) -> None:
        """Show a history and choose its newest change and the one before."""
        self.changes.show(rows)
        self.choose(0, 1)

    def choose(self, to: int, since: int | None) -> None:
        """Choose two rows by their places; the one further down is the older."""
        last = self.changes.rowCount() - 1
        to = min(max(to, 0), max(last, 0))
        since = None if since is None else min(max(since, 0), last)
        if since is not None and since <= to:
            to, since = since, to
        if since == to:
            since = to + 1
        if since is not None and since > last:
            since = None
        self.to, self.since = to, since
        if last >= 0:
            self.setCurrentIndex(self.changes.index(to))
        self.viewport().update()
        self.chosen.emit(self.row_of(since), self.row_of(to))

    def row_of(self, place: int | None) -> ChangeRow | None:
        if place is None or not 0 <= place < len(self.changes.rows):
            return None
        return self.changes.rows[place]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers()
        since = self.since if self.since is not None else self.changes.rowCount()
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(key, 0)
        if step and held == Qt.KeyboardModifier.ShiftModifier:
            self._move_since(since + step)
        elif step and not held & ~Qt.KeyboardModifier.KeypadModifier:
            self._move_to(self.to + step)
        elif key == Qt.Key.Key_Home and not held:
            self._move_to(0)
        elif key == Qt.Key.Key_End and not held:
            self._move_to(self.changes.rowCount() - 1)
        elif key == Qt.Key.Key_F and not held:
            self.choose(0, self.to if self.to else 1)
        elif key == Qt.Key.Key_T and not held:
            self.choose(0, self.since)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not held:
            self.asked.emit()
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if not index.isValid():
            return
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._move_since(index.row())
        else:
            self._move_to(index.row())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESTYLING and hasattr(self, "_delegate"):
            self._delegate.restyle()
            self.scheduleDelayedItemsLayout()

    def _move_to(self, place: int) -> None:
        """The newer end; the older moves along where it would be passed."""
        place = min(max(place, 0), max(0, self.changes.rowCount() - 1))
        since = self.since if self.since is not None and self.since > place else place + 1
        self.choose(place, since)

    def _move_since(self, place: int) -> None:
        """The older end; beyond the oldest change there was nothing."""
        if place >= self.changes.rowCount():
            if self.since is not None:
                self.since = None
                self.viewport().update()
                self.chosen.emit(None, self.row_of(self.to))
        elif place > self.to:
            self.choose(self.to, place)
            self.scrollTo(self.changes.index(place))


class _ChangeDelegate(QStyledItemDelegate):
    def __init__(self, owner: ChangeList) -> None:
        super().__init__(owner)
        self._owner = owner
        self._ink: Lettering | None = None

    def restyle(self) -> None:
        self._ink = None

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        ink = self._lettering()
        lines = ink.body.height + 2 * ink.small.height
        return QSize(ink.px(200), int(lines) + ink.px(_TOP) * 2 + ink.px(4))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row = index.data(_ROW)
        if not isinstance(row, ChangeRow):
            return
        ink, place = self._lettering(), index.row()
        box = QRectF(option.rect)
        owner = self._owner
        chip = "To" if place == owner.to else "From" if place == owner.since else ""
        painter.save()
        if chip:
            paint_current_row(painter, box, ink.theme)
        if place == owner.to and owner.hasFocus():
            paint_focus(painter, box.adjusted(0, 0, 0, -1), ink.theme, radius=0)
        painter.fillRect(
            QRectF(box.left(), box.bottom() - 1, box.width(), 1), QColor(ink.theme.tokens.line)
        )
        inner = box.adjusted(ink.px(_PAD), ink.px(_TOP), -ink.px(12), -ink.px(_TOP))
        self._words(painter, row, inner=inner, chip=chip)
        painter.restore()

    def _words(self, painter: QPainter, row: ChangeRow, *, inner: QRectF, chip: str) -> None:
        ink = self._lettering()
        tokens = ink.theme.tokens
        room = QRectF(inner.left(), inner.top(), inner.width(), ink.body.height + 2)
        if chip:
            room.setRight(self._chip(painter, chip, room) - ink.px(8))
        number = str(row.rev)
        _write(painter, number, room, look=ink.strong, colour=tokens.ink)
        aside = ink.strong.width(number) + ink.px(10)
        what = one_line(row.summary) or row.kind
        what = what[:1].upper() + what[1:]
        _write(painter, what, room.adjusted(aside, 0, 0, 0), look=ink.body, colour=tokens.ink)
        line = QRectF(inner.left(), room.bottom() + 1, inner.width(), ink.small.height)
        reason = one_line(row.reason) or _NO_REASON
        _write(painter, reason, line, look=ink.small, colour=tokens.ink2)
        line.translate(0, line.height() + 1)
        seal = f"{row.seal[:4]} {row.seal[4:8]}"
        width = ink.ident.width(seal)
        left = line.adjusted(0, 0, -width - ink.px(8), 0)
        who = f"{day_and_clock(row.at)}   {one_line(row.author)}"
        _write(painter, who, left, look=ink.ident, colour=tokens.ink2)
        right = line.adjusted(line.width() - width - 1, 0, 0, 0)
        _write(painter, seal, right, look=ink.ident, colour=tokens.ink3)

    def _chip(self, painter: QPainter, words: str, room: QRectF) -> float:
        """``To`` or ``From`` at the right; returns its left edge."""
        ink = self._lettering()
        width = ink.meta.width(words) + ink.px(12)
        box = QRectF(room.right() - width, room.top() - 1, width, ink.meta.height + 2)
        fill_round(painter, box, ink.theme.tokens.raised, radius=ink.px(RADIUS))
        outline_round(painter, box, ink.theme.tokens.accent, radius=ink.px(RADIUS))
        painter.setFont(ink.meta.font)
        painter.setPen(QColor(ink.theme.tokens.accentink))
        paint_line(painter, box, words, align=Qt.AlignmentFlag.AlignHCenter)
        return box.left()

    def _lettering(self) -> Lettering:
        theme = theme_of(self._owner)
        if self._ink is None or self._ink.theme != theme:
            self._ink = lettering(theme)
        return self._ink


def _write(painter: QPainter, words: str, room: QRectF, *, look: Face, colour: str) -> None:
    painter.setFont(look.font)
    painter.setPen(QColor(colour))
    paint_line(painter, room, words)


def _in_words(row: ChangeRow) -> str:
    reason = row.reason or _NO_REASON
    return f"Rev {row.rev}: {row.summary}. {reason}. {row.author}, {day_and_clock(row.at)}"
