"""What each piece of a document is: title, heading, caption, reference, list, footnote, text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from curator.ingest.pdf.columns import FOOT
from curator.ingest.pdf.layout import Piece
from curator.ingest.pdf.paragraphs import CAPTION_MARK, ENTRY_MARK, LEADERS, LIST_MARK

_NUMBERED: Final = re.compile(
    r"^(?:(?P<depth>\d{1,2}(?:\.\d{1,2}){0,3})\.?|(?:[IVX]{1,5}|[A-H])\.)\s+(?=[^\W\d_])"
)
_FIRST_LEVEL: Final = re.compile(
    r"^(?:abstract|summary|introduction|background|(?:materials? and |patients and )?methods?|"
    r"(?:experimental|study) (?:procedures?|design)|results?(?: and discussion)?|discussion|"
    r"conclusions?|references|bibliography|literature(?: cited)?|works cited|"
    r"references and notes|acknowledge?ments?|funding|appendix|limitations|keywords|"
    r"conflicts? of interests?|competing interests?|data availability|author contributions|"
    r"supplement(?:ary|al) (?:materials?|information)|related works?)\s*:?$",
    re.IGNORECASE,
)
_REFERENCES: Final = re.compile(
    r"^(?:references?(?: and notes)?|reference list|bibliography|literature(?: cited)?|"
    r"works cited|literaturverzeichnis)\s*:?$",
    re.IGNORECASE,
)
_FOOTNOTE: Final = re.compile(r"^(?:[¹²³⁴⁵⁶⁷⁸⁹⁰*∗†‡§¶]|\^\()")
_HEADING_CHARS: Final = 160
_SMALL_WORD: Final = re.compile(r"(?<![\w-])(?!(?:and|der|von|van|den|bin|for|the)\b)[a-zß-ÿ]{3,}")
_LEVELS: Final = 6
_PARAGRAPH: Final = 250  # characters, more than a line of authors or their addresses


@dataclass(frozen=True, slots=True)
class Kind:
    """A block's kind, name and level."""

    kind: str
    name: str = ""
    level: int = 0


@dataclass(frozen=True, slots=True)
class Measures:
    """What a document's text looks like: its most common size, whether that is bold, its title."""

    size: float
    bold: bool
    title: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Told:
    """A piece with the text that the document's words made of it."""

    page: int
    piece: Piece
    text: str
    furniture: str


def measures(pieces: Sequence[Told]) -> Measures:
    """Measure a document, by characters."""
    sizes: dict[float, int] = {}
    bold = 0
    for one in pieces:
        if one.furniture or one.piece.grid:
            continue
        key = round(one.piece.size * 2) / 2
        sizes[key] = sizes.get(key, 0) + len(one.text)
        bold += len(one.text) if one.piece.bold else 0
    size = max(sizes, key=lambda one: sizes[one], default=10.0)
    total = sum(sizes.values())
    return Measures(size, bold > 0.5 * total, _title(pieces, size))


def _title(pieces: Sequence[Told], size: float) -> tuple[int, int]:
    """Which pieces are the title, from and to; (-1, -1) where none stands out."""
    if not pieces:
        return -1, -1
    first = pieces[0].page
    best: tuple[float, int] | None = None
    for at, one in enumerate(pieces):
        if one.page != first:
            break
        words = one.text.split()
        fits = len(words) >= 2 and 8 <= len(one.text) <= 300 and not one.furniture
        if not fits or one.piece.grid or one.piece.part == FOOT:
            continue
        if not sum(map(str.isalpha, one.text)) > 0.5 * len(one.text):
            continue
        if one.piece.size >= 1.15 * size and (best is None or one.piece.size > 1.02 * best[0]):
            best = one.piece.size, at
    if best is None:
        return -1, -1
    end = best[1] + 1
    while end < len(pieces) and pieces[end].page == first and _same_line(pieces, end):
        end += 1
    return best[1], end


def _same_line(pieces: Sequence[Told], at: int) -> bool:
    above, below = pieces[at - 1].piece, pieces[at].piece
    return abs(above.size - below.size) < 0.3 and 0 <= below.top - above.bottom < 1.2 * below.size


def _styled(one: Told, known: Measures) -> bool:
    """Whether it is set as headings are: larger or bolder than the text."""
    piece = one.piece
    if piece.size >= 1.12 * known.size:
        return True
    return piece.bold and not known.bold and piece.size >= 0.93 * known.size


