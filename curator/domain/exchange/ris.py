"""RIS: its tags to a reference and back.

Source: the RIS format's description by Research Information Systems (2001, 2011), and what Web of
Science, Scopus, EndNote, Zotero and PubMed Central make of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final

from curator.domain.exchange.dates import read_date
from curator.domain.exchange.identifiers import doi_of, is_isbn, is_issn, pmcid_of, pmid_of
from curator.domain.exchange.kinds import KIND_RIS, RIS_KINDS, kind_named
from curator.domain.exchange.names import names_of
from curator.domain.exchange.tags import Pair, Tags, one_line
from curator.domain.references import Reference

TAG: Final = re.compile(r"[A-Z][A-Z0-9]")
_DATES: Final = ("DA", "PY", "Y1")
_USER: Final = ("U1", "U2", "U3", "U4", "U5")
_NO_TAGS: Final = frozenset(("TY", "ER"))
# Their second title is a series; in all other kinds it is what they stand in.
_OF_A_SERIES: Final = frozenset(("book", "report", "thesis", "pamphlet"))
_RANGE: Final = re.compile(r"([^-\s]+)-([^-\s]+)")


def reference_from_ris(pairs: Iterable[Pair], *, source: str = "ris") -> Reference:
    """What a record says; what has no place of its own stays in ``other`` under its tag."""
    tags = Tags(pairs)
    kind = _kind(tags)
    titles = dict.fromkeys(tag for tag, _ in tags.seen("TI", "T1"))
    title = tags.first(*titles, "CT", *(("BT",) if kind == "book" else ()))
    inside = () if kind in _OF_A_SERIES else ("T2",)
    journal = tags.first("JF", *inside, "JO", "BT")
    short = tags.first("JA", "J2", "JI", "J1", "J9", "JO")
    year, date = _dates(tags)
    issn = tags.first("SN", accept=is_issn)
    isbn = tags.first("SN", accept=is_isbn)
    if not issn and not isbn:
        number = tags.first("SN")
        isbn, issn = (number, "") if kind in ("book", "chapter") else ("", number)
    return Reference(
        kind=kind,
        title=title,
        authors=names_of(tags.every("AU", "A1")),
        editors=names_of(tags.every("ED", "A2")),
        year=year,
        date=date,
        journal=journal,
        journal_short=short,
        volume=tags.first("VL", "VO"),
        issue=tags.first("IS", "CP"),
        pages=_pages(tags),
        doi=doi_of(tags.first("DO", "DI", "M3", "L3", accept=lambda it: bool(doi_of(it)))),
        pmid=_user_id(tags, "[pmid]", pmid_of),
        pmcid=_user_id(tags, "[pmcid]", pmcid_of) or _accession(tags),
        issn=issn,
        isbn=isbn,
        publisher=tags.first("PB", "PU"),
        place=tags.first("CY", "PP", "PI"),
        language=tags.first("LA"),
        url=tags.first("UR"),
        abstract=tags.first_lines("AB", "N2"),
        keywords=tuple(one_line(word) for word in tags.every("KW")),
        notes=tags.every("N1"),
        other=tags.left(),
        source=source,
    )


def _kind(tags: Tags) -> str:
    written = tags.first("TY")
    kind = RIS_KINDS.get(written.upper(), kind_named(written))
    if written and KIND_RIS.get(kind) != written:
        tags.keep("TY", written)
    return kind


def _dates(tags: Tags) -> tuple[str, str]:
    """The year, and a date where a finer one is said.  What no date says in full is kept."""
    said = [one_line(value) for tag in ("PY", "Y1", "DA") for _, value in tags.seen(tag)]
    year = next((date[:4] for words in said if (date := read_date(words)[0])), "")
    finest = ""
    for tag in _DATES:
        for _, value in tags.seen(tag):
            date, exact = read_date(one_line(value), year)
            if exact and len(date) > len(finest):
                finest = date
    for tag, value in tags.seen(*_DATES):
        date, exact = read_date(one_line(value), year)
        same = finest == date or finest.startswith(f"{date}-")
        if exact and (date == year or same):
            tags.take(tag, value)
    return year, finest if len(finest) > 4 else ""


def _pages(tags: Tags) -> str:
    first, last = tags.first("SP"), tags.first("EP")
    if not first:
        if last:
            tags.keep("EP", last)
        return tags.first("C7", "AR")
    if not last or last == first or first.endswith(f"-{last}"):
        return first
    if "-" in first:
        tags.keep("EP", last)
        return first
    return f"{first}-{last}"


def _user_id(tags: Tags, mark: str, read: Callable[[str], str]) -> str:
    marked = tags.first(*_USER, accept=lambda it: it.lower().endswith(mark) and bool(read(it)))
    return read(marked) if marked else ""


def _accession(tags: Tags) -> str:
    return pmcid_of(tags.first("AN", "C2", accept=lambda it: bool(pmcid_of(it))))


def ris_tags(reference: Reference) -> list[Pair]:
    """The tags of a record in their order, the type first, without the ``ER`` that ends it.

    Of ``other`` only what has a RIS tag can be written; the caller says where the rest went.
    """
    other = list(reference.other)
    kind = KIND_RIS.get(reference.kind, "GEN")
    raw = next((pair for pair in other if pair[0] == "TY"), None)
    if raw is not None and RIS_KINDS.get(raw[1].upper(), kind_named(raw[1])) == reference.kind:
        other.remove(raw)
        kind = raw[1]
    edits = "A2" if reference.kind in ("chapter", "paper-conference") else "ED"
    inside = "JF" if reference.kind in _OF_A_SERIES or not reference.kind else "T2"
    pages = _RANGE.fullmatch(reference.pages)
    first, last = pages.groups() if pages else (reference.pages, "")
    pairs = [
        ("TY", kind),
        ("TI", reference.title),
        *(("AU", name) for name in reference.authors),
        *((edits, name) for name in reference.editors),
        ("PY", reference.year),
        ("DA", _ris_date(reference.date)),
        (inside, reference.journal),
        ("J2", reference.journal_short),
        ("VL", reference.volume),
        ("IS", reference.issue),
        ("SP", first),
        ("EP", last),
        ("SN", reference.issn),
        ("SN", reference.isbn),
        ("PB", reference.publisher),
        ("CY", reference.place),
        ("LA", reference.language),
        ("DO", reference.doi),
        ("U1", f"{reference.pmid}[pmid]" if reference.pmid else ""),
        ("U2", f"{reference.pmcid}[pmcid]" if reference.pmcid else ""),
        ("UR", reference.url),
        ("AB", reference.abstract),
        *(("KW", word) for word in reference.keywords),
        *(("N1", words) for words in reference.notes),
        *((tag, value) for tag, value in other if TAG.fullmatch(tag) and tag not in _NO_TAGS),
    ]
    return [(tag, value) for tag, value in pairs if value.strip(" \t\n")]


def _ris_date(date: str) -> str:
    return "/".join([*date.split("-"), "", ""][:3]) + "/" if date else ""


def can_stand(tag: str) -> bool:
    """Whether RIS has room for a tag."""
    return TAG.fullmatch(tag) is not None and tag not in _NO_TAGS
