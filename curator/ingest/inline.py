"""The words of one paragraph as a walk of a tree meets them, raised parts marked."""

from __future__ import annotations

import re
from typing import Final

from curator.ingest.scripts import raised

LINE: Final = "\x1e"  # a line end that stays one; no XML can hold these three
TAB: Final = "\x1f"
SEAM: Final = "\x1d"  # a blank, but only where two words would run together

_SPACE = re.compile(r"[ \t\r\n]+")
_SEAM = re.compile(rf"(?<=[\w.)\]]) *{SEAM}+ *(?=[\w(\[])")
_LINES = re.compile(rf" *{LINE} *")


def _shown(raw: str) -> str:
    text = _SPACE.sub(" ", raw)
    if SEAM in text:
        text = _SEAM.sub(" ", text).replace(SEAM, "")
    if LINE in text:
        text = _LINES.sub("\n", text)
    return text.replace(TAB, "\t").strip()


def raise_part(words: str) -> str:
    """Raised text with the white space that stands around it in the markup."""
    bare = words.strip()
    if not bare:
        return words
    lead = words[: len(words) - len(words.lstrip())]
    return lead + raised(_SPACE.sub(" ", bare)) + words[len(words.rstrip()) :]


class Inline:
    """Takes text and marks; ``take`` gives the paragraph and begins the next.

    White space collapses as in markup; ``LINE``, ``TAB`` and ``SEAM`` say what must not.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._raised: list[int] = []

    def text(self, words: str | None) -> None:
        if words:
            self._parts.append(words)

    def begin_raised(self) -> None:
        self._raised.append(len(self._parts))

    def end_raised(self) -> None:
        if self._raised:
            at = self._raised.pop()
            self._close(at)

    def _close(self, at: int) -> None:
        self._parts[at:] = [raise_part("".join(self._parts[at:]))]

    def take(self) -> str:
        """The paragraph so far, without white space at its ends."""
        for at in reversed(self._raised):
            self._close(at)
        self._raised = [0] * len(self._raised)
        text = _shown("".join(self._parts))
        self._parts.clear()
        return text
