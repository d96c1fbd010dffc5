"""Signs around a number by which a result is told from a method or an explanation."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from curator.suggest.numbers.roles import (
    FOLLOW_UP,
    INTERVAL,
    LENGTH,
    LEVEL,
    PART,
    PEOPLE,
    PEOPLE_WORDS,
    PERCENT,
    PLAIN,
    RATIO,
    SIZE,
    SPREAD,
    WHOLE,
    Marked,
    P,
)
from curator.suggest.sentences import sentence_spans

_GROUP: Final = (
    r"(?:groups?|arms?|patients|women|men|controls?|placebo|participants|subjects|cohorts?|mice|"
    r"animals|dogs|recipients|users|cases|observation)"
)
_VERSUS: Final = re.compile(
    r"\b(?:v|vs|versus|compared|against|than|while|whereas)\b|\bfrom\b|:\s?$", re.I
)
_AND: Final = re.compile(r"\b(?:and|or)\b|^\s?%?,\s?$", re.I)
_GROUP_RIGHT: Final = re.compile(
    r"[\s)\]%;]{0,4}(?:\([^()]{0,40}\)|\[[^\[\]]{0,40}\])?\s?,?(?:in|for|with|on|of|to|at|from|"
    r"among|under|after|by)\s"
    rf"(?:the\s|those\s|both\s)?(?:[\w+/\u2010-\u2013-]+\s){{0,4}}?{_GROUP}\b",
    re.I,
)
_WITH_RIGHT: Final = re.compile(
    r"[\s)\]%;]{0,4}(?:with|for|on|in|of)\s(?:the\s)?[A-Z\w][\w+/-]+", re.I
)
_GROUP_LEFT: Final = re.compile(
    rf"\b{_GROUP}\b(?:\s[A-Z1-4])?(?:\s?\([^()]{{0,30}}\))?\s?(?:was|were|had|showed|of|:|,|"
    rf"=)?\s?[(\[]?$",
    re.I,
)
_MEASURE_LEFT: Final = re.compile(
    r"\b(?:rates?|survival|PFS|OS|DFS|RFS|EFS|TTP|TTF|ORR|pCR|CR|CBR|responses?|incidence|"
    r"frequency|"
    r"scores?|risk|proportion|percentage|toxicity|neutropenia|recurrences?|relapse|progression|"
    r"prevalence|levels?|duration|density|weight|values?|concentrations?|loss|remission|benefit|"
    r"events?|mortality|deaths?|fatigue|pain|changes?|sensitivity|specificity|"
    r"accuracy)\b[^.;]{0,55}$",
    re.I,
)
_AVERAGE_LEFT: Final = re.compile(r"\b(?:mean|median|average)\b[^.;]{0,70}$", re.I)
_ENDPOINT_LEFT: Final = re.compile(
    r"\b(?:survival|PFS|OS|DFS|TTP|TTF|time to|time without|duration of (?!follow|treat)|"
    r"progression|stay|recovery|lived|longer|shorter|alive|died|surviv\w+)\b[^.;]{0,80}$",
    re.I,
)
_WAS_LEFT: Final = re.compile(
    r"\b(?:was|were|is|are|of|had|achieved|reached|by|showed|in|with|to)\s(?:only\s)?$", re.I
)
_IN_LEFT: Final = re.compile(
    r"\b(?:in|occurred in|reported in|observed in|seen in|found in)\s$", re.I
)
_BY_LEFT: Final = re.compile(r"\b(?:by|of)\s$", re.I)
_OPEN_LEFT: Final = re.compile(r"[(\[]\s?$")
_WHEN_LEFT: Final = re.compile(
    r"\b(?:after|at|for|every|each|within|during|over|through|until|till|first|last|next|past|"
    r"before|following|day|days|weeks?|months?|year|years|between|since|per|least|to|a|one|once|"
    r"the|and|baseline)\s?,?\s$",
    re.I,
)
_CHANGE_RIGHT: Final = re.compile(
    r"\s?(?:lower|higher|reductions?|decreases?|increases?|greater|more|less|improvements?|"
    r"power|of planned|relative|absolute|chance|probability|risk|difference|loss|gain|"
    r"of the (?:planned|dose|target|maxim))\b",
    re.I,
)
_OF_PEOPLE_RIGHT: Final = re.compile(
    rf"\s?[)\]]?\sof\s(?:the\s|all\s|these\s|those\s)?(?:[\w+-]+\s){{0,3}}?(?:{PEOPLE_WORDS})\b",
    re.I,
)
_EVENT_RIGHT: Final = re.compile(
    r"\s(?:[\w/+-]+\s){0,3}?(?:deaths?|events?|recurrences?|relapses?|progressions?|fractures?|"
    r"cases?|"
    r"failures?|responses?|remissions?|infections?|metastas[ie]s|tumou?rs?|cancers?|complications?|"
    r"died|had|experienced|developed|achieved|showed|responded|were positive)\b",
    re.I,
)
_TAKEN_RIGHT: Final = re.compile(
    r"[\s,]{1,2}(?:(?:were|was|who|are|have been|had been|of whom|of them)\s)?(?:[\w-]+ly\s)?"
    r"(?:randomi[sz]ed|assigned|allocated|received|enrol+ed|recruited|eligible|evaluable|entered|"
    r"treated|analy[sz]ed|included|completed|agreed|to (?:the )?\w+|in (?:the )?[\w-]+|on \w+|"
    r"control|assessable|consented|participated|accrued|registered|screened|sedentary|consecutive|"
    r"postmenopausal|premenopausal)\b",
    re.I,
)
_ENROLLED: Final = re.compile(
    r"\b(?:randomi[sz]ed|randomly|assigned|allocated|enrol+ed|recruited|entered|included|accrued|"
    r"participated|eligible|registered|consisted|total of|evaluable|analy[sz]ed|completed|treated|"
    r"sample)\b",
    re.I,
)
_METHOD: Final = re.compile(
    r"\b(?:planned|power|designed|detect|eligibility|stratified|criteria|defined|"
    r"primary end ?points?|"
    r"hypothes\w+|assum\w+|administered|cycles?|every|daily|twice|dose[sd]?|"
    r"sessions?|questionnaires?|"
    r"will be|aims?|objective|to evaluate|to compare|to determine|to assess|measured|collected)\b",
    re.I,
)
_COMPARED: Final = re.compile(
    r"\b(?:vs?|versus|compared|than|respectively|whereas|both|between)\b", re.I
)
_GROUPS: Final = re.compile(rf"\b{_GROUP}\b", re.I)
_SIDE: Final = frozenset((PERCENT, LENGTH, PLAIN, PART, PEOPLE, WHOLE, SIZE, FOLLOW_UP, SPREAD))

Signs = dict[str, bool]


def signs(text: str, numbers: Sequence[Marked]) -> tuple[Signs, ...]:
    """The signs of each number, in their order."""
    spans = sentence_spans(text, 0, end=len(text))
    stops = [0, *(start for start, _ in spans if start), len(text)]
    sentences: dict[int, Signs] = {}
    result: list[Signs] = []
    for i, one in enumerate(numbers):
        place = bisect_right(stops, one.figure.at) - 1
        place = min(place, len(stops) - 2)
        if place not in sentences:
            sentences[place] = _of_sentence(text[stops[place] : stops[place + 1]])
        begin, end = stops[place], stops[place + 1]
        result.append(
            _of_number(text, one, begin=begin)
            | _of_pairs(text, numbers, i, span=(begin, end))
            | sentences[place]
        )
    return tuple(result)


def _of_sentence(sentence: str) -> Signs:
    return {
        "enrolled": bool(_ENROLLED.search(sentence)),
        "method": bool(_METHOD.search(sentence)),
        "compared": bool(_COMPARED.search(sentence)),
        "respectively": "respectively" in sentence,
        "groups": bool(_GROUPS.search(sentence)),
    }


def _of_number(text: str, one: Marked, *, begin: int) -> Signs:
    figure = one.figure
    at, end = figure.start, figure.end
    left80, left40 = max(begin, at - 90), max(begin, at - 45)
    return {
        "group_right": bool(_GROUP_RIGHT.match(text, end)),
        "with_right": bool(_WITH_RIGHT.match(text, end)),
        "group_left": bool(_GROUP_LEFT.search(text, left40, at)),
        "measure_left": bool(_MEASURE_LEFT.search(text, left80, at)),
        "average_left": bool(_AVERAGE_LEFT.search(text, left80, at)),
        "endpoint_left": bool(_ENDPOINT_LEFT.search(text, left80, at)),
        "was_left": bool(_WAS_LEFT.search(text, left40, at)),
        "in_left": bool(_IN_LEFT.search(text, left40, at)),
        "by_left": bool(_BY_LEFT.search(text, left40, at)),
        "open_left": bool(_OPEN_LEFT.search(text, left40, at)),
        "when_left": bool(_WHEN_LEFT.search(text, left40, at)),
        "change_right": bool(_CHANGE_RIGHT.match(text, end)),
        "people_right": bool(_OF_PEOPLE_RIGHT.match(text, end)),
        "event_right": bool(_EVENT_RIGHT.match(text, end)),
        "taken_right": bool(_TAKEN_RIGHT.match(text, end)),
        "operator": figure.quantity.op not in ("=", "range"),
        "range": figure.quantity.op == "range",
        "linked": figure.linked,
        "first": at - begin < 6,
        "decimal": "." in (figure.quantity.value or ""),
        "small": (figure.whole or 99) < 4,
        "unit": bool(figure.unit),
    }


def _of_pairs(text: str, numbers: Sequence[Marked], i: int, *, span: tuple[int, int]) -> Signs:
    """How it stands to the numbers around it within its sentence."""
    one = numbers[i]
    before = next((m for m in reversed(numbers[max(0, i - 4) : i]) if m.role in _SIDE), None)
    after = next((m for m in numbers[i + 1 : i + 6] if m.role in _SIDE), None)
    left = text[before.figure.end : one.figure.start] if before else ""
    right = text[one.figure.end : after.figure.start] if after else ""
    if before and (before.figure.start < span[0] or len(left) > _FAR):
        before, left = None, ""
    if after and (after.figure.end > span[1] or len(right) > _FAR):
        after, right = None, ""
    same_before = before is not None and before.figure.unit == one.figure.unit
    same_after = after is not None and after.figure.unit == one.figure.unit
    nearest = numbers[i + 1] if i + 1 < len(numbers) else None
    tail = text[one.figure.end : nearest.figure.start] if nearest else ""
    return {
        "versus_before": same_before and bool(_VERSUS.search(left)),
        "versus_after": same_after and bool(_VERSUS.search(right)),
        "and_before": same_before and bool(_AND.search(left)) and len(left) < _NEAR,
        "and_after": same_after and bool(_AND.search(right)) and len(right) < _NEAR,
        "percent_next": after is not None
        and after.figure.unit == "%"
        and bool(_OPEN_LEFT.search(right))
        and len(right) < _NEAR,
        "in_brackets_of_count": before is not None
        and before.role in (PLAIN, PEOPLE, PART, WHOLE)
        and bool(_OPEN_LEFT.search(left))
        and len(left) < _NEAR,
        "interval_next": nearest is not None
        and nearest.role in (INTERVAL, LEVEL)
        and len(tail) < _NEAR,
        "spread_next": nearest is not None and nearest.role == SPREAD and len(tail) < 8,
        "p_soon": any(m.role == P and m.figure.start < span[1] for m in numbers[i + 1 : i + 5]),
        "ratio_soon": any(
            m.role == RATIO and m.figure.start < span[1] for m in numbers[i + 1 : i + 5]
        ),
    }


_FAR: Final = 90
_NEAR: Final = 30
