"""The process of a plug-in: ``python -m curator.services.suggesting_process``.

Its first line of input says which: ``{"memory": bytes, "plugin": name, "options": {...}}``.  It
says ``{"ready": true}`` and then answers each further line, an article, with one line.  A plug-in
speaks to this machine only.
"""

from __future__ import annotations

import ipaddress
import json
import sys
from collections.abc import Callable, Mapping
from typing import Any, Final

from curator.domain.errors import CuratorError
from curator.domain.forms import Form, form_from_json
from curator.services.answering import begin, failed_to_json, say
from curator.services.suggesting_here import Readable
from curator.services.suggesting_lines import readable_from_json
from curator.services.vocabularies import Vocabularies
from curator.suggest.plugins import (
    DROPPED,
    PluginArticle,
    PluginError,
    as_suggestions,
    load_plugin,
)
from curator.suggest.wire import suggestion_to_json

if sys.platform != "win32":  # there the deadline alone must do
    import resource

WRITTEN: Final = 10_000_000
"""Bytes that a plug-in may write into any file, what it prints for one."""

Answers = Callable[[Mapping[str, Any]], Mapping[str, Any]]
"""From an asked line to the answered one."""

_HERE: Final = frozenset(("localhost", "", None))


def plugin_answers(name: str, options: Mapping[str, str]) -> Answers:
    """A plug-in's suggestions, those that hold.

    Raises:
        PluginError: It cannot be loaded.
    """
    plugin = load_plugin(name, options)
    lookup = Vocabularies.load().best

    def answer(article: Readable, form: Form) -> Mapping[str, Any]:
        try:
            given = list(plugin.suggest(PluginArticle(article.body, article.blocks), form))
        except PluginError:
            raise
        except Exception as error:
            raise PluginError(f"{name} failed ({type(error).__name__}: {error}).") from error
        got = as_suggestions(given, article.body, form=form, name=name, lookup=lookup)
        return {
            "suggestions": [suggestion_to_json(one) for one in got.suggestions],
            "notes": [_note(name, why, count=n) for why, n in sorted(got.dropped.items())],
            "dropped": {DROPPED[why]: n for why, n in sorted(got.dropped.items())},
        }

    return _of_articles(answer)


def _note(name: str, why: str, *, count: int) -> str:
    were = "suggestion was" if count == 1 else "suggestions were"
    return f"{count} {were} left out of what {name} proposed: {DROPPED[why]}."


def _of_articles(answer: Callable[[Readable, Form], Mapping[str, Any]]) -> Answers:
    """Reads what each line asks; a form is sent once and known by its digest from then on."""
    forms: dict[str, Form] = {}

    def of_article(asked: Mapping[str, Any]) -> Mapping[str, Any]:
        if "form" in asked:
            forms.clear()
            forms[asked["digest"]] = form_from_json(asked["form"])
        return answer(readable_from_json(asked["article"]), forms[asked["digest"]])

    return of_article


def limit(memory_bytes: int) -> None:
    """Let allocations fail beyond so many bytes of address space, and long files, too."""
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (WRITTEN, WRITTEN))


def refuse_other_machines(event: str, arguments: tuple[Any, ...]) -> None:
    """An audit hook: nothing but this machine is spoken to, and no name is asked of a network."""
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        address = arguments[1]
        if isinstance(address, tuple) and not _is_here(str(address[0])):
            raise PermissionError(f"a plug-in may not speak to {address[0]}")
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        host = arguments[0]
        name = host.decode("ascii", "replace") if isinstance(host, bytes) else host
        if name not in _HERE and not _is_here(str(name)):
            raise PermissionError(f"a plug-in may not look up {name}")


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.split("%", 1)[0]).is_loopback
    except ValueError:
        return False


def main() -> None:
    sink, source, wanted = begin()
    try:
        limit(int(wanted["memory"]))
        sys.addaudithook(refuse_other_machines)
        answers = plugin_answers(wanted["plugin"], wanted["options"])
        say(sink, {"ready": True})
        for line in source:
            try:
                answer = answers(json.loads(line))
            except CuratorError as error:
                answer = failed_to_json(error)
            say(sink, answer)
    except BrokenPipeError:
        return  # nobody is there to hear it
    except CuratorError as error:
        say(sink, failed_to_json(error))


if __name__ == "__main__":
    main()
