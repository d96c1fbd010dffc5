"""Companies of any name: "Roche said on Monday" in a text that speaks of a company."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from curator.suggest.organisations import NO_NAME, Span
from curator.suggest.places import COUNTRIES, PEOPLES
from curator.suggest.reading import BODY, LEAD, ArticleText, Sentence

_KIND: Final = (
    r"(?:company|companies|firm|drugmaker|biotech|start-?up|manufacturer|developer|sponsor)"
)
_OF_COMPANY: Final = re.compile(
    rf"\b{_KIND}(?:['’]s)?\b|\b(?:sponsored|manufactured|marketed|paid\s+for)\s+by\b|\b[Ss]hares\b|\bits\s+partner\b|\bits\s+drug\b"
)
_WORD: Final = r"[A-Z][\w&'’\u2011-]*[a-z0-9](?:\s[A-Z][\w&\u2011-]+)?"
_ASIDE: Final = r"(?:\s*\([^()]{1,60}\))?(?:,\s+(?:an?|the|which|of|based)\s[^,]{2,120},)?"
_SAID: Final = re.compile(
    rf"(?P<name>{_WORD})(?:\s+and\s+(?:its\s+)?(?:partners?|[a-z]+\s+partner)\s+(?P<other>{_WORD}))?{_ASIDE}\s+"
    r"(?:today\s+|also\s+)?(?:sa(?:id|ys)|announce[sd]?|report(?:ed|s)|halt(?:ed|s)|stop(?:ped|s)|end(?:ed|s)|dropp?(?:ed|s)"
    r"|paused?|shelve[sd]|abandon(?:ed|s)|scrap(?:ped|s)|discontinued|has\s+\w+(?:ed|n|pt|t)|will\s+(?:end|stop|halt|drop))\b"
)
_KIND_BEFORE: Final = re.compile(
    rf"\b(?:[Tt]he|[Ii]ts|[Aa]n?|[Ff]rom|[Bb]y|[A-Z][a-z]+(?:sh|an|ch|se|ss))\s+(?:[a-z-]+\s+){{0,2}}{_KIND}\s+(?P<name>{_WORD})"
    rf"(?=[\s,.;)’'])"
)
_SPONSORED: Final = re.compile(
    rf"\b(?:sponsored|manufactured|marketed|paid\s+for)\s+by\s+(?:the\s+)?(?:[\w-]+\s+){{0,2}}?(?P<name>{_WORD})(?=[,.;)]|\s+(?:and|in|at)\b|$)"
)
_HEAD: Final = re.compile(
    r"^[^\w\s]?(?:[A-Z][^a-z]?[\w.’', ()/-]{0,70}?\s*(?:[–—:]|--?)\s*"
    r"(?:\([A-Z ]+\)\s*(?:[–—:]|--?)\s*)?)?"
)
_MAKES: Final = re.compile(
    rf"^(?P<name>{_WORD}),\s+which\s+(?:makes|made|sells|develops|developed|is\s+developing|paid|owns|markets|ran)\b"
)
_RAN: Final = re.compile(
    rf"(?:^|,\s+)(?P<name>{_WORD})\s+(?:sponsored|paid\s+for|ran|conducted)\s+the\s+(?:[\w-]+\s+){{0,2}}?(?:trial|study)\b"
)
_DRUG: Final = re.compile(
    r"(?:mab|nib|cel|kin|taxel|platin|fusp|mide|zumab|vec|gene)$", re.IGNORECASE
)


_WORDS: Final = (
    "compan",
    "firm",
    "drugmaker",
    "biotech",
    "start",
    "manufactur",
    "develop",
    "ponsor",
    "market",
    "paid",
)
_RAN_WORDS: Final = ("sponsored", "paid", " ran", "\nran", "conducted")


def companies(article: ArticleText, sentence: Sentence) -> Iterator[Span]:
    """Names of companies that a sentence makes the study's, as offsets in it."""
    text = sentence.text
    if sentence.position not in (LEAD, BODY):
        return
    speaks = _speaks_of_them(article)
    groups: list[Span] = []
    head = _HEAD.match(text)
    for at in dict.fromkeys((0, head.end() if head else 0)):
        found = _SAID.match(text, at) if speaks and sentence.paragraph < 5 else None
        if found:
            groups += [found.span(one) for one in ("name", "other") if found[one]]
    likely = any(one in text for one in _WORDS)
    for pattern in (_KIND_BEFORE, _SPONSORED) if likely and speaks else ():
        groups += [found.span("name") for found in pattern.finditer(text)]
    if ", which" in text and (found := _MAKES.match(text)):
        groups.append(found.span("name"))
    if any(one in text for one in _RAN_WORDS):
        groups += [found.span("name") for found in _RAN.finditer(text)]
    for start, end in groups:
        if _is_name(article, text[start:end]):
            yield start, end


@lru_cache(maxsize=2)
def _speaks_of_them(article: ArticleText) -> bool:
    return _OF_COMPANY.search(article.body) is not None


def _is_name(article: ArticleText, words: str) -> bool:
    """Neither an everyday word, nor a people, nor a drug."""
    first = words.split(maxsplit=1)[0]
    if first in NO_NAME or first in COUNTRIES or first in PEOPLES or _DRUG.search(words):
        return False
    return re.search(rf"(?<![\w-]){re.escape(first.lower())}(?![\w-])", article.body) is None
