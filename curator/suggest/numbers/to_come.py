"""Whether a sentence tells of a trial that is only planned, or that has just begun.

Its size and its phase are not those of the study that an article reports.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from curator.suggest.numbers.stems import stems, stems_of

_TRIAL: Final = r"(?:[\w/.,-]+\s){0,5}?(?:trial|study)"
_NEW: Final = (
    r"(?:an?|another|one|the (?:next|second|third|larger|follow-up|new|subsequent|planned|pivotal|"
    r"confirmatory|registrational))"
)
_BEGINS: Final = (
    r"(?:began|begun|(?:has|have) (?:just |now |already |recently |since )?(?:begun|started|opened|"
    r"been launched)|started|opened|launched|(?:is|are) (?:now |already |currently |being |about |"
    r"still |also )*(?:open|under ?way|recruiting|enrol+ing|prepared|planned|due|set|scheduled|to|"
    r"expected|slated|ongoing|running|starting)|g[oe]t(?:s|ting)? under ?way|will|starts?|begins?|"
    r"opens|follows)"
)
_TO_COME: Final = (
    re.compile(rf"\b{_NEW}\s{_TRIAL}\b[^.;]{{0,90}}?(?:\s|,\s){_BEGINS}\b", re.IGNORECASE),
    re.compile(
        r"\b(?:(?:has|have|had)\s(?:just\s|now\s|already\s|recently\s|since\s|also\s)?(?:started|"
        r"launched|begun|opened|initiated|kicked off)|(?:is|are)\s(?:now\s|already\s|currently\s|"
        r"also\s)?(?:starting|launching|opening|running|planning|preparing|recruiting for|"
        r"enrolling "
        rf"in))\s(?:patients\s(?:for|in|into)\s)?{_NEW}\s{_TRIAL}\b",
        re.IGNORECASE,
    ),
)
_CUES: Final = stems(
    "began begun begins started starts starting opened opens open opening launched launching "
    "initiated kicked under underway recruiting enrolling prepared preparing planned planning due "
    "set scheduled expected slated ongoing running will follows to"
)
_DONE: Final = re.compile(
    r"(?<!\bis )(?<!\bare )(?<!\bbe )\b(?:enrol+ed|were treated|was treated|received|"
    r"infused|showed|"
    r"found|included|ended|completed|has treated)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=256)
def is_to_come(text: str) -> bool:
    """Whether a sentence tells of a trial without results: "A phase 2 trial has just opened"."""
    here = stems_of(text)
    if _CUES.isdisjoint(here) or here.isdisjoint(_NAMES):
        return False
    for pattern in _TO_COME:
        if found := pattern.search(text):
            return not _DONE.search(text, found.end())
    return False


_NAMES: Final = stems("trial study")
