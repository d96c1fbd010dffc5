"""Plug-ins that suggest, each in a process of its own that stays warm.

Only frozen values cross.  A process is started when it is first needed, has a deadline and a
memory limit, and is replaced when it dies; what goes wrong is a sentence, never a hang.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from types import MappingProxyType, TracebackType
from typing import Any, Final, Self

from curator.domain.errors import Cancelled, CuratorError, StorageError
from curator.domain.forms import Form
from curator.ingest.children import Stopped
from curator.services.apart import Apart
from curator.services.suggesting_here import (
    NO_WISHES,
    Readable,
    Suggested,
    Wishes,
    with_plugins,
)
from curator.services.suggesting_lines import readable_to_json
from curator.suggest.plugins import PluginError
from curator.suggest.values import Suggestion
from curator.suggest.wire import suggestion_from_json

MEMORY: Final = 2_000_000_000
"""Bytes of address space of each; a vocabulary of millions of names is a file mapped into it."""

DEADLINE_S: Final = 60.0

_START_S: Final = 60.0
_MODULE: Final = "curator.services.suggesting_process"
_NO_PLUGINS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType({})


class SuggestingError(CuratorError):
    """The process that suggests did not answer."""

    hint = "Go on by hand; it is started again for the next article."


@dataclass(frozen=True, slots=True)
class PluginAnswer:
    """What one plug-in gave for an article.

    Attributes:
        suggestions: Those that hold.
        notes: Sentences on those that were left out.
        dropped: How many were left out, by why.
    """

    suggestions: tuple[Suggestion, ...]
    notes: tuple[str, ...]
    dropped: Mapping[str, int]


class _Process:
    """One process, warm; asked by one thread at a time."""

    def __init__(self, wanted: Mapping[str, Any], *, name: str, deadline_s: float) -> None:
        self._wanted, self._name, self._deadline_s = wanted, name, deadline_s
        self._asking = threading.Lock()
        self._running = ExitStack()
        self._apart: Apart | None = None
        self._form = ""

    def ask(self, article: Readable, form: Form, *, stopped: Stopped) -> Mapping[str, Any]:
        """Its answer.

        Raises:
            Cancelled: ``stopped`` said so.
            CuratorError: It says that it cannot answer, has died, or took too long.
        """
        with self._asking:
            asked = {"article": readable_to_json(article), "digest": form.digest}
            healthy = False
            try:
                process = self._warm(stopped)
                if self._form != form.digest:
                    asked["form"] = form.declaration
                process.say(asked)
                answer = self._next(process, seconds=self._deadline_s, stopped=stopped)
                self._form = form.digest
                healthy = True
            finally:
                if not healthy:
                    self._end()
        if "failed" in answer:
            raise SuggestingError(answer["failed"]["sentence"], hint=answer["failed"]["hint"])
        return answer

    def _warm(self, stopped: Stopped) -> Apart:
        if self._apart is None:
            ended = StorageError(f"{self._name} ended without an answer.")
            process = self._running.enter_context(Apart(_MODULE, self._wanted, ended=ended))
            said = self._next(process, seconds=_START_S, stopped=stopped)
            if "failed" in said:
                raise PluginError(said["failed"]["sentence"], hint=said["failed"]["hint"])
            self._apart = process
        return self._apart

    def _next(self, process: Apart, *, seconds: float, stopped: Stopped) -> dict[str, Any]:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if stopped():
                raise Cancelled
            try:
                line = process.next()
            except StorageError as error:
                raise SuggestingError(error.sentence) from error
            if line is not None:
                return line
        raise SuggestingError(f"{self._name} took longer than {seconds:g} seconds.")

    def _end(self) -> None:
        self._running.close()
        self._apart, self._form = None, ""

    def close(self) -> None:
        with self._asking:
            self._end()


class Suggesters:
    """The plug-ins that a curator has switched on.

    Its methods may be called from any thread.

    Args:
        plugins: Options by name of plug-in; none of them is started before it is asked.
        deadline_s: Seconds that a plug-in may take for an article.
    """

    def __init__(
        self,
        plugins: Mapping[str, Mapping[str, str]] = _NO_PLUGINS,
        *,
        deadline_s: float = DEADLINE_S,
    ) -> None:
        self._closing = threading.Event()
        self._plugins = {
            name: _Process(
                {"memory": MEMORY, "plugin": name, "options": dict(options)},
                name=f"The plug-in {name}",
                deadline_s=deadline_s,
            )
            for name, options in sorted(plugins.items())
        }

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def changing(self) -> bool:
        """The same article is answered in the same way."""
        return False

    @property
    def plugins(self) -> tuple[str, ...]:
        """Names of the plug-ins that are switched on."""
        return tuple(self._plugins)

    def close(self) -> None:
        """End all processes; calls that are under way in other threads raise ``Cancelled``."""
        self._closing.set()
        for process in self._plugins.values():
            process.close()

    def suggest_further(
        self,
        article: Readable,
        form: Form,
        *,
        suggested: Suggested,
        wishes: Wishes = NO_WISHES,
        cancel: threading.Event | None = None,
    ) -> Suggested:
        """The same and what the plug-ins propose, one after the other; slow.

        A plug-in that fails is a note.

        Raises:
            Cancelled: ``cancel`` was set, or ``close`` called.
        """
        further: list[Suggestion] = []
        notes = list(suggested.notes)
        for name in self._plugins:
            try:
                answer = self.ask_plugin(name, article, form=form, cancel=cancel)
                further += answer.suggestions
                notes += answer.notes
            except Cancelled:
                raise
            except CuratorError as error:
                notes.append(error.sentence)
        found = with_plugins(article, form, suggested=suggested, further=further, wishes=wishes)
        return Suggested(found.suggestions, found.absences, tuple(notes))

    def ask_plugin(
        self, name: str, article: Readable, *, form: Form, cancel: threading.Event | None = None
    ) -> PluginAnswer:
        """What one plug-in proposes; slow.

        Raises:
            SuggestingError, PluginError: It did not answer, or says that it cannot.
            Cancelled: ``cancel`` was set, or ``close`` called.
        """
        events = [self._closing] if cancel is None else [self._closing, cancel]
        answer = self._plugins[name].ask(
            article, form, stopped=lambda: any(e.is_set() for e in events)
        )
        return PluginAnswer(
            _suggestions(answer, article), tuple(map(str, answer["notes"])), answer["dropped"]
        )


def _suggestions(answer: Mapping[str, Any], article: Readable) -> tuple[Suggestion, ...]:
    return tuple(suggestion_from_json(one, article.body) for one in answer["suggestions"])
