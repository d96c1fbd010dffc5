"""PDF to article: its text layer in reading order, page by page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

import pypdfium2 as pdfium

from curator.domain.errors import UnreadableInputError
from curator.ingest.building import TextBuilder
from curator.ingest.decode import REPLACEMENT, Decoded
from curator.ingest.pdf.annotations import annotation_note, annotations_of
from curator.ingest.pdf.broken_words import Words, words_of
from curator.ingest.pdf.document import opened, page_of
from curator.ingest.pdf.facts import (
    authors_of,
    date_of,
    reference_of,
    shown_title,
    stated_authors,
    title_of,
)
from curator.ingest.pdf.glyphs import has_pictures, page_glyphs
from curator.ingest.pdf.kinds import Kind, Told, kinds_of
from curator.ingest.pdf.layout import NUMBERS, PageLayout, page_layout
from curator.ingest.pdf.repeated import furniture_names
from curator.ingest.texts import assemble
from curator.ingest.values import NO_OPTIONS, FieldHint, Note, ParsedArticle, Read, ReadOptions

READER: Final = "pdf 1"  # goes up when the same bytes would give another body or other blocks
MOST_PAGES: Final = 2_000
MOST_CHARACTERS: Final = 700_000
"""Characters after which no further page is begun: some 200 pages, about 15 seconds."""
LACKS: Final = "text layer"
_GARBAGE: Final = 0.4  # of a page's characters
_LISTED: Final = 12


@dataclass(slots=True)
class _Scan:
    """What the pages gave, by page from 1."""

    layouts: list[tuple[int, PageLayout]] = field(default_factory=list)
    blank: list[int] = field(default_factory=list)
    garbage: list[int] = field(default_factory=list)
    broken: list[int] = field(default_factory=list)
    cut: list[int] = field(default_factory=list)
    marks: list[tuple[int, str, str]] = field(default_factory=list)
    pages: int = 0
    characters: int = 0


def _read_page(page: pdfium.PdfPage, number: int, scan: _Scan) -> None:
    try:
        glyphs = page_glyphs(page)
    except pdfium.PdfiumError:
        scan.broken.append(number)
        return
    scan.marks += [(number, kind, words) for kind, words in annotations_of(page)]
    if glyphs.cut:
        scan.cut.append(number)
    scan.characters += glyphs.count
    if glyphs.count == 0:
        if has_pictures(page):
            scan.blank.append(number)
        return
    if glyphs.unreadable > _GARBAGE * glyphs.count:
        scan.garbage.append(number)
        return
    layout = page_layout(glyphs, first=number == 1)
    pieces = tuple(piece.bare() for piece in layout.pieces)
    scan.layouts.append((number, replace(layout, pieces=pieces)))


def _scan(document: pdfium.PdfDocument) -> _Scan:
    scan = _Scan()
    for index in range(min(len(document), MOST_PAGES)):
        if scan.characters > MOST_CHARACTERS:
            break
        scan.pages = index + 1
        page = page_of(document, index)
        if page is None:
            scan.broken.append(index + 1)
            continue
        try:
            _read_page(page, index + 1, scan)
        finally:
            page.close()
    return scan


def _told(scan: _Scan, words: Words) -> list[Told]:
    names = furniture_names([layout for _, layout in scan.layouts])
    told = []
    for (number, layout), furniture in zip(scan.layouts, names, strict=True):
        for piece, name in zip(layout.pieces, furniture, strict=True):
            text = piece.ink(words).text.strip()
            told.append(Told(number, piece, " ".join(text.split(" ")), name))
    return told


def _add(builder: TextBuilder, one: Told, kind: Kind) -> int:
    """Add a block; where it starts, or -1."""
    grid = one.piece.grid
    if grid is not None and kind.kind == "table":
        rows = [[cell.text for cell in row] for row in grid.rows]
        block = builder.table(rows, headers=grid.headers, name=kind.name, page=one.page)
    else:
        block = builder.add(kind.kind, one.text, name=kind.name, page=one.page, level=kind.level)
    return -1 if block is None else block.start


def _document_words(scan: _Scan) -> Words:
    lines = (
        line.text for _, layout in scan.layouts for piece in layout.pieces for line in piece.lines
    )
    return words_of(lines)


def _hints(
    builder: TextBuilder, lines: Mapping[int, Sequence[str]], facts: Mapping[str, str]
) -> list[FieldHint]:
    body, blocks = builder.body, builder.blocks
    title = title_of(body, blocks)
    authors = authors_of(body, blocks, lines=lines)
    if not authors:
        authors = stated_authors(body, blocks, stated=facts.get("Author", ""))
    date = date_of(body, blocks)
    return [*filter(None, (title,)), *authors, *filter(None, (date,))]


def _article(data: bytes, scan: _Scan, *, pages: int, facts: Mapping[str, str]) -> ParsedArticle:
    told = _told(scan, _document_words(scan))
    builder = TextBuilder()
    lines: dict[int, Sequence[str]] = {}
    for one, kind in zip(told, kinds_of(told), strict=True):
        start = _add(builder, one, kind)
        if start >= 0 and one.page == 1 and one.piece.part != NUMBERS:
            lines[start] = [line.text for line in one.piece.lines]
    body = builder.body
    hints = _hints(builder, lines, facts)
    title = next((one.value for one in hints if one.field == "report.title"), "")
    made_by = {"reader": READER, "pypdfium2": str(pdfium.PYPDFIUM_INFO), "pages": str(pages)}
    if not body:
        made_by["lacks"] = LACKS
    article = assemble(
        data,
        Decoded(body, "", body.count(REPLACEMENT), 0),
        media_type="application/pdf",
        body=body,
        blocks=builder.blocks,
        title=title or shown_title(facts.get("Title", "")),
        hints=hints,
        made_by=made_by,
    )
    return replace(article, reference=reference_of(body, builder.blocks, title=title))


def _listed(numbers: Sequence[int]) -> str:
    """In words: page 4; pages 1 to 3, 7."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    words = [str(a) if a == z else f"{a} to {z}" for a, z in spans[:_LISTED]]
    more = ", ..." if len(spans) > _LISTED else ""
    return f"{'page' if len(numbers) == 1 else 'pages'} {', '.join(words)}{more}"


