"""The keys of all that could be a name in a text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from curator.domain.names import Word
from curator.suggest.stop_words import is_function

WINDOW: Final = 50_000
"""Words whose keys are held at once; a whole book's would take a gigabyte."""

Span = tuple[int, int]
"""The first of some words, and one past their last."""


class Keys:
    """The keys of all runs of words that begin and end with a word that says something.

    Iterates over windows of the text, for each a mapping of keys to their places; the names of a
    window begin in it.  An article has one window, whose keys are worked out once.
    """

    def __init__(self, words: Sequence[Word], stops: Sequence[int], *, longest: int) -> None:
        self._folded = [word.folded for word in words]
        self._function = [is_function(word.written) for word in words]
        self._stops = stops
        self._longest = longest
        self._first = self._window(0)

    def __iter__(self) -> Iterator[Mapping[str, Sequence[Span]]]:
        yield self._first
        for start in range(WINDOW, len(self._folded), WINDOW):
            yield self._window(start)

    def _window(self, start: int) -> Mapping[str, Sequence[Span]]:
        found: defaultdict[str, list[Span]] = defaultdict(list)
        folded, function, stops = self._folded, self._function, self._stops
        for first in range(start, min(start + WINDOW, len(folded))):
            if function[first]:
                continue
            key = folded[first]
            found[key].append((first, first + 1))
            for at in range(first + 1, min(first + self._longest, stops[first])):
                key = f"{key} {folded[at]}"
                if not function[at]:
                    found[key].append((first, at + 1))
        return found
