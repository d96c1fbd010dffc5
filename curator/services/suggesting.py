"""Suggestions for an article of a registry: the one door for the window and the command line.

``suggest_article`` runs the rules, or takes what they gave for the same text, names and wishes
before, and lays over it what this registry knows: answers, claims, track records, learning.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Protocol

import sqlalchemy as sa

from curator.domain.canonical import digest
from curator.domain.claims import Claims
from curator.domain.documents import ARTICLE, choices_to_json
from curator.domain.errors import NotFoundError
from curator.domain.evidence import Evidence, evidence_at
from curator.domain.forms import Field, Form
from curator.domain.identity import article_label
from curator.services.absence_proofs import (
    Spoken,
    reopened,
    sign_absence,
    signed_of,
    standing,
)
from curator.services.answer_log import Answer, answer, answer_all, answers_of, value_of
from curator.services.learned import Learned, answers_that_count, learn, learn_from, reranked
from curator.services.local_terms import (
    WithLocalTerms,
    map_term,
    request_term,
    requested_terms,
    terms_by_role,
    terms_requested,
)
from curator.services.opening import open_article
from curator.services.registry import Registry
from curator.services.saving import own_vocabularies
from curator.services.silencing import silence, silenced, silences, unsilence
from curator.services.suggested import (
    Absence,
    Proposed,
    Reopened,
    RequestedTerm,
    SuggestionsOf,
    SwitchedOff,
    TrackRecord,
    is_claimed,
)
from curator.services.suggesting_here import Readable, Rules, Suggested, Wishes
from curator.services.track_records import records_of, switch, track_records
from curator.services.values import Author, OpenedArticle
from curator.services.vocabularies import Vocabularies
from curator.store.engine import Session
from curator.store.logs import newest_number
from curator.store.sealing import Row
from curator.store.tables import entity, suggester_switch, suggestion_answer
from curator.suggest import absence as searching
from curator.suggest.matcher import Silenced
from curator.suggest.paragraphs import TextBlock
from curator.suggest.reading import PageHint
from curator.suggest.rules import RULES
from curator.suggest.values import Suggestion

__all__ = [
    "Answer",
    "Learned",
    "Plugins",
    "Suggester",
    "SuggestionCache",
    "WithLocalTerms",
    "answer",
    "answer_all",
    "learn",
    "map_term",
    "registry_wishes",
    "request_term",
    "requested_terms",
    "sign_absence",
    "silence",
    "silenced",
    "suggest_article",
    "switch",
    "track_records",
    "unsilence",
]

_KEPT: Final = 200
"""Articles whose suggestions are kept in memory."""


class Suggester(Protocol):
    """What runs the rules: ``suggesting_here.Rules``, or a word list in a test."""

    def suggest(self, article: Readable, form: Form, *, wishes: Wishes) -> Suggested:
        """What is proposed for an article."""
        ...


class Plugins(Protocol):
    """What runs the plug-ins, one after the other; slow (``suggesters.Suggesters``).

    Or what adds what they have answered so far, at once (``asked_plugins.AskedPlugins``).
    """

    @property
    def changing(self) -> bool:
        """Whether they may give more for the same article later, so that nothing is kept of it."""
        ...

    def suggest_further(
        self, article: Readable, form: Form, *, suggested: Suggested, wishes: Wishes
    ) -> Suggested:
        """What was proposed and what plug-ins propose."""
        ...


@dataclass(slots=True)
class SuggestionCache:
    """What the rules gave and what was learned, so that an article opened again costs nothing.

    It belongs to one registry and one thread.  Nothing in it is kept beyond the program's end.
    """

    given: OrderedDict[str, Suggested] = field(default_factory=OrderedDict)
    learned: Learned | None = None
    records: tuple[tuple[int, int], tuple[TrackRecord, ...]] = ((-1, -1), ())
    rules: tuple[tuple[str, ...], Rules] | None = None

    def find(self, key: str) -> Suggested | None:
        """What was given for that before."""
        found = self.given.get(key)
        if found is not None:
            self.given.move_to_end(key)
        return found

    def remember(self, key: str, suggested: Suggested) -> Suggested:
        """Keep what was given; what was not asked for the longest goes."""
        self.given[key] = suggested
        if len(self.given) > _KEPT:
            self.given.popitem(last=False)
        return suggested

    def records_in(self, session: Session) -> tuple[TrackRecord, ...]:
        """The track records, counted again only after an answer or a switch."""
        ends = (
            newest_number(session, suggestion_answer),
            newest_number(session, suggester_switch),
        )
        if self.records[0] != ends:
            self.records = (ends, records_of(session))
        return self.records[1]

    def rules_for(self, vocabularies: Vocabularies) -> Rules:
        """The rules with the names of those vocabularies."""
        releases = _releases(vocabularies)
        if self.rules is None or self.rules[0] != releases:
            self.rules = (releases, Rules(vocabularies))
        return self.rules[1]


@dataclass(frozen=True, slots=True)
class _Known:
    """What a registry says of suggestions, read in one session."""

    silenced: frozenset[tuple[str, str, str]]
    requested: tuple[RequestedTerm, ...]
    records: Mapping[tuple[str, str], TrackRecord]
    answers: Mapping[str, Row]
    signed: Sequence[Row]
    learned: Learned | None

    @property
    def off(self) -> frozenset[tuple[str, str]]:
        return frozenset(place for place, one in self.records.items() if not one.on)

    @property
    def switched_off(self) -> tuple[SwitchedOff, ...]:
        return tuple(
            SwitchedOff(one.rule, one.field, one.sentence)
            for one in self.records.values()
            if not one.on
        )


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the rules are asked for an article."""

    article: Readable
    form: Form
    wishes: Wishes

    def of(self, suggester: Suggester) -> Suggested:
        return suggester.suggest(self.article, self.form, wishes=self.wishes)

    def further(self, plugins: Plugins, suggested: Suggested) -> Suggested:
        return plugins.suggest_further(
            self.article, self.form, suggested=suggested, wishes=self.wishes
        )


