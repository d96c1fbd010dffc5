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
