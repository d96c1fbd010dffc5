"""Proof of absence: what was searched for a field, and found nowhere in so many characters.

It is never a suggestion: a curator signs it.  It is given only where neither a rule, nor a name of
the field's vocabulary, nor one of the words by which texts speak of such a thing was found in what
the article says itself; furniture is not searched.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Final, NamedTuple

from curator.domain.checks import applies
from curator.domain.claims import Claims
from curator.domain.forms import Field, Form
from curator.domain.quantities import ONES, TENS
from curator.suggest.language import in_latin_letters, why_unread
from curator.suggest.reading import BYLINE, CITATION, FURNITURE, ArticleText
from curator.suggest.search_words import SEARCH_WORDS

_UNSEARCHED: Final = frozenset((FURNITURE, CITATION))
_OF_PAGE: Final = frozenset(("report.author", "report.date", "report.outlet"))
_NUMBER: Final = (
    r"(?:\d[\d,.]*|"
    + "|".join(word for word, number in (*ONES.items(), *TENS.items()) if number > 1)
    + "|dozens?|hundreds?|thousands?)"
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
_REACH: Final = 100
_HEAD: Final = 3
_LETTERS: Final = re.compile(r"[^\W_]+")
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

    There is none where the article is not told in English (``unsearched``).

    Args:
        article: The article.
        form: Its fields.
        claims: What is claimed or proposed, for telling which fields do not apply at all.
        proposed: Fields for which anything is proposed, below their floor too.
        searched: The vocabularies by role.
    """
    if unsearched(article):
        return {}
    searches = _searches(_Known(form.digest, form))
    own = page = _Searchable(article, searches, whole=False)
    if any(one.position in _UNSEARCHED for one in article.paragraphs):
        page = _Searchable(article, searches, whole=True)
    found: dict[str, Absence] = {}
    for search in searches.of_fields:
        field = search.field
        if field.key in proposed:
            continue
        text = page if field.key in _OF_PAGE else own
        if text.speaks_of(search.plan) or next(_named(article, field), None) is not None:
            continue
        if applies(field, claims) is not False:
            used = [searched[role] for role in search.roles if role in searched]
            releases = tuple(sorted({one for role in used for one in role.releases}))
            terms = len(search.tried) + sum(one.names for one in used)
            found[field.key] = Absence(field.key, search.tried, text.characters, releases, terms)
    return found


def unsearched(article: ArticleText) -> str:
    """The sentence that says why nothing is searched in an article; "" where it is searched."""
    return why_unread(article.body[a:z] for a, z in _stretches(article, whole=False))


class _Search(NamedTuple):
    """What is searched for a field."""

    field: Field
    tried: tuple[str, ...]
    roles: tuple[str, ...]
    plan: _Plan


@dataclass(frozen=True, slots=True)
class _Known:
    """A form that is known by its digest."""

    digest: str
    form: Form = dataclasses.field(compare=False)


class _Searches(NamedTuple):
    """The fields of a form of which absence can be proved.

    Attributes:
        begins: Beginnings of words that are searched for any of them, by their first letters.
        ends: Ends of words, by their last letters.
    """

    of_fields: tuple[_Search, ...]
    begins: Mapping[str, Sequence[str]]
    ends: Mapping[str, Sequence[str]]