def suggest_article(
    registry: Registry,
    number: int,
    *,
    author: Author | None = None,
    vocabularies: Vocabularies | None = None,
    suggester: Suggester | None = None,
    plugins: Plugins | None = None,
    cache: SuggestionCache | None = None,
    learning: bool = True,
) -> SuggestionsOf:
    """What is proposed for an article, with all that the registry knows of it.

    Args:
        registry: Any.
        number: The 117 of A-0117.
        author: Whose answers count as given; anybody's by default.
        vocabularies: Where names are looked up; the program's own by default.
        suggester: What runs the rules; they run in this process by default.
        plugins: What asks the plug-ins, too; where they are slow, in a second call.
        cache: What was given before; kept by the caller, the same at each call.
        learning: Whether what was learned reranks and leaves out.

    Raises:
        NotFoundError: There is no such article.
    """
    kept = cache if cache is not None else SuggestionCache()
    sources = vocabularies or own_vocabularies()
    opened = open_article(registry, _article_id(registry, number))
    form = registry.form
    with registry.read() as session:
        known = _known(session, opened, author=author, cache=kept, learning=learning)
    wishes = _wishes(known.silenced, known.requested, off=known.off, sources=sources)
    asked = _Asked(_readable(opened), form, wishes)
    key = _cache_key(opened, form, wishes=wishes, sources=sources)
    given = kept.find(key)
    if given is None:
        given = kept.remember(key, asked.of(suggester or kept.rules_for(sources)))
    if plugins is not None:
        given = _further(asked, plugins, before=given, cache=kept, key=f"{key} and plug-ins")
    proposed, notes = _proposed(given, opened, form=form, known=known)
    signed = standing(known.signed, opened)
    again: tuple[Reopened, ...] = ()
    if any(row["field"] not in given.absences for row in signed):
        spoken = _spoken(given, opened, asked=asked, rules=kept.rules_for(sources), rows=signed)
        again = reopened(signed, opened, spoken=spoken, labels=_labels(form))
    return SuggestionsOf(
        article=opened.article_id,
        number=opened.number,
        text=opened.document.text,
        proposed=proposed,
        absences={key: _absence(one) for key, one in given.absences.items()},
        off=known.switched_off,
        reopened=again,
        notes=(*given.notes, *notes),
        learned=known.learned is not None and known.learned.model is not None,
    )


