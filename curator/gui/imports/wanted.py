"""What the window asks the work lane to import: frozen, so that it may cross."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import Final

from curator.ingest.files import MAX_BYTES, PathLike, shown_name
from curator.ingest.values import SourceFile

Wanted = PathLike | SourceFile
_LISTS: Final = (".csv", ".tsv", ".tab", ".xlsx", ".xlsm")


@dataclass(frozen=True, slots=True)
class ImportWanted:
    """One import.

    Attributes:
        paths: Files and folders, and what was pasted, with its bytes.
        password: Of an encrypted file; kept nowhere.
        max_bytes: Larger files fail; None for no limit.
        quiet: Nobody asked just now (a watched folder): nothing is said where nothing came.
        source: Name of the watched folder that it comes from; empty for any other import.
    """

    paths: tuple[Wanted, ...]
    password: str = field(default="", repr=False)
    max_bytes: int | None = MAX_BYTES
    quiet: bool = False
    source: str = ""


def list_name(wanted: Wanted) -> str:
    """The name of a file that is called as lists are; empty for any other."""
    if isinstance(wanted, SourceFile):
        name = wanted.name
    else:
        name = shown_name(os.fsencode(wanted).rpartition(os.fsencode(os.sep))[2])
    return name if name.lower().endswith(_LISTS) else ""
