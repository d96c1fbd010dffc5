"""Results of a sentence: a value with what it was measured on, its n of N, p, interval and time.

Only what stands together is put together: the count in whose brackets a percentage stands, the
interval behind a value, the time that the words name.  Nothing is computed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from curator.suggest.caseless import caseless
from curator.suggest.numbers.changes import is_more, is_threshold
from curator.suggest.numbers.completed import AFTER_POINT, completed
from curator.suggest.numbers.counts import is_count, is_last_of_clause
from curator.suggest.numbers.durations import is_day_of_event, is_duration
from curator.suggest.numbers.endpoints import Endpoint, endpoints
from curator.suggest.numbers.fates import fared
from curator.suggest.numbers.figures import Figure
from curator.suggest.numbers.result import CHANGE, DURATION, Result
from curator.suggest.numbers.roles import (
    AGE,
    FOLD,
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
    WHOLE,
    Marked,
    P,
    marked,
)
from curator.suggest.numbers.stems import stems, stems_of
from curator.suggest.numbers.unnamed import unnamed

_REACH: Final = 110
_ON: Final = r"(?:[^.;]|(?<=\w)\.(?=\w))"
"""A character of the same clause: a full stop only inside a number or a name."""
_OPENS: Final = re.compile(r"[^.;,()\[\]]{0,40}[(\[]\s?(?:n\s?=\s?)?$", re.IGNORECASE)
_COUNT_BEHIND: Final = re.compile(r"\s?[(\[,;]\s?(?:n\s?=\s?|\w+\s)?$", re.IGNORECASE)
_BY: Final = re.compile(
    r"\b(?:fell|dropped|decreas\w+|increas\w+|rose|reduc\w+|declin\w+|improv\w+|cut\w*|shrank|"
    rf"climb\w*|jump\w*|soar\w*|plung\w*|plummet\w*|sank|recovered|"
    rf"extend\w+|prolong\w+|lower\w+|rais\w+|boost\w+|slow\w+|grew|lengthen\w+)\b{_ON}{{0,70}}?"
    r"\b(?:by|of|to|from)\s(?:an?\s(?:average|mean|median)\sof\s|(?:a\s)?(?:more|less|about|nearly|"
    r"almost|over|up|at|than|least|roughly|some|to)\s){0,4}$",
    re.IGNORECASE,
)
_CHANGED: Final = re.compile(
    r"\s?-?\s?(?:reductions?|increases?|decreases?|lower|higher|greater|more|fewer|less|longer|"
    r"shorter|improvements?|drops?|rise|cut|decline|logs?|as (?:long|likely|high|"
    r"often))\b",
    re.IGNORECASE,
)
_LASTED: Final = re.compile(
    r"\b(?:survival|PFS|OS|EFS|DFS|TTP|lived|surviv\w+|time to|duration of (?:response|remission)|"
    rf"progression|lifespan|not reached|(?:responses?|remissions?|"
    rf"protection|effects?|benefits?|immunity|relief|improvements?|control) "
    rf"lasted)\b{_ON}{{0,110}}$",
    re.IGNORECASE,
)
_LASTED_BY: Final = re.compile(
    r"(?:\b(?:was|were|is|of|by|an average of|a mean of|lasted|to|from|and|or|reached|only|about|"
    r"lived|survived)|\bv|\bvs\.?|\bversus|compared (?:with|to)|against|than|[:=,(])\s?$"
    r"|^\s?$|\b(?:survival|PFS|OS|EFS|DFS|TTP)\s(?:time\s)?$",
    re.IGNORECASE,
)
_COUNTED_EVENT: Final = re.compile(
    r"(?:\s\w+){0,5}?\s(?<!with )(?<!for )(?<! or )(?:had(?! (?:been|to|received|undergone|prior|"
    r"previously|stage|an? (?:median|mean|average)))|have had|"
    r"achieved|developed|experienced|showed|responded|died|"
    r"relapsed|"
    r"progressed|survived|remained|recovered|reported|were alive|were cured|were free|went into|"
    r"lost|(?:were|are) (?:still )?(?:in (?:[\w-]+ )?remission|negative|"
    r"(?:disease|tumou?r|cancer)-free)|"
    r"reached|cleared|rejected|was alive|entered)\b",
    re.IGNORECASE,
)
_CHANGE_CUES: Final = stems(
    "fell dropped decreased increased rose reduced declined improved cut cuts cutting shrank "
    "extended prolonged lowered raised boosted slowed grew lengthened went climbed jumped soared "
    "plunged plummeted sank recovered"
)
_PLAIN_EVENT: Final = re.compile(
    r"\s(?:also\s|then\s)?(?:(?:were|was|tested|became|turned)\s(?:alive|negative)|achieved|"
    r"developed|responded|died|relapsed|progressed|survived|had)\b"
    r"(?! (?:received|been|undergone|prior|previously|an? (?:median|mean|average)))",
    re.IGNORECASE,
)
_GREW: Final = re.compile(
    r"\b(?:expanded|increased|rose|fell|dropped|decreased|grew|improved|reduced)\s(?:about\s|"
    r"over\s)?$",
    re.IGNORECASE,
)
_FROM_TO: Final = re.compile(
    r"\b(?:fell|dropped|decreased|declined|rose|increased|improved|reduced|went|climbed|jumped|"
    rf"plunged|sank)\b{_ON}{{0,40}}?\bfrom\s(?:a\s(?:mean|median)\sof\s)?[0-9.,]{{1,9}}"
    r"(?:\s(?:an?|per)\s(?:day|week|month|year))?\sto\s$",
    re.IGNORECASE,
)
_HAPPENED_IN: Final = re.compile(
    r"\b(?:occurred|reported|observed|seen|noted|developed|achieved|tumou?rs?|cured|eliminated|"
    r"cleared|eradicated|responses?|remission|regress\w+|no (?:signs?|evidence|traces?) of|"
    r"disappeared|shrank|vanish\w*|fell|rose|"
    r"undetectable|resolved|improved|recovered)\b"
    r"[^.;,]{0,40}?\b(?:in|by|for|among)\s(?:only\s|all\s|just\s|about\s)?$",
    re.IGNORECASE,
)
_ACTED: Final = re.compile(
    r"\b(?:shr[au]nk|eased|relieved|reduced|cured|cleared|eliminated|eradicated|controlled|"
    r"improved|"
    r"destroyed|slowed|halted|stopped|boosted|restored|reversed)\s(?!\w+ly\b)(?!in\b|for\b|among\b|"
    r"by\b)[^.;,()]{1,40}?\s(?:in|for|among)\s$",
    re.IGNORECASE,
)
"""A treatment that did something to a thing in so many: they are who was treated."""
_TAKEN: Final = re.compile(
    r"\b(?:enrol+(?:ed|s|ing)|recruit\w+|included|treated|involv\w+|given to|dosed|assigned|"
    r"not|randomi[sz]ed|neither of (?:the|these)|none of (?:the|these)|both|neither|no|every|any|"
    r"each)\s$",
    re.IGNORECASE,
)
_OF_GROUP: Final = re.compile(
    rf"\sof\s(?:the|these|those|our)\s(?:[\w-]+\s){{0,3}}?(?:{PEOPLE_WORDS})\b"
    r"(?:\s(?:who|that|which|given|treated|receiving|in|on|with)\b(?:\s[\w-]+){1,5}?(?=\s))?",
    re.IGNORECASE,
)
_ALL: Final = re.compile(
    r"\b(?:all|all of the|each of the|every one of the|every one of|all of)\s$", re.IGNORECASE
)
_METHODS: Final = caseless(
    r"\b(?:designed to|powered|to detect|power|confidence|significance level|alpha|purity|"
    r"viability|transduc\w+|planned|cut-?off|"
    r"threshold|defined as|eligib\w+|identity|homology|humidity|CO2|confluen\w+|discount|owned|"
    r"shares?|stake|revenue|market|tax|funding|price|cost)\b"
)


@lru_cache(maxsize=512)
def results(text: str) -> tuple[Result, ...]:
    """The results that a sentence states with numbers, in order."""
    numbers = marked(text)
    if not numbers:
        return ()
    named = endpoints(text)
    found: list[Result] = []
    used: set[int] = set()
    for i in range(len(numbers)):
        if i in used:
            continue
        known = _result(text, numbers, i, named=named, used=used)
        found.extend([known] if known else unnamed(text, numbers, i=i, used=used))
    whole = [completed(text, numbers, one=one) for one in _compared(text, found)]
    spans = [(one.start, one.end) for one in whole if one.measure != DURATION]
    return tuple(
        one
        for one in whole
        if one.measure != DURATION or not any(a < one.end and one.start < b for a, b in spans)
    )


_AGAINST: Final = re.compile(
    r"(?:(?P<versus>\bcompared (?:with|to)|\bversus|\bvs?\.?|\bagainst|\bthan|\bwhereas|\bwhile)"
    r"|\band|\bor|,)\s(?:only\s|a\smedian\sof\s|just\s)?$",
    re.IGNORECASE,
)


def _compared(text: str, found: Sequence[Result]) -> Iterator[Result]:
    """Give what a result is compared with the outcome of the first."""
    before: Result | None = None
    for one in found:
        result = one
        if before and before.measure == one.measure and before.endpoint:
            joined = _AGAINST.search(text, before.end, one.start)
            own = one.endpoint is not None and one.endpoint.start > before.end
            if joined and (joined["versus"] or not own):
                result = replace(one, endpoint=before.endpoint)
        yield result
        before = result


_NEVER: Final = frozenset((P, INTERVAL, LEVEL, AGE, FOLLOW_UP, WHOLE))
"""Roles of numbers that go with a result and are none."""


def _result(
    text: str, numbers: Sequence[Marked], i: int, *, named: Sequence[Endpoint], used: set[int]
) -> Result | None:
    """The result with an outcome that has a name of its own."""
    one = numbers[i]
    figure = one.figure
    if one.role in _NEVER or not (named or one.role in (RATIO, FOLD)):
        return None
    measure = _measure(text, numbers, i)
    if not measure:
        return None
    endpoint = _response(text, named, one) or _nearest(text, named, figure)
    if endpoint is None and measure == "fold_change":
        endpoint = is_more(text, figure)
    if _NOT_BEGUN.match(text, figure.end):
        return None
    if one.role == PERCENT and _SPREAD_OUT.search(text, max(0, figure.start - 60), figure.start):
        return None
    if endpoint is None and measure not in ("hazard_ratio", "fold_change"):
        return None
    if one.role in (PERCENT, FOLD, RATIO) and _METHODS.search(
        text, max(0, figure.start - 30), min(len(text), figure.end + 30)
    ):
        return None
    result = Result(figure.start, figure.end, measure, figure, endpoint)
    everybody = _ALL.search(text, max(0, figure.start - 24), figure.start)
    if one.role == PERCENT:
        result = _with_counts(text, numbers, i, result=result, used=used)
        follows = numbers[i + 1] if figure.share and i + 1 < len(numbers) else None
        if follows and follows.figure.whole and _HALF_OF.match(text, figure.end, follows.figure.at):
            used.add(i + 1)
            result = replace(result, of=follows.figure, end=follows.figure.end)
    elif one.role == PART and one.partner is not None:
        whole = numbers[one.partner].figure
        used.add(one.partner)
        result = replace(result, value=None, n=figure, of=whole, end=whole.end)
    elif one.role in (PEOPLE, PLAIN) and measure == "count":
        of, every = (figure, "all") if everybody else (_of_those(text, numbers, i), "")
        result = replace(result, value=None, n=figure, of=of, every=every)
    return result


def _response(text: str, named: Sequence[Endpoint], one: Marked) -> Endpoint | None:
    """The responses that a number counts: "three complete responses"."""
    counted = _RESPONSES.match(text, one.figure.end) if one.role == PLAIN else None
    if counted is None:
        return None
    return next((e for e in named if one.figure.end < e.start < counted.end()), None)


_SPREAD_OUT: Final = re.compile(
    r"\b(?:is|are)\s(?:\w+ly\s)?(?:found|present|expressed|overexpressed|seen|carried|mutated|"
    r"produced|made|displayed)\s(?:on|in|by|at)\s(?:the\s(?:surface|cells)\sof\s)?$",
    re.IGNORECASE,
)
"""How common a protein or a mutation is: "is found on more than 80% of these tumors"."""
_NOT_BEGUN: Final = re.compile(
    r"[^.;,]{0,50}?\b(?:before|prior to|without) (?:the |any |receiving |getting )?(?:infusions?|"
    r"treatment|dosing|therapy|transplant\w*|the cells|they)\b",
    re.IGNORECASE,
)
"""What became of those who were not treated after all."""
_OF_THOSE: Final = re.compile(r"(?:^|[.;]\s)(?:of|among)\s(?:the\s|these\s|all\s)?$", re.I)
_THOSE: Final = re.compile(
    rf"\s(?:[\w-]+\s){{0,3}}?(?:{PEOPLE_WORDS})(?:\s[\w-]+){{0,4}},\s$", re.I
)


def _of_those(text: str, numbers: Sequence[Marked], i: int) -> Figure | None:
    """The N of "Of the nine patients, four ..."; None where the words do not say so."""
    before = numbers[i - 1].figure if i else None
    one = numbers[i].figure
    if before is None or before.whole is None or (one.whole or 0) > before.whole:
        return None
    begun = _OF_THOSE.search(text, max(0, before.start - 12), before.start)
    return before if begun and _THOSE.fullmatch(text, before.end, one.start) else None


def _measure(text: str, numbers: Sequence[Marked], i: int) -> str:
    """What kind of result a number is, by its role and its words; "" where it is none."""
    one = numbers[i]
    figure = one.figure
    begin = max(0, figure.start - _REACH)
    if one.role == PERCENT:
        return "proportion"
    if one.role == RATIO:
        return _ratio_of(text, figure)
    if one.role == FOLD:
        change = (
            _CHANGED.match(text, figure.end)
            or _BY.search(text, begin, figure.start)
            or _GREW.search(text, begin, figure.start)
        )
        return "fold_change" if change else ""
    if one.role == LENGTH:
        return _measure_of_time(text, numbers, i)
    if one.role == PART and one.partner is not None:
        percent = numbers[one.partner + 1] if one.partner + 1 < len(numbers) else None
        if (
            percent
            and percent.role == PERCENT
            and _OPENS.fullmatch(text, numbers[one.partner].figure.end, percent.figure.start)
        ):
            return ""
        if _WERE_SO.match(text, numbers[one.partner].figure.end):
            return ""
        return "count" if is_count(text, i, numbers=numbers) else ""
    if one.role == PLAIN and is_day_of_event(text, figure):
        return DURATION
    if one.role in (PEOPLE, PLAIN) and figure.whole is not None and _is_event(text, numbers, i):
        return "count"
    return _measure_of_change(text, one)


def _is_event(text: str, numbers: Sequence[Marked], i: int) -> bool:
    """Whether a count is of those to whom something happened; one with a percentage is not."""
    one, figure = numbers[i], numbers[i].figure
    follows = numbers[i + 1] if i + 1 < len(numbers) else None
    if (
        follows
        and follows.role == PERCENT
        and _OPENS.fullmatch(text, figure.end, follows.figure.start)
    ):
        return False
    if _TAKEN.search(text, max(0, figure.start - 24), figure.start):
        return False
    if one.role == PLAIN and (
        is_last_of_clause(text, figure) or _RESPONSES.match(text, figure.end)
    ):
        return True
    group = _OF_GROUP.match(text, figure.end) if one.role == PLAIN else None
    if one.role == PLAIN and _WHOLLY.match(text, figure.end):
        return True
    if one.role == PLAIN and not group:
        return bool(_PLAIN_EVENT.match(text, figure.end))
    event = _COUNTED_EVENT.match(text, group.end() if group else figure.end)
    if event:
        return not _RELATIVE.search(event[0]) or fared(text, figure.end) is not None
    begin = max(0, figure.start - _REACH)
    happened = _HAPPENED_IN.search(text, begin, figure.start)
    return bool(happened) and not _ACTED.search(text, begin, figure.start)


_SORT: Final = (
    r"(?:complete|partial|objective|clinical|minor|major|mixed|confirmed|molecular|metabolic)"
)
_RESPONSES: Final = re.compile(
    rf"\s(?:(?:very good|stringent|confirmed|durable|lasting|ongoing|pathologic\w*)\s)?{_SORT}"
    rf"(?:,?\s(?:and|or)\s[\w-]+\s{_SORT}|,\s[\w-]+\s{_SORT})*"
    rf"\s(?:(?:metabolic|clinical|pathologic\w*|molecular|tumou?r)\s)?"
    r"(?:responses?|remissions?|regressions?)\b",
    re.IGNORECASE,
)
"""Counted responses: "three complete responses", "two complete and five partial remissions"."""
_WHOLLY: Final = re.compile(
    r"\sof (?:them|these|those|whom) (?:completely|partially|partly|fully|entirely)\b",
    re.IGNORECASE,
)
_RELATIVE: Final = re.compile(r"\b(?:who|that|which|whose)\b", re.IGNORECASE)
_WERE_SO: Final = re.compile(
    rf"(?:\s(?:{PEOPLE_WORDS}))?(?:\s(?:who\s(?:were\s)?)?(?:enrolled|treated|included))?\shad\s"
    r"(?:(?!no\b|new\b)[\w-]+\s){0,2}?(?:metastas[ie]s|stage|mutations?|prior|previous\w*)\b",
    re.IGNORECASE,
)
"""How those were who took part."""
_DIFFERENCE: Final = re.compile(
    r"\bdifferences?(?:\sin\s[\w -]{3,30})?(?:,|:|\s=|\sof|\swas)?\s$", re.IGNORECASE
)


def _measure_of_change(text: str, one: Marked) -> str:
    figure = one.figure
    begin = max(0, figure.start - _REACH)
    if one.role == PLAIN and not figure.year and _DIFFERENCE.search(text, begin, figure.start):
        return "difference"
    if figure.unit == "{log10}":
        changed = _CHANGED.match(text, figure.end) or _BY.search(text, begin, figure.start)
        return "difference" if changed else ""
    if one.role != PLAIN or figure.year or _CHANGE_CUES.isdisjoint(stems_of(text)):
        return ""
    if _FROM_TO.search(text, begin, figure.start):
        return CHANGE
    if by_what := _BY.search(text, begin, figure.start):
        if is_threshold(text, figure, verb=by_what.start()):
            return ""
        by = bool(figure.unit) and text[begin : figure.start].lower().endswith(" by ")
        return "difference" if by or _CHANGED.match(text, figure.end) else ""
    return ""


def _ratio_of(text: str, figure: Figure) -> str:
    before = text[max(0, figure.at - 40) : figure.at].lower()
    if "odds" in before or before.rstrip(" =:,").endswith("or"):
        return "odds_ratio"
    if "risk" in before or before.rstrip(" =:,").endswith("rr"):
        return "risk_ratio"
    return "hazard_ratio"


def _measure_of_time(text: str, numbers: Sequence[Marked], i: int) -> str:
    figure = numbers[i].figure
    if figure.linked:
        return ""
    if is_duration(text, figure):
        begin = max(0, figure.start - 12)
        return "median" if "median" in text[begin : figure.start].lower() else DURATION
    if figure.quantity.op in ("<=", "up_to"):
        return ""
    begin = max(0, figure.start - _REACH)
    lasted = _LASTED.search(text, begin, figure.start)
    if lasted is None or AFTER_POINT.match(text, figure.end):
        return ""
    if not _LASTED_BY.search(text, lasted.start(), figure.start):
        return ""
    return "median" if "median" in text[begin : figure.start].lower() else "mean"


def _with_counts(
    text: str, numbers: Sequence[Marked], i: int, *, result: Result, used: set[int]
) -> Result:
    """Add the count in whose brackets a percentage stands, or that stands in its own."""
    figure = numbers[i].figure
    before = numbers[i - 1] if i else None
    if before and _OPENS.fullmatch(text, before.figure.end, figure.start):
        if before.role == WHOLE and before.partner is not None:
            part = numbers[before.partner].figure
            return replace(result, n=part, of=before.figure, start=part.start)
        if before.role in (PEOPLE, PLAIN) and before.figure.whole is not None:
            return replace(result, n=before.figure, start=before.figure.start)
    after = numbers[i + 1] if i + 1 < len(numbers) else None
    behind = after and _COUNT_BEHIND.fullmatch(text, figure.end, after.figure.at)
    if after and behind and after.role == PART and after.partner is not None:
        whole = numbers[after.partner].figure
        used.update((i + 1, after.partner))
        return replace(result, n=after.figure, of=whole, end=whole.end)
    return result


def _nearest(text: str, named: Sequence[Endpoint], figure: Figure) -> Endpoint | None:
    """The outcome that a number belongs to: near, before rather than behind, in its clause."""
    best: tuple[int, Endpoint] | None = None
    for one in named:
        if one.start < figure.end and figure.start < one.end:
            distance = 0
        elif one.end <= figure.start:
            distance = figure.start - one.end + _crossed(text, one.end, figure.start)
        elif "(" in text[figure.end : one.start]:
            continue
        else:
            distance = (one.start - figure.end) + 8 + _crossed(text, figure.end, one.start)
        if distance < _FAR and (best is None or distance < best[0]):
            best = distance, one
    return best[1] if best else None


def _crossed(text: str, start: int, end: int) -> int:
    return 25 * sum(
        text.count(sign, start, end)
        for sign in (";", ", ", " and ", " while ", " whereas ", " but ")
    )


_HALF_OF: Final = re.compile(r"\sof\s(?:the\s|all\s|these\s|those\s)?$", re.IGNORECASE)
_FAR: Final = 150
