"""Dates as bibliographic records write them, to partial ISO dates."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from curator.domain.dates import is_date

_NAMES: Final = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_FULL: Final = (
    "january february march april may june july august september october november december"
).split()
MONTHS: Final[Mapping[str, int]] = {
    **{name: number for number, name in enumerate(_NAMES, start=1)},
    **{name: number for number, name in enumerate(_FULL, start=1)},
    "sept": 9,
}
_MONTH: Final = r"(?P<m>[A-Za-z]{3,9}|\d{1,2})"
_NAMED: Final = r"(?P<m>[A-Za-z]{3,9})\.?"
_YEAR: Final = r"(?P<y>\d{4})"
_DAY: Final = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?"
_WHOLE: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_YEAR}(?:[-/.]{_MONTH}?(?:[-/.](?P<d>\d{{1,2}})?/?)?)?",  # 2016/12//, 2016-Dec-1
        rf"{_YEAR} +{_MONTH}(?: +{_DAY})?",  # 2016 Sep 1
        r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})",
        rf"{_DAY}[ .-]+{_NAMED},?[ .-]+{_YEAR}",
        rf"{_NAMED}[ .-]+{_DAY},?[ .-]+{_YEAR}",
        rf"{_NAMED},?[ .-]+{_YEAR}",
        rf"(?P<m>\d{{2}})[ /]{_YEAR}",
    )
)
_WITHOUT_YEAR: Final = tuple(
    re.compile(pattern) for pattern in (rf"{_NAMED}(?:[ .-]+{_DAY})?", rf"{_DAY}[ .-]+{_NAMED}")
)
_SOME_YEAR: Final = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")


def month_number(words: str) -> int:
    """1 to 12; 0 where the words name no month."""
    name = words.strip(" .").lower()
    if name.isascii() and name.isdigit() and len(name) < 3:
        return int(name) if int(name) <= 12 else 0
    return MONTHS.get(name, 0)


def read_date(words: str, year: str = "") -> tuple[str, bool]:
    """The partial date that the words begin with or name, and whether it says all that they do.

    Args:
        words: As a record writes them: ``2016/12//``, ``2016 Sep 1``, ``20100520``, ``AUG``.
        year: To go with words that name none.
    """
    stripped = words.strip()
    if not stripped.isascii():
        stripped = ""
    for pattern in _WHOLE:
        if found := pattern.fullmatch(stripped):
            parts = found.groupdict()
            date = _joined(found["y"], parts.get("m") or "", parts.get("d") or "")
            if date:
                return date, True
    for pattern in _WITHOUT_YEAR:
        if year and (found := pattern.fullmatch(stripped)) and month_number(found["m"]):
            date = _joined(year, found["m"], found["d"] or "")
            if date:
                return date, True
    years = _SOME_YEAR.findall(words)
    return (years[0] if years else ""), False


def _joined(year: str, month: str, day: str) -> str:
    """Empty where it is no date, or a named month is none."""
    number = month_number(month)
    if month.strip("0") and not number:
        return ""
    date = year + (f"-{number:02d}" if number else "")
    if day.strip("0"):
        date = f"{date}-{int(day):02d}" if number else ""
    return date if is_date(date) else ""
