"""EPUB books: the chapters in the order of their spine, each read as the page that it is.

Source: EPUB 3.3 and OPF 2.0.  Imported in the child process only: it needs lxml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from lxml import etree

from curator.domain.errors import UnreadableInputError
from curator.domain.references import Reference
from curator.ingest.article_blocks import with_references
from curator.ingest.building import GAP, TableCell, TextBuilder
from curator.ingest.citations import partial_date
from curator.ingest.decode import decode
from curator.ingest.hinting import Hints
from curator.ingest.html_walk import Piece, read_page
from curator.ingest.markup import declared_charset, strip_markup
from curator.ingest.packages import Package, part_beside
from curator.ingest.structured import article_of_blocks
from curator.ingest.values import NO_OPTIONS, Note, Read, ReadOptions
from curator.ingest.xml_trees import attribute, find_all, first, plain_text

EPUB_READER: Final = "epub 1"  # goes up when the same bytes would give another body or blocks
_MEDIA_TYPE: Final = "application/epub+zip"
_DEEPEST: Final = 2_000  # nesting, beyond which text would be lost
_PAGES: Final = frozenset(("application/xhtml+xml", "text/html", "application/x-dtbook+xml"))
# Fonts are scrambled by these two in books that are free to read.
_HARMLESS: Final = frozenset(
    ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
)
_SELF_CLOSED: Final = re.compile(
    r"<(script|style|title|a|div|span|p|td|th|li|i|b|em|strong|sup|sub|h[1-6])\b([^<>]*)/>",
    re.IGNORECASE,
)
_FRONT: Final = 40  # blocks in which a book says its title, authors and publisher
_NAMELESS: Final = frozenset(("untitled", "unknown", "no title", "title"))
_ISBN: Final = re.compile(r"(?:isbn:?\s*)?([0-9][0-9-]{8,15}[0-9Xx])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Chapter:
    """A part of the spine; the table of contents is furniture."""

    part: str
    contents: bool


def _refuse_protected(package: Package) -> None:
    rights = package.tree_of("META-INF/encryption.xml")
    methods = () if rights is None else find_all(rights, "EncryptionMethod")
    if any(attribute(one, "Algorithm") not in _HARMLESS for one in methods):
        raise UnreadableInputError(
            f"{package.name} is protected against copying, so that its text cannot be read.",
            hint="Ask its publisher for a version without protection, or for a PDF.",
        )


def _opf(package: Package) -> tuple[str, etree._Element]:
    container = package.needed("META-INF/container.xml")
    for one in find_all(container, "rootfile"):
        part = attribute(one, "full-path")
        if part:
            return part, package.needed(part)
    raise UnreadableInputError(
        f"{package.name} is damaged: it does not say which of its parts is the book.",
        hint="Fetch it again from where it came from.",
    )


def _chapters(opf: etree._Element, part: str) -> list[_Chapter]:
    items: dict[str, etree._Element] = {}
    for one in find_all(opf, "item"):
        items.setdefault(attribute(one, "id"), one)
    found: list[_Chapter] = []
    for reference in find_all(opf, "itemref"):
        item = items.get(attribute(reference, "idref"))
        if item is None or attribute(item, "media-type").lower() not in _PAGES:
            continue
        chapter = part_beside(part, attribute(item, "href"))
        contents = "nav" in attribute(item, "properties").split()
        if all(known.part != chapter for known in found[-50:]):
            found.append(_Chapter(chapter, contents))
    return found


def _pieces(data: bytes) -> Sequence[Piece]:
    # As XHTML has it <script/> is closed; as HTML has it, all that follows would be a script.
    text = _SELF_CLOSED.sub(r"<\1\2></\1>", decode(data, declared_charset(data)).text)
    page = read_page(text)
    if page is None or page.depth >= _DEEPEST:
        return [Piece(line, "main", 0, True) for line in strip_markup(text)]
    return page.pieces


def _row(piece: Piece) -> list[TableCell | None]:
    places: list[TableCell | None] = [None] * (1 + max((c[0] for c in piece.cells), default=-1))
    for column, start, end, header in piece.cells:
        places[column] = TableCell(piece.text[start:end], header)
    return places


def add_pieces(builder: TextBuilder, pieces: Sequence[Piece]) -> None:
    """Put the pieces of a page into a text, each by its kind."""
    for table, group in groupby(pieces, key=lambda piece: piece.table):
        if table:
            builder.grid([_row(piece) for piece in group])
            continue
        for piece in group:
            gap = GAP if piece.loose else "\n"
            builder.add(piece.kind, piece.text, level=piece.level, gap=gap)


def _stated(opf: etree._Element, name: str) -> list[str]:
    metadata = first(opf, "metadata")
    if metadata is None:
        return []
    found = (plain_text(one) for one in find_all(metadata, name))
    return [words for words in found if words]


def _title(opf: etree._Element) -> str:
    """What the book calls itself, unless that is no name but what its maker left there."""
    title = next(iter(_stated(opf, "title")), "")
    return "" if title.casefold() in _NAMELESS else title


def _reference(opf: etree._Element) -> Reference:
    """The book's own record."""
    metadata = first(opf, "metadata")
    people = [] if metadata is None else list(find_all(metadata, "creator"))
    names = [attribute(one, "file-as") or plain_text(one) for one in people]
    date = partial_date(*(next(iter(_stated(opf, "date")), "")[:10].split("-")[:3]))
    numbers = (_ISBN.search(words) for words in _stated(opf, "identifier"))
    return Reference(
        kind="book",
        title=_title(opf),
        authors=tuple(name for name in names if name),
        year=date[:4],
        date=date,
        publisher=next(iter(_stated(opf, "publisher")), ""),
        language=next(iter(_stated(opf, "language")), ""),
        isbn=next((found[1] for found in numbers if found), ""),
        keywords=tuple(_stated(opf, "subject")),
        source="epub",
    )


