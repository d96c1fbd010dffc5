"""PubMed's XML: sets, single articles and books."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from curator.domain.exchange.dates import read_date
from curator.domain.exchange.identifiers import doi_of, pmcid_of, pmid_of
from curator.domain.exchange.kinds import kind_named
from curator.domain.exchange.names import name_of
from curator.domain.references import Reference
from curator.ingest.citations import partial_date
from curator.ingest.references.articles import Record, articles_of
from curator.ingest.references.medline import without_stop
from curator.ingest.references.xml_fields import Taking, own_text
from curator.ingest.values import NO_OPTIONS, Read, ReadOptions
from curator.ingest.xml_trees import attribute, children, find_all, first, local_name, read_xml

_LXML: Final = f"lxml {etree.__version__}"
_RECORDS: Final = ("PubmedArticle", "PubmedBookArticle", "MedlineCitation")
_OUTER: Final = frozenset(("PubmedArticle", "PubmedBookArticle"))


def read_pubmed_xml(data: bytes, name: str, *, options: ReadOptions = NO_OPTIONS) -> Iterator[Read]:
    """Read a set of PubMed records.

    Raises:
        UnreadableInputError: It is no sound XML.
    """
    root, decoded = read_xml(data, name, encoding=options.encoding)
    records = map(_record, _records(root))
    yield from articles_of(
        data, decoded, records=records, name=name, key="pubmed-xml", libraries=_LXML
    )


def _records(root: etree._Element) -> Iterator[etree._Element]:
    for one in find_all(root, *_RECORDS):
        parent = one.getparent()
        if parent is None or local_name(parent) not in _OUTER:
            yield one


def _record(element: etree._Element) -> Record:
    is_book = local_name(element) == "PubmedBookArticle"
    reference = _book(Taking(element)) if is_book else _article(Taking(element))
    return Record(reference, own_text(element))


def _article(taking: Taking) -> Reference:
    root = taking.root
    citation = root if local_name(root) == "MedlineCitation" else first(root, "MedlineCitation")
    article, journal = first(citation, "Article"), first(citation, "Article", "Journal")
    issue = first(journal, "JournalIssue")
    year, date = _date(taking, first(issue, "PubDate"))
    ids = _ids(taking, root)
    title = without_stop(taking.take(first(article, "ArticleTitle")))
    return Reference(
        kind=_kind(taking, article) or "article-journal",
        title=title or taking.take(first(article, "VernacularTitle")),
        authors=_people(taking, first(article, "AuthorList")),
        year=year,
        date=date,
        journal=taking.take(first(journal, "Title")),
        journal_short=_short(taking, citation, journal),
        volume=taking.plain(first(issue, "Volume")),
        issue=taking.plain(first(issue, "Issue")),
        pages=_pages(taking, first(article, "Pagination")),
        doi=ids.get("doi", ""),
        pmid=ids.get("pubmed", ""),
        pmcid=ids.get("pmc", ""),
        issn=taking.plain(first(journal, "ISSN")),
        language=taking.plain(first(article, "Language")),
        abstract=_abstract(taking, first(article, "Abstract")),
        keywords=_keywords(taking, citation),
        other=taking.left(),
        source="pubmed-xml",
    )


def _book(taking: Taking) -> Reference:
    document = first(taking.root, "BookDocument")
    book = first(document, "Book")
    year, date = _date(taking, first(book, "PubDate"))
    ids = _ids(taking, taking.root)
    title = taking.take(first(book, "BookTitle"))
    chapter = taking.take(first(document, "ArticleTitle"))
    lists = {
        attribute(one, "Type"): _people(taking, one)
        for one in (*_below(book, "AuthorList"), *_below(document, "AuthorList"))
    }
    return Reference(
        kind="chapter" if chapter else "book",
        title=chapter or title,
        authors=lists.get("authors") or lists.get("", ()),
        editors=lists.get("editors", ()),
        year=year,
        date=date,
        journal=title if chapter else "",
        volume=taking.plain(first(book, "Volume")),
        pages=_pages(taking, first(document, "Pagination")),
        doi=ids.get("doi", ""),
        pmid=ids.get("pubmed", ""),
        pmcid=ids.get("pmc", ""),
        isbn=taking.plain(first(book, "Isbn")),
        publisher=taking.plain(first(book, "Publisher", "PublisherName")),
        place=taking.plain(first(book, "Publisher", "PublisherLocation")),
        language=taking.plain(first(document, "Language")),
        abstract=_abstract(taking, first(document, "Abstract")),
        keywords=_keywords(taking, document),
        other=taking.left(),
        source="pubmed-xml",
    )


def _below(element: etree._Element | None, name: str) -> list[etree._Element]:
    return [] if element is None else list(children(element, name))


def _kind(taking: Taking, article: etree._Element | None) -> str:
    types = first(article, "PublicationTypeList")
    for one in _below(types, "PublicationType"):
        if kind := kind_named("".join(map(str, one.itertext()))):
            if (one.text or "") == "Journal Article":
                taking.mark(one)
            return kind
    return ""


def _ids(taking: Taking, root: etree._Element) -> dict[str, str]:
    """DOI, PMID and PMCID, each with all places where it stands."""
    found: dict[str, str] = {}
    readers = {"doi": doi_of, "pubmed": pmid_of, "pmc": pmcid_of}
    for one in _id_elements(root):
        name = local_name(one)
        kind = "pubmed" if name == "PMID" else attribute(one, "IdType") or attribute(one, "EIdType")
        value = readers[kind](one.text or "") if kind in readers else ""
        if value and found.setdefault(kind, value) == value:
            taking.mark(one)
    return found


def _id_elements(root: etree._Element) -> Iterator[etree._Element]:
    """The record's own; those of the works that it cites or corrects stand deeper."""
    citation = root if local_name(root) == "MedlineCitation" else first(root, "MedlineCitation")
    yield from _below(citation, "PMID")
    yield from _below(first(root, "PubmedData", "ArticleIdList"), "ArticleId")
    yield from _below(first(citation, "Article"), "ELocationID")
    document = first(root, "BookDocument")
    yield from _below(document, "PMID")
    yield from _below(first(document, "ArticleIdList"), "ArticleId")
    yield from _below(first(root, "PubmedBookData", "ArticleIdList"), "ArticleId")


