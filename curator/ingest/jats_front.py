"""What a JATS article says of itself before its text: title, authors, journal, date, abstract."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from lxml import etree

from curator.domain.references import Reference
from curator.ingest.building import TextBuilder
from curator.ingest.citations import bare_doi, partial_date, where_published, written_date
from curator.ingest.hinting import Hints
from curator.ingest.jats_citations import person
from curator.ingest.jats_inline import words_of
from curator.ingest.jats_walk import JatsWalk, add_licence
from curator.ingest.xml_trees import attribute, children, find_all, first, local_name

_DATES: Final = ("epub", "epub-ppub", "pub", "ppub", "electronic", "print", "collection", "")
_MARKS: Final = frozenset(("xref", "fn"))
_HISTORY: Final[Mapping[str, str]] = MappingProxyType(
    {"received": "Received", "accepted": "Accepted", "rev-recd": "Revised"}
)


def _meta(front: etree._Element) -> etree._Element:
    found = first(front, "article-meta")
    return front if found is None else found


def _contributors(meta: etree._Element, role: str) -> Iterator[etree._Element]:
    """Names and organisations of one role, in order; without those inside a group's own list."""
    for group in children(meta, "contrib-group"):
        for one in children(group, "contrib"):
            if (attribute(one, "contrib-type") or "author") == role:
                named = next(find_all(one, "name", "string-name", "collab"), None)
                if named is not None:
                    yield named


def _reversed(named: etree._Element) -> str:
    family, given = person(named)
    return f"{family}, {given}" if given else family


def _straight(named: etree._Element) -> str:
    family, given = person(named)
    if attribute(named, "name-style") == "eastern":
        return f"{family} {given}".strip()
    return f"{given} {family}".strip()


def _published(meta: etree._Element) -> str:
    """The first publication as a partial date: the fullest of the best kind."""
    found: list[tuple[int, int, str]] = []
    for one in children(meta, "pub-date"):
        kind = attribute(one, "pub-type") or attribute(one, "publication-format")
        parts = [words_of(first(one, name)) for name in ("year", "month", "day")]
        date = partial_date(*parts)
        if date and attribute(one, "date-type") in ("", "pub"):
            rank = _DATES.index(kind) if kind in _DATES else len(_DATES)
            found.append((-len(date), rank, date))
    return min(found, default=(0, 0, ""))[2]


def _pages(meta: etree._Element) -> str:
    begin, end = words_of(first(meta, "fpage")), words_of(first(meta, "lpage"))
    both = f"{begin}-{end}" if begin and end and begin != end else begin
    return words_of(first(meta, "page-range")) or both or words_of(first(meta, "elocation-id"))