def _further(
    asked: _Asked, plugins: Plugins, *, before: Suggested, cache: SuggestionCache, key: str
) -> Suggested:
    if plugins.changing:
        return asked.further(plugins, before)
    return cache.find(key) or cache.remember(key, asked.further(plugins, before))


def registry_wishes(registry: Registry, vocabularies: Vocabularies | None = None) -> Wishes:
    """What a registry wants of any text: its own terms, silenced names, rules switched off."""
    sources = vocabularies or own_vocabularies()
    with registry.read() as session:
        terms = terms_requested(session)
        off = frozenset((one.rule, one.field) for one in records_of(session) if not one.on)
        return _wishes(frozenset(silences(session)), terms, off=off, sources=sources)


# --- what is known -------------------------------------------------------------------------------


def _article_id(registry: Registry, number: int) -> str:
    query = sa.select(entity.c.id).where(entity.c.kind == ARTICLE, entity.c.number == number)
    with registry.read() as session:
        found = session.scalar(query)
    if found is None:
        raise NotFoundError(f"There is no article {article_label(number)} in this registry.")
    return str(found)


def _known(
    session: Session,
    opened: OpenedArticle,
    *,
    author: Author | None,
    cache: SuggestionCache,
    learning: bool,
) -> _Known:
    if learning and (cache.learned is None or cache.learned.answers != answers_that_count(session)):
        cache.learned = learn_from(session)
    return _Known(
        silenced=frozenset(silences(session)),
        requested=terms_requested(session),
        records={(one.rule, one.field): one for one in cache.records_in(session)},
        answers=answers_of(session, opened.article_id, author=author),
        signed=signed_of(session, opened.article_id),
        learned=cache.learned if learning else None,
    )


def _wishes(
    silenced_names: Iterable[tuple[str, str, str]],
    requested: Iterable[RequestedTerm],
    *,
    off: frozenset[tuple[str, str]],
    sources: Vocabularies,
) -> Wishes:
    terms = terms_by_role(requested, sources)
    roles = {*sources.roles, *terms}
    names = {
        (one, key, term_id)
        for role, key, term_id in silenced_names
        for one in ((role,) if role else roles)
    }
    return Wishes(silenced=Silenced(frozenset(names)), terms=terms, off=off)


def _readable(opened: OpenedArticle) -> Readable:
    return Readable(
        opened.body,
        tuple(TextBlock(b.kind, b.start, b.end, b.name, b.level, b.page) for b in opened.blocks),
        tuple(PageHint(h.field, h.value, h.start, h.end) for h in opened.hints),
    )


def _releases(vocabularies: Vocabularies) -> tuple[str, ...]:
    return tuple(
        f"{role}={release}"
        for role in vocabularies.roles
        for release in vocabularies.releases(role)
    )


def _cache_key(opened: OpenedArticle, form: Form, *, wishes: Wishes, sources: Vocabularies) -> str:
    """All that the rules' answer depends on."""
    return digest(
        {
            "text": opened.document.text_digest,
            "choices": choices_to_json(opened.document.blocks),
            "form": form.digest,
            "releases": list(_releases(sources)),
            "silenced": [list(one) for one in sorted(wishes.silenced.names)],
            "terms": {
                role: [[one.id, one.label, *one.synonyms] for one in terms]
                for role, terms in wishes.terms.items()
            },
            "off": [list(one) for one in sorted(wishes.off)],
            "rules": list(RULES),
        }
    )


