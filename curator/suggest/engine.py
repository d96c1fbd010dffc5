"""All rules over one article: what is proposed, best first, and nothing below its floor."""

from __future__ import annotations

import pkgutil
from collections.abc import Collection, Iterator, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Final

from curator.domain.forms import Form
from curator.suggest import fields
from curator.suggest.reading import ArticleText, Rule
from curator.suggest.values import Suggestion, value_key

FLOOR: Final = 0.5
"""A suggestion that is less sure than this is not shown, unless its field has a floor of its own."""

_NO_FLOORS: Final[Mapping[str, float]] = MappingProxyType({})


def all_rules() -> Mapping[str, Rule]:
    """Every rule of ``suggest.fields`` by its name, in the order of names."""
    found: dict[str, Rule] = {}
    for module in sorted(one.name for one in pkgutil.iter_modules(fields.__path__)):
        found.update(getattr(import_module(f"{fields.__name__}.{module}"), "RULES", {}))
    return MappingProxyType(dict(sorted(found.items())))


def suggest(
    article: ArticleText,
    form: Form,
    *,
    floors: Mapping[str, float] = _NO_FLOORS,
    off: Collection[tuple[str, str]] = (),
    rules: Mapping[str, Rule] | None = None,
) -> tuple[Suggestion, ...]:
    """What the rules propose for an article, in the order of the form, best first.

    Args:
        article: The article.
        form: Its fields are filled; a suggestion for another field is dropped.
        floors: Least score by field key; ``FLOOR`` for the others.
        off: Pairs (rule, field) that switched themselves off.
        rules: Other rules than all.
    """
    order = {one.key: place for place, one in enumerate(form.fields())}
    found = [
        one
        for rule in (all_rules() if rules is None else rules).values()
        for one in rule(article, form)
        if one.field in order
        and one.score >= floors.get(one.field, FLOOR)
        and (one.rule, one.field) not in off
    ]
    found.sort(key=lambda one: (order[one.field], -one.score, one.start, one.end))
    return tuple(_without_doubles(found))


def _without_doubles(found: list[Suggestion]) -> Iterator[Suggestion]:
    seen: set[tuple[str, str, str]] = set()
    for one in found:
        parts = "|".join(f"{key}={value_key(value)}" for key, value in one.parts.items())
        key = (one.field, one.status, value_key(one.value) or parts or one.quote)
        if key not in seen:
            seen.add(key)
            yield one
