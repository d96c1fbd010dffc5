"""What may stand in a cell of a spreadsheet, and a value's columns in the long table."""

from __future__ import annotations

import re
from typing import Any, Final

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
