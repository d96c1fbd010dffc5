"""A text as the units that are judged one by one: lines, or paragraphs where lines are wrapped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from curator.ingest.line_features import ends_sentence, strip_bullet

_SAMPLE = 2_000  # lines from which the width is judged
_LINE = re.compile(r"[^\n\r]+")


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of text without outer white space.

    Attributes:
        start: First character, in code points of the body.
        end: One past the last.
        text: ``body[start:end]``.
        gap: Whether a blank line stands before it.
    """

    start: int
    end: int
    text: str
    gap: bool

    @property
    def words(self) -> str:
        """The text without its bullet."""
        return strip_bullet(self.text)[0]

    @property
    def bullet(self) -> bool:
        return strip_bullet(self.text)[1]


def line_units(body: str) -> list[Unit]:
    """The non-blank lines of a text."""
    units: list[Unit] = []
    for found in _LINE.finditer(body):
        text = found.group()
        left = found.start() + len(text) - len(text.lstrip())
        right = found.start() + len(text.rstrip())
        if left < right:
            between = body[units[-1].end : left] if units else ""
            gap = len(between) > 1 and between.replace("\r\n", "\n").count("\n") > 1
            units.append(Unit(left, right, body[left:right], gap))
    return units


def is_wrapped(units: Sequence[Unit]) -> bool:
    """Whether the lines were broken at a fixed width, as in mail and in old text files.

    Then most lines within a paragraph are nearly as long as the longest, and end in mid-sentence.
    """
    if len(units) < 6:
        return False
    units = units[:_SAMPLE]
    width = max(len(unit.text) for unit in units)
    if not 40 <= width <= 140:
        return False
    inner = [one for one, other in pairwise(units) if not other.gap and not other.bullet]
    full = [unit for unit in inner if len(unit.text) > 0.75 * width]
    open_ended = sum(not ends_sentence(unit.text) for unit in full)
    return len(full) >= 0.5 * len(units) and open_ended >= 0.6 * len(full)


def _join(body: str, units: Sequence[Unit]) -> list[Unit]:
    joined: list[Unit] = []
    for unit in units:
        if joined and not unit.gap and not unit.bullet:
            first = joined.pop()
            joined.append(Unit(first.start, unit.end, body[first.start : unit.end], first.gap))
        else:
            joined.append(unit)
    return joined


def units_of(body: str) -> list[Unit]:
    """Lines, or paragraphs where the text is wrapped at a fixed width."""
    units = line_units(body)
    return _join(body, units) if is_wrapped(units) else units
