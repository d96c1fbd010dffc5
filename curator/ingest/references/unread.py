"""Formats that are known but not read, each with the way round it."""

from __future__ import annotations

from collections.abc import Iterator

from curator.domain.errors import UnreadableInputError
from curator.ingest.values import NO_OPTIONS, Read, ReadOptions


def refuse_mods(data: bytes, name: str, *, options: ReadOptions = NO_OPTIONS) -> Iterator[Read]:
    """Say what to do with MODS.

    Raises:
        UnreadableInputError: Always.
    """
    del data, options
    raise UnreadableInputError(
        f"{name} is MODS, the format of library catalogues, which is not read.",
        hint="Export the references as RIS from the catalogue or program that it comes from.",
    )
