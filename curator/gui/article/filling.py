"""Filling a QTextDocument with a display: the first part at once, a long rest piece by piece.

Qt lays out some 2.5 kB of text in a millisecond, so an article of 5 MB would stop the window for
two seconds; in pieces nothing waits for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextLayout,
    QTextOption,
)

from curator.gui.article.display_map import DisplayMap

FIRST_PIECE: Final = 64_000
"""Code points shown at once; an article of 50 kB is never in pieces."""
NEXT_PIECE: Final = 40_000
APART: Final = 60_000
"""Changes further apart than this are laid out one by one, not with all that is between them."""
MOST_PLACES: Final = 4

LINE_HEIGHT: Final = 126
"""Of the font's natural line, in per cent: 1.73 em."""
PARAGRAPH_SPACE: Final = 12

_PROPORTIONAL: Final = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value

Kind = Literal["room", "placeholder", "furniture", "heading", "table", "table_head"]


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """A format that a stretch of the display is laid out with.

    Attributes:
        start: First UTF-16 unit.
        length: Number of units.
        kind: What it looks like.
        spacing: Pixels behind each of its clusters; only of ``room``.
    """

    start: int
    length: int
    kind: Kind
    spacing: float = 0.0


@dataclass(frozen=True, slots=True)
class Aligned:
    """A table in the display, with the places of its columns but the first, in pixels."""

    start: int
    end: int
    tabs: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How an article is set.

    Attributes:
        font: The article's font in its size on screen.
        heading: Weight of headings is in it.
        aside: Font of placeholders.
        weak: Colour of placeholders and of unfolded furniture, ``#RRGGBB``.
        paragraph_space: Pixels between paragraphs; 0 in ``raw``, where empty lines are shown.
    """

    font: QFont
    heading: QFont
    aside: QFont
    weak: str
    paragraph_space: float

    def block_format(self, *, broken: bool = False, tabs: Sequence[float] = ()) -> QTextBlockFormat:
        made = QTextBlockFormat()
        if tabs:
            left = QTextOption.TabType.LeftTab
            made.setTabPositions([QTextOption.Tab(at, left) for at in tabs])
        made.setLineHeight(LINE_HEIGHT, _PROPORTIONAL)
        made.setBottomMargin(0.0 if broken else self.paragraph_space)
        return made

    def char_format(self, stretch: Stretch) -> QTextCharFormat:
        made = QTextCharFormat()
        if stretch.kind == "room":
            made.setFontLetterSpacingType(QFont.SpacingType.AbsoluteSpacing)
            made.setFontLetterSpacing(stretch.spacing)
        elif stretch.kind == "heading":
            made.setFontWeight(self.heading.weight())
        elif stretch.kind in ("table", "table_head"):
            made.setFont(self.aside)
            if stretch.kind == "table_head":
                made.setFontWeight(self.heading.weight())
        else:
            if stretch.kind == "placeholder":
                made.setFont(self.aside)
            made.setForeground(QColor(self.weak))
        return made


class DocumentFilling(QObject):
    """Fills documents, one after the other; lives in the GUI thread."""

    grown = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.document = QTextDocument(self)
        self._shown: DisplayMap | None = None
        self._style: TextStyle | None = None
        self._stretches: tuple[Stretch, ...] = ()
        self._tables: tuple[Aligned, ...] = ()
        self._by_block: dict[int, tuple[Stretch, ...]] = {}
        self._formats: dict[tuple[Kind, float], QTextCharFormat] = {}
        self._at = 0
        self.filled = 0
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._continue)

    @property
    def complete(self) -> bool:
        return self._shown is None or self._at >= len(self._shown.display)

    def fill(
        self,
        shown: DisplayMap,
        style: TextStyle,
        *,
        stretches: Iterable[Stretch],
        margin: int,
        width: int,
        tables: Iterable[Aligned] = (),
    ) -> QTextDocument:
        """Make a document that shows ``shown``, set in a column of ``width`` pixels.

        A new one each time: setting the caret back in one that was filled anew would lay out all
        of it, whereas of a new one only what is seen is laid out (4 ms instead of 22, 50 kB).
        """
        self.document = QTextDocument(self)
        self.document.setUndoRedoEnabled(False)
        self.document.setDocumentMargin(margin)
        self.document.setDefaultFont(style.font)
        # What the view will set: where the width is another one it is laid out twice.
        self.document.setTextWidth(width)
        self._shown = shown
        self._style = style
        self._stretches = tuple(sorted(stretches))
        self._by_block = {}
        self._tables = tuple(tables)
        self._formats = {}
        self._at = self.filled = 0
        self._put(FIRST_PIECE)
        if self.complete:
            self._timer.stop()
        else:
            self._timer.start()
        return self.document

    def reformat(self, stretches: Iterable[Stretch]) -> bool:
        """Lay out anew the blocks whose stretches changed, those near each other in one go.

        Returns False, and does nothing, where they are in so many places of a long article that
        filling it anew is less work.
        """
        self._stretches = tuple(sorted(stretches))
        before = self._by_block
        now = self._blocks_of(self._stretches, upto=self.filled)
        changed = [at for at in before.keys() | now.keys() if before.get(at, ()) != now.get(at, ())]
        places = _near(sorted(changed))
        if len(places) > MOST_PLACES:
            return False
        self._by_block = now
        for first, last in places:
            for at in changed:
                if first <= at <= last:
                    self._set_formats(at, now.get(at, ()))
            length = last + self.document.findBlock(last).length() - 1 - first
            self.document.markContentsDirty(first, length)
        return True

    def stop(self) -> None:
        self._timer.stop()

    @Slot()
    def _continue(self) -> None:
        self._put(NEXT_PIECE)
        if self.complete:
            self._timer.stop()
        self.grown.emit()

    def _put(self, length: int) -> None:
        if self._shown is None or self._style is None:
            return
        display = self._shown.display
        end = self._at + length
        if end < len(display):
            # At the end of a line; lines are short enough for there to be one.
            end = display.find("\n", end) + 1 or len(display)
        piece = display[self._at : end]
        first, self._at = self.filled, min(end, len(display))
        self.filled += len(piece.encode("utf-16-le")) // 2
        cursor = QTextCursor(self.document)
        cursor.beginEditBlock()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.setBlockFormat(self._style.block_format())
        cursor.insertText(piece)
        self._close_up_breaks(cursor, first=first)
        self._align_tables(cursor, first=first)
        inside = [one for one in self._stretches if first <= one.start < self.filled]
        for at, stretches in self._blocks_of(inside, upto=self.filled).items():
            self._by_block[at] = stretches
            self._set_formats(at, stretches)
        cursor.endEditBlock()

    def _close_up_breaks(self, cursor: QTextCursor, *, first: int) -> None:
        """A break in a very long line is no end of a paragraph."""
        if self._shown is None or self._style is None:
            return
        for at in self._shown.breaks:
            if first <= at < self.filled:
                cursor.setPosition(at)
                cursor.setBlockFormat(self._style.block_format(broken=True))

    def _align_tables(self, cursor: QTextCursor, *, first: int) -> None:
        """Give the lines of tables that fit the tab stops of their columns."""
        for table in self._tables:
            at = max(table.start, first)
            while self._style is not None and at < min(table.end, self.filled):
                cursor.setPosition(at)
                cursor.setBlockFormat(self._style.block_format(tabs=table.tabs))
                at = cursor.block().position() + cursor.block().length()

    def _blocks_of(
        self, stretches: Sequence[Stretch], *, upto: int
    ) -> dict[int, tuple[Stretch, ...]]:
        """The stretches by the position of their block; one over several blocks is cut."""
        found: dict[int, list[Stretch]] = {}
        first = last = 0
        for stretch in stretches:
            start, end = stretch.start, min(stretch.start + stretch.length, upto)
            while start < end:
                if not first <= start < last:
                    block = self.document.findBlock(start)
                    if not block.isValid():
                        break
                    first = block.position()
                    last = first + block.length()
                stop = min(end, last)
                part = stretch
                if stop - start < stretch.length:
                    part = Stretch(start, stop - start, stretch.kind, stretch.spacing)
                found.setdefault(first, []).append(part)
                start = stop
        return {at: tuple(parts) for at, parts in found.items()}

    def _set_formats(self, at: int, stretches: Iterable[Stretch]) -> None:
        if self._style is None:
            return
        ranges = []
        for stretch in stretches:
            one = QTextLayout.FormatRange()
            one.start = stretch.start - at
            one.length = stretch.length
            one.format = self._format_of(stretch, self._style)
            ranges.append(one)
        self.document.findBlock(at).layout().setFormats(ranges)

    def _format_of(self, stretch: Stretch, style: TextStyle) -> QTextCharFormat:
        look = stretch.kind, stretch.spacing
        if look not in self._formats:
            self._formats[look] = style.char_format(stretch)
        return self._formats[look]


def _near(places: Sequence[int]) -> list[tuple[int, int]]:
    """Sorted places in groups, as (first, last), with no wide gap inside."""
    groups: list[tuple[int, int]] = []
    for at in places:
        if groups and at - groups[-1][1] < APART:
            groups[-1] = (groups[-1][0], at)
        else:
            groups.append((at, at))
    return groups
