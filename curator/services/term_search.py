"""Type-ahead over the names of vocabularies: exact, beginning, words; similar ones apart."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final, Protocol

from curator.domain.folding import fold
from curator.domain.names import key_of, name_key, words_of
from curator.domain.terms import LABEL, NameRow, Names
from curator.store.vocabulary_file import KeyedName

EXACT: Final = 0
BEGINS: Final = 1
HOLDS: Final = 2

_USED: Final = 300
_LOOKED_AT: Final = 200
_SIGNS: Final = 4
"""So many signs more than what was typed may a name have that is the same when folded."""

_SIMILAR_FROM: Final = 3


_Order = tuple[int, int, bool, int, int, str]


class Source(Names, Protocol):
    """One vocabulary that can be searched, in memory or on the disk."""

    def names_of(self, ids: Iterable[str]) -> Mapping[str, tuple[KeyedName, ...]]:
        """The names of terms, each with its key."""
        ...

    def beginning(self, key: str, *, limit: int) -> list[KeyedName]:
        """Names whose key begins so, in the order of their keys."""
        ...

    def holding(self, words: Sequence[str], *, limit: int) -> list[KeyedName]:
        """Names with all of these words; of the last one its beginning is enough."""
        ...

    def similar(self, key: str, *, limit: int) -> list[KeyedName]:
        """Names that a typing error or two may have made this key of, likest first."""
        ...


class _Typed:
    """What was typed, as it is compared with keys.

    The last word may go on: ``lymphos`` begins lymphosarcoma and is no plural, ``leukae`` begins
    leukemia.
    """

    def __init__(self, typed: str) -> None:
        words = words_of(typed)
        self.key = key_of(words)
        self.folded = fold(typed)
        self.longest = len(typed) + _SIGNS
        before = [word.folded for word in words[:-1]]
        last = typed[words[-1].start : words[-1].end].casefold() if words else ""
        single = words[-1].folded if words else ""
        ended = typed[-1:].isspace() and bool(words)
        plural = last != single and last.startswith(single)
        lasts = (single + " ",) if ended else (last, single + " " if plural else single)
        self.words = [(*before, one) for one in dict.fromkeys(lasts)]
        self.beginnings = tuple(" ".join(words) for words in self.words)

    def rank(self, key: str, name: str) -> int | None:
        """How a name fits; None where it does not."""
        if key == self.key or (len(name) <= self.longest and fold(name) == self.folded):
            return EXACT
        if key.startswith(self.beginnings):
            return BEGINS
        words = key.split(" ")
        for *whole, last in self.words:
            if set(whole).issubset(words) and any(one.startswith(last.strip()) for one in words):
                return HOLDS
        return None


def search(
    sources: Sequence[Source], typed: str, *, used: Mapping[str, int], limit: int
) -> list[NameRow]:
    """The best name of each term that fits what is typed, the best terms first.

    Args:
        sources: Those that count more come first.
        typed: In any case.
        used: How often a term id is used; such terms come first among those that fit as well.
        limit: At most so many.
    """
    best = _Best(_Typed(typed), used)
    often = sorted(used, key=lambda one: (-used[one], one))[:_USED]
    for place, source in enumerate(sources):
        for names in source.names_of(often).values():
            best.take(names, place=place)
        best.take(_begun(source, best.wanted), place=place)
    # What only holds the words comes after all that begins so: look where that is too little.
    if best.wanted.key and best.beginning < limit:
        for place, source in enumerate(sources):
            for words in best.wanted.words:
                given = [one.strip() for one in words]
                best.take(source.holding(given, limit=_LOOKED_AT), place=place)
    return best.rows()[:limit]


class _Best:
    """The best name of each term so far."""

    def __init__(self, wanted: _Typed, used: Mapping[str, int]) -> None:
        self.wanted, self._used = wanted, used
        self._found: dict[str, tuple[_Order, NameRow]] = {}

    @property
    def beginning(self) -> int:
        """How many terms have a name that begins as wanted."""
        return sum(order[0] <= BEGINS for order, _ in self._found.values())

    def take(self, names: Iterable[KeyedName], *, place: int) -> None:
        """Look at some names; ``place`` is that of their vocabulary."""
        for key, row in names:
            rank = self.wanted.rank(key, row.name)
            if rank is None:
                continue
            other = rank == EXACT and row.scope != LABEL
            # Of names that fit alike the shorter one is the more general term.
            words = key.count(" ") if self.wanted.key and rank != EXACT else 0
            order = (
                rank,
                -self._used.get(row.term_id, 0),
                other,
                place,
                words,
                row.label.casefold(),
            )
            before = self._found.get(row.term_id)
            if before is None or order < before[0]:
                self._found[row.term_id] = (order, row)

    def rows(self) -> list[NameRow]:
        return [row for _, row in sorted(self._found.values())]


def search_similar(
    sources: Sequence[Source], typed: str, *, shown: Collection[str], limit: int
) -> list[NameRow]:
    """Names like what is typed, but for terms that are shown already."""
    key = name_key(typed)
    if len(key) < _SIMILAR_FROM:
        return []
    found: dict[str, NameRow] = {}
    for source in sources:
        for _, row in source.similar(key, limit=limit):
            if row.term_id not in shown:
                found.setdefault(row.term_id, row)
    return list(found.values())[:limit]


def _begun(source: Source, wanted: _Typed) -> Iterator[KeyedName]:
    """Names that are what is typed, or begin so; not all where many do."""
    if not wanted.key:
        yield from source.beginning("", limit=_LOOKED_AT)
        return
    for key, rows in source.lookup([wanted.key]).items():
        yield from ((key, row) for row in rows)
    for beginning in wanted.beginnings:
        yield from source.beginning(beginning, limit=_LOOKED_AT)
