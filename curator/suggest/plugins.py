"""The protocol of plug-ins that propose values: entry points of the group ``curator.suggesters``.

An entry point names a function that takes the options a curator has set (words by name) and gives
a ``Suggester``.  It is called once, in a process of its own with a deadline and a memory limit;
that process refuses every connection but to this machine itself.  What a plug-in proposes is
never believed: a quote that does not stand in the text is dropped, a value is read as the field's
kind would read typed words, and nothing is a claim before a curator takes it.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from types import MappingProxyType
from typing import Any, Final, Protocol, TypeGuard

from curator.domain.claims import ITEM_STATUSES, REPORTED, Value, Words
from curator.domain.errors import CuratorError
from curator.domain.filling import Lookup, parse_value
from curator.domain.forms import Field, Form
from curator.suggest.paragraphs import TextBlock
from curator.suggest.values import Suggestion

GROUP: Final = "curator.suggesters"
PREFIX: Final = "plugin:"
"""Before the name of a plug-in, in the name of its rule."""

MOST: Final = 500
"""Suggestions of one plug-in for one article; more are left out."""

_OWN: Final = "curator.suggest.local_model:LocalModel"
_ABOUT: Final = "A language model on this machine, behind an OpenAI-compatible server."
_LONGEST: Final = 4_000
_LONGEST_WHY: Final = 300
_NO_PARTS: Final[Mapping[str, str]] = MappingProxyType({})


class PluginError(CuratorError):
    """A plug-in could not answer."""

    hint = "Look at its settings, or switch it off; the other suggestions do not need it."


@dataclass(frozen=True, slots=True)
class PluginArticle:
    """What a plug-in gets.

    Attributes:
        text: The article; every offset counts its code points.
        blocks: What is headline, main text, furniture, ... in it, in order.
    """

    text: str
    blocks: tuple[TextBlock, ...] = ()


@dataclass(frozen=True, slots=True)
class PluginSuggestion:
    """What a plug-in proposes for one field.

    Attributes:
        field: Key of the form's field.
        value: In words, as a curator would type it; of a choice its key, label or synonym.
        quote: The words of the article that say it, exactly as they stand; white space may differ.
        part: Key of the part that ``value`` is for; "" for the first, or where there are none.
        parts: Further parts, words by part key.
        status: ``reported``, ``vague`` or ``unclear``.
        start: Where the quote begins, where it stands more than once; otherwise the first counts.
        score: How sure, 0 to 1.
        why: For a curator, in a few words.
    """

    field: str
    value: str
    quote: str
    part: str = ""
    parts: Mapping[str, str] = dataclasses.field(default_factory=lambda: _NO_PARTS)
    status: str = REPORTED
    start: int | None = None
    score: float = 0.6
    why: str = ""


class Suggester(Protocol):
    """A plug-in, made."""

    def suggest(self, article: PluginArticle, form: Form) -> Iterable[PluginSuggestion]:
        """What it proposes for an article.

        Raises:
            PluginError: It cannot answer; the sentence is shown to the curator.
        """
        ...


MakeSuggester = Callable[[Mapping[str, str]], Suggester]
"""What an entry point names: options by name to the plug-in."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What a plug-in proposed and can be shown, and how many others were dropped, by why."""

    suggestions: tuple[Suggestion, ...]
    dropped: Mapping[str, int]


def installed_plugins() -> tuple[str, ...]:
    """Names of the plug-ins on this machine, in order; none of them is loaded."""
    return tuple(described_plugins())


def described_plugins() -> Mapping[str, str]:
    """The plug-ins on this machine in order, each with a sentence on what it is.

    None of them is loaded: the sentence is the summary that its package gives of itself.
    """
    found: dict[str, str] = {}
    for one in sorted(entry_points(group=GROUP)):
        about = _own_about(one) or _summary(one)
        found.setdefault(one.name, about or f"From the package {one.module.split('.')[0]}.")
    return MappingProxyType(found)


def _own_about(one: EntryPoint) -> str:
    return _ABOUT if one.value == _OWN else ""


def _summary(one: EntryPoint) -> str:
    said = one.dist.metadata.get_all("Summary") if one.dist is not None else None
    return str(said[0]) if said else ""


