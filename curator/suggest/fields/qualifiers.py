"""What qualifies a disease: metastatic, relapsed or refractory, mismatch repair-deficient."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from curator.suggest.fields.leading import Token

_STATES: Final = frozenset(
    """advanced metastatic unresectable inoperable recurrent relapsed refractory relapsing r/r
    relapsed/refractory locally-advanced newly-diagnosed early-stage late-stage high-risk low-risk
    treatment-resistant hard-to-treat therapy-resistant drug-resistant platinum-resistant severe
    moderate moderate-to-severe end-stage pediatric paediatric childhood resistant progressive
    resectable resected operable dmmr pmmr msi-h mss her2+ hpv+ smoldering smouldering indolent
    residual disseminated diagnosed early aggressive castration-resistant treatment-refractory
    chemotherapy-resistant checkpoint-resistant higher-risk lower-risk intermediate-risk
    very-high-risk standard-risk muscle-invasive non-muscle-invasive bcg-unresponsive
    treatment-naive generalized generalised""".split()
)
_MARKS: Final = (
    "-positive",
    "-negative",
    "-mutant",
    "-mutated",
    "-deficient",
    "-proficient",
    "-overexpressing",
    "-expressing",
    "-amplified",
    "-refractory",
    "-resistant",
    "-sensitive",
    "-naive",
    "-driven",
    "-high",
    "-low",
    "-unstable",
    "-stable",
    "-dependent",
)
_BEFORE_STATE: Final = frozenset("locally newly mismatch highly microsatellite hormone".split())
_STAGE: Final = re.compile(r"(?:[iv]{1,3}[abc]?\d?|\d[abc]?)")
_BETWEEN: Final = frozenset(", and or / to".split())
_ARTICLES: Final = frozenset(
    "a an the disease autoimmune skin blood cases of form forms called".split()
)
_NOT_ALONE: Final = frozenset(("aggressive", "early", "diagnosed", "residual"))


def qualifier_span(tokens: Sequence[Token]) -> tuple[int, int] | None:
    """Start and end of the words that qualify what follows the tokens; None where none do."""
    at = len(tokens) - 1
    while at >= 0 and len(tokens) - at <= 3 and tokens[at].low in _ARTICLES:
        at -= 1
    last = first = -1
    while at >= 0:
        low = tokens[at].low
        if _is_state(tokens, at):
            first, last = at, at if last < 0 else last
        elif not (first > 0 and low in _BETWEEN) and not (first >= 0 and low in _BEFORE_STATE):
            break
        elif low in _BEFORE_STATE:
            first = at
        at -= 1
    if first < 0 or (first == last and tokens[first].low in _NOT_ALONE):
        return None
    return tokens[first].start, tokens[last].end


def _is_state(tokens: Sequence[Token], at: int) -> bool:
    low = tokens[at].low
    if low in _STATES or low.endswith(_MARKS) or low == "stage":
        return True
    return _STAGE.fullmatch(low) is not None and any(
        one.low == "stage" for one in tokens[max(0, at - 3) : at]
    )
