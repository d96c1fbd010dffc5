"""What goes to the lane of suggestions and comes back, beside the values of the services."""

from __future__ import annotations

from dataclasses import dataclass

from curator.services.suggested import RequestedTerm, Silence, TrackRecord


@dataclass(frozen=True, slots=True)
class Switch:
    """A suggester to be switched on or off in a field."""

    rule: str
    field: str
    on: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """What the curator has chosen of suggestions."""

    suggestions: bool
    learning: bool


@dataclass(frozen=True, slots=True)
class Registered:
    """What a registry keeps of suggestions, as the pages show it.

    Attributes:
        learned: What was learned and whether it helps, in a sentence.
    """

    records: tuple[TrackRecord, ...]
    silenced: tuple[Silence, ...]
    requested: tuple[RequestedTerm, ...]
    learned: str
    kept: Kept
