"""The numbers of a trial's abstract: results, and how many took part in all and in each group.

A number is counted in where the signs around it (``surroundings``) come to more than nothing.  The
points of a sign are whole and half ones, set on every other abstract of a public corpus of breast
cancer trials and rounded; ``tests/bench/outcomes.py`` says what they find in the rest.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from curator.suggest.numbers.roles import (
    LENGTH,
    PART,
    PEOPLE,
    PERCENT,
    PLAIN,
    SIZE,
    SPREAD,
    WHOLE,
    Marked,
    marked,
)
from curator.suggest.numbers.surroundings import Signs, signs
from curator.suggest.sentences import sentence_spans

INTERVENTION: Final = "iv"
CONTROL: Final = "cv"


@dataclass(frozen=True, slots=True)
class TrialNumber:
    """A number that a trial reports.

    Attributes:
        start, end: The number with its unit; code points of the text.
        kind: ``percent``, ``count``, ``mean``, ``median``, ``sd``, ``total`` or ``arm_total``.
        side: ``iv`` (the treated), ``cv`` (what they are compared with), or "" for a total.
    """

    start: int
    end: int
    kind: str
    side: str


def _points(written: str) -> Mapping[str, float]:
    """Points by sign: "enrolled+1 small-0.5"."""
    return {name: float(points) for name, points in re.findall(r"([a-z_]+)([+-][\d.]+)", written)}


_POINTS: Final[Mapping[str, tuple[float, Mapping[str, float]]]] = {
    PEOPLE: (
        0.5,
        _points(
            "enrolled+1 and_before+0.5 event_right-0.5 groups+0.5 in_left+0.5 method+0.5 "
            "ratio_soon+0.5 small-0.5 taken_right+0.5 versus_before-0.5 was_left+0.5 when_left-0.5"
        ),
    ),
    SIZE: (
        0.5,
        _points("enrolled+1 groups+1 and_before+0.5 compared+0.5 measure_left+0.5 small-0.5"),
    ),
    PERCENT: (
        -0.5,
        _points(
            "group_right+1.5 operator-1.5 versus_before+1.5 change_right-1 compared+1 "
            "measure_left+1 open_left+1 range-1 versus_after+1 and_after+0.5 and_before+0.5 "
            "average_left+0.5 by_left-0.5 decimal+0.5 endpoint_left+0.5 enrolled-0.5 "
            "event_right-0.5 first-0.5 in_brackets_of_count+0.5 in_left+0.5 interval_next-0.5 "
            "late+0.5 method-0.5 p_soon+0.5 respectively+0.5 spread_next+0.5 taken_right-0.5 "
            "unit-0.5 when_left+0.5"
        ),
    ),
    LENGTH: (
        -1.5,
        _points(
            "decimal+2.5 unit-1.5 enrolled-1 linked-1 ratio_soon+1 respectively+1 versus_after+1 "
            "versus_before+1 when_left-1 and_after-0.5 and_before+0.5 average_left+0.5 "
            "by_left-0.5 endpoint_left+0.5 first-0.5 method-0.5 open_left+0.5 operator-0.5 "
            "p_soon+0.5 range-0.5 small-0.5"
        ),
    ),
    PLAIN: (
        -2.0,
        _points(
            "operator-1.5 percent_next+1.5 range-1.5 small-1.5 taken_right+1.5 event_right+1 "
            "group_right+1 interval_next-1 method-1 open_left+1 versus_after+1 versus_before+1 "
            "by_left-0.5 compared+0.5 decimal-0.5 group_left+0.5 groups+0.5 "
            "in_brackets_of_count-0.5 late+0.5 linked-0.5 measure_left+0.5 ratio_soon+0.5 "
            "spread_next+0.5 was_left+0.5 with_right+0.5"
        ),
    ),
    PART: (
        0.0,
        _points(
            "compared+0.5 enrolled-0.5 late+0.5 method-0.5 operator-0.5 p_soon+0.5 "
            "people_right+0.5 small-0.5 with_right+0.5"
        ),
    ),
    WHOLE: (
        -0.5,
        _points(
            "compared+0.5 enrolled-0.5 group_right+0.5 late+0.5 method-0.5 p_soon+0.5 "
            "percent_next+0.5 small-0.5"
        ),
    ),
    SPREAD: (
        -1.0,
        _points(
            "compared+1 range-1 average_left-0.5 decimal+0.5 enrolled-0.5 late-0.5 method-0.5 "
            "open_left-0.5 p_soon+0.5 respectively+0.5 versus_after+0.5"
        ),
    ),
}
_LEAST: Final = -0.2
_LATE: Final = 0.35
"""Past this share of an abstract come results, before it aims and methods."""

_CONTROL_RIGHT: Final = re.compile(
    r"[\s)\]%;\w]{0,10}?\s?(?:[(\[][^()\[\]]{0,30}[)\]]\s?)?,?\s?(?:in|for|with|on|of|to|from|"
    r"among|had|received)?\s?"
    r"(?:the\s|those\s|on\s)?(?:[\w-]+\s)?(?:controls?|placebo|usual|standard|observation|"
    r"conventional|no[\s-]treatment|untreated|comparison|comparator|sham|reference|alone|"
    r"waiting)\b",
    re.IGNORECASE,
)
_CONTROL_LEFT: Final = re.compile(
    r"\b(?:controls?|placebo|usual care|observation|comparison|sham|untreated)\b"
    r"[^.,;]{0,20}[(\[:=,]?\s?$",
    re.IGNORECASE,
)
_MEDIAN_LEFT: Final = re.compile(
    r"\b(?:medians?|survival|PFS|OS|TTP|TTF|time to)\b[^.;]{0,90}$", re.IGNORECASE
)
_MEAN_LEFT: Final = re.compile(
    r"\b(?:means?|averages?|scores?|levels?|duration|concentrations?|weight|loss|density|changes?|"
    r"decreased|increased)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
_TOTAL_LEFT: Final = re.compile(r"\bN\s?=\s?$|\btotal(?:\sof)?\s$|(?:^|[.:]\s)$")


def trial_numbers(text: str) -> tuple[TrialNumber, ...]:
    """The results and group sizes of an abstract, in order; a guess at what each is."""
    numbers = marked(text)
    late = _LATE * len(text)
    found: list[_Found] = []
    for one, around in zip(numbers, signs(text, numbers), strict=True):
        if not one.figure.share and _score(one, around, late=one.figure.at > late) > _LEAST:
            kind = _kind(text, one, around)
            found.append(_Found(one, around, kind, _named_side(text, one, kind=kind)))
    return tuple(_with_sides(text, found))


@dataclass(frozen=True, slots=True)
class _Found:
    one: Marked
    around: Signs
    kind: str
    side: str


def _with_sides(text: str, found: Sequence[_Found]) -> Iterator[TrialNumber]:
    """The first of a pair is the treated side unless the words say otherwise."""
    done: list[TrialNumber] = []
    sentences = [start for start, _ in sentence_spans(text, 0, end=len(text))]
    for one in found:
        figure = one.one.figure
        first = _first_of_pair(done, one, sentences=sentences)
        kind, side = one.kind, one.side
        if first:
            kind = first.kind if first.kind in _AVERAGES and kind in _AVERAGES else kind
            side = side or (CONTROL if first.side == INTERVENTION else INTERVENTION)
        elif kind == "arm_total" and not one.side and _stands_alone(one, found):
            kind = "total"
        side = "" if kind == "total" else side or INTERVENTION
        done.append(TrialNumber(figure.start, figure.end, kind, side))
        yield done[-1]


def _first_of_pair(
    done: Sequence[TrialNumber], one: _Found, *, sentences: Sequence[int]
) -> TrialNumber | None:
    """The number before it of the same sort, in the same sentence and not yet matched."""
    start = one.one.figure.start
    for before in reversed(done[-_PAIR_REACH:]):
        far = start - before.end > _PAIR_FAR
        if far or bisect_right(sentences, before.end) != bisect_right(sentences, start):
            return None
        both_averages = before.kind in _AVERAGES and one.kind in _AVERAGES
        if before.kind == one.kind or both_averages:
            return before if before.side == INTERVENTION else None
    return None


def _stands_alone(one: _Found, found: Sequence[_Found]) -> bool:
    """Whether no other group's size stands near it."""
    at = one.one.figure.start
    return not any(
        other is not one
        and other.kind == "arm_total"
        and abs(other.one.figure.start - at) < _PAIR_FAR
        for other in found
    )


