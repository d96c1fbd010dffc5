"""The report of an import as a file: JSON or CSV, from which the failed ones can be run again.

A file is named twice: as people read it, and exactly, as a ``file://`` address with every byte that
is no plain letter in percent, because a name need not be UTF-8.
"""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final, get_args
from urllib.parse import quote_from_bytes, unquote_to_bytes

from curator.domain.errors import UnreadableInputError
from curator.domain.identity import article_label
from curator.export.cells import plain
from curator.export.csv_files import write_csv
from curator.export.files import whole_file
from curator.services.values import ImportLine, ImportReport, Outcome

FORMAT: Final = "curator-import-report/1"
OUTCOMES: Final[tuple[Outcome, ...]] = get_args(Outcome)
HEADER: Final = ("outcome", "name", "article", "sentence", "hint", "needs", "file")
_AGAIN: Final = ("failed", "columns")
SCHEME: Final = "file://"


def counts_of(lines: Iterable[ImportLine]) -> dict[Outcome, int]:
    """How many lines there are of each outcome, none left out."""
    counts: dict[Outcome, int] = dict.fromkeys(OUTCOMES, 0)
    for one in lines:
        counts[one.outcome] += 1
    return counts


def report_json(report: ImportReport) -> dict[str, Any]:
    """The report as it is saved and as ``import --json`` prints it."""
    return {
        "format": FORMAT,
        "change": report.change.seq if report.change else None,
        "counts": counts_of(report.lines),
        "files": [dict(zip(HEADER, _row(one), strict=True)) for one in report.lines],
    }


def save_report(report: ImportReport, path: Path) -> None:
    """Write the report: CSV where the file is called so, JSON otherwise; whole or not at all.

    Raises:
        StorageError: The disk refused; what stood there stands there still.
    """
    if path.suffix.lower() == ".csv":
        write_csv(path, HEADER, rows=map(_row, report.lines))
        return
    with whole_file(path) as file:
        words = json.dumps(report_json(report), ensure_ascii=False, indent=1)
        file.write(words.encode("utf-8") + b"\n")


def _row(line: ImportLine) -> list[str]:
    return [
        line.outcome,
        line.name,
        article_label(line.number) if line.number else "",
        line.sentence,
        line.hint,
        line.needs,
        address(line.path),
    ]


def address(path: bytes) -> str:
    """A path as ``file://`` and percent-encoded bytes, from the root on; empty for none."""
    if not path:
        return ""
    return SCHEME + quote_from_bytes(os.path.abspath(path), safe="/:\\")  # noqa: PTH100 - bytes


def failed_paths(path: Path) -> tuple[bytes, ...]:
    """The files that a saved report names as failed, or as waiting, in its order, each once.

    Raises:
        UnreadableInputError: The file cannot be read, or is no report of an import.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise UnreadableInputError(f"{path.name} cannot be read: {error.strerror}.") from error
    try:
        words = raw.decode("utf-8-sig")
        files = _from_csv(words) if words.startswith(HEADER[0]) else _from_json(words)
        found = [_path(str(one["file"])) for one in files if one["outcome"] in _AGAIN]
    except (ValueError, KeyError, TypeError, RecursionError, csv.Error) as error:
        raise UnreadableInputError(
            f"{path.name} is no report of an import.",
            hint="Give a file that curator import --report, or the window, has written.",
        ) from error
    return tuple(dict.fromkeys(one for one in found if one))


def _from_json(words: str) -> list[Mapping[str, Any]]:
    data = json.loads(words)
    if data["format"] != FORMAT:
        raise ValueError(data["format"])
    return list(data["files"])


def _from_csv(words: str) -> list[Mapping[str, Any]]:
    rows = csv.reader(io.StringIO(words, newline=""))
    if tuple(next(rows)) != HEADER:
        raise ValueError("header")
    return [dict(zip(HEADER, map(plain, row), strict=True)) for row in rows]


def _path(written: str) -> bytes:
    if not written:
        return b""
    if not written.startswith(SCHEME):
        raise ValueError(written)
    return unquote_to_bytes(written.removeprefix(SCHEME))
