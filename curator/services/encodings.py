"""Which encodings a file of text can be taken as, and what people call them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

ENCODINGS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "utf-8": "UTF-8",
        "windows-1252": "Windows-1252, Western",
        "iso-8859-1": "ISO-8859-1, Western",
        "iso-8859-15": "ISO-8859-15, Western with €",
        "macintosh": "Macintosh, Western",
        "windows-1250": "Windows-1250, Central European",
        "iso-8859-2": "ISO-8859-2, Central European",
        "windows-1251": "Windows-1251, Cyrillic",
        "koi8-r": "KOI8-R, Cyrillic",
        "windows-1253": "Windows-1253, Greek",
        "windows-1254": "Windows-1254, Turkish",
        "utf-16-le": "UTF-16, little-endian",
        "utf-16-be": "UTF-16, big-endian",
        "gb18030": "GB 18030, Chinese",
        "big5": "Big5, Chinese",
        "shift_jis": "Shift JIS, Japanese",
        "euc-jp": "EUC-JP, Japanese",
        "euc-kr": "EUC-KR, Korean",
    }
)
"""What is offered, by name; others can be named."""

_OTHERS: Final[Mapping[str, str]] = MappingProxyType(
    {"utf-8-bom": "UTF-8 with BOM", "utf-8-sig": "UTF-8 with BOM", "ascii": "ASCII"}
)


def encoding_words(encoding: str) -> str:
    """What a badge says: ``Windows-1252``."""
    known = _OTHERS.get(encoding.lower()) or ENCODINGS.get(encoding.lower())
    return known.split(",")[0] if known else encoding


def takes_encoding(media_type: str) -> bool:
    """Whether files of that kind can be decoded in more than one way."""
    return media_type.startswith("text/")
