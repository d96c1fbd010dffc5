"""A page as an image, and where on it a stretch of the text stands."""

from __future__ import annotations

import math
import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import pypdfium2 as pdfium

from curator.domain.errors import UnreadableInputError
from curator.ingest.pdf.document import opened, page_of
from curator.ingest.pdf.glyphs import Box, Glyph, page_glyphs
from curator.ingest.pdf.ink import Ink, joined, unprinted
from curator.ingest.pdf.layout import page_layout

MOST_PIXELS: Final = 12_000_000
"""A page of A4 at 300 dots an inch has 8.7 million."""

MOST_SCALE: Final = 8.0
_HYPHENS: Final = "-\u00ad"
_MOST_WRONG: Final = 0.05
_NEAR: Final = 16
"""How far one looks for the place where text and page say the same again..."""

_SAME: Final = 4
"""...which these characters say."""


@dataclass(frozen=True, slots=True)
class PageImage:
    """An image of a page.

    Attributes:
        png: The image.
        width: Of the page in points (1/72 inch), as displayed.
        height: As ``width``.
        scale: Pixels to a point; less than was asked for where the page is very large.
        pages: How many pages the document has.
    """

    png: bytes
    width: float
    height: float
    scale: float
    pages: int


def png_of(
    pixels: bytes | memoryview, *, width: int, height: int, stride: int, grey: bool
) -> bytes:
    """Pixels as a PNG file: three bytes each (red, green, blue), or one."""
    row = width * (1 if grey else 3)
    lines = bytearray()
    for at in range(height):
        lines += b"\0"
        lines += pixels[at * stride : at * stride + row]
    header = struct.pack(">IIBBBBB", width, height, 8, 0 if grey else 2, 0, 0, 0)
    chunks = (b"IHDR", header), (b"IDAT", zlib.compress(bytes(lines), 3)), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    checksum = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", checksum)


def _page(document: pdfium.PdfDocument, name: str, number: int) -> pdfium.PdfPage:
    page = page_of(document, number - 1) if 1 <= number <= len(document) else None
    if page is None:
        raise UnreadableInputError(
            f"{name} has no page {number} that can be shown.", hint="Look at another page."
        )
    return page


def page_image(
    data: bytes, name: str, *, page: int, scale: float = 2.0, password: str = "", grey: bool = False
) -> PageImage:
    """Draw a page.

    Args:
        data: The PDF.
        name: Its name, for messages.
        page: From 1.
        scale: Pixels to a point; ``MOST_PIXELS`` and ``MOST_SCALE`` are the most there is.
        password: Of an encrypted PDF.
        grey: One byte a pixel, for reading its text.

    Raises:
        UnreadableInputError: There is no such page, or the PDF is damaged.
        PasswordNeededError: It is encrypted.
    """
    with opened(data, name, password=password) as document:
        one = _page(document, name, page)
        width, height = one.get_size()
        if not (0 < width < 1e6 and 0 < height < 1e6):
            raise UnreadableInputError(f"Page {page} of {name} has no size.")
        fits = math.sqrt(MOST_PIXELS / (width * height))
        used = max(min(scale, MOST_SCALE, fits), 1 / min(width, height))
        bitmap = one.render(scale=used, grayscale=grey, rev_byteorder=not grey, prefer_bgrx=False)
        png = png_of(
            memoryview(bitmap.buffer).cast("B"),
            width=bitmap.width,
            height=bitmap.height,
            stride=bitmap.stride,
            grey=grey,
        )
        bitmap.close()
        one.close()
        return PageImage(png, width, height, used, len(document))


def _page_ink(page: pdfium.PdfPage, number: int) -> Ink:
    parts: list[Ink] = []
    for piece in page_layout(page_glyphs(page), first=number == 1).pieces:
        parts += (piece.ink(()), unprinted("\n"))
    return joined(parts)


