"""CSV: UTF-8, comma, CR LF (RFC 4180), formulas neutralised."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import BinaryIO

from curator.export.cells import NEUTRALISED, neutral
from curator.export.files import whole_file


def write_csv(path: Path, header: Sequence[str], *, rows: Iterable[Sequence[str]]) -> int:
    """Write a table, whole or not at all; returns the number of rows below the header."""
    with whole_file(path) as file:
        return write_rows(file, header, rows=rows)


def write_rows(file: BinaryIO, header: Sequence[str], *, rows: Iterable[Sequence[str]]) -> int:
    """Write a table into an open file."""
    wrapped = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=False)
    writer = csv.writer(wrapped)
    writer.writerow(header)
    count = 0
    for row in rows:
        # A look at the first character is all that most cells cost.
        writer.writerow([neutral(c) if c and c[0] in NEUTRALISED else c for c in row])
        count += 1
    wrapped.flush()
    wrapped.detach()
    return count
