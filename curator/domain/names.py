"""The words of a text and the key under which a name is found, with places in the text as it is.

Two spellings of one name have one key: case, width, hyphens, accents, British spelling, possessive
and plural do not count, a Greek letter is its name, ``positive`` is ``+`` and ``type II`` is
``type 2``.  Nothing is ever looked for in a changed text: each word knows where it stands.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import accumulate
from typing import Final, NamedTuple

SHORT: Final = 4
"""A name with no more letters than these could be another word, too: its case counts."""

_UNUSUAL: Final = (
    r"[^\x00-\x7f\xa0\xa1\xa7\xab\xb1\xb6\xb7\xbb\xbf\xd7\u2010-\u2016\u2018-\u2027\u2030-\u203d]"
)
"""What has to be looked at; of what is beyond ASCII quotes, dashes and spaces only separate."""
_PIECE: Final = re.compile(
    rf"([A-Za-z]++(?!{_UNUSUAL})|[0-9]++(?!{_UNUSUAL})|\+(?!{_UNUSUAL})"
    rf"|[A-Za-z0-9+]*+{_UNUSUAL}(?:[A-Za-z0-9+]++|{_UNUSUAL})*+)"
)
_MARKS_OF_OWNING: Final = frozenset("'\u2019\u02bc\uff07")
_SIGNS: Final = frozenset("\u2122\u2120\u00ae\u00a9")
"""Trade marks; NFKC would glue the letters TM to a name."""
_MARKS: Final = re.compile("[\u0300-\u036f]+")
_LETTERS: Final = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe"})
_OTHER_SCRIPTS: Final = "\u0400"
"""Cyrillic is the first script behind Latin and Greek; some Latin letters come later."""
_GREEK: Final[Mapping[str, str]] = dict(
    zip(
        "αβγδεζηθικλμνξοπρσςτυφχψω",
        "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho "
        "sigma sigma tau upsilon phi chi psi omega".split(),
        strict=True,
    )
)
_ROMAN: Final[Mapping[str, str]] = {
    "II": "2",
    "III": "3",
    "IV": "4",
    "VI": "6",
    "VII": "7",
    "VIII": "8",
    "IX": "9",
}
_IRREGULAR: Final[Mapping[str, str]] = {
    "mice": "mouse",
    "children": "child",
    "women": "woman",
    "men": "man",
    "feet": "foot",
    "teeth": "tooth",
    "geese": "goose",
    "oxen": "ox",
    "calves": "calf",
    "wolves": "wolf",
    "bacilli": "bacillus",
    "crises": "crisis",
    "lice": "louse",
    "positive": "+",
}
_BRITISH: Final = re.compile(r"(?<=.)(?:ae|oe)(?=.)|^(?:ae|oe)(?=...)")
_PLURALS: Final = (
    (re.compile(r"(.{2,})ies"), "y"),
    (re.compile(r"(.+(?:[cs]h|x|ss|zz))es"), ""),
    (re.compile(r"(.{2,}[^aeo]us)es"), ""),
    (re.compile(r"(.{3,}[bcghlmnrt]os|.+lys|.+stas|.{2,}(?:th|r|n)es)es"), "is"),
    (re.compile(r"(.+ma)ta"), ""),
    (re.compile(r"(.{3,}a)e"), ""),
    (re.compile(r"(.+cc)i"), "us"),
    (re.compile(r"(.+zo)a"), "on"),
    (re.compile(r"(.*bacteri)a"), "um"),
)
_NOT_PLURAL: Final = ("ss", "us", "is")


_S: Final = frozenset("sS")
_NEW: Final = tuple.__new__


class Word(NamedTuple):
    """A run of letters, a number, a Greek letter or a plus sign.

    Attributes:
        start: First character, in code points of the text as it is.
        end: One past the last character; a possessive 's is left out.
        folded: As it is compared; one word in the singular, never empty.
        written: In its own case (NFKC), without the s of the plural.
    """

    start: int
    end: int
    folded: str
    written: str


def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text in their order; other characters only separate them."""
    found: list[Word] = []
    parts = _PIECE.split(text)  # by turns what separates and a piece
    ends = list(accumulate(map(len, parts)))
    for start, end, piece in zip(ends[::2], ends[1::2], parts[1::2], strict=False):
        if not piece.isascii():
            found.extend(word for word in _unusual(piece, start) if not _owns(text, word))
        elif piece not in _S or not _is_apostrophe(text, start):
            # As Word(...) does it, in half of the time.
            found.append(_NEW(Word, (start, end, *_fold(piece))))
    return tuple(found)


