"""BioC, in XML and in JSON: passages of text with what kind of part of the article each is.

The text is laid out anew: BioC's own offsets count in another one, and so do its annotations.
Source: the BioC DTD, and the kinds that PubMed Central's BioC service writes.  Imported in the
child process only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from curator.domain.errors import UnreadableInputError
from curator.domain.references import Reference
from curator.ingest.building import TextBuilder
from curator.ingest.citations import bare_doi, where_published
from curator.ingest.hinting import Hints
from curator.ingest.jats_walk import table_grid
from curator.ingest.xml_trees import parse_xml

BIOC_READER: Final = "bioc 1"  # goes up when the same bytes would give another body or blocks
ABSTRACT: Final = "Abstract"
_KINDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "ref": "reference",
        "reference": "reference",
        "footnote": "footnote",
        "table_footnote": "footnote",
        "table_foot": "footnote",
        "fig_caption": "caption",
        "fig_title_caption": "caption",
        "fig_title": "caption",
        "table_caption": "caption",
        "table_title_caption": "caption",
        "table_title": "caption",
    }
)
_HEADING: Final = re.compile(r"^(abstract_)?title(?:_([0-9]))?$")
_PMCID: Final = re.compile(r"^PMC[0-9]{1,12}$", re.IGNORECASE)
_PMID: Final = re.compile(r"^[0-9]{1,9}$")
_YEAR: Final = re.compile(r"^[12][0-9]{3}$")


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text and what is said of it (``type``, ``section_type``, ...)."""

    infons: Mapping[str, str]
    text: str

    @property
    def kind(self) -> str:
        return self.infons.get("type", self.infons.get("section", "")).strip().lower()


@dataclass(frozen=True, slots=True)
class Document:
    """An article or abstract as BioC has it; ``annotations`` are how many it comes with."""

    id: str
    infons: Mapping[str, str]
    passages: Sequence[Passage]
    annotations: int


def _names(infons: Mapping[str, str]) -> list[tuple[str, str]]:
    """Family and given names, in the order of their numbers."""
    found: list[tuple[str, str]] = []
    number = 0
    while stated := infons.get(f"name_{number}", ""):
        parts = dict(part.partition(":")[::2] for part in stated.split(";"))
        family = parts.get("surname", "" if "given-names" in parts else stated)
        found.append((family.strip(), parts.get("given-names", "").strip()))
        number += 1
    if not found and infons.get("authors"):
        found = [(one.strip(), "") for one in infons["authors"].split(",") if one.strip()]
    return found


def _pages(infons: Mapping[str, str]) -> str:
    begin, end = infons.get("fpage", ""), infons.get("lpage", "")
    both = f"{begin}-{end}" if begin and end and begin != end else begin
    return both or infons.get("elocation-id", "")


def _cited(passage: Passage) -> str:
    """An entry of the reference list; BioC has its title as text, the rest beside it."""
    infons = passage.infons
    people = ", ".join(f"{family} {given}".strip() for family, given in _names(infons))
    where = where_published(
        Reference(
            journal=infons.get("source", ""),
            year=infons.get("year", ""),
            volume=infons.get("volume", ""),
            issue=infons.get("issue", ""),
            pages=_pages(infons),
            doi=bare_doi(infons.get("pub-id_doi", "")),
            pmid=infons.get("pub-id_pmid", ""),
        )
    )
    parts = [people, passage.text.strip(), where, infons.get("comment", "")]
    return " ".join(p if p.endswith((".", "?", "!")) else f"{p}." for p in parts if p)


def _known(document: Document) -> dict[str, str]:
    """What is said of the article itself: beside the document, and beside its first passage."""
    known: dict[str, str] = {}
    for passage in document.passages[:2]:
        if passage.kind in ("front", "title", "abstract", ""):
            known = {**passage.infons, **known}
    return {**document.infons, **known}


