"""Learning from a registry's own decisions: logistic regression over features with names.

A suggestion's features are numbers that a person can read ("score", "stands in headline"); each
gets one weight, so that what was learned can be shown as a list.  The same decisions in the same
order give the same model, byte for byte: fixed order of features and of additions, a fixed number
of steps at most, no random start.

The loss is the sum of the log losses plus ``L2 / 2`` times the squared weights (but the
intercept's), over the number of decisions; it is convex, and each step goes down its gradient
(Nesterov's acceleration, started from nothing).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log
from typing import Final

STEPS: Final = 200
L2: Final = 0.5
FEWEST: Final = 30
"""Answers, and at least ``FEWEST_EACH`` of either kind, before anything is learned."""

FEWEST_EACH: Final = 5
FOLDS: Final = 5
_DIGITS: Final = 6
_FLAT: Final = 1e-4
"""A slope of the loss that is none any more."""

_INTERCEPT: Final = ""


@dataclass(frozen=True, slots=True)
class Example:
    """A suggestion that a curator has answered.

    Attributes:
        features: By name; its rule and field are features too (``with_place``).
        right: Whether it was taken as it stood.
        score: That of the rule alone, 0 to 1.
        group: What must not be torn apart in cross-validation: its article.
    """

    features: Mapping[str, float]
    right: bool
    score: float
    group: str = ""


@dataclass(frozen=True, slots=True)
class Model:
    """A weight by feature; ``""`` is the intercept.

    Attributes:
        weights: Sorted by name.
        scales: What a feature is divided by, so that all have the same size.
        examples: How many it was made of.
    """

    weights: Mapping[str, float]
    scales: Mapping[str, float]
    examples: int

    def chance(self, features: Mapping[str, float]) -> float:
        """How likely a curator takes a suggestion with those features, 0 to 1."""
        total = self.weights.get(_INTERCEPT, 0.0)
        for name in sorted(features):
            weight = self.weights.get(name)
            if weight is not None:
                total += weight * features[name] / self.scales[name]
        return _logistic(total)


@dataclass(frozen=True, slots=True)
class Quality:
    """How well scores tell right from wrong suggestions.

    Attributes:
        ranked: Share of pairs (right, wrong) where the right one has the higher score (area under
            the ROC curve); None where there is no pair.
        log_loss: Mean; lower is better.
        kept: How many have a score of one half or more.
        precision: Share of those that are right; None where none is kept.
        recall: Share of the right ones that are kept; None where none is right.
    """

    ranked: float | None
    log_loss: float
    kept: int
    precision: float | None
    recall: float | None


@dataclass(frozen=True, slots=True)
class Validation:
    """What learning does to decisions that it has not seen.

    Attributes:
        examples: How many decisions, ``right`` of them taken as they stood.
        without: By the scores of the rules alone.
        learned: By models of the other parts, each article in one part.
        helps: Whether to use it: it ranks better and its log loss is lower.
    """

    examples: int
    right: int
    folds: int
    without: Quality
    learned: Quality

    @property
    def helps(self) -> bool:
        ranked = (self.without.ranked or 0.0, self.learned.ranked or 0.0)
        return ranked[1] > ranked[0] and self.learned.log_loss < self.without.log_loss


def with_place(
    features: Mapping[str, float], *, rule: str, field: str, terms: Iterable[str] = ()
) -> dict[str, float]:
    """The features with the suggestion's rule, field and ids of terms among them."""
    named = {f"says {term_id} in {field}": 1.0 for term_id in terms}
    return {**features, f"rule {rule}": 1.0, f"field {field}": 1.0, **named}


def enough(examples: Sequence[Example]) -> bool:
    """Whether there is anything to learn from."""
    right = sum(one.right for one in examples)
    return len(examples) >= FEWEST and min(right, len(examples) - right) >= FEWEST_EACH


def train(examples: Sequence[Example], *, steps: int = STEPS, l2: float = L2) -> Model:
    """The model of those decisions.

    Args:
        examples: In a fixed order; an empty list gives a model that says one half.
        steps: Down the gradient, at most.
        l2: Pull of the weights to zero, as that many decisions would.
    """
    names = (_INTERCEPT, *sorted({name for one in examples for name in one.features}))
    place = {name: at for at, name in enumerate(names)}
    scales = _scales(examples, names)
    rows = [
        [(0, 1.0)]
        + [(place[name], one.features[name] / scales[name]) for name in sorted(one.features)]
        for one in examples
    ]
    targets = [1.0 if one.right else 0.0 for one in examples]
    weights = _descend(rows, targets, size=len(names), steps=steps, l2=l2)
    rounded = {name: round(weights[at], _DIGITS) for name, at in place.items()}
    return Model(rounded, scales, len(examples))


