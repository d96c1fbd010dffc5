"""Dates as pages write them, to partial ISO dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_CLOCK = r"(?:(?:,| at|T)?\s?[0-2]?\d:[0-5]\d(?::[0-5]\d)?(?:\s?[ap]\.?m\.?)?)?"
_FORMS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_DAY}\s+{_MONTH},?\s+{_YEAR}\b{_CLOCK}",
        rf"\b{_DAY}-{_MONTH}-{_YEAR}\b{_CLOCK}",
        rf"\b{_MONTH}\s+{_DAY},?\s+{_YEAR}\b{_CLOCK}",
        rf"\b{_YEAR}-(?P<number>[01]\d)-(?P<day>[0-3]\d)(?!\d){_CLOCK}",
        rf"\b(?P<day>[0-3]?\d)\.\s?(?P<number>[01]?\d)\.\s?{_YEAR}\b{_CLOCK}",
        rf"(?<!\d )\b{_MONTH},?\s+{_YEAR}\b",
    )
)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text: partial ISO value, start, end."""

    value: str
    start: int
    end: int


def _value(found: re.Match[str]) -> str | None:
    parts = found.groupdict()
    year = int(parts["year"])
    month = (
        int(parts["number"])
        if parts.get("number")
        else 1 + _MONTHS.index(parts["month"][:3].lower())
    )
    if not parts.get("day"):
        return f"{year:04}-{month:02}"
    try:
        return date(year, month, int(parts["day"])).isoformat()
    except ValueError:
        return None


def find_dates(text: str) -> Iterator[FoundDate]:
    """Dates with at least month and year, in order; not 3/4/2022, which can be read two ways."""
    found: list[FoundDate] = []
    for form in _FORMS:
        for match in form.finditer(text):
            value = _value(match)
            free = all(match.end() <= one.start or one.end <= match.start() for one in found)
            if value is not None and free:
                found.append(FoundDate(value, match.start(), match.end()))
    return iter(sorted(found, key=lambda one: one.start))
