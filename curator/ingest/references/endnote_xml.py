"""EndNote's XML, which Bookends and others write too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from curator.domain.exchange.dates import read_date
from curator.domain.exchange.identifiers import doi_of, is_isbn, pmcid_of, pmid_of
from curator.domain.exchange.kinds import kind_named
from curator.domain.exchange.names import name_of
from curator.domain.exchange.tags import one_line
from curator.domain.references import Reference
from curator.ingest.references.articles import Record, articles_of
from curator.ingest.references.xml_fields import Taking, own_text
from curator.ingest.values import NO_OPTIONS, Read, ReadOptions
from curator.ingest.xml_trees import attribute, children, find_all, first, plain_text, read_xml

_LXML: Final = f"lxml {etree.__version__}"
_IN_BOOK: Final = frozenset(("chapter", "paper-conference"))


def read_endnote_xml(
    data: bytes, name: str, *, options: ReadOptions = NO_OPTIONS
) -> Iterator[Read]:
    """Read an EndNote library.

    Raises:
        UnreadableInputError: It is no sound XML.
    """
    root, decoded = read_xml(data, name, encoding=options.encoding)
    records = (Record(_reference(Taking(one)), own_text(one)) for one in find_all(root, "record"))
    yield from articles_of(
        data, decoded, records=records, name=name, key="endnote-xml", libraries=_LXML
    )


def _reference(taking: Taking) -> Reference:
    root = taking.root
    kind = _kind(taking, first(root, "ref-type"))
    titles = first(root, "titles")
    periodical = first(root, "periodical")
    full = first(periodical, "full-title")
    second, short = first(titles, "secondary-title"), first(periodical, "abbr-1")
    is_periodical = kind not in ("book", "report", "thesis")
    journal = taking.take(second if second is not None and is_periodical else full)
    _same(taking, full, journal)
    year, date = _date(taking, first(root, "dates"))
    number = taking.plain(first(root, "isbn"))
    is_book = is_isbn(number)
    return Reference(
        kind=kind,
        title=taking.take(first(titles, "title")),
        authors=_people(taking, first(root, "contributors", "authors")),
        editors=_people(taking, first(root, "contributors", "secondary-authors"))
        if kind in _IN_BOOK
        else _people(taking, first(root, "contributors", "editors")),
        year=year,
        date=date,
        journal=journal,
        journal_short=taking.take(short),
        volume=taking.plain(first(root, "volume")),
        issue=taking.plain(first(root, "number")) or taking.plain(first(root, "issue")),
        pages=taking.plain(first(root, "pages")),
        doi=_doi(taking, root),
        pmid=_pmid(taking, root),
        pmcid=_pmcid(taking, root),
        issn="" if is_book else number,
        isbn=number if is_book else "",
        publisher=taking.plain(first(root, "publisher")),
        place=taking.plain(first(root, "pub-location")),
        language=taking.plain(first(root, "language")),
        url=_url(taking, root),
        abstract=_lines(taking, first(root, "abstract")),
        keywords=tuple(taking.each(find_all(root, "keyword"))),
        notes=tuple(
            words for tag in ("notes", "research-notes")
            if (words := _lines(taking, first(root, tag)))
        ),
        other=taking.left(),
        source="endnote-xml",
    )  # fmt: skip


def _kind(taking: Taking, element: etree._Element | None) -> str:
    if element is None:
        return ""
    kind = kind_named(attribute(element, "name"))
    if attribute(element, "name") == "Journal Article":
        taking.mark(element)
    return kind


def _same(taking: Taking, element: etree._Element | None, words: str) -> None:
    """What says the same again counts as taken."""
    if element is not None and one_line("".join(map(str, element.itertext()))) == words:
        taking.mark(element)


def _people(taking: Taking, element: etree._Element | None) -> tuple[str, ...]:
    if element is None:
        return ()
    return tuple(name_of(name) for name in taking.each(children(element, "author")))


def _date(taking: Taking, element: etree._Element | None) -> tuple[str, str]:
    """The year, and a day or month that stands apart from it."""
    written = first(element, "year")
    words = "" if written is None else one_line("".join(map(str, written.itertext())))
    date, exact = read_date(words)
    if exact:
        taking.mark(written)
    day = first(element, "pub-dates", "date")
    if day is not None:
        finer, whole = read_date(one_line("".join(map(str, day.itertext()))), date[:4])
        if whole and finer[:4] == date[:4]:
            taking.mark(day)
            date = max(date, finer, key=len)
    return date[:4], date if len(date) > 4 else ""


def _doi(taking: Taking, root: etree._Element) -> str:
    element = first(root, "electronic-resource-num")
    doi = doi_of("" if element is None else "".join(map(str, element.itertext())))
    if doi:
        taking.mark(element)
    return doi


def _pmid(taking: Taking, root: etree._Element) -> str:
    """The accession number, where a link to PubMed names the same."""
    element = first(root, "accession-num")
    pmid = pmid_of("" if element is None else plain_text(element))
    links = [plain_text(one).rstrip("/") for one in find_all(root, "url")]
    if not pmid or not any("pubmed" in link and link.endswith(f"/{pmid}") for link in links):
        return ""
    taking.mark(element)
    return pmid


def _pmcid(taking: Taking, root: etree._Element) -> str:
    element = first(root, "custom2")
    pmcid = pmcid_of("" if element is None else "".join(map(str, element.itertext())).strip())
    if pmcid:
        taking.mark(element)
    return pmcid


def _url(taking: Taking, root: etree._Element) -> str:
    """The first link; the others stay in ``other``."""
    for group in ("web-urls", "related-urls", "pdf-urls"):
        element = first(root, "urls", group, "url")
        if element is not None:
            return taking.plain(element)
    return ""


def _lines(taking: Taking, element: etree._Element | None) -> str:
    """Words whose line ends EndNote writes as characters of their own."""
    if element is None:
        return ""
    taking.mark(element)
    raw = "".join(map(str, element.itertext())).replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(one_line(line) for line in raw.split("\n")).strip()
