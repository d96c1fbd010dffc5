"""The table of a list, one painted row under the other."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from curator.domain.identity import article_label, study_label
from curator.gui.queue.looks import counted, row_look
from curator.gui.queue.model import ROW, RowsModel, title_of
from curator.gui.queue.values import Row
from curator.gui.theme.icons import paint_icon
from curator.gui.theme.paint import (
    ICON,
    chip_size,
    paint_chip,
    paint_current_row,
    paint_focus,
    paint_line,
)
from curator.gui.theme.theme import Theme, theme_of
from curator.gui.widgets.base import RESTYLING
from curator.services.values import ArticleRow

ROW_HEIGHT: Final = 50
_SIDE: Final = 16


class RowTable(QTableView):
    """One column without headers; ``opened`` brings the number that Enter or a click chose."""

    opened = Signal(int)

    def __init__(self, model: RowsModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = model
        model.setParent(self)
        self.shown_number = 0
        self.setAccessibleName(name)
        self.setModel(model)
        self.setItemDelegate(_RowDelegate(self))
        self.setProperty("bare", True)
        # The pane's surface shows through; tables are paper otherwise.
        self.setStyleSheet("QTableView { background: transparent; }")
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._open_index)
        self.verticalScrollBar().valueChanged.connect(self.fetch_seen)
        model.rowsInserted.connect(self.fetch_seen)
        model.rowsRemoved.connect(self.fetch_seen)
        self._space()

    @property
    def row_height(self) -> int:
        theme = theme_of(self)
        words = QFontMetrics(theme.sans(14)).height() + QFontMetrics(theme.sans(12)).height()
        return max(theme.px(ROW_HEIGHT), words + theme.px(13))

    @property
    def content_height(self) -> int:
        return self.rows.rowCount() * self.verticalHeader().defaultSectionSize()

    def show_number(self, number: int) -> None:
        """Mark what the window shows, and bring it into sight."""
        before, self.shown_number = self.shown_number, number
        row = self.rows.row_of(number)
        if row >= 0:
            index = self.rows.index(row, 0)
            self.setCurrentIndex(index)
            self.scrollTo(index)
        for one in (before, number):
            self.update(self.rows.index(self.rows.row_of(one), 0))

    def seen(self) -> tuple[int, int]:
        """The first and the last row in sight."""
        first = max(0, self.rowAt(0))
        last = self.rowAt(self.viewport().height() - 1)
        return first, last if last >= 0 else self.rows.rowCount() - 1

    @Slot()
    def fetch_seen(self) -> None:
        # With far more rows than fit, "all rows" can only mean that there is no layout yet.
        first, last = self.seen()
        most = self.viewport().height() // max(1, self.verticalHeader().defaultSectionSize()) + 2
        self.rows.fetch(first, min(last, first + most))

    def refetch_seen(self) -> None:
        first, last = self.seen()
        most = self.viewport().height() // max(1, self.verticalHeader().defaultSectionSize()) + 2
        self.rows.fetch(first, min(last, first + most), again=True)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESTYLING:
            self._space()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fetch_seen()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._open_index(self.currentIndex())
        else:
            super().keyPressEvent(event)

    @Slot(QModelIndex)
    def _open_index(self, index: QModelIndex) -> None:
        number = self.rows.number_at(index.row()) if index.isValid() else 0
        if number:
            self.opened.emit(number)

    def _space(self) -> None:
        height = self.row_height
        if self.verticalHeader().defaultSectionSize() != height:
            self.verticalHeader().setMinimumSectionSize(height)
            self.verticalHeader().setDefaultSectionSize(height)
        self.verticalScrollBar().setSingleStep(height)


class _RowDelegate(QStyledItemDelegate):
    """Title on one line; below it id and study, at the right what it is in."""

    def __init__(self, table: RowTable) -> None:
        super().__init__(table)
        self._table = table

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        theme = theme_of(self._table)
        box = QRectF(option.rect)
        number = self._table.rows.number_at(index.row())
        shown = number == self._table.shown_number
        if shown:
            paint_current_row(painter, box, theme)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, QColor(theme.tokens.hover))
        row = index.data(ROW)
        if row is not None:
            self._paint_row(painter, box, row=row, theme=theme, shown=shown)
        current = self._table.currentIndex().row() == index.row()
        if current and self._table.hasFocus():
            paint_focus(painter, box, theme, radius=0)

    def _paint_row(
        self, painter: QPainter, box: QRectF, *, row: Row, theme: Theme, shown: bool
    ) -> None:
        side = theme.px(_SIDE)
        inner = box.adjusted(side, theme.px(5), -theme.px(12), -theme.px(5))
        half = inner.height() / 2
        painter.setFont(theme.sans(14, shown))
        painter.setPen(QColor(theme.tokens.ink))
        paint_line(painter, inner.adjusted(0, 0, 0, -half), title_of(row))
        below = inner.adjusted(0, half, 0, 0)
        right = self._paint_state(painter, below, row=row, theme=theme)
        painter.setFont(theme.sans(12))
        painter.setPen(QColor(theme.tokens.ink3))
        label, more = _meta(row)
        paint_line(painter, below, label)
        left = painter.fontMetrics().horizontalAdvance(label) + theme.px(8)
        if isinstance(row, ArticleRow) and row.number in self._table.rows.marked:
            side = theme.px(ICON)
            room = QRectF(below.left() + left, below.top(), side, below.height())
            paint_icon(painter, room, "compare", theme.tokens.info)
            left += side + theme.px(6)
            painter.setPen(QColor(theme.tokens.ink3))
        paint_line(painter, below.adjusted(left, 0, -right, 0), more)

    def _paint_state(self, painter: QPainter, box: QRectF, *, row: Row, theme: Theme) -> float:
        """Paint it at the right; return the width that it takes."""
        look = row_look(row, draft=self._table.rows.has_draft(row))
        if look is None:
            return 0.0
        width = chip_size(look, theme, filled=False).width() - theme.px(7)
        left = box.width() - width
        paint_chip(painter, box.adjusted(left, 0, theme.px(7), 0), look, theme, filled=False)
        return width + theme.px(6)


def _meta(row: Row) -> tuple[str, str]:
    if isinstance(row, ArticleRow):
        return article_label(row.number), row.studies
    return study_label(row.number), counted(row.articles, "article")
