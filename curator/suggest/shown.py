"""A suggestion for people and for lines of JSON: its value as words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from curator.domain.claims import Quantity, Term, Value
from curator.domain.forms import Field, Part
from curator.domain.pairing import holds_quantity
from curator.domain.quantities import format_quantity
from curator.suggest.values import Suggestion, value_text


def shown_part(one: Suggestion, field: Field) -> str:
    """The part that stands for the item: its number where it has one, else its main part."""
    if not one.parts:
        return ""
    if holds_quantity(field):
        for key in ("value", "n"):
            if key in one.parts:
                return key
    main = field.main
    return main.key if main and main.key in one.parts else next(iter(one.parts))


def shown_value(one: Suggestion, field: Field) -> str:
    """The item in words: ``IL-12``, ``CAR T``, ``> 70 %``, ``4 of 9``; "" where it has no value."""
    key = shown_part(one, field)
    if not key:
        return _words(one.value, field.as_part())
    part = field.part(key) or field.as_part()
    if key == "value" and holds_quantity(field):
        return _number(one.parts)
    if key == "n" and "of" in one.parts:
        return f"{value_text(one.parts['n'])} of {value_text(one.parts['of'])}"
    return _words(one.parts[key], part)


def term_id(one: Suggestion, field: Field) -> str | None:
    """Id of the term that it shows, where there is one."""
    key = shown_part(one, field)
    value = one.parts[key] if key else one.value
    return value.id if isinstance(value, Term) else None


def _words(value: Value | None, part: Part) -> str:
    """A value as words; of a choice its label."""
    choice = part.choice(value) if isinstance(value, str) else None
    return choice.label if choice else value_text(value)


def _number(parts: Mapping[str, Value]) -> str:
    """Operator, value and unit as one."""
    value, op, unit = parts["value"], parts.get("op"), parts.get("unit")
    if isinstance(value, str):
        value = Quantity("=", value)
    if not isinstance(value, Quantity):
        return value_text(value)
    if isinstance(op, str) and value.op == "=" and value.value is not None:
        value = replace(value, op=op)
    if isinstance(unit, str) and value.unit is None:
        value = replace(value, unit=unit)
    return format_quantity(value)
