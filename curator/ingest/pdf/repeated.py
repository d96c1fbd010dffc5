"""What stands at the edge of page after page: headers, footers and page numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from curator.ingest.pdf.columns import BODY, FOOT, HEAD
from curator.ingest.pdf.glyphs import REPLACEMENT
from curator.ingest.pdf.layout import NUMBERS, SIDE, PageLayout, Piece

_NUMBER: Final = re.compile(
    r"^[\W_]*(?i:page|p\.?|seite)?\s*(?:\d{1,5}|[ivxl]{1,7}|[A-Z]{1,2}-?\d{1,4})"
    r"(?:\s*(?:/|of|von)\s*\d{1,5})?[\W_]*$"
)
_DIGITS: Final = re.compile(r"\d+")
_NOT_WORDS: Final = re.compile(r"[\W_]+")
_MARGIN: Final = 0.12
_LONGEST: Final = 300

PAGE_NUMBER, PAGE_HEADER, PAGE_FOOTER = "page number", "page header", "page footer"


def _edge(piece: Piece, page: PageLayout) -> str:
    """``head`` or ``foot`` for what stands in the upper or lower margin, else nothing."""
    if piece.grid is not None or sum(len(line.text) for line in piece.lines) > _LONGEST:
        return ""
    if piece.part in (HEAD, FOOT):
        return piece.part
    if piece.part != BODY:
        return ""
    if piece.bottom < _MARGIN * page.height:
        return HEAD
    return FOOT if piece.top > (1 - _MARGIN) * page.height else ""


def _text(piece: Piece) -> str:
    return " ".join(line.text for line in piece.lines).strip()


def _key(piece: Piece) -> str:
    """Its words, whatever their numbers."""
    return _NOT_WORDS.sub(" ", _DIGITS.sub("0", _text(piece).lower())).strip()


def _seen(pages: Sequence[PageLayout]) -> Mapping[tuple[str, str], int]:
    """On how many pages the same words stand at the same edge."""
    counts: dict[tuple[str, str], int] = {}
    for page in pages:
        keys = {(edge, _key(piece)) for piece in page.pieces if (edge := _edge(piece, page))}
        for key in keys:
            counts[key] = counts.get(key, 0) + 1
    return counts


def _is_meaningless(piece: Piece) -> bool:
    """Whether most of it are characters that its font gives no meaning."""
    text = _text(piece).replace(" ", "")
    strange = sum("\ue000" <= char <= "\uf8ff" or char == REPLACEMENT for char in text)
    return strange > 0.5 * len(text)


def _beside_number(piece: Piece, page: PageLayout) -> bool:
    """Whether a page number stands in the same line."""
    return any(
        other.part == piece.part
        and abs(other.top - piece.top) < 0.5 * piece.size
        and _NUMBER.match(_text(other)) is not None
        for other in page.pieces
        if other is not piece
    )


@dataclass(frozen=True, slots=True)
class _Document:
    """What the pages have in common.

    Attributes:
        first: The first page with text.
        pages: How many there are.
        seen: On how many pages the same words stand at the same edge.
        largest: The largest size in which words stand anywhere: a heading that a header repeats.
    """

    first: PageLayout
    pages: int
    seen: Mapping[tuple[str, str], int]
    largest: Mapping[str, float]


def _furniture(piece: Piece, page: PageLayout, *, document: _Document) -> str:
    """What a curator calls it; empty where it is the article's own text."""
    if piece.part == NUMBERS:
        return NUMBERS
    if _is_meaningless(piece):
        return "characters without meaning"
    if piece.part == SIDE:
        return "margin note" if len(piece.lines) <= 2 else ""
    edge = _edge(piece, page)
    if not edge:
        return ""
    apart = piece.part in (HEAD, FOOT)
    if _NUMBER.match(_text(piece)) and (apart or len(piece.lines) == 1):
        return PAGE_NUMBER
    name = PAGE_HEADER if edge == HEAD else PAGE_FOOTER
    key = _key(piece)
    times = document.seen[edge, key]
    if times >= (2 if apart else 3) or (document.pages == 2 and times == 2):
        return name
    if page is document.first or len(piece.lines) > 1:
        return ""
    repeats = key != "" and document.largest.get(key, 0.0) > 1.1 * piece.size
    return name if repeats or (apart and _beside_number(piece, page)) else ""


def furniture_names(pages: Sequence[PageLayout]) -> Iterator[list[str]]:
    """For each page, for each of its pieces: its name as furniture, or nothing.

    A header is repeated, whatever its numbers, at the same edge: on two pages where it stands apart
    from the text, on three where it does not; or it repeats a heading in smaller type; or it shares
    its line with the page number.  What stands on the first page only is text: the banner of a
    journal's first page names the journal.
    """
    if not pages:
        return
    largest: dict[str, float] = {}
    for page in pages:
        for piece in page.pieces:
            if len(piece.lines) <= 2:
                key = _key(piece)
                largest[key] = max(largest.get(key, 0.0), piece.size)
    document = _Document(pages[0], len(pages), _seen(pages), largest)
    for page in pages:
        yield [_furniture(piece, page, document=document) for piece in page.pieces]
