"""The rules in this process, with the vocabularies of this machine.

The command line and the read lane of the window suggest here; plug-ins have processes of their own
(``suggesters``).
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from curator.domain.claims import Term
from curator.domain.forms import Form
from curator.domain.names import key_of, words_of
from curator.domain.terms import Names, VocabularyTerm
from curator.ingest.values import ParsedArticle
from curator.services.vocabularies import LOCAL, JoinedNames, Vocabularies
from curator.services.vocabulary_memory import Vocabulary
from curator.suggest.absence import Absence, Searched, absences, unsearched
from curator.suggest.engine import NOTHING_OFF, as_claims, choose, propose
from curator.suggest.floors import FLOORS
from curator.suggest.matcher import NOTHING_SILENCED, Silenced
from curator.suggest.paragraphs import TextBlock
from curator.suggest.reading import ArticleText, PageHint, read_article
from curator.suggest.values import Suggestion

_NO_TERMS: Final[Mapping[str, tuple[VocabularyTerm, ...]]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Readable:
    """An article to suggest for: its text, blocks and what the page says of itself."""

    body: str
    blocks: tuple[TextBlock, ...] = ()
    hints: tuple[PageHint, ...] = ()


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a registry wants of suggestions.

    Attributes:
        silenced: Names that are never found.
        terms: The registry's own terms by role, found beside those of vocabularies.
        floors: Least score by field.
        off: Pairs (rule, field) that have switched themselves off.
    """

    silenced: Silenced = NOTHING_SILENCED
    terms: Mapping[str, tuple[VocabularyTerm, ...]] = field(default_factory=lambda: _NO_TERMS)
    floors: Mapping[str, float] = field(default_factory=lambda: FLOORS)
    off: frozenset[tuple[str, str]] = NOTHING_OFF


NO_WISHES: Final = Wishes()


@dataclass(frozen=True, slots=True)
class Suggested:
    """What is proposed for an article.

    Attributes:
        suggestions: In the order of the form's fields, the best of a field first.
        absences: Proofs of absence by field; never a suggestion.
        notes: Sentences on what went wrong (a plug-in that took too long).
    """

    suggestions: tuple[Suggestion, ...]
    absences: Mapping[str, Absence]
    notes: tuple[str, ...] = ()


def readable(parsed: ParsedArticle) -> Readable:
    """What a reader of files gave, for suggesting."""
    return Readable(
        parsed.body,
        tuple(TextBlock(b.kind, b.start, b.end, b.name, b.level, b.page) for b in parsed.blocks),
        tuple(PageHint(h.field, h.value, h.start, h.end) for h in parsed.hints),
    )


class Rules:
    """All rules, and the names that they look for."""

    def __init__(self, vocabularies: Vocabularies) -> None:
        self._vocabularies = vocabularies
        self._seen: object = None
        self._names: dict[str, Names] = {}
        self._searched: Mapping[str, Searched] = {}

    def _look_again(self) -> None:
        """Take the names of this machine's vocabularies anew where others are installed now."""
        installed = self._vocabularies.installed
        active = installed.active() if installed is not None else ()
        if self._seen is not active:
            self._names = names_by_role(self._vocabularies)
            self._searched = searched_by_role(self._vocabularies)
            self._seen = active

    def read(self, article: Readable, *, wishes: Wishes = NO_WISHES) -> ArticleText:
        """The article with what it mentions; a vocabulary installed meanwhile counts."""
        self._look_again()
        names = dict(self._names)
        for role, terms in wishes.terms.items():
            own = Vocabulary(terms, name=role, release=LOCAL)
            names[role] = JoinedNames((own, names[role])) if role in names else own
        return read_article(
            article.body,
            article.blocks,
            names=names,
            silenced=wishes.silenced,
            hints=article.hints,
        )

    def suggest(self, article: Readable, form: Form, *, wishes: Wishes = NO_WISHES) -> Suggested:
        """What the rules propose, and what they prove to be absent."""
        with _uncollected():
            text = self.read(article, wishes=wishes)
            proposed = propose(text, form)
            found = choose(
                text,
                form,
                proposed=proposed,
                floors=wishes.floors,
                off=wishes.off,
                silenced=wishes.silenced,
            )
            absent = absences(
                text,
                form,
                claims=as_claims(by_field(found)),
                proposed={one.field for one in proposed},
                searched=self._searched,
            )
            unread = unsearched(text)
        return Suggested(found, absent, (unread,) if unread else ())


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without garbage collection, which takes a fifth of the time and finds nothing meanwhile."""
    wanted = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if wanted:
            gc.enable()


def with_plugins(
    article: Readable,
    form: Form,
    *,
    suggested: Suggested,
    further: Sequence[Suggestion],
    wishes: Wishes = NO_WISHES,
) -> Suggested:
    """What rules and plug-ins propose together; a field that a plug-in fills is not absent."""
    text = ArticleText(article.body, article.blocks)
    heard = [one for one in further if not _is_silenced(one, wishes.silenced)]
    proposed = (*suggested.suggestions, *heard)
    found = choose(
        text,
        form,
        proposed=proposed,
        floors=wishes.floors,
        off=wishes.off,
        silenced=wishes.silenced,
    )
    filled = {one.field for one in found}
    absent = {key: one for key, one in suggested.absences.items() if key not in filled}
    return Suggested(found, absent, suggested.notes)


def _is_silenced(one: Suggestion, silenced: Silenced) -> bool:
    """Whether its quote holds a name that the curator does not want for its term."""
    ids = {value.id for value in (one.value, *one.parts.values()) if isinstance(value, Term)}
    said = f" {key_of(words_of(one.quote))} "
    return any(
        f" {key} " in said and (term_id in ids or (not term_id and bool(ids)))
        for _, key, term_id in silenced.names
    )


def by_field(found: Sequence[Suggestion]) -> Mapping[str, tuple[Suggestion, ...]]:
    """Suggestions by the key of their field, in their order."""
    ones: dict[str, list[Suggestion]] = {}
    for one in found:
        ones.setdefault(one.field, []).append(one)
    return {key: tuple(some) for key, some in ones.items()}


def names_by_role(vocabularies: Vocabularies) -> dict[str, Names]:
    """The names of this machine's vocabularies by the role that they serve."""
    return {role: vocabularies.names_for(role) for role in vocabularies.roles}


def searched_by_role(vocabularies: Vocabularies) -> Mapping[str, Searched]:
    """How many names of which releases each role has, for the proof of absence."""
    return {
        role: Searched(vocabularies.releases(role), _names(vocabularies, role))
        for role in vocabularies.roles
    }


def _names(vocabularies: Vocabularies, role: str) -> int:
    """How many names the vocabularies of a role have in all."""
    own = len(vocabularies.vocabulary(role).names) if role in vocabularies.names else 0
    installed = vocabularies.installed.active() if vocabularies.installed is not None else ()
    return own + sum(int(one.said["names"]) for one in installed if one.role == role)
