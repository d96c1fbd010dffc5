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
_LOOKED_AT: Final = 400
_SIMILAR_FROM: Final = 3


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
        if key == self.key or fold(name) == self.folded:
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
    wanted = _Typed(typed)
    best: dict[str, tuple[tuple[int, int, bool, int, str], NameRow]] = {}
    for place, source in enumerate(sources):
        for key, row in _candidates(source, wanted, used=used):
            rank = wanted.rank(key, row.name)
            if rank is None:
                continue
            other = row.scope != LABEL
            order = (
                rank,
                -used.get(row.term_id, 0),
                rank == EXACT and other,
                place,
                fold(row.label),
            )
            if row.term_id not in best or order < best[row.term_id][0]:
                best[row.term_id] = (order, row)
    return [row for _, row in sorted(best.values())[:limit]]


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


def _candidates(source: Source, wanted: _Typed, *, used: Mapping[str, int]) -> Iterator[KeyedName]:
    """Names that may fit: not all where many do, but those of used terms always."""
    often = sorted(used, key=lambda one: (-used[one], one))[:_USED]
    for names in source.names_of(often).values():
        yield from names
    if not wanted.key:
        yield from source.beginning("", limit=_LOOKED_AT)
        return
    for key, rows in source.lookup([wanted.key]).items():
        yield from ((key, row) for row in rows)
    for beginning in wanted.beginnings:
        yield from source.beginning(beginning, limit=_LOOKED_AT)
    for words in wanted.words:
        yield from source.holding([one.strip() for one in words], limit=_LOOKED_AT)