def _ids(meta: etree._Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in children(meta, "article-id"):
        found.setdefault(attribute(one, "pub-id-type"), words_of(one))
    return found


def _pmcid(ids: dict[str, str]) -> str:
    stated = ids.get("pmc") or ids.get("pmcid") or ""
    digits = stated.upper().removeprefix("PMC")
    return f"PMC{digits}" if digits.isdecimal() else ""


def _journal_short(journal: etree._Element | None) -> str:
    if journal is None:
        return ""
    ids = {
        attribute(one, "journal-id-type"): words_of(one) for one in find_all(journal, "journal-id")
    }
    stated = words_of(next(find_all(journal, "abbrev-journal-title"), None))
    return stated or ids.get("iso-abbrev") or ids.get("nlm-ta") or ""


def _abstract(meta: etree._Element) -> str:
    whole = [one for one in children(meta, "abstract") if not attribute(one, "abstract-type")]
    return "\n".join(
        words_of(one) for found in whole[:1] for one in find_all(found, "p") if words_of(one)
    )


def reference_of(article: etree._Element) -> Reference:
    """The article's own record."""
    front = first(article, "front")
    front = article if front is None else front
    meta, journal = _meta(front), first(front, "journal-meta")
    ids, date = _ids(meta), _published(meta)
    publisher = None if journal is None else first(journal, "publisher")
    full = None if journal is None else next(find_all(journal, "journal-title"), None)
    issn = None if journal is None else first(journal, "issn")
    return Reference(
        kind="article-journal",
        title=words_of(first(meta, "title-group", "article-title"), without=_MARKS),
        authors=tuple(_reversed(one) for one in _contributors(meta, "author")),
        editors=tuple(_reversed(one) for one in _contributors(meta, "editor")),
        year=date[:4],
        date=date,
        journal=words_of(full) or _journal_short(journal),
        journal_short=_journal_short(journal),
        volume=words_of(first(meta, "volume")),
        issue=words_of(first(meta, "issue")),
        pages=_pages(meta),
        doi=bare_doi(ids.get("doi", "")),
        pmid=ids["pmid"] if ids.get("pmid", "").isdecimal() else "",
        pmcid=_pmcid(ids),
        issn=words_of(issn),
        publisher=words_of(first(publisher, "publisher-name")),
        place=words_of(first(publisher, "publisher-loc")),
        language=attribute(article, "lang"),
        abstract=_abstract(meta),
        keywords=tuple(words_of(one) for one in find_all(meta, "kwd") if words_of(one)),
        source="jats",
    )


def _title(meta: etree._Element, builder: TextBuilder, hints: Hints) -> None:
    group = first(meta, "title-group")
    if group is None:
        return
    title = first(group, "article-title")
    hints.stand_in("report.title", builder.add("title", words_of(title, without=_MARKS)))
    for name in ("subtitle", "trans-title-group"):
        for one in children(group, name):
            builder.add("heading", words_of(one, without=_MARKS), level=1)


def _people(meta: etree._Element, builder: TextBuilder, hints: Hints) -> None:
    names = [_straight(one) for one in _contributors(meta, "author")]
    block = builder.add("caption", ", ".join(one for one in names if one), name="byline")
    for name in names:
        hints.words_in("report.author", block, words=name)
    gap = "\n\n"
    for one in find_all(meta, "aff"):
        if builder.add("caption", words_of(one), name="affiliation", gap=gap) is not None:
            gap = "\n"


def _history(meta: etree._Element) -> str:
    found = []
    for one in find_all(meta, "date"):
        parts = [words_of(first(one, name)) for name in ("year", "month", "day")]
        date, kind = partial_date(*parts), attribute(one, "date-type")
        if date and kind in _HISTORY:
            found.append(f"{_HISTORY[kind]} {written_date(date)}")
    return "; ".join(found)


def _publication(
    meta: etree._Element, builder: TextBuilder, *, reference: Reference, hints: Hints
) -> None:
    block = builder.add("reference", where_published(reference), name="citation")
    hints.words_in("report.outlet", block, words=reference.journal)
    hints.words_in("report.date", block, words=written_date(reference.date), value=reference.date)
    subjects = [words_of(one) for one in find_all(meta, "subject")]
    builder.add("caption", "; ".join(one for one in subjects if one), name="article type")
    builder.add("caption", _history(meta), name="history")


def _notes(meta: etree._Element, builder: TextBuilder) -> None:
    """Correspondence and remarks on the authors, as printed at the first page's foot."""
    for group in children(meta, "author-notes"):
        for one in children(group):
            if local_name(one) != "title":
                builder.add("footnote", words_of(one))
    for group in children(meta, "funding-group"):
        stated = list(find_all(group, "funding-statement")) or [group]
        for one in stated:
            builder.add("footnote", words_of(one))


def _keywords(meta: etree._Element, builder: TextBuilder) -> None:
    for group in children(meta, "kwd-group"):
        words = [words_of(one) for one in find_all(group, "kwd", "compound-kwd-part")]
        listed = "; ".join(one for one in words if one)
        title = words_of(first(group, "title")).rstrip(":") or "Keywords"
        if listed:
            builder.add("main", f"{title}: {listed}")


def lay_out_front(
    article: etree._Element, builder: TextBuilder, *, reference: Reference, hints: Hints
) -> None:
    """Title, byline, affiliations, where and when published, abstract, keywords."""
    front = first(article, "front")
    if front is None:
        return
    meta = _meta(front)
    _title(meta, builder, hints)
    _people(meta, builder, hints)
    _publication(meta, builder, reference=reference, hints=hints)
    for abstract in children(meta, "abstract", "trans-abstract"):
        JatsWalk(builder).walk(abstract)
    _keywords(meta, builder)
    _notes(meta, builder)
    for one in children(meta, "permissions"):
        add_licence(builder, one)
