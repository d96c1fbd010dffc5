"""Whether two articles are one, or report one study: what speaks for it, with its words.

Only ever a proposal.  What it rests on is shown to the curator, who answers it.
"""

from __future__ import annotations

import math
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from curator.domain.references import Reference
from curator.ingest.matching.names import Name, names_in
from curator.ingest.matching.records import record_of
from curator.ingest.matching.scoring import compare
from curator.ingest.matching.wording import SHINGLE, Wording, phrases, wording_of
from curator.ingest.values import Block

SAME_ARTICLE: Final = "same_article"
SAME_STUDY: Final = "same_study"

REWRITTEN: Final = 0.5
"""Share of the shorter text's shingles that stand in the other, from which on it is rewritten."""
LEAST_SHINGLES: Final = 30
ENOUGH: Final = 3.0
"""Points from which on two articles are proposed to report one study."""
MOST_NAMES: Final = 2.5
_WORTH: Final[Mapping[str, float]] = {
    "registration": 4.0,
    "institution": 1.0,
    "name": 0.75,
    "code": 0.75,
}
_SAID: Final[Mapping[str, str]] = {
    "registration": "the same registration or DOI",
    "institution": "the same institution",
    "name": "the same name",
    "code": "the same compound, gene or trial",
}
_PHRASES_SHOWN: Final = 12
_PASSAGES_SHOWN: Final = 12
_WORDS_SHOWN: Final = 240

Span = tuple[int, int]
"""Start and end in an article's text, in code points."""


@dataclass(frozen=True, slots=True)
class Reason:
    """What speaks for a proposal.

    Attributes:
        why: In a curator's words.
        words: What both have, as the first writes it; empty where it is no words.
        first: Start and end in the first article's text; (0, 0) where there is no place.
        second: In the second's.
    """

    why: str
    words: str = ""
    first: tuple[int, int] = (0, 0)
    second: tuple[int, int] = (0, 0)

    def to_json(self) -> dict[str, Any]:
        return {
            "why": self.why,
            "words": self.words,
            "first": list(self.first),
            "second": list(self.second),
        }

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> Reason:
        a, b = data["first"], data["second"]
        return Reason(data["why"], data["words"], (a[0], a[1]), (b[0], b[1]))


@dataclass(frozen=True, slots=True)
class Kin:
    """Two articles that may be the same, or report the same study."""

    relation: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """An article as it is compared."""

    body: str
    wording: Wording
    names: tuple[Name, ...]
    reference: Reference | None = None


def told(body: str, blocks: tuple[Block, ...], reference: Reference | None = None) -> Told:
    """An article ready for comparison."""
    wording = wording_of(body, blocks)
    return Told(body, wording, names_in(body, wording.words), reference)


def kin(a: Told, b: Told, *, common: Container[str] = ()) -> Kin | None:
    """What the two may be to each other; None where nothing speaks for anything.

    Args:
        a: One article.
        b: Another.
        common: Folded names that too many articles have to say anything.
    """
    if reasons := tuple(_one_article(a, b)):
        return Kin(SAME_ARTICLE, reasons)
    points, reasons = _one_study(a, b, common=common)
    return Kin(SAME_STUDY, reasons) if points >= ENOUGH else None


def _one_article(a: Told, b: Told) -> Iterator[Reason]:
    if a.reference is not None and b.reference is not None:
        comparison = compare(record_of(a.reference), record_of(b.reference))
        if not comparison.same:
            return  # two records of databases are told apart by what they say they are
        for point in comparison.points:
            if point.worth > 0:
                yield Reason(f"{point.why} (reference)")
    if a.wording.digest == b.wording.digest and a.wording.words:
        yield Reason("the same text")
        return
    shared = a.wording.shingles.keys() & b.wording.shingles.keys()
    fewest = min(len(a.wording.shingles), len(b.wording.shingles))
    if fewest >= LEAST_SHINGLES and len(shared) >= REWRITTEN * fewest:
        share = round(100 * len(shared) / fewest)
        yield Reason(f"{share} % of the shorter text stands in the other, word for word")
        yield from _passages(a, b, shared)


def _passages(a: Told, b: Told, shared: set[int]) -> Iterator[Reason]:
    """The longest stretches of words that both have, in the order of the first text."""
    runs: list[tuple[int, int]] = []
    at_b = {a.wording.shingles[key]: b.wording.shingles[key] for key in shared}
    for place in sorted(at_b):
        first, end = runs[-1] if runs else (0, 0)
        if place == end - SHINGLE + 1 and at_b[place] - at_b[first] == place - first:
            runs[-1] = (first, place + SHINGLE)
        else:
            runs.append((place, place + SHINGLE))
    words_a, words_b = a.wording.words, b.wording.words
    longest = sorted(runs, key=lambda run: (run[0] - run[1], run[0]))[:_PASSAGES_SHOWN]
    for first, end in sorted(longest):
        there = at_b[first]
        last_b = min(there + end - first, len(words_b)) - 1
        span = (words_a[first].start, words_a[end - 1].end)
        yield Reason(
            "the same passage",
            a.body[slice(*span)][:_WORDS_SHOWN],
            span,
            (words_b[there].start, words_b[last_b].end),
        )


def _one_study(a: Told, b: Told, *, common: Container[str]) -> tuple[float, tuple[Reason, ...]]:
    names = [pair for pair in _shared_names(a, b) if pair[0].folded not in common]
    by_name = sum(_WORTH[one.kind] for one, _ in names if one.kind != "registration")
    if not names:
        return 0.0, ()
    points = min(by_name, MOST_NAMES)
    points += sum(_WORTH[one.kind] for one, _ in names if one.kind == "registration")
    opening = likeness(a.wording.opening, b.wording.opening)
    here, there = phrases(a.wording.words), phrases(b.wording.words)
    shared = here.keys() & there.keys()
    fewest = min(len(here), len(there))
    overlap = len(shared) / fewest if fewest >= LEAST_SHINGLES else 0.0
    points += min(max(opening - 0.4, 0.0) * 10, 2.5) + min(max(overlap - 0.05, 0.0) * 25, 3.0)
    reasons = [
        Reason(_SAID[one.kind], a.body[one.start : one.end], (one.start, one.end), (c.start, c.end))
        for one, c in names
    ]
    if opening >= 0.4:
        reasons.append(Reason(f"they begin alike ({round(100 * opening)} %)"))
    return points, (*reasons, *_phrase_reasons(a, [(here[pair], there[pair]) for pair in shared]))


def _phrase_reasons(a: Told, spans: list[tuple[Span, Span]]) -> Iterator[Reason]:
    in_names = [(name.start, name.end) for name in a.names]
    free = [
        (one, other)
        for one, other in sorted(spans)
        if not any(start < one[1] and one[0] < end for start, end in in_names)
    ]
    for one, other in free[:_PHRASES_SHOWN]:
        yield Reason("the same words", a.body[slice(*one)], one, other)


def _shared_names(a: Told, b: Told) -> list[tuple[Name, Name]]:
    there = {name.folded: name for name in b.names}
    return [(name, there[name.folded]) for name in a.names if name.folded in there]


def likeness(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """Cosine of two weighings of words, 0 to 1."""
    if not a or not b:
        return 0.0
    both = sum(weight * b[word] for word, weight in a.items() if word in b)
    return both / math.sqrt(
        sum(weight**2 for weight in a.values()) * sum(weight**2 for weight in b.values())
    )
