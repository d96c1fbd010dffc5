"""What stands in a cell of a table, made of the stored JSON of records and claims.

Everything here works on JSON as it lies in the registry: an export streams a hundred thousand
records, and building values of the model for each cell would cost more than writing it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from curator.domain.claims import Quantity
from curator.domain.forms import Field
from curator.domain.quantities import format_quantity

NEUTRALISED: Final = frozenset("=+-@\t\r'\uff1d\uff0b\uff0d\uff20")
"""First characters that a spreadsheet may take for a formula, and the mark itself (FORMAT 7)."""

_NUMBER: Final = re.compile(r"-?\d+(\.\d+)?")


def neutral(cell: str) -> str:
    """The cell with one ``'`` before it where it begins like a formula; numbers stay numbers."""
    if cell and cell[0] in NEUTRALISED and not _NUMBER.fullmatch(cell):
        return "'" + cell
    return cell


def plain(cell: str) -> str:
    """What ``neutral`` was given: one ``'`` taken away."""
    return cell[1:] if cell.startswith("'") else cell


def is_number(cell: str) -> bool:
    """Whether a spreadsheet may hold it as a number without changing a digit that is shown."""
    return bool(_NUMBER.fullmatch(cell)) and len(cell) <= 15 and not re.match(r"-?0\d", cell)


def value_words(value: Any) -> str:
    """A value (JSON of FORMAT 1) as words: the label, the key, the number with its operator."""
    if isinstance(value, str):
        return value
    if "label" in value:
        return str(value["label"])
    if "words" in value:
        return str(value["words"])
    return format_quantity(Quantity(**value))


def array(values: list[Any]) -> str:
    """A JSON array as it stands in a cell of a field that takes many."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def _item_cell(item: Mapping[str, Any]) -> Any:
    parts = item.get("parts")
    if parts is None:
        return value_words(item["value"]) if "value" in item else ""
    return {key: value_words(value) for key, value in parts.items()}


CellWriter = Callable[[Mapping[str, Any]], str]


def cell_writer(field: Field) -> CellWriter:
    """What writes the cell of one field from its stored cell (``records.cell_to_json``).

    A field that takes many is an array; parts are objects by part key, in the order of the form.
    """
    order = {part.key: place for place, part in enumerate(field.parts)}

    def in_order(item: Mapping[str, Any]) -> Any:
        found = _item_cell(item)
        if isinstance(found, dict) and len(found) > 1:
            return dict(sorted(found.items(), key=lambda pair: order.get(pair[0], len(order))))
        return found

    def many(cell: Mapping[str, Any]) -> str:
        return array([in_order(one["item"]) for one in cell.get("items", ())])

    def one(cell: Mapping[str, Any]) -> str:
        items = cell.get("items")
        if not items:
            return ""
        found = in_order(items[0]["item"])
        return found if isinstance(found, str) else array([found])[1:-1]

    return many if field.many else one


def value_columns(value: Any) -> tuple[str, str, str, str]:
    """Value, term id, operator and unit of a value (JSON), as the long table has them."""
    if isinstance(value, str):
        return value, "", "", ""
    if "label" in value:
        return value["label"], value.get("id", ""), "", ""
    if "words" in value:
        return value["words"], "", "", ""
    unit = value.get("unit", "")
    if value["op"] == "range":
        number = f"{value['low']}–{value['high']}"
    else:
        number = value["value"]
    if "exp10" in value:
        number += f"e{value['exp10']}"
    return number, "", value["op"], unit
