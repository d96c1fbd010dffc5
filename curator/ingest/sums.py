"""Sums and means over any window of a column, in constant time."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate


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
        low, high = self._shifted(first), self._shifted(last)
        return [above - below for above, below in zip(high, low, strict=True)]

    def means(self, first: int, last: int) -> list[float]:
        """For each line ``at`` the mean of the window from ``at + first`` to ``at + last``."""
        size, outside = self._size, self._outside
        counts = [
            min(size, max(0, at + last)) - min(size, max(0, at + first)) for at in range(size)
        ]
        totals = self.totals(first, last)
        return [
            total / count if count else outside for total, count in zip(totals, counts, strict=True)
        ]

    def _shifted(self, by: int) -> list[float]:
        """The running sum at ``at + by`` for each line ``at``, held within the column."""
        size = self._size
        by = max(-size, min(size, by))
        if by <= 0:
            return [0.0] * -by + self._sums[: size + by]
        return (self._sums[by:] + [self._sums[-1]] * (by - 1))[:size]
