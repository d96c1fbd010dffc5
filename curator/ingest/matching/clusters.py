"""Clusters of the same reference; no chain of likenesses holds strangers together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from typing import Final, TypeVar

from curator.domain.references import Reference
from curator.ingest.matching.blocking import pairs
from curator.ingest.matching.records import Record, record_of
from curator.ingest.matching.scoring import Comparison, compare

Id = TypeVar("Id", bound=Hashable)

WITNESSES: Final = 6
"""Members of each side that are asked before two clusters become one."""
AGAINST: Final = -1.0
"""Points below which one member refuses another, although both are like a third."""


def cluster(references: Iterable[tuple[Id, Reference]]) -> dict[Id, Id]:
    """Each id's cluster, named by the first id in it; the same input gives the same clusters."""
    ids: list[Id] = []
    records: list[Record] = []
    for one, reference in references:
        ids.append(one)
        records.append(record_of(reference))
    return {one: ids[at] for one, at in zip(ids, joined(records), strict=True)}


def joined(records: Sequence[Record]) -> list[int]:
    """For each record the position of the first record of its cluster."""
    stands_for = _first_equal(records)
    distinct = sorted(set(stands_for))
    kept = [records[at] for at in distinct]
    found = []
    for a, b in pairs(kept):
        comparison = compare(kept[a], kept[b])
        if comparison.same:
            found.append((-comparison.total, a, b))
    groups = _Groups(kept)
    for _points, a, b in sorted(found):
        groups.join(a, b)
    of_distinct = {at: distinct[groups.first(n)] for n, at in enumerate(distinct)}
    return [of_distinct[at] for at in stands_for]


def _first_equal(records: Sequence[Record]) -> list[int]:
    """For each record the first that equals it, where being equal says anything.

    Two records that hold nothing but "Editorial" are equal, and need not be the same.
    """
    firsts: dict[Record, int] = {}
    telling: dict[int, bool] = {}
    found = []
    for at, record in enumerate(records):
        first = firsts.setdefault(record, at)
        if first != at and first not in telling:
            telling[first] = compare(record, record).same
        found.append(first if telling.get(first) else at)
    return found


class _Groups:
    """Disjoint sets of records that grow only where their members bear each other."""

    def __init__(self, records: Sequence[Record]) -> None:
        self._records = records
        self._parent = list(range(len(records)))
        self._members: dict[int, list[int]] = defaultdict(list)

    def first(self, at: int) -> int:
        while self._parent[at] != at:
            self._parent[at] = self._parent[self._parent[at]]
            at = self._parent[at]
        return at

    def join(self, a: int, b: int) -> None:
        one, two = sorted((self.first(a), self.first(b)))
        if one == two or not self._bear(one, two):
            return
        self._parent[two] = one
        self._members[one] = self._of(one) + self._of(two)
        self._members.pop(two, None)

    def _of(self, first: int) -> list[int]:
        return self._members.get(first) or [first]

    def _bear(self, one: int, two: int) -> bool:
        ours, theirs = self._of(one)[:WITNESSES], self._of(two)[:WITNESSES]
        if len(ours) == len(theirs) == 1:
            return True
        return not any(
            _refuses(compare(self._records[a], self._records[b])) for a in ours for b in theirs
        )


def _refuses(comparison: Comparison) -> bool:
    return bool(comparison.forbidden) or comparison.total < AGAINST
