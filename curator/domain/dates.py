"""Partial dates: ``2022``, ``2022-11``, ``2022-11-24``."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Final

_MONTHS: Final[Mapping[str, int]] = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
            "august aug", "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_ISO: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_MONTH: Final = r"(?P<month>[A-Za-z]{3,9})\.?"
_DAY: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR: Final = r"(?P<year>(?:19|20)\d{2})"
_WRITTEN: Final = (
    re.compile(rf"{_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}\b"),
    re.compile(rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}\b"),
    re.compile(rf"{_MONTH},?\s+{_YEAR}\b"),
)


def is_date(value: str) -> bool:
    """Whether it is one of the three forms and names a day that there is."""
    match = _ISO.fullmatch(value)
    if not match:
        return False
    year, month, day = (int(part) if part else 1 for part in match.groups())
    return _exists(year, month, day=day)


def parse_date(words: str) -> str | None:
    """The partial date that the words hold, as finely as they say it; None where they hold none.

    A time of day behind the date is passed over.  Figures whose order of day and month is
    anybody's guess ("03/04/2022") are no date.
    """
    stripped = words.strip()
    iso = re.match(r"\d{4}-\d{2}(?:-\d{2})?(?=[T\s]|$)|\d{4}$", stripped)
    if iso:
        return iso[0] if is_date(iso[0]) else None
    for pattern in _WRITTEN:
        match = pattern.search(stripped)
        month = _MONTHS.get(match["month"].lower()) if match else None
        if match is None or month is None:
            continue
        day = match.groupdict().get("day")
        if not _exists(int(match["year"]), month, day=int(day or 1)):
            return None
        return f"{match['year']}-{month:02d}" + (f"-{int(day):02d}" if day else "")
    return None


def coarser(one: str, other: str) -> bool:
    """Whether a date says the same as another with less precision (or the same one)."""
    return other == one or other.startswith(one + "-")


def _exists(year: int, month: int, *, day: int) -> bool:
    try:
        datetime.date(year, month, day)
    except ValueError:
        return False
    return True
