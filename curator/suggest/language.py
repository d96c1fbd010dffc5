"""Whether the rules can read a text at all: they are of English, and only of it.

A search that cannot find anything proves nothing; so nothing is said to be absent from a text that
is not told in English.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

NOT_ENGLISH: Final = "This text is not in English; nothing was searched for what it does not say."
TOO_FEW: Final = (
    "This text has too few English words; nothing was searched for what it does not say."
)

_LEAST_LATIN: Final = 0.7
"""Share of Latin letters among all letters; names and symbols are Latin in any language."""
_LEAST_COMMON: Final = 0.08
"""Share of common words; about a fifth of the words of English prose, an eighth of abstracts."""
_ENOUGH_WORDS: Final = 25
"""With fewer words one common word is enough."""

_LETTER: Final = re.compile(r"[^\W\d_]")
_LATIN: Final = re.compile("[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff]")
_WORD: Final = re.compile("[A-Za-z\u00c0-\u024f]+")
_OTHER_SCRIPTS: Final = re.compile(
    "[\u0400-\u1cff\u2c00-\u2c5f\u2c80-\ud7ff\uf900-\ufaff\ufb1d-\ufdff\ufe70-\ufeff"
    "\uff66-\uffdc\U00010000-\U0001bfff\U0001e000-\U0001ffff\U00020000-\U0003ffff]"
)
_COMMON: Final = frozenset(
    """the of and to is all that with for by were from are this which have been has had not their
    these it its they who after into than but be will would could when while we our more also other
    his her she he about there what said says how between during only nobody""".split()
)
"""Frequent in English and not in other languages that are written in Latin letters."""


def why_unread(pieces: Iterable[str]) -> str:
    """The sentence that says why a text cannot be searched; "" where it can.

    Args:
        pieces: What the text says itself, without what stands around it on its page.
    """
    return _why_unread("\n".join(pieces))


@lru_cache(maxsize=4)
def _why_unread(text: str) -> str:
    """Asked more than once for each article."""
    words = _WORD.findall(text.lower())
    common = sum(map(_COMMON.__contains__, words))
    if not _is_plainly_latin(text, words) and (
        len(_LATIN.findall(text)) < _LEAST_LATIN * len(_LETTER.findall(text))
    ):
        return NOT_ENGLISH
    if len(words) < _ENOUGH_WORDS:
        return "" if common else TOO_FEW
    return "" if common >= _LEAST_COMMON * len(words) else NOT_ENGLISH


def _is_plainly_latin(text: str, words: Sequence[str]) -> bool:
    """Whether there are enough ASCII letters, were all other signs letters of other scripts."""
    others = len(text) - len(text.encode("ascii", "ignore"))
    plain = sum(map(len, words)) - others
    return plain >= _LEAST_LATIN * (plain + others)


def in_latin_letters(text: str) -> str:
    """The text with a blank for each letter of another script; as long as before.

    A name that is glued to such letters ("CAR-T" in Chinese) is a word of its own then.
    """
    return text if text.isascii() else _OTHER_SCRIPTS.sub(" ", text)
