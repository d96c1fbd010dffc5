"""Lists of references in CSV and XLSX: a row is a record, its header says what a column holds."""

from __future__ import annotations

import csv
import io
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

import openpyxl

from curator.domain.canonical import digest
from curator.domain.errors import UnreadableInputError
from curator.domain.exchange.dates import read_date
from curator.domain.exchange.identifiers import doi_of, pmcid_of, pmid_of
from curator.domain.exchange.kinds import KIND_RIS, RIS_KINDS, kind_named
from curator.domain.exchange.names import name_of
from curator.domain.exchange.tags import held, lines, one_line
from curator.domain.folding import fold
from curator.domain.references import Reference, reference_from_json
from curator.ingest.decode import Decoded, decode
from curator.ingest.references.articles import Record, articles_of
from curator.ingest.references.columns import FIELDS, guess_columns, reading_columns
from curator.ingest.texts import refuse_unreadable
from curator.ingest.values import NO_OPTIONS, Failure, Note, Read, ReadOptions
from curator.ingest.zips import guarded_zip

_OPENPYXL: Final = f"openpyxl {openpyxl.__version__}"
_LONGEST: Final = 10_000_000  # characters of one cell; the module's own limit is 131,072
_SAMPLE: Final = 20_000
_DELIMITERS: Final = ",;\t|"
_ROWS: Final = 100_000
_COLUMNS: Final = 300
_SHOWN: Final = 4
_BLANK_ROWS: Final = 1_000  # after so many a sheet has ended, whatever it says of its size
_MANY: Final = frozenset(("authors", "editors", "keywords", "notes"))
_INITIALS: Final = re.compile(r"[A-ZÀ-Þ][.-]?(?:[ -]?[A-ZÀ-Þ]\.?){0,4}")


def read_csv(data: bytes, name: str, *, options: ReadOptions = NO_OPTIONS) -> Iterator[Read]:
    """Read a list in CSV, whatever parts its columns; rows that do not fit are failures.

    Raises:
        UnreadableInputError: It is no list, or no column holds a title.
    """
    decoded = decode(data, forced=options.encoding)
    refuse_unreadable(decoded, name)
    rows = csv_rows(decoded.text.lstrip("\ufeff"))
    yield from _articles(data, decoded, rows, name=name, options=options, key="csv")


def read_xlsx(data: bytes, name: str, *, options: ReadOptions = NO_OPTIONS) -> Iterator[Read]:
    """Read the first sheet of a workbook that holds a list.

    Raises:
        UnreadableInputError: It is damaged or too large, or no column holds a title.
    """
    guarded_zip(data, name).close()
    decoded = Decoded("", "utf-8", 0, 0)
    rows = xlsx_rows(data, name)
    yield from _articles(
        data, decoded, rows, name=name, options=options, key="xlsx", libraries=_OPENPYXL
    )


def _articles(
    data: bytes,
    decoded: Decoded,
    rows: Iterator[list[str] | str],
    *,
    name: str,
    options: ReadOptions,
    key: str,
    libraries: str = "",
) -> Iterator[Read]:
    headers = next((row for row in rows if isinstance(row, list) and any(row)), [])
    meant = _meant(headers, options)
    if says := _says(headers, meant, options=options):
        yield _readings(name, says)
        return
    columns = {
        header: field for header, field in meant.items() if field in FIELDS and header in headers
    }
    if not {"title", "doi", "pmid"} & set(columns.values()):
        shown = ", ".join(f"“{header}”" for header in headers[:8] if header)
        raise UnreadableInputError(
            f"{name} is a table, but none of its columns is known to hold a title: {shown}.",
            hint="Say which column holds what, or save the table's text as .txt.",
        )
    yield _said(headers, columns)
    records = _records(headers, columns, rows, key=key)
    yield from articles_of(data, decoded, records=records, name=name, key=key, libraries=libraries)


def _meant(headers: Sequence[str], options: ReadOptions) -> Mapping[str, str]:
    """What the columns hold: as was said now, or of a list with these headers, or as they look."""
    if options.columns:
        return options.columns
    known = options.known.get(digest(list(headers))) if options.known else None
    return guess_columns(headers) if known is None else known


def _says(headers: Sequence[str], meant: Mapping[str, str], *, options: ReadOptions) -> list[str]:
    """The columns that say what articles say; none in a list of references."""
    if not options.fields:
        return []
    told = [header for header in headers if fold(meant.get(header, "")) in options.fields]
    explained = options.columns or (options.known and digest(list(headers)) in options.known)
    return told or ([] if explained else reading_columns(headers, options.fields))


def _readings(name: str, says: Sequence[str]) -> Failure:
    shown = ", ".join(f"“{header}”" for header in says[:_SHOWN])
    return Failure(
        "",
        f"{name} is a list of readings ({shown}), and nobody has said what its columns mean.",
        "Say it once; lists with the same headers are then taken by themselves.",
        needs="columns",
    )


def _said(headers: Sequence[str], columns: Mapping[str, str]) -> Note:
    taken = ", ".join(f"“{header}” as {field}" for header, field in columns.items())
    rest = ", ".join(f"“{header}”" for header in headers if header and header not in columns)
    return Note(f"Columns: {taken}." + (f" Kept as they are: {rest}." if rest else ""))


