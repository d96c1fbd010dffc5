"""The plug-ins that a curator has switched on in the window, and what they have answered so far.

The lane that reads lays their answers over what the rules propose and never waits for one; another
lane asks them, one after the other, each in its own process.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from curator.domain.errors import Cancelled, CuratorError
from curator.domain.forms import Form
from curator.services.plugin_values import Plugin, PluginOption, PluginRun, PluginWanted
from curator.services.settings import PluginChoice, load_settings, update_settings
from curator.services.suggesters import PluginAnswer, Suggesters
from curator.services.suggesting_here import Readable, Suggested, Wishes, with_plugins
from curator.suggest.local_model import MODEL, URL, LocalModel
from curator.suggest.plugins import PluginError, described_plugins

LOCAL_MODEL: Final = "local-model"

_LINES: Final = (("url", "Address", URL), ("model", "Model", MODEL))
_KEPT: Final = 200
"""Answers that are kept in memory."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What one plug-in was asked: its name and options, the text and the form."""

    name: str
    options: tuple[tuple[str, str], ...]
    body: str
    form: str


class AskedPlugins:
    """What the plug-ins of one open registry have answered.

    Implements ``suggesting.Plugins``.  ``ask`` belongs to one lane; all else to any.
    """

    changing = True

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._choices: Mapping[str, PluginChoice] = MappingProxyType({})
        self._question: tuple[Readable, Form] | None = None
        self._answers: OrderedDict[_Asked, PluginAnswer] = OrderedDict()
        self._failed: dict[_Asked, str] = {}
        self._last: dict[str, PluginRun] = {}
        self._now = ""
        self._running: dict[str, tuple[PluginChoice, Suggesters]] = {}

    # On the lane that reads.

    def choose(self, choices: Mapping[str, PluginChoice]) -> bool:
        """Take what is set for plug-ins; whether any of them is on.

        One that is set anew may have failed for what was wrong with it before.
        """
        with self._guard:
            if choices != self._choices:
                self._choices = choices
                self._failed.clear()
        return any(one.on for one in choices.values())

    def suggest_further(
        self, article: Readable, form: Form, *, suggested: Suggested, wishes: Wishes
    ) -> Suggested:
        """The same with what was answered for that text so far; the rest is to be asked."""
        with self._guard:
            if self._question != (article, form):
                self._question = (article, form)
                self._failed.clear()
            asked = self._asked(article, form)
            answers = [self._answers[one] for one in asked if one in self._answers]
            failed = [self._failed[one] for one in asked if one in self._failed]
        if not answers:
            return replace(suggested, notes=(*suggested.notes, *failed))
        further = [one for answer in answers for one in answer.suggestions]
        notes = [note for answer in answers for note in answer.notes]
        found = with_plugins(article, form, suggested=suggested, further=further, wishes=wishes)
        return replace(found, notes=(*suggested.notes, *notes, *failed))

    def _asked(self, article: Readable, form: Form) -> list[_Asked]:
        return [
            _Asked(name, tuple(sorted(one.options.items())), article.body, form.digest)
            for name, one in sorted(self._choices.items())
            if one.on
        ]

    # On a lane of their own.

    def ask(self, cancel: threading.Event, told: Callable[[str, bool], None]) -> None:
        """Ask what has not answered yet for the article that was read last; slow.

        Args:
            cancel: Ends it; the plug-in's process ends with it.
            told: Called with the name of each when it is being asked, False, and was asked, True.

        Raises:
            Cancelled: ``cancel`` was set.
        """
        self._end_unwanted()
        with self._guard:
            if self._question is None:
                return
            article, form = self._question
            known = self._answers.keys() | self._failed.keys()
            waiting = [one for one in self._asked(article, form) if one not in known]
        for one in waiting:
            with self._marked(one.name):
                told(one.name, False)
                self._ask_one(one, article, form=form, cancel=cancel)
            told(one.name, True)

    def _ask_one(
        self, asked: _Asked, article: Readable, *, form: Form, cancel: threading.Event
    ) -> None:
        begun = time.monotonic()
        suggesters = self._process(asked)
        try:
            answer = suggesters.ask_plugin(asked.name, article, form=form, cancel=cancel)
        except Cancelled:
            raise
        except CuratorError as error:
            sentence = " ".join(filter(None, (error.sentence, error.hint)))
            with self._guard:
                self._failed[asked] = f"{asked.name}: {error.sentence}"
                self._last[asked.name] = PluginRun(time.monotonic() - begun, failed=sentence)
            return
        run = PluginRun(time.monotonic() - begun, len(answer.suggestions), answer.dropped)
        with self._guard:
            self._last[asked.name] = run
            self._answers[asked] = answer
            if len(self._answers) > _KEPT:
                self._answers.popitem(last=False)

    @contextmanager
    def _marked(self, name: str) -> Iterator[None]:
        with self._guard:
            self._now = name
        try:
            yield
        finally:
            with self._guard:
                self._now = ""

    def _process(self, asked: _Asked) -> Suggesters:
        if asked.name not in self._running:
            options = dict(asked.options)
            made = Suggesters({asked.name: options})
            self._running[asked.name] = (PluginChoice(on=True, options=options), made)
        return self._running[asked.name][1]

    def _end_unwanted(self) -> None:
        """End the processes of those that are off, or set in another way, by now."""
        with self._guard:
            choices = self._choices
        for name, (choice, suggesters) in list(self._running.items()):
            if choices.get(name) != choice:
                suggesters.close()
                del self._running[name]

    def close(self) -> None:
        """End all processes; nothing may be asked any more."""
        for _, suggesters in self._running.values():
            suggesters.close()
        self._running.clear()

    # What there is.

    def plugins(self) -> tuple[Plugin, ...]:
        """The plug-ins of this machine and those that are on; none of them is loaded."""
        choices = load_settings()[0].plugins
        about = described_plugins()
        with self._guard:
            last, now = dict(self._last), self._now
        gone = [name for name, one in choices.items() if one.on and name not in about]
        return tuple(
            Plugin(
                name=name,
                about=about.get(name, "It is not installed any more."),
                on=(choice := choices.get(name, PluginChoice())).on,
                options=_lines(name, choice.options),
                asked=name == now,
                last=last.get(name),
            )
            for name in (*about, *sorted(gone))
        )