_AVERAGES: Final = frozenset(("mean", "median"))
_PAIR_REACH: Final = 5
_PAIR_FAR: Final = 120


def _score(one: Marked, around: Signs, *, late: bool) -> float:
    if one.role not in _POINTS:
        return _LEAST
    base, points = _POINTS[one.role]
    held = sum(value for name, value in points.items() if around.get(name, False))
    return base + held + (points.get("late", 0.0) if late else 0.0)


def _kind(text: str, one: Marked, around: Signs) -> str:
    at = one.figure.start
    near = max(0, at - 100)
    if one.role == SPREAD:
        return "sd"
    if one.role in (SIZE, WHOLE):
        return "total" if _is_total(text, one, around) else "arm_total"
    if one.role == PEOPLE or around["taken_right"]:
        happened = around["event_right"] or around["percent_next"] or around["in_left"]
        if happened and not (around["enrolled"] and not around["percent_next"]):
            return "count"
        return "total" if _is_total(text, one, around) else "arm_total"
    if one.role == LENGTH:
        return "median" if _MEDIAN_LEFT.search(text, near, at) else "mean"
    if one.role == PERCENT:
        averaged = around["average_left"] or around["spread_next"]
        return "mean" if averaged and not around["measure_left"] else "percent"
    if one.role == PLAIN and (
        around["decimal"] or around["spread_next"] or around["interval_next"]
    ):
        if _MEDIAN_LEFT.search(text, near, at) and not _MEAN_LEFT.search(text, near, at):
            return "median"
        return "mean"
    return "count"


def _is_total(text: str, one: Marked, around: Signs) -> bool:
    at = one.figure.start
    if _TOTAL_LEFT.search(text, max(0, at - 12), one.figure.at):
        return True
    grouped = around["group_right"] or around["with_right"] or around["versus_before"]
    paired = around["and_before"] or around["and_after"] or around["versus_after"]
    return not (grouped or paired or around["group_left"]) and one.role != SIZE


def _named_side(text: str, one: Marked, *, kind: str) -> str:
    """The side that the words beside a number name; "" where they name none."""
    at, end = one.figure.start, one.figure.end
    if _CONTROL_RIGHT.match(text, end):
        return CONTROL
    sized = kind in ("arm_total", "sd")
    named = sized and _CONTROL_LEFT.search(text, max(0, at - 40), at)
    return CONTROL if named else ""
