"""Articles, suggestions and absences as JSON, on their way between two processes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from curator.domain.claims import Value, value_from_json, value_to_json
from curator.suggest.paragraphs import TextBlock
from curator.suggest.reading import PageHint
from curator.suggest.values import Suggestion, no_parts


def blocks_to_json(blocks: Iterable[TextBlock]) -> list[list[Any]]:
    return [[b.kind, b.start, b.end, b.name, b.level, b.page] for b in blocks]


def blocks_from_json(data: Iterable[Iterable[Any]]) -> tuple[TextBlock, ...]:
    return tuple(TextBlock(*row) for row in data)


def hints_to_json(hints: Iterable[PageHint]) -> list[list[Any]]:
    return [[h.field, h.value, h.start, h.end] for h in hints]


def hints_from_json(data: Iterable[Iterable[Any]]) -> tuple[PageHint, ...]:
    return tuple(PageHint(*row) for row in data)


def suggestion_to_json(one: Suggestion) -> dict[str, Any]:
    """All but the quote, which the other side takes from the text itself."""
    return {
        "field": one.field,
        "status": one.status,
        "value": None if one.value is None else value_to_json(one.value),
        "parts": {key: value_to_json(value) for key, value in one.parts.items()},
        "start": one.start,
        "end": one.end,
        "score": one.score,
        "why": one.why,
        "rule": one.rule,
        "others": [list(place) for place in one.others],
        "features": dict(one.features),
        "alternative": one.alternative,
    }


def suggestion_from_json(data: Mapping[str, Any], body: str) -> Suggestion:
    """The suggestion; its quote is what stands in the body.

    Raises:
        KeyError, TypeError, ValueError: It is none, or lies outside the body.
    """
    start, end = int(data["start"]), int(data["end"])
    places = tuple((int(a), int(z)) for a, z in data["others"])
    if not all(0 <= a < z <= len(body) for a, z in ((start, end), *places)):
        raise ValueError(f"a suggestion outside the text: {start}-{end}")
    value: Value | None = None if data["value"] is None else value_from_json(data["value"])
    parts = {str(key): value_from_json(one) for key, one in data["parts"].items()}
    return Suggestion(
        field=str(data["field"]),
        status=str(data["status"]),
        value=value,
        parts=MappingProxyType(parts) if parts else no_parts(),
        start=start,
        end=end,
        quote=body[start:end],
        score=float(data["score"]),
        why=str(data["why"]),
        rule=str(data["rule"]),
        others=places,
        features=MappingProxyType({str(k): float(v) for k, v in data["features"].items()}),
        alternative=bool(data["alternative"]),
    )
