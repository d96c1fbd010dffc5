"""BibTeX and biblatex: fields to a reference and back.  Values are plain text here, not LaTeX.

Source: Oren Patashnik, BibTeXing (1988); the biblatex manual, section 2; what Zotero and JabRef
write.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from curator.domain.exchange.dates import MONTHS, read_date
from curator.domain.exchange.identifiers import doi_of, pmcid_of, pmid_of
from curator.domain.exchange.kinds import BIBTEX_KINDS, KIND_BIBTEX, kind_named
from curator.domain.exchange.names import name_of
from curator.domain.exchange.tags import Pair, Tags, joined_words, one_line, split_words
from curator.domain.references import Reference

CITEKEY: Final = "citekey"
ENTRY_TYPE: Final = "entrytype"
VERBATIM: Final = frozenset(("url", "doi", "file", "eprint", "pdf", "bdsk-url-1", "bdsk-url-2"))
MONTH_NAMES: Final = tuple(list(MONTHS)[:12])
_CSL_TYPE: Final = "csltype"
_IN_BOOK: Final = frozenset(
    ("chapter", "paper-conference", "entry-dictionary", "entry-encyclopedia")
)
_PUBLISHES: Final[Mapping[str, str]] = {"thesis": "school", "report": "institution"}
_DASH: Final = re.compile(r" ?(?:-{2,}|[–—]) ?")
_RANGE: Final = re.compile(r"([^-–—\s]+)-([^-–—\s]+)")
_NOTE: Final = re.compile(r"note(?:-\d+)?|annote|annotation|comment")
_NAME: Final = re.compile(r"[a-z][a-z0-9_.:+-]*")
_OTHER_CHARS: Final = re.compile(r"[^a-z0-9]+")
_MAPPED: Final = frozenset(
    "title author editor year month date journal journaltitle booktitle shortjournal"
    " journal-abbreviation volume number issue pages doi pmid pmcid pmc issn isbn publisher school"
    " institution organization address location language langid url abstract keywords csltype"
    " citekey entrytype".split()
)


def reference_from_bibtex(pairs: Iterable[Pair]) -> Reference:
    """What an entry says.

    Args:
        pairs: Its type and key as ``entrytype`` and ``citekey``, then its fields, names in lower
            case; each author and editor a pair of its own (``Family, Given``).
    """
    tags = Tags(pairs)
    kind = _kind(tags)
    inside = ("booktitle", "journal", "journaltitle")
    year, date = _dates(tags)
    return Reference(
        kind=kind,
        title=tags.first("title"),
        authors=tuple(name_of(name) for name in tags.every("author")),
        editors=tuple(name_of(name) for name in tags.every("editor")),
        year=year,
        date=date,
        journal=tags.first(*(inside if kind in _IN_BOOK else (*inside[1:], inside[0]))),
        journal_short=tags.first("shortjournal", "journal-abbreviation"),
        volume=tags.first("volume"),
        issue=tags.first("number", "issue"),
        pages=_DASH.sub("-", tags.first("pages")),
        doi=doi_of(tags.first("doi", accept=lambda it: bool(doi_of(it)))),
        pmid=pmid_of(tags.first("pmid", accept=lambda it: bool(pmid_of(it)))),
        pmcid=pmcid_of(tags.first("pmcid", "pmc", accept=lambda it: bool(pmcid_of(it)))),
        issn=tags.first("issn"),
        isbn=tags.first("isbn"),
        publisher=tags.first("publisher", *_PUBLISHES.values(), "organization"),
        place=tags.first("address", "location"),
        language=tags.first("language", "langid"),
        url=tags.first("url"),
        abstract=tags.first_lines("abstract"),
        keywords=tuple(word for value in tags.every("keywords") for word in split_words(value)),
        notes=tags.every(*{tag for tag, _ in tags.left() if _NOTE.fullmatch(tag)}),
        other=tags.left(),
        source="bibtex",
    )


def _kind(tags: Tags) -> str:
    entry_type = tags.first(ENTRY_TYPE)
    name = entry_type.lower()
    kind = tags.first(_CSL_TYPE) or BIBTEX_KINDS.get(name, kind_named(name))
    if entry_type and KIND_BIBTEX.get(kind, "misc") != entry_type:
        tags.keep(ENTRY_TYPE, entry_type)
    return kind


def _dates(tags: Tags) -> tuple[str, str]:
    """The year and a finer date; what they do not say in full is kept."""
    year = tags.first("year", accept=_four_digits)
    finest = ""
    for tag in ("date", "month"):
        for _, value in tags.seen(tag):
            date, exact = read_date(one_line(value), year)
            if exact and len(date) > len(finest) and (tag == "date" or date[:4] == year):
                finest = date
    if not year:
        said = [value for tag in ("date", "year") for _, value in tags.seen(tag)]
        year = next((date[:4] for words in said if (date := read_date(words)[0])), "")
    for tag, value in tags.seen("date", "month"):
        date, exact = read_date(one_line(value), year)
        if exact and (date in (year, finest) or finest.startswith(f"{date}-")):
            tags.take(tag, value)
    return year, finest if len(finest) > 4 else ""


def _four_digits(words: str) -> bool:
    return len(words) == 4 and words.isascii() and words.isdigit()


def bibtex_fields(reference: Reference) -> list[Pair]:
    """Type and key (where the record has one), then its fields as text.

    What stands in ``other`` gets a field of its own; the name is in lower case and may differ.
    """
    kind = reference.kind
    entry_type, key, other = _apart(reference)
    date, year = reference.date, reference.year
    month = MONTH_NAMES[int(date[5:7]) - 1] if _has_month(date) and date[:4] == year else ""
    pages = _RANGE.fullmatch(reference.pages)
    pairs = [
        (ENTRY_TYPE, entry_type),
        (CITEKEY, key),
        (_CSL_TYPE, kind if kind not in KIND_BIBTEX else ""),
        ("title", reference.title),
        *(("author", name) for name in reference.authors),
        *(("editor", name) for name in reference.editors),
        ("year", year),
        ("month", month),
        ("date", date if len(date) > 7 or not month else ""),
        ("booktitle" if kind in _IN_BOOK else "journal", reference.journal),
        ("shortjournal", reference.journal_short),
        ("volume", reference.volume),
        ("number", reference.issue),
        ("pages", f"{pages[1]}--{pages[2]}" if pages else reference.pages),
        ("issn", reference.issn),
        ("isbn", reference.isbn),
        (_PUBLISHES.get(kind, "publisher"), reference.publisher),
        ("address", reference.place),
        ("language", reference.language),
        ("doi", reference.doi),
        ("pmid", reference.pmid),
        ("pmcid", reference.pmcid),
        ("url", reference.url),
        ("abstract", reference.abstract),
        ("keywords", joined_words(reference.keywords)),
        *((_numbered("note", at), words) for at, words in enumerate(reference.notes)),
        *_further(other),
    ]
    return [(name, value) for name, value in pairs if value.strip(" \t\n")]


def _has_month(date: str) -> bool:
    return re.fullmatch(r"\d{4}-(?:0[1-9]|1[0-2])(?:-\d\d)?", date, re.ASCII) is not None


def _numbered(name: str, at: int) -> str:
    return f"{name}-{at + 1}" if at else name


def _further(other: Iterable[Pair]) -> list[Pair]:
    """Fields for tags that have none of their own: each name once."""
    used: set[str] = set()
    fields: list[Pair] = []
    for tag, value in other:
        name = tag if _NAME.fullmatch(tag) else _OTHER_CHARS.sub("-", tag.lower()).strip("-")
        if name in _MAPPED or _NOTE.fullmatch(name) or not _NAME.fullmatch(name):
            name = f"x-{name}".rstrip("-")
        at = 0
        while _numbered(name, at) in used:
            at += 1
        used.add(_numbered(name, at))
        fields.append((_numbered(name, at), value))
    return fields


def _apart(reference: Reference) -> tuple[str, str, list[Pair]]:
    """The entry type, the key, and what else ``other`` holds."""
    other = list(reference.other)
    entry_type = KIND_BIBTEX.get(reference.kind, "misc")
    for pair in other:
        if pair[0] == ENTRY_TYPE and _means(pair[1], reference.kind):
            other.remove(pair)
            entry_type = pair[1]
            break
    key = next((value for tag, value in other if tag == CITEKEY), "")
    if key:
        other.remove((CITEKEY, key))
    return entry_type, key, other


def _means(entry_type: str, kind: str) -> bool:
    known = re.fullmatch(r"[A-Za-z]\w*", entry_type, re.ASCII) is not None
    return known and BIBTEX_KINDS.get(entry_type.lower(), kind_named(entry_type)) == kind


def renamed(reference: Reference) -> list[tuple[str, str]]:
    """Pairs (tag of ``other``, the name of the field that it is written in)."""
    other = _apart(reference)[2]
    return [(tag, name) for (tag, _), (name, _) in zip(other, _further(other), strict=True)]


def as_named(reference: Reference) -> Reference:
    """With the names of fields in ``other``, and without the key, which stands apart."""
    entry_type, _, other = _apart(reference)
    usual = KIND_BIBTEX.get(reference.kind, "misc")
    own = [(ENTRY_TYPE, entry_type)] if entry_type != usual else []
    return replace(reference, other=(*own, *_further(other)))