@lru_cache(maxsize=4)
def _searches(known: _Known) -> _Searches:
    of_fields = tuple(
        _Search(field, tried, roles_of(field), _plan(tried))
        for field in known.form.fields()
        if field.key not in _NEVER and (tried := tried_words(field))
    )
    begins, ends = dict[str, list[str]](), dict[str, list[str]]()
    for one in sorted({one for search in of_fields for one in search.plan.begins}):
        begins.setdefault(one[:_HEAD], []).append(one)
    for one in sorted({one for search in of_fields for one in search.plan.ends}):
        ends.setdefault(one[-_HEAD:], []).append(one)
    return _Searches(of_fields, begins, ends)


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
        body = in_latin_letters(article.body)
        for start, end in _stretches(article, whole=field.key in _OF_PAGE):
            for match in pattern.finditer(body, start, end):
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

    def __init__(self, article: ArticleText, searches: _Searches, *, whole: bool) -> None:
        pieces = [article.body[a:z] for a, z in _stretches(article, whole=whole)]
        self.characters = sum(map(len, pieces))
        # No search word reaches over a blank line.
        self._text = in_latin_letters("\n.\n".join(pieces)).lower()
        self._searches = searches

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(_WORD.findall(self._text))

    def speaks_of(self, plan: _Plan) -> bool:
        """Whether one of the search words stands in it."""
        here = self._words
        return (
            not plan.words.isdisjoint(here)
            or not plan.begins.isdisjoint(self._begun)
            or not plan.ends.isdisjoint(self._ended)
            or any(self._has(one) for one in plan.phrases if one.words <= here)
        )

    @cached_property
    def _begun(self) -> frozenset[str]:
        """The beginnings of words that are searched for and stand in it."""
        begins = self._searches.begins
        sizes = {len(one) for one in begins}
        return frozenset(
            one
            for word in self._words
            for size in sizes
            for one in begins.get(word[:size], ())
            if word.startswith(one)
        )

    @cached_property
    def _ended(self) -> frozenset[str]:
        """The ends of words that are searched for and stand in it."""
        ends = self._searches.ends
        sizes = {len(one) for one in ends}
        return frozenset(
            one
            for word in self._words
            for size in sizes
            for one in ends.get(word[-size:], ())
            if word.endswith(one)
        )

    def _has(self, phrase: _Phrase) -> bool:
        """Whether a phrase whose words it has stands in it: looked for where its letters stand."""
        if not all(one in self._text for one in phrase.letters):
            return False
        if not phrase.anchor:
            return phrase.pattern.search(self._text) is not None
        at = self._text.find(phrase.anchor)
        while at >= 0:
            if phrase.first:
                found = phrase.pattern.match(self._text, at)
            else:
                found = phrase.pattern.search(self._text, max(0, at - _REACH), at + _REACH)
            if found:
                return True
            at = self._text.find(phrase.anchor, at + 1)
        return False


class _Phrase(NamedTuple):
    """A search word that a list of words does not answer.

    Attributes:
        words: Words that the text must have.
        letters: Further runs of letters that it must have.
        anchor: Letters near which it stands.
        first: Whether it begins with them.
        pattern: What must be found besides.
    """

    words: frozenset[str]
    letters: tuple[str, ...]
    anchor: str
    first: bool
    pattern: re.Pattern[str]


class _Plan(NamedTuple):
    """The search words of a field: whole words, beginnings, ends, others."""

    words: frozenset[str]
    begins: frozenset[str]
    ends: frozenset[str]
    phrases: tuple[_Phrase, ...]


def _plan(tried: tuple[str, ...]) -> _Plan:
    words, begins, ends, phrases = set[str](), set[str](), set[str](), list[_Phrase]()
    for word in tried:
        if _LETTERS.fullmatch(word):
            words.add(word)
        elif _LETTERS.fullmatch(word[:-1]) and word[-1] == "*":
            begins.add(word[:-1])
        elif _LETTERS.fullmatch(word[1:]) and word[0] == "*":
            ends.add(word[1:])
        else:
            phrases.append(_phrase(word))
    return _Plan(frozenset(words), frozenset(begins), frozenset(ends), tuple(phrases))


def _phrase(word: str) -> _Phrase:
    pieces = word.split(" ")
    whole = frozenset(one for one in pieces if _LETTERS.fullmatch(one))
    letters = tuple(run for one in pieces if one not in whole for run in _LETTERS.findall(one))
    begin = _LETTERS.match(word)
    anchor = begin[0] if begin else max(_LETTERS.findall(word), key=len, default="")
    pattern = re.compile(shape_of(word))
    return _Phrase(whole, letters, anchor, begin is not None, pattern)


def shape_of(word: str) -> str:
    """The expression of a search word: spaces and hyphens are any gap, other signs as told."""
    shape = re.escape(word)
    for sign, meaning in _SIGNS:
        shape = shape.replace(sign, meaning)
    before = r"(?<!\w)" if word[0].isalnum() or word[0] == "#" else ""
    after = r"(?!\w)" if word[-1].isalnum() else ""
    return before + shape + after
