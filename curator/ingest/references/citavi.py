"""Citavi's backups: a ZIP archive with one XML file, whose records point to people and journals."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from lxml import etree

from curator.domain.errors import UnreadableInputError
from curator.domain.exchange.dates import read_date
from curator.domain.exchange.identifiers import doi_of, pmcid_of, pmid_of
from curator.domain.exchange.kinds import kind_named
from curator.domain.exchange.tags import one_line
from curator.domain.references import Reference
from curator.ingest.references.articles import Record, articles_of
from curator.ingest.references.xml_fields import Taking, own_text
from curator.ingest.values import NO_OPTIONS, Read, ReadOptions
from curator.ingest.xml_trees import children, find_all, first, plain_text, read_xml
from curator.ingest.zips import guarded_zip, read_member

_LXML: Final = f"lxml {etree.__version__}"
_MARKS: Final = ("<os>", "</os>", "<ps>", "</ps>")
# How Citavi shows and finds its records, not what they are about.
_SILENT: Final = frozenset(
    "AbstractIsComplex AbstractSourceTextFormat AbstractFormatted CitationKeyUpdateType "
    "CoverPath DateForSorting EvaluationIsComplex EvaluationSourceTextFormat "
    "EvaluationFormatted HasLabel1 HasLabel2 PreviewBehaviour ShortTitleUpdateType "
    "TableOfContentsIsComplex TableOfContentsSourceTextFormat TableOfContentsFormatted "
    "PageRangeNumber PageRange PageCount".split()
)


def read_citavi(data: bytes, name: str, *, options: ReadOptions = NO_OPTIONS) -> Iterator[Read]:
    """Read a Citavi project's backup, or its XML.

    Raises:
        UnreadableInputError: It is no such archive, or its XML is not sound.
    """
    xml = _unpacked(data, name) if data.startswith(b"PK") else data
    root, decoded = read_xml(xml, name, encoding=options.encoding)
    if first(root, "References") is None:
        raise UnreadableInputError(
            f"{name} is no Citavi project: it has no list of references.",
            hint="Export the project from Citavi as RIS and import that.",
        )
    project = _Project(root)
    records = (project.record(one) for one in children(first(root, "References"), "Reference"))  # type: ignore[arg-type]
    yield from articles_of(data, decoded, records=records, name=name, key="citavi", libraries=_LXML)


def _unpacked(data: bytes, name: str) -> bytes:
    with guarded_zip(data, name) as archive:
        for info in archive.infolist():
            if info.filename.lower().endswith(".xml"):
                return read_member(archive, info)
    raise UnreadableInputError(
        f"{name} holds no XML file.",
        hint="Export the project from Citavi as RIS and import that.",
    )


class _Project:
    """What records point to, by id."""

    def __init__(self, root: etree._Element) -> None:
        self._root = root
        self._people = {
            one.get("id", ""): _person(one) for one in self._entries("Persons", "Person")
        }
        self._keywords = self._named("Keywords", "Keyword")
        self._publishers = self._named("Publishers", "Publisher")
        self._series = self._named("SeriesTitles", "SeriesTitle")
        self._periodicals = {
            one.get("id", ""): one for one in self._entries("Periodicals", "Periodical")
        }
        self._links = {
            name: self._one_to_many(name)
            for name in (
                "ReferenceAuthors", "ReferenceEditors", "ReferenceOrganizations",
                "ReferenceCollaborators", "ReferenceKeywords", "ReferencePublishers",
            )
        }  # fmt: skip
        self._notes: dict[str, list[str]] = {}
        for one in self._entries("KnowledgeItems", "KnowledgeItem"):
            if note := _quotation(one):
                self._notes.setdefault(plain_text(first(one, "ReferenceID")), []).append(note)
        self._parents = {
            child: parent
            for parent, all_children in self._one_to_many("ReferenceReferences").items()
            for child in all_children
        }
        self._titles = {
            one.get("id", ""): plain_text(first(one, "Title"))
            for one in self._entries("References", "Reference")
        }

    def _entries(self, group: str, name: str) -> Iterator[etree._Element]:
        found = first(self._root, group)
        return iter(()) if found is None else children(found, name)

    def _named(self, group: str, name: str) -> Mapping[str, str]:
        return {
            one.get("id", ""): plain_text(first(one, "Name")) for one in self._entries(group, name)
        }

    def _one_to_many(self, group: str) -> dict[str, list[str]]:
        """``first;second;third``: the first has the others."""
        links: dict[str, list[str]] = {}
        for one in self._entries(group, "OnetoN"):
            head, *rest = plain_text(one).split(";")
            links.setdefault(head, []).extend(rest)
        return links

    def _of(self, group: str, key: str, names: Mapping[str, str]) -> tuple[str, ...]:
        found = (names.get(one, "") for one in self._links[group].get(key, ()))
        return tuple(name for name in found if name)

    def record(self, element: etree._Element) -> Record:
        return Record(self._reference(Taking(element), element.get("id", "")), own_text(element))

    def _reference(self, taking: Taking, key: str) -> Reference:
        root = taking.root
        kind = _kind(taking, first(root, "ReferenceType"))
        year, date = _date(taking, root)
        periodical = self._periodical(taking, root)
        series = self._series.get(taking.plain(first(root, "SeriesTitleID")), "")
        parent = self._titles.get(self._parents.get(key, ""), "")
        authors = self._of("ReferenceAuthors", key, self._people)
        groups = self._of("ReferenceOrganizations", key, self._people)
        notes = [words for name in ("Notes", "Evaluation") if (words := _words(taking, name))]
        reference = Reference(
            kind=kind,
            title=_title(taking, root),
            authors=authors or groups,
            editors=self._of("ReferenceEditors", key, self._people),
            year=year,
            date=date,
            journal=plain_text(first(periodical, "Name")) or parent,
            journal_short=plain_text(first(periodical, "StandardAbbreviation")),
            volume=taking.plain(first(root, "Volume")),
            issue=taking.plain(first(root, "Number")),
            pages=_pages(root),
            doi=_id(taking, "DOI", doi_of),
            pmid=_id(taking, "PubMedID", pmid_of),
            pmcid=_id(taking, "PMCID", pmcid_of),
            issn=plain_text(first(periodical, "ISSN")),
            isbn=taking.plain(first(root, "ISBN")),
            publisher="; ".join(self._of("ReferencePublishers", key, self._publishers)),
            place=taking.plain(first(root, "PlaceOfPublication")),
            language=taking.plain(first(root, "Language")),
            url=taking.plain(first(root, "OnlineAddress")),
            abstract=_words(taking, "Abstract"),
            keywords=self._of("ReferenceKeywords", key, self._keywords),
            notes=(*notes, *self._notes.get(key, ())),
            other=(
                *(("SeriesTitle", name) for name in [series] if name),
                *(("Organization", name) for name in groups if authors),
                *(("Collaborator", name)
                  for name in self._of("ReferenceCollaborators", key, self._people)),
                *_left(taking),
            ),
            source="citavi",
        )  # fmt: skip
        return reference

    def _periodical(self, taking: Taking, root: etree._Element) -> etree._Element | None:
        return self._periodicals.get(taking.plain(first(root, "PeriodicalID")))


def _person(element: etree._Element) -> str:
    names = [plain_text(first(element, name)) for name in ("FirstName", "MiddleName")]
    given = " ".join(name for name in names if name)
    family = [plain_text(first(element, name)) for name in ("Prefix", "LastName")]
    last = " ".join(name for name in family if name)
    suffix = plain_text(first(element, "Suffix"))
    return ", ".join(part for part in (last, given, suffix) if part)


def _quotation(element: etree._Element) -> str:
    """Its heading and its words, in two paragraphs."""
    parts = []
    for name in ("CoreStatement", "Text"):
        found = first(element, name)
        if found is not None and (words := "".join(map(str, found.itertext())).strip()):
            parts.append(words.replace("\r\n", "\n").replace("\r", "\n"))
    return "\n\n".join(parts)


def _kind(taking: Taking, element: etree._Element | None) -> str:
    written = plain_text(element)
    kind = kind_named(written)
    if written in ("JournalArticle", "Journal Article", "Book") and element is not None:
        taking.mark(element)
    return kind


def _title(taking: Taking, root: etree._Element) -> str:
    return taking.plain(first(root, "Title"))


def _words(taking: Taking, name: str) -> str:
    element = first(taking.root, name)
    if element is None:
        return ""
    taking.mark(element)
    raw = "".join(map(str, element.itertext())).replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(one_line(line) for line in raw.split("\n")).strip()


def _date(taking: Taking, root: etree._Element) -> tuple[str, str]:
    found = ("", "")
    for name in ("Date", "Year"):
        element = first(root, name)
        date, exact = read_date(plain_text(element))
        if date and exact:
            taking.mark(element)
        if date and not found[0]:
            found = (date[:4], date if len(date) > 4 else "")
    return found


def _pages(root: etree._Element) -> str:
    """The original string of the page range: ``<os>507–528</os>`` as text; else the page count."""
    for name in ("PageRange", "PageCount"):
        element = first(root, name)
        raw = "" if element is None else "".join(map(str, element.itertext()))
        for start, end in zip(_MARKS[::2], _MARKS[1::2], strict=True):
            if start in raw and end in raw:
                return one_line(raw.rpartition(start)[2].partition(end)[0]).replace("–", "-")
        below = next(find_all(element, "os"), None) if element is not None else None
        if below is not None:
            return plain_text(below).replace("–", "-")
        if name == "PageCount" and raw.strip():
            return one_line(raw)
    return ""


def _id(taking: Taking, name: str, read: Callable[[str], str]) -> str:
    element = first(taking.root, name)
    value = read(plain_text(element))
    if value:
        taking.mark(element)
    return value


def _left(taking: Taking) -> tuple[tuple[str, str], ...]:
    for name in _SILENT:
        taking.mark(first(taking.root, name))
    return taking.left()
