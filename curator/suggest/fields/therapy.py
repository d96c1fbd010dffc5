"""What kind of immunotherapy the study tried."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from curator.domain.forms import Form
from curator.suggest.caseless import caseless
from curator.suggest.reading import HEADLINE, ArticleText, Rule
from curator.suggest.telling import ClassMention, frame_of
from curator.suggest.values import Suggestion

_CITED: Final = caseless(
    r"\b(?:paper|study|trial|research|findings|results) (?:in|published|appear\w*)\b"
    r"|\bpublished\b|\bdescribes?\b|\bevaluat\w+\b|\bconducted\b"
)
_IN_FULL: Final = caseless(
    r"chimeric[- ]antigen[- ]receptor|T[- ]cell receptor|tumou?r[- ]infiltrating|bispecific T"
    r"|immune checkpoint inhibitor"
)
_NOUN: Final = re.compile(
    r"cells?|therap|lymphocyte|inhibitor|blockade|antibod|engager|vaccine|product|strateg|approach",
    re.IGNORECASE,
)
_WHY: Final[Mapping[str, str]] = {
    "car_t": "T cells with a chimeric antigen receptor",
    "car_nk": "natural killer cells with a chimeric antigen receptor",
    "car_m": "macrophages with a chimeric antigen receptor",
    "tcr_t": "T cells with a given T cell receptor",
    "til": "lymphocytes grown from the tumour",
    "checkpoint_inhibitor": "an antibody against a checkpoint",
    "bispecific": "an antibody that binds two things",
    "vaccine": "a vaccine as treatment",
    "cytokine": "a cytokine as treatment",
    "other": "an immune treatment of another kind",
    "combination": "several treatments together",
}


def therapy_class(article: ArticleText, _form: Form) -> Iterator[Suggestion]:
    """The kind that most sentences about the study name, with the one that says it best."""
    frame = frame_of(article)
    key = frame.therapy
    if not key:
        return
    named = key if key in frame.weights else _strongest(frame.weights)
    said = [one for one in frame.classes if _key(one) == named and one.weight > 0]
    if not said:
        return
    best = max(said, key=_says)
    total = sum(frame.weights.values())
    yield article.suggestion(
        "therapy_class",
        best.spot.start,
        end=best.spot.end,
        value=key,
        score=_score(frame.weights[named], total),
        why=f"The words name {_WHY[key]} where it tells of the study ({len(said)} x).",
        rule="therapy.class",
        others=tuple((one.spot.start, one.spot.end) for one in said if one is not best),
        features={"weight": frame.weights[named], "share": frame.weights[named] / total},
    )


def _strongest(weights: Mapping[str, float]) -> str:
    """The kind that a combination is made of, where nothing calls it a combination."""
    return max(weights, key=lambda key: weights[key])


def _key(mention: ClassMention) -> str:
    return "car_t" if mention.key == "car" else mention.key


def _score(weight: float, total: float) -> float:
    return min(0.97, 0.55 + 0.08 * min(weight, 3.0) + 0.18 * weight / total)


def _says(mention: ClassMention) -> tuple[float, int]:
    """How well a place says it: written in full, in the sentence that cites the study, early."""
    sentence = mention.spot.sentence
    points = 0.0 if sentence.position == HEADLINE else 0.4
    if mention.context.stated:
        points += 1.0
    if _CITED.search(sentence.text) and mention.context.stated:
        points += 0.3
    if mention.key != "car" and _IN_FULL.search(_near(mention)):
        points += 1.2
    if _NOUN.search(sentence.text, *_span(mention)):
        points += 0.3
    return points, -mention.spot.start


def _span(mention: ClassMention) -> tuple[int, int]:
    start = mention.spot.sentence.start
    return mention.spot.start - start, mention.spot.end - start


def _near(mention: ClassMention) -> str:
    """The mention and what follows it: "CAR T, or chimeric antigen receptor T cells"."""
    start = _span(mention)[0]
    return mention.spot.sentence.text[max(0, start - 5) : start + 60]


RULES: Final[Mapping[str, Rule]] = {"therapy.class": therapy_class}
