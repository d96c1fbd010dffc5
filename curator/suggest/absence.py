"""Proof of absence: what was searched for a field, and found nowhere in so many characters.

It is never a suggestion: a curator signs it.  It is given only where neither a rule, nor a name of
the field's vocabulary, nor one of the words by which texts speak of such a thing was found in what
the article says itself; furniture is not searched.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Final, NamedTuple

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
_SIGNS: Final = (
    (r"\*", r"\w*"),
    (r"\#\#\#\#", r"\d{4}"),
    (r"\#\#", r"\d\d"),
    (r"\#", _NUMBER),
    (r"\~\ ", r"(?:[\w-]+\s+){0,3}"),
    (r"\ ", r"[\s\u2010-\u2015-]+"),
    (r"\-", r"[\s\u2010-\u2015-]?"),
)
_WORD: Final = re.compile(r"\w+")
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
    own, page = _Searchable(article, whole=False), _Searchable(article, whole=True)
    found: dict[str, Absence] = {}
    for field in form.fields():
        if field.key in proposed or field.key in _NEVER or applies(field, claims) is False:
            continue
        text = page if field.key in _OF_PAGE else own
        tried = tried_words(field)
        if not tried or text.speaks_of(tried) or next(_named(article, field), None) is not None:
            continue
        used = [searched[role] for role in roles_of(field) if role in searched]
        releases = tuple(sorted({one for role in used for one in role.releases}))
        terms = len(tried) + sum(one.names for one in used)
        found[field.key] = Absence(field.key, tried, text.characters, releases, terms)
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
    yield from _named(article, field)
    words = tried_words(field)
    if words:
        pattern = re.compile("|".join(map(shape_of, words)), re.IGNORECASE)
        for start, end in _stretches(article, whole=field.key in _OF_PAGE):
            for match in pattern.finditer(article.body, start, end):
                yield match.span()


def _named(article: ArticleText, field: Field) -> Iterator[tuple[int, int]]:
    """Names of the field's vocabularies, and what the page says of itself."""
    for role in roles_of(field):
        for mention in article.by_role.get(role, ()):
            sentence = article.sentence_at(mention.start)
            if sentence is not None and sentence.position not in _UNSEARCHED:
                yield mention.start, mention.end
    if field.key in _OF_PAGE:
        yield from ((one.start, one.end) for one in article.hints if one.field == field.key)
    if field.key in _OF_PAGE and field.kind != "date":
        yield from ((one.start, one.end) for one in article.paragraphs if one.position == BYLINE)


def _stretches(article: ArticleText, *, whole: bool) -> Iterator[tuple[int, int]]:
    """What is searched: all of a page for what it says of itself, else what is no furniture."""
    for paragraph in article.paragraphs:
        if whole or paragraph.position not in _UNSEARCHED:
            yield paragraph.start, paragraph.end


class _Searchable:
    """A text in which hundreds of search words are looked for: most by its list of words alone."""

    def __init__(self, article: ArticleText, *, whole: bool) -> None:
        self._pieces = [article.body[a:z] for a, z in _stretches(article, whole=whole)]
        self.characters = sum(map(len, self._pieces))

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(word.lower() for piece in self._pieces for word in _WORD.findall(piece))

    @cached_property
    def _in_order(self) -> Sequence[str]:
        return sorted(self._words)

    def speaks_of(self, tried: tuple[str, ...]) -> bool:
        """Whether one of the search words stands in it."""
        return any(self._has(one) for one in map(_plan, tried))

    def _has(self, word: _SearchWord) -> bool:
        if word.exact:
            return word.begin in self._words
        if word.begin and not self._begins(word.begin):
            return False
        if word.end and not any(one.endswith(word.end) for one in self._words):
            return False
        if word.pattern is None:
            return True
        return any(word.pattern.search(piece) for piece in self._pieces)

    def _begins(self, letters: str) -> bool:
        at = bisect_left(self._in_order, letters)
        return at < len(self._in_order) and self._in_order[at].startswith(letters)


class _SearchWord(NamedTuple):
    """How a search word is looked for.

    Attributes:
        begin: Letters that some word of the text must begin with.
        end: Letters that some word of the text must end with.
        exact: Whether ``begin`` is a word of the text and that is all.
        pattern: What must be found besides, where words alone do not tell.
    """

    begin: str
    end: str
    exact: bool
    pattern: re.Pattern[str] | None


@lru_cache(maxsize=4096)
def _plan(word: str) -> _SearchWord:
    letters = re.match(r"\w*", word)
    begin = letters[0] if letters else ""
    if begin == word:
        return _SearchWord(begin, "", True, None)
    if word == f"{begin}*":
        return _SearchWord(begin, "", False, None)
    last = re.search(r"\w*$", word)
    end = last[0] if last and not begin else ""
    only_end = word == f"*{end}"
    pattern = None if only_end else re.compile(shape_of(word), re.IGNORECASE)
    return _SearchWord(begin, end, False, pattern)


def shape_of(word: str) -> str:
    """The expression of a search word: spaces and hyphens are any gap, other signs as told."""
    shape = re.escape(word)
    for sign, meaning in _SIGNS:
        shape = shape.replace(sign, meaning)
    before = r"(?<!\w)" if word[0].isalnum() or word[0] == "#" else ""
    after = r"(?!\w)" if word[-1].isalnum() else ""
    return before + shape + after
