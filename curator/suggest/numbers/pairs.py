"""Two numbers set against each other, "28.6% vs. 60%": results, whatever was measured."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from curator.suggest.numbers.changes import named_by
from curator.suggest.numbers.endpoints import Endpoint
from curator.suggest.numbers.figures import Figure
from curator.suggest.numbers.roles import AMOUNT, LENGTH, PERCENT, PLAIN, SPREAD, Marked, P

_SET_AGAINST: Final = re.compile(
    r"\s?(?:[(\[][^()\[\]]{0,40}[)\]])?,?;?\s?(?:(?:with|in|for|on|among|of|under|after|by|at|"
    r"given|receiving)\s[^.;()]{2,60}?|[^.;()]{0,24}?)?,?\s?"
    r"\b(?:versus|vs\.?|v\.?|(?:as\s)?(?:compared|opposed) (?:with|to)|against|than)\s?"
    r"(?:the\s|only\s|just\s|about\s|an?\s|median\sof\s|those\s|in\s|for\s){0,3}(?:[(\[]\s?)?$",
    re.IGNORECASE,
)
_BESIDE: Final = re.compile(
    r"\s?(?:[(\[][^()\[\]]{0,40}[)\]])?\s(?P<link>with|in|for|on|among|of|after)\s"
    r"[^.;()%]{2,60}?,?\s"
    r"(?:and|but|while|whereas)\s(?:only\s|just\s|in\s|about\s|to\s){0,2}$",
    re.IGNORECASE,
)
_GROUP: Final = re.compile(
    r"\s?(?:[(\[][^()\[\]]{0,40}[)\]])?\s(?P<link>with|in|for|on|among|of|after|without)\s",
    re.IGNORECASE,
)
_NO_RESULT: Final = re.compile(
    r"\b(?:ages?|aged|years? old|baseline|randomi[sz]ed|randomly|assigned|allocated|enrolled|"
    r"recruited|"
    r"eligible|eligibility|stratif\w+|hypothes\w+|power|planned|designed|assum\w+|"
    r"years of (?:treatment|therapy|tamoxifen|follow)|doses?|dosage|schedule|received|ratio of|"
    r"women and|men and|males?|females?|white|black|stage I|price|cost|follow-up|infused|"
    r"injected|seeded)\b",
    re.IGNORECASE,
)
_CLAUSE: Final = re.compile(r"(?:^|[.;:]\s|,\s|\band\s|\bthat\s|\bwhile\s)(?=[^.;:,]{2,110}$)")
_ROLES: Final = frozenset((PERCENT, PLAIN, LENGTH))
_REACH: Final = 110
_LINK: Final = 110
_TAIL: Final = re.compile(
    r"[\s,(\[:=]*\b(?:was|were|is|are|had|in|of|at|by|to|only|with|reached|averaged|median|mean|"
    r"n)?[\s,(\[:=]*$",
    re.IGNORECASE,
)


def pair_of(text: str, numbers: Sequence[Marked], *, i: int) -> tuple[Endpoint, int] | None:
    """What two numbers are compared on, and the place of the second; None where they are not."""
    one = numbers[i]
    if one.role not in _ROLES or one.figure.year or one.figure.linked or one.figure.share:
        return None
    j = _next(numbers, i)
    if j is None:
        return None
    first, second = one.figure, numbers[j].figure
    against = _SET_AGAINST.fullmatch(text, first.end, second.start)
    beside = None if against else _BESIDE.fullmatch(text, first.end, second.start)
    if not against and not (beside and one.role == PERCENT and _same(text, second, beside)):
        return None
    begin = max(text.rfind(". ", 0, first.start), text.rfind("; ", 0, first.start)) + 1
    if _NO_RESULT.search(text, begin, second.end):
        return None
    if one.role != PERCENT and not _is_measure(numbers, i, second):
        return None
    named = _before(text, first)
    return (named, j) if named else None


def _next(numbers: Sequence[Marked], i: int) -> int | None:
    figure = numbers[i].figure
    for j in range(i + 1, min(len(numbers), i + 4)):
        other = numbers[j]
        if other.role in (SPREAD, AMOUNT):
            continue
        same = other.role == numbers[i].role and other.figure.unit == figure.unit
        near = other.figure.start - figure.end <= _LINK
        return j if same and near and not other.figure.year else None
    return None


def _same(text: str, second: Figure, beside: re.Match[str]) -> bool:
    """Whether the second number goes on as the first: "in mice ... and 20% in controls"."""
    group = _GROUP.match(text, second.end)
    return group is not None and (
        group["link"].lower() == beside["link"].lower()
        or {group["link"].lower(), beside["link"].lower()} <= {"with", "without"}
    )


def _is_measure(numbers: Sequence[Marked], i: int, second: Figure) -> bool:
    """Whether numbers without per cent are measured ones: decimals, or with their p value."""
    figure = numbers[i].figure
    decimal = "." in (figure.quantity.value or "") or "." in (second.quantity.value or "")
    tested = any(one.role == P for one in numbers[i + 1 : i + 5])
    return decimal or tested


def _before(text: str, first: Figure) -> Endpoint | None:
    begin = max(0, first.start - _REACH)
    tail = _TAIL.search(text, begin, first.start)
    end = tail.start() if tail else first.start
    clause = None
    for found in _CLAUSE.finditer(text, begin, end):
        clause = found
    start = clause.end() if clause else text.find(" ", begin, end) + 1
    if end - start < _SHORTEST:
        return None
    return named_by(text, (start, end))


_SHORTEST: Final = 4
