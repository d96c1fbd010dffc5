"""What the command line prints: words for people, one JSON value with ``--json``."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from curator.domain.claims import Claim, Item, claim_to_json, item_to_json
from curator.domain.errors import CuratorError


def as_json(value: Any) -> Any:
    """A frozen value as JSON; paths as they are written."""
    if isinstance(value, Claim):
        return claim_to_json(value)
    if isinstance(value, Item):
        return item_to_json(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = dataclasses.fields(value)
        return {field.name: as_json(getattr(value, field.name)) for field in fields}
    if isinstance(value, Mapping):
        return {str(key): as_json(one) for key, one in value.items()}
    if isinstance(value, list | tuple | frozenset | set):
        return [as_json(one) for one in value]
    return str(value) if isinstance(value, Path) else value


def emit(value: Any, lines: Sequence[str], *, json_wanted: bool) -> None:
    """Print a result: the value as JSON, or the lines."""
    if json_wanted:
        click.echo(json.dumps(as_json(value), ensure_ascii=False, indent=2))
        return
    for line in lines:
        click.echo(line)


def table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows as lines with their columns aligned; the last column runs free."""
    if not rows:
        return []
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    widths[-1] = 0
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def fail(error: CuratorError, *, json_wanted: bool) -> int:
    """Say on standard error what went wrong and what to do next; returns the exit code."""
    if json_wanted:
        said = {"error": type(error).__name__, "sentence": error.sentence, "hint": error.hint}
        click.echo(json.dumps(said, ensure_ascii=False), err=True)
    else:
        click.echo(error.sentence, err=True)
        if error.hint:
            click.echo(error.hint, err=True)
    return error.exit_code


class Printed:
    """Progress on standard error, on a terminal only; implements ``Progress``."""

    def step(self, done: int, total: int, what: str = "") -> None:
        if sys.stderr.isatty():
            of = f" of {total}" if total else ""
            click.echo(f"\r\033[K{done}{of} {what}"[:100], nl=False, err=True)

    def end(self) -> None:
        if sys.stderr.isatty():
            click.echo("\r\033[K", nl=False, err=True)
