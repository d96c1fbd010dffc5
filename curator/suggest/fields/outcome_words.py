"""Words around an outcome: who, compared with whom, more or less, how sure, and what happened."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from curator.domain.claims import Quantity
from curator.suggest.caseless import caseless
from curator.suggest.fields.definite import DEFINITE, Event, definite
from curator.suggest.numbers.endpoints import HARM, Endpoint, endpoints
from curator.suggest.numbers.fates import fared
from curator.suggest.numbers.roles import FOLLOW_UP, LENGTH, marked
from curator.suggest.numbers.stems import stems, stems_of

INCREASE: Final = "increase"
DECREASE: Final = "decrease"

_ANIMALS: Final = (
    r"patients?|participants?|subjects|volunteers|people|children|adults|women|men|mice|mouse|rats|"
    r"animals?|dogs|cats|monkeys|macaques|recipients|responders"
)
_GROUP: Final = rf"(?:{_ANIMALS}|controls?|groups?|arms?|cohorts?|models?|tumou?rs|placebo)"
_ARM: Final = re.compile(
    rf"[^.;,()]{{0,24}}?[)\]]?\s(?:in|among|for|with|of)\s(?:the\s|those\s)?"
    rf"(?P<arm>(?:[\w+/\u2010-\u2013-]+\s){{0,6}}?{_GROUP}"
    r"(?:\s(?:given|treated with|that received|who received|receiving|with)"
    r"(?:\s[\w+/\u2010-\u2013-]+){1,4})?)\b",
    re.IGNORECASE,
)
_COMPARED: Final = caseless(
    r"\b(?:compared (?:with|to)|versus|vs\.?|(?<!more )(?<!less )(?<!fewer )(?<!rather )than|"
    r"(?<!cells )(?<!antibodies )(?<!directed )(?<!responses )(?<!response )(?<!reaction )"
    r"(?<!reactions )(?<!protection )(?<!memory )(?<!activity )(?<!immunity )(?<!immune )"
    r"(?<!effective )(?<!vaccine )(?<!work )(?<!worked )against|"
    r"relative to)\s(?P<rest>[^.;()]{3,90})"
)
_COMPARED_CUES: Final = stems("compared versus vs than against relative")
_LEADING: Final = re.compile(
    r"^(?:(?:about|only|just|the|those(?! (?:given|treated|receiving|who|on)\b)|a median of|in|"
    r"for|of|among|with|given)\s"
    r"|(?:[\d.,]+|none|one|two|three|four|five|six|seven|eight|nine|ten)\s?"
    r"(?:%|percent|days?|weeks?|months?|years?)?(?:\s|$))",
    re.IGNORECASE,
)
_COMPARATOR_END: Final = re.compile(
    r",|\s(?:and|but|at|after|during|which|who|that (?!received|got)|while|whereas|within)\b",
    re.IGNORECASE,
)
_MORE: Final = caseless(
    r"\b(?:increas\w*|improv\w*|(?<!no )longer|(?<!or )higher|(?<!or )greater|better|(?<!or "
    r")more(?! than [0-9])|rose|rise|rising|"
    r"prolong\w*|"
    r"extend\w*|enhanc\w*|boost\w*|stronger|expand\w*|grew|gain\w*|evidence of)\b"
)
_LESS: Final = caseless(
    r"\b(?:reduc\w*|decreas\w*|(?<!or )lower\w*|(?<!or )fewer|(?<!or )less(?! than [0-9])|shorter|"
    r"fell|drop\w*|declin\w*|"
    r"shrank|shrink\w*|"
    r"shrunk|cut|halv\w*|slow\w*|smaller|diminish\w*|delay\w*)\b"
)
_HEDGE: Final = caseless(
    r"\b(?:suggest(?:s|ed|ing)?|appear(?:s|ed)?|seem(?:s|ed)?|preliminary|early|interim|"
    r"indicat(?:e|es|ed)|may|could|might|potential(?:ly)?|possibly|trend)\b"
)


def arm_at(text: str, behind: int) -> str:
    """The group that a number is said of, behind it; "" where none is named."""
    found = _ARM.match(text, behind)
    return found["arm"] if found else ""


def comparator_at(text: str, behind: int) -> str:
    """What it is compared with, without the numbers of that; "" where nothing is."""
    if _COMPARED_CUES.isdisjoint(stems_of(text)):
        return ""
    found = _COMPARED.search(text, behind)
    if found is None:
        return ""
    rest = found["rest"]
    for _ in range(_LEADING_WORDS):
        leading = _LEADING.match(rest)
        if leading is None:
            break
        rest = rest[leading.end() :]
    ended = _COMPARATOR_END.search(rest)
    words = (rest[: ended.start()] if ended else rest).strip()
    return words if _COMPARABLE.search(words) else ""


_COMPARABLE: Final = caseless(
    rf"\b{_GROUP}\b|\b(?:un(?!der|it|iv|usual)\w+ed|non-\w+|empty|ordinary|conventional|plain|"
    r"regular|mock|parental|wild-type|standard) (?:[\w-]+ ){0,5}?(?:cells?|macrophages|lymphocytes|"
    r"antibod(?:y|ies)|particles|vaccines?|virus(?:es)?|drugs?|treatments?|Tregs|TILs?)\b|"
    r"alone|care\b|therapy|\b(?:those (?:given|treated|receiving|who|on)|saline|"
    r"vehicle|chemotherapy|surgery|[a-z]{3,}(?:mab|nib|taxel|platin|rubicin|citabine|leucel|"
    r"cept|parib|trexate|lidomide|zolomide))\b"
)
"""A group, what a group is given, or a name that is formed as those of drugs are."""

_LEADING_WORDS: Final = 6


def direction_of(text: str, start: int, *, end: int) -> str:
    """More or less, by the first word that says so in a span and its neighbourhood."""
    begin, stop = max(0, start - 12), min(len(text), end + 24)
    more, less = _MORE.search(text, begin, stop), _LESS.search(text, begin, stop)
    if more and (less is None or more.start() < less.start()):
        return INCREASE
    return DECREASE if less else ""


@lru_cache(maxsize=512)
def hedge_of(text: str) -> str:
    """The words that weaken what a sentence says, joined by commas."""
    return ", ".join(dict.fromkeys(found[0].lower() for found in _HEDGE.finditer(text)))


_EVERY_CUES: Final = stems("all every each both none neither no nobody not")
_BACK_CUES: Final = stems(
    "came come returned return recovered reappeared undetectable recurred recur"
)
_GONE_CUES: Final = stems("vanished disappeared melted went resolved")
_AGAIN_CUES: Final = stems("rechallenge re reimplant reinjected second new")
_ONE_CUES: Final = stems("first second third fourth fifth sixth other last remaining another")
_CUES: Final = _EVERY_CUES | _BACK_CUES | _GONE_CUES | _AGAIN_CUES | _ONE_CUES
_EVERY: Final = caseless(
    rf"\b(?:(?:all|every|each|both)(?: of)?(?: the| these| those| our)?(?: [\w-]+){{0,2}}? "
    rf"(?:{_ANIMALS})"
    rf"|they (?:all|both)|all of them|(?:none|neither|not (?:a single )?one) of (?:(?:the|these) "
    rf"(?:[\w-]+ )?(?:{_ANIMALS}|tumou?rs|lesions)|them|these)|not (?:a single|one)"
    rf"(?: (?:{_ANIMALS}))?|no (?:[\w-]+ )?(?:{_ANIMALS})|nobody|no one)\b"
    r"(?: (?:given|treated with|that (?:received|got)|who (?:received|got)|in the)"
    r"(?: [\w-]+){1,5}?(?= (?:survived|were|had|lived|remained|was|showed|responded|stayed|"
    r"died)\b))?"
)
_THEN: Final = re.compile(
    r"(?: (?!and\b|but\b|or\b|if\b|whether\b)[\w-]+){0,3}? (?P<verb>went into|remained|achieved|"
    r"had|were|was|showed|needed|required|"
    r"experienced|developed|survived|responded|relapsed|died|stayed|became|entered|reached|"
    r"cleared|rejected|lived|recovered|made|produced|mounted|came back|"
    r"regrew|grew back|(?:has|have) (?:yet )?(?:relapsed|"
    r"died|"
    r"responded|survived|recurred|progressed)|(?:is|are) still)\b(?P<what>[^.;,()]{0,90})",
    re.IGNORECASE,
)
_WHOLE_VERBS: Final = frozenset(
    "needed required survived responded relapsed died lived recovered recurred progressed "
    "regrew".split()
)
_ALSO: Final = re.compile(
    r"\b(?P<event>were able to (?:stop|discontinue|come off|leave)|stopped taking|came off|"
    r"discontinued)\b[^.;,()]{0,70}",
    re.IGNORECASE,
)
_BACK: Final = caseless(
    r"(?:\b(?:the|their|its|her|his)\s)?(?:[\w'\u2019-]+\s){0,3}?(?:cells?|antibod(?:y|ies)|virus|"
    r"tumou?rs?|cancers?|"
    r"symptoms|disease|leuka?emia|lymphoma)\s(?P<event>(?:had\s|have\s)?(?:came back|come back|"
    r"returned|recovered|reappeared|did not (?:return|come back|recur)|(?:has|have|"
    r"had) not (?:returned|come back|recurred)|"
    r"(?:was|were|became) undetectable))\b"
)
_NO_EVENT: Final = re.compile(
    r"(?P<there>\bthere (?:was|were|have been) )?\bno (?P<event>(?!treatment|drug|toxic|therapy)"
    r"(?:[\w-]+ ){0,2}?(?:deaths?|relapses?|recurrences?|progression))\b"
    r"(?(there)|\s(?:was|were|occurred)\b(?: (?:observed|seen|reported|noted|found))?)",
    re.IGNORECASE,
)
_GONE: Final = re.compile(
    r"\b(?:the|their|his|her|its|all)\s(?:[\w-]+\s){0,2}?(?:tumou?rs?|cancers?|metastases|lesions?|"
    r"symptoms|leuk(?:a)?emia|lymphoma|melanoma|disease)\s(?:had\s)?(?:completely\s|all\s)?"
    r"(?P<event>vanished|disappeared|melted away|went away|resolved)\b"
    r"(?!\s(?:\w+\s)?in\s(?:some|many|most|several|a few))(?:\s(?:within|in|after|by)\s[^.;"
    r",]{3,24})?",
    re.IGNORECASE,
)
"""A thing with its article is gone; "tumors disappeared in many" is vague."""
_AGAIN: Final = re.compile(
    r"\b(?:rechalleng\w+|re-challeng\w+|reimplant\w+|re-?inject\w+|second time|new tumou?rs?)\b",
    re.IGNORECASE,
)
_WITHSTOOD: Final = re.compile(
    rf"\b(?:{_ANIMALS})\s(?:[\w-]+\s){{0,2}}?(?P<event>rejected|resisted|were (?:fully |"
    rf"completely )?"
    r"(?:protected|resistant)|remained tumou?r-free|did not develop)\b[^.;,()]{0,50}",
    re.IGNORECASE,
)
_ONE_OF_THEM: Final = re.compile(
    r"\b(?:the (?:first|second|third|fourth|fifth|sixth|other|last|remaining)|another)"
    r"(?: (?:patient|participant|volunteer|child|man|woman|mouse|animal|dog|one))? "
    r"(?P<verb>had|showed|achieved|went into|remained|entered|relapsed|died|responded)\b"
    r"(?P<what>(?: (?!and\b|but\b)[\w-]+){0,6})",
    re.IGNORECASE,
)


@lru_cache(maxsize=512)
def events(text: str) -> tuple[Event, ...]:
    """What a sentence says of all or none of those treated, and what came back."""
    here = stems_of(text)
    found = list(definite(text, here))
    if _CUES.isdisjoint(here):
        return tuple(found)
    if not _EVERY_CUES.isdisjoint(here):
        for every in _EVERY.finditer(text):
            found.extend(_of_everybody(text, every))
    for back in () if _BACK_CUES.isdisjoint(here) else _BACK.finditer(text):
        start = back.start()
        words = text[start : back.end()]
        found.append(Event(start, back.end(), words, "mechanism", DEFINITE))
    for none in _NO_EVENT.finditer(text) if "no" in here else ():
        kind = "survival" if "death" in none["event"].lower() else "efficacy"
        words = none["event"]
        found.append(Event(none.start(), none.end(), words, kind, "none was seen"))
    found.extend(_of_some(text, here))
    return tuple(
        one
        for i, one in enumerate(found)
        if not any(first.start < one.end and one.start < first.end for first in found[:i])
    )


def _of_some(text: str, here: frozenset[str]) -> Iterator[Event]:
    """A tumor that is gone, a challenge withstood, and what became of a single subject."""
    for gone in () if _GONE_CUES.isdisjoint(here) else _GONE.finditer(text):
        words = text[gone.start() : gone.end("event")]
        when = _time_in(text, gone.end("event"), end=gone.end())
        end = _after_time(text, gone.end("event"), end=gone.end()) if when else gone.end("event")
        yield Event(gone.start(), end, words, "efficacy", DEFINITE, when)
    if not _AGAIN_CUES.isdisjoint(here) and _AGAIN.search(text):
        for withstood in _WITHSTOOD.finditer(text):
            words = text[withstood.start("event") : withstood.end()]
            yield Event(*withstood.span(), words, "efficacy", DEFINITE)
    for one in () if _ONE_CUES.isdisjoint(here) else _ONE_OF_THEM.finditer(text):
        inside = (e for e in endpoints(text) if one.start("verb") <= e.start < one.end())
        named = next((e for e in inside if e.kind != HARM), None)
        if named:
            end = max(named.end, one.end("verb"))
            yield Event(
                one.start(),
                end,
                text[named.start : named.end],
                named.kind,
                "The words say it of one.",
            )


def _of_everybody(text: str, every: re.Match[str]) -> Iterator[Event]:
    then = _THEN.match(text, every.end())
    if then is None:
        yield from _of_all_by_class(text, every)
        return
    named = next(
        (one for one in endpoints(text[: then.end()]) if one.start >= then.start("verb")), None
    )
    verb = then["verb"].lower()
    if named and named.kind == HARM:
        return
    if named is None and not _is_whole(verb):
        yield from _of_all_by_class(text, every)
        return
    ended = _clause_end(text, then)
    words = text[named.start : named.end] if named else text[then.start("verb") : ended]
    kind = named.kind if named else "efficacy"
    why = "The words say it of all or of none."
    yield Event(every.start(), ended, words, kind, why, _time_in(text, every.start(), end=ended))
    for also in _ALSO.finditer(text, ended):
        span = also.start(), _after_time(text, also.start(), end=also.end())
        words = text[span[0] : span[1]]
        yield Event(*span, words, "efficacy", why, _time_in(text, span[0], end=span[1]))


def _of_all_by_class(text: str, every: re.Match[str]) -> Iterator[Event]:
    """What all or none did, where the class of the words alone tells it."""
    if did := fared(text, every.end()):
        words, span = text[did.start : did.end], (every.start(), did.end)
        when = _time_in(text, did.start, end=did.end)
        yield Event(*span, words, did.kind, "The words say it of all or of none.", when)


def _is_whole(verb: str) -> bool:
    """Whether a verb alone says what happened."""
    return verb in _WHOLE_VERBS or verb.endswith(" back")


def _after_time(text: str, start: int, *, end: int) -> int:
    """Behind the time in which it happened; the end of the clause where none is told."""
    times = (one.figure for one in marked(text) if one.role in (LENGTH, FOLLOW_UP))
    return next((one.end for one in times if start <= one.start and one.end <= end), end)


_AND: Final = re.compile(r"\s(?:and|but|while|whereas|although)\s", re.IGNORECASE)


def _clause_end(text: str, then: re.Match[str]) -> int:
    """Before the conjunction that starts another clause; "surgery or radiation" is one."""
    cut = _AND.search(text, then.start("what"), then.end())
    return cut.start() if cut else then.start() + len(then[0].rstrip())


def _time_in(text: str, start: int, *, end: int) -> Quantity | None:
    for one in marked(text):
        if start <= one.figure.start < end and one.role in (LENGTH, FOLLOW_UP):
            return one.figure.quantity
    return None


@dataclass(frozen=True, slots=True)
class Directed:
    """More or less of something; offsets in the text."""

    start: int
    end: int
    endpoint: str
    kind: str
    direction: str


_DEGREE: Final = (
    r"(?:(?:significant|marked|dramatic|sharp|substantial|striking|remarkabl|notabl|considerabl|"
    r"strong|clear|great|robust|statistically significant|modest|slight)(?:ly|al|ally|y|e)?\s){0,2}"
)
_SOME: Final = r"(?:many|most|some|several|a few|the majority)"
_DIRECTED_LEFT: Final = caseless(
    rf"(?:\b(?:a|an|the)\s)?\b{_DEGREE}(?:(?:improved|increased|reduced|enhanced|prolonged|higher|"
    r"lower|longer|better|greater|fewer|decreased|slowed|delayed|stronger|more robust|more durable|"
    r"superior|inferior|extended|boosted|restored)(?:\sthe)?"
    r"|(?:reductions?|decreases?|increases?|improvements?|drops?|declines?|rise|shrinkage) (?:in|"
    r"of)(?:\sthe)?"
    r"|evidence of)\s$"
)
_DIRECTED_RIGHT: Final = re.compile(
    rf"(?:\s(?:rates?|size|levels?|times?))?\s(?:(?:was|were|had|has been)\s)?{_DEGREE}(?:longer|"
    rf"better|higher|lower|"
    r"improved|reduced|increased|decreased|fell|rose|dropped|worse|shorter|prolonged|enhanced|"
    r"delayed|slowed|greater)\b(?: than (?:the )?(?:[\w-]+ ){0,2}[\w-]+)?",
    re.IGNORECASE,
)
_SOME_LEFT: Final = re.compile(
    rf"\b{_SOME}(?: of (?:the|them))?(?: [\w-]+){{0,2}}?\s(?:(?:were|was|had|have "
    rf"been)\s(?:an?\s)?)?$",
    re.IGNORECASE,
)
_SOME_RIGHT: Final = re.compile(
    rf"\s(?:was\s|were\s)?(?:observed|seen|reported|noted) in {_SOME} [\w-]+", re.IGNORECASE
)
_DIRECTED_CUES: Final = stems(
    "improved increase increased reduced reduction enhanced prolonged higher lower longer better "
    "greater fewer decrease decreased slowed delayed stronger robust durable superior inferior "
    "extended boosted restored improvement drop declined rise rose shrinkage evidence many most "
    "some several few majority fell worse shorter"
)
_LEFT_REACH: Final = 60


def directed(text: str) -> Iterator[Directed]:
    """What a sentence says became more or less, without looking for numbers."""
    if _DIRECTED_CUES.isdisjoint(stems_of(text)):
        return
    for one in endpoints(text):
        if one.kind == HARM:
            continue
        begin = max(0, one.start - _LEFT_REACH)
        left = None if one.event else _DIRECTED_LEFT.search(text, begin, one.start)
        right = _DIRECTED_RIGHT.match(text, one.end)
        some = _SOME_LEFT.search(text, begin, one.start) if one.event else None
        if left or right or some or _SOME_RIGHT.match(text, one.end):
            yield _directed(text, one, left=left or some, right=right)


def _directed(
    text: str, one: Endpoint, *, left: re.Match[str] | None, right: re.Match[str] | None
) -> Directed:
    behind = right or _SOME_RIGHT.match(text, one.end)
    start = left.start() if left else one.start
    end = behind.end() if behind else one.end
    said = direction_of(text[start:end], 0, end=end - start)
    return Directed(start, end, text[one.start : one.end], one.kind, said)
