"""Web of Science's and ISI's tagged lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from curator.domain.exchange.dates import read_date
from curator.domain.exchange.identifiers import doi_of, pmid_of
from curator.domain.exchange.kinds import kind_named
from curator.domain.exchange.names import name_of
from curator.domain.exchange.tags import Pair, Tags
from curator.domain.references import Reference
from curator.ingest.references.articles import Record
from curator.ingest.references.tagged import Raw, Tagged, stray
from curator.ingest.values import NO_OPTIONS, Note, Read, ReadOptions

_TAG: Final = re.compile(r"([A-Z][A-Z0-9])(?: (.*))?$")
_OF_FILE: Final = frozenset(("FN", "VR", "EF"))
# Each line of these is a value of its own.
_LISTS: Final = frozenset("AU AF BA BF BE BG CA CR C1 C3".split())


def read_isi(data: bytes, name: str, *, options: ReadOptions = NO_OPTIONS) -> Iterator[Read]:
    """Read a tagged list of Web of Science.

    Raises:
        UnreadableInputError: It is blank or no text.
    """
    return Tagged("isi", isi_records, _record).articles(data, name, options=options)


def _record(raw: Raw) -> Record:
    return Record(reference_from_isi(isi_pairs(raw)), raw.own_text())


def isi_records(text: str) -> Iterator[Raw | Note]:
    """Records end with ``ER``; further lines of a value are indented."""
    raw = Raw()
    for number, line in enumerate(text.lstrip("\ufeff").split("\n"), start=1):
        found = _TAG.match(line)
        tag = found[1] if found else ""
        if tag in _OF_FILE and not raw.tags:
            continue
        if tag == "ER" or (tag == "PT" and raw.tags):
            if raw.tags:
                yield raw
            raw = Raw()
        if found and tag != "ER":
            raw.begin(tag, (found[2] or "").strip(), line=line)
        elif not found and line.strip() and raw.tags:
            raw.go_on(line.strip(), line=line)
        elif not found and line.strip():
            yield stray(line, number)
    if raw.tags:
        yield raw


def isi_pairs(raw: Raw) -> list[Pair]:
    """Tags and values; of a list each line is one."""
    pairs: list[Pair] = []
    for tag, words in raw.tags:
        if tag in _LISTS:
            pairs.extend((tag, line) for line in words)
        else:
            pairs.append((tag, " ".join(words)))
    return pairs


def reference_from_isi(pairs: list[Pair]) -> Reference:
    """What a record says; what has no place of its own stays under its tag."""
    tags = Tags(pairs)
    year, date = _dates(tags)
    full = tags.every("AF")
    return Reference(
        kind=_kind(tags),
        title=tags.first("TI"),
        authors=tuple(name_of(name) for name in full or tags.every("AU")),
        editors=tuple(name_of(name) for name in tags.every("BE", "ED")),
        year=year,
        date=date,
        journal=tags.first("SO"),
        journal_short=tags.first("JI", "J9"),
        volume=tags.first("VL"),
        issue=tags.first("IS"),
        pages=_pages(tags),
        doi=doi_of(tags.first("DI", accept=lambda it: bool(doi_of(it)))),
        pmid=pmid_of(tags.first("PM", accept=lambda it: bool(pmid_of(it)))),
        issn=tags.first("SN", "EI"),
        isbn=tags.first("BN"),
        publisher=tags.first("PU"),
        place=tags.first("PI"),
        language=tags.first("LA"),
        abstract=tags.first("AB"),
        keywords=tuple(
            word.strip()
            for value in tags.every("DE", "ID", accept=lambda it: ";" in it or "/" not in it)
            for word in value.split(";")
            if word.strip()
        ),
        other=tags.left(),
        source="isi",
    )


def _kind(tags: Tags) -> str:
    for tag in ("DT", "PT"):
        for _, value in tags.seen(tag):
            for part in value.split(";"):
                if kind := kind_named(part):
                    return kind
    return ""


def _dates(tags: Tags) -> tuple[str, str]:
    years = [read_date(value)[0][:4] for _, value in tags.seen("PY")]
    year = next((one for one in years if one), "")
    tags.first("PY", accept=lambda it: it == year)
    for _, value in tags.seen("PD"):
        date, exact = read_date(value, year)
        if exact and date[:4] == year:
            tags.first("PD")
            return year, date if len(date) > 4 else ""
    return year, ""


def _pages(tags: Tags) -> str:
    first, last = tags.first("BP"), tags.first("EP")
    if first and last:
        return first if first == last else f"{first}-{last}"
    if last:
        tags.keep("EP", last)
    return first or tags.first("AR", "PS")
