"""What a number stands for, by its neighbours: a p value, an interval, an age, a group's size.

The words in front of a number and behind it decide; nothing here knows a particular trial.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from curator.suggest.caseless import caseless
from curator.suggest.numbers.figures import Figure, figures
from curator.suggest.numbers.units import CELLS, DOSE, TIME

P: Final = "p"
LEVEL: Final = "level"
INTERVAL: Final = "interval"
RATIO: Final = "ratio"
SIZE: Final = "size"
PART: Final = "part"
WHOLE: Final = "whole"
PEOPLE: Final = "people"
AGE: Final = "age"
RANK: Final = "rank"
YEAR: Final = "year"
SPREAD: Final = "spread"
PERCENT: Final = "percent"
FOLD: Final = "fold"
LENGTH: Final = "time"
AMOUNT: Final = "dose"
FOLLOW_UP: Final = "follow_up"
LOST: Final = "lost"
PLAIN: Final = "plain"

PEOPLE_WORDS: Final = (
    r"patients|women|men|subjects|participants|people|persons|volunteers|children|adults|girls|"
    r"boys|infants|individuals|survivors|cases|controls|families|responders|recipients|mice|rats|"
    r"animals|dogs|cats|monkeys|macaques|primates|rabbits|pigs|eyes|females|males|patient|woman|"
    r"man|subject|participant|person|mouse|animal|dog|monkey|child|case|pts|veterans|newborns|"
    r"horses|cattle|hamsters|ferrets|sheep|piglets"
)


@dataclass(frozen=True, slots=True)
class Marked:
    """A figure with its role; ``partner`` is the index of the other half of "4 of 9"."""

    figure: Figure
    role: str
    partner: int | None = None


_LEFT: Final = re.compile(
    r"(?:"
    r"(?P<p>\bp(?:[\s-]?values?|-?trend|\(trend\))?\s?(?:of|was|were)?\s?(?:</|>/)?"
    r"[=<>\u2264\u2265\u2a7d]{0,2}\s?)"
    r"|(?P<interval>(?:\bCIs?|confidence (?:intervals?|limits?)(?:\s?[(\[]CIs?[)\]])?)[)\]]?\s?"
    r"(?:[:;,=]|of|was|from)?\s?[(\[{]?)"
    r"|(?P<ratio>(?:(?-i:\b[a-z]?(?:HR|OR|RR|IRR)|\bSIR|\bSMR)|(?:hazards?|odds|risk|rate|"
    r"incidence) ratios?|"
    r"relative risks?)(?:\sfor\s[\w -]{1,30})?"
    r"(?:\s?[(\[][a-z]?[A-Z]{2,4}s?[)\]])?\s?(?:[:;,=]|of|was|is)?\s?)"
    r"|(?P<size>\bn\s?=?\s?)"
    r"|(?P<age>\b(?:aged?|ages)(?:\s(?:of|was|is|between|range|\w{2,12}))?\s?[,:(]?\s?)"
    r"|(?P<rank>\b(?:grades?|phases?|stages?|levels?|cycles?|visits?|figures?|figs?\.?|tables?|"
    r"types?|"
    r"arms?|groups?|cohorts?|steps?|parts?|versions?|regimens?|protocols?|classes|class|no\.|"
    r"number|"
    r"trial|study|score|category|status|toxicity|factor|line|course|courses|experiment|"
    r"model|panel|schedule|sequence|period|wave|time|chapter|page|ranks?|scale of|"
    r"NCT|ISRCTN|UMIN)\s?)"
    r"|(?P<spread>(?:\u00b1|\+\s?/\s?-|-\s?/\s?\+|\+-|(?:\bSDs?|\bSEM?|"
    r"standard (?:deviation|error)s?|\bIQR|interquartile ranges?|\brange[sd]?)"
    r"\s?(?:\[[A-Z]+\])?\s?[=:,)]?\s?(?:from|of|was)?)"
    r"\s?[(\[]?\s?)"
    r")$",
    re.IGNORECASE,
)
_LEFT_WINDOW: Final = 48
_LEVEL_RIGHT: Final = re.compile(r"\s?-?(?:CIs?\b|confidence|\[?CI\b|prediction|credible)", re.I)
_OLD_RIGHT: Final = re.compile(r"(?:\s|-)?(?:old\b|of age\b|in age\b)", re.I)
_PEOPLE_RIGHT: Final = caseless(
    rf"[\s-](?:(?!and\b|or\b|of\b|in\b|with\b|to\b|on\b|for\b|had\b|were\b|was\b|versus\b|vs\b)"
    rf"[\w*:+\u2010-\u2013-]+,?\s){{0,6}}?(?:{PEOPLE_WORDS})\b"
)
_SHARED: Final = re.compile(
    r"\s(?:of\s)?(?:the\s|all\s|these\s|those\s|our\s)?(?:[\w+-]+\s){0,3}?"
    rf"(?:{PEOPLE_WORDS}|those|them|tumou?rs)\b"
    r"|\s(?:as \w+|were|remained|survived|responded|showed|achieved|smaller|lower|higher|larger|"
    r"less|fewer|"
    r"longer|shorter)\b",
    re.I,
)
"""Whom a part in words is of; half of a dose is no result."""
_FOLLOWED: Final = re.compile(
    r"follow(?:ed)?[\s-]?up\b[^.;:]{0,60}$|\bfollowed (?:up )?(?:for|over|until)\b[^.;:]{0,30}$"
    r"|\bobservation (?:period|time)s?\b[^.;:]{0,20}$"
    r"|(?:^|[;:]\s)(?:after|at) an? (?:median|mean|average)(?: of)?\s$",
    re.I,
)
_WATCHED: Final = caseless(
    rf"\b(?:{PEOPLE_WORDS})\s(?:were|was|(?:have|has|had) been)\s(?:then\s|closely\s)?"
    r"(?:watched|observed|monitored|tracked)\s(?:[a-z]+ly\s)?(?:for|over)\s"
    r"(?:an?\s|another\s|the next\s|a median of\s|just\s|at least\s)?$"
)
_LONG_ENOUGH: Final = 28
"""Days of watching that follow a treatment up, rather than keep somebody in hospital."""
_FOLLOWED_RIGHT: Final = re.compile(
    r"(?:'|\u2019)?s?,?\s(?:of\s)?(?:\w+\s){0,2}?(?:follow[\s-]?ups?|observation)\b", re.I
)
_AGE_LEFT: Final = re.compile(r"\b(?:age|aged|ages)\b[^.;]{0,30}$", re.I)
_SLASH: Final = re.compile(
    r"\s?/\s?|\sof\s(?:the\s|a\stotal\sof\s|all\s|these\s|our\s|those\s)?"
    r"(?:first\s|initial\s|remaining\s|other\s)?|\sout\sof\s(?:the\s)?(?:first\s)?|"
    r"(?:\s\w+){0,2}\s(?:out\s)?of\s(?:the\s)?(?:total\s)?",
    re.I,
)
_IN_EVERY: Final = re.compile(r"\sin\s(?:every\s)?$", re.I)
_BY_UNIT: Final[Mapping[str, str]] = (
    dict.fromkeys(TIME, LENGTH)
    | dict.fromkeys(DOSE | CELLS, AMOUNT)
    | {"%": PERCENT, "{fold}": FOLD}
)


@lru_cache(maxsize=512)
def marked(text: str) -> tuple[Marked, ...]:
    """The numbers of a text with their roles, in order."""
    numbers = figures(text)
    roles = [_role(text, one) for one in numbers]
    _mark_intervals(text, numbers, roles)
    _mark_ranks(text, numbers, roles)
    partners = _mark_fractions(text, numbers, roles)
    return tuple(
        Marked(figure, role, partners.get(i))
        for i, (figure, role) in enumerate(zip(numbers, roles, strict=True))
    )


def _role(text: str, one: Figure) -> str:
    if one.lost or (one.share and not _is_shared(text, one)):
        return LOST
    if one.unit == "%" and _LEVEL_RIGHT.match(text, one.end):
        return LEVEL
    left = _left_of(text, one.at)
    named = left.lastgroup if left else None
    if named == "rank" and (one.unit or one.quantity.op not in ("=", "range")):
        named = None
    if named == "size" and one.unit and one.unit != "%":
        named = None
    if named == "p" and one.unit:
        named = None
    if named:
        return named
    if one.unit == "a" and (
        _OLD_RIGHT.match(text, one.end) or _AGE_LEFT.search(text, max(0, one.start - 40), one.start)
    ):
        return AGE
    if one.unit in TIME and (
        _FOLLOWED.search(text, max(0, one.start - 70), one.start)
        or _FOLLOWED_RIGHT.match(text, one.end)
        or _is_watched(text, one)
    ):
        return FOLLOW_UP
    if one.unit:
        return _BY_UNIT.get(one.unit, PLAIN)
    if one.whole is not None and not one.linked and _PEOPLE_RIGHT.match(text, one.end):
        return PEOPLE
    return YEAR if one.year else PLAIN


def _is_shared(text: str, one: Figure) -> bool:
    """Whether a part in words is one of people or tumors, or by how much something changed."""
    if _SHARED.match(text, one.end):
        return True
    return bool(_BY_SHARE.search(text, max(0, one.start - 24), one.start))


_BY_SHARE: Final = re.compile(
    r"\b(?:by|in|shrank to|shrunk to|fell to|dropped to|reduced to|slowed)\s$", re.I
)


def _is_watched(text: str, one: Figure) -> bool:
    long = one.unit in ("wk", "mo", "a") or (one.unit == "d" and (one.whole or 0) >= _LONG_ENOUGH)
    return long and bool(_WATCHED.search(text, max(0, one.start - 90), one.start))


_LAST_WORDS: Final = frozenset(
    """p value values trend ci cis interval intervals limit limits hr or rr irr ahr aor arr sir smr
    ratio ratios risk risks n aged age ages grade grades phase phases stage stages level levels
    cycle cycles visit visits figure figures fig figs table tables type types arm arms group groups
    cohort cohorts step steps part parts version versions regimen regimens protocol protocols
    classes class no number trial study score category status toxicity factor line course courses
    experiment model panel schedule sequence period wave time chapter page rank ranks scale nct
    isrctn umin sd sds se sem deviation deviations error errors iqr range ranges ranged of was were
    is from between""".split()
)
_LINKING: Final = frozenset("of was were is from between".split())
_NAMED_NEAR: Final = tuple(
    "p-;p ;(p;p(;val;trend;ci;interval;limit;hr;or ;or);rr;ratio;risk;age;sd;sem;se ;rang;iqr;"
    "deviation;error;scale;number;sir;smr".split(";")
)
"""What a number linked by "of" or "was" must have before it to be more than a number."""
_LAST: Final = re.compile(r"([A-Za-z]+)[\s=:,;.()\[\]{<>/\u2264\u2265\u2a7d]{0,6}$")


def _left_of(text: str, at: int) -> re.Match[str] | None:
    """What the words before a number say of it; tried only where one of their last words stands."""
    begin = max(0, at - _LEFT_WINDOW)
    last = _LAST.search(text, max(0, at - _LAST_WINDOW), at)
    if last is None and _SPREAD_SIGNS.isdisjoint(text[max(0, at - _LAST_WINDOW) : at]):
        return None
    if last is not None and last[1].lower() not in _LAST_WORDS:
        near = text[begin:at].lower()
        if "age" not in near and "ratio" not in near:
            return None
    elif last is not None and last[1].lower() in _LINKING:
        near = text[begin:at].lower()
        if not any(name in near for name in _NAMED_NEAR):
            return None
    near_by = _WINDOWS.get(last[1].lower(), _LEFT_WINDOW) if last else _LEFT_WINDOW
    return _LEFT.search(text, max(begin, at - near_by), at)


_WINDOWS: Final[Mapping[str, int]] = {"p": 10, "n": 10, "grade": 14, "grades": 14, "phase": 14}
"""How far back the words can reach that end with that one, in characters."""


_LAST_WINDOW: Final = 20
_SPREAD_SIGNS: Final = frozenset("\u00b1+-")
_RANK_GOES_ON: Final = re.compile(r"\s?(?:,|/|or|and|to|,\sand|,\sor|-|\u2013)\s?", re.I)


def _mark_ranks(text: str, numbers: Sequence[Figure], roles: list[str]) -> None:
    """The 4 of "grade 3 or 4", the 8 of "days 1 and 8"."""
    for i in range(1, len(numbers)):
        before, one = numbers[i - 1], numbers[i]
        goes_on = roles[i - 1] == RANK and roles[i] == PLAIN and one.start - before.end < 8
        if goes_on and _RANK_GOES_ON.fullmatch(text, before.end, one.start):
            roles[i] = RANK


_IN_INTERVAL: Final = re.compile(r"\s?(?:,|;|to|and|-|\u2013|\u2014)\s?", re.I)


def _mark_intervals(text: str, numbers: Sequence[Figure], roles: list[str]) -> None:
    """The second number of "95% CI, 0.2, 0.8", and ranges in brackets behind a value."""
    for i, one in enumerate(numbers):
        before = numbers[i - 1] if i else None
        if before is None:
            continue
        gap = text[before.end : one.start]
        if roles[i - 1] == LEVEL and len(gap) < 4 and one.quantity.op == "range":
            roles[i] = INTERVAL
        if (
            roles[i - 1] in (INTERVAL, SPREAD)
            and before.quantity.op != "range"
            and len(gap) < 6
            and _IN_INTERVAL.fullmatch(gap)
        ):
            roles[i] = roles[i - 1]
        ranged = one.quantity.op == "range" and roles[i] in (PLAIN, PERCENT, LENGTH)
        if ranged and gap in (" (", " [", "(", "[", "\u00a0(", "\u2009("):
            roles[i] = SPREAD


def _mark_fractions(text: str, numbers: Sequence[Figure], roles: list[str]) -> Mapping[int, int]:
    """Pair "4 of 9", "8/144", "two of the 16 patients"; the roles become part and whole."""
    partners: dict[int, int] = {}
    countable = (PLAIN, PEOPLE, SIZE)
    for i in range(len(numbers) - 1):
        one, other = numbers[i], numbers[i + 1]
        few, many = one.whole, other.whole
        if i in partners or few is None or many is None or few > many:
            continue
        if one.unit or roles[i] not in countable or roles[i + 1] not in (*countable, YEAR):
            continue
        if other.start - one.end > _LONGEST_FRACTION:
            continue
        in_words = one.spelled and few and few < many and _IN_EVERY.match(text, one.end, other.at)
        if (in_words or _SLASH.fullmatch(text, one.end, other.start)) and text[
            other.end : other.end + 1
        ] != "/":
            roles[i], roles[i + 1] = PART, WHOLE
            partners[i], partners[i + 1] = i + 1, i
    return partners


_LONGEST_FRACTION: Final = 36
