"""The resolved row of a study as it is stored and exported: one ready cell a field.

A record is turned into words once, when a save touches its study; an export of a hundred thousand
of them then only copies.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from curator.domain.claims import NOT_CHECKED, Item, Term, Value, Words
from curator.domain.forms import Field, Form
from curator.domain.quantities import format_quantity
from curator.domain.records import Cell, Record


def record_row(form: Form, record: Record) -> dict[str, list[str]]:
    """By field key ``[cell, status, state]``; unchecked fields stay out.

    The cell is what stands, as words: of a field that takes many a JSON array, of one with parts
    JSON objects by part key.
    """
    return {
        field.key: [cell_words(field, cell), cell.status, cell.state]
        for field in form.fields("extraction")
        if (cell := record.cells.get(field.key)) and (cell.state or cell.status != NOT_CHECKED)
    }


def record_standing(record: Record) -> dict[str, list[list[str]]]:
    """By extraction id the pairs [field, item id] that the record stands on."""
    found: dict[str, list[list[str]]] = {}
    for key, cell in record.cells.items():
        for stood in cell.items:
            for extraction, item in stood.sources:
                found.setdefault(extraction, []).append([key, item])
    return found


def empty_cell(field: Field) -> str:
    """The cell of a field in which nothing stands."""
    return "[]" if field.many else ""


def cell_words(field: Field, cell: Cell) -> str:
    """What stands in a field, as the words of one cell."""
    items = [_item_words(field, stood.item) for stood in cell.items]
    if field.many:
        return _json(items)
    # Long texts of several articles stand side by side also where a field takes one.
    return "\n".join(one if isinstance(one, str) else _json(one) for one in items)


def _item_words(field: Field, item: Item) -> str | Mapping[str, str]:
    if not field.parts:
        return "" if item.value is None else value_words(item.value)
    return {
        part.key: value_words(item.parts[part.key])
        for part in field.parts
        if part.key in item.parts
    }


def value_words(value: Value) -> str:
    """A value as words for a table: the label, the key, the number with its operator."""
    if isinstance(value, str):
        return value
    if isinstance(value, Words):
        return value.words
    return value.label if isinstance(value, Term) else format_quantity(value, coded=True)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