def _records(
    headers: Sequence[str],
    columns: Mapping[str, str],
    rows: Iterator[list[str] | str],
    *,
    key: str,
) -> Iterator[Record | Read]:
    width = len(headers)
    for number, row in enumerate(rows, start=2):
        if isinstance(row, str):
            yield Failure(f"row {number}", f"Row {number} cannot be read: {row}.")
        elif not any(cell.strip() for cell in row):
            continue
        elif len(row) > width and any(cell.strip() for cell in row[width:]):
            yield Failure(
                f"row {number}",
                f"Row {number} has {len(row)} cells under {width} headers.",
                "A quotation mark or separator is missing in it: mend the row and import it again.",
            )
        else:
            if len(row) < width:
                yield Note(f"Row {number} has {len(row)} cells under {width} headers.")
            yield _record(headers, columns, row, source=key)


def _record(
    headers: Sequence[str], columns: Mapping[str, str], row: Sequence[str], *, source: str
) -> Record:
    said: dict[str, Any] = {"source": source}
    other: list[tuple[str, str]] = []
    for at, (header, cell) in enumerate(zip(headers, row, strict=False), start=1):
        words = lines(held(cell))
        field = columns.get(header, "")
        if not words:
            continue
        if field not in FIELDS or not _take(said, field, words):
            other.append((header or f"column {at}", words))
    _finish(said)
    reference: Reference = reference_from_json({**said, "other": other})
    return Record(reference, _row_text(headers, row))


def _take(said: dict[str, Any], field: str, words: str) -> bool:
    """Put a cell's words into a field; whether all that they say is in it."""
    if field in _MANY:
        said.setdefault(field, []).extend(_listed(field, words))
        return True
    if field in said:
        return False
    line = one_line(words)
    if field == "kind":
        said[field] = kind_named(line) or RIS_KINDS.get(line.upper(), "")
        return line == KIND_RIS.get(said[field]) or line.lower() == "journal article"
    if field in ("year", "date"):
        found, exact = read_date(line.removesuffix(".0"))
        if found:
            said[field] = found
        return exact
    readers = {"doi": doi_of, "pmid": pmid_of, "pmcid": pmcid_of}
    if field in readers:
        value = readers[field](line.removesuffix(".0"))
        if value:
            said[field] = value
        return bool(value)
    said[field] = words if field == "abstract" else line
    return True


def _finish(said: dict[str, Any]) -> None:
    """Year and date each in their place."""
    found = max((said.get("date", ""), said.get("year", "")), key=len)
    year = said.get("year", "") or found
    said["year"] = year[:4]
    said["date"] = found if len(found) > 4 and found[:4] == year[:4] else ""


def _listed(field: str, words: str) -> list[str]:
    if field == "notes":
        return [words]
    mark = ";" if ";" in words else "\n" if "\n" in words else "|" if "|" in words else ""
    if not mark:
        return _by_commas(words) if field in ("authors", "editors") else _words(words, ",")
    parts = _words(words, mark)
    return [name_of(part) for part in parts] if field in ("authors", "editors") else parts


def _words(words: str, mark: str) -> list[str]:
    return [one_line(part) for part in words.split(mark) if part.strip()]


def _by_commas(words: str) -> list[str]:
    """``Smith J, Doe A`` is two people, ``Smith, John`` one, ``Smith, J., Doe, A.`` two."""
    parts = _words(words, ",")
    if len(parts) < 2:
        return [name_of(words)] if words.strip() else []
    initials = [bool(_INITIALS.fullmatch(part)) for part in parts]
    if len(parts) % 2 == 0 and all(initials[1::2]) and not any(initials[::2]):
        return [f"{a}, {b}" for a, b in zip(parts[::2], parts[1::2], strict=True)]
    if len(parts) == 2 and " " not in parts[0]:
        return [", ".join(parts)]
    return parts


def _row_text(headers: Sequence[str], row: Sequence[str]) -> str:
    """The header and the row, as CSV."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(headers)
    writer.writerow(row)
    return file.getvalue()


def csv_rows(text: str) -> Iterator[list[str] | str]:
    """Rows; the reason instead of a row that cannot be read."""
    delimiter = _delimiter(text[:_SAMPLE])
    before = csv.field_size_limit(_LONGEST)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        while True:
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield str(error)
                continue
            yield row
    finally:
        csv.field_size_limit(before)


def _delimiter(sample: str) -> str:
    """What stands most often in the first line outside quotation marks."""
    bare = re.sub(r'"[^"]*"', "", sample.lstrip("\n").split("\n", 1)[0])
    return max(_DELIMITERS, key=lambda mark: (bare.count(mark), -_DELIMITERS.index(mark)))


def xlsx_rows(data: bytes, name: str) -> Iterator[list[str] | str]:
    """Rows of the first sheet that has any, as text."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # styles and extensions that are of no use here
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            for sheet in book.worksheets:
                found = False
                blanks = 0
                rows = sheet.iter_rows(values_only=True, max_col=_COLUMNS)
                for number, row in enumerate(rows):
                    if number >= _ROWS:
                        yield f"only the first {_ROWS:,} rows are read"
                        break
                    cells = [_cell(value) for value in row]
                    found = found or any(cells)
                    blanks = 0 if any(cells) else blanks + 1
                    if blanks > _BLANK_ROWS:
                        break
                    if found:
                        yield _without_end(cells)
                if found:
                    return
    except (MemoryError, GeneratorExit):
        raise
    except Exception as error:
        raise UnreadableInputError(
            f"{name} is a damaged workbook: {type(error).__name__}.",
            hint="Open it in the program that wrote it and save it as CSV.",
        ) from error


def _without_end(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _cell(value: Any) -> str:
    """A cell as a person would read it: no ``.0``, no time of midnight."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        midnight = not (value.hour or value.minute or value.second)
        return value.date().isoformat() if midnight else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)