def _propose(opf: etree._Element, builder: TextBuilder, hints: Hints) -> None:
    """What the book says of itself, where its first pages say it in the same words."""
    body = builder.body
    title = _title(opf)
    for at, block in enumerate(builder.blocks[:_FRONT]):
        if title and body[block.start : block.end].lower() == title.lower():
            builder.blocks[at] = replace(block, kind="title", level=0)
            hints.stand_in("report.title", builder.blocks[at])
            break
    for field, name in (("report.author", "creator"), ("report.outlet", "publisher")):
        for words in _stated(opf, name):
            for block in builder.blocks[:_FRONT]:
                if len(words) > 3 and words in body[block.start : block.end]:
                    hints.words_in(field, block, words=words)
                    break


def _lay_out(
    package: Package, chapters: Sequence[_Chapter], builder: TextBuilder
) -> Iterator[Note]:
    for chapter in chapters:
        data = package.bytes_of(chapter.part)
        if data is None:
            yield Note(f"The part {chapter.part} is missing in {package.name}.")
        elif chapter.contents:
            words = "\n".join(piece.text for piece in _pieces(data))
            builder.add("furniture", words, name="contents")
        else:
            add_pieces(builder, _pieces(data))


def read_epub(data: bytes, name: str, *, options: ReadOptions = NO_OPTIONS) -> Iterator[Read]:  # noqa: ARG001
    """Read a book as one article; its table of contents is furniture.

    Raises:
        UnreadableInputError: It is damaged, hostile, protected, or has no text.
    """
    package = Package(data, name)
    _refuse_protected(package)
    part, opf = _opf(package)
    builder = TextBuilder()
    notes = list(_lay_out(package, _chapters(opf, part), builder))
    hints = Hints(builder)
    _propose(opf, builder, hints)
    builder.blocks[:] = with_references(builder.blocks, builder.body)
    yield article_of_blocks(
        data,
        builder,
        name=name,
        media_type=_MEDIA_TYPE,
        reader=EPUB_READER,
        hints=hints,
        reference=_reference(opf),
        title=_title(opf),
    )
    yield from notes
