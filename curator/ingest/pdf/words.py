"""The words of a page, each with its place in the text and on the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from curator.domain.text_spans import word_spans
from curator.ingest.pdf.glyphs import Box, Glyph
from curator.ingest.pdf.images import glyphs_of, line_boxes


class PageWord(NamedTuple):
    """A word, or the marks between two.

    Attributes:
        start: First character, in code points of the page's text.
        end: One past the last.
        boxes: In points from the top left corner of the page as displayed; more than one where
            the word is parted at the end of a line.
    """

    start: int
    end: int
    boxes: list[Box]


def page_words(
    data: bytes, name: str, *, page: int, text: str, password: str = ""
) -> list[PageWord]:
    """What can be pointed at on a page, in the order of its text.

    Args:
        data: The PDF.
        name: Its name, for messages.
        page: From 1.
        text: The text of that page as it stands in the body.
        password: Of an encrypted PDF.

    Returns:
        Words and, apart from them, the marks beside them; none where the text is not that of this
        page.

    Raises:
        UnreadableInputError: There is no such page, or the PDF is damaged.
        PasswordNeededError: It is encrypted.
    """
    glyphs = glyphs_of(data, name, page=page, text=text, password=password)
    if not glyphs:
        return []
    pieces = _shown_pieces(text, glyphs)
    return [PageWord(start, end, line_boxes(glyphs[start:end])) for start, end in pieces]


def _shown_pieces(text: str, glyphs: Sequence[Glyph | None]) -> Iterator[tuple[int, int]]:
    """Pieces with ink; what the text adds without ink, as in ``10^(7)``, joins its neighbours."""
    held: tuple[int, int] | None = None
    inked = True
    for start, end in _pieces(text):
        inks = any(glyph is not None for glyph in glyphs[start:end])
        if held is not None and held[1] == start and not (inks and inked):
            held = held[0], end
        else:
            if held is not None and any(glyphs[held[0] : held[1]]):
                yield held
            held = start, end
        inked = inks
    if held is not None and any(glyphs[held[0] : held[1]]):
        yield held


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Words, and the runs of other marks between white space and words."""
    at = 0
    for start, end in (*word_spans(text), (len(text), len(text))):
        while at < start:
            stop = at + 1
            while stop < start and not text[at].isspace() and not text[stop].isspace():
                stop += 1
            if not text[at].isspace():
                yield at, stop
            at = stop
        if start < end:
            yield start, end
        at = max(at, end)
