"""Commands on articles: bring them in, read them, apply readings."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from curator.cli.context import Call, json_option, pass_call
from curator.cli.output import Printed, as_json, emit, table
from curator.domain.errors import CuratorError, RefusedError, UnreadableInputError, UsageError
from curator.domain.identity import article_label, study_label
from curator.domain.records import cell_to_json
from curator.ingest.files import MAX_BYTES
from curator.ingest.texts import parse_text
from curator.ingest.values import ParsedArticle
from curator.ingest.workers import Parsers
from curator.services.applying import apply_file
from curator.services.importing import import_paths
from curator.services.listing import article_ids, article_rows, find, study_ids, study_rows
from curator.services.opening import open_article, study_view
from curator.services.showing import article_lines, study_lines

FILE = click.Path(path_type=Path)


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=FILE)
@click.option("--reason", default="", help="Kept with the change.")
@click.option("--max-bytes", default=MAX_BYTES, show_default=True, help="Largest file.")
@json_option
@pass_call
def import_(call: Call, paths: tuple[Path, ...], *, reason: str, max_bytes: int) -> int:
    """Import files and folders (.txt, .md, .html) as one change."""
    printed = Printed()
    with call.write(create=True) as registry:
        report = import_paths(
            registry,
            paths,
            author=call.author(registry),
            reason=reason,
            progress=printed,
            max_bytes=max_bytes,
        )
    printed.end()
    lines = [f"{article_label(one.number)}  {one.name}" for one in report.taken]
    lines += [f"{article_label(number)}  {name}: there already" for name, number in report.same]
    lines += [f"failed   {name}: {why}" for name, why in report.failed]
    counts = f"{len(report.taken)} imported, {len(report.same)} there already, "
    emit(report, [*lines, counts + f"{len(report.failed)} failed."], json_wanted=call.json_wanted)
    return UnreadableInputError.exit_code if report.failed else 0


@click.command()
@click.argument("file", type=FILE)
@click.option("--again", is_flag=True, help="Also where this very file was applied already.")
@json_option
@pass_call
def apply(call: Call, file: Path, *, again: bool) -> None:
    """Apply a file of readings as one change by you; all of it or nothing."""
    with call.write(create=True) as registry:
        done = apply_file(registry, file, author=call.author(registry), again=again)
    words = f"{len(done.studies)} studies, {len(done.articles)} articles, "
    line = f"Applied as change {done.change.seq}: {words}{len(done.extractions)} extractions."
    emit(done, [line], json_wanted=call.json_wanted)


@click.command("list")
@click.argument("what", type=click.Choice(["articles", "studies"]))
@click.option("--filter", "query", default="", help="As in the window: words, payload:IL-12 ...")
@json_option
@pass_call
def list_(call: Call, what: str, *, query: str) -> None:
    """List the articles or the studies."""
    with call.read() as registry:
        if what == "articles":
            articles = article_rows(registry, article_ids(registry, query=query))
            rows = [
                [article_label(one.number), one.state, one.studies or "-", one.title]
                for one in articles
            ]
            emit(articles, table(rows), json_wanted=call.json_wanted)
            return
        studies = study_rows(registry, study_ids(registry, query=query))
    lines = table(
        [
            [study_label(one.number), one.state, f"{one.articles} articles",
             f"{one.conflicts} conflicts" if one.conflicts else "-", one.label]
            for one in studies
        ]
    )  # fmt: skip
    emit(studies, lines, json_wanted=call.json_wanted)


@click.command()
@click.argument("name", metavar="ID")
@click.option("--as-of", type=int, metavar="N", help="As the registry stood after change N.")
@json_option
@pass_call
def show(call: Call, name: str, *, as_of: int | None) -> None:
    """Show a study's record, or an article with its readings (S-0001, A-0002 or an id)."""
    with call.read() as registry:
        found = find(registry, name)
        if found.kind == "study":
            view = study_view(registry, found.id, as_of=as_of)
            value: Any = study_json(view)
            lines = study_lines(registry.form, view)
        elif as_of is not None:
            raise UsageError("Only a study's record can be shown as of a change.")
        else:
            opened = open_article(registry, found.id)
            value, lines = article_json(opened), article_lines(registry.form, opened)
    emit(value, lines, json_wanted=call.json_wanted)


def study_json(view: Any) -> dict[str, Any]:
    """A study as ``show --json`` prints it."""
    from_record = {key: cell_json(cell) for key, cell in view.record.cells.items()}
    return {
        "study": study_label(view.number),
        "id": view.study_id,
        "document": view.document.to_json(),
        "rev": view.rev,
        "as_of": view.as_of,
        "articles": [article_label(one.article_number) for one in view.readings],
        "record": from_record,
    }


def cell_json(cell: Any) -> Any:
    return as_json(cell_to_json(cell))


def article_json(opened: Any) -> dict[str, Any]:
    """An article as ``show --json`` prints it."""
    return {
        "article": article_label(opened.number),
        "id": opened.article_id,
        "document": opened.document.to_json(),
        "extractions": [
            {"id": one.extraction_id, "study": one.study_label, **one.document.to_json()}
            for one in opened.extractions
        ],
    }


@click.command()
@click.argument("files", nargs=-1, required=True, type=FILE)
@click.option("--jsonl", is_flag=True, help='Files (or -) hold lines {"id","text"}.')
@json_option
@pass_call
def text(call: Call, files: tuple[Path, ...], *, jsonl: bool) -> int:
    """Print the text, title and blocks that a file would be imported with.  No registry needed."""
    if jsonl:
        return _text_lines(files)
    failed = 0
    with Parsers() as parsers:
        for path in files:
            try:
                parsed = parsers.parse(_bytes(path), path.name)
            except CuratorError as error:
                failed = error.exit_code
                click.echo(f"{path}: {error.sentence}", err=True)
                continue
            value = {"file": str(path), **parsed_json(parsed), "text": parsed.body}
            emit(value, _text_words(parsed), json_wanted=call.json_wanted)
    return failed


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableInputError(f"{path} cannot be read: {error.strerror}.") from error


def parsed_json(parsed: ParsedArticle) -> dict[str, Any]:
    """Title and blocks of a parsed text; offsets are code points, half-open."""
    blocks = [
        {"start": block.start, "end": block.end, "kind": block.kind} for block in parsed.blocks
    ]
    return {"title": parsed.title, "blocks": blocks}


def _text_words(parsed: ParsedArticle) -> list[str]:
    lines = [f"# {parsed.title or '(no title)'}", f"# {parsed.encoding}, {len(parsed.body)} chars"]
    for block in parsed.blocks:
        name = f" {block.name}" if block.name else ""
        lines.append(f"[{block.kind}{name} {block.start}-{block.end}]")
        lines.append(parsed.body[block.start : block.end])
    return lines


def _text_lines(files: tuple[Path, ...]) -> int:
    for path in files:
        for number, line in _lines(path):
            try:
                given = json.loads(line)
                parsed = parse_text(given["text"], str(given["id"]))
            except (ValueError, KeyError, TypeError) as error:
                raise RefusedError(
                    f"{path}, line {number}: not a line {{“id”, “text”}} ({error})."
                ) from error
            click.echo(json.dumps({"id": given["id"], **parsed_json(parsed)}, ensure_ascii=False))
    return 0


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """Lines split on LF only, numbered from 1; ``-`` is standard input."""
    data = sys.stdin.buffer.read() if str(path) == "-" else _bytes(path)
    for number, line in enumerate(data.decode("utf-8").split("\n"), start=1):
        if line.strip():
            yield number, line