def _date(taking: Taking, element: etree._Element | None) -> tuple[str, str]:
    """Of ``PubDate``: year, month and day, or words in ``MedlineDate``."""
    if element is None:
        return "", ""
    parts = {local_name(child): child for child in children(element)}
    texts = {name: (child.text or "").strip() for name, child in parts.items()}
    words = texts.get("MedlineDate", "")
    date, exact = read_date(words)
    if exact:
        taking.mark(parts["MedlineDate"])
    date = partial_date(texts.get("Year", ""), texts.get("Month", ""), texts.get("Day", "")) or date
    for name, places in (("Year", 4), ("Month", 7), ("Day", 10)):
        if len(date) >= places and name in parts:
            taking.mark(parts[name])
    return date[:4], date if len(date) > 4 else ""


def _people(taking: Taking, element: etree._Element | None) -> tuple[str, ...]:
    people: list[str] = []
    for author in _below(element, "Author"):
        group = taking.take(first(author, "CollectiveName"))
        family = taking.take(first(author, "LastName"))
        given = taking.take(first(author, "ForeName"))
        initials = first(author, "Initials")
        if given:
            taking.mark(initials)
        parts = (family, given or taking.plain(initials), taking.plain(first(author, "Suffix")))
        name = group or name_of(", ".join(part for part in parts if part))
        if name:
            people.append(name)
    return tuple(people)


def _short(taking: Taking, citation: etree._Element | None, journal: etree._Element | None) -> str:
    """The ISO abbreviation; Medline's own goes with it where only full stops part them."""
    iso = taking.plain(first(journal, "ISOAbbreviation"))
    medline = first(citation, "MedlineJournalInfo", "MedlineTA")
    words = "" if medline is None else (medline.text or "").strip()
    if not iso or words.replace(".", "") == iso.replace(".", ""):
        taking.mark(medline)
    return iso or words


def _pages(taking: Taking, element: etree._Element | None) -> str:
    whole = taking.plain(first(element, "MedlinePgn"))
    start, end = first(element, "StartPage"), first(element, "EndPage")
    if whole:
        if start is not None and whole.startswith((start.text or "").strip()):
            taking.mark(start)
            taking.mark(end)
        return whole
    return "-".join(page for page in (taking.plain(start), taking.plain(end)) if page)


def _abstract(taking: Taking, element: etree._Element | None) -> str:
    """Parts a line each, the label in front."""
    lines: list[str] = []
    for part in _below(element, "AbstractText"):
        label, words = attribute(part, "Label").strip(), taking.take(part)
        if words:
            lines.append(f"{label}: {words}" if label and label != "UNLABELLED" else words)
    return "\n".join(lines)


def _keywords(taking: Taking, citation: etree._Element | None) -> tuple[str, ...]:
    """Author keywords as they are, MeSH as ``Descriptor/qualifier``, major ones with ``*``."""
    words: list[str] = []
    for heading in _below(first(citation, "MeshHeadingList"), "MeshHeading"):
        taking.mark(heading)
        parts = [
            ("*" if attribute(one, "MajorTopicYN") == "Y" else "")
            + "".join(map(str, one.itertext()))
            for one in children(heading, "DescriptorName", "QualifierName")
        ]
        words.append("/".join(part.strip() for part in parts))
    for group in _below(citation, "KeywordList"):
        words += taking.each(children(group, "Keyword"))
    return tuple(word for word in words if word)