def load_plugin(name: str, options: Mapping[str, str]) -> Suggester:
    """Import and make a plug-in.

    Raises:
        PluginError: There is none of that name, or it cannot be loaded.
    """
    found: list[EntryPoint] = sorted(entry_points(group=GROUP, name=name))
    if not found:
        here = ", ".join(installed_plugins())
        raise PluginError(f"There is no plug-in {name}.", hint=f"There are: {here or 'none'}.")
    try:
        make: MakeSuggester = found[0].load()
        return make(options)
    except PluginError:
        raise
    except Exception as error:
        raise PluginError(
            f"The plug-in {name} cannot be loaded ({type(error).__name__}: {error})."
        ) from error


def as_suggestions(
    given: Iterable[object], body: str, *, form: Form, name: str, lookup: Lookup
) -> Answered:
    """The plug-in's suggestions, checked against the text and the form.

    Args:
        given: What it gave.
        body: The article's text.
        form: The form.
        name: Of the plug-in.
        lookup: What words name in a vocabulary.
    """
    kept: list[Suggestion] = []
    dropped: dict[str, int] = {}
    for number, one in enumerate(given):
        taken = _taken(one, body, form=form, name=name, lookup=lookup) if number < MOST else "many"
        if isinstance(taken, str):
            dropped[taken] = dropped.get(taken, 0) + 1
        else:
            kept.append(taken)
        if number >= MOST:
            break
    return Answered(tuple(kept), MappingProxyType(dropped))


DROPPED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "quote": "its quote does not stand in the text",
        "field": "the form has no such field",
        "shape": "it is no suggestion",
        "value": "the field cannot hold it",
        "many": f"there were more than {MOST}",
    }
)
"""Why a plug-in's suggestion was left out, for a curator."""


def _taken(one: object, body: str, *, form: Form, name: str, lookup: Lookup) -> Suggestion | str:
    """The suggestion, or a key of ``DROPPED``."""
    if not _is_sound(one):
        return "shape"
    field = form.field(one.field)
    if field is None:
        return "field"
    span = find_quote(body, one.quote, start=one.start)
    if span is None:
        return "quote"
    read = _read(one, field, lookup=lookup)
    if read is None:
        return "value"
    value, parts, status = read
    start, end = span
    return Suggestion(
        field=field.key,
        status=status,
        value=value,
        parts=parts,
        start=start,
        end=end,
        quote=body[start:end],
        score=min(1.0, max(0.0, float(one.score))),
        why=one.why[:_LONGEST_WHY] or f"proposed by {name}",
        rule=PREFIX + name,
    )


def _is_sound(one: object) -> TypeGuard[PluginSuggestion]:
    """Whether all that it says is of the right kind: a plug-in's types are not believed."""
    if not isinstance(one, PluginSuggestion):
        return False
    said: Any = one
    words = (said.field, said.value, said.quote, said.part, said.why)
    number = isinstance(said.score, int | float) and said.score == said.score
    place = said.start is None or (isinstance(said.start, int) and said.start >= 0)
    return (
        all(isinstance(word, str) and len(word) <= _LONGEST for word in words)
        and isinstance(said.parts, Mapping)
        and all(isinstance(word, str) for pair in said.parts.items() for word in pair)
        and said.status in ITEM_STATUSES
        and number
        and place
    )


def find_quote(body: str, quote: str, *, start: int | None = None) -> tuple[int, int] | None:
    """Where a quote stands, start and end; white space in it counts as any other.

    Args:
        body: The text.
        quote: Words of it.
        start: Where it must begin; otherwise the first place counts.
    """
    words = quote.split()
    if not words:
        return None
    shape = re.compile(r"\s+".join(map(re.escape, words)))
    found = shape.search(body) if start is None else shape.match(body, start)
    return found.span() if found else None


def _read(
    one: PluginSuggestion, field: Field, *, lookup: Lookup
) -> tuple[Value | None, Mapping[str, Value], str] | None:
    """Value, parts and status as the field holds them; None where it cannot."""
    if not field.parts:
        if one.part or one.parts:
            return None
        value, status = parse_value(field.as_part(), one.value, lookup=lookup)
        return (value, MappingProxyType({}), _weaker(one.status, status)) if one.value else None
    wanted = {one.part or field.parts[0].key: one.value, **one.parts}
    parts: dict[str, Value] = {}
    status = one.status
    for part in field.parts:
        if words := wanted.pop(part.key, "").strip():
            value, own = parse_value(part, words, lookup=lookup)
            if not isinstance(value, Words) or part is field.main:
                parts[part.key] = value
                status = _weaker(status, own) if part is field.main else status
    return None if wanted or not parts else (None, MappingProxyType(parts), status)


def _weaker(one: str, other: str) -> str:
    return other if one == REPORTED else one
