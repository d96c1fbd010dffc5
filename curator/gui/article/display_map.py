"""The one class that every offset between an article's text and its display goes through.

Qt counts UTF-16 units, evidence counts code points; besides, the display may leave out folded page
furniture, hold placeholder lines for it, close up empty lines and break very long ones.  This
module knows nothing of Qt.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from curator.gui.article.display_edits import (
    Edit,
    Run,
    cleaned_edits,
    filled_lines,
    folded_runs,
    with_breaks,
    with_joined_lines,
    without_changed,
)
from curator.gui.article.values import BlockView, Mode
from curator.services.block_choices import FURNITURE, REFERENCE

Side = Literal["start", "end"]

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Fold:
    """A run of folded blocks and the placeholder that stands for it.

    Attributes:
        start: First folded character, in code points of the text.
        end: One past the last.
        display_start: First UTF-16 unit of the placeholder's line.
        display_end: One past its last visible unit.
        blocks: Indices of the folded blocks, as given to ``DisplayMap.build``.
        lines: How many of its lines are not empty.
        name: What a curator calls it.
        kind: ``furniture`` or ``reference``.
    """

    start: int
    end: int
    display_start: int
    display_end: int
    blocks: tuple[int, ...]
    lines: int
    name: str
    kind: str = FURNITURE


class DisplayMap:
    """A piecewise map: code points of a text <-> UTF-16 positions of its display.

    Pieces alternate between what both have, what only the text has and what only the display has;
    they are kept as arrays of their first positions, in UTF-16 units on both sides.
    """

    __slots__ = (
        "_astral",
        "_astral16",
        "_display_starts",
        "_fold_starts",
        "_text_starts",
        "body",
        "breaks",
        "display",
        "folds",
        "mode",
    )

    def __init__(self, body: str, *, mode: Mode) -> None:
        """Use ``build``; this makes the map of an empty display."""
        self.body = body
        self.mode: Mode = mode
        self.display = ""
        self.folds: tuple[Fold, ...] = ()
        self.breaks: tuple[int, ...] = ()
        self._fold_starts: list[int] = []
        self._text_starts: list[int] = []
        self._display_starts: list[int] = []
        self._astral: list[int] = []
        if not body.isascii() and _utf16_length(body) != len(body):
            self._astral = [found.start() for found in _ASTRAL.finditer(body)]
        self._astral16 = [at + before for before, at in enumerate(self._astral)]

    @classmethod
    def build(
        cls,
        body: str,
        blocks: Sequence[BlockView],
        *,
        folded: Collection[int] = (),
        mode: Mode = "cleaned",
        parted: Collection[int] = (),
        max_line: int = 10_000,
    ) -> DisplayMap:
        """Map ``body`` to what is shown of it.

        Args:
            body: The exact text.
            blocks: Its blocks; their offsets are code points.
            folded: Indices of the blocks to leave out; ignored in ``raw``.
            mode: ``cleaned`` folds, closes up empty lines and keeps the lines of one block
                together; ``raw`` shows every line as it is.
            parted: Indices of tables whose cells are parted by a line instead of a tab; ignored
                in ``raw``.
            max_line: Lines longer than this many code points are broken for display.
        """
        made = cls(body, mode=mode)
        shown = without_changed(body)
        edits: list[Edit] = []
        if mode == "cleaned":
            runs = folded_runs(body, blocks, folded=set(folded))
            shown = with_joined_lines(shown, blocks)
            edits = cleaned_edits(body, runs, parted=[blocks[index] for index in sorted(parted)])
        made._assemble(shown, with_breaks(shown, edits, max_line=max_line))
        return made

    def _assemble(self, shown: str, edits: Sequence[Edit]) -> None:
        parts: list[str] = []
        folds: list[Fold] = []
        breaks: list[int] = []
        text_starts = self._text_starts
        display_starts = self._display_starts
        at = at16 = display16 = 0
        for edit in edits:
            if edit.start > at:
                start16 = self._to16(edit.start)
                text_starts.append(at16)
                display_starts.append(display16)
                parts.append(shown[at : edit.start])
                display16 += start16 - at16
                at, at16 = edit.start, start16
            if edit.end > at:
                text_starts.append(at16)
                display_starts.append(display16)
                at, at16 = edit.end, self._to16(edit.end)
            if edit.added:
                text_starts.append(at16)
                display_starts.append(display16)
                if edit.run is None and edit.end == edit.start:
                    breaks.append(display16)
                elif edit.run is not None:
                    folds.append(_fold(edit.run, edit.added, display16, body=self.body))
                parts.append(edit.added)
                display16 += len(edit.added)
        text_starts.append(at16)
        display_starts.append(display16)
        parts.append(shown[at:])
        end16 = self._to16(len(shown))
        text_starts.append(end16)
        display_starts.append(display16 + end16 - at16)
        self.display = "".join(parts)
        self.folds = tuple(folds)
        self._fold_starts = [fold.start for fold in folds]
        self.breaks = tuple(breaks)

    @property
    def length(self) -> int:
        """UTF-16 units of the display."""
        return self._display_starts[-1]

    def to_display(self, cp: int) -> int:
        """Where a code point stands in the display.

        What is folded stands at the start of its placeholder; a position behind something that
        only the display has stands behind it.

        Raises:
            ValueError: There is no such position in the text.
        """
        if not 0 <= cp <= len(self.body):
            raise ValueError(f"{cp} is no position of a text of {len(self.body)} characters")
        text16 = self._to16(cp)
        piece = bisect_right(self._text_starts, text16) - 1
        first = self._display_starts[piece]
        if piece == len(self._text_starts) - 1:
            return first
        return first + min(
            text16 - self._text_starts[piece], self._display_starts[piece + 1] - first
        )

    def range_to_display(self, start: int, end: int) -> tuple[int, int] | None:
        """Where the characters of a range stand; None where all of them are left out."""
        first = self.to_display(start)
        if end <= start:
            return None
        # Behind the last character, before whatever only the display has there.
        last = self.to_display(end - 1)
        end16 = self._to16(end)
        if self._is_common(bisect_right(self._text_starts, end16 - 1) - 1):
            last += end16 - self._to16(end - 1)
        fold = self.fold_at(start)
        if fold is not None and end > fold.end:
            first = self.to_display(fold.end)
        return (first, last) if first < last else None

    def to_text(self, utf16: int, side: Side = "start") -> int:
        """The code point at a position of the display.

        Where the text has something that the display leaves out, ``start`` is behind and ``end``
        before it; inside a placeholder likewise, and inside a surrogate pair.

        Raises:
            ValueError: There is no such position in the display.
        """
        if not 0 <= utf16 <= self.length:
            raise ValueError(f"{utf16} is no position of a display of {self.length} units")
        starts = self._display_starts
        if side == "start":
            piece = bisect_right(starts, utf16) - 1
            if piece == len(starts) - 1:
                return len(self.body)
            room = self._text_starts[piece + 1] - self._text_starts[piece]
            at = self._text_starts[piece] + min(utf16 - starts[piece], room)
        else:
            piece = bisect_left(starts, utf16) - 1
            if piece >= 0 and self._is_common(piece):
                at = self._text_starts[piece] + utf16 - starts[piece]
            else:
                while piece >= 0 and not self._is_common(piece):
                    piece -= 1
                at = self._text_starts[piece + 1]
        return self._to_cp(at, side)

    def range_to_text(self, a: int, b: int) -> tuple[int, int] | None:
        """The range of the text that stands between two positions of the display.

        A placeholder at either end is no part of it; one in the middle stands for what it folds,
        since a range of a text has no holes.  None where no character of the text is inside.
        """
        a, b = min(a, b), max(a, b)
        start = self.to_text(a, "start")
        end = self.to_text(b, "end")
        return (start, end) if start < end else None

    def fold_at(self, cp: int) -> Fold | None:
        """The fold that leaves out this character."""
        place = bisect_right(self._fold_starts, cp) - 1
        if place >= 0 and cp < self.folds[place].end:
            return self.folds[place]
        return None

    def is_folded(self, cp: int) -> bool:
        return self.fold_at(cp) is not None

    def folds_in(self, start: int, end: int) -> tuple[Fold, ...]:
        """The folds of which a range of the text holds anything."""
        return tuple(fold for fold in self.folds if fold.start < end and start < fold.end)

    def _is_common(self, piece: int) -> bool:
        """Whether both the text and the display have this piece."""
        return (
            self._text_starts[piece] < self._text_starts[piece + 1]
            and self._display_starts[piece] < self._display_starts[piece + 1]
        )

    def _to16(self, cp: int) -> int:
        return cp + bisect_left(self._astral, cp)

    def _to_cp(self, text16: int, side: Side) -> int:
        before = bisect_left(self._astral16, text16)
        cp = text16 - before
        inside_pair = before > 0 and self._astral16[before - 1] == text16 - 1
        return cp + 1 if inside_pair and side == "end" else cp


def _fold(run: Run, added: str, display16: int, *, body: str) -> Fold:
    start = display16 + len(added) - len(added.lstrip("\n"))
    return Fold(
        start=run.start,
        end=run.end,
        display_start=start,
        display_end=start + len(added.strip("\n")),
        blocks=run.blocks,
        lines=filled_lines(body, run),
        name="references" if run.kind == REFERENCE else run.name or "page furniture",
        kind=run.kind,
    )


def _utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
