"""One result of a sentence, as its parts are found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from curator.domain.claims import Quantity
from curator.suggest.numbers.endpoints import Endpoint
from curator.suggest.numbers.figures import Figure


@dataclass(frozen=True, slots=True)
class Result:
    """One result; offsets are those of the text given.

    Attributes:
        start, end: From the first to the last of its words.
        measure: Key of the form's choice, or "".
        value: The number; None for a count alone and for "all" and "none".
        n, of: Counts as written.
        every: ``all`` or ``none`` where a word and no number says how many.
        endpoint: What was measured.
    """

    start: int
    end: int
    measure: str
    value: Figure | None
    endpoint: Endpoint | None
    n: Figure | None = None
    of: Figure | None = None
    p: Figure | None = None
    interval: Figure | None = None
    time_point: Quantity | None = None
    every: str = ""


CHANGE: Final = "change"
"""From one value to another: what it is the mean or median of is not said."""
DURATION: Final = "duration"
"""How long it lasted or how soon it came, of one or of all: no mean and no median."""
UNNAMED: Final = frozenset((CHANGE, DURATION))
"""Measures that the form has no choice for."""