def _notes(scan: _Scan, *, total: int) -> Iterator[Note]:
    nothing = not scan.layouts
    if scan.broken:
        yield Note(f"The PDF is damaged: {_listed(scan.broken)} of {total} cannot be read.")
    if scan.garbage:
        yield Note(
            f"The text layer of {_listed(scan.garbage)} is not text: its fonts do not say which "
            f"characters they show. Nothing was taken from there; the page image shows it."
        )
    if nothing and not scan.garbage:
        why = "scanned, or only pictures" if scan.blank else "its pages are empty"
        yield Note(f"The PDF has no text layer ({why}).")
    elif scan.blank:
        have = "has" if len(scan.blank) == 1 else "have"
        where = _listed(scan.blank).capitalize()
        yield Note(f"{where} {have} no text layer (scanned, or only pictures).")
    if scan.cut:
        yield Note(f"Only the first part of {_listed(scan.cut)} was read: there is too much on it.")
    if scan.pages < total:
        yield Note(
            f"Only the first {scan.pages:,} of its {total:,} pages were read: it is too long."
        )
    if said := annotation_note(scan.marks):
        yield Note(said)


def _properties(document: pdfium.PdfDocument) -> Mapping[str, Any]:
    try:
        return dict(document.get_metadata_dict(skip_empty=True))
    except (pdfium.PdfiumError, UnicodeDecodeError):
        return {}


def read_pdf(data: bytes, name: str, *, options: ReadOptions = NO_OPTIONS) -> Iterator[Read]:
    """Read a PDF.

    One without a text layer is an article with an empty body, and says so.

    Raises:
        PasswordNeededError: It is encrypted, and ``options.password`` is missing or wrong.
        UnreadableInputError: None of its pages can be read.
    """
    with opened(data, name, password=options.password) as document:
        total = len(document)
        facts = _properties(document)
        scan = _scan(document)
    if len(scan.broken) == scan.pages:
        raise UnreadableInputError(
            f"{name} is damaged: none of its pages can be read.",
            hint="Get the file again from its source, or print it to a new PDF and import that.",
        )
    yield _article(data, scan, pages=total, facts=facts)
    yield from _notes(scan, total=total)
