"""The characters of a page's text layer, each with its place on the page as it is seen.

Places are in points (1/72 inch) from the top left corner of the page as displayed, after its own
rotation and crop.  Text that runs in another direction is turned upright in a frame of its own, so
that everything above this module reads from left to right and from top to bottom.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

MOST_ON_A_PAGE: Final = 80_000
"""Characters of one page that are read; a page of a newspaper has 40,000."""

REPLACEMENT: Final = "\ufffd"
_BOLD: Final = re.compile(r"bold|black|heavy|medi(?!um)|demi|cmbx|-b$", re.IGNORECASE)
_ITALIC: Final = re.compile(r"ital|obli|cmti|slant", re.IGNORECASE)
_FAR: Final = 1e5
_MOST_DRAWN: Final = 20_000
_MOST_RULES: Final = 2_000
_HYPHEN: Final = 2  # what pdfium gives for a hyphen at the end of a line
_SPLIT: Final[Mapping[str, str]] = {
    "ﬀ": "ff",
    "ﬁ": "fi",
    "ﬂ": "fl",
    "ﬃ": "ffi",
    "ﬄ": "ffl",
    "ﬅ": "st",
    "ﬆ": "st",
    "\u2010": "-",
    "\u2011": "-",
}

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


class Font(NamedTuple):
    """What a stretch of text is set in; ``size`` in points as displayed."""

    name: str
    size: float
    bold: bool
    italic: bool


class Glyph(NamedTuple):
    """One character.

    Attributes:
        char: One or, for a ligature, several characters.
        x0: Left edge, in the frame in which its text is upright.
        x1: Right edge.
        base: Where its baseline is, growing downwards.
        font: What it is set in.
        gap: 0 nothing before it, 1 the library thinks a space, 2 white space stands in the file.
        box: On the page as displayed.
    """

    char: str
    x0: float
    x1: float
    base: float
    font: Font
    gap: int
    box: Box


@dataclass(frozen=True, slots=True)
class Sheet:
    """The glyphs of a page that run in one direction, in the order of the file.

    Attributes:
        turn: By how many quarter turns clockwise the text is turned on the displayed page.
        width: Of the frame in which the text is upright.
        height: Of that frame.
        glyphs: In the order of the file.
        rules: Lines and thin boxes that are drawn, in that frame; of the upright sheet only.
    """

    turn: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class PageGlyphs:
    """A page's text layer.

    Attributes:
        width: Of the displayed page, in points.
        height: As ``width``.
        sheets: By direction, the one with most text first.
        unreadable: Characters that the file maps to no character of Unicode.
        cut: Whether the page has more than ``MOST_ON_A_PAGE``.
    """

    width: float
    height: float
    sheets: tuple[Sheet, ...]
    unreadable: int = 0
    cut: bool = False

    @property
    def count(self) -> int:
        return sum(len(sheet.glyphs) for sheet in self.sheets)


Place = Callable[[float, float], tuple[float, float]]


def _display(page: pdfium.PdfPage) -> tuple[float, float, Place]:
    """Size of the page as displayed, and from the page's own space to it."""
    left, bottom, right, top = page.get_bbox()
    wide, high = right - left, top - bottom
    turns: dict[int, tuple[float, float, Place]] = {
        0: (wide, high, lambda x, y: (x - left, top - y)),
        90: (high, wide, lambda x, y: (y - bottom, x - left)),
        180: (wide, high, lambda x, y: (right - x, y - bottom)),
        270: (high, wide, lambda x, y: (top - y, right - x)),
    }
    return turns[page.get_rotation()]


def _upright(turn: int, width: float, height: float) -> Place:
    """From the displayed page to the frame in which text turned so is upright."""
    frames: tuple[Place, ...] = (
        lambda x, y: (x, y),
        lambda x, y: (y, width - x),
        lambda x, y: (width - x, height - y),
        lambda x, y: (height - y, x),
    )
    return frames[turn]


def _box(place: Place, rect: Any) -> Box:
    ax, ay = place(rect.left, rect.bottom)
    zx, zy = place(rect.right, rect.top)
    return min(ax, zx), min(ay, zy), max(ax, zx), max(ay, zy)


def _font(text: Any, index: int, matrix: Any) -> Font:
    """The font of the text object that a character belongs to."""
    size = abs(raw.FPDFText_GetFontSize(text, index) * math.hypot(matrix.c, matrix.d))
    font = raw.FPDFTextObj_GetFont(raw.FPDFText_GetTextObject(text, index))
    if not font:
        return Font("", size, False, False)
    buffer = ctypes.create_string_buffer(128)
    raw.FPDFFont_GetBaseFontName(font, buffer, 128)
    name = buffer.value.decode("utf-8", "replace").rpartition("+")[2]
    bold = raw.FPDFFont_GetWeight(font) >= 600 or _BOLD.search(name) is not None
    return Font(name, size, bold, _ITALIC.search(name) is not None)


