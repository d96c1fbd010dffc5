"""Subjects whose number plain verbs tell: "58 patients had two cycles", "gave 20 people".

Such verbs say little alone ("had", "took", "put"); what stands around them names a treatment.
"""

from __future__ import annotations

import re
from typing import Final

from curator.suggest.caseless import caseless

_SOME: Final = (
    r"(?:the|their|an?|its|this|that|one|two|three|four|five|six|seven|eight|several|[0-9]{1,3})"
)
_REMEDY: Final = (
    r"(?:cells|cycles?|courses?|infusions?|injections?|doses?|shots?|drips?|pills?|tablets?"
    r"|capsules?|vaccines?|antibod(?:y|ies)|drugs?|treatments?)"
)
_HAD_BEHIND: Final = caseless(
    rf"(?:\s(?:with|whose|who)\s[^.;,]{{2,60}}?|,[^.;,]{{2,60}},)?\s(?:(?:have|had|has)\s)?"
    rf"(?:first\s|then\s|each\s|now\s|all\s|so far\s|already\s)?(?:got (?:it|them)\b"
    rf"|(?:had|took|taken|swallowed)\s{_SOME}\s(?:(?!prior|previous|earlier|standard|other|usual)[\w-]+\s){{0,2}}?{_REMEDY}\b"
    r"(?!\s(?:before|earlier|previously|in the past|without)))"
)
"""Behind those counted: "58 patients with colon cancer had two cycles"."""
_GAVE: Final = re.compile(r"\b(?:gave|given|offered|treating|dosed|injecting)\s$", re.IGNORECASE)
_INTO: Final = caseless(
    r"\b(?:put|gave|poured|dripped|transferred|injected|infused|injecting|infusing)\s[^.;,]{2,60}?"
    r"\s(?:in)?to\s$"
)
_AMONG: Final = re.compile(r"\b(?:is|was|are|were)\samong\s(?:the\s)?$", re.IGNORECASE)
_IN_TRIAL: Final = re.compile(
    r"[^.;,]{0,30}?\s(?:in|on|of)\s(?:the|this)\s(?:trial|study)\b", re.IGNORECASE
)


def counted_plainly(text: str, start: int, *, end: int, noun: int) -> tuple[float, str]:
    """How surely those counted at ``start:end`` were all who were treated, and why.

    Args:
        text: A sentence.
        start: Where their number begins in it.
        end: Where that ends.
        noun: Where the word ends that says who they are.
    """
    before = text[max(0, start - 90) : start]
    if _GAVE.search(before) or _INTO.search(before):
        return 0.8, "something was given to so many"
    if _AMONG.search(before) and _IN_TRIAL.match(text, end):
        return 0.8, "one of so many in the study"
    if _HAD_BEHIND.match(text, noun):
        return 0.8, "so many had the treatment"
    return 0.0, ""
