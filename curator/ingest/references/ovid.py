"""Ovid's lists: the field's name on a line, its value indented below."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from curator.domain.exchange.dates import read_date
from curator.domain.exchange.identifiers import doi_of
from curator.domain.exchange.kinds import kind_named
from curator.domain.exchange.names import name_of
from curator.domain.exchange.tags import Tags, one_line
from curator.domain.references import Reference
from curator.ingest.references.articles import Record
from curator.ingest.references.tagged import Raw, Tagged, stray
from curator.ingest.values import NO_OPTIONS, Note, Read, ReadOptions

_NUMBER: Final = re.compile(r"<\d{1,7}>\s*$")
_FIELD: Final = re.compile(r"[A-Z][A-Za-z /&'()-]{1,60}\s*$")
# What points to an affiliation behind a name: "1", "(2)", "*", "1,3".
_MARK: Final = re.compile(r"[*+]{1,9}|\(?\d[\d,]{0,20}\)?|\([a-z*+]\)")
_EDITOR: Final = re.compile(r" *\[Ed\.?\]", re.IGNORECASE)
_KIND: Final = re.compile(r"\.? *\[[A-Z][A-Za-z ,/-]{2,60}\]\.? *$")
_WHERE: Final = (
    # Journal. 28(2):103-106, April 2015.
    re.compile(r"(?P<j>[^0-9]+?)\.? {1,6}(?P<v>\d+)(?:\((?P<i>[^)]{1,20})\))?:(?P<p>[\w-]+),"
               r" (?P<d>[\w ]{4,30})\.?"),
    # Journal. Vol 28(2) April 2015, 103-106.
    re.compile(r"(?P<j>[^0-9]+?)\. Vol\.? (?P<v>\d+)(?:\((?P<i>[^)]{1,20})\))?,? "
               r"(?P<d>[A-Za-z ]{0,20}\d{4}), (?P<p>[\w-]+)\.?"),
)  # fmt: skip


def read_ovid(data: bytes, name: str, *, options: ReadOptions = NO_OPTIONS) -> Iterator[Read]:
    """Read an Ovid list.

    Raises:
        UnreadableInputError: It is blank or no text.
    """
    return Tagged("ovid", ovid_records, _record).articles(data, name, options=options)


def ovid_records(text: str) -> Iterator[Raw | Note]:
    """Records begin with ``<12>``, or with the name of the first field again."""
    raw = Raw()
    first = ""
    for number, line in enumerate(text.lstrip("\ufeff").split("\n"), start=1):
        field = one_line(line) if _FIELD.fullmatch(line) else ""
        if _NUMBER.match(line) or (field and field == first and _long(raw)):
            if raw.tags:
                yield raw
            raw = Raw()
        if field:
            first = first or field
            raw.begin(field, "", line=line)
        elif line.strip() and raw.tags:
            raw.go_on(line.strip(), line=line)
        elif line.strip() and not _NUMBER.match(line):
            yield stray(line, number)
    if raw.tags:
        yield raw


def _long(raw: Raw) -> bool:
    return len(raw.tags) > 2


def _record(raw: Raw) -> Record:
    tags = Tags(raw.pairs())
    authors, editors = _people(tags)
    where = _where(tags)
    title = _title(tags)
    kind = next(
        (kind for _, value in tags.seen("Publication Type", "Document Type")
         if (kind := kind_named(value.split(":")[0]))), "",
    )  # fmt: skip
    inside = tags.first("Book Title", "Journal Name")
    reference = Reference(
        kind=kind or ("article-journal" if where.get("v") else ""),
        title=title,
        authors=authors,
        editors=editors,
        year=where.get("year", ""),
        date=where.get("date", ""),
        journal=inside or where.get("j", ""),
        volume=where.get("v", ""),
        issue=where.get("i", ""),
        pages=where.get("p", ""),
        doi=doi_of(tags.first("DOI Number", "Digital Object Identifier", "DOI",
                              accept=lambda it: bool(doi_of(it)))),
        issn=tags.first("ISSN"),
        isbn=tags.first("ISBN"),
        publisher=tags.first("Publisher"),
        language=tags.first("Language").removesuffix("."),
        url=tags.first("Link to the Ovid Full Text or citation", "URL"),
        abstract=tags.first_lines("Abstract"),
        keywords=tuple(
            word.strip().removesuffix(".")
            for value in tags.every("Author Keywords", "Keywords", "Subject Headings")
            for word in re.split(r"[;\n]", value)
            if word.strip()
        ),
        other=tags.left(),
        source="ovid",
    )  # fmt: skip
    return Record(reference, raw.own_text())


def _title(tags: Tags) -> str:
    """Without the kind in brackets that Ovid puts behind it; that stays in ``other``."""
    written = tags.first("Title", "Chapter Title")
    title = _KIND.sub("", written)
    if title != written:
        tags.keep("Title", written)
    return title.removesuffix(".")


def _people(tags: Tags) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Authors and editors, without the marks that point to their affiliations."""
    authors: list[str] = []
    editors: list[str] = []
    for value in tags.every("Author", "Authors", "Author/Editor"):
        for written in re.split(r"[;\n]", value):
            bare = _without_marks(_EDITOR.sub("", written))
            if bare.strip() and _EDITOR.search(written):
                editors.append(name_of(bare))
            elif bare.strip():
                authors.append(name_of(bare))
        if re.search(r"[*+\d\[(]", value):
            tags.keep("Author", value)
    return tuple(authors), tuple(editors)


def _without_marks(name: str) -> str:
    words = name.split()
    while words and _MARK.fullmatch(words[-1]):
        words.pop()
    return " ".join(words)


def _where(tags: Tags) -> dict[str, str]:
    """Journal, volume, issue, pages and date of the source, where it can be taken apart."""
    source = tags.first("Source")
    if not source:
        return {}
    for pattern in _WHERE:
        if found := pattern.fullmatch(source):
            date, exact = read_date(found["d"])
            parts = {key: (value or "").strip() for key, value in found.groupdict().items()}
            if not exact:
                tags.keep("Source", source)
            return parts | {"year": date[:4], "date": date if len(date) > 4 else ""}
    tags.keep("Source", source)
    if len(source) < 200 and not re.search(r"\d", source):
        return {"j": source.rstrip(". ")}
    date = read_date(source)[0]
    return {"year": date[:4]}
