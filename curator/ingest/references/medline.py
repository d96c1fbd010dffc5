"""Medline's own text format: NBIB and what PubMed shows as "MEDLINE"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from curator.domain.exchange.dates import read_date
from curator.domain.exchange.identifiers import doi_of, is_issn, pmcid_of, pmid_of
from curator.domain.exchange.kinds import kind_named
from curator.domain.exchange.names import name_of
from curator.domain.exchange.tags import Tags
from curator.domain.references import Reference
from curator.ingest.references.articles import Record
from curator.ingest.references.tagged import Raw, Tagged, stray
from curator.ingest.values import NO_OPTIONS, Note, Read, ReadOptions

_TAG: Final = re.compile(r"([A-Z][A-Z0-9]{1,3}) {0,2}-[ \t]*(.*)$")
_STOP: Final = re.compile(r"(?<=[^.\s])\.$")
_TYPED: Final = re.compile(r"(.*\S)\s*\[(\w+)\]$", re.DOTALL)


def read_medline(data: bytes, name: str, *, options: ReadOptions = NO_OPTIONS) -> Iterator[Read]:
    """Read a Medline list.

    Raises:
        UnreadableInputError: It is blank or no text.
    """
    return Tagged("medline", medline_records, _record).articles(data, name, options=options)


def _record(raw: Raw) -> Record:
    return Record(reference_from_medline(Tags(raw.joined())), raw.own_text())


def medline_records(text: str) -> Iterator[Raw | Note]:
    """Records are a blank line apart, or begin with their PMID; further lines are indented."""
    raw = Raw()
    blank = False
    for number, line in enumerate(text.lstrip("\ufeff").split("\n"), start=1):
        found = _TAG.match(line)
        if found:
            if raw.tags and (blank or (found[1] == "PMID" and _has(raw, "PMID"))):
                yield raw
                raw = Raw()
            raw.begin(found[1], found[2].strip(), line=line)
            blank = False
        elif not line.strip():
            blank = True
        elif raw.tags and (not blank or line[0] in " \t"):
            raw.go_on(line.strip(), line=line)
            blank = False
        else:
            yield stray(line, number)
    if raw.tags:
        yield raw


def _has(raw: Raw, tag: str) -> bool:
    return any(one == tag for one, _ in raw.tags)


def without_stop(title: str) -> str:
    """Medline ends every title with a full stop."""
    return _STOP.sub("", title)


def reference_from_medline(tags: Tags) -> Reference:
    """What a record says; what has no place of its own stays under its tag."""
    year, date = _dates(tags)
    kind = _kind(tags)
    titles = tags.every("TI")
    title = without_stop(" ".join(titles)) or without_stop(tags.first("BTI", "CTI"))
    dois = [doi for _, value in tags.seen("LID", "AID", "DO") if (doi := _doi(value))]
    doi = dois[0] if dois else ""
    tags.every("LID", "AID", "DO", accept=lambda it: bool(doi) and _doi(it) == doi)
    return Reference(
        kind=kind,
        title=title,
        authors=_people(tags, "FAU", "AU", "CN"),
        editors=_people(tags, "FED", "ED", ""),
        year=year,
        date=date,
        journal=tags.first("JT", "BTI", "CTI"),
        journal_short=tags.first("TA"),
        volume=tags.first("VI"),
        issue=tags.first("IP"),
        pages=tags.first("PG"),
        doi=doi,
        pmid=pmid_of(tags.first("PMID", accept=lambda it: bool(pmid_of(it)))),
        pmcid=pmcid_of(tags.first("PMC", accept=lambda it: bool(pmcid_of(it)))),
        issn=_issn(tags),
        isbn=tags.first("ISBN"),
        publisher=tags.first("PB"),
        place=tags.first("PL", "CP"),
        language=tags.first("LA"),
        url=tags.first("URLF", "UOF", "URL"),
        abstract=tags.first_lines("AB"),
        keywords=tags.every("MH", "OT"),
        notes=tags.every("GN"),
        other=tags.left(),
        source="medline",
    )


def _kind(tags: Tags) -> str:
    for _, value in tags.seen("PT"):
        if kind := kind_named(value):
            if value in ("Journal Article", "Book"):
                tags.take("PT", value)
            return kind
    return "article-journal" if tags.seen("JT", "TA") else ""


def _dates(tags: Tags) -> tuple[str, str]:
    for _, value in tags.seen("DP"):
        date, exact = read_date(value)
        if exact:
            tags.take("DP", value)
        if date:
            return date[:4], date if len(date) > 4 else ""
    return "", ""


def _doi(value: str) -> str:
    typed = _TYPED.fullmatch(value)
    return doi_of(typed[1]) if typed and typed[2] == "doi" else doi_of(value)


def _issn(tags: Tags) -> str:
    """The bare number; which of the two it is stays in ``other``."""
    written = tags.first("IS", accept=is_issn)
    number = written.split(" ")[0]
    if number != written:
        tags.keep("IS", written)
    return number


def _people(tags: Tags, full: str, short: str, group: str) -> tuple[str, ...]:
    """Full names, groups in their place; a short name only where there is no full one to it."""
    people: list[str] = []
    has_full = bool(tags.seen(full))
    for tag, value in tags.seen(*(one for one in (full, short, group) if one)):
        if tag == full or (tag == group and group):
            people.append(name_of(value))
            tags.take(tag, value)
        elif not has_full:
            people.append(_with_comma(name_of(value)))
            tags.take(tag, value)
    initials = {_initials(name) for name in people} if has_full else set()
    for _, value in tags.seen(short):
        if name_of(value) in initials:
            tags.take(short, value)
    return tuple(people)


def _initials(name: str) -> str:
    """``Long, Vicky`` as Medline shortens it: ``Long V``."""
    family, _, given = name.partition(", ")
    first = "".join(part[0] for part in re.split(r"[ .-]+", given.split(",")[0]) if part)
    return f"{family} {first}".strip()


def _with_comma(name: str) -> str:
    """``Long V`` as ``Long, V``; anything else as it is."""
    family, _, initials = name.rpartition(" ")
    return f"{family}, {initials}" if family and initials.isupper() and len(initials) < 4 else name
