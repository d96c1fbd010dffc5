"""What the palette offers, and which of it the typed letters mean."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

_FIRST: Final = 4
_START: Final = 3
_INSIDE: Final = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the palette.

    Attributes:
        id: What choosing it brings back.
        group: The heading that it stands below: "Payload, the current field".
        label: The words that typing is matched with.
        detail: Said behind them: "S-0001".
        key: The key that does the same.
        icon: Name of an icon.
        always: Shown whatever is typed: whoever made the entries has matched them already.
    """

    id: str
    group: str
    label: str
    detail: str = ""
    key: str = ""
    icon: str = "right"
    always: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that fits, with the places of the typed letters in its label."""

    entry: Entry
    places: tuple[int, ...] = ()
    score: int = 0


def matching(entries: Iterable[Entry], typed: str) -> tuple[Match, ...]:
    """Entries that have every typed word, at best at the start of their label or of a word.

    Groups stay in their order; within a group the better ones come first.
    """
    words = typed.casefold().split()
    found = [one for entry in entries if (one := _match(entry, words)) is not None]
    groups = {group: n for n, group in enumerate(dict.fromkeys(m.entry.group for m in found))}
    return tuple(sorted(found, key=lambda match: (groups[match.entry.group], -match.score)))


def _match(entry: Entry, words: list[str]) -> Match | None:
    if not words or entry.always:
        return Match(entry, _places(entry.label.casefold(), words))
    label = entry.label.casefold()
    places: list[int] = []
    score = 0
    after = 0
    for word in words:
        at = _find(label, word, after=after)
        if at < 0:
            return _scattered(entry, label, words="".join(words))
        score += _FIRST if at == 0 else _INSIDE if label[at - 1].isalnum() else _START
        places += range(at, at + len(word))
        after = at + len(word)
    return Match(entry, tuple(places), score + _START)


def _find(label: str, word: str, *, after: int) -> int:
    """Where a word stands: at the start of one if it can, behind the last one if it can."""
    for begin in (after, 0):
        at = label.find(word, begin)
        while at > 0 and label[at - 1].isalnum():
            at = label.find(word, at + 1)
        if at >= 0:
            return at
    at = label.find(word, after)
    return at if at >= 0 else label.find(word)


def _scattered(entry: Entry, label: str, *, words: str) -> Match | None:
    """The typed letters in their order at the starts of words: ``mnr``, mark as not reported."""
    starts = [n for n, one in enumerate(label) if n == 0 or not label[n - 1].isalnum()]
    places: list[int] = []
    for letter in words:
        at = next((n for n in starts if label[n] == letter and n > (places or [-1])[-1]), -1)
        if at < 0:
            return None
        places.append(at)
    return Match(entry, tuple(places))


def _places(label: str, words: list[str]) -> tuple[int, ...]:
    places: list[int] = []
    for word in words:
        at = _find(label, word, after=0)
        if at >= 0:
            places += range(at, at + len(word))
    return tuple(sorted(set(places)))
