"""Commands that bring articles in: once, or whatever comes into a folder."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import click

from curator.cli.context import Call, json_option, pass_call
from curator.cli.output import Printed, emit
from curator.domain.errors import (
    NotFoundError,
    RegistryLockedError,
    StorageError,
    UnreadableInputError,
    UsageError,
)
from curator.domain.identity import article_label
from curator.ingest.files import MAX_BYTES, shown_name
from curator.ingest.values import ReadOptions
from curator.ingest.workers import Parsers
from curator.services.import_names import told_apart
from curator.services.import_report import OUTCOMES, failed_paths, report_json, save_report
from curator.services.importing import feed_fulltext
from curator.services.list_columns import meanings
from curator.services.lists import import_files
from curator.services.registry import Registry
from curator.services.values import ImportLine, ImportReport, Outcome
from curator.services.watching import EVERY_S, Watched, look

FILE = click.Path(path_type=Path)
_MOST_PASSED_OVER: Final = 20
_COLUMNS_HINT: Final = (
    "Import it by itself with --columns HEADER=MEANING for each, or in the window; lists with the"
    " same headers are then taken by themselves."
)


@click.command("import")
@click.argument("paths", nargs=-1, type=FILE)
@click.option("--reason", default="", help="Kept with the change.")
@click.option(
    "--max-bytes",
    default=MAX_BYTES,
    show_default=True,
    help="Largest text; 20 times as much of a PDF, archive or list.  0: no limit.",
)
@click.option("--encoding", default="", help="Take texts as this, whatever they look like.")
@click.option(
    "--password",
    default="",
    envvar="CURATOR_PASSWORD",
    help="Of encrypted files; “-” asks for it.  It is kept nowhere.",
)
@click.option(
    "--columns",
    "given",
    multiple=True,
    metavar="MAP",
    help="What a column of a list means: HEADER=MEANING, once for each, or a file of JSON.",
)
@click.option("--report", type=FILE, help="Write what became of every file (.json or .csv).")
@click.option(
    "--retry", type=FILE, help="Import what a report names as failed, or waiting for its columns."
)
@json_option
@pass_call
def import_(
    call: Call,
    paths: tuple[Path, ...],
    *,
    reason: str,
    max_bytes: int,
    encoding: str,
    password: str,
    given: tuple[str, ...],
    report: Path | None,
    retry: Path | None,
) -> int:
    """Import files and folders as one change; lists of readings as one of their own.

    Text, Markdown, web pages, PDF, Word, OpenDocument, EPUB, JATS, BioC, PubMed, reference lists
    (RIS, NBIB, BibTeX, CSL-JSON, EndNote, Web of Science, CSV, XLSX), and ZIP archives of these.

    A column of CSV or XLSX means a reference's title, authors, year, journal, doi, pmid, ...; or
    article, study, label; or field:KEY and status:KEY of the form.
    """
    again = failed_paths(retry) if retry is not None else ()
    if not paths and retry is None:
        raise UsageError("Say what to import: files, folders, or --retry REPORT.")
    if password == "-":  # noqa: S105 - the sign that asks for one
        password = click.prompt("Password", hide_input=True, err=True)
    printed = Printed()
    with call.write(create=True) as registry:
        options = ReadOptions(encoding, password, _columns(registry, given))
        done = import_files(
            registry,
            [*paths, *again],
            author=call.author(registry),
            reason=reason,
            progress=printed,
            max_bytes=max_bytes or None,
            options=options,
        )
        feed_fulltext(registry, progress=printed)
    printed.end()
    if report is not None:
        save_report(done, report)
    emit(report_json(done), report_lines(done), json_wanted=call.json_wanted)
    named = {bytes(path) for path in paths}
    left = any(one.outcome == "columns" and one.path in named for one in done.lines)
    return UnreadableInputError.exit_code if done.failed or left else 0


def report_lines(report: ImportReport) -> list[str]:
    """What an import did, for people: what was taken, was there, failed, and what to say of it."""
    said: dict[Outcome, list[str]] = {outcome: [] for outcome in OUTCOMES}
    for name, one in zip(told_apart(report.lines), report.lines, strict=True):
        said[one.outcome] += _line(name, one)
    over = said["passed_over"]
    rest = len(over) - _MOST_PASSED_OVER
    if rest > 0:
        over[_MOST_PASSED_OVER:] = [f"passed   {rest:,} more; --report names them."]
    counts = f"{len(report.taken)} imported, {len(report.same)} there already, "
    counts += f"{len(report.failed)} failed"
    counts += f", {len(report.waiting)} with columns to choose" if report.waiting else ""
    counts += f", {len(report.passed_over)} passed over." if report.passed_over else "."
    order: tuple[Outcome, ...] = ("taken", "same", "note", "passed_over", "columns", "failed")
    return [*(line for outcome in order for line in said[outcome]), counts]


def _line(name: str, one: ImportLine) -> list[str]:
    match one.outcome:
        case "taken":
            return [f"{article_label(one.number)}  {name}"]
        case "same":
            return [f"{article_label(one.number)}  {name}: there already"]
        case "passed_over":
            return [f"passed   {one.name}: {one.sentence}"]
        case "note":
            return [f"note     {name}: {one.sentence}"]
        case "columns":
            return [f"columns  {name}: {one.sentence}", f"         {_COLUMNS_HINT}"]
    return [f"failed   {name}: {one.sentence}"] + ([f"         {one.hint}"] if one.hint else [])


def _columns(registry: Registry, given: Sequence[str]) -> Mapping[str, str]:
    """Header to meaning, as the command line says it."""
    columns: dict[str, str] = {}
    for one in given:
        header, equals, meaning = one.rpartition("=")
        columns |= {header: meaning.strip()} if equals else _columns_file(Path(one))
    known = meanings(registry.form)
    for header, meaning in columns.items():
        if meaning and meaning not in known:
            raise UsageError(
                f"A column cannot mean “{meaning}” ({header}).",
                hint=f"One of {', '.join(known)}.",
            )
    return columns


def _columns_file(path: Path) -> dict[str, str]:
    try:
        data: Any = json.loads(path.read_text(encoding="utf-8-sig"))
        return {str(header): str(meaning) for header, meaning in data.items()}
    except OSError as error:
        raise UnreadableInputError(f"{path.name} cannot be read: {error.strerror}.") from error
    except (ValueError, AttributeError, RecursionError) as error:
        raise UsageError(
            f"{path.name} is no map of columns.", hint='It holds {"HEADER": "MEANING", ...}.'
        ) from error


@click.command()
@click.argument("folder", type=FILE)
@click.option("--once", is_flag=True, help="Import what stands still there now, then end.")
@click.option(
    "--every",
    default=EVERY_S,
    show_default=True,
    type=click.FloatRange(0.1, 3600),
    help="Seconds between two looks.",
)
@json_option
@pass_call
def watch(call: Call, folder: Path, *, once: bool, every: float) -> int:
    """Import what comes into a folder, each time as one change, until Ctrl+C.

    A file is taken once it stands still for two looks; one that fails is named once, and tried
    again when it changes.
    """
    shown = shown_name(bytes(folder))
    if not folder.is_dir():
        raise NotFoundError(f"{shown} is no folder.", hint="Name the folder to watch.")
    failed = False
    pause = threading.Event()
    with call.write(create=True) as registry, Parsers(2) as parsers:
        watched, _ = look(Watched(bytes(folder)))
        if not call.json_wanted:
            click.echo(f"Watching {shown}. Ctrl+C ends.", err=True)
        while True:
            pause.wait(every)
            watched, done = _looked(call, registry, watched, parsers=parsers)
            failed = failed or (done is not None and bool(done.failed))
            if once:
                return UnreadableInputError.exit_code if failed else 0


def _looked(
    call: Call, registry: Registry, watched: Watched, *, parsers: Parsers
) -> tuple[Watched, ImportReport | None]:
    """One look, and the import of what is due; where the registry is held, the next look tries."""
    following, due = look(watched)
    if following.gone and not watched.gone:
        click.echo("The folder is gone; waiting for it.", err=True)
    if not due:
        return following, None
    try:
        done = import_files(
            registry, due, author=call.author(registry), parsers=parsers, guess=False
        )
        feed_fulltext(registry)
    except (RegistryLockedError, StorageError) as error:
        click.echo(f"{error.sentence} {error.hint}".strip(), err=True)
        return watched, None
    if call.json_wanted:
        click.echo(json.dumps(report_json(done), ensure_ascii=False))
    else:
        emit(done, report_lines(done), json_wanted=False)
    return following, done
