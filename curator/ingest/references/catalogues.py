"""Tagged lists of library catalogues and older programs: Copac, Biblioscape, RePEc's notices."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from curator.domain.exchange.dates import read_date
from curator.domain.exchange.kinds import kind_named
from curator.domain.exchange.names import name_of, names_of
from curator.domain.exchange.tags import Pair, Tags
from curator.domain.references import Reference
from curator.ingest.references.articles import Record
from curator.ingest.references.tagged import Raw, Tagged, stray
from curator.ingest.values import NO_OPTIONS, Note, Read, ReadOptions

_COPAC: Final = re.compile(r"([A-Z]{2})- (.*)$")
_BIBLIOSCAPE: Final = re.compile(r"--([A-Z][A-Z0-9])-- ?(.*)$")
_END: Final = re.compile(r"-{4,} *$")
_NUMBERED: Final = re.compile(r"(\d{1,6})\. +(\S.*)$")
_LABELLED: Final = re.compile(r"(Date|By|URL|Keywords|JEL|Abstract):\s*(.*)$")


def read_copac(data: bytes, name: str, *, options: ReadOptions = NO_OPTIONS) -> Iterator[Read]:
    """Read a Copac list.

    Raises:
        UnreadableInputError: It is blank or no text.
    """
    return Tagged("copac", copac_records, _copac).articles(data, name, options=options)


def copac_records(text: str) -> Iterator[Raw | Note]:
    """Records are a blank line apart, further lines of a value are indented."""
    raw = Raw()
    for number, line in enumerate(text.lstrip("\ufeff").split("\n"), start=1):
        found = _COPAC.match(line)
        if not line.strip() and raw.tags:
            yield raw
            raw = Raw()
        elif found:
            raw.begin(found[1], found[2].strip(), line=line)
        elif line.strip() and raw.tags:
            raw.go_on(line.strip(), line=line)
        elif line.strip():
            yield stray(line, number)
    if raw.tags:
        yield raw


def _copac(raw: Raw) -> Record:
    tags = Tags(raw.joined())
    year = _year(tags, "PY")
    reference = Reference(
        kind="book",
        title=tags.first("TI"),
        authors=tuple(name_of(name) for name in tags.every("AU")),
        editors=tuple(name_of(name) for name in tags.every("ED")),
        year=year,
        isbn=tags.first("IS"),
        publisher=tags.first("PU"),
        language=tags.first("LA"),
        url=tags.first("UR"),
        keywords=tags.every("KW"),
        notes=tags.every("NT"),
        other=tags.left(),
        source="copac",
    )
    return Record(reference, raw.own_text())


def _year(tags: Tags, tag: str) -> str:
    """The year of a tag; words that say more than the year are kept."""
    for _, value in tags.seen(tag):
        date, exact = read_date(value)
        if exact and len(date) == 4:
            tags.first(tag)
        if date:
            return date[:4]
    return ""


def read_biblioscape(
    data: bytes, name: str, *, options: ReadOptions = NO_OPTIONS
) -> Iterator[Read]:
    """Read a Biblioscape list.

    Raises:
        UnreadableInputError: It is blank or no text.
    """
    return Tagged("biblioscape", biblioscape_records, _biblioscape).articles(
        data, name, options=options
    )


def biblioscape_records(text: str) -> Iterator[Raw | Note]:
    """Records end with a line of dashes."""
    raw = Raw()
    for number, line in enumerate(text.lstrip("\ufeff").split("\n"), start=1):
        found = _BIBLIOSCAPE.match(line)
        if found:
            raw.begin(found[1], found[2].strip(), line=line)
        elif _END.fullmatch(line):
            if raw.tags:
                yield raw
            raw = Raw()
        elif line.strip() and raw.tags:
            raw.go_on(line.strip(), line=line)
        elif line.strip():
            yield stray(line, number)
    if raw.tags:
        yield raw


def _biblioscape(raw: Raw) -> Record:
    tags = Tags(raw.pairs())
    written = tags.first("RT")
    kind = kind_named(written)
    if written and written != "Journal Article":
        tags.keep("RT", written)
    first, last = tags.first("PS"), tags.first("PE")
    reference = Reference(
        kind=kind,
        title=tags.first("TI"),
        authors=names_of(tags.every("AU")),
        year=_year(tags, "YP"),
        journal=tags.first("ST"),
        volume=tags.first("VL"),
        issue=tags.first("NB"),
        pages="-".join(part for part in (first, last) if part),
        issn=tags.first("IS"),
        publisher=tags.first("PB"),
        language=tags.first("LG"),
        url=tags.first("UR"),
        abstract=tags.first_lines("AB"),
        keywords=tuple(word for value in tags.every("KW") for word in _listed(value)),
        notes=tags.every("NT"),
        other=tags.left(),
        source="biblioscape",
    )
    return Record(reference, raw.own_text())


def _listed(words: str, mark: str = ";") -> list[str]:
    return [" ".join(part.split()) for part in words.split(mark) if part.strip()]


def read_repec(data: bytes, name: str, *, options: ReadOptions = NO_OPTIONS) -> Iterator[Read]:
    """Read a notice of new economics papers (RePEc NEP).

    Raises:
        UnreadableInputError: It is blank or no text.
    """
    return Tagged("repec", repec_records, _repec).articles(data, name, options=options)


def repec_records(text: str) -> Iterator[Raw | Note]:
    """Numbered titles, each with labelled lines; what stands behind the address is the abstract."""
    raw = Raw()
    complete = False
    for line in text.lstrip("\ufeff").split("\n"):
        numbered, labelled = _NUMBERED.match(line), _LABELLED.match(line)
        if numbered and (not raw.tags or complete):
            if raw.tags:
                yield raw
            raw = Raw()
            complete = False
            raw.begin("Title", numbered[2].strip(), line=line)
        elif labelled and raw.tags:
            raw.begin(labelled[1], labelled[2].strip(), line=line)
            complete = complete or labelled[1] in ("URL", "Date")
        elif line.strip() and raw.tags:
            if raw.tags[-1][0] == "URL":
                raw.begin("Abstract", line.strip(), line=line)
            else:
                raw.go_on(line.strip(), line=line)
    if raw.tags:
        yield raw


def _repec(raw: Raw) -> Record:
    tags = Tags(raw.pairs())
    dates = [read_date(value) for _, value in tags.seen("Date")]
    date, exact = next((one for one in dates if one[0]), ("", False))
    if exact:
        tags.first("Date")
    keywords = [word for value in tags.every("Keywords") for word in _listed(value, ",")]
    people, places = _authors(tags.every("By"))
    reference = Reference(
        kind="report",
        title=tags.first("Title"),
        authors=people,
        year=date[:4],
        date=date if len(date) > 4 else "",
        url=tags.first("URL"),
        abstract=tags.first_lines("Abstract"),
        keywords=tuple(keywords),
        other=(*places, *tags.left()),
        source="repec",
    )
    return Record(reference, raw.own_text())


def _authors(values: tuple[str, ...]) -> tuple[tuple[str, ...], list[Pair]]:
    """One a line, with the affiliation in parentheses."""
    people: list[str] = []
    places: list[Pair] = []
    for line in (line for value in values for line in value.split("\n") if line.strip()):
        name, _, place = line.partition(" (")
        people.append(name_of(name))
        if place:
            places.append(("Affiliation", place.removesuffix(")")))
    return tuple(people), places
