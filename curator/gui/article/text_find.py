"""Finding words in an exact text as a reader sees them, with offsets that stay true.

Case, composed and decomposed accents, kinds of white space (also line ends), of quotation marks and
of dashes make no difference.  This module knows nothing of Qt.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from itertools import accumulate
from typing import Final

_ALIKE: Final[Mapping[str, str]] = {
    **dict.fromkeys("‘’‚‛′ʼ", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‐‑‒–—−", "-"),
    # What is not seen is not typed: soft hyphen, zero-width space and joiners, byte order mark.
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", ""),
}
MOST_HITS: Final = 100_000


class FoldedText:
    """A text made comparable once, with the way back to its own offsets."""

    __slots__ = ("_deltas", "_positions", "_source", "folded")

    def __init__(self, text: str) -> None:
        table = _table(text)
        self._source = text
        self.folded = text.translate(table)
        # Where a character became none or several, all that follows moves.
        moving = "".join(chr(code) for code, to in table.items() if len(to) != 1)
        self._positions: list[int] = []
        self._deltas: list[int] = []
        if moving:
            places = [found.start() for found in re.finditer(f"[{re.escape(moving)}]", text)]
            changes = [len(table[ord(text[place])]) - 1 for place in places]
            self._deltas = list(accumulate(changes))
            before = [0, *self._deltas]
            self._positions = [
                place + 1 + before[index] + changes[index] for index, place in enumerate(places)
            ]
        self.folded = _ordered_marks(self.folded)

    def find(self, query: str, *, most: int = MOST_HITS) -> tuple[tuple[int, int], ...]:
        """Where the words stand, as half-open ranges of code points, in order.

        White space in the query stands for any white space; at its ends it counts for nothing.
        At most ``most`` are found.
        """
        words = _ordered_marks(query.translate(_table(query))).split()
        if not words:
            return ()
        hits: list[tuple[int, int]] = []
        for found in re.finditer(" +".join(map(re.escape, words)), self.folded):
            start, end = self._to_text(found.start()), self._end_in_text(found.end())
            if hits and start < hits[-1][1]:
                continue
            hits.append((start, end))
            if len(hits) == most:
                break
        return tuple(hits)

    def _to_text(self, at: int) -> int:
        """The character of the text that the folded character at ``at`` comes from."""
        passed = bisect_right(self._positions, at)
        place = at - (self._deltas[passed - 1] if passed else 0)
        if passed < len(self._positions):
            # Inside what the next moving character became, it is still that character.
            own = self._positions[passed] - self._deltas[passed] - 1
            place = min(place, own)
        return place

    def _end_in_text(self, at: int) -> int:
        end = self._to_text(at - 1) + 1
        while end < len(self._source) and unicodedata.combining(self._source[end]):
            end += 1
        return end


def _table(text: str) -> dict[int, str]:
    return {ord(character): _fold(character) for character in set(text)}


def _fold(character: str) -> str:
    alike = _ALIKE.get(character)
    if alike is not None:
        return alike
    if character.isspace():
        return " "
    apart = unicodedata.normalize("NFD", character)
    folded = unicodedata.normalize("NFD", apart.casefold())
    return "".join(_ALIKE.get(one, one) for one in folded)


def _ordered_marks(folded: str) -> str:
    """Marks on one letter in canonical order; the length stays."""
    marks = _marks(set(folded))
    if len(marks) < 2:
        return folded
    return re.sub(f"[{re.escape(marks)}]{{2,}}", _in_order, folded)


def _marks(characters: Iterable[str]) -> str:
    return "".join(sorted(one for one in characters if unicodedata.combining(one)))


def _in_order(found: re.Match[str]) -> str:
    return "".join(sorted(found[0], key=unicodedata.combining))
