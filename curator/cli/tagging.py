"""Mark the terms of a vocabulary in texts.  No registry needed."""

from __future__ import annotations

import json
from pathlib import Path

import click

from curator.cli.reading import given_lines
from curator.services.tagging import tagger_of
from curator.services.vocabularies import Vocabularies


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--vocabulary",
    "vocabularies",
    multiple=True,
    required=True,
    metavar="V",
    help="A role (cells, diseases, ...), an installed vocabulary, a file, or numbers (what a "
    "trial reports); may be repeated.",
)
@click.option(
    "--as", "role", default="", metavar="ROLE", help="What the files are vocabularies of."
)
@click.option("--names-only", is_flag=True, help="Only the names that the vocabulary has.")
@click.option("--jsonl", is_flag=True, required=True, help='Files (or -) hold lines {"id","text"}.')
def tag(
    files: tuple[Path, ...],
    *,
    vocabularies: tuple[str, ...],
    role: str,
    names_only: bool,
    jsonl: bool,  # noqa: ARG001 - the one format so far, asked for by its name
) -> None:
    """Print what texts name: a line {"id","spans":[{"start","end","term","label"}]} for each.

    Offsets count code points of the text as it was given.  Of cells, diseases and organisms the
    whole phrase is marked; one that only its form tells has an empty term.  A number has none; its
    label says what it counts.
    """
    tagger = tagger_of(Vocabularies.load(), vocabularies, role=role, names_only=names_only)
    for given, text in given_lines(files or (Path("-"),)):
        spans = [
            {"start": one.start, "end": one.end, "term": one.term_id, "label": one.label}
            for one in tagger.tag(text)
        ]
        click.echo(json.dumps({"id": given, "spans": spans}, ensure_ascii=False))
