"""Which references are compared at all: those that share one of these keys.

Comparing everything with everything is quadratic.  A pair of the same reference shares an
identifier, a stretch of its title or its place in print, unless nearly everything in one of the two
is wrong.  A key that too many references share says nothing and is refined instead of dropped.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from curator.ingest.matching.records import Record

CROWD: Final = 40
"""References that may share a key before only neighbours within it are compared."""
NEIGHBOURS: Final = 12
"""How many of the following ones each is compared with in a crowd, sorted by title and by place."""
_STRETCH: Final = 22
_LONG_WORDS: Final = 4


def keys(record: Record) -> tuple[str, ...]:
    """Keys of one record, each ``kind:value``; the same record has the same keys everywhere."""
    found = []
    if record.doi:
        found.append(f"doi:{record.doi}")
    if record.pmid:
        found.append(f"pmid:{record.pmid}")
    found.extend(_title_keys(record))
    first, _last = record.pages
    if first and record.year and record.volume:
        found.append(f"place:{record.volume}|{first}|{record.year}")
    if record.families:
        family = record.families[0]
        if first:
            found.append(f"page:{family}|{first}")
        if record.year and record.volume:
            found.append(f"author:{family}|{record.year}|{record.volume}")
        if record.year and record.title_words:
            longest = max(record.title_words, key=lambda one: (len(one), one))
            found.append(f"word:{family}|{record.year}|{longest}")
    return tuple(found)


def _title_keys(record: Record) -> Iterator[str]:
    joined = record.title.replace(" ", "")
    if not joined:
        return
    yield f"start:{joined[:_STRETCH]}"
    if len(joined) > _STRETCH:
        yield f"end:{joined[-_STRETCH:]}"
    words = sorted(record.title_words, key=lambda one: (-len(one), one))[:_LONG_WORDS]
    if len(words) == _LONG_WORDS:
        yield f"words:{' '.join(sorted(words))}"


def pairs(records: Sequence[Record]) -> Iterator[tuple[int, int]]:
    """Positions of the pairs to compare, each once, the smaller first; deterministic."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for at, record in enumerate(records):
        for key in keys(record):
            blocks[key].append(at)
    seen: set[int] = set()
    width = len(records)
    for block in blocks.values():
        for one, other in _within(block, records):
            a, b = (one, other) if one < other else (other, one)
            mark = a * width + b
            if a != b and mark not in seen:
                seen.add(mark)
                yield a, b


def _within(block: Sequence[int], records: Sequence[Record]) -> Iterator[tuple[int, int]]:
    count = len(block)
    if count < 2:
        return
    if count <= CROWD:
        for i in range(count - 1):
            for j in range(i + 1, count):
                yield block[i], block[j]
        return
    for order in (_by_title, _by_place):
        ranked = sorted(block, key=lambda at: (order(records[at]), at))
        for i, at in enumerate(ranked):
            for other in ranked[i + 1 : i + 1 + NEIGHBOURS]:
                yield at, other


def _by_title(record: Record) -> tuple[str, str, int, str]:
    return record.title, record.families[0] if record.families else "", record.year, record.pages[0]


def _by_place(record: Record) -> tuple[int, int, str, str]:
    return record.year, record.volume, record.pages[0], record.title
