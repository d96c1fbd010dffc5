"""Which tables this program reads and writes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from curator.data import data_path

APPLICATION_ID: Final = 0x43555241
"""In the header of a SQLite file: "CURA"."""


@dataclass(frozen=True, slots=True)
class Schema:
    """A state of the tables: the number of its last migration, and where the migrations lie.

    On SQLite the number stands in the file's header as ``user_version``, so that it can be seen
    without connecting.

    Attributes:
        active_parts: SHA-256 of the triggers, views and virtual tables on SQLite (``health``); ""
            where it is not checked.
    """

    version: int
    folder: Path
    active_parts: str = ""

    @property
    def revision(self) -> str:
        return f"{self.version:04d}"


CURRENT: Final = Schema(
    version=3,
    folder=data_path("migrations"),
    active_parts="bd19f98a41dc0c8700cfc611097967104d22963f2e7dd05e01bd4572003fd3b0",
)
