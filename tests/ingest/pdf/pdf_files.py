"""PDFs written by hand, so that a test knows where each word stands."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

TIMES, BOLD, ITALIC = "Times-Roman", "Times-Bold", "Times-Italic"
_FONTS: Final = {TIMES: "F1", BOLD: "F2", ITALIC: "F3"}
_PADDING: Final = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")
LEADING: Final = 12.0
SIZE: Final = 10.0


@dataclass
class Page:
    """A page; places are in points from its lower left corner, as in the file."""

    width: float = 612
    height: float = 792
    rotate: int = 0
    marks: list[str] = field(default_factory=list)
    annotations: list[str] = field(default_factory=list)
    picture: bool = False
    scan: tuple[int, int, bytes] | None = None

    def put(
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: float = SIZE,
        font: str = TIMES,
        turn: int = 0,
    ) -> Page:
        """Some words with the baseline ``y`` from the *top*, so that pages read as they look."""
        coded = words.encode("cp1252", "replace")
        coded = coded.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        matrix = {0: "1 0 0 1", 90: "0 1 -1 0", 270: "0 -1 1 0"}[turn]
        place = f"{matrix} {x:.2f} {self.height - y:.2f} Tm"
        show = f"({coded.decode('latin-1')}) Tj"
        self.marks.append(f"BT /{_FONTS.get(font, font)} {size} Tf {place} {show} ET")
        return self

    def rising(self, x: float, y: float, parts: Sequence[tuple[str, float, float]]) -> Page:
        """One line of parts: words, font size, how far above the baseline."""
        shown = " ".join(f"/F1 {size} Tf {rise} Ts ({words}) Tj" for words, size, rise in parts)
        self.marks.append(f"BT 1 0 0 1 {x:.2f} {self.height - y:.2f} Tm {shown} ET")
        return self

    def lines(
        self,
        x: float,
        y: float,
        lines: Sequence[str],
        *,
        size: float = SIZE,
        font: str = TIMES,
        leading: float = LEADING,
    ) -> Page:
        for at, words in enumerate(lines):
            self.put(x, y + at * leading, words, size=size, font=font)
        return self

    def rule(self, x0: float, y: float, x1: float) -> Page:
        up = self.height - y
        self.marks.append(f"{x0} {up} m {x1} {up} l S")
        return self

    def note(self, subtype: str, words: str) -> Page:
        quads = " /QuadPoints [10 20 60 20 10 10 60 10]" if subtype == "Highlight" else ""
        self.annotations.append(
            f"<</Type /Annot /Subtype /{subtype} /Rect [10 10 60 20] /Contents ({words}){quads}>>"
        )
        return self


@dataclass
class Pdf:
    """A document; ``data()`` are its bytes."""

    pages: list[Page] = field(default_factory=list)
    info: dict[str, str] = field(default_factory=dict)
    password: str = ""
    meaningless: bool = False

    def page(self, width: float = 612, height: float = 792, rotate: int = 0) -> Page:
        self.pages.append(Page(width, height, rotate))
        return self.pages[-1]

    def data(self) -> bytes:
        return _Writer(self).write()


class _Writer:
    def __init__(self, pdf: Pdf) -> None:
        self.pdf = pdf
        self.objects: list[bytes] = [b"", b""]
        self.key = b""
        self.owner = b"o" * 32

    def add(self, text: str) -> int:
        self.objects.append(text.encode("latin-1"))
        return len(self.objects)

    def stream(self, head: str, data: bytes) -> int:
        number = len(self.objects) + 1
        if self.key:
            data = _rc4(_object_key(self.key, number), data)
        self.objects.append(
            f"<<{head} /Length {len(data)}>> stream\n".encode() + data + b"\nendstream"
        )
        return number

    def _fonts(self) -> str:
        unknown = ""
        if self.pdf.meaningless:
            # Every character is mapped to one of the private use area.
            table = b"1 beginbfrange <20> <7e> <E020> endbfrange"
            number = self.stream(
                "",
                b"begincmap 1 begincodespacerange <00> <ff> "
                b"endcodespacerange " + table + b" endcmap",
            )
            unknown = f" /ToUnicode {number} 0 R"
        parts = []
        for name, key in _FONTS.items():
            font = self.add(
                f"<</Type /Font /Subtype /Type1 /BaseFont /{name}"
                f" /Encoding /WinAnsiEncoding{unknown}>>"
            )
            parts.append(f"/{key} {font} 0 R")
        return f"/Font <<{' '.join(parts)}>>"

    def _protect(self) -> str:
        """The standard handler's first version: 40 bits of RC4."""
        secret = (self.pdf.password.encode() + _PADDING)[:32]
        digest = hashlib.md5(secret + self.owner + b"\xfc\xff\xff\xff" + b"i" * 16)
        self.key = digest.digest()[:5]
        user = _rc4(self.key, _PADDING)
        return (
            f"/Encrypt <</Filter /Standard /V 1 /R 2 /P -4 /O <{self.owner.hex()}>"
            f" /U <{user.hex()}>>> /ID [<{(b'i' * 16).hex()}> <{(b'i' * 16).hex()}>]"
        )

    def write(self) -> bytes:
        trailer = self._protect() if self.pdf.password else ""
        fonts = self._fonts()
        kids = [self._page(page, fonts) for page in self.pdf.pages]
        listed = " ".join(f"{kid} 0 R" for kid in kids)
        self.objects[0] = b"<</Type /Catalog /Pages 2 0 R>>"
        self.objects[1] = f"<</Type /Pages /Kids [{listed}] /Count {len(kids)}>>".encode()
        if self.pdf.info:
            entries = " ".join(f"/{key} ({words})" for key, words in self.pdf.info.items())
            trailer += f" /Info {self.add(f'<<{entries}>>')} 0 R"
        out = b"%PDF-1.5\n"
        places = []
        for number, body in enumerate(self.objects, start=1):
            places.append(len(out))
            out += f"{number} 0 obj ".encode() + body + b" endobj\n"
        table = "".join(f"{place:010} 00000 n \n" for place in places)
        size = len(self.objects) + 1
        end = f"xref\n0 {size}\n0000000000 65535 f \n{table}"
        end += f"trailer <</Root 1 0 R /Size {size} {trailer}>>\n"
        return out + end.encode() + f"startxref\n{len(out)}\n%%EOF\n".encode()

    def _page(self, page: Page, fonts: str) -> int:
        marks = list(page.marks)
        pictures = ""
        if page.picture:
            number = self.stream(
                "/Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray"
                " /BitsPerComponent 8",
                b"\0\xff\xff\0",
            )
            pictures = f" /XObject <</I {number} 0 R>>"
            marks.append("q 200 0 0 200 100 400 cm /I Do Q")
        if page.scan is not None:
            wide, high, grey = page.scan
            number = self.stream(
                f"/Type /XObject /Subtype /Image /Width {wide} /Height {high}"
                " /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /FlateDecode",
                zlib.compress(grey),
            )
            pictures = f" /XObject <</I {number} 0 R>>"
            marks.append(f"q {page.width} 0 0 {page.height} 0 0 cm /I Do Q")
        content = self.stream("", "\n".join(marks).encode("latin-1"))
        notes = " ".join(f"{self.add(one)} 0 R" for one in page.annotations)
        return self.add(
            f"<</Type /Page /Parent 2 0 R /MediaBox [0 0 {page.width} {page.height}]"
            f" /Rotate {page.rotate} /Contents {content} 0 R /Annots [{notes}]"
            f" /Resources <<{fonts}{pictures}>>>>"
        )


def _object_key(key: bytes, number: int) -> bytes:
    mixed = key + number.to_bytes(3, "little") + b"\0\0"
    return hashlib.md5(mixed).digest()[: len(key) + 5]


def _rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out = bytearray()
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)