def _aligned(text: str, ink: Ink) -> list[Glyph | None]:
    """For each character of a text the glyph that shows it.

    Both hold the same characters in the same order, but for white space, and for hyphens at line
    ends, which the whole document decides on.
    """
    found: list[Glyph | None] = [None] * len(text)
    printed = [
        (char, glyph)
        for char, glyph in zip(ink.text, ink.glyphs, strict=True)
        if not char.isspace()
    ]
    places = [place for place, char in enumerate(text) if not char.isspace()]
    shown, said = "".join(char for char, _ in printed), "".join(text[place] for place in places)
    at = here = wrong = 0
    while here < len(said):
        char = said[here]
        while at < len(shown) and shown[at] != char and shown[at] in _HYPHENS:
            at += 1
        if at < len(shown) and shown[at] == char:
            found[places[here]] = printed[at][1]
            at, here = at + 1, here + 1
        elif char in _HYPHENS:
            here += 1
        else:
            ahead, beyond = _agreeing(said[here : here + _NEAR], shown[at : at + _NEAR])
            wrong += ahead
            here, at = here + ahead, at + beyond
    return found if wrong <= _MOST_WRONG * len(text) else []


def _agreeing(said: str, shown: str) -> tuple[int, int]:
    """How much of both to pass over until they say the same again; spoilt letters were repaired."""
    for both in range(1, 2 * (_NEAR - _SAME)):
        for ahead in range(min(both, _NEAR - _SAME) + 1):
            words = said[ahead : ahead + _SAME]
            if len(words) == _SAME and shown.startswith(words, both - ahead):
                return ahead, both - ahead
    return 1, 1


def _merged(glyphs: Sequence[Glyph]) -> Iterator[Box]:
    """One box for the glyphs of a line that follow one another."""
    box: Box | None = None
    last: Glyph | None = None
    for glyph in glyphs:
        size = glyph.font.size
        if box is not None and last is not None and _follows(last, glyph):
            left, top, right, bottom = box
            x0, y0, x1, y1 = glyph.box
            box = min(left, x0), min(top, y0), max(right, x1), max(bottom, y1)
        else:
            if box is not None:
                yield box
            box = glyph.box if size else None
        last = glyph
    if box is not None:
        yield box


def _follows(last: Glyph, glyph: Glyph) -> bool:
    size = max(last.font.size, glyph.font.size)
    near = abs(glyph.base - last.base) < 0.7 * size
    # The letters of a ligature all have its whole box.
    return near and glyph.x0 > last.x0 - 0.2 * size and glyph.x0 - last.x1 < 3 * size


def page_boxes(
    data: bytes, name: str, *, page: int, text: str, start: int, end: int, password: str = ""
) -> list[Box]:
    """Where on a page a stretch of its text stands.

    Args:
        data: The PDF.
        name: Its name, for messages.
        page: From 1.
        text: The text of that page as it stands in the body.
        start: First character, in code points of ``text``.
        end: One past the last.
        password: Of an encrypted PDF.

    Returns:
        A box for each line, in points from the top left corner of the page as displayed; none
        where the text is not that of this page.

    Raises:
        UnreadableInputError: There is no such page, or the PDF is damaged.
        PasswordNeededError: It is encrypted.
    """
    shown = glyphs_of(data, name, page=page, text=text, password=password)
    return line_boxes(shown[start:end])


def glyphs_of(
    data: bytes, name: str, *, page: int, text: str, password: str = ""
) -> list[Glyph | None]:
    """For each character of a page's text the glyph that shows it; none where they disagree.

    Raises:
        As ``page_boxes``.
    """
    with opened(data, name, password=password) as document:
        one = _page(document, name, page)
        try:
            ink = _page_ink(one, page)
        except pdfium.PdfiumError as error:
            raise UnreadableInputError(f"Page {page} of {name} is damaged.") from error
        finally:
            one.close()
    return _aligned(text, ink)


def line_boxes(glyphs: Sequence[Glyph | None]) -> list[Box]:
    """A box for each line that some glyphs stand in."""
    return list(_merged([glyph for glyph in glyphs if glyph is not None]))
