"""What may be dropped on the window or pasted into the list: files, text, pages; and what not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMimeData

from curator.domain.identity import now
from curator.gui.times import day_in_numbers
from curator.ingest.values import SourceFile

NOT_FETCHED: Final = (
    "Nothing is fetched from a network: save the page as a file, or copy its text, and put that"
    " here."
)
IMAGE: Final = "An image has no text to read: put the article itself here, as PDF, page or text."
NOTHING: Final = "There is nothing here that can be read as an article: no file and no text."
_ADDRESSES: Final = re.compile(r"\s*(?:(?:https?|ftp)://\S+\s*)+", re.IGNORECASE)
_BOM: Final = b"\xef\xbb\xbf"
"""Before a page that was pasted: it is UTF-8, whatever it said of itself where it came from."""


@dataclass(frozen=True, slots=True)
class Offered:
    """What was dropped or pasted.

    Attributes:
        paths: Files and folders, or one pasted text.
        refusal: A sentence, where there is nothing to import.
    """

    paths: tuple[Path | SourceFile, ...] = ()
    refusal: str = ""

    @property
    def words(self) -> str:
        """What importing it takes in: ``5 files``, ``pasted text``."""
        if len(self.paths) == 1 and isinstance(self.paths[0], SourceFile):
            return "this text"
        return f"{len(self.paths)} {'file' if len(self.paths) == 1 else 'files'}"


def offered(data: QMimeData, *, at: str = "") -> Offered:
    """What there is to import in dropped or copied data.

    Args:
        data: Of the drop or of the clipboard.
        at: When, as the registry writes times; now by default.  A pasted text is called after it.
    """
    files = tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())
    if files:
        return Offered(files)
    text = data.text()
    if (data.hasUrls() and not text.strip()) or _ADDRESSES.fullmatch(text):
        return Offered(refusal=NOT_FETCHED)
    if data.hasImage() and not text.strip():
        return Offered(refusal=IMAGE)
    if data.hasHtml():
        return Offered((pasted(data.html(), html=True, at=at or now()),))
    if text.strip():
        return Offered((pasted(text, html=False, at=at or now()),))
    return Offered(refusal=NOTHING)


def pasted(words: str, *, html: bool, at: str) -> SourceFile:
    """Words as a file without a path: ``pasted text 2026-11-22 14:05``."""
    ending = ".html" if html else ".txt"
    data = words.encode("utf-8", "replace")
    name = f"pasted text {day_in_numbers(at)}{ending}"
    return SourceFile(b"", name, len(data), data=(_BOM if html else b"") + data)
