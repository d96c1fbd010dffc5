"""Who last changed each field of a study."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from curator.domain.forms import Form
from curator.gui.claims.lines import one_line, status_of
from curator.gui.theme.looks import STATUS_LOOKS
from curator.gui.theme.paint import paint_current_row, paint_line
from curator.gui.theme.theme import theme_of
from curator.gui.times import day_and_clock
from curator.gui.widgets.base import RESTYLING, tooltip_text
from curator.services.values import BlameRow

_Index = QModelIndex | QPersistentModelIndex
_COLUMNS: Final = ("Field", "Article", "Value", "Changed by", "In", "Reason")
_WIDTHS: Final = (140, 96, 0, 130, 64, 0)
"""0 shares what is left."""
_LINE: Final = 28


class BlameModel(QAbstractTableModel):
    """A row for each claim that stands in an extraction of the study."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[BlameRow, ...] = ()
        self._texts: tuple[tuple[str, ...], ...] = ()

    def show(self, rows: Sequence[BlameRow], form: Form | None) -> None:
        self.beginResetModel()
        self.rows = tuple(rows)
        self._texts = tuple(_texts(row, form) for row in rows)
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        return len(self.rows)

    def columnCount(self, parent: _Index | None = None) -> int:
        return len(_COLUMNS)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        text = self._texts[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role == Qt.ItemDataRole.ToolTipRole:
            row = self.rows[index.row()]
            when = f"{row.who}, {day_and_clock(row.at)}" if row.at else row.who
            return tooltip_text(f"{text}\n{when}" if index.column() in (3, 4) else text)
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _COLUMNS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None


class _CellDelegate(QStyledItemDelegate):
    """A line of words below its head, and a hairline."""

    def __init__(self, owner: QTableView) -> None:
        super().__init__(owner)
        self._owner = owner

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme = theme_of(self._owner)
        tokens, box = theme.tokens, QRectF(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if selected:
            painter.fillRect(box, QColor(tokens.accentbg))
            if index.column() == 0:
                paint_current_row(painter, box, theme)
        line = QRectF(box.left(), box.bottom() - 1, box.width(), 1)
        painter.fillRect(line, QColor(tokens.line))
        painter.setFont(theme.sans(13))
        painter.setPen(QColor(tokens.ink if index.column() in (0, 2) else tokens.ink2))
        room = box.adjusted(theme.px(7), 0, -theme.px(7), 0)
        paint_line(painter, room, str(index.data() or ""))
        painter.restore()


class BlameTable(QTableView):
    """Enter or a double click asks for the change: ``change_wanted(seq)``."""

    change_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("history.blame")
        self.setAccessibleName("Who last changed each field")
        self.claims = BlameModel(self)
        self.setModel(self.claims)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setItemDelegate(_CellDelegate(self))
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        for place, width in enumerate(_WIDTHS):
            mode = QHeaderView.ResizeMode.Interactive if width else QHeaderView.ResizeMode.Stretch
            header.setSectionResizeMode(place, mode)
        self.doubleClicked.connect(self._ask)
        self._space()

    def show_rows(self, rows: Sequence[BlameRow], form: Form | None) -> None:
        """Show rows in the order of the form."""
        self.claims.show(rows, form)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._ask(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESTYLING and hasattr(self, "claims"):
            self._space()

    @Slot(QModelIndex)
    def _ask(self, index: QModelIndex) -> None:
        if index.isValid():
            self.change_wanted.emit(self.claims.rows[index.row()].seq)

    def _space(self) -> None:
        theme = theme_of(self)
        self.setFont(theme.sans(13))
        line = max(theme.px(_LINE), self.fontMetrics().height() + theme.px(6))
        self.verticalHeader().setDefaultSectionSize(line)
        self.setMinimumHeight(2 * line)
        for place, width in enumerate(_WIDTHS):
            if width:
                self.setColumnWidth(place, theme.px(width))


def _texts(row: BlameRow, form: Form | None) -> tuple[str, ...]:
    field = form.field(row.field) if form is not None else None
    value = one_line(row.value) or STATUS_LOOKS[status_of(row.status)].word
    rev = f"rev {row.rev}" if row.rev else f"change {row.seq}"
    label = field.label if field is not None else row.field
    return label, row.label, value, row.who, rev, one_line(row.reason)
