"""A small table of painted cells; what it shows is given whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

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
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from curator.gui.theme.icons import paint_icon
from curator.gui.theme.paint import FOCUS, ICON, paint_line
from curator.gui.theme.theme import theme_of
from curator.gui.widgets import tooltip_text
from curator.gui.widgets.base import RESTYLING

Index = QModelIndex | QPersistentModelIndex
_CELL: Final = int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True, slots=True)
class Cell:
    """Words with how they look; ``ink`` names a token."""

    text: str
    icon: str = ""
    ink: str = "ink2"
    serif: bool = False
    semibold: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    """``id`` is what opening it brings back."""

    id: str
    cells: tuple[Cell, ...]


class SmallTable(QTableView):
    """``opened`` brings the id of the row that Enter or a click chose."""

    opened = Signal(str)

    def __init__(
        self,
        name: str,
        columns: Sequence[tuple[str, int]],
        parent: QWidget | None = None,
        *,
        drops: Sequence[int] = (),
        click_opens: bool = True,
    ) -> None:
        """Make an empty table.

        Args:
            name: For a screen reader.
            columns: Pairs (header, share of the width).
            parent: What it stands in.
            drops: Columns to leave out, in this order, where the last one has no room for its
                words: that one is never cut.
            click_opens: One click opens a row; otherwise it takes two.
        """
        super().__init__(parent)
        self._drops = tuple(drops)
        self._model = _Model([header for header, _ in columns], self)
        self._shares = [share for _, share in columns]
        self.setAccessibleName(name)
        self.setModel(self._model)
        self.setItemDelegate(_CellDelegate(self))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        (self.clicked if click_opens else self.doubleClicked).connect(self._open)
        self._space()

    def show_rows(self, rows: Sequence[TableRow]) -> None:
        """Show these rows; where they are those there are, nothing happens.

        A sequence that makes its rows when they are asked for is kept as it is.
        """
        current = self.currentIndex().row()
        if self._model.show(tuple(rows) if isinstance(rows, list) else rows) and 0 <= current < len(
            rows
        ):
            self.setCurrentIndex(self._model.index(current, 0))
        if self._drops and self.isVisible():
            self._share_width()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._share_width()

    @property
    def table_rows(self) -> Sequence[TableRow]:
        return self._model.rows

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self._model.rows[index.row()].id)

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._share_width()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESTYLING:
            self._space()

    def _share_width(self) -> None:
        room, last = self.viewport().width(), len(self._shares) - 1
        needed = self._last_width() if self._drops else 0
        shares = dict(enumerate(self._shares))
        for column in self._drops:
            if room * shares[last] // sum(shares.values()) < needed:
                del shares[column]
        left = room - max(needed, room * shares[last] // sum(shares.values()))
        total = sum(shares.values()) - shares[last]
        for column in range(last):
            self.setColumnHidden(column, column not in shares)
            if column in shares:
                self.setColumnWidth(column, left * shares[column] // total)
        self.horizontalHeader().setStretchLastSection(True)

    def _last_width(self) -> int:
        """Pixels that the longest words of the last column take, with their icon."""
        theme = theme_of(self)
        words = QFontMetrics(theme.sans(13, True))
        cells = [row.cells[-1] for row in self._model.rows]
        texts = [one.text for one in cells] + [self._model.header(-1)]
        return max(map(words.horizontalAdvance, texts)) + theme.px(7 + ICON + 5 + 8)

    def _space(self) -> None:
        px = theme_of(self).px
        self.verticalHeader().setMinimumSectionSize(px(28))
        self.verticalHeader().setDefaultSectionSize(px(28))
        self.horizontalHeader().setFixedHeight(px(26))


class _Model(QAbstractTableModel):
    def __init__(self, headers: list[str], parent: QWidget) -> None:
        super().__init__(parent)
        self._headers = headers
        self.rows: Sequence[TableRow] = ()

    def header(self, column: int) -> str:
        return self._headers[column]

    def show(self, rows: Sequence[TableRow]) -> bool:
        if rows == self.rows:
            return False
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()
        return True

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._headers)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headers[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        cell = self.rows[index.row()].cells[index.column()]
        if role == _CELL:
            return cell
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip_text(cell.text)
        return None


class _CellDelegate(QStyledItemDelegate):
    def __init__(self, table: SmallTable) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, box = theme_of(self._table), QRectF(option.rect)
        tokens, cell = theme.tokens, index.data(_CELL)
        current = self._table.currentIndex().row() == index.row()
        if current and self._table.hasFocus():
            painter.fillRect(box, QColor(tokens.accentbg))
        elif current:
            painter.fillRect(box, QColor(tokens.hover))  # over Qt's own, which takes other ink
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, QColor(tokens.hover))
        line = QRectF(box.left(), box.bottom() - 1, box.width(), 1)
        painter.fillRect(line, QColor(tokens.line))
        if current and self._table.hasFocus():
            self._paint_ring(painter, box, index)
        if isinstance(cell, Cell):
            left = theme.px(7)
            ink = str(getattr(tokens, cell.ink))
            if cell.icon:
                room = QRectF(box.left() + left, box.top(), theme.px(ICON), box.height())
                paint_icon(painter, room, cell.icon, ink)
                left += theme.px(ICON) + theme.px(5)
            size = 12 if cell.icon else 13
            font = theme.serif(13) if cell.serif else theme.sans(size, cell.semibold)
            painter.setFont(font)
            painter.setPen(QColor(ink))
            paint_line(painter, box.adjusted(left, 0, -theme.px(4), 0), cell.text)

    def _paint_ring(self, painter: QPainter, box: QRectF, index: Index) -> None:
        """The part of the row's ring that lies in one cell."""
        accent = QColor(theme_of(self._table).tokens.accent)
        painter.fillRect(QRectF(box.left(), box.top(), box.width(), FOCUS), accent)
        painter.fillRect(QRectF(box.left(), box.bottom() - FOCUS, box.width(), FOCUS), accent)
        if index.column() == 0:
            painter.fillRect(QRectF(box.left(), box.top(), FOCUS, box.height()), accent)
        if index.column() == index.model().columnCount() - 1:
            painter.fillRect(QRectF(box.right() - FOCUS, box.top(), FOCUS, box.height()), accent)
