"""What is proposed for invented articles that the makers of the rules have seen."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from tests.suggest.gold_articles import Score, articles, judged, scores, together

_BINS: Final = (0.5, 0.6, 0.7, 0.8, 0.9, 1.01)


def main() -> None:
    print("suggestions for invented articles, all seen by the makers of the rules: no forecast")
    print(f"{'field':16} {'right':>14} {'found':>14} {'silent':>14}")
    by_field = scores()
    for key, one in by_field.items():
        print(f"{key:16} {_line(one)}")
    print(f"{'all':16} {_line(together(by_field.values()))}")
    print("share right by score, and the score's own word")
    for low, high, said, right in reliability():
        share, own = sum(right) / len(right), sum(said) / len(said)
        print(f"  {low:.1f}-{min(high, 1):.1f}  {len(right):4}  {share:.3f}  {own:.3f}")


def reliability() -> Iterator[tuple[float, float, list[float], list[bool]]]:
    """Bins of the score with what fell in them: lower and upper end, scores, whether right."""
    all_ = [(one.score, right) for article in articles() for one, right in judged(article)]
    for low, high in pairwise(_BINS):
        inside = [(score, right) for score, right in all_ if low <= score < high]
        if inside:
            yield low, high, [s for s, _ in inside], [r for _, r in inside]


def _line(one: Score) -> str:
    return "  ".join(
        f"{hits / of if of else 1.0:.3f} {hits:3}/{of:<3}"
        for hits, of in (
            (one.right, one.proposed),
            (one.found, one.known),
            (one.silent, one.asked),
        )
    )
