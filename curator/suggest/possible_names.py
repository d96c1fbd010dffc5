"""The keys of all that could be a name in a text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from curator.domain.names import Word
from curator.suggest.stop_words import is_function

WINDOW: Final = 50_000
"""Words whose keys are held at once; a whole book's would take a gigabyte."""

Span = tuple[int, int]
"""The first of some words, and one past their last."""


class Window(NamedTuple):
    """Possible names that begin in one stretch of a text.

    Attributes:
        keys: Of all of them, each once, in the order of the text.
        folded: The words of the text.
        telling: Of each word whether a name may begin or end with it.
        begins: By a word, where names begin with it, and one past the last word that one can have.
    """

    keys: Collection[str]
    folded: Sequence[str]
    telling: Sequence[bool]
    begins: Mapping[str, Sequence[Span]]

    def places(self, key: str) -> Iterator[Span]:
        """Where the possible name with that key stands, in the order of the text."""
        said = key.split(" ")
        size = len(said)
        for first, stop in self.begins[said[0]]:
            last = first + size
            if size == 1 or (
                last <= stop and self.telling[last - 1] and self.folded[first:last] == said
            ):
                yield first, last


class Keys:
    """The keys of all runs of words that begin and end with a word that says something.

    Iterates over windows of the text.  An article has one, whose keys are worked out once.
    """

    def __init__(self, words: Sequence[Word], stops: Sequence[int], *, longest: int) -> None:
        self._folded = [word.folded for word in words]
        self._telling = [not is_function(word.written) for word in words]
        self._stops = stops
        self._longest = longest
        self._first = self._window(0)

    def __iter__(self) -> Iterator[Window]:
        yield self._first
        for start in range(WINDOW, len(self._folded), WINDOW):
            yield self._window(start)

    def _window(self, start: int) -> Window:
        keys: list[str] = []
        begins: defaultdict[str, list[Span]] = defaultdict(list)
        folded, telling, longest = self._folded, self._telling, self._longest
        for first, far in enumerate(self._stops[start : start + WINDOW], start=start):
            if telling[first]:
                stop = far if far < first + longest else first + longest
                key = folded[first]
                keys.append(key)
                begins[key].append((first, stop))
                for at in range(first + 1, stop):
                    key = f"{key} {folded[at]}"
                    if telling[at]:
                        keys.append(key)
        return Window(dict.fromkeys(keys).keys(), folded, telling, begins)