def key_of(words: Iterable[Word]) -> str:
    """The key under which the name of these words is found."""
    return " ".join([word.folded for word in words])


def name_key(name: str) -> str:
    """The key of a name; empty where it has no word at all."""
    return key_of(words_of(name))


def written_key(words: Iterable[Word]) -> str:
    """As ``key_of``, but in the case in which it is written."""
    return " ".join([word.written for word in words])


def is_short(name: str) -> bool:
    """Whether a name counts in its written case only: few letters and no digit (ALL, IN, MS)."""
    if len(name) > SHORT and name[: SHORT + 1].isalpha():
        return False
    return sum(map(str.isalpha, name)) <= SHORT and not any(map(str.isdigit, name))


def _owns(text: str, word: Word) -> bool:
    """Whether it is the s of a possessive; ``Parkinson ' s`` is one out of a tokenizer."""
    return word.written in _S and _is_apostrophe(text, word.start)


def _is_apostrophe(text: str, start: int) -> bool:
    return text[max(0, start - 2) : start].strip(" ")[-1:] in _MARKS_OF_OWNING


def _unusual(piece: str, offset: int) -> Iterator[Word]:
    """Words of a piece that has more than ASCII: character by character with its marks."""
    start = end = offset
    kind = run = ""
    for at, chars in _characters(piece, offset):
        for char in chars:
            now = _kind(char)
            if now == "m":
                now = "o" if kind == "o" else "l"
            if run and (now != kind or now in "g+"):
                yield _word(run, start, end)
                run = ""
            if now:
                start = start if run else at[0]
                run, end = run + char, at[1]
            kind = now
    if run:
        yield _word(run, start, end)


def _characters(piece: str, offset: int) -> Iterator[tuple[tuple[int, int], str]]:
    """Each character with the marks that belong to it, in NFKC, and its place."""
    at = 0
    while at < len(piece):
        end = at + 1
        while end < len(piece) and unicodedata.category(piece[end]) in ("Mn", "Mc", "Me", "Cf"):
            end += 1
        visible = "".join(
            char
            for char in piece[at:end]
            if char not in _SIGNS and unicodedata.category(char) != "Cf"
        )
        if visible or piece[at] in _SIGNS:
            yield (offset + at, offset + end), unicodedata.normalize("NFKC", visible) or " "
        at = end


def _kind(char: str) -> str:
    """Which run a character belongs to: l letters, d digits, g Greek, + plus, m marks.

    Letters of another script (o) are no part of a Latin name that they are glued to.
    """
    if char == "+":
        return "+"
    if char.isdigit():
        return "d"
    if char.casefold() in _GREEK:
        return "g"
    if unicodedata.category(char).startswith("M"):
        return "m"
    if not char.isalpha():
        return ""
    return "o" if char >= _OTHER_SCRIPTS and not "\u1d00" <= char < "\u2c80" else "l"


def _word(run: str, start: int, end: int) -> Word:
    folded, written = _fold(run)
    return Word(start, end, folded, written)


@lru_cache(maxsize=1 << 16)
def _fold(written: str) -> tuple[str, str]:
    """A run of one kind as it is compared and in its own case, both in the singular."""
    if written in _ROMAN:
        return _ROMAN[written], written
    low = _plain(written)
    single = _singular(low, written)
    if single == low[:-1] and low[-1:] == "s" and len(low) == len(written):
        written = written[:-1]
    return _spelled(single), written


def _plain(written: str) -> str:
    """Lower case, without accents; a Greek letter is its name."""
    low = written.casefold()
    if low.isascii():
        return low
    if low in _GREEK:
        return _GREEK[low]
    bare = unicodedata.normalize("NFKD", low)
    plain = _MARKS.sub("", bare).translate(_LETTERS)
    return unicodedata.normalize("NFC", plain) or low


def _singular(low: str, written: str) -> str:
    if low in _IRREGULAR:
        return _IRREGULAR[low]
    if len(low) <= 3 or (len(written) == 4 and written.isupper()):
        return low
    if low[-1] not in "sai" and not low.endswith("ae"):
        return low
    return _regular(low)


def _regular(low: str) -> str:
    for shape, ending in _PLURALS:
        if match := shape.fullmatch(low):
            return match[1] + ending
    return low if low[-1] != "s" or low.endswith(_NOT_PLURAL) else low[:-1]


def _spelled(low: str) -> str:
    """American spelling; both sides of a comparison pass here, so that it need not be a word."""
    if len(low) < 5:
        return low
    low = _BRITISH.sub("e", low)
    return low[:-3] + "or" if low.endswith("our") else low
