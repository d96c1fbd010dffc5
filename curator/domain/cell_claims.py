"""What a cell of a spreadsheet says of a field, as a claim: the way back of ``record_rows``."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from curator.domain.checks import check_value
from curator.domain.claims import (
    CLAIM_STATUSES,
    ITEM_STATUSES,
    NOT_CHECKED,
    REPORTED,
    VAGUE,
    Claim,
    Item,
    Own,
    Value,
    Words,
    new_item_id,
)
from curator.domain.filling import Lookup, parse_value
from curator.domain.folding import fold
from curator.domain.forms import Field, Part

_STATUSES: Final = frozenset((*CLAIM_STATUSES, *ITEM_STATUSES, NOT_CHECKED))
_WHOLE: Final = frozenset(("text", "long_text"))
"""Kinds whose words may hold a semicolon that separates nothing."""
_VERBATIM: Final = frozenset(("text", "long_text", "person", "link"))


def status_of(words: str) -> str:
    """The status that words name ("Not reported", "not_reported"); empty where they name none."""
    status = fold(words).replace(" ", "_").replace("-", "_")
    return status if status in _STATUSES else ""


def claim_of_cell(
    field: Field, cell: str, *, status: str = "", note: str = "", lookup: Lookup
) -> Claim | None:
    """The claim that a cell makes, without evidence; None where it says nothing.

    Args:
        field: What the column holds.
        cell: A value; several as a JSON array or, but for texts, between semicolons; parts as a
            JSON object.  A cell that is just a status, as ``not reported``, is one.
        status: Of the column beside it, where there is one.
        note: Kept with every item, or with the status.
        lookup: The term that words name.

    Raises:
        ValueError: There is no such status or part, or the cell contradicts its status.
    """
    given = status_of(status)
    if status.strip() and not given:
        raise ValueError(f"“{status}” is no status")
    values = cell_values(field, cell)
    if len(values) == 1 and isinstance(values[0], str) and not given:
        named = status_of(values[0])
        if named in CLAIM_STATUSES or named == NOT_CHECKED:
            given, values = named, []
    if not values:
        return Claim(own_status=given, note=note) if given in CLAIM_STATUSES else None
    if given in CLAIM_STATUSES and given not in ITEM_STATUSES:
        raise ValueError(f"it says “{given.replace('_', ' ')}” and gives a value")
    if not field.many and len(values) > 1:
        raise ValueError(f"{field.label} takes one value, not {len(values)}")
    wanted = given if given in ITEM_STATUSES and given != REPORTED else ""
    items = (_item(field, one, status=wanted, lookup=lookup) for one in values)
    return Claim(items=tuple(replace(item, note=note) for item in items))


def cell_values(field: Field, cell: str) -> Sequence[str | Mapping[str, str]]:
    """The values in a cell; one with parts by part key.

    Raises:
        ValueError: A part that the field does not have, or a value within a value.
    """
    words = cell.strip()
    if not words:
        return []
    data: Any = words
    if words[0] == "[" or (words[0] == "{" and field.parts):
        data = _json(words)
    if isinstance(data, list):
        return [_plain(field, one) for one in data if one not in ("", {})]
    if isinstance(data, str) and field.many and field.kind not in _WHOLE:
        return [one for part in data.split(";") if (one := part.strip())]
    return [_plain(field, data)]


def _json(words: str) -> Any:
    """What the JSON says, numbers as they are written; the words themselves where it is none."""
    try:
        return json.loads(words, parse_float=str, parse_int=str, parse_constant=str)
    except (ValueError, RecursionError):
        return words


def _plain(field: Field, one: Any) -> str | Mapping[str, str]:
    if isinstance(one, str):
        return one
    if not isinstance(one, Mapping) or not field.parts:
        raise ValueError(f"“{json.dumps(one, ensure_ascii=False)}” is no value of {field.label}")
    named = {fold(name): part.key for part in field.parts for name in (part.label, part.key)}
    parts = {}
    for name, value in one.items():
        key = named.get(fold(str(name)))
        if key is None:
            raise ValueError(f"{field.label} has no part “{name}”")
        if not isinstance(value, str):
            raise ValueError(f"{name} of {field.label} holds no words")
        if value.strip():
            parts[key] = value
    return parts


def _item(field: Field, given: str | Mapping[str, str], *, status: str, lookup: Lookup) -> Item:
    """An item: vague, with the words themselves, where they do not parse."""
    main = field.main or field.as_part()
    cells = {main.key: given} if isinstance(given, str) else given
    read = {
        part.key: _value(part, cells[part.key], status=status, lookup=lookup)
        for part in field.parts or (main,)
        if part.key in cells
    }
    if not field.parts:
        value, own_status = read[main.key]
        return Item(new_item_id(), status=own_status, value=value)
    statuses = [own_status for _, own_status in read.values()]
    whole = REPORTED if REPORTED in statuses else status or VAGUE
    return Item(
        new_item_id(),
        status=whole,
        parts={key: value for key, (value, _) in read.items()},
        own={key: Own(status=one) for key, (_, one) in read.items() if one != whole},
    )


def _value(part: Part, words: str, *, status: str, lookup: Lookup) -> tuple[Value, str]:
    value: Value
    value, read = words.strip(), REPORTED
    if part.kind == "choice":
        value, read = _choice(part, value, loose=not status)
    elif part.kind not in _VERBATIM:
        value, read = parse_value(part, words, lookup=lookup)
    if check_value(part, value):
        value, read = Words(words.strip()), VAGUE
    return value, status or read


def _choice(part: Part, words: str, *, loose: bool) -> tuple[Value, str]:
    """The choice that the whole cell names: nobody looks at each of a thousand rows.

    Beside a status that is not reported only its key counts: other words are the article's own.
    """
    for one in part.choices:
        if words == one.key or (loose and fold(words) in _names(one.key, one.label, *one.synonyms)):
            return one.key, REPORTED
    return Words(words), VAGUE


def _names(*names: str) -> frozenset[str]:
    return frozenset(map(fold, names))