def _scales(examples: Sequence[Example], names: Sequence[str]) -> dict[str, float]:
    """The largest size of each feature, so that one step fits all."""
    sizes = dict.fromkeys(names, 0.0)
    for one in examples:
        for name, value in one.features.items():
            sizes[name] = max(sizes[name], abs(value))
    return {name: round(size, _DIGITS) or 1.0 for name, size in sizes.items()}


Row = list[tuple[int, float]]


def _descend(
    rows: Sequence[Row], targets: Sequence[float], *, size: int, steps: int, l2: float
) -> list[float]:
    weights = [0.0] * size
    ahead = list(weights)
    longest = max((sum(value * value for _, value in row) for row in rows), default=1.0)
    pull = l2 / max(1, len(rows))
    step = 1.0 / (0.25 * longest + pull)
    for number in range(steps if rows else 0):
        slope = _slope(rows, targets, weights=ahead, pull=pull)
        if max(map(abs, slope)) < _FLAT:
            break
        after = [one - step * by for one, by in zip(ahead, slope, strict=True)]
        push = number / (number + 3.0)
        ahead = [new + push * (new - old) for new, old in zip(after, weights, strict=True)]
        weights = after
    return weights


def _slope(
    rows: Sequence[Row], targets: Sequence[float], *, weights: Sequence[float], pull: float
) -> list[float]:
    slope = [0.0] * len(weights)
    for row, target in zip(rows, targets, strict=True):
        total = 0.0
        for at, value in row:
            total += weights[at] * value
        miss = _logistic(total) - target
        for at, value in row:
            slope[at] += miss * value
    count = len(rows)
    return [
        by / count + (pull * weight if at else 0.0)
        for at, (by, weight) in enumerate(zip(slope, weights, strict=True))
    ]


def _logistic(total: float) -> float:
    if total >= 0:
        return 1.0 / (1.0 + exp(-total))
    small = exp(total)
    return small / (1.0 + small)


# --- cross-validation ----------------------------------------------------------------------------


def cross_validate(examples: Sequence[Example], *, folds: int = FOLDS) -> Validation:
    """Learn from all parts but one and judge that one, each in turn.

    The articles are dealt out to the parts in the order in which they come.
    """
    groups = {name: at % folds for at, name in enumerate(dict.fromkeys(e.group for e in examples))}
    chances = [0.0] * len(examples)
    for part in range(folds):
        rest = [one for one in examples if groups[one.group] != part]
        model = train(rest)
        for at, one in enumerate(examples):
            if groups[one.group] == part:
                chances[at] = model.chance(one.features)
    right = [one.right for one in examples]
    return Validation(
        examples=len(examples),
        right=sum(right),
        folds=folds,
        without=quality([one.score for one in examples], right),
        learned=quality(chances, right),
    )


def quality(scores: Sequence[float], right: Sequence[bool]) -> Quality:
    """How well those scores tell the right ones."""
    kept = [was for score, was in zip(scores, right, strict=True) if score >= 0.5]
    total = sum(right)
    return Quality(
        ranked=_ranked(scores, right),
        log_loss=_log_loss(scores, right),
        kept=len(kept),
        precision=sum(kept) / len(kept) if kept else None,
        recall=sum(kept) / total if total else None,
    )


def _ranked(scores: Sequence[float], right: Sequence[bool]) -> float | None:
    """By ranks, ties counting half (Mann-Whitney)."""
    positive = sum(right)
    negative = len(right) - positive
    if not positive or not negative:
        return None
    order = sorted(zip(scores, right, strict=True))
    ranks, at = 0.0, 0
    while at < len(order):
        end = at
        while end < len(order) and order[end][0] == order[at][0]:
            end += 1
        middle = (at + end + 1) / 2
        ranks += middle * sum(was for _, was in order[at:end])
        at = end
    return (ranks - positive * (positive + 1) / 2) / (positive * negative)


def _log_loss(scores: Iterable[float], right: Sequence[bool]) -> float:
    if not right:
        return 0.0
    losses = [
        -log(min(max(score if was else 1.0 - score, 1e-6), 1.0))
        for score, was in zip(scores, right, strict=True)
    ]
    return sum(losses) / len(losses)
