"""What the lanes do for suggestions; of the backend, so imported on a lane, when needed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from curator.domain.names import key_of, name_key, words_of
from curator.gui.form.request_panel import TermWanted
from curator.gui.suggestions.values import Kept, Registered, Switch
from curator.services.asked_plugins import AskedPlugins, keep_plugin
from curator.services.plugin_values import Plugin, PluginWanted
from curator.services.settings import Settings, load_settings, update_settings
from curator.services.suggested import (
    Absence,
    Proposed,
    RequestedTerm,
    Silence,
    SuggestionsOf,
    What,
)
from curator.services.suggesting import (
    SuggestionCache,
    answer,
    learn,
    map_term,
    request_term,
    requested_terms,
    sign_absence,
    silence,
    silenced,
    suggest_article,
    switch,
    track_records,
    unsilence,
)

if TYPE_CHECKING:
    from curator.gui.backend import Backend
    from curator.gui.lanes import JobProgress


class SuggestingLane:
    """Suggests for the registry of a backend, and logs what its author then answers.

    ``suggestions`` and ``registered`` belong to the read lane, what writes to the write lane, and
    ``ask_plugins`` to the one aside.
    """

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._cache = SuggestionCache()
        self._plugins = AskedPlugins()

    def close(self) -> None:
        """End the processes of plug-ins."""
        self._plugins.close()

    def suggestions(self, number: int) -> SuggestionsOf | None:
        """All that is proposed for an article; None where suggestions are switched off."""
        settings, _ = load_settings()
        if not settings.suggestions:
            return None
        backend = self._backend
        return suggest_article(
            backend.registry,
            number,
            author=backend.author,
            vocabularies=backend.vocabularies,
            plugins=self._plugins if self._plugins.choose(settings.plugins) else None,
            cache=self._cache,
            learning=settings.learning,
        )

    def ask_plugins(self, progress: JobProgress) -> None:
        """Ask those that are on for the article that was read last; reports around each."""
        settings, _ = load_settings()
        self._plugins.choose(settings.plugins if settings.suggestions else {})
        self._plugins.ask(progress.cancel, lambda name, done: progress.step(int(done), 1, name))

    def plugins(self) -> tuple[Plugin, ...]:
        """The plug-ins of this machine, and how they are set."""
        return self._plugins.plugins()

    def keep_plugin(self, wanted: PluginWanted) -> tuple[Plugin, ...]:
        """Switch a plug-in on or off, with its options; returns all as they are now."""
        keep_plugin(wanted)
        return self._plugins.plugins()

    def registered(self) -> Registered:
        """What the registry has learned and keeps of suggestions."""
        registry = self._backend.registry
        settings, _ = load_settings()
        learned = self._cache.learned or learn(registry)
        return Registered(
            track_records(registry),
            silenced(registry),
            requested_terms(registry),
            learned.sentence,
            _kept(settings),
        )

    def answer(self, proposed: Proposed, what: What, *, item: str, reason: str) -> None:
        backend = self._backend
        answer(
            backend.registry, proposed, what=what, author=backend.author, item=item, reason=reason
        )

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
        """The name of the term that stands in the quotes, the longest; else the first quote."""
        term = self._backend.lookup().term(term_id)
        names = (term.label, *term.synonyms) if term is not None else ()
        for evidence in one.evidence:
            said = f" {key_of(words_of(evidence.quote))} "
            there = [name for name in names if name_key(name) and f" {name_key(name)} " in said]
            if there:
                return max(there, key=len)
        return " ".join(one.evidence[0].quote.split())

    def unsilence(self, one: Silence) -> Silence:
        """Let a name count again."""
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
        """Say which term of a vocabulary a requested one stands for."""
        backend = self._backend
        map_term(
            backend.registry,
            term_id,
            to=to,
            author=backend.author,
            vocabularies=backend.vocabularies,
        )

    def switch(self, wanted: Switch) -> None:
        """Switch a suggester on or off in a field."""
        backend = self._backend
        switch(
            backend.registry, wanted.rule, field=wanted.field, on=wanted.on, author=backend.author
        )

    def keep(self, kept: Kept) -> Kept:
        """Remember whether to suggest, and whether to learn."""
        settings = update_settings(
            lambda one: replace(one, suggestions=kept.suggestions, learning=kept.learning)
        )
        return _kept(settings)


def _kept(settings: Settings) -> Kept:
    return Kept(settings.suggestions, settings.learning)
