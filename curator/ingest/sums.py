"""Sums and means over any window of a column, in constant time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate
from operator import sub


class Sums:
    """Running sums of one column.

    Args:
        values: The column.
        outside: The mean of a window that lies wholly outside of it.
    """

    __slots__ = ("_outside", "_size", "_sums")

    def __init__(self, values: Iterable[float], outside: float = 0.0) -> None:
        self._sums = [0.0, *accumulate(values)]
        self._size = len(self._sums) - 1
        self._outside = outside

    def total(self, first: int, last: int) -> float:
        first, last = max(first, 0), min(last, self._size)
        return self._sums[last] - self._sums[first] if last > first else 0.0

    def mean(self, first: int, last: int) -> float:
        first, last = max(first, 0), min(last, self._size)
        if last <= first:
            return self._outside
        return (self._sums[last] - self._sums[first]) / (last - first)

    def totals(self, first: int, last: int) -> list[float]:
        """For each line ``at`` the sum of the window from ``at + first`` to ``at + last``."""
        low, high = _shifted(self._sums, first), _shifted(self._sums, last)
        return list(map(sub, high, low))

    def means(self, first: int, last: int) -> list[float]:
        """For each line ``at`` the mean of the window from ``at + first`` to ``at + last``."""
        places = range(self._size + 1)
        counts = map(sub, _shifted(places, last), _shifted(places, first))
        outside = self._outside
        return [
            total / count if count else outside
            for total, count in zip(self.totals(first, last), counts, strict=True)
        ]


def _shifted(sums: Sequence[float], by: int) -> list[float]:
    """The running sum at ``at + by`` for each line ``at``, held within the column."""
    size = len(sums) - 1
    by = max(-size, min(size, by))
    if by <= 0:
        return [sums[0]] * -by + list(sums[: size + by])
    return (list(sums[by:]) + [sums[-1]] * (by - 1))[:size]
