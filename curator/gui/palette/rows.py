"""The list in the palette: headings and entries, painted."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from curator.gui.palette.entries import Match
from curator.gui.theme.icons import paint_icon
from curator.gui.theme.paint import fill_round, paint_focus, paint_line
from curator.gui.theme.theme import Theme, theme_of
from curator.gui.widgets import key_size, paint_key

MATCH: Final = int(Qt.ItemDataRole.UserRole)
_HEADING: Final = 30
_ENTRY: Final = 34
_SIDE: Final = 16

Index = QModelIndex | QPersistentModelIndex


class MatchesModel(QAbstractListModel):
    """Matches below the headings of their groups; a heading is a string."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[str | Match] = []

    def show(self, matches: tuple[Match, ...]) -> None:
        rows: list[str | Match] = []
        group = None
        for match in matches:
            if match.entry.group != group:
                group = match.entry.group
                rows.append(group)
            rows.append(match)
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def match_at(self, row: int) -> Match | None:
        one = self.rows[row] if 0 <= row < len(self.rows) else None
        return one if isinstance(one, Match) else None

    def next_match(self, row: int, step: int) -> int:
        """The next row with an entry, ``step`` being 1 or -1; ``row`` where there is none."""
        at = row + step
        while 0 <= at < len(self.rows):
            if isinstance(self.rows[at], Match):
                return at
            at += step
        return row

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.match_at(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == MATCH:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            if isinstance(row, str):
                return row
            entry = row.entry
            return ", ".join(filter(None, (entry.label, entry.detail, entry.key)))
        return None


class MatchesView(QListView):
    """The list; the keyboard stays in the line above it."""

    def __init__(self, model: MatchesModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(_Delegate(self))
        self.setProperty("bare", True)
        self.setAccessibleName("Matches")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setStyleSheet("QListView { background: transparent; }")

    def content_height(self) -> int:
        model = self.model()
        if not isinstance(model, MatchesModel):
            return 0
        return sum(row_height(theme_of(self), heading=isinstance(r, str)) for r in model.rows)


class _Delegate(QStyledItemDelegate):
    def __init__(self, view: MatchesView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        heading = isinstance(index.data(MATCH), str)
        return QSize(1, row_height(theme_of(self._view), heading=heading))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = theme_of(self._view)
        box = QRectF(option.rect)
        row = index.data(MATCH)
        if isinstance(row, str):
            painter.setFont(theme.sans(12, True))
            painter.setPen(QColor(theme.tokens.ink3))
            side = theme.px(_SIDE)
            paint_line(painter, box.adjusted(side, theme.px(6), -side, 0), row)
        elif isinstance(row, Match):
            current = self._view.currentIndex().row() == index.row()
            _paint_match(painter, box, row, theme=theme, current=current)


def row_height(theme: Theme, *, heading: bool) -> int:
    metrics = QFontMetrics(theme.sans(12 if heading else 14))
    return max(theme.px(_HEADING if heading else _ENTRY), metrics.height() + theme.px(10))


def _paint_match(
    painter: QPainter, box: QRectF, match: Match, *, theme: Theme, current: bool
) -> None:
    tokens, entry = theme.tokens, match.entry
    if current:
        inner = box.adjusted(theme.px(8), 0, -theme.px(8), 0)
        fill_round(painter, inner, tokens.accentbg, radius=theme.px(6))
        paint_focus(painter, inner, theme, radius=theme.px(6))
    side = theme.px(_SIDE)
    icon = QRectF(box.left() + side, box.top(), theme.px(16), box.height())
    paint_icon(painter, icon, entry.icon, tokens.accentink if current else tokens.ink2)
    right = side
    if entry.key:
        size = key_size(entry.key, theme)
        left = box.right() - side - size.width()
        top = box.center().y() - size.height() / 2
        paint_key(painter, QRectF(left, top, size.width(), size.height()), entry.key, theme)
        right += size.width() + theme.px(8)
    words = box.adjusted(theme.px(42), 0, -right, 0)
    used = _paint_label(painter, words, match, theme=theme)
    painter.setFont(theme.sans(13))
    painter.setPen(QColor(tokens.ink3))
    paint_line(painter, words.adjusted(used + theme.px(12), 0, 0, 0), entry.detail)


def _paint_label(painter: QPainter, box: QRectF, match: Match, *, theme: Theme) -> float:
    """Paint the label, its matched letters underlined in accent; return its width."""
    plain, found = theme.sans(14), theme.sans(14, True)
    found.setUnderline(True)
    text, left = match.entry.label, 0.0
    for start, end, matched in _runs(len(text), frozenset(match.places)):
        font = QFont(found if matched else plain)
        painter.setFont(font)
        painter.setPen(QColor(theme.tokens.accent if matched else theme.tokens.ink))
        room = box.adjusted(left, 0, 0, 0)
        if room.width() <= 0:
            break
        paint_line(painter, room, text[start:end])
        left += QFontMetrics(font).horizontalAdvance(text[start:end])
    return left


def _runs(length: int, places: frozenset[int]) -> list[tuple[int, int, bool]]:
    runs: list[tuple[int, int, bool]] = []
    for at in range(length):
        matched = at in places
        if runs and runs[-1][2] == matched:
            runs[-1] = (runs[-1][0], at + 1, matched)
        else:
            runs.append((at, at + 1, matched))
    return runs
