"""The words that lead up to a name: "patients with relapsed", "a trial in children with".

Going back word by word is several times faster than a search for the pattern in every sentence.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

_TOKEN: Final = re.compile(r"[^\W_](?:[\w*+/.'\u2019-]*[\w*+])?|[,;:()%\u2013\u2014]")
_WINDOW: Final = 110


class Token(NamedTuple):
    """A word or sign in small letters; ``start`` and ``end`` count from the text's start."""

    low: str
    start: int
    end: int


def tokens_before(before: str) -> tuple[Token, ...]:
    """The last words of a text, a hundred characters or so; the first may be cut."""
    start = max(0, len(before) - _WINDOW)
    return tuple(
        Token(found.group().lower(), found.start(), found.end())
        for found in _TOKEN.finditer(before, start)
    )


@dataclass(frozen=True, slots=True)
class Lead:
    """What may lead up to a name.

    Attributes:
        verbs: Beginnings of words that govern the name, over fillers only.
        nouns: Beginnings of words that do so by one of ``links`` ("trial in", "treatment of").
        links: Words between noun and name.
        fillers: Words that may stand between, as many as ``skip``.
        reach: How many words before the link the noun may stand.
    """

    verbs: tuple[str, ...]
    nouns: tuple[str, ...]
    links: frozenset[str]
    fillers: frozenset[str]
    skip: int = 6
    reach: int = 4


def governs(words: Sequence[str], lead: Lead) -> str:
    """What governs what follows the words: ``verb``, ``noun``, ``link`` alone, or "" ."""
    at = skipped(words, lead.fillers, most=lead.skip)
    if at < 0:
        return ""
    word = words[at]
    if word.startswith(lead.verbs):
        return "verb"
    if word not in lead.links:
        return ""
    near = words[max(0, at - lead.reach) : at]
    return "noun" if any(one.startswith(lead.nouns) for one in near) else "link"


def skipped(words: Sequence[str], fillers: Collection[str], *, most: int) -> int:
    """Index of the last word that is no filler; -1 where there is none within reach."""
    at = len(words) - 1
    while at >= 0 and len(words) - 1 - at < most and words[at] in fillers:
        at -= 1
    return at