def reference_of(document: Document) -> Reference:
    """The article's own record, as far as BioC tells it."""
    known = _known(document)
    pmcid = next((one for one in (known.get("article-id_pmc", ""), known.get("pmcid", ""),
                                  document.id) if _PMCID.match(one)), "")  # fmt: skip
    pmid = next((one for one in (known.get("article-id_pmid", ""), known.get("pmid", ""),
                                 document.id) if _PMID.match(one)), "")  # fmt: skip
    year = known.get("year", "")
    journal = known.get("journal-title") or known.get("journal", "").partition(";")[0].strip()
    return Reference(
        kind="article-journal",
        title=_title(document),
        authors=tuple(f"{f}, {g}" if g else f for f, g in _names(known)),
        year=year if _YEAR.match(year) else "",
        date=year if _YEAR.match(year) else "",
        journal=journal,
        volume=known.get("volume", ""),
        issue=known.get("issue", ""),
        pages=_pages(known),
        doi=bare_doi(known.get("article-id_doi", "")),
        pmid=pmid,
        pmcid=pmcid.upper(),
        abstract="\n".join(one.text.strip() for one in document.passages if one.kind == "abstract"),
        source="bioc",
    )


def _title(document: Document) -> str:
    for passage in document.passages:
        if passage.kind in ("front", "title") and passage.text.strip():
            return " ".join(passage.text.split()).removesuffix(".")
    return ""


class _Layout:
    """Puts the passages of a document into a text."""

    def __init__(self, document: Document, reference: Reference) -> None:
        self.builder = TextBuilder()
        self.hints = Hints(self.builder)
        self._document = document
        self._reference = reference
        self._seen_title = self._seen_abstract = False

    def run(self) -> None:
        for passage in self._document.passages:
            if passage.kind in ("front", "title") and not self._seen_title:
                self._front(passage)
            elif found := _HEADING.match(passage.kind):
                self._heading(passage, in_abstract=bool(found[1]), level=int(found[2] or 1))
            elif passage.kind == "abstract":
                self._abstract()
                self.builder.add("main", passage.text)
            elif passage.kind == "table":
                self._table(passage)
            else:
                kind = _KINDS.get(passage.kind, "main")
                words = _cited(passage) if kind == "reference" else passage.text
                self.builder.add(kind, words)

    def _front(self, passage: Passage) -> None:
        self._seen_title = True
        known = _known(self._document)
        self.hints.stand_in("report.title", self.builder.add("title", passage.text))
        names = [f"{given} {family}".strip() for family, given in _names(known)]
        byline = self.builder.add("caption", ", ".join(names), name="byline")
        for name in names:
            self.hints.words_in("report.author", byline, words=name)
        cited = self.builder.add("reference", where_published(self._reference), name="citation")
        self.hints.words_in("report.outlet", cited, words=self._reference.journal)
        if self._reference.journal or self._reference.volume:
            self.hints.words_in("report.date", cited, words=self._reference.date)
        if known.get("kwd"):
            self.builder.add("main", f"Keywords: {known['kwd']}")
        self.builder.add("furniture", known.get("license", ""), name="licence")

    def _abstract(self) -> None:
        if not self._seen_abstract:
            self._seen_abstract = True
            self.builder.add("heading", ABSTRACT, level=1)

    def _heading(self, passage: Passage, *, in_abstract: bool, level: int) -> None:
        if in_abstract:
            self._abstract()
        if not (in_abstract and passage.text.strip().lower() == ABSTRACT.lower()):
            depth = max(1, min(level + in_abstract, 6))
            self.builder.add("heading", passage.text, level=depth)

    def _table(self, passage: Passage) -> None:
        """By its own markup, which comes along; else its text as it is."""
        if markup := passage.infons.get("xml", ""):
            try:
                root = parse_xml(markup, "a table")
            except UnreadableInputError:
                # Cut or broken: the same cells stand in the passage's text, tabs between them.
                root = None
            if root is not None and self.builder.grid(table_grid(root).rows) is not None:
                return
        rows = [line.split("\t") for line in passage.text.split("\n")]
        self.builder.table(rows)


def lay_out(document: Document, reference: Reference) -> tuple[TextBuilder, Hints]:
    """The text of a document and what it proposes."""
    layout = _Layout(document, reference)
    layout.run()
    return layout.builder, layout.hints


def said_of_annotations(documents: Sequence[Document]) -> Iterator[str]:
    """One sentence, where there are any."""
    count = sum(document.annotations for document in documents)
    if count:
        words = "1 annotation is" if count == 1 else f"{count:,} annotations are"
        yield f"{words} not imported: they are not a curator's, and count in another text."
