"""Patterns that read capital and small letters alike, several times faster than ``re.IGNORECASE``.

``re`` compares letter by letter where case does not count: no first letter tells it which of
fifty words may stand somewhere.  So a pattern in small letters looks through the text in small
letters; where it finds something, the pattern itself is matched there, in the text as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache
from sys import maxsize
from typing import Any, Final

_ODD: Final = re.compile(
    "[\u00b5\u0130\u0131\u017f\u0345\u0390\u03b0\u03c2\u03d0\u03d1\u03d5\u03d6\u03f0\u03f1\u03f5"
    "\u1c80-\u1c88\u1e9b\u1fbe\u1fd3\u1fe3\ufb05\ufb06]"
)
"""What ``re`` takes for another letter (dotless i, long s) although ``lower`` does not."""
_FLAGS: Final = re.compile(r"\(\?[aiLmsux-]")
_CODE: Final = r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})"
_PIECE: Final = re.compile(
    rf"(?P<first>{_CODE}|[^\x00-\x7f])(?:-(?P<last>{_CODE}|[^\x00-\x7f]))?"
    r"|\\.|\(\?P[<=>]\w+|(?P<letters>[A-Z]+)",
    re.DOTALL,
)
"""Signs beyond ASCII and ranges of them, escapes, names of groups, capital letters."""


class Caseless:
    """A pattern with the methods of ``re.Pattern``; compiled when it is first used."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern

    @cached_property
    def _exact(self) -> re.Pattern[str]:
        return re.compile(self.pattern, re.IGNORECASE)

    @cached_property
    def _small(self) -> re.Pattern[str] | None:
        """It in small letters, where these are the same."""
        small = in_small_letters(self.pattern)
        return None if small is None else re.compile(small)

    def search(self, text: str, pos: int = 0, endpos: int = maxsize) -> re.Match[str] | None:
        """As ``re.Pattern.search``."""
        small, low = self._small, small_letters(text)
        if small is None or low is None:
            return self._exact.search(text, pos, endpos)
        found = small.search(low, pos, endpos)
        return found and self._exact.match(text, found.start(), endpos)

    def match(self, text: str, pos: int = 0, endpos: int = maxsize) -> re.Match[str] | None:
        """As ``re.Pattern.match``; at one place there is nothing to be gained."""
        return self._exact.match(text, pos, endpos)

    def fullmatch(self, text: str, pos: int = 0, endpos: int = maxsize) -> re.Match[str] | None:
        """As ``re.Pattern.fullmatch``."""
        return self._exact.fullmatch(text, pos, endpos)

    def finditer(self, text: str, pos: int = 0, endpos: int = maxsize) -> Iterator[re.Match[str]]:
        """As ``re.Pattern.finditer``."""
        small, low = self._small, small_letters(text)
        if small is None or low is None:
            yield from self._exact.finditer(text, pos, endpos)
            return
        for found in small.finditer(low, pos, endpos):
            if exact := self._exact.match(text, found.start(), endpos):
                yield exact

    def findall(self, text: str, pos: int = 0, endpos: int = maxsize) -> list[Any]:
        """As ``re.Pattern.findall``."""
        if self.search(text, pos, endpos) is None:
            return []
        return self._exact.findall(text, pos, endpos)

    def split(self, text: str) -> list[str | Any]:
        """As ``re.Pattern.split``."""
        return [text] if self.search(text) is None else self._exact.split(text)

    def sub(self, replacement: str, text: str) -> str:
        """As ``re.Pattern.sub``."""
        return text if self.search(text) is None else self._exact.sub(replacement, text)


Pattern = re.Pattern[str] | Caseless


def caseless(pattern: str) -> Caseless:
    """As ``re.compile(pattern, re.IGNORECASE)``; the pattern is never found empty."""
    return Caseless(pattern)


@lru_cache(maxsize=2048)
def small_letters(text: str) -> str | None:
    """A text in small letters, each where it stood; None where they are not the same to ``re``."""
    low = text.lower()
    if text.isascii():
        return low
    return low if len(low) == len(text) and not _ODD.search(text) else None


def in_small_letters(pattern: str) -> str | None:
    """An expression in small letters; None where it does not say the same of such a text."""
    if _FLAGS.search(pattern) or _ODD.search(pattern):
        return None
    parts: list[str] = []
    at = 0
    for found in _PIECE.finditer(pattern):
        if found["first"]:
            first = _sign(found["first"])
            last = _sign(found["last"]) if found["last"] else first
            if any(chr(one).lower() != chr(one) for one in range(first, last + 1)):
                return None
        piece = found.group()
        parts += (pattern[at : found.start()], piece.lower() if found["letters"] else piece)
        at = found.end()
    return "".join((*parts, pattern[at:]))


def _sign(written: str) -> int:
    return ord(written) if len(written) == 1 else int(written[2:], 16)
