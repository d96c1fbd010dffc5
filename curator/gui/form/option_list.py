"""The list below an editor: what can be chosen, the letters that match underlined.

It stands in the window itself and never takes the focus, so that typing goes on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from curator.domain.claims import Value
from curator.domain.folding import fold
from curator.gui.form.lettering import Lettering
from curator.gui.theme.paint import outline_round, paint_line
from curator.services.values import TermHit

Index = QModelIndex | QPersistentModelIndex

MOST_ROWS: Final = 8
MOST_PARENTS: Final = 2
_PAD: Final = 8


@dataclass(frozen=True, slots=True)
class Option:
    """One line of the list.

    Attributes:
        value: What choosing it puts in.
        aside: The id of a term, or what a choice is a kind of.
        also: The synonym that matched.
        above: What it is a kind of.
        asks: Choosing it asks for a term that no vocabulary has.
    """

    label: str
    value: Value
    aside: str = ""
    also: str = ""
    above: str = ""
    asks: bool = False


def term_option(hit: TermHit) -> Option:
    """A term with its id, the synonym that matched, and what it is a kind of."""
    matched = hit.matched if fold(hit.matched) != fold(hit.term.label) else ""
    above = ", ".join(hit.parents[:MOST_PARENTS])
    return Option(hit.term.label, hit.term, hit.term.id or "", matched, above)


class OptionModel(QAbstractListModel):
    """The options as they are."""

    def __init__(self, options: Sequence[Option] = ()) -> None:
        super().__init__()
        self.options = tuple(options)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.options)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        option = self.options[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return ", ".join(filter(None, (option.label, option.also, option.above, option.aside)))
        return None

    def replace(self, options: Sequence[Option]) -> None:
        self.beginResetModel()
        self.options = tuple(options)
        self.endResetModel()

    def append(self, options: Sequence[Option]) -> None:
        """Add behind those there are, which keep their places."""
        first = len(self.options)
        self.beginInsertRows(QModelIndex(), first, first + len(options) - 1)
        self.options = (*self.options, *options)
        self.endInsertRows()


class OptionDelegate(QStyledItemDelegate):
    """Paints label, synonym and id of an option."""

    def __init__(self, ink: Lettering, parent: QWidget) -> None:
        super().__init__(parent)
        self.ink = ink
        self.typed = ""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(10, row_height(self.ink))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, OptionModel):
            return
        shown = model.options[index.row()]
        ink, tokens = self.ink, self.ink.theme.tokens
        rect = QRectF(option.rect)
        chosen = option.state & QStyle.StateFlag.State_Selected
        if chosen:
            painter.fillRect(rect, QColor(tokens.accentbg))
            painter.fillRect(
                QRectF(rect.left(), rect.top(), ink.px(3), rect.height()), QColor(tokens.accent)
            )
        room = rect.adjusted(ink.px(_PAD), 0, -ink.px(_PAD), 0)
        if shown.aside:
            painter.setFont(ink.ident.font)
            painter.setPen(QColor(tokens.ink3))
            paint_line(painter, room, shown.aside, align=Qt.AlignmentFlag.AlignRight)
            room.setRight(room.right() - ink.ident.width(shown.aside) - ink.px(_PAD))
        face = ink.strong if chosen else ink.body
        painter.setFont(face.font)
        painter.setPen(QColor(tokens.ink))
        paint_line(painter, room, shown.label)
        self._underline(painter, room, shown.label, strong=bool(chosen))
        left = face.width(shown.label) + ink.px(_PAD)
        for words, colour in ((shown.also, tokens.ink2), (shown.above, tokens.ink3)):
            if words:
                painter.setFont(ink.small.font)
                painter.setPen(QColor(colour))
                paint_line(painter, room.adjusted(left, 0, 0, 0), words)
                left += ink.small.width(words) + ink.px(_PAD)

    def _underline(self, painter: QPainter, room: QRectF, label: str, *, strong: bool) -> None:
        at = label.casefold().find(self.typed.casefold()) if self.typed else -1
        if at < 0:
            return
        face = self.ink.strong if strong else self.ink.body
        left = room.left() + face.width(label[:at])
        right = min(room.right(), left + face.width(label[at : at + len(self.typed)]))
        base = room.center().y() + face.metrics.ascent() / 2 + self.ink.px(1)
        if right > left:
            painter.fillRect(
                QRectF(left, base, right - left, self.ink.px(1)),
                QColor(self.ink.theme.tokens.accent),
            )


class OptionList(QFrame):
    """The list itself; ``chosen`` carries the option that was clicked."""

    chosen = Signal(object)

    def __init__(self, ink: Lettering, window: QWidget) -> None:
        super().__init__(window)
        self.ink = ink
        self.setObjectName("form.options")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.model = OptionModel()
        self.view = QListView(self)
        self.view.setProperty("bare", True)
        self.view.setAccessibleName("Suggestions")
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setUniformItemSizes(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setModel(self.model)
        self.delegate = OptionDelegate(ink, self.view)
        self.view.setItemDelegate(self.delegate)
        self.view.clicked.connect(self._clicked)
        self.hide()

    @property
    def current(self) -> Option | None:
        row = self.view.currentIndex().row()
        return self.model.options[row] if 0 <= row < len(self.model.options) else None

    def offer(self, options: Sequence[Option], *, typed: str, chosen: int, below: QRect) -> None:
        """Show options below a rectangle of the window, above it where there is no room."""
        self.delegate.typed = typed
        self.model.replace(options)
        if not options:
            self.hide()
            return
        self._place(below, rows=min(MOST_ROWS, len(options)))
        self.view.setCurrentIndex(self.model.index(chosen)) if chosen >= 0 else None
        self.show()
        self.raise_()

    def offer_more(self, options: Sequence[Option], *, below: QRect) -> None:
        """Show further options behind the others; what is chosen stays chosen, and in its place."""
        known = {one.aside for one in self.model.options if one.aside}
        new = [one for one in options if one.aside not in known]
        if new and self.isVisible():
            self.model.append(new)
            rows = min(MOST_ROWS, len(self.model.options))
            window, top = self.parentWidget(), self.geometry().top()
            free = window.height() - top if window is not None else 0
            # Where it would have to go above its line it scrolls instead: nothing moves.
            if top >= below.bottom() and rows * row_height(self.ink) + 2 < free:
                self._place(below, rows=rows)

    def move_by(self, rows: int) -> None:
        count = len(self.model.options)
        if count:
            row = self.view.currentIndex().row()
            at = (row + rows) % count if abs(rows) == 1 else min(max(row + rows, 0), count - 1)
            self.view.setCurrentIndex(self.model.index(at))

    def paintEvent(self, event: object) -> None:
        painter = QPainter(self)
        tokens = self.ink.theme.tokens
        painter.fillRect(self.rect(), QColor(tokens.raised))
        outline_round(painter, QRectF(self.rect()), tokens.border, radius=1)
        painter.end()

    def _place(self, below: QRect, *, rows: int) -> None:
        height = rows * row_height(self.ink) + 2
        window = self.parentWidget()
        top = below.bottom() + 2
        if window is not None and top + height > window.height() >= below.top():
            top = max(0, below.top() - height - 2) if below.top() > height else top
        self.setGeometry(QRect(QPoint(below.left(), top), QSize(below.width(), height)))
        self.view.setGeometry(1, 1, below.width() - 2, height - 2)

    @Slot(QModelIndex)
    def _clicked(self, index: QModelIndex) -> None:
        self.chosen.emit(self.model.options[index.row()])


def row_height(ink: Lettering) -> int:
    return int(max(ink.px(28), ink.body.height + ink.px(6)))
