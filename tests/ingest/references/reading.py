"""Reading and writing references in tests, as the program does it."""

from __future__ import annotations

import io
from collections import Counter
from dataclasses import fields

from curator.domain.errors import CuratorError
from curator.domain.exchange.losses import Loss
from curator.domain.references import Reference
from curator.export.references import write_references
from curator.ingest.parse import READERS, parse_file
from curator.ingest.values import ParsedArticle, Read


def articles(data: bytes | str, name: str) -> list[ParsedArticle]:
    """The articles of a file of any format."""
    return [one for one in reads(data, name) if isinstance(one, ParsedArticle)]


def reads(data: bytes | str, name: str) -> list[Read]:
    return list(parse_file(data.encode() if isinstance(data, str) else data, name))


def references(data: bytes | str, name: str) -> list[Reference]:
    """The references of a file; none where it is refused with a sentence."""
    try:
        found = articles(data, name)
    except CuratorError:
        return []
    return [one.reference for one in found if one.reference is not None]


def one(data: bytes | str, name: str) -> Reference:
    (only,) = references(data, name)
    return only


def written(records: list[Reference], kind: str) -> tuple[bytes, tuple[Loss, ...]]:
    file = io.BytesIO()
    count, losses = write_references(file, records, kind=kind)
    assert count == len(records)
    return file.getvalue(), losses


def read_back(data: bytes, kind: str) -> list[Reference]:
    """By the format's own reader; a record that says nothing has no article and so no reference."""
    return [
        found.reference
        for found in READERS[kind](data, f"a.{kind}")
        if isinstance(found, ParsedArticle) and found.reference is not None
    ]


def unnamed(
    before: list[Reference], after: list[Reference], losses: tuple[Loss, ...]
) -> list[tuple[int, str, object, object]]:
    """What came back otherwise without a line in the report."""
    named = {(loss.record, loss.field) for loss in losses}
    silent: list[tuple[int, str, object, object]] = []
    for number, (a, b) in enumerate(zip(before, after, strict=True), start=1):
        tags = {tag for record, tag in named if record == number}
        silent += [(number, *found) for found in _silent(a, b, tags)]
    return silent


def _silent(
    before: Reference, after: Reference, named: set[str]
) -> list[tuple[str, object, object]]:
    silent: list[tuple[str, object, object]] = []
    for field in fields(Reference):
        a, b = getattr(before, field.name), getattr(after, field.name)
        if field.name in {"source", *named} or a == b:
            continue
        if field.name == "other":
            gone = Counter(a) - Counter(b)
            silent += [("other", tag, value) for tag, value in gone if tag not in named]
        elif field.name == "notes":
            added = b[len(a) :]
            moved = all(any(note.startswith(_shown(tag)) for tag in named) for note in added)
            if b[: len(a)] != a or not moved:
                silent.append(("notes", a, b))
        else:
            silent.append((field.name, a, b))
    return silent


def _shown(tag: str) -> str:
    """A tag as a note begins with it."""
    return (
        f"{tag}:".replace("\r", "\n")
        .replace("\0", "\ufffd")
        .strip(" \t\n")
        .split("\n")[0]
        .rstrip(" \t")
    )
