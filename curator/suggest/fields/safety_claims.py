"""Where a sentence says that it was safe, that a harm did not occur, or that nobody knows.

A denied name of harm is a claim ("none of them had to be moved to intensive care"); what is
designed, hoped or asked for is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from curator.suggest.context import scopes_of
from curator.suggest.numbers.endpoints import HARM, Endpoint, endpoints
from curator.suggest.numbers.stems import stems, stems_of


class Span(NamedTuple):
    """Characters of a sentence."""

    start: int
    end: int


_HOW: Final = r"(?:(?!not\b|poorly\b|badly\b)\w+,?\s){0,3}?"
_TOLERATED: Final = re.compile(
    r"\b(?:was|were|proved|appeared|appears|seemed|(?:has|have|had) been|being|is|are)"
    rf"(?:,\s(?:overall|on the whole|in general|however),)?\s(?:to be\s)?{_HOW}(?:safe and )?"
    r"(?:well[- ]tolerated|tolerated well|tolerable|safe)\b"
    r"|\btolerated\s(?:the\s|their\s|this\s|these\s|it\b|them\b)(?:\s?[\w-]+){0,4}?\s(?:very\s|"
    r"quite\s|generally\s)?well\b"
    r"|\bside[ -]effects?\b(?:\s[\w-]+){0,4}?\s(?:was|were|proved|remained)\s(?:\w+ly\s|all\s)?"
    r"(?:manageable|acceptable|tolerable|treatable|limited(?! to)|few|rare|minor|minimal)\b"
    r"|\b(?:had|caused|produced|showed)\s(?:only\s|very\s)?(?:few|hardly any|minimal|little|almost "
    r"no)\s(?:[\w-]+\s)?(?:side[ -]effects|toxicity|adverse \w+)\b"
    r"|\b(?:favou?rable|acceptable|manageable|good|excellent|reassuring|clean)\s(?:overall\s)?"
    r"(?:safety|tolerability)(?:\s(?:and|/)\s(?:safety|tolerability))?(?:\sprofile)?\b",
    re.IGNORECASE,
)
_SPARED: Final = re.compile(
    r"\b(?:did not|didn['\u2019]t|do not|does not|without)\s(?:visibly\s|apparently\s|"
    r"noticeably\s)?"
    r"(?:harm|damage|attack|affect|injure|touch|hurt|destroy|kill)(?:ing)?\s(?:the\s|"
    r"any\s|other\s)?"
    r"(?:surrounding\s)?(?:healthy|normal|noncancerous|non-cancerous)\s[\w-]+"
    r"|\b(?:left|leaving|kept)\s(?:the\s)?(?:healthy|normal)\s(?:[\w-]+\s){1,2}?(?:unharmed|intact|"
    r"alone|unscathed|undamaged|untouched)\b"
    r"|\b(?:healthy|normal)\s(?:[\w-]+\s){1,2}?(?:(?:was|were|remained|stayed)\s(?:unharmed|intact|"
    r"unscathed|undamaged|untouched|unaffected|spared)|(?:was|were)\snot\s(?:\w+\s)?(?:harmed|"
    r"damaged|attacked|affected|injured|hurt))\b",
    re.IGNORECASE,
)
_STEADY: Final = re.compile(
    r"\b(?:kept|maintained|held|retained)\s(?:their|its)\s(?:body\s)?weights?\b"
    r"|\b(?:body\s)?weights?\s(?:was|were|remained|stayed)\s(?:stable|unchanged|constant|steady|"
    r"normal|unaffected|the same)\b"
    r"|\b(?:liver|kidney|blood)\s(?:values|tests|enzymes?|function)\s(?:was|were|remained|stayed)\s"
    r"(?:\w+ly\s)?(?:normal|unchanged|stable|unremarkable|the same|similar)\b"
    r"|\blevels? of (?:the )?liver enzymes?(?:\s[A-Z]{2,4})?\s(?:was|were|remained|stayed)\s"
    r"(?:normal|unchanged|stable|the same|similar)\b",
    re.IGNORECASE,
)
_NO_HARM: Final = re.compile(
    r"\b(?:no|not any|neither|nor|without)\s(?!other\b|further\b|additional\b)"
    r"(?:[\w-]+\s){0,3}?(?:such\s)?(?P<harm>damage|toxic\w*|"
    r"harm|injur(?:y|ies)|autoimmunity|autoimmune \w+|graft-versus-host disease|"
    r"(?:neurological|clinical|behaviou?ral) (?:signs|changes|symptoms)|"
    r"signs? of (?:illness|distress|toxicity|disease in|sickness|harm|damage|rejection)|"
    r"(?:treatment|drug|therapy|vaccine)-related (?:deaths?|mortality)|"
    r"deaths? (?:related|due|linked|"
    r"attributed) to (?:the )?\w+|safety (?:signals?|concerns?|issues?|problems?)|infections?|"
    r"cross-reactions?|off-target \w+|adverse \w+|side[ -]effects?|problems)\b",
    re.IGNORECASE,
)
_NOBODY_DIED: Final = re.compile(
    r"\b(?:no|none|nobody|neither|not one|no one)\b(?:\sof\s(?:the|them|these|those))?"
    r"(?:\s[\w-]+){0,3}?\s(?:has\s|have\s|had\s)?died\s(?:of|from|because of|as a result of|due to)"
    r"\s(?:the|their|its|an?)\s(?:treatment|therapy|infusion|cells|drug|vaccine|side|injection)\w*",
    re.IGNORECASE,
)
_NOT_SEEN: Final = re.compile(
    r"\b(?:toxicit(?:y|ies)|neurotoxicity|cytokine release syndrome|graft-versus-host disease|"
    r"(?:serious |severe )?(?:side[ -]effects?|adverse (?:events?|effects?)|"
    r"infections?))\s(?:of any "
    r"grade\s)?(?:(?:was|were)\snot\s(?:observed|seen|reported|found|noted)|did not occur)\b",
    re.IGNORECASE,
)
_NOBODY_STOPPED: Final = re.compile(
    r"\b(?:no|none|nobody|neither)\b[^.;]{0,40}?\b(?:stop|stopped|discontinued?|dropped out|left|"
    r"withdrew|interrupted?)\b[^.;]{0,40}?\b(?:because of|due to|owing to)\s(?:side|"
    r"adverse|tox|its "
    r"side|their side)\w*(?:\s(?:effects?|events?))?",
    re.IGNORECASE,
)
_NONE_INFECTED: Final = re.compile(
    r"\b(?:no (?:patients?|children|participants?|one)|none of (?:the|them|"
    r"these)(?:\s[\w-]+){0,2}?|"
    r"nobody)\s(?:had|developed|suffered|got|experienced)\s(?:an?\s|any\s)?(?:serious\s|severe\s)?"
    r"infections?\b",
    re.IGNORECASE,
)
_WEIGHT: Final = re.compile(
    r"\b(?:did not|didn['\u2019]t|never)\s(?:lose|shed)\s(?:any\s|body\s)?weight\b", re.IGNORECASE
)
_HAPPENED: Final = re.compile(
    r"\b(?:was|were|had|did|found|saw|seen|observed|occurred|caused|showed|developed|experienced|"
    r"reported|noted|shrank|needed|required|died|lost|suffered|has been|have been|became|without|"
    r"caused|led|[a-z]{3,}ed)\b",
    re.IGNORECASE,
)
_NOT_FOUND: Final = re.compile(
    r"\b(?:avoid\w*|designed|eligib\w+|exclud\w+|includ\w+ patients|enrol\w+|take part|took part|"
    r"could (?!be\b)|can\b|will|would|want\w*|hope\w*|aim\w*|whether|if|because(?! of)|"
    r"lack of|history|"
    r"prior|previous\w*|often|usually|typically|normally|so that|in order|to (?:avoid|"
    r"prevent|spare|"
    r"reduce)|expected|infections? (?:in|among) vaccinated|vaccin\w+ [^.]{0,40}infections?|"
    r"examined)\b",
    re.IGNORECASE,
)
_MAY_DENY: Final = frozenset(
    ("no", "not", "none of", "neither", "nor", "never", "without", "didn't", "absence of")
)
_BARE: Final = re.compile(
    r"without\s(?:(?:causing|any|signs?|evidence|severe|serious|inducing|triggering|"
    r"obvious|visible|"
    r"apparent|noticeable|major|significant|producing|provoking|further|of|new)\s)*$",
    re.IGNORECASE,
)
_WELL_CUES: Final = stems("safe safety tolerated tolerable side tolerability")
_STEADY_CUES: Final = stems("weight weights liver kidney blood levels level")
_NO_CUES: Final = stems(
    "no not none neither nor never without nobody didn kept left healthy normal"
)
_HARM_CUES: Final = stems(
    "damage toxic toxicity harm injury autoimmunity autoimmune graft neurological clinical "
    "behavioral behavioural sign signs treatment drug therapy vaccine death deaths "
    "safety infection "
    "cross off adverse side problems healthy normal died lose shed"
)


def claims(text: str) -> Iterator[Span]:
    """Places where a sentence claims safety; the first of them is enough."""
    here = stems_of(text)
    if not _WELL_CUES.isdisjoint(here):
        for found in _TOLERATED.finditer(text):
            yield Span(found.start(), found.end())
    if not _STEADY_CUES.isdisjoint(here):
        for found in _STEADY.finditer(text):
            yield Span(found.start(), found.end())
    if _NO_CUES.isdisjoint(here):
        return
    harms = [one for one in endpoints(text) if one.kind == HARM]
    told = not _HARM_CUES.isdisjoint(here)
    if not (harms or told) or _NOT_FOUND.search(text) or not _HAPPENED.search(text):
        return
    for pattern in (_SPARED, _NOBODY_DIED, _WEIGHT) if told else ():
        for found in pattern.finditer(text):
            yield Span(found.start(), found.end())
    yield from _denied(text, harms)
    for pattern in (_NOT_SEEN, _NOBODY_STOPPED, _NONE_INFECTED) if told or harms else ():
        for found in pattern.finditer(text):
            yield Span(found.start(), found.end())
    for found in _NO_HARM.finditer(text) if told else ():
        yield _clause(text, found.start(), found.end())


def _denied(text: str, harms: Sequence[Endpoint]) -> Iterator[Span]:
    """Names of harm that a negation covers."""
    for scope in scopes_of(text) if harms else ():
        trigger = scope.trigger.lower().replace("\u2019", "'")
        if scope.kind != "negated" or trigger not in _MAY_DENY:
            continue
        if _ELSE.match(text, scope.start):
            continue
        for one in harms:
            if not scope.start <= one.start < scope.end:
                continue
            start = scope.start - len(scope.trigger)
            bare = trigger == "without" and not _BARE.search(text, start, one.start)
            if not bare:
                yield _clause(text, start, one.end)


_ELSE: Final = re.compile(r"\s?(?:other|further|additional|more)\b", re.IGNORECASE)
"""No other harm is harm that was told of."""
_TO: Final = re.compile(
    r"(?:[,\s](?:and|or|nor)?\s?(?!but\b|while\b|whereas\b)[\w-]+){0,6}?\s(?:was|"
    r"were)\s(?:observed|"
    r"seen|"
    r"reported|noted|found|recorded|detected)\b",
    re.IGNORECASE,
)


def _clause(text: str, start: int, end: int) -> Span:
    """With "were observed" behind it and the subject of a verb that is denied."""
    behind = _TO.match(text, end)
    low = max(text.rfind(sign, 0, start) for sign in (". ", "; ", ": ", ", "))
    begin = low + 2 if low >= 0 else 0
    subject = _SUBJECT.match(text, begin, start)
    return Span(begin if subject else start, behind.end() if behind else end)


_SUBJECT: Final = re.compile(r"(?!and\b|but\b)[A-Za-z][\w -]{2,50}\s(?:did\s)?$", re.IGNORECASE)
_SAFE: Final = r"\bsafe(?:ty|ly|r)?\b"
_UNKNOWN: Final = (
    r"(?:unknown|unclear|uncertain|an open question|open|not (?:yet )?(?:known|clear|established|"
    r"certain)|to be (?:seen|shown|determined|established))"
)
_SHOWN: Final = (
    r"(?:shown|proven|proved|established|tested|confirmed|demonstrated|assessed|evaluated|examined|"
    r"studied|determined|found|verified|investigated)"
)
_MUST: Final = (
    r"(?:must|needs? to|has to|have to|has yet to|have yet to|(?:still )?(?:has|have) to|"
    r"remains? to|should|will have to|will need to)(?: still| first| now| also| be)*"
)
_OPEN: Final = (
    re.compile(
        rf"\b(?:whether|if|how)\b[^.;]{{0,70}}?{_SAFE}[^.;]{{0,60}}?\b(?:is|are|remains?|was)\s"
        rf"(?:\w+\s)?{_UNKNOWN}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:(?:it\s)?(?:remains?|is|are)\s(?:\w+\s)?{_UNKNOWN}|(?:we|they|researchers|"
        rf"scientists|"
        r"nobody|no one|doctors)\s(?:do not|don['\u2019]t|does not|cannot|can)?\s?(?:yet\s|"
        r"really\s)?"
        rf"(?:knows?|say|tell))\s(?:yet\s)?(?:if|whether|how)\b[^.;]{{0,90}}?{_SAFE}[^.;,]{{0,30}}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?:\b(?:the|its|"
        rf"their)\s)?{_SAFE}[^.;,]{{0,60}}?\b{_MUST}\s(?:be\s)?{_SHOWN}\b[^.;,]{{0,30}}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?:\b(?:the|this|it)\s(?:[\w-]+\s){{0,2}}?)?\b{_MUST}\s(?:(?:be\s)?{_SHOWN}|prove|"
        rf"show)\b"
        rf"[^.;,]{{0,50}}?{_SAFE}[^.;,]{{0,30}}",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:(?:[\w-]+\s)?[\w-]+\s)?(?:(?:is|are) (?:still )?(?:needed|required|necessary)|"
        r"needed)\sto\s(?:determine|establish|confirm|show|know|prove|find out|see|learn|tell|test)"
        rf"\s[^.;]{{0,60}}?{_SAFE}[^.;,]{{0,40}}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{_SAFE}[^.;,]{{0,40}}\b(?:not (?:yet )?(?:known|established|clear)|unknown|"
        rf"remains? (?:to "
        r"be|unclear|unknown))[^.;,]{0,40}",
        re.IGNORECASE,
    ),
)
_OPEN_CUES: Final = stems("safe safety safely safer")


def open_at(text: str) -> Span | None:
    """Where a sentence says that safety is still to be shown; None where it does not."""
    if _OPEN_CUES.isdisjoint(stems_of(text)):
        return None
    for pattern in _OPEN:
        if found := pattern.search(text):
            return Span(*found.span())
    return None


_LISTED: Final = re.compile(
    r"\b(?:(?:most|all|common|frequent|main|only|reported|the|other|observed)\s){0,4}(?:side[ "
    r"-]effects?|adverse (?:events?|effects?|reactions?)|toxicit(?:y|ies)|reactions?)\b"
    r"(?:\s(?!but\b)[\w-]+){0,5}?\s(?:were|was|included?|consisted of|comprised|limited to)\b"
    r"[^.;]{3,110}",
    re.IGNORECASE,
)
_SIDE_CUES: Final = stems("side adverse toxicity toxicities reactions")
_MILD: Final = re.compile(
    r"\b(?:mild|moderate|limited to|mostly|included?|transient|temporary)\b", re.I
)


def listed(text: str) -> Span | None:
    """What the side effects were: "side effects were mostly limited to fever and chills"."""
    if _SIDE_CUES.isdisjoint(stems_of(text)):
        return None
    found = _LISTED.search(text)
    if found is None or _NOT_FOUND.search(text):
        return None
    named = any(
        one.kind == HARM and found.start() + 8 < one.start < found.end() for one in endpoints(text)
    )
    if not (named or _MILD.search(found[0])):
        return None
    return Span(*found.span())
