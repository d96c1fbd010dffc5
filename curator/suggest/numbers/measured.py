"""What a sentence gives as measured: "specific lysis was 64%", "titers averaged 320".

The name may be any that ends in a word for a measure; a plain one ("level", "rate") needs a sign
that it is a result: a number that it is compared with, its spread, its p value or a day.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from curator.suggest.caseless import caseless
from curator.suggest.numbers.changes import named_by
from curator.suggest.numbers.endpoints import Endpoint
from curator.suggest.numbers.roles import (
    AMOUNT,
    FOLD,
    LENGTH,
    PERCENT,
    PLAIN,
    SPREAD,
    Marked,
    P,
)
from curator.suggest.numbers.stems import stems, stems_of

_SURE: Final = (
    r"(?:figure|(?:changes?|reductions?|increases?|decreases?|improvements?|differences?)(?= "
    r"in\b)|titers?|titres?|lysis|killing|cytotoxicity|secretion|release|output|"
    r"efficienc(?:y|ies)|"
    r"knockout|IC50|EC50|K[Dd]|affinity|burdens?|chimerism|engraftment|half-life|"
    r"infiltration|proliferation|degranulation|occupancy|coverage|blasts|parasit(?:a)?emia|"
    r"viral loads?|tumou?r (?:weights?|volumes?|sizes?|areas?|diameters?|growth))"
)
_MAYBE: Final = (
    r"(?:levels?|volumes?|weights?|counts?|concentrations?|production|percentages?|proportions?|"
    r"fractions?|frequenc(?:y|ies)|scores?|ind(?:ex|ices)|areas?|sizes?|rates?|fluorescence|MFI|"
    r"intensit(?:y|ies)|mass|diameters?|thickness|numbers?|loads?|densit(?:y|ies)|expression|"
    r"uptake|"
    r"activit(?:y|ies)|latency|AUC|pressure|glucose|signals?|times?|length|tumou?rs?|lesions?|"
    r"cells|nodules|metastases|survival|lifespan)"
)
_TELLS: Final = (
    r"(?:(?:was|were|averaged|measured|weighed|reached|attained|stood at|peaked at|came to|"
    r"amounted to|totall?ed|contained|numbered)"
    r"(?:\s(?:only|just|about|on average|found to be|estimated at|measured at))?"
    r"(?:\s(?:an?\s)?(?:average|mean|median)(?:\sof)?)?)"
)
_SAID: Final = caseless(
    rf"(?:^|[.;:,(]\s?|\s(?:and|but|while|whereas|that)\s)(?P<what>[^.;:,()]{{0,70}}?"
    rf"\b(?:(?P<sure>{_SURE})|{_MAYBE})\b(?P<more>(?:\s(?!was\b|"
    rf"were\b)[\w/+-]+){{0,8}}?))\s{_TELLS}"
    r"\s$"
)
_SURE_OF: Final = caseless(rf"\b(?P<what>(?:[\w-]+\s){{0,2}}?{_SURE})\sof\s$")
_MADE_UP: Final = re.compile(
    r"(?P<what>(?:[\w-]+\s){0,3}cells)\s(?:still\s|then\s)?(?:made up|accounted for|comprised|"
    r"constituted|represented)\s$",
    re.IGNORECASE,
)
_REMOVED: Final = re.compile(
    r"(?P<what>\b(?:removed|depleted|eliminated|destroyed|cleared|eradicated|wiped out|lysed|"
    r"engulfed|infected|edited|converted|replaced))\s(?:an average of\s|on average\s|about\s)?$",
    re.IGNORECASE,
)
_OF_CELLS: Final = re.compile(
    r"\sof\s(?:the\s|all\s)?(?:[\w-]+\s){0,3}?(?:lymphocytes|cells|leu[ck]ocytes|blood)\b",
    re.IGNORECASE,
)
_OF_THINGS: Final = re.compile(
    r"\sof\s(?:the\s|all\s|their\s)?(?:[\w-]+\s){0,3}?(?:cells|lymphocytes|tumou?rs?|"
    r"cancers?|virus|"
    r"blasts|parasites|plaques?|bacteria|particles|leukemia|leukaemia|lymphoma)\b",
    re.IGNORECASE,
)
_OTHER: Final = re.compile(
    r"\b(?:versus|vs|v|compared|against|than|whereas|while|but|and|or)\b|[,;]", re.IGNORECASE
)
_DATED: Final = re.compile(
    r"\b(?:(?:on|at|by|after) (?:day|week|month|year)s? [0-9]|after [0-9]|(?:days|weeks|months) "
    r"(?:after|later))",
    re.IGNORECASE,
)
_BEFORE_IT: Final = caseless(
    r"\b(?:ages?|aged|baseline|at entry|at enrol\w+|before treatment|pre-?treatment|target|planned|"
    r"sensitivity of the assay|cut-?off|detection limit|limit of detection|viability|purity|"
    r"transduction|manufactur\w+|vein-to-vein|turnaround|follow[- ]?up|infused|injected|seeded|"
    r"adverse|toxicit\w+|inoculat\w+|when|once|until)\b"
)
_CUES: Final = stems(
    "was were averaged measured weighed reached attained stood peaked came amounted totaled "
    "removed depleted eliminated destroyed cleared eradicated wiped lysed engulfed infected edited "
    "converted replaced totalled contained numbered of made accounted comprised "
    "constituted represented"
)
_ROLES: Final = frozenset((PLAIN, PERCENT, LENGTH, AMOUNT, FOLD))
_REACH: Final = 130
_PAIR: Final = 95


def measured(text: str, numbers: Sequence[Marked], *, i: int) -> Endpoint | None:
    """What that number is the measure of, by its own words; None where it is none."""
    one = numbers[i]
    figure = one.figure
    if one.role not in _ROLES or figure.year or figure.linked or figure.share:
        return None
    if _CUES.isdisjoint(stems_of(text)) or _BEFORE_IT.search(text):
        return None
    begin = max(0, figure.start - _REACH)
    said = _SAID.search(text, begin, figure.start)
    if said and (said["sure"] or _is_result(text, numbers, i)):
        return named_by(text, said.span("what"))
    made = _MADE_UP.search(text, begin, figure.start) if one.role == PERCENT else None
    if made and _OF_CELLS.match(text, figure.end) and _DATED.search(text):
        return named_by(text, made.span("what"))
    removed = _REMOVED.search(text, begin, figure.start) if one.role == PERCENT else None
    if removed and _OF_THINGS.match(text, figure.end):
        return named_by(text, removed.span("what"))
    of = _SURE_OF.search(text, begin, figure.start)
    return named_by(text, of.span("what")) if of else None


def _is_result(text: str, numbers: Sequence[Marked], i: int) -> bool:
    after = numbers[i + 1] if i + 1 < len(numbers) else None
    if after and after.role == SPREAD:
        return True
    if any(one.role == P for one in numbers[i + 1 : i + 5]):
        return True
    if other_of(text, numbers, i=i) is not None:
        return True
    return bool(numbers[i].figure.unit and _DATED.search(text))


def other_of(text: str, numbers: Sequence[Marked], *, i: int) -> int | None:
    """The number that it is compared with: the next of its unit, across a word that says so."""
    figure = numbers[i].figure
    for j in range(i + 1, min(len(numbers), i + 5)):
        other = numbers[j]
        if other.role == numbers[i].role and other.figure.unit == figure.unit:
            gap = text[figure.end : other.figure.start]
            near = len(gap) <= _PAIR and "." not in gap and not other.figure.year
            return j if near and len(gap.split()) > 1 and _OTHER.search(gap) else None
    return None
