"""Proof of absence: what was searched for a field, and found nowhere in so many characters.

It is never a suggestion: a curator signs it.  It is given only where neither a rule, nor a name of
the field's vocabulary, nor one of the words by which texts speak of such a thing was found in what
the article says itself; furniture is not searched.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from curator.domain.checks import applies
from curator.domain.claims import Claims
from curator.domain.forms import Field, Form
from curator.suggest.reading import BYLINE, CITATION, FURNITURE, ArticleText
from curator.suggest.search_words import SEARCH_WORDS

_UNSEARCHED: Final = frozenset((FURNITURE, CITATION))
_OF_PAGE: Final = frozenset(("report.author", "report.date", "report.outlet"))
_NUMBER: Final = (
    r"(?:\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|"
    r"fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|"
    r"ninety|dozens?|hundreds?|thousands?)"
)
_NEVER: Final = frozenset(("evidence_level", "rating", "report.kind", "interaction"))
"""A judgement, not something that is reported or not."""


@dataclass(frozen=True, slots=True)
class Searched:
    """The vocabularies of one role: their releases (``NAME/RELEASE``) and how many names."""

    releases: tuple[str, ...]
    names: int


@dataclass(frozen=True, slots=True)
class Absence:
    """That nothing of a field stands in an article, as far as its words go.

    Attributes:
        field: Key of the field.
        tried: Words that were searched; ``*`` is any end of a word, ``#`` a number in figures or
            words, ``~`` up to three words.
        characters: Of the text that was searched.
        releases: Of the vocabularies whose every name was searched, too.
        terms: How many words and names were searched in all.
    """

    field: str
    tried: tuple[str, ...]
    characters: int
    releases: tuple[str, ...] = ()
    terms: int = 0


_NO_VOCABULARIES: Final[Mapping[str, Searched]] = MappingProxyType({})


def absences(
    article: ArticleText,
    form: Form,
    *,
    claims: Claims,
    proposed: Collection[str],
    searched: Mapping[str, Searched] = _NO_VOCABULARIES,
) -> Mapping[str, Absence]:
    """The fields of which nothing stands in the article, with what was searched.

    Args:
        article: The article.
        form: Its fields.
        claims: What is claimed or proposed, for telling which fields do not apply at all.
        proposed: Fields for which anything is proposed, below their floor too.
        searched: The vocabularies by role.
    """
    found: dict[str, Absence] = {}
    for field in form.fields():
        if field.key in proposed or field.key in _NEVER or applies(field, claims) is False:
            continue
        tried = tried_words(field)
        if not tried or next(places(article, field), None) is not None:
            continue
        used = [searched[role] for role in roles_of(field) if role in searched]
        releases = tuple(sorted({one for role in used for one in role.releases}))
        terms = len(tried) + sum(one.names for one in used)
        characters = sum(end - start for start, end in _stretches(article, field))
        found[field.key] = Absence(field.key, tried, characters, releases, terms)
    return found


def roles_of(field: Field) -> tuple[str, ...]:
    """Roles of the vocabularies of a field and its parts."""
    roles = (field.vocabulary, *(part.vocabulary for part in field.parts))
    return tuple(dict.fromkeys(role for role in roles if role))


def tried_words(field: Field) -> tuple[str, ...]:
    """Words that are searched for a field: those that texts use, then the names of its choices."""
    choices = [
        name.lower()
        for choice in field.choices
        for name in (choice.label, *choice.synonyms)
        if len(name) > 2
    ]
    return tuple(dict.fromkeys((*SEARCH_WORDS.get(field.key, ()), *choices)))


def places(article: ArticleText, field: Field) -> Iterator[tuple[int, int]]:
    """Where the article may speak of a field: names of its vocabularies, then search words.

    A signed absence is open again as soon as there is one.
    """
    for role in roles_of(field):
        for mention in article.by_role.get(role, ()):
            sentence = article.sentence_at(mention.start)
            if sentence is not None and sentence.position not in _UNSEARCHED:
                yield mention.start, mention.end
    if field.key in _OF_PAGE:
        yield from ((one.start, one.end) for one in article.hints if one.field == field.key)
    if field.key in _OF_PAGE and field.kind != "date":
        yield from ((one.start, one.end) for one in article.paragraphs if one.position == BYLINE)
    words = tried_words(field)
    if not words:
        return
    pattern = _pattern(words)
    for start, end in _stretches(article, field):
        for match in pattern.finditer(article.body, start, end):
            yield match.span()


def _stretches(article: ArticleText, field: Field) -> Iterator[tuple[int, int]]:
    """What is searched: all of a page for what it says of itself, else what is no furniture."""
    for paragraph in article.paragraphs:
        if field.key in _OF_PAGE or paragraph.position not in _UNSEARCHED:
            yield paragraph.start, paragraph.end


@lru_cache(maxsize=256)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(_shape, words)), re.IGNORECASE)


def _shape(word: str) -> str:
    """The expression of a search word: spaces and hyphens are any gap, ``*`` and ``#`` as above."""
    shape = re.escape(word)
    for sign, meaning in (
        (r"\*", r"\w*"),
        (r"\#\#\#\#", r"\d{4}"),
        (r"\#\#", r"\d\d"),
        (r"\#", _NUMBER),
        (r"\~\ ", r"(?:[\w-]+\s+){0,3}"),
        (r"\ ", r"[\s\u2010-\u2015-]+"),
        (r"\-", r"[\s\u2010-\u2015-]?"),
    ):
        shape = shape.replace(sign, meaning)
    before = r"(?<!\w)" if word[0].isalnum() or word[0] == "#" else ""
    after = r"(?!\w)" if word[-1].isalnum() else ""
    return before + shape + after
