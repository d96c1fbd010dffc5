"""Bibliographic records in words: the line under a title, and dates as citations write them."""

from __future__ import annotations

import re
from typing import Final

from curator.domain.references import Reference

MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DOI = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:)\s*", re.IGNORECASE)


def bare_doi(stated: str) -> str:
    """A DOI in lower case without a resolver in front."""
    return _DOI.sub("", stated.strip()).lower()


def partial_date(year: str, month: str = "", day: str = "") -> str:
    """``2013``, ``2013-02`` or ``2013-02-13``, as far as the parts make sense; empty otherwise.

    Args:
        year: Four digits.
        month: A number or an English name.
        day: A number.
    """
    if not re.fullmatch(r"[12][0-9]{3}", year.strip()):
        return ""
    number = _month(month.strip())
    if not number:
        return year.strip()
    days = day.strip()
    if days.isdecimal() and len(days) <= 2 and 1 <= int(days) <= 31:
        return f"{year.strip()}-{number:02}-{int(days):02}"
    return f"{year.strip()}-{number:02}"


def _month(stated: str) -> int:
    if stated.isdecimal():
        return int(stated) if len(stated) <= 2 and 1 <= int(stated) <= 12 else 0
    name = stated[:3].capitalize()
    return MONTHS.index(name) + 1 if name in MONTHS else 0


def written_date(date: str) -> str:
    """``2013 Feb 13`` of a partial ISO date; another kind of date stands as it is."""
    parts = date.split("-")
    if len(parts) > 1 and (month := _month(parts[1])):
        parts[1] = MONTHS[month - 1]
        if len(parts) > 2 and parts[2].isdecimal() and len(parts[2]) <= 2:
            parts[2] = str(int(parts[2]))
        return " ".join(parts)
    return date


def where_published(reference: Reference) -> str:
    """``Journal. 2013 Feb 13;8(2):e56021. doi:10.1/x. PMID: 1. PMC1``, as far as it is known."""
    issue = f"({reference.issue})" if reference.issue else ""
    place = f"{reference.volume}{issue}" + (f":{reference.pages}" if reference.pages else "")
    date = written_date(reference.date) or reference.year
    when = f"{date}{place}" if place.startswith(":") else ";".join(filter(None, (date, place)))
    parts = [
        reference.journal,
        when,
        f"doi:{reference.doi}" if reference.doi else "",
        f"PMID: {reference.pmid}" if reference.pmid else "",
        reference.pmcid,
    ]
    return ". ".join(part.rstrip(".") for part in parts if part)
