"""Outcome numbers: how many of the marked ones are found in abstracts of trials, and how fast.

Points were set on the lines 1, 3, 5, ... of the corpus; the others are the unseen half.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final

from curator.suggest.numbers.trial import TrialNumber, trial_numbers
from tests.bench.figures import say_alone, timed_alone
from tests.shared_data import SHARED

CORPUS: Final = SHARED / "corpora" / "pico_corpus_breast.jsonl.gz"
_BAR: Final = ".75 F"
_TYPES: Final[Mapping[tuple[str, str], str]] = {
    ("percent", "iv"): "iv-bin-percent",
    ("percent", "cv"): "cv-bin-percent",
    ("count", "iv"): "iv-bin-abs",
    ("count", "cv"): "cv-bin-abs",
    ("total", ""): "total-participants",
    ("arm_total", "iv"): "intervention-participants",
    ("arm_total", "cv"): "control-participants",
} | {
    (kind, side): f"{side}-cont-{kind}"
    for kind in ("mean", "median", "sd")
    for side in ("iv", "cv")
}
_WANTED: Final = frozenset(_TYPES.values())


def main() -> None:
    if not CORPUS.exists():
        print("outcomes: the marked abstracts are not here")
        return
    for half, name in ((0, "seen half"), (1, "unseen half")):
        precision, recall = overlap_of_half(half)
        print(f"outcome numbers, {name}: {_line(precision, recall)}  bar {_BAR}")
    print("the unseen half by type (the right type and side, overlapping):")
    for kind, precision, recall in _by_type(1):
        print(f"  {kind:26} {_line(precision, recall)}")
    texts = [row["text"] for row in _rows(1)]
    size = sum(map(len, texts))
    _, worked = timed_alone(lambda: [trial_numbers(text) for text in texts])
    say_alone("numbers of abstracts, 5 kB of them", ours=worked / size * 5000, bar="-")


def overlap_of_half(half: int) -> tuple[float, float]:
    """Precision and recall of spans that overlap, all types together; half 0 or 1."""
    found = right = marked = met = 0
    for row in _rows(half):
        gold = _gold(row)
        numbers = trial_numbers(row["text"])
        found += len(numbers)
        right += sum(any(_overlap(one, span) for span in gold) for one in numbers)
        marked += len(gold)
        met += sum(any(_overlap(one, span) for one in numbers) for span in gold)
    return right / max(1, found), met / max(1, marked)


def _by_type(half: int) -> Iterator[tuple[str, float, float]]:
    found: Counter[str] = Counter()
    right: Counter[str] = Counter()
    marked: Counter[str] = Counter()
    met: Counter[str] = Counter()
    for row in _rows(half):
        gold = _gold(row)
        numbers = [(one, _TYPES[one.kind, one.side]) for one in trial_numbers(row["text"])]
        for one, kind in numbers:
            found[kind] += 1
            right[kind] += any(_overlap(one, s) and s["type"] == kind for s in gold)
        for span in gold:
            marked[span["type"]] += 1
            met[span["type"]] += any(_overlap(n, span) and k == span["type"] for n, k in numbers)
    for kind in sorted(marked):
        yield kind, right[kind] / max(1, found[kind]), met[kind] / marked[kind]


def _rows(half: int) -> Iterator[dict[str, Any]]:
    with gzip.open(CORPUS, "rt", encoding="utf-8") as source:
        for number, line in enumerate(source):
            if number % 2 == half:
                yield json.loads(line)


def _gold(row: dict[str, Any]) -> list[dict[str, Any]]:
    return [span for span in row["spans"] if span["type"] in _WANTED]


def _overlap(one: TrialNumber, span: Mapping[str, Any]) -> bool:
    return bool(one.start < span["end"] and span["start"] < one.end)


def _line(precision: float, recall: float) -> str:
    both = precision + recall
    f = 2 * precision * recall / both if both else 0.0
    return f"P {precision:.3f}  R {recall:.3f}  F {f:.3f}"
