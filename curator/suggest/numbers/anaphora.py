"""A second group's number that takes up the result of the sentence before it.

"80 per cent of the treated mice were cured.  In the control group it was 30 per cent."
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from curator.suggest.numbers.result import Result
from curator.suggest.numbers.roles import LENGTH, PERCENT, Marked, marked
from curator.suggest.numbers.stems import stems, stems_of

_IT: Final = re.compile(
    r"\b(?:it|this|that|the (?:figures?|rates?|share|number|proportion|percentage|median|value|"
    r"corresponding \w+))\s(?:was|were|is|fell to|dropped to|reached|stood at|amounted to|"
    r"compares? (?:with|to)|compared (?:with|to))\s(?:only\s|just\s|about\s|a mere\s){0,2}"
    r"(?:a\smedian\sof\s)?$",
    re.IGNORECASE,
)
_GROUP: Final = re.compile(
    r"\b(?:groups?|arms?|cohorts?|controls?|placebo|mice|animals|dogs|rats|monkeys|patients|"
    r"children|participants|those|untreated|alone|without|standard|saline|cells|chemotherapy)\b",
    re.IGNORECASE,
)
_CUES: Final = stems("it this that figure figures rate rates share number proportion median value")
_WINDOW: Final = 60


def taken_up(text: str, before: Sequence[Result]) -> Iterator[Result]:
    """Results that a sentence gives of another group by "it was" or "the figure was".

    Args:
        text: The sentence.
        before: What the sentence before it gave as results.
    """
    if not before or _CUES.isdisjoint(stems_of(text)) or not _GROUP.search(text):
        return
    for one in marked(text):
        if one.role in (PERCENT, LENGTH) and _IT.search(
            text, max(0, one.figure.start - _WINDOW), one.figure.start
        ):
            first = next((x for x in reversed(before) if _is_like(x, one)), None)
            if first:
                yield replace(
                    first,
                    start=one.figure.start,
                    end=one.figure.end,
                    value=one.figure,
                    endpoint=None,
                    n=None,
                    of=None,
                    p=None,
                    interval=None,
                )


def _is_like(first: Result, one: Marked) -> bool:
    return first.value is not None and first.value.unit == one.figure.unit
