"""What completes a result: its p value, its interval, its time point, and the words around it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from curator.domain.claims import Quantity
from curator.suggest.numbers.result import Result
from curator.suggest.numbers.roles import (
    AGE,
    FOLLOW_UP,
    INTERVAL,
    LENGTH,
    LEVEL,
    PEOPLE_WORDS,
    RATIO,
    Marked,
    P,
)

_REACH: Final = 110
AFTER_POINT: Final = re.compile(
    r"\s(?:after|later|following|post|of (?:follow|treatment|therapy|age)|ago|before|earlier|"
    r"from)\b",
    re.IGNORECASE,
)
_AT: Final = re.compile(
    r"\b(?:at|after|within|by|in|on|over|through|for|at least|beyond|past)\s"
    r"(?:a\s|the\s)?(?:median\s(?:of\s|follow-up of\s)?|mean\sof\s|about\s|least\s|just\s|only\s|"
    r"(?:first|next|last)\s)?$",
    re.IGNORECASE,
)
_DAY: Final = re.compile(r"\b(?P<unit>day|week|month|year)s?\s$", re.IGNORECASE)
_DAY_UNITS: Final[Mapping[str, str]] = {"day": "d", "week": "wk", "month": "mo", "year": "a"}


def completed(text: str, numbers: Sequence[Marked], *, one: Result) -> Result:
    """Add p, interval and time point, and let the words run from the first to the last."""
    start, end = one.start, one.end
    p = interval = None
    for mark in numbers:
        figure = mark.figure
        if figure.start < end or figure.start - end > _REACH:
            continue
        if mark.role == INTERVAL and interval is None and figure.start - end < 24:
            interval, end = figure, figure.end
        elif mark.role == P and p is None:
            p, end = figure, figure.end
        elif mark.role not in (LEVEL, RATIO, INTERVAL, P):
            break
    if counted := _COUNTED.match(text, end):
        end = counted.end()
    if one.endpoint:
        start, end = min(start, one.endpoint.start), max(end, one.endpoint.end)
    return replace(
        one,
        start=start,
        end=_closed(text, start, end),
        p=p,
        interval=interval,
        time_point=_time_point(text, numbers, one),
    )


_COUNTED: Final = re.compile(
    rf"\s(?:treated\s|control\s|untreated\s)?(?:{PEOPLE_WORDS})\b", re.IGNORECASE
)


def _closed(text: str, start: int, end: int) -> int:
    """Take in the bracket that closes what was opened."""
    opened = text.count("(", start, end) > text.count(")", start, end)
    return end + 1 if opened and text[end : end + 1] == ")" else end


def _time_point(text: str, numbers: Sequence[Marked], one: Result) -> Quantity | None:
    """When it was measured: the nearest time that the words put it at."""
    best: tuple[int, Quantity] | None = None
    for mark in numbers:
        figure = mark.figure
        if figure is one.value or mark.role in (AGE, FOLLOW_UP, P, INTERVAL):
            continue
        quantity: Quantity | None = None
        before = max(0, figure.start - 34)
        if mark.role == LENGTH:
            put = _AT.search(text, before, figure.start) or AFTER_POINT.match(text, figure.end)
            inside = one.endpoint and one.endpoint.start <= figure.start < one.endpoint.end
            if put or inside or figure.quantity.op == "<=":
                quantity = figure.quantity
        elif day := _DAY.search(text, before, figure.at):
            quantity = replace(figure.quantity, unit=_DAY_UNITS[day["unit"].lower()])
        distance = abs(figure.start - (one.value or one.n or figure).start)
        if quantity and (best is None or distance < best[0]):
            best = distance, quantity
    return best[1] if best else None
