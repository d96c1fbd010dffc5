"""What a registry has learned from its own answers to suggestions.

Nothing of it is stored: the model is made again from the answers.  It moves only after ``EVERY``
further answers, or a tenth of those there were, and not under the curator's hands with each key.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from curator.domain.claims import Term
from curator.services.answer_log import counted
from curator.services.registry import Registry
from curator.services.suggested import TAKEN, Proposed
from curator.store.engine import Session
from curator.store.logs import entries, newest_number
from curator.store.sealing import Row
from curator.store.tables import suggestion_answer
from curator.suggest.learning import (
    FEWEST,
    FEWEST_EACH,
    Example,
    Model,
    Validation,
    cross_validate,
    enough,
    train,
    with_place,
)

EVERY: Final = 25
"""Answers between two models, at least."""

MOST: Final = 1_000
"""Suggestions that are learned from, the newest: what curators want and what rules do changes."""

SILENT_UNDER: Final = 0.25
"""A suggestion that a curator would take less often than this is left out."""


@dataclass(frozen=True, slots=True)
class Learned:
    """The model of a registry, and what cross-validation says of it.

    Attributes:
        model: None where there are too few answers, or where it would not help.
        validation: None where there are too few.
        answers: How many rows of the log were looked at.
        sentence: All that in a sentence for a curator.
    """

    model: Model | None
    validation: Validation | None
    answers: int
    sentence: str


def learn(registry: Registry) -> Learned:
    """Learn from all answers of a registry; the same answers give the same model."""
    with registry.read() as session:
        return learn_from(session)


def answers_that_count(session: Session) -> int:
    """How many rows of the log the model is made of."""
    return answers_used(newest_number(session, suggestion_answer))


def answers_used(count: int) -> int:
    """Of that many answers, how many there were when the model was made."""
    used, step = 0, EVERY
    while used + step <= count:
        used += step
        step = max(EVERY, used // 10)
    return used


def learn_from(session: Session) -> Learned:
    """As ``learn``, in the caller's session."""
    rows = entries(session, suggestion_answer)
    used = answers_used(len(rows))
    examples = [_example(row) for row in counted(rows[:used])[-MOST:]]
    if not enough(examples):
        answered = counted(rows)
        right = sum(row["answer"] == TAKEN for row in answered)
        return Learned(
            None,
            None,
            used,
            f"Nothing is learned yet: it takes {FEWEST} answers, at least {FEWEST_EACH} taken and"
            f" {FEWEST_EACH} refused or changed; there are {len(answered)}, {right} of them taken.",
        )
    validation = cross_validate(examples)
    model = train(examples) if validation.helps else None
    return Learned(model, validation, used, _sentence(validation))


def _example(row: Row) -> Example:
    features = {key: float(one) for key, one in row["features"].items()}
    features.setdefault("score", float(row["score"]))
    return Example(
        features=with_place(
            features, rule=row["rule"], field=row["field"], terms=_terms_logged(row["value"])
        ),
        right=row["answer"] == TAKEN,
        score=features["score"],
        group=row["article_id"],
    )


def _terms_logged(value: Mapping[str, Any]) -> list[str]:
    """Ids of the terms of a suggestion as it was logged."""
    values = [value.get("value"), *value.get("parts", {}).values()]
    return [one["id"] for one in values if isinstance(one, Mapping) and "id" in one]


def _terms_of(one: Proposed) -> list[str]:
    values = (one.value, *one.parts.values())
    return [value.id for value in values if isinstance(value, Term) and value.id]


def _sentence(validation: Validation) -> str:
    before, after = validation.without, validation.learned
    verdict = "it is used" if validation.helps else "it would not help, so the rules' order stands"
    return (
        f"On {validation.examples} answers in {validation.folds} parts, a right suggestion stands"
        f" above a wrong one in {_percent(before.ranked)} of pairs by the rules alone and in"
        f" {_percent(after.ranked)} with what was learned (log loss {before.log_loss:.2f} and"
        f" {after.log_loss:.2f}): {verdict}."
    )


def _percent(share: float | None) -> str:
    return "none" if share is None else f"{100 * share:.0f} %"


def reranked(proposed: Iterable[Proposed], model: Model) -> tuple[list[Proposed], int]:
    """The suggestions of one field by the chance that a curator takes them.

    Returns:
        Those that stay, the likeliest first, and how many were left out.
    """
    judged = [replace(one, score=round(_chance(one, model), 4)) for one in proposed]
    alternatives = any(one.alternative for one in judged)
    order = sorted(judged, key=lambda one: (one.status != "reported", -one.score))
    kept = [one for one in order if one.score >= SILENT_UNDER or not one.open]
    if alternatives:
        kept = [replace(one, alternative=at > 0) for at, one in enumerate(kept)]
    return kept, len(order) - len(kept)


def _chance(one: Proposed, model: Model) -> float:
    features = {**one.features}
    features.setdefault("score", one.score)
    return model.chance(with_place(features, rule=one.rule, field=one.field, terms=_terms_of(one)))
