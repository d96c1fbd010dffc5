"""What the window asks the work lane to import: frozen, so that it may cross."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from curator.ingest.files import MAX_BYTES, PathLike
from curator.ingest.values import SourceFile

Wanted = PathLike | SourceFile


@dataclass(frozen=True, slots=True)
class ImportWanted:
    """One import.

    Attributes:
        paths: Files and folders, and what was pasted, with its bytes.
        password: Of an encrypted file; kept nowhere.
        columns: Header of a list to what the column holds, where a curator has said so.
        max_bytes: Larger files fail; None for no limit.
        quiet: Nobody asked just now (a watched folder): nothing is said where nothing came.
    """

    paths: tuple[Wanted, ...]
    password: str = field(default="", repr=False)
    columns: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    max_bytes: int | None = MAX_BYTES
    quiet: bool = False
