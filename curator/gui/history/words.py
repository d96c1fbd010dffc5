"""Which words of a value changed.  No Qt."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

_TOKEN: Final = re.compile(r"\s+|\w+|[^\w\s]", re.UNICODE)
_MOST: Final = 400
"""Tokens of a value that are compared; a longer one counts as changed in all."""


@dataclass(frozen=True, slots=True)
class Run:
    """Some words, and whether the other side lacks them."""

    words: str
    changed: bool


Runs = tuple[Run, ...]


def changed_words(old: str, new: str) -> tuple[Runs, Runs]:
    """Both sides cut where they differ; joined again each side is its text."""
    if old == new:
        return _whole(old, changed=False), _whole(new, changed=False)
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    if len(before) > _MOST or len(after) > _MOST:
        return _whole(old, changed=True), _whole(new, changed=True)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    lost: list[Run] = []
    won: list[Run] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        lost.append(Run("".join(before[a:b]), tag != "equal"))
        won.append(Run("".join(after[c:d]), tag != "equal"))
    return _joined(lost), _joined(won)


def whole(text: str) -> Runs:
    """A text that the other side has nothing of."""
    return _whole(text, changed=True)


def _whole(text: str, *, changed: bool) -> Runs:
    return (Run(text, changed),) if text else ()


def _joined(runs: list[Run]) -> Runs:
    """Neighbours of a kind as one; a gap counts as changed only between two changed words."""
    pieces = [piece for run in runs for piece in _without_edges(run)]
    made: list[Run] = []
    for place, run in enumerate(pieces):
        between = 0 < place < len(pieces) - 1 and not run.words.strip()
        changed = run.changed or (
            between and all(pieces[n].changed for n in (place - 1, place + 1))
        )
        if made and made[-1].changed == changed:
            made[-1] = Run(made[-1].words + run.words, changed)
        else:
            made.append(Run(run.words, changed))
    return tuple(made)


def _without_edges(run: Run) -> Iterator[Run]:
    """A changed run without the white space around it, which no line should be drawn at."""
    words = run.words.strip()
    if not run.changed or not words:
        if run.words:
            yield Run(run.words, changed=False)
        return
    start = run.words.index(words)
    pieces = (run.words[:start], words, run.words[start + len(words) :])
    yield from (Run(one, one is words) for one in pieces if one)
