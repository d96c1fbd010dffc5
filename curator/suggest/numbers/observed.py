"""Whether a study only watched people: a survey, a register, records, and no immunotherapy tried.

What such a study counts is of coffee, waiting times or vitamins, and no outcome of a therapy.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from curator.suggest.caseless import caseless
from curator.suggest.numbers.stems import stems, stems_of
from curator.suggest.reading import HEADLINE, LEAD, ArticleText
from curator.suggest.telling import frame_of

_WATCHED: Final = caseless(
    r"\b(?:cohort stud(?:y|ies)|case-control|retrospective\w*|observational|cross-sectional|"
    r"registr(?:y|ies) (?:data|analysis|study|of)|(?:cancer|national|population|"
    r"patient) registr\w+|"
    r"(?:medical|hospital|health|insurance|electronic|patient) records|questionnaires?|"
    r"surveys?\b(?! of the literature)|surveyed|population-based|epidemiolog\w+|biobank|"
    r"claims data|"
    r"(?:prospective|birth|nationwide|large) cohort)\b"
)
_THOUSANDS: Final = caseless(
    r"\b(?:study|studies|analysis|data) (?:of|from) (?:more than |nearly |about |over )?[0-9]{1,3},"
    r"[0-9]{3} (?:men|women|people|adults|nurses|patients|veterans)\b"
)
_TRIED: Final = re.compile(
    r"\b(?:randomi[sz]ed|randomly|phase (?:[1-4]|I{1,3}V?|one|two|three)|enrol+ed|infused|"
    r"infusions?|"
    r"dosed|injected|vaccinated|engineered|open-label|first-in-human|mice|mouse)\b",
    re.IGNORECASE,
)
_WISHED: Final = re.compile(
    r"\b(?:needed?|should|future|next|planned|would|will|confirm\w*|await\w*)\b", re.IGNORECASE
)
_EXPOSED: Final = re.compile(
    r"\b(?:(?:who|that) (?:\w+ly )?(?:drank|ate|took|take|smoked|waited|slept|exercised|consumed|"
    r"used|lived)|antibiotics?|diet\w*|vitamins?|supplements?|capsules|fish oil|coffee|tea|alcohol|"
    r"smok\w+|exercise|statins?|aspirin|obes\w+|overweight|fib(?:er|re)|yogh?urt|probiotics?|"
    r"time of day|wait(?:ing)? times?|income|insurance|pollution|sunlight|sleep)\b",
    re.IGNORECASE,
)
_CUES: Final = stems(
    "cohort case-control retrospective observational cross registry registries records "
    "questionnaire survey surveyed population epidemiology biobank claims"
)


def _watches(text: str) -> bool:
    if not _CUES.isdisjoint(stems_of(text)) and _WATCHED.search(text):
        return True
    return "," in text and bool(_THOUSANDS.search(text))


@lru_cache(maxsize=2)
def only_observes(article: ArticleText) -> bool:
    """Whether it reports a study that watched, and whose subject is no immunotherapy."""
    frame = frame_of(article)
    told = [one for one in frame.sentences if one.section != "background"]
    if not any(_watches(one.text) for one in told):
        return False
    if any(_TRIED.search(one.text) and not _WISHED.search(one.text) for one in told):
        return False
    if not frame.therapy:
        return True
    first = [one.text for one in told if one.position in (HEADLINE, LEAD)]
    return any(_EXPOSED.search(text) for text in first)
