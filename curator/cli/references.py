"""Bibliographic records: which of them are the same.  No registry needed."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from curator.cli.context import json_option
from curator.domain.errors import RefusedError, UnreadableInputError
from curator.domain.references import Reference
from curator.ingest.matching.clusters import cluster
from curator.ingest.matching.rows import reference_from_row
from curator.ingest.values import ParsedArticle
from curator.ingest.workers import Parsers

Given = tuple[Any, Reference]
"""What the file calls the record, and the record."""


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--jsonl", is_flag=True, help='Files (or -) hold lines {"id","title","author",...}.')
@json_option
def references(files: tuple[Path, ...], *, jsonl: bool) -> None:
    """Print which cluster each reference belongs to: one line {"id","cluster"} per record.

    Records of one cluster are the same reference.  Clusters are numbered from 1 in the order of
    the records, over all files of one call.
    """
    read = _json_lines if jsonl else _records
    given = [record for path in files for record in read(path)]
    firsts = cluster((at, reference) for at, (_id, reference) in enumerate(given))
    numbers: dict[int, int] = {}
    for at, (name, _reference) in enumerate(given):
        number = numbers.setdefault(firsts[at], len(numbers) + 1)
        click.echo(json.dumps({"id": name, "cluster": number}, ensure_ascii=False))


def _json_lines(path: Path) -> Iterator[Given]:
    try:
        text = _bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RefusedError(f"{path} is not UTF-8 (byte {error.start}).") from error
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise RefusedError(f"{path}, line {number}: not JSON ({error}).") from error
        if not isinstance(row, Mapping) or "id" not in row:
            raise RefusedError(f"{path}, line {number}: not an object with an “id”.")
        yield row["id"], reference_from_row(row)


def _records(path: Path) -> Iterator[Given]:
    with Parsers() as parsers:
        for number, read in enumerate(parsers.read(_bytes(path), path.name), start=1):
            if isinstance(read, ParsedArticle) and read.reference is not None:
                yield f"{path.name} > {read.name or f'record {number}'}", read.reference


def _bytes(path: Path) -> bytes:
    if str(path) == "-":
        return sys.stdin.buffer.read()
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableInputError(f"{path} cannot be read: {error.strerror}.") from error
