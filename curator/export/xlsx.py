"""XLSX: the record, the values, the evidence, the codebook and where it all comes from."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final

from curator.export.cells import is_number, neutral
from curator.export.files import whole_file

MAX_CELL: Final = 32_767
"""Characters that a cell of a spreadsheet can hold."""
MAX_ROWS: Final = 1_048_575
_WIDTHS: Final[Mapping[str, int]] = {
    "quote": 60,
    "help": 60,
    "value": 30,
    "name": 40,
    "choices": 40,
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with its name."""

    name: str
    header: Sequence[str]
    rows: Iterable[Sequence[str]]


def write_xlsx(path: Path, sheets: Sequence[Sheet]) -> tuple[str, ...]:
    """Write a workbook, whole or not at all.

    Returns:
        A sentence for each thing that a spreadsheet cannot hold and that was therefore cut.
    """
    with whole_file(path) as file:
        return _write(file, sheets)


def _write(file: BinaryIO, sheets: Sequence[Sheet]) -> tuple[str, ...]:
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    # Its 42 modules have no place in a window that may never write a workbook.
    import xlsxwriter

    cut: list[str] = []
    with xlsxwriter.Workbook(file, options) as book:
        # No output holds its own export time: same state, same bytes.
        book.set_properties({"created": datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)})
        bold = book.add_format({"bold": True, "bottom": 1})
        for sheet in sheets:
            cut += _write_sheet(book.add_worksheet(sheet.name), sheet, bold=bold)
    return tuple(cut)


def _write_sheet(worksheet: Any, sheet: Sheet, *, bold: Any) -> list[str]:
    cut = []
    worksheet.freeze_panes(1, 0)
    for column, name in enumerate(sheet.header):
        worksheet.set_column(column, column, _WIDTHS.get(name, 16))
        worksheet.write_string(0, column, name, bold)
    for number, row in enumerate(sheet.rows, start=1):
        if number > MAX_ROWS:
            cut.append(f"{sheet.name}: more than {MAX_ROWS} rows; export to CSV for all of them.")
            break
        for column, cell in enumerate(row):
            if not cell:
                continue
            if is_number(cell):
                worksheet.write_number(number, column, float(cell))
                continue
            if len(cell) > MAX_CELL:
                cut.append(
                    f"{sheet.name}, row {number + 1}, {sheet.header[column]}: cut at {MAX_CELL}"
                    " characters; export to CSV for all of it."
                )
            worksheet.write_string(number, column, neutral(cell)[:MAX_CELL])
    return cut
