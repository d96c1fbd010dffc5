"""Importing files among which there are lists in CSV or XLSX: of references, or of readings.

A list that is named itself is looked at first: what its columns mean decides whether its rows are
articles only, or say what somebody read in them.  Of the lists inside folders those that say what
articles say are told by their readers, and looked at then; inside archives they stay outside.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Final, TypedDict

from curator.domain.errors import UnreadableInputError
from curator.export.cells import plain
from curator.ingest.files import PathLike, read_source, shown_name
from curator.ingest.references.columns import guess_columns
from curator.ingest.values import NO_OPTIONS, ReadOptions, SourceFile
from curator.ingest.workers import Parsers
from curator.services.column_maps import known_columns, recall_columns, remember_columns
from curator.services.importing import DEFAULT_MAX_BYTES, bring_in, stage
from curator.services.list_columns import (
    REFERENCE_MEANINGS,
    guess_meanings,
    holds_readings,
    is_own_export,
    is_understood,
    reading_names,
    says_nothing,
    unknown_fields,
)
from curator.services.reading_lists import ReadingList, import_reading_list
from curator.services.registry import Registry
from curator.services.staging_apart import stage_apart
from curator.services.values import Author, ImportLine, ImportReport, Progress, report_of

ENDINGS: Final = (".csv", ".tsv", ".tab", ".xlsx", ".xlsm")
SHARE: Final = 20
"""A list may have so many times the bytes of a text."""
SAMPLE: Final = 3
_PACKED: Final[Mapping[str, Any]] = MappingProxyType(
    {
        "outcome": "failed",
        "needs": "",
        "hint": "Take it out of the archive and import it by itself.",
    }
)

Given = PathLike | SourceFile


class _Looked(TypedDict):
    """How the lists in folders are looked at."""

    options: ReadOptions
    parsers: Parsers
    max_bytes: int | None


@dataclass(frozen=True, slots=True)
class ListHead:
    """What there is to know of a list before it is imported.

    Attributes:
        source: The file.
        headers: Of its columns, no two alike.
        sample: The first rows.
        count: How many rows there are.
        columns: Header to meaning (``list_columns``): as remembered, otherwise guessed.
        understood: Nobody has to be asked: it was said before, or every column is known.
    """

    source: SourceFile
    headers: tuple[str, ...]
    sample: tuple[tuple[str, ...], ...]
    count: int
    columns: Mapping[str, str]
    understood: bool

    @property
    def readings(self) -> bool:
        """Whether its rows say what articles say."""
        return holds_readings(self.columns)


def is_list(given: Given) -> bool:
    """Whether a file is called as lists are."""
    name = given.name if isinstance(given, SourceFile) else shown_name(os.fsencode(given))
    return name.lower().endswith(ENDINGS)


def as_source(given: Given) -> SourceFile:
    """A named file as a source.

    Raises:
        UnreadableInputError: There is none.
    """
    if isinstance(given, SourceFile):
        return given
    path = os.fsencode(given)
    name = shown_name(path.rpartition(os.fsencode(os.sep))[2] or path)
    try:
        return SourceFile(path, name, os.stat(path).st_size)  # noqa: PTH116 - takes bytes
    except OSError as error:
        raise UnreadableInputError(f"{name} cannot be read: {error.strerror}.") from error


def look_at_list(
    registry: Registry,
    given: Given,
    *,
    parsers: Parsers,
    max_bytes: int | None = DEFAULT_MAX_BYTES,
    columns: Mapping[str, str] | None = None,
) -> ListHead:
    """Read the head of a list.

    Args:
        registry: Whose form its columns may mean.
        given: The file.
        parsers: Children that read it.
        max_bytes: As of an import.
        columns: What its columns mean, where that is said already.

    Raises:
        UnreadableInputError: It is no table.
    """
    source = as_source(given)
    headers, rows, count = _table(source, parsers=parsers, max_bytes=max_bytes, rows=SAMPLE)
    guessed = guess_meanings(registry.form, headers, references=guess_columns(headers))
    remembered = _said(columns or {}, guessed) or recall_columns(headers)
    ours = is_own_export(headers)
    known = all(is_understood(one, guessed[one], ours=ours) for one in headers)
    # What a column says of an article is taken without a question only from our own table.
    sure = known and (ours or not holds_readings(guessed))
    return ListHead(
        source,
        headers,
        rows,
        count,
        guessed if remembered is None else dict(remembered),
        understood=remembered is not None or sure,
    )


def _said(columns: Mapping[str, str], guessed: Mapping[str, str]) -> Mapping[str, str]:
    """What was said of this list's columns, and of the others what they look like; empty: nothing.

    What a column was said to mean, none is guessed to mean besides.
    """
    if columns.keys().isdisjoint(guessed):
        return {}
    said = {header: columns[header] for header in guessed if header in columns}
    taken = set(said.values())
    rest = {header: "" if one in taken else one for header, one in guessed.items()}
    return rest | said


def _table(
    source: SourceFile, *, parsers: Parsers, max_bytes: int | None, rows: int
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...], int]:
    data = read_source(source, max_bytes=None if max_bytes is None else SHARE * max_bytes)
    frame = parsers.ask("table", data, {"rows": rows}, name=source.name)
    try:
        headers = tuple(map(str, frame.head["headers"]))
        found = tuple(tuple(map(str, row)) for row in json.loads(frame.data))
        count = int(frame.head["count"])
    except (KeyError, TypeError, ValueError) as error:
        raise UnreadableInputError(
            f"{source.name} gave an answer that makes no sense ({error})."
        ) from error
    if is_own_export(headers):
        found = tuple(tuple(map(plain, row)) for row in found)
    return headers, found, count


def import_files(
    registry: Registry,
    paths: Iterable[Given],
    *,
    author: Author,
    reason: str = "",
    progress: Progress | None = None,
    cancel: threading.Event | None = None,
    max_bytes: int | None = DEFAULT_MAX_BYTES,
    options: ReadOptions = NO_OPTIONS,
    parsers: Parsers | None = None,
    guess: bool = True,
    apart: bool = False,
) -> ImportReport:
    """Import files, folders, pasted texts and lists; the full text is not fed.

    All but lists are one change.  A list of references whose columns somebody explained is another,
    and of readings ``import_reading_list`` says.  Arguments as ``import_paths``; without ``guess``
    a list of readings whose columns nobody explained waits for them; ``apart`` stages
    in a process of its own, for whoever has a window to paint.  What ``options`` say of columns is
    remembered for lists with the same headers, also inside folders.

    Raises:
        Cancelled: By ``cancel`` or ``progress``; what lists before brought stays.
    """
    given = list(paths)
    options = replace(options, known=known_columns(), fields=reading_names(registry.form))
    with ExitStack() as stack:
        own = parsers or stack.enter_context(Parsers(2 if len(given) > 1 else 1))
        common: dict[str, Any] = {
            "author": author,
            "reason": reason,
            "progress": progress,
            "cancel": cancel,
            "parsers": own,
        }
        rest, heads = _sorted_out(
            registry, given, options=options, parsers=own, max_bytes=max_bytes
        )
        reports = []
        if rest or not heads:
            said = {name: one for name, one in common.items() if name != "parsers"}
            staged = (
                stage_apart(registry, rest, options=options, max_bytes=max_bytes, **said)
                if apart
                else stage(registry, rest, options=options, max_bytes=max_bytes, **common)
            )
            report = bring_in(registry, staged)
            looked: _Looked = {"options": options, "parsers": own, "max_bytes": max_bytes}
            heads += (found := _found_inside(registry, report, **looked))
            reports.append(_but_lists(report, found))
        for one in heads:
            if says_nothing(one.columns):
                reports.append(report_of([_without_fields(one)], None))
            elif one.readings and not one.understood and not guess:
                reports.append(report_of([_unexplained(one)], None))
            else:
                reports.append(_import_list(registry, one, max_bytes=max_bytes, common=common))
                _remember(one, options)
    return reports[0] if len(reports) == 1 else _together(reports)


def _remember(head: ListHead, options: ReadOptions) -> None:
    if not options.columns.keys().isdisjoint(head.headers):
        remember_columns(head.headers, head.columns)


def _sorted_out(
    registry: Registry,
    given: Sequence[Given],
    *,
    options: ReadOptions,
    parsers: Parsers,
    max_bytes: int | None,
) -> tuple[list[Given], list[ListHead]]:
    """What is imported as any file is, and the lists that go by what their columns mean."""
    rest: list[Given] = []
    heads = []
    for one in given:
        if not is_list(one):
            rest.append(one)
            continue
        said = options.columns or None
        try:
            head = look_at_list(registry, one, parsers=parsers, max_bytes=max_bytes, columns=said)
        except UnreadableInputError:
            rest.append(one)  # the import says of it what there is to say
            continue
        settled = said or recall_columns(head.headers)
        if head.readings or settled or says_nothing(head.columns):
            heads.append(head)
        else:
            rest.append(one)
    return rest, heads


def _found_inside(
    registry: Registry,
    report: ImportReport,
    *,
    options: ReadOptions,
    parsers: Parsers,
    max_bytes: int | None,
) -> list[ListHead]:
    """The lists of readings that stood in folders, by their lines in the report."""
    heads = []
    for one in report.lines:
        if one.needs == "columns" and is_list(one.path):
            said = options.columns or None
            with suppress(UnreadableInputError):  # its line says already that it failed
                heads.append(
                    look_at_list(
                        registry, one.path, parsers=parsers, max_bytes=max_bytes, columns=said
                    )
                )
    return heads


def _but_lists(report: ImportReport, heads: Sequence[ListHead]) -> ImportReport:
    """The report without the lists that have their own; those in archives cannot be explained."""
    own = {one.source.path for one in heads}
    lines = [
        line if line.needs != "columns" or is_list(line.path) else replace(line, **_PACKED)
        for line in report.lines
        if not (line.needs == "columns" and line.path in own)
    ]
    return report_of(lines, report.change)


def _unexplained(head: ListHead) -> ImportLine:
    name = head.source.name
    return ImportLine(
        "columns",
        name,
        head.source.path,
        sentence=f"{name} is a list of readings, and nobody has said what its columns mean.",
        hint="Say it once; lists with the same headers are then taken by themselves.",
        needs="columns",
    )


def _without_fields(head: ListHead) -> ImportLine:
    name, unknown = head.source.name, unknown_fields(head.columns)
    shown = ", ".join(f"“{one}”" for one in unknown or head.headers)
    return ImportLine(
        "columns",
        name,
        head.source.path,
        sentence=f"{name} names articles, but none of its columns is a field of the form: {shown}.",
        hint="Call the columns as the form's fields are called, or say what each of them means.",
        needs="columns",
    )


def _import_list(
    registry: Registry, head: ListHead, *, max_bytes: int | None, common: Mapping[str, Any]
) -> ImportReport:
    if head.readings:
        return _import_readings(registry, head, max_bytes=max_bytes, common=common)
    options = ReadOptions(columns=_references(head.columns))
    staged = stage(registry, [head.source], options=options, max_bytes=max_bytes, **common)
    return bring_in(registry, staged)


def _references(columns: Mapping[str, str]) -> dict[str, str]:
    return {header: one for header, one in columns.items() if one in REFERENCE_MEANINGS}


def _import_readings(
    registry: Registry, head: ListHead, *, max_bytes: int | None, common: Mapping[str, Any]
) -> ImportReport:
    source = head.source
    try:
        headers, rows, _ = _table(source, parsers=common["parsers"], max_bytes=max_bytes, rows=0)
    except UnreadableInputError as error:
        line = ImportLine(
            "failed", source.name, source.path, sentence=error.sentence, hint=error.hint
        )
        return report_of([line], None)
    given = ReadingList(source.name, headers, rows, head.columns, source.path)
    report = import_reading_list(registry, given, **common)
    if not (unknown := unknown_fields(head.columns)):
        return report
    shown = ", ".join(f"“{one}”" for one in unknown)
    sentence = f"No field of the form is called {shown}: left out."
    note = ImportLine("note", source.name, source.path, sentence=sentence)
    return replace(report_of([*report.lines, note], report.change), readings=True, read=report.read)


def _together(reports: Sequence[ImportReport]) -> ImportReport:
    lines = [line for one in reports for line in one.lines]
    change = next((one.change for one in reports if one.change is not None), None)
    return replace(
        report_of(lines, change),
        readings=any(one.readings for one in reports),
        read=sum(one.read for one in reports),
    )
