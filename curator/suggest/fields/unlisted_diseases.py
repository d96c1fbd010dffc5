"""Illnesses that no vocabulary names, by the words that say who has them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from curator.domain.claims import Term
from curator.suggest.context import scopes_of
from curator.suggest.telling import Frame, Spot

_WHO: Final = (
    r"(?:patients?|people|persons?|adults|children|infants|babies|women|men|girls|boys|participants"
    r"|recipients|volunteers|mice|rats|dogs|cats|monkeys|macaques|rabbits|pigs|individuals"
    r"|woman|man"
    r"|girl|boy|child)"
)
_HEAD: Final = (
    r"(?:disease|disorder|syndrome|infection|allergy|deficiency|rejection|dystrophy|failure|injury"
    r"|fever|cancer|tumou?rs?|COVID|SCID|[a-z]{3,}(?:itis|osis|oma|opathy|a?emia|ectasia|trophy))"
)
_BORNE: Final = re.compile(
    rf"\b{_WHO}\s(?:who (?:had|have)|with|suffering from|having|had)\s"
    rf"(?P<name>(?:(?!(?:or|and|who|that|to|in|the|from)\b)[\w\u2019'-]+\s){{0,4}}?"
    rf"(?:[\w-]+-)?{_HEAD})\b(?! (?:cells?|samples?|biopsies)\b)"
)
_LEAVE: Final = re.compile(
    r"^(?:(?:an?|the|their|his|her|its|our|all|both|severe|active|advanced|chronic|acute|early"
    r"|late|stable|mild|moderate|rare|relapsed"
    r"|refractory|progressive|recurrent|persistent|established|human|untreated|such|this|that"
    r"|no|newly"
    r"|diagnosed|large|small|solid|aggressive|metastatic|residual|measurable|minimal|serious|other"
    r"|more|less|bulky|similar|new|\w+ing|\w+ed)\s)+"
)
_GENERAL: Final = frozenset(
    """disease disorder syndrome infection cancer tumor tumors tumour tumours failure injury fever
    diagnosis prognosis biopsy metastasis necrosis therapy response toxicity""".split()
)
_UNSURE: Final = frozenset(("hypothetical", "future", "background", "other_study"))
_CUES: Final = (" with ", " had ", " have ", "suffering")


def unlisted(frame: Frame) -> Iterator[tuple[Spot, Term]]:
    """Names of illnesses that somebody in the study is said to have, in order."""
    for found, whole in frame.found(_BORNE, _CUES):
        words = _LEAVE.sub("", found["name"])
        if words.lower() in _GENERAL or found["name"].lower() in _GENERAL:
            continue
        spot = whole._replace(start=found.end("name") - len(words), end=found.end("name"))
        if not frame.is_named(spot.start, spot.end) and _stands(spot):
            yield spot, Term(words)


def _stands(spot: Spot) -> bool:
    """Whether nothing in its sentence supposes, plans or recalls."""
    return _UNSURE.isdisjoint(one.kind for one in scopes_of(spot.sentence.text))
