"""The rows of a list: an array of numbers, and the few rows of it that are near what is seen."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from curator.domain.identity import article_label, study_label
from curator.gui.queue.looks import ARTICLE_LOOKS, row_look
from curator.gui.queue.values import Kind, Row
from curator.services.values import ArticleRow

ROW: Final = int(Qt.ItemDataRole.UserRole)
"""The role that brings the whole row, or None while it is not here yet."""
KEPT: Final = 4_000
"""Rows kept in memory, some 2 MB; those seen longest ago go first."""
MARGIN: Final = 60
"""Rows fetched before and after those that are seen."""

Index = QModelIndex | QPersistentModelIndex


class RowsModel(QAbstractTableModel):
    """One column of rows.  ``wanted`` asks for rows by their numbers."""

    wanted = Signal(object)

    def __init__(self, kind: Kind) -> None:
        super().__init__()
        self.kind = kind
        self._numbers: array[int] = array("q")
        self._rows: dict[int, Row] = {}
        self._asked: set[int] = set()
        self._drafts: frozenset[str] = frozenset()
        self.marked: frozenset[int] = frozenset()

    @property
    def numbers(self) -> array[int]:
        return self._numbers

    def number_at(self, row: int) -> int:
        """The number in a row, 0 where there is no such row."""
        return self._numbers[row] if 0 <= row < len(self._numbers) else 0

    def row_of(self, number: int) -> int:
        """Where a number stands, -1 where it does not."""
        # In the order of the numbers, as the list mostly is, 100,000 of them are not gone through.
        place = bisect_left(self._numbers, number)
        if place < len(self._numbers) and self._numbers[place] == number:
            return place
        try:
            return self._numbers.index(number)
        except ValueError:
            return -1

    def row(self, number: int) -> Row | None:
        return self._rows.get(number)

    @property
    def placeholders(self) -> int:
        """How many rows were asked for and are not here."""
        return len(self._asked)

    def set_numbers(self, numbers: array[int], rows: Iterable[Row]) -> None:
        """Other numbers: only what differs between the two ends is taken out and put in."""
        changed = self._keep(rows)
        old = self._numbers
        head = _common(old, numbers)
        tail = _common(old[head:][::-1], numbers[head:][::-1])
        if (gone := len(old) - tail) > head:
            self.beginRemoveRows(QModelIndex(), head, gone - 1)
            self._numbers = old[:head] + old[gone:]
            self.endRemoveRows()
        if (come := len(numbers) - tail) > head:
            self.beginInsertRows(QModelIndex(), head, come - 1)
            self._numbers = numbers
            self.endInsertRows()
        for number in changed:
            self._tell(number)

    @property
    def drafts(self) -> frozenset[str]:
        return self._drafts

    def set_drafts(self, drafts: frozenset[str]) -> None:
        """Ids of the articles with unsaved edits."""
        touched = self._drafts ^ drafts
        self._drafts = drafts
        for number, row in self._rows.items():
            if isinstance(row, ArticleRow) and row.article_id in touched:
                self._tell(number)

    def mark(self, numbers: frozenset[int]) -> None:
        """Numbers of the articles of which a duplicate is proposed."""
        touched = self.marked ^ numbers
        self.marked = numbers
        for number in touched:
            self._tell(number)

    def has_draft(self, row: Row) -> bool:
        return isinstance(row, ArticleRow) and row.article_id in self._drafts

    def put(self, rows: Iterable[Row]) -> None:
        """Take rows that were asked for; only what is another row than before is painted anew."""
        for number in self._keep(rows):
            self._tell(number)

    def settle(self, numbers: Iterable[int]) -> None:
        """What was asked for came, or there is no such row any more."""
        self._asked.difference_update(numbers)

    def fetch(self, first: int, last: int, *, again: bool = False) -> None:
        """Ask for the rows from ``first`` to ``last`` and those around that are missing.

        Args:
            first: The first row that is seen.
            last: The last one.
            again: Also those that are here: they may have changed.
        """
        begin = max(0, first - MARGIN)
        near = self._numbers[begin : last + MARGIN + 1]
        missing = tuple(n for n in near if n not in self._asked and (again or n not in self._rows))
        if missing:
            self._asked.update(missing)
            self.wanted.emit(missing)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._numbers)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == ROW:
            return self._rows.get(self._numbers[index.row()])
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole):
            return self._said(self._numbers[index.row()])
        if role == Qt.ItemDataRole.ToolTipRole:
            row = self._rows.get(self._numbers[index.row()])
            return "" if row is None else "\n".join(filter(None, (title_of(row), why_out(row))))
        return None

    def _said(self, number: int) -> str:
        label = (article_label if self.kind == "article" else study_label)(number)
        row = self._rows.get(number)
        if row is None:
            return label
        look = row_look(row, draft=self.has_draft(row))
        said = [title_of(row), label, row.studies if isinstance(row, ArticleRow) else ""]
        if self.kind == "article" and number in self.marked:
            said.append("possible duplicate")
        return ", ".join(filter(None, [*said, why_out(row) or (look.word if look else "")]))

    def _keep(self, rows: Iterable[Row]) -> list[int]:
        """Keep rows as those seen last; the numbers of those that changed."""
        changed = []
        for row in rows:
            if self._rows.pop(row.number, None) != row:
                changed.append(row.number)
            self._rows[row.number] = row
        for number in list(self._rows)[: max(0, len(self._rows) - KEPT)]:
            del self._rows[number]
        return changed

    def _tell(self, number: int) -> None:
        place = self.row_of(number)
        if place >= 0:
            index = self.index(place, 0)
            self.dataChanged.emit(index, index)


def title_of(row: Row) -> str:
    if isinstance(row, ArticleRow):
        return row.title or article_label(row.number)
    return row.label or "Study without a label"


def why_out(row: Row) -> str:
    """``Excluded: same article as A-0001``; empty for what counts."""
    if not isinstance(row, ArticleRow) or not row.reason:
        return ""
    return f"{ARTICLE_LOOKS[row.state].word}: {row.reason}"


def _common(one: array[int], other: array[int]) -> int:
    """How many numbers both begin with."""
    length = min(len(one), len(other))
    if one[:length] == other[:length]:
        return length
    low, high = 0, length
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
