"""Find in the article: hits as they come, a long text piece by piece so that nothing waits."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from curator.gui.article.text_find import MOST_HITS, FoldedText
from curator.gui.article.text_moves import Range

PIECE: Final = 200_000
"""Code points searched in one go: some 25 ms where much must be folded (measured)."""
OVERLAP: Final = 2_000
"""How far a hit may reach into the next piece."""

_SPACE: Final = re.compile(r"\s")


class Finding(QObject):
    """The hits of one query in one text, in order; lives in the GUI thread."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._query = ""
        self._bounds: list[int] = [0]
        self._pieces: dict[int, FoldedText] = {}
        self._next = 0
        self.hits: list[Range] = []
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._step)

    @property
    def query(self) -> str:
        return self._query

    @property
    def complete(self) -> bool:
        return self._next >= len(self._bounds) - 1 or len(self.hits) >= MOST_HITS

    def set_text(self, text: str) -> None:
        """Search in another text; nothing is sought until ``search``."""
        self._timer.stop()
        self._text = text
        self._query = ""
        self._pieces = {}
        self._bounds = _bounds(text)
        self._next = len(self._bounds) - 1
        self.hits = []

    def search(self, query: str) -> None:
        """Seek other words; the first piece's hits are there when this returns."""
        self._query = query
        self.hits = []
        self._next = 0 if query.strip() else len(self._bounds) - 1
        self._timer.stop()
        if not self.complete:
            self._timer.start()
            self._step()
        else:
            self.changed.emit()

    def index_from(self, cp: int) -> int:
        """The first hit that begins at or behind a position, or the first of all."""
        index = bisect_left(self.hits, (cp, 0))
        return index if index < len(self.hits) else 0

    @Slot()
    def _step(self) -> None:
        start, end = self._bounds[self._next], self._bounds[self._next + 1]
        if self._next not in self._pieces:
            self._pieces[self._next] = FoldedText(self._text[start : end + OVERLAP])
        found = self._pieces[self._next].find(self._query, most=MOST_HITS - len(self.hits))
        reached = self.hits[-1][1] if self.hits else 0
        for first, last in found:
            if start + first >= end:
                break
            if start + first >= reached:
                self.hits.append((start + first, start + last))
        self._next += 1
        if self.complete:
            self._timer.stop()
        self.changed.emit()


def _bounds(text: str) -> list[int]:
    """Where the pieces begin and the last one ends; always behind white space."""
    bounds = [0]
    while len(text) - bounds[-1] > PIECE:
        found = _SPACE.search(text, bounds[-1] + PIECE, bounds[-1] + 2 * PIECE)
        bounds.append(found.end() if found else bounds[-1] + PIECE)
    return [*bounds, len(text)] if text else [0]
