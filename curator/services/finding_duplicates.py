"""Finding what may be there twice: keys of each article, then a closer look at those that share.

Fed like the full text: chunk by chunk after an import, each chunk one short transaction; reading
and comparing happen outside it.  Nothing here decides anything: see ``duplicates``.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from curator.domain.canonical import canonical
from curator.domain.references import Reference, reference_from_json
from curator.ingest.matching.blocking import keys as reference_keys
from curator.ingest.matching.kinship import Told, kin, told
from curator.ingest.matching.records import record_of
from curator.ingest.matching.wording import sketch
from curator.ingest.values import block_from_json
from curator.services.feeding import feed_to_the_end
from curator.services.registry import Registry
from curator.services.values import Progress
from curator.store import kin_rows
from curator.store.kin_rows import Chosen

CHUNK: Final = 100
"""Articles fed in one transaction."""
CROWD: Final = 30
"""Articles that may share a key before it says nothing of any two of them."""
MOST: Final = 25
"""Articles that one article is compared with closely."""
_STRONG: Final = 2
"""Keys count 2 where one is enough for a closer look (odd), 1 where it takes two (even)."""


def feed_duplicates(
    registry: Registry,
    *,
    progress: Progress | None = None,
    cancel: threading.Event | None = None,
) -> None:
    """Look for duplicates to the end; see ``feed_to_the_end``."""
    feed_to_the_end(registry, feed_chunk, what="duplicates", progress=progress, cancel=cancel)


def feed_chunk(registry: Registry) -> tuple[int, int]:
    """Feed the next articles.

    Returns:
        How many articles are fed, and how many there are; equal at the end.
    """
    found = find_chunk(registry)
    if found is not None:
        return put_found(registry, found)
    with registry.read() as session:
        return kin_rows.progress(session)


@dataclass(frozen=True, slots=True)
class Found:
    """What is to be written of a chunk of articles.

    Attributes:
        sketches: Number of each to the digest of its text and its keys.
        proposals: Rows of ``proposal``.
    """

    sketches: Mapping[int, tuple[str, Sequence[int]]]
    proposals: Sequence[Mapping[str, Any]]


def find_chunk(registry: Registry) -> Found | None:
    """Look at the next articles, and only read; None where nobody waits."""
    with registry.read() as session:
        numbers = kin_rows.waiting(session, CHUNK)
        texts = list(kin_rows.chosen_texts(session, numbers))
    if not numbers:
        return None
    finder = _Finder(registry, texts)
    rows = list(finder.proposals())
    none: tuple[str, Sequence[int]] = (kin_rows.NO_TEXT, ())
    return Found(dict.fromkeys(numbers, none) | finder.sketches, rows)


def put_found(registry: Registry, found: Found) -> tuple[int, int]:
    """Write what was found, in one short transaction; returns as ``feed_chunk``."""
    with registry.write() as session:
        kin_rows.put(session, found.sketches, proposals=found.proposals)
        return kin_rows.progress(session)


def waiting(registry: Registry) -> int:
    """How many articles nobody has looked at."""
    with registry.read() as session:
        done, total = kin_rows.progress(session)
    return total - done


class _Finder:
    """One chunk of articles, told and looked up."""

    def __init__(self, registry: Registry, texts: Sequence[Chosen]) -> None:
        self._registry = registry
        self._told: dict[int, Told] = {}
        self._texts = {one.number: one for one in texts}
        self._keys: dict[int, frozenset[int]] = {}
        self._names: set[str] = set()
        for one in texts:
            # Most are told for their keys alone: all their words at once would be a heap to hold.
            article = _told(one)
            self._keys[one.number] = article_keys(article)
            self._names |= {name.folded for name in article.names}
        self.sketches = {one.number: (one.digest, sorted(self._keys[one.number])) for one in texts}

    def proposals(self) -> Iterator[Mapping[str, Any]]:
        """Rows of ``proposal``."""
        pairs, common = self._pairs()
        self._tell([number for pair in pairs for number in pair])
        for first, second in pairs:
            found = kin(self._told[first], self._told[second], common=common)
            if found is not None:
                reasons = [reason.to_json() for reason in found.reasons]
                yield {
                    "first": first,
                    "second": second,
                    "relation": found.relation,
                    "reasons": canonical(reasons).decode("utf-8"),
                }

    def _pairs(self) -> tuple[list[tuple[int, int]], frozenset[str]]:
        """What to compare closely, and the names that are in too many articles."""
        with self._registry.read() as session:
            every = {key for keys in self._keys.values() for key in keys}
            holders = kin_rows.holders(session, every)
        for number, keys in self._keys.items():
            for key in keys:
                holders.setdefault(key, []).append(number)
        crowded = {key for key, numbers in holders.items() if len(numbers) > CROWD}
        pairs: set[tuple[int, int]] = set()
        for number, keys in self._keys.items():
            weights: Counter[int] = Counter()
            for key in keys - crowded:
                for other in holders[key]:
                    weights[other] += _STRONG if key % 2 else 1
            del weights[number]
            near = [one for one in weights.items() if one[1] >= _STRONG]
            near.sort(key=lambda one: (-one[1], one[0]))
            pairs |= {(min(number, other), max(number, other)) for other, _ in near[:MOST]}
        common = frozenset(
            name for name in self._names if key_of("name", name, strong=False) in crowded
        )
        return sorted(pairs), common

    def _tell(self, numbers: Sequence[int]) -> None:
        wanted = set(numbers)
        missing = sorted(wanted - self._texts.keys())
        if missing:
            with self._registry.read() as session:
                self._texts |= {one.number: one for one in kin_rows.chosen_texts(session, missing)}
        self._told = {number: _told(self._texts[number]) for number in wanted & self._texts.keys()}


def article_keys(one: Told) -> frozenset[int]:
    """What an article is looked up by."""
    keys = {key_of("text", one.wording.digest, strong=True)} if one.wording.words else set()
    keys |= {key_of("shingle", str(value), strong=True) for value in sketch(one.wording)}
    if one.reference is not None:
        record = record_of(one.reference)
        keys |= {key_of("reference", key, strong=True) for key in reference_keys(record)}
    for name in one.names:
        keys.add(key_of("name", name.folded, strong=name.kind == "registration"))
    return frozenset(keys)


def key_of(kind: str, value: str, *, strong: bool) -> int:
    """63 bits, the same everywhere and always; odd where one such key is enough."""
    hashed = hashlib.blake2b(f"{kind}:{value}".encode(), digest_size=8).digest()
    return (int.from_bytes(hashed) >> 2 << 1) | strong


def _told(chosen: Chosen) -> Told:
    blocks = tuple(block_from_json(one) for one in json.loads(chosen.blocks))
    return told(chosen.body, blocks, _reference(json.loads(chosen.made_by)))


def _reference(made_by: Mapping[str, Any]) -> Reference | None:
    data = made_by.get("reference")
    return reference_from_json(data) if data else None
