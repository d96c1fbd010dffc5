"""Which words of the pages are selected: by dragging, and as the text has it.

Knows nothing of pixels: places are in points of a page, ranges in code points of the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from curator.gui.article.text_moves import Range

if TYPE_CHECKING:
    from curator.services.pages import Box, PageWord, PageWords

_UP: Final = 3.0
"""By how much a line above or below is further away than a word in the same line."""
_REACH: Final = 12.0
"""Points between a word and a pointer that still points at it."""


class Place(NamedTuple):
    """A point of a page, in points from its top left corner."""

    page: int
    x: float
    y: float


class PageSelection:
    """A range of the text, and the drag that makes another.

    A drag may go on before the words of its pages are known: it takes words as soon as they are.
    It ends before page furniture, which stands between the words of two columns or pages: one
    piece of evidence is one stretch of the text.  Who begins in furniture wants it.
    """

    def __init__(self) -> None:
        self._words: dict[int, PageWords] = {}
        self._furniture: tuple[Range, ...] = ()
        self._anchor: Range | None = None
        self._held: Range | None = None
        self._from: Place | None = None
        self._to: Place | None = None
        self._let_go = False
        self._said: Range | None = None

    # Words.

    def forget(self) -> None:
        """Another document: no words, nothing selected."""
        self._words = {}
        self._furniture = ()
        self._said = self._anchor = None
        self.stop()

    def set_words(self, words: PageWords) -> None:
        self._words[words.page] = words

    def set_furniture(self, ranges: Sequence[Range]) -> None:
        """Where page furniture stands, with the white space around it, in the text's order."""
        self._furniture = tuple(ranges)

    def knows(self, page: int) -> bool:
        return page in self._words

    def word_at(self, place: Place) -> Range | None:
        """The word at or close to a place."""
        found = self._nearest(place)
        if found is None or min(_distance(box, place) for box in found.boxes) > _REACH:
            return None
        return found.start, found.end

    def _nearest(self, place: Place) -> PageWord | None:
        known = self._words.get(place.page)
        if known is None:
            return None
        return min(
            known.words,
            key=lambda word: min(_distance(box, place) for box in word.boxes),
            default=None,
        )

    # Dragging.

    def press(self, place: Place) -> None:
        self._from, self._to, self._let_go = place, None, False
        self._held = None

    def extend(self, place: Place) -> bool:
        """Drag from where the selection began, or the last click was; False where there is none."""
        if self._anchor is None:
            return False
        self.press(place)
        self._held, self._to = self._anchor, place
        return True

    def point_at(self, place: Place) -> None:
        """A click: what is extended later begins with its word, if there is one."""
        self._anchor = self.word_at(place)

    def drag_to(self, place: Place) -> None:
        if self._from is not None:
            self._to = place

    def let_go(self) -> None:
        """The drag has ended; its words may still be to come."""
        self._let_go = self.dragging
        if not self.dragging:
            self.stop()

    def stop(self) -> None:
        """There is no drag."""
        self._from = self._to = self._held = None
        self._let_go = False

    def keep_anchor(self) -> None:
        """What is extended later begins where this drag began."""
        self._anchor = self._first()

    @property
    def dragging(self) -> bool:
        return self._to is not None

    @property
    def ended(self) -> bool:
        """Whether a drag has ended that was not taken yet."""
        return self._let_go

    def wanted(self) -> tuple[int, ...]:
        """The pages whose words the drag needs, and that are not known."""
        return tuple(dict.fromkeys(one.page for one in self._ends() if not self.knows(one.page)))

    def wordless(self) -> int:
        """The page at an end of the drag that has no words; 0 where both have."""
        known = (one.page for one in self._ends() if self.knows(one.page))
        return next((page for page in known if not self._words[page].words), 0)

    def _ends(self) -> Iterator[Place]:
        """The ends of the drag that words are looked for at."""
        if self._from is not None and self._held is None:
            yield self._from
        if self._to is not None:
            yield self._to

    def _first(self) -> Range | None:
        """The word that the drag began with."""
        if self._held is not None or self._from is None:
            return self._held
        word = self._nearest(self._from)
        return (word.start, word.end) if word is not None else None

    # What is selected.

    @property
    def range(self) -> Range | None:
        """What is selected; while dragging what would be."""
        if self._from is None or self._to is None:
            return self._said
        whole = self._whole()
        first, cut = self._first(), self._cut(whole)
        if whole is None or first is None or cut is None:
            return whole
        return (whole[0], cut[0]) if first[0] < cut[0] else (cut[1], whole[1])

    @property
    def cut(self) -> Range | None:
        """The page furniture that the drag ends before; None where there is none between."""
        return self._cut(self._whole())

    def _whole(self) -> Range | None:
        """All between the ends of the drag."""
        first = self._first()
        last = self._nearest(self._to) if self._to is not None else None
        if first is None or last is None:
            return None
        return min(first[0], last.start), max(first[1], last.end)

    def _cut(self, whole: Range | None) -> Range | None:
        """The furniture that is nearest to where the drag began."""
        first = self._first()
        if whole is None or first is None:
            return None
        start, end = whole
        between = [one for one in self._furniture if one[0] < end and start < one[1]]
        if any(one[0] <= first[0] < one[1] for one in between):
            return None
        after = next((one for one in between if one[0] >= first[0]), None)
        return after or next(reversed(between), None)

    def say(self, selected: Range | None) -> None:
        """What the text has selected."""
        self._said = selected
        ends = (
            self._anchor is not None
            and selected is not None
            and (self._anchor[0] == selected[0] or self._anchor[1] == selected[1])
        )
        if selected is not None and not ends:
            self._anchor = (selected[0], selected[0])

    def boxes(self, page: int) -> list[Box]:
        """What of a page is selected: a box for each run of words in a line."""
        chosen, known = self.range, self._words.get(page)
        if chosen is None or known is None:
            return []
        start, end = chosen
        words = (one for one in known.words if one.start < end and start < one.end)
        return list(_joined(box for word in words for box in word.boxes))


def _distance(box: Box, place: Place) -> float:
    """From a box to a place; 0 inside it."""
    left, top, right, bottom = box
    across = max(left - place.x, 0.0, place.x - right)
    along = max(top - place.y, 0.0, place.y - bottom)
    return across + _UP * along


def _joined(boxes: Iterator[Box]) -> Iterator[Box]:
    """Boxes that follow one another in a line as one, with the white space between."""
    held: Box | None = None
    for box in boxes:
        if held is None:
            held = box
        elif _follows(held, box):
            held = (held[0], min(held[1], box[1]), max(held[2], box[2]), max(held[3], box[3]))
        else:
            yield held
            held = box
    if held is not None:
        yield held


def _follows(last: Box, box: Box) -> bool:
    high = min(last[3] - last[1], box[3] - box[1])
    shared = min(last[3], box[3]) - max(last[1], box[1])
    return shared > 0.4 * high and -0.2 * high < box[0] - last[2] < 3 * high
