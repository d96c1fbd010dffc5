"""What a curator said of the columns of a list, remembered by its header row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from curator.domain.canonical import digest
from curator.services.settings import Settings, load_settings, update_settings

KEPT: Final = 100
"""Header rows whose meaning is remembered, the last used ones."""


def recall_columns(headers: Sequence[str]) -> Mapping[str, str] | None:
    """Header to meaning, as it was said last of a list with exactly these headers."""
    settings, _ = load_settings()
    return settings.columns.get(digest(list(headers)))


def known_columns() -> Mapping[str, Mapping[str, str]]:
    """All that is remembered, by the digest of the header row."""
    settings, _ = load_settings()
    return settings.columns


def remember_columns(headers: Sequence[str], columns: Mapping[str, str]) -> None:
    """Remember what the columns mean.

    Raises:
        StorageError: The settings cannot be written.
    """
    key = digest(list(headers))

    def change(settings: Settings) -> Settings:
        others = {one: said for one, said in settings.columns.items() if one != key}
        kept = dict(list(others.items())[-KEPT + 1 :])
        return replace(settings, columns={**kept, key: dict(columns)})

    update_settings(change)
