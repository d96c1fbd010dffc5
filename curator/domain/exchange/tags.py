"""The tagged values of one record, each taken once; what nobody takes is what is left."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final

Pair = tuple[str, str]
"""A tag as the format writes it, and a value."""

_BLANK: Final = " \t\n"
_BLANKS: Final = re.compile(r"[ \t\n]+")


_UNHELD: Final = re.compile("[\ud800-\udfff\0]")


def held(words: str) -> str:
    """As any file can hold it: line ends are one character, no NUL, no lone surrogate."""
    return _UNHELD.sub("\ufffd", words.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(words: str) -> str:
    """Runs of blanks, tabs and line ends are one blank; other white space stays."""
    return _BLANKS.sub(" ", words).strip(_BLANK)


def lines(words: str) -> str:
    """Lines stay, what is blank at their ends goes."""
    return "\n".join(line.strip(" \t") for line in words.strip(_BLANK).split("\n"))


def split_words(words: str) -> tuple[str, ...]:
    """Keywords of one value: parted by semicolons where there is one, else by commas."""
    parts = words.split(";" if ";" in words else ",")
    return tuple(word for part in parts if (word := one_line(part)))


def joined_words(words: Sequence[str]) -> str:
    """As ``split_words`` takes them apart again."""
    if any("," in word for word in words):
        return "; ".join(words) + (";" if len(words) == 1 else "")
    return ", ".join(words)


def _any(_: str) -> bool:
    return True


class Tags:
    """The pairs of one record, without those whose value is blank."""

    def __init__(self, pairs: Iterable[Pair]) -> None:
        self._pairs = [(held(tag), words) for tag, value in pairs if (words := lines(held(value)))]
        self._taken = [False] * len(self._pairs)
        self._places: dict[str, list[int]] = {}
        self._same: dict[Pair, list[int]] = {}
        for at, pair in enumerate(self._pairs):
            self._places.setdefault(pair[0], []).append(at)
            self._same.setdefault(pair, []).append(at)

    def first(self, *tags: str, accept: Callable[[str], bool] = _any) -> str:
        """The first value by the order of ``tags``, as one line; empty where there is none.

        Others under these tags that say the very same go with it.
        """
        return one_line(self._first(tags, accept))

    def first_lines(self, *tags: str) -> str:
        """As ``first``, with its lines."""
        return self._first(tags, _any)

    def _first(self, tags: tuple[str, ...], accept: Callable[[str], bool]) -> str:
        places = [at for tag in tags for at in self._places.get(tag, ()) if not self._taken[at]]
        found = next((self._pairs[at][1] for at in places if accept(self._pairs[at][1])), "")
        if found:
            for at in places:
                self._taken[at] = self._taken[at] or self._pairs[at][1] == found
        return found

    def every(self, *tags: str, accept: Callable[[str], bool] = _any) -> tuple[str, ...]:
        """All values under these tags in the record's order, with their lines."""
        wanted = frozenset(tags)
        found: list[str] = []
        for at, (tag, value) in enumerate(self._pairs):
            if tag in wanted and not self._taken[at] and accept(value):
                self._taken[at] = True
                found.append(value)
        return tuple(found)

    def take(self, tag: str, value: str) -> None:
        """This value of this tag is used, wherever it stands."""
        for at in self._same.pop((tag, value), ()):
            self._taken[at] = True

    def keep(self, tag: str, value: str) -> None:
        """Give a value back that was taken but not wholly used."""
        for at in self._places.get(tag, ()):
            if self._taken[at] and self._pairs[at][1] == value:
                self._taken[at] = False
                return
        self._places.setdefault(tag, []).append(len(self._pairs))
        self._pairs.append((tag, value))
        self._taken.append(False)

    def seen(self, *tags: str) -> tuple[Pair, ...]:
        """Pairs under these tags, in the record's order, taken or not; nothing is taken."""
        wanted = frozenset(tags)
        return tuple(pair for pair in self._pairs if pair[0] in wanted)

    def left(self) -> tuple[Pair, ...]:
        """What nobody took, in the record's order."""
        return tuple(pair for pair, gone in zip(self._pairs, self._taken, strict=True) if not gone)
