"""Commands on articles: bring them in, read them, apply readings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from curator.cli.context import Call, json_option, pass_call
from curator.cli.output import as_json, emit, table
from curator.domain.errors import UsageError
from curator.domain.identity import article_label, study_label
from curator.domain.records import cell_to_json
from curator.services.applying import apply_file
from curator.services.listing import article_ids, article_rows, find, study_ids, study_rows
from curator.services.opening import open_article, study_view
from curator.services.showing import article_lines, study_lines

FILE = click.Path(path_type=Path)


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
    emit(done, [line, *done.doubts], json_wanted=call.json_wanted)


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