# --- what is proposed ----------------------------------------------------------------------------


def _proposed(
    given: Suggested, opened: OpenedArticle, *, form: Form, known: _Known
) -> tuple[tuple[Proposed, ...], list[str]]:
    """The suggestions with answers, claims and records; what there is to say of them."""
    claims = _claims(opened)
    by_field: dict[str, list[Proposed]] = {}
    for one in given.suggestions:
        form_field = form.field(one.field)
        if form_field is not None:
            made = _one(one, opened, form_field=form_field, known=known, claims=claims)
            by_field.setdefault(one.field, []).append(made)
    model = known.learned.model if known.learned else None
    if model is None:
        return tuple(one for several in by_field.values() for one in several), []
    ranked = {key: reranked(several, model) for key, several in by_field.items()}
    left_out = sum(count for _, count in ranked.values())
    notes = []
    if left_out:
        what = "suggestion is" if left_out == 1 else "suggestions are"
        notes.append(f"{left_out} {what} left out, as such ones are hardly ever taken here.")
    return tuple(one for several, _ in ranked.values() for one in several), notes


def _one(
    one: Suggestion,
    opened: OpenedArticle,
    *,
    form_field: Field,
    known: _Known,
    claims: Sequence[Claims],
) -> Proposed:
    key = _key(one, form_field)
    answered = known.answers.get(key)
    made = Proposed(
        key=key,
        article=opened.article_id,
        field=one.field,
        status=one.status,
        value=one.value,
        parts=one.parts,
        evidence=_evidence(opened, [(one.start, one.end), *one.others]),
        score=one.score,
        why=one.why,
        rule=one.rule,
        features=one.features,
        record=known.records.get((one.rule, one.field)),
        answered=answered["answer"] if answered is not None else "",
        alternative=one.alternative,
    )
    return replace(made, claimed=any(is_claimed(made, one_.get(one.field)) for one_ in claims))


def _key(one: Suggestion, form_field: Field) -> str:
    """The same for the same value in a later text or by another rule; rows go by their place."""
    data = value_of(one.status, one.value, parts=one.parts)
    if form_field.rows or (one.value is None and not one.parts):
        data["at"] = [one.start, one.end]
    return digest({"field": one.field, **data})[:16]


def _evidence(opened: OpenedArticle, spans: Iterable[tuple[int, int]]) -> tuple[Evidence, ...]:
    text = opened.document.text
    return tuple(evidence_at(opened.body, start, end=end, text=text) for start, end in spans)


def _claims(opened: OpenedArticle) -> list[Claims]:
    return [opened.document.claims, *(one.document.claims for one in opened.extractions)]


# --- what is absent ------------------------------------------------------------------------------


def _absence(one: searching.Absence) -> Absence:
    return Absence(one.field, one.tried, one.characters, one.releases, one.terms)


def _labels(form: Form) -> dict[str, str]:
    return {one.key: one.label for one in form.fields()}


def _spoken(
    given: Suggested, opened: OpenedArticle, *, asked: _Asked, rules: Rules, rows: Iterable[Row]
) -> Spoken:
    """Where the fields that were signed as absent are spoken of now."""
    text = rules.read(asked.article, wishes=asked.wishes)
    found: dict[str, tuple[Evidence, ...]] = {}
    for row in rows:
        form_field = asked.form.field(row["field"])
        if form_field is None or row["field"] in given.absences:
            continue
        spans = [(one.start, one.end) for one in given.suggestions if one.field == row["field"]]
        spans += list(searching.places(text, form_field))
        found[row["field"]] = _evidence(opened, dict.fromkeys(spans))
    return Spoken(frozenset(given.absences), found)
