"""Antigens that an article names without a verb of binding: which of them the treatment aims at.

Each antigen that is named in sentences of the study is a candidate.  Mentions that say something
else of it (a marker of cells, a part of a receptor, a gene that was cut out, a drug beside the
cells) count for nothing; of the others, words around them, their number and their place are
features with fixed weights (``candidate_weights``), whose sum decides.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterator, Sequence, Set
from typing import Final, NamedTuple

from curator.domain.claims import Term
from curator.suggest.fields.antigen_words import OTHER_DRUGS
from curator.suggest.fields.candidate_weights import BIAS, WEIGHTS
from curator.suggest.fields.candidate_words import (
    AGENT,
    AIM,
    APPOSED,
    ASSAY,
    BOTH,
    CD3,
    CHECKPOINTS,
    CUT,
    DRUG,
    EARLIER,
    EXHAUSTED,
    HOUSES,
    IS_DRUG,
    LACKING,
    LOOSE,
    MARKERS,
    MEASURED,
    MEASURED_AFTER,
    MESSENGERS,
    NAMED,
    OF_OTHERS,
    ON_TREATMENT,
    OTHERS,
    PHENOTYPE,
    TISSUE,
    TREATS,
    WEARING,
    WORN_AFTER,
    WORN_BEFORE,
)
from curator.suggest.fields.chains import joined
from curator.suggest.telling import Frame, Spot, context_at

_ASIDE: Final = frozenset(("messenger", "checkpoint", "marker", "tissue"))
"""Kinds that stand beside a target that a sentence tells of: what was measured, what holds back."""
_MEASURED: Final = frozenset(("messenger", "aim"))
"""A messenger is a target only where the words around it speak of an aim."""
_NEAR: Final = 110
"""Characters before and after a name that are looked at."""
_AT_LEAST: Final = 0.5
"""A candidate that is less likely is not proposed."""
_MOST: Final = 0.7
"""No candidate is as sure as what a sentence says outright."""
_FEWEST: Final = 0.52
_JOINED: Final = 0.9
"""So likely is what is named together with a target."""
_APART: Final = 12
"""Characters between two items of a list."""


class Candidate(NamedTuple):
    """An antigen with the mentions that count, and what speaks for or against it.

    Attributes:
        term: The antigen.
        spots: Mentions that count, in order; the first is quoted.
        features: Names of ``WEIGHTS``.
    """

    term: Term
    spots: tuple[Spot, ...]
    features: Set[str]

    @property
    def likely(self) -> float:
        """How likely the treatment aims at it, from 0 to 1, by the fitted model."""
        return 1 / (1 + math.exp(-BIAS - sum(WEIGHTS.get(one, 0.0) for one in self.features)))


def likely_antigens(frame: Frame, bound: Set[str]) -> Iterator[tuple[Candidate, float]]:
    """Candidates that are likely enough, each with its score.

    Args:
        frame: The article.
        bound: Ids of antigens that a sentence says are bound; they are not proposed again.
    """
    if all(mention.term_id in bound for mention in frame.free("antigens")):
        return
    body = frame.article.body
    found = candidates(frame, bound)
    chances = [0.0 if one.term.id == CD3 else one.likely for one in found]
    for at, one in enumerate(found):
        likely = max(chances[at], _JOINED * _beside_it(found, chances, at=at, body=body))
        if one.term.id == CD3 and frame.therapy not in ("bispecific", ""):
            continue  # by it T cells are woken, and by it receptors signal
        if one.features & _ASIDE and (bound or one.features & _MEASURED == {"messenger"}):
            continue
        if one.term.id not in bound and likely >= _AT_LEAST:
            yield one, _FEWEST + (_MOST - _FEWEST) * (likely - _AT_LEAST) / (1 - _AT_LEAST)


def _beside_it(
    found: Sequence[Candidate], chances: Sequence[float], *, at: int, body: str
) -> float:
    """How likely its neighbours in a list are: "PD-1 and LAG-3"."""
    likely = 0.0
    if at and _are_joined(found[at - 1], found[at], body):
        likely = chances[at - 1]
    if at + 1 < len(found) and _are_joined(found[at], found[at + 1], body):
        likely = max(likely, chances[at + 1])
    return likely


def _are_joined(one: Candidate, other: Candidate, body: str) -> bool:
    """Whether the second stands in a list behind the first: "PD-1 and LAG-3"."""
    ends = sorted(spot.end for spot in one.spots)
    for spot in other.spots:
        at = bisect_right(ends, spot.start) - 1
        if at >= 0 and spot.start - ends[at] <= _APART and joined(body, ends[at], to=spot.start):
            return True
    return False


_REASONS: Final = (
    ("worn_after", "The cells that are treated are said to carry it."),
    ("worn_before", "The cells that are treated are said to carry it."),
    ("wearing", "The cells that are treated are said to carry it."),
    ("drug", "It stands beside the treatment, which seems to aim at it."),
    ("aim", "It stands beside the treatment, which seems to aim at it."),
    ("named", "It is told what it is, and the article names no likelier target."),
    ("apposed", "It is told what it is, and the article names no likelier target."),
    ("agent", "It is named beside the treatment; no word says outright that it is the target."),
    ("alone", "It is the only antigen of the study; no word says outright that it is the target."),
)


def reason(candidate: Candidate) -> str:
    """Why it is proposed, for a curator: the plainest of what speaks for it."""
    return next(
        (words for name, words in _REASONS if name in candidate.features),
        "It is named as often or as early as a target is; no word says so outright.",
    )


def candidates(frame: Frame, bound: Set[str]) -> tuple[Candidate, ...]:
    """All antigens with a mention that counts, in the order of their first one."""
    if not frame.therapy and not any(TREATS.search(one.text) for one in frame.sentences):
        return ()
    spots: dict[str, list[Spot]] = {}
    terms: dict[str, Term] = {}
    for mention in frame.free("antigens"):
        spot = frame.spot(mention.start, mention.end)
        if spot is None or mention.term_id in LOOSE or not _counts(spot, mention.term_id, frame):
            continue
        if mention.label.isupper() and frame.article.body[mention.start : mention.end].islower():
            continue  # the sting of a bee
        terms[mention.term_id] = Term(mention.label, mention.term_id)
        spots.setdefault(mention.term_id, []).append(spot)
    most = max(map(len, spots.values()), default=0)
    found: list[Candidate] = []
    for place, (key, ones) in enumerate(spots.items()):
        features = {name for spot in ones for name in _of_place(spot)}
        features.update(_of_term(frame, key))
        if len(ones) > 2:
            features.add("more")
        if len(ones) == most and most > 1:
            features.add("most")
        if not place:
            features.add("first")
        if len(spots) == 1:
            features.add("alone")
        if bound - {key}:
            features.add("other_bound")
        found.append(Candidate(terms[key], tuple(ones), features))
    return tuple(found)


def _counts(spot: Spot, term_id: str, frame: Frame) -> bool:
    """Whether a mention may speak of the target: it is no marker, building block, cut gene."""
    before, after = spot.before[-_NEAR:], spot.after[:_NEAR]
    if term_id in MARKERS and PHENOTYPE.match(after):
        return False
    if ASSAY.search(spot.sentence.text) or OF_OTHERS.match(after):
        return False
    if spot.sentence.paragraph > 1 and HOUSES.search(before):
        return False
    if LACKING.match(after) or CUT.search(before) or OTHERS.search(before[-70:]):
        return False
    if EARLIER.search(before[-60:]) and ON_TREATMENT.match(after):
        return False
    if frame.of_cells and (
        OTHER_DRUGS.search(before)
        or (term_id in CHECKPOINTS and (DRUG.match(after) or EXHAUSTED.match(after)))
    ):
        return False
    if term_id in TISSUE and not AIM.search(before[-40:]):
        return False
    context = context_at(spot)
    told_of_others = context.negated or context.other_study or context.comparison
    return not (told_of_others or context.future or context.background)


def _of_place(spot: Spot) -> Iterator[str]:
    """What one mention says."""
    before, after = spot.before[-_NEAR:], spot.after[:_NEAR]
    if IS_DRUG.match(after):
        yield "drug"
    for name, pattern in (("named", NAMED), ("worn_before", WORN_BEFORE), ("measured", MEASURED)):
        if pattern.search(before):
            yield name
    for name, pattern in (
        ("apposed", APPOSED),
        ("worn_after", WORN_AFTER),
        ("wearing", WEARING),
        ("measured", MEASURED_AFTER),
    ):
        if pattern.match(after):
            yield name
    if AGENT.search(before) or AGENT.search(after[:60]):
        yield "agent"
    if AIM.search(before):
        yield "aim"
    if BOTH.search(before[-60:]):
        yield "both"
    if not context_at(spot).stated or spot.sentence.section == "background":
        yield "unstated"


def _of_term(frame: Frame, term_id: str) -> Iterator[str]:
    """What kind of antigen it is, beside the kind of therapy."""
    drugs = frame.therapy in ("checkpoint_inhibitor", "combination", "")
    if term_id in CHECKPOINTS:
        yield "checkpoint_drug" if drugs else "checkpoint"
    elif frame.therapy == "checkpoint_inhibitor":
        yield "no_checkpoint"
    if term_id in MARKERS:
        yield "marker"
    if term_id in TISSUE:
        yield "tissue"
    if term_id in MESSENGERS:
        yield "messenger"