def _is_heading(one: Told, known: Measures) -> bool:
    text, piece = one.text, one.piece
    if piece.grid or len(piece.lines) > 3 or len(text) > _HEADING_CHARS:
        return False
    if LEADERS.search(text) or sum(map(str.isalpha, text)) < max(3, 0.5 * len(text)):
        return False
    bare = _NUMBERED.sub("", text)
    if _FIRST_LEVEL.match(bare):
        return True
    if text.endswith((",", ";", "-")) or (text.endswith(".") and not text.isupper()):
        return _styled(one, known) and piece.bold and len(piece.lines) == 1
    if LIST_MARK.match(text) and not _NUMBERED.match(text):
        return False
    if _styled(one, known):
        return True
    return _NUMBERED.match(text) is not None and bare.isupper() and len(piece.lines) <= 2


def _front_end(pieces: Sequence[Told], start: int) -> int:
    """Where the authors and their places end that stand below the title; 0 without a title."""
    if start < 0:
        return 0
    for at in range(start, len(pieces)):
        one = pieces[at]
        named = _FIRST_LEVEL.match(_NUMBERED.sub("", one.text)) is not None
        if named or _NUMBERED.match(one.text) or one.page != pieces[start - 1].page:
            return at
        if len(one.text) > _PARAGRAPH:
            above = pieces[at - 1].text
            return at - 1 if at > start and _SMALL_WORD.search(above) and "@" not in above else at
    return len(pieces)


def _goes_on(pieces: Sequence[Told], at: int) -> bool:
    """Whether the next begins with a small letter in the same size: then both are text."""
    after = pieces[at + 1] if at + 1 < len(pieces) else None
    if after is None or after.page != pieces[at].page or not after.text[:1].islower():
        return False
    one, other = pieces[at].piece, after.piece
    return abs(one.size - other.size) < 0.5 and one.bold == other.bold


def _level(text: str, style: tuple[float, bool], styles: Sequence[tuple[float, bool]]) -> int:
    """By its number, else by how its style ranks among those of the headings; the title has 1."""
    found = _NUMBERED.match(text)
    if found and found["depth"]:
        return min(2 + found["depth"].count("."), _LEVELS)
    if _FIRST_LEVEL.match(_NUMBERED.sub("", text)):
        return 2
    return min(2 + styles.index(style), _LEVELS)


def _style(one: Told) -> tuple[float, bool]:
    return round(one.piece.size), one.piece.bold


def kinds_of(pieces: Sequence[Told]) -> Iterator[Kind]:
    """The kind of each piece, in their order."""
    known = measures(pieces)
    first, end = known.title
    front = _front_end(pieces, end)
    headings = {
        at
        for at, one in enumerate(pieces)
        if not one.furniture
        and not first <= at < end
        and _is_heading(one, known)
        and not (at < front and not _FIRST_LEVEL.match(one.text))
        and not _goes_on(pieces, at)
    }
    styles = sorted({_style(pieces[at]) for at in headings}, reverse=True)
    listing = False
    for at, one in enumerate(pieces):
        if one.furniture:
            yield Kind("furniture", one.furniture)
        elif first <= at < end:
            yield Kind("title", level=1)
        elif caption := CAPTION_MARK.match(one.text):
            yield Kind("caption", _caption_name(caption["name"]))
        elif one.piece.grid:
            yield Kind("table")
        elif at in headings:
            listing = _REFERENCES.match(_NUMBERED.sub("", one.text)) is not None
            yield Kind("heading", level=_level(one.text, _style(one), styles))
        elif listing:
            yield Kind("reference")
        else:
            yield Kind(_plain_kind(one, known))


def _caption_name(words: str) -> str:
    return re.sub(r"\.(?=\s|$)", "", " ".join(words.split()))


def _plain_kind(one: Told, known: Measures) -> str:
    small = one.piece.size <= 0.93 * known.size
    if small and _FOOTNOTE.match(one.text):
        return "footnote"
    if (
        LEADERS.search(one.text)
        or LIST_MARK.match(one.text)
        or (ENTRY_MARK.match(one.text) and one.text[0].isdigit())
    ):
        return "list"
    return "main"