def keep_plugin(wanted: PluginWanted) -> None:
    """Remember whether a plug-in is asked, and its options; checked where it is Curator's own.

    Raises:
        PluginError: The options cannot be; nothing is changed.
        StorageError: The disk refused.
    """
    before = load_settings()[0].plugins.get(wanted.name, PluginChoice())
    options = _options(wanted, before.options)
    if wanted.name == LOCAL_MODEL and wanted.on | (options != before.options):
        LocalModel(options)
    choice = PluginChoice(wanted.on, options)
    update_settings(lambda one: replace(one, plugins={**one.plugins, wanted.name: choice}))


def _lines(name: str, options: Mapping[str, str]) -> tuple[PluginOption, ...]:
    if name == LOCAL_MODEL:
        return tuple(
            PluginOption(key, label, options.get(key, ""), default)
            for key, label, default in _LINES
        )
    words = ", ".join(f"{key}={value}" for key, value in options.items())
    return (PluginOption("", "Options", words, "name=value, name=value"),)


def _options(wanted: PluginWanted, before: Mapping[str, str]) -> dict[str, str]:
    """The options as typed; those that have no line stay as they are."""
    if "" in wanted.values:
        pairs = (one.partition("=") for one in wanted.values[""].split(",") if one.strip())
        return dict(_pair(*one) for one in pairs)
    typed = {key: value.strip() for key, value in wanted.values.items()}
    return {key: value for key, value in {**before, **typed}.items() if value}


def _pair(name: str, equals: str, value: str) -> tuple[str, str]:
    """One option.

    Raises:
        PluginError: It has no name, or no value.
    """
    if not equals or not name.strip():
        raise PluginError(
            f"“{(name + equals + value).strip()}” is no option.",
            hint="Write name=value, and a comma before the next.",
        )
    return name.strip(), value.strip()
