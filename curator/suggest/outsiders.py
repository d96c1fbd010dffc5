"""Who only commented: people and organisations that are quoted and did not do the study.

Their sentence says so ("was not involved", "wrote in an accompanying editorial"), and what it names
stays outside for the rest of the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from curator.domain.folding import fold
from curator.suggest.organisations import bare_name, organisations
from curator.suggest.persons import names_in, surname
from curator.suggest.reading import ArticleText, Sentence

_PIECE: Final = r"(?:commentary|editorial|comment|perspective|viewpoint|opinion piece|op-ed)"
_OUTSIDE: Final = re.compile(
    r"\bnot\s+(?:been\s+)?(?:\w+ly\s+)?(?:involved|associated|affiliated|connected)\b"
    r"|\b(?:was|were|is|are)(?:\s+not|n['’]t)\s+(?:an?\s+)?(?:part\s+of|involved|author|investigator"
    r"|connected|affiliated|among the authors)\b"
    r"|\bdid(?:\s+not|n['’]t)\s+(?:take\s+part|participate|work\s+on)\b"
    r"|\bha(?:d|s|ve)\s+no\s+(?:role|ties|link|part|involvement|connection)\b"
    r"|\b(?:uninvolved|unaffiliated|unconnected)\b"
    r"|\b(?:independent|outside)\s+(?:experts?|researchers?|scientists?|commentators?)\b"
    rf"|\b(?:accompanying|linked|related|invited)\s+{_PIECE}\b"
    rf"|\b(?:in|wrote|written|writes?|writing|authored|of|by)\s+(?:an?|the|their|his|her)\s+"
    rf"(?:[\w-]+\s+){{0,2}}?{_PIECE}\b(?!\s+period)"
    rf"|\b{_PIECE}\s+(?:from|by)\s+(?=[A-Z])",
)
_KEYWORDS: Final = (
    "involved",
    "associated",
    "affiliated",
    "connected",
    "connection",
    "author",
    "investigator",
    "participate",
    "independent",
    "outside",
    "ommentar",
    "ditorial",
    "omment",
    "erspective",
    "iewpoint",
    "op-ed",
    "opinion piece",
    "part of",
    "take part",
    "work on",
    " no ",
)
"""One of these stands in every sentence that the pattern finds; to look for them is cheaper."""
_BY: Final = re.compile(r"\b(?:by|from)\s+([A-Z][\w'’-]+)(?:\s+and\s+([A-Z][\w'’-]+))?")
_OF_STUDY: Final = re.compile(
    r"(?:The|This|Their|Our|In (?:the|this|a)|A)\s+(?:[\w-]+\s+){0,2}?"
    r"(?:study|trial|research|work|findings|results|paper)\b"
)


@dataclass(frozen=True, slots=True)
class Outsiders:
    """Names that stand outside the study.

    Attributes:
        organisations: Folded names with the offset in the body from which they count as outside.
        surnames: Last names of the people.
    """

    organisations: tuple[tuple[str, int], ...] = ()
    surnames: frozenset[str] = frozenset()

    def holds(self, name: str, at: int) -> bool:
        """Whether an organisation named at that offset of the body is one of them."""
        key = fold(bare_name(name)).split()
        return any(
            since <= at and _holds(*sorted((key, one.split()), key=len))
            for one, since in self.organisations
        )

    def speaks(self, words: str) -> bool:
        """Whether one of the people is named in these words."""
        return any(re.search(rf"\b{re.escape(one)}\b", words) for one in self.surnames)


def _holds(short: list[str], long: list[str]) -> bool:
    return any(long[at : at + len(short)] == short for at in range(len(long) - len(short) + 1))


def outsiders_of(article: ArticleText) -> Outsiders:
    """All that an article says only commented."""
    names: list[tuple[str, int]] = []
    surnames: set[str] = set()
    for sentence in article.study_sentences:
        if is_outside(sentence.text):
            surnames |= {surname(one["name"]) for one in names_in(sentence.text)}
            surnames |= set(_commenting(sentence.text))
            if not _OF_STUDY.match(sentence.text):
                names += [(name, sentence.start) for name in _houses(article, sentence)]
    return Outsiders(tuple(names), frozenset(surnames))


@lru_cache(maxsize=512)
def is_outside(text: str) -> bool:
    """Whether a sentence tells of somebody who did not do the study."""
    return any(map(text.__contains__, _KEYWORDS)) and _OUTSIDE.search(text) is not None


def _commenting(text: str) -> Iterator[str]:
    for found in _OUTSIDE.finditer(text):
        for by in _BY.finditer(text, found.start()):
            yield from (one for one in by.groups() if one)


def _houses(article: ArticleText, sentence: Sentence) -> Iterator[str]:
    for start, end in organisations(sentence.text):
        yield fold(bare_name(sentence.text[start:end]))
    for mention in article.mentions_in("institutions", sentence.start, end=sentence.end):
        yield fold(bare_name(article.body[mention.start : mention.end]))
