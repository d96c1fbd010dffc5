"""Numbers in words: "forty-nine", "three hundred thirty-five", "a dozen"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from curator.suggest.numbers.stems import stems, stems_of

_ONES: Final[Mapping[str, int]] = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen".split()
    )
}
_TENS: Final[Mapping[str, int]] = {
    word: 10 * number
    for number, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2
    )
}
_ALONE: Final[Mapping[str, int]] = {"a dozen": 12, "two dozen": 24, "none": 0, "a": 1, "an": 1}
_ONE_WORDS: Final = "|".join(sorted(_ONES, key=len, reverse=True))
_TEN_WORDS: Final = "|".join(_TENS)
_SMALL: Final = rf"(?:(?:{_TEN_WORDS})(?:[-\u2010\u2011 ](?:{_ONE_WORDS}))?|(?:{_ONE_WORDS}))"
SPELLED: Final = (
    r"(?:a dozen|two dozen|none(?= of\b)|an?(?= (?:year|month|week|day|hour)\b)"
    rf"|(?:(?:a|{_ONE_WORDS}) hundred(?: and)?(?: {_SMALL})?)|{_SMALL})"
)
"""Pattern of a number in words, for a compiled expression that ignores case."""
_STEMS: Final = stems(" ".join((*_ONES, *_TENS, "hundred dozen none")))
_LENGTHS: Final = stems("year month week day hour")
_PIECE: Final = re.compile(r"[a-z]+")


def may_hold_spelled(text: str) -> bool:
    """Whether one of the words stands in the text, which takes less time than to find it."""
    here = stems_of(text)
    return not _STEMS.isdisjoint(here) or ("a" in here and not _LENGTHS.isdisjoint(here))


def spelled_value(words: str) -> int:
    """The number that words matched by ``SPELLED`` stand for."""
    folded = words.lower()
    if folded in _ALONE:
        return _ALONE[folded]
    total = 0
    for piece in _PIECE.findall(folded):
        if piece == "hundred":
            total = (total or 1) * 100
        elif piece == "a":
            total = 1
        else:
            total += _ONES.get(piece, 0) + _TENS.get(piece, 0)
    return total
