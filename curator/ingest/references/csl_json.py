"""CSL-JSON lists, as Zotero and others write them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from curator.domain.errors import UnreadableInputError
from curator.domain.exchange.csl import reference_from_csl
from curator.ingest.decode import decode
from curator.ingest.references.articles import Record, articles_of
from curator.ingest.texts import refuse_unreadable
from curator.ingest.values import NO_OPTIONS, Failure, Read, ReadOptions


def read_csl_json(data: bytes, name: str, *, options: ReadOptions = NO_OPTIONS) -> Iterator[Read]:
    """Read a CSL-JSON list, or a single item.

    Raises:
        UnreadableInputError: It is no JSON, or no list of items.
    """
    decoded = decode(data, forced=options.encoding)
    refuse_unreadable(decoded, name)
    try:
        content = json.loads(decoded.text.lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise UnreadableInputError(
            f"{name} is no sound JSON.", hint="Export it again from the program that wrote it."
        ) from error
    items = content.get("items", [content]) if isinstance(content, dict) else content
    if not isinstance(items, list):
        raise UnreadableInputError(
            f"{name} holds no list of references.",
            hint="Export the references as CSL-JSON or RIS and import that.",
        )
    records = (_record(item, number) for number, item in enumerate(items, start=1))
    yield from articles_of(data, decoded, records=records, name=name, key="csl-json")


def _record(item: Any, number: int) -> Record | Failure:
    if not isinstance(item, dict):
        return Failure(f"item {number}", f"Item {number} of the list is no reference.")
    try:
        text = json.dumps(item, ensure_ascii=False, indent=1)
        return Record(reference_from_csl(item), text + "\n")
    except (ValueError, RecursionError):
        return Failure(f"item {number}", f"Item {number} of the list is nested too deep.")