class _Scan:
    """Reads one page's characters; pdfium gives them one call at a time, which takes long."""

    def __init__(self, page: pdfium.PdfPage, text: Any) -> None:
        self.width, self.height, self.place = _display(page)
        self._text = text
        self._fonts: dict[int, tuple[Font, int]] = {}
        self.unreadable = 0
        self.found: dict[int, list[Glyph]] = {}

    def _style(self, index: int) -> tuple[Font, int]:
        """Font and direction; asked once for each text object."""
        key = ctypes.cast(raw.FPDFText_GetTextObject(self._text, index), ctypes.c_void_p).value or 0
        if key not in self._fonts:
            matrix = raw.FS_MATRIX()
            raw.FPDFText_GetMatrix(self._text, index, matrix)
            ax, ay = self.place(0.0, 0.0)
            zx, zy = self.place(matrix.a, matrix.b)
            angle = math.degrees(math.atan2(zy - ay, zx - ax))
            style = (_font(self._text, index, matrix), round(angle / 90) % 4)
            if not key:
                return style
            self._fonts[key] = style
        return self._fonts[key]

    def read(self) -> bool:
        """Read all; whether there were too many."""
        text = self._text
        count = raw.FPDFText_CountChars(text)
        rect, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        unicode, box, origin = (
            raw.FPDFText_GetUnicode,
            raw.FPDFText_GetLooseCharBox,
            raw.FPDFText_GetCharOrigin,
        )
        gap = 0
        seen: tuple[float, float, float] | None = None
        style = (Font("", 0.0, False, False), 0)
        for index in range(min(count, MOST_ON_A_PAGE)):
            code = unicode(text, index)
            char = chr(code) if 32 < code < 127 else self._char(index, code)
            if not char or char.isspace():
                made = raw.FPDFText_IsGenerated(text, index) == 1
                gap = max(gap, 1) if made or not char else 2
                continue
            box(text, index, rect)
            origin(text, index, x, y)
            # The font's size and the height of its box: a matrix may scale both differently.
            high = round(rect.top - rect.bottom, 2)
            now = (raw.FPDFText_GetFontSize(text, index), y.value, high)
            if gap or now != seen:
                style = self._style(index)
                seen = now
            if self._keep(char, style, rect=rect, origin=(x.value, y.value), gap=gap):
                gap = 0
        return bool(count > MOST_ON_A_PAGE)

    def _char(self, index: int, code: int) -> str:
        if code == _HYPHEN and raw.FPDFText_IsHyphen(self._text, index) == 1:
            return "-"
        if 0xD800 <= code <= 0xDFFF:
            return _surrogates(self._text, index, code)
        char = chr(code) if code <= 0x10FFFF else REPLACEMENT
        if code in (0xFFFE, 0xFFFF) or (code < 32 and not char.isspace()):
            char = REPLACEMENT
        if char == REPLACEMENT or 0xE000 <= code <= 0xF8FF:
            self.unreadable += 1
        return _SPLIT.get(char, char)

    def _keep(
        self,
        char: str,
        style: tuple[Font, int],
        *,
        rect: Any,
        origin: tuple[float, float],
        gap: int,
    ) -> bool:
        font, turn = style
        place = self.place
        ax, ay = place(rect.left, rect.bottom)
        zx, zy = place(rect.right, rect.top)
        left, right = (ax, zx) if ax <= zx else (zx, ax)
        top, bottom = (ay, zy) if ay <= zy else (zy, ay)
        base = place(*origin)
        # Written so that what is no number fails too.
        if not (font.size > 0 and right >= 0 and bottom >= 0 and left <= self.width):
            return False  # outside of what the page shows
        if not (top <= self.height and left > -_FAR and right < _FAR and abs(base[1]) < _FAR):
            return False
        box = (left, top, right, bottom)
        if turn:
            frame = _upright(turn, self.width, self.height)
            (ax, _), (zx, _), base = frame(left, top), frame(right, bottom), frame(*base)
            left, right = (ax, zx) if ax <= zx else (zx, ax)
        glyph = Glyph(char, left, right, base[1], font, gap, box)
        self.found.setdefault(turn, []).append(glyph)
        return True


def _surrogates(text: Any, index: int, code: int) -> str:
    """A character beyond the first plane, which may come in two halves."""
    if code >= 0xDC00:
        return ""  # came with the half before it
    low = raw.FPDFText_GetUnicode(text, index + 1)
    if not 0xDC00 <= low <= 0xDFFF:
        return REPLACEMENT
    return chr(0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00))


def _rules(page: pdfium.PdfPage, place: Place) -> Iterator[Box]:
    """Drawn lines, and boxes so thin that they are lines."""
    drawn = page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=2)
    for thing in islice(drawn, _MOST_DRAWN):
        try:
            left, bottom, right, top = thing.get_bounds()
        except pdfium.PdfiumError:
            continue
        if min(right - left, top - bottom) < 3 and max(right - left, top - bottom) > 20:
            (ax, ay), (zx, zy) = place(left, bottom), place(right, top)
            yield min(ax, zx), min(ay, zy), max(ax, zx), max(ay, zy)


def has_pictures(page: pdfium.PdfPage) -> bool:
    """Whether anything is shown on it: a page without text is a scan then, else a blank page."""
    return next(iter(page.get_objects(max_depth=2)), None) is not None


def page_glyphs(page: pdfium.PdfPage) -> PageGlyphs:
    """What stands on a page.

    Raises:
        pypdfium2.PdfiumError: Its text layer cannot be loaded.
    """
    text = page.get_textpage()
    try:
        scan = _Scan(page, text.raw)
        cut = scan.read()
        rules = tuple(islice(_rules(page, scan.place), _MOST_RULES))
    finally:
        text.close()
    turns = sorted(scan.found, key=lambda turn: (-len(scan.found[turn]), turn))
    sheets = []
    for turn in turns:
        wide, high = (scan.width, scan.height) if turn % 2 == 0 else (scan.height, scan.width)
        sheets.append(Sheet(turn, wide, high, tuple(scan.found[turn]), rules if turn == 0 else ()))
    return PageGlyphs(scan.width, scan.height, tuple(sheets), scan.unreadable, cut)
