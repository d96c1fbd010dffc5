"""Abbreviations that a text defines itself: ``tumor-associated macrophages (TAMs)``.

Source: A. S. Schwartz, M. A. Hearst, "A simple algorithm for identifying abbreviation definitions
in biomedical text", Pacific Symposium on Biocomputing 2003; here with places, plurals, a first
letter that has to begin a word, and ``SHORT (long form)`` as the rarer way round.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

_BRACKET: Final = re.compile(r"[(\[]\s*([^()\[\]\n]{2,100}?)\s*[)\]]")
_SHORT: Final = re.compile(r"[^\W_][\w\u2010-\u2015\-+/.&\u2019']*(?: \w+)?")
_CUT: Final = re.compile(r"\s*[;,:]|\s+(?:or|also|hereafter|hereinafter|see)\s")
_BREAK: Final = re.compile(r"[;:!?()\[\]\n]|\.\s|, (?:and|or|but|which|who|with|where)\b")
_LAST_WORD: Final = re.compile(r"[\w\-]+\Z")
_WORDS_MORE: Final = 5
_LONGEST_SHORT: Final = 10


class Abbreviation(NamedTuple):
    """What a text says that letters stand for.

    Attributes:
        short: The letters as they are used (``TAM`` where ``TAMs`` was defined).
        start: Where the short form stands in its definition; ``end`` one past it.
        long_start: Where the long form begins; ``long_end`` one past it.
    """

    short: str
    start: int
    end: int
    long_start: int
    long_end: int


def abbreviations_of(text: str) -> tuple[Abbreviation, ...]:
    """The definitions in a text in their order; of one short form all that there are."""
    return tuple(found for bracket in _BRACKET.finditer(text) for found in _defined(text, bracket))


def _defined(text: str, bracket: re.Match[str]) -> Iterator[Abbreviation]:
    inner, start = bracket[1], bracket.start(1)
    cut = _CUT.search(inner)
    short = inner[: cut.start()] if cut else inner
    if _is_short(short):
        long_end = _end_before(text, bracket.start())
        long_start = _long_form(text, short, end=long_end)
        if long_start is not None:
            yield Abbreviation(_single(short), start, start + len(short), long_start, long_end)
            return
    end = _end_before(text, bracket.start())
    word = _LAST_WORD.search(text[max(0, end - 2 * _LONGEST_SHORT) : end])
    if word is None or not _is_short(word[0]) or not any(map(str.isupper, word[0])):
        return
    long_end = start + len(short)
    if " " in short and _long_form(text, word[0], end=long_end) == start:
        yield Abbreviation(_single(word[0]), end - len(word[0]), end, start, long_end)


def _end_before(text: str, at: int) -> int:
    """Where the text before a place ends, without its white space."""
    while at > 0 and text[at - 1].isspace():
        at -= 1
    return at


def _is_short(words: str) -> bool:
    letters = [char for char in words if char.isalpha()]
    return (
        2 <= len(words) <= _LONGEST_SHORT
        and bool(letters)
        and _SHORT.fullmatch(words) is not None
        and (any(map(str.isupper, letters)) or any(map(str.isdigit, words)))
    )


def _single(short: str) -> str:
    """Without the s of a plural: only a small s behind capitals or digits is one."""
    plural = len(short) > 2 and short[-1] == "s" and (short[-2].isupper() or short[-2].isdigit())
    return short[:-1] if plural else short


def _long_form(text: str, short: str, *, end: int) -> int | None:
    """Where the long form begins that ends at ``end`` and has the letters of ``short`` in order."""
    signs = [char.casefold() for char in _single(short) if char.isalnum()]
    lowest = _lowest(text, end, words=min(len(signs) + _WORDS_MORE, 2 * len(signs)))
    at = end
    for number, sign in enumerate(reversed(signs)):
        first = number == len(signs) - 1
        at -= 1
        while at >= lowest and not (
            text[at].casefold() == sign and not (first and at > 0 and text[at - 1].isalnum())
        ):
            at -= 1
        if at < lowest:
            return None
    long = text[at:end]
    return at if len(long) > len(short) and not long.isupper() else None


def _lowest(text: str, end: int, *, words: int) -> int:
    """How far back a long form may reach: so many words, within the sentence."""
    window = text[max(0, end - 40 * words) : end]
    breaks = [match.end() for match in _BREAK.finditer(window)]
    begins = [match.start() for match in re.finditer(r"[^\s\-/]+", window)]
    allowed = begins[-words] if len(begins) >= words else 0
    return end - len(window) + max(allowed, breaks[-1] if breaks else 0)
