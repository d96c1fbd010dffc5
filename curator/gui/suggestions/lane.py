"""What the lanes do for suggestions; of the backend, so imported on the write lane with it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from curator.domain.names import key_of, name_key, words_of
from curator.gui.form.request_panel import TermWanted
from curator.gui.suggestions.values import Kept, Registered, Switch
from curator.services.absence_proofs import sign_absence
from curator.services.answer_log import answer
from curator.services.local_terms import map_term, request_term, requested_terms
from curator.services.settings import Settings, load_settings, update_settings
from curator.services.silencing import silence, silenced, unsilence
from curator.services.suggested import (
    Absence,
    Proposed,
    RequestedTerm,
    Silence,
    SuggestionsOf,
    What,
)
from curator.services.suggesting import suggest_article
from curator.services.track_records import switch, track_records

if TYPE_CHECKING:
    from curator.gui.backend import Backend


class SuggestingLane:
    """Suggests for the registry of a backend, and logs what its author then answers."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    def suggestions(self, number: int) -> SuggestionsOf | None:
        """All that is proposed for an article; None where suggestions are switched off."""
        settings, _ = load_settings()
        if not settings.suggestions:
            return None
        return suggest_article(self._backend.registry, number, author=self._backend.author)

    def answer(self, proposed: Proposed, what: What, *, item: str, reason: str) -> None:
        backend = self._backend
        answer(backend.registry, proposed, what, author=backend.author, item=item, reason=reason)

    def sign(self, absence: Absence, *, article: str, entity: str, text: str) -> None:
        """Keep what was searched in vain when a curator signed it."""
        backend = self._backend
        sign_absence(
            backend.registry,
            absence,
            article=article,
            entity=entity,
            text=text,
            author=backend.author,
        )

    def silence(self, one: Proposed, *, role: str, term_id: str) -> Silence:
        """Never take the name behind a suggestion for its term again; returns what was silenced."""
        name = self._named(one, term_id)
        backend = self._backend
        silence(backend.registry, role, name=name, author=backend.author, term_id=term_id)
        return Silence(role, name, term_id, "", backend.author.name, "")

    def _named(self, one: Proposed, term_id: str) -> str:
        """The name of the term that stands in the quote, the longest; else the quote itself."""
        term = self._backend.vocabularies.term(term_id)
        quote = " ".join(one.evidence[0].quote.split())
        said = f" {key_of(words_of(quote))} "
        names = (term.label, *term.synonyms) if term is not None else ()
        there = [name for name in names if name_key(name) and f" {name_key(name)} " in said]
        return max(there, key=len, default=quote)

    def unsilence(self, one: Silence) -> Silence:
        backend = self._backend
        unsilence(
            backend.registry, one.role, name=one.name, author=backend.author, term_id=one.term_id
        )
        return one

    def request(self, wanted: TermWanted) -> RequestedTerm:
        """Make a term of the registry's own."""
        backend = self._backend
        return request_term(
            backend.registry,
            wanted.role,
            label=wanted.label,
            definition=wanted.definition,
            author=backend.author,
        )

    def map(self, term_id: str, *, to: str) -> None:
        backend = self._backend
        map_term(backend.registry, term_id, to=to, author=backend.author)

    def switch(self, wanted: Switch) -> None:
        backend = self._backend
        switch(
            backend.registry, wanted.rule, field=wanted.field, on=wanted.on, author=backend.author
        )

    def registered(self) -> Registered:
        """What the registry has learned and keeps of suggestions."""
        registry = self._backend.registry
        settings, _ = load_settings()
        return Registered(
            track_records(registry), silenced(registry), requested_terms(registry), _kept(settings)
        )

    def keep(self, kept: Kept) -> Kept:
        """Remember whether to suggest, and whether to learn."""
        settings = update_settings(
            lambda one: replace(one, suggestions=kept.suggestions, learning=kept.learning)
        )
        return _kept(settings)


def _kept(settings: Settings) -> Kept:
    return Kept(settings.suggestions, settings.learning)
