"""Which encodings a file of text can be taken as."""

from __future__ import annotations

from typing import Final

ENCODINGS: Final = (
    "utf-8",
    "windows-1252",
    "iso-8859-1",
    "iso-8859-15",
    "iso-8859-2",
    "windows-1250",
    "windows-1251",
    "koi8-r",
    "windows-1253",
    "windows-1254",
    "macintosh",
    "utf-16-le",
    "utf-16-be",
    "gb18030",
    "big5",
    "shift_jis",
    "euc-jp",
    "euc-kr",
)
"""What is offered; others can be named."""


def takes_encoding(media_type: str) -> bool:
    """Whether files of that kind can be decoded in more than one way."""
    return media_type.startswith("text/")
