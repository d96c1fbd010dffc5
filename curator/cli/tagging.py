"""Mark the terms of a vocabulary in texts.  No registry needed."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from curator.cli.reading import file_bytes
from curator.domain.errors import RefusedError
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
    help="A role (cells, diseases, ...), an installed vocabulary, or a file; may be repeated.",
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
    whole phrase is marked; one that only its form tells has an empty term.
    """
    tagger = tagger_of(Vocabularies.load(), vocabularies, role=role, names_only=names_only)
    for path in files or (Path("-"),):
        for given in _given(path):
            spans = [
                {"start": one.start, "end": one.end, "term": one.term_id, "label": one.label}
                for one in tagger.tag(given["text"])
            ]
            click.echo(json.dumps({"id": given["id"], "spans": spans}, ensure_ascii=False))


def _given(path: Path) -> Iterator[Mapping[str, Any]]:
    """The records of a file, their texts as they are; ``-`` is standard input."""
    data = sys.stdin.buffer.read() if str(path) == "-" else file_bytes(path)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RefusedError(f"{path} is not UTF-8 (byte {error.start}).") from error
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield _record(line, f"{path}, line {number}")


def _record(line: str, place: str) -> Mapping[str, Any]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise RefusedError(f"{place}: not JSON ({error}).") from error
    if not isinstance(record, Mapping) or "id" not in record:
        raise RefusedError(f"{place}: not an object with an “id”.")
    if not isinstance(record.get("text"), str):
        raise RefusedError(f"{place}: its “text” is no text.")
    return record
