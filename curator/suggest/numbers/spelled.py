"""Numbers in words: "forty-nine", "three hundred thirty-five", "a dozen", "two-thirds of"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from curator.domain.quantities import ONES, TENS
from curator.suggest.numbers.stems import stems, stems_of

_ALONE: Final[Mapping[str, int]] = {
    "a dozen": 12,
    "two dozen": 24,
    "none": 0,
    "a": 1,
    "an": 1,
    "twice": 2,
}
_ONE_WORDS: Final = "|".join(sorted(ONES, key=len, reverse=True))
_TEN_WORDS: Final = "|".join(TENS)
_SMALL: Final = rf"(?:(?:{_TEN_WORDS})(?:[-\u2010\u2011 ](?:{_ONE_WORDS}))?|(?:{_ONE_WORDS}))"
_PARTS: Final[Mapping[str, int]] = {"third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "tenth": 10}
_SHARE: Final = (
    r"half(?= (?:of|the|these|those) | as (?:large|big|many|much|high|long|often|strong|thick)\b)"
    rf"|(?:a|one|two|three|four)[-\u2010\u2011 ](?:{'|'.join(_PARTS)})s?(?= (?:of|were|smaller|"
    rf"lower|higher|larger|less|fewer|longer|shorter|remained|"
    r"survived|responded|showed|achieved)\b)"
    r"|(?:(?<=\bby )|(?<=\babout )|(?<=\bthan )|(?<=\bnearly )|(?<=\balmost )|(?<=\broughly )"
    r"|(?<=\bapproximately ))(?:half(?! an?\b)"
    rf"|(?:a|one|two|three|four)[-\u2010\u2011 ](?:{'|'.join(_PARTS)})s?(?= ?[.,;)]|"
    r" (?:in|at|after|within|on|with|by|compared|and|over|during|when|from)\b))"
    r"|(?<=\bin )half(?! an?\b)"
)
SPELLED: Final = (
    rf"(?:{_SHARE}|twice(?= as\b)"
    r"|a dozen|two dozen|none(?= of\b)|an?(?= (?:year|month|week|day|hour)\b)"
    rf"|(?:(?:a|{_ONE_WORDS}) hundred(?: and)?(?: {_SMALL})?)|{_SMALL})"
)
"""Pattern of a number in words, for a compiled expression that ignores case."""
_STEMS: Final = stems(
    " ".join((*ONES, *TENS, "hundred dozen none half quarter tenth twice twofold sixfold tenfold"))
)
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
            total += ONES.get(piece, 0) + TENS.get(piece, 0)
    return total


def share_of(words: str) -> tuple[str, str] | None:
    """Operator and per cent of a share in words, "half" or "two-thirds"; thirds are rounded."""
    pieces = _PIECE.findall(words.lower())
    if pieces == ["half"]:
        return "=", "50"
    divisor = _PARTS.get(pieces[-1].removesuffix("s"))
    if divisor is None:
        return None
    many = ONES.get(pieces[0], 1)
    exact = many * 100 % divisor == 0
    return ("=" if exact else "~"), str(round(many * 100 / divisor))
