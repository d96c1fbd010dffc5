"""Whether a sentence states a result of the study: not a method, a hope or common knowledge."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from curator.suggest.caseless import caseless
from curator.suggest.context import scopes_of
from curator.suggest.numbers.observed import only_observes
from curator.suggest.numbers.stems import stems, stems_of
from curator.suggest.reading import HEADING, HEADLINE, ArticleText, Sentence
from curator.suggest.telling import frame_of

_NO_RESULTS: Final = frozenset(
    ("methods", "background", "references", "funding", "interests", "introduction")
)
_MILD: Final = frozenset(
    "conventional traditional standard existing current currently prior previous previously "
    "approved licensed unlike".split()
)
"""Background words that in a sentence with a result often name the control group."""
_PAST: Final = re.compile(
    r"\b(?:was|were|had|did|went|came|fell|rose|lived|saw|shrank|got|grew|became|kept|lost|gave|"
    r"cut|found|led|took|began|stood|made|met|held|underwent|won|shrunk|ran|spread|"
    r"(?:is|are|remains?) (?:still|now|currently)|remains? (?:alive|free|well|healthy|in|"
    r"[a-z]+-free)|(?:has|have) been (?:[\w-]+-free|in|alive|well|"
    r"healthy|free)|(?:has|have|shows?) no (?:\w+ )?(?:signs?|traces?|evidence|symptoms)|"
    r"(?:has|have) (?:since |now )?been (?:able|clear|well|alive|without|off|healthy)"
    r"|(?:has|have) (?:since |now |not |never |all |again |\w+ly )?(?:come|gone|become|"
    r"grown|shrunk|fallen|risen|had|lost|kept)|[a-z]{2,}(?:ed|tted))\b",
    re.IGNORECASE,
)
_PRESENT: Final = re.compile(
    r"\b(?:is|are|has|have|can|do|does|occurs?|affects?|kills?|infects?|responds?|dies?|develops?|"
    r"suffers?|relapses?|causes?|lives?|survives?|remains?|experiences?|gets?|receives?|costs?|"
    r"binds?|recogni[sz]es?|makes?|becomes?|depends?|represents?|helps?|"
    r"cures?|works?|protects?|offers?)\b",
    re.IGNORECASE,
)
_GENERAL: Final = re.compile(
    r"\b(?:worldwide|globally|each year|every year|annually|"
    r"(?<!flares )(?<!attacks )(?<!relapses )(?<!seizures )per year|"
    r"(?<!to )(?<!than )(?<!after )(?<!within )(?<!for )(?<!half )a year\b(?! (?:after|later|of))|"
    r"Americans|in the United States|in the UK|nationwide|typically|usually|normally|ordinarily|"
    r"(?:average|typical|usual|mean) (?:overall )?survival is|life expectancy is|"
    r"as a rule|(?:if|when) (?:left )?untreated|without (?:any )?treatment,|if nothing is done|"
    r"generally(?! (?:well|safe|mild|tolerated|manageable))|often|"
    r"historical(?:ly)?(?! (?:control|cohort|comparator)s?)|"
    r"in general|on average, people|lifetime|life-?time risk|"
    r"(?:have|has) been (?:reported|shown|observed|described)|"
    r"(?:before|at|prior to) (?:enrol\w+|baseline"
    r"(?![^.;]{0,60}\b(?:to|versus|vs|compared|and)\b)|study entry|screening)|population|"
    r"estimated \d(?!\d?-)|a decade ago|(?:had|have|has|was|were|been) expected (?:[\w-]+ )?to|"
    r"(?:had|have) expected|"
    r"^(?:previous|prior|earlier|existing|current|today['\u2019]s|older|available) (?:[\w-]+ )?"
    r"(?:drugs|treatments|therapies|vaccines|attempts|efforts|approaches|methods|options)|"
    r"diagnosed "
    r"(?:each|every|with)|at the time of diagnosis)\b",
    re.IGNORECASE,
)
_GENERAL_CUES: Final = stems(
    "life survival normally ordinarily rule untreated without nothing "
    "worldwide globally year annually americans united uk nationwide typically usually generally "
    "often historical historically general average lifetime life been enrollment enrolment "
    "baseline entry screening population estimated diagnosed diagnosis decade expected previous "
    "prior earlier existing current today older available"
)
_OTHERS: Final = caseless(
    r"\b(?:rival|competing|competitors?(?:['\u2019]s?)?|(?:another|other|a different) "
    r"(?:compan(?:y|ies)|biotech|group|team|maker)|(?:company|firm|group|team|lab|center|centre|"
    r"maker)['\u2019]s (?:first|earlier|previous|prior|last) (?:trial|study|attempt|product|"
    r"vaccine)|(?:studied|tested|treated|reported|done|shown|found) by (?:others|other \w+))\b"
)
_OTHERS_CUES: Final = stems(
    "rival competing competitor another other others different company firm group team lab center "
    "centre maker"
)
_SET_AGAINST: Final = re.compile(
    r"\b(?:compared|versus|vs|than|against|randomi[sz]ed|randomly)\b", re.IGNORECASE
)
"""What others make can be the comparator."""
_HISTORY: Final = re.compile(
    r"\bhad (?:all |already |previously |not )?(?:relapsed|recurred|progressed|responded|failed|"
    r"spread|been|stopped)\b[^.;]{0,60}?\b(?:(?:earlier|prior|previous|other|standard|conventional|"
    r"multiple|several|existing|initial) (?:[\w-]+ ){0,2}?(?:therap\w+|treatments?|lines?|drugs?|"
    r"regimens?|chemo\w+|transplant\w*)|(?:two|three|four|many) (?:lines?|times)|before (?:it|she|"
    r"he|"
    r"they|the trial|join\w+|enrol\w+|entering|coming))\b",
    re.IGNORECASE,
)
"""What was so before the study."""
_FINDING: Final = caseless(
    r"\b(?:show|shows|report|reports|find|finds|demonstrates?|results?|data|trial|study|we)\b"
)


def result_sentences(article: ArticleText) -> Iterator[Sentence]:
    """The sentences in which results of the study can stand."""
    frame = frame_of(article)
    if not frame.tells or only_observes(article):
        return
    for sentence in frame.sentences:
        if sentence.position in (HEADLINE, HEADING) or sentence.section in _NO_RESULTS:
            continue
        yield sentence


@lru_cache(maxsize=2)
def study_sentences(article: ArticleText) -> tuple[Sentence, ...]:
    """The sentences that tell of the study, methods too; not its headlines."""
    frame = frame_of(article)
    if not frame.tells or only_observes(article):
        return ()
    return tuple(
        one
        for one in frame.sentences
        if one.position not in (HEADLINE, HEADING) and one.section not in _ASIDE
    )


_ASIDE: Final = frozenset(("background", "references", "funding", "interests", "introduction"))


def is_stated(
    sentence: Sentence, start: int, *, end: int, past_treatment: bool = False, entry: bool = False
) -> bool:
    """Whether that span (offsets in the sentence) is said of this study, denied or not.

    Args:
        sentence: The sentence.
        start: First character of the span.
        end: One past its last.
        past_treatment: What was given before, and failed, is what is looked for.
        entry: Those who were taken in are looked for, with what had failed in them.
    """
    text = sentence.text
    if _is_general(text) or (not entry and _is_history(text)):
        return False
    for scope in scopes_of(text):
        if scope.kind in ("negated", "comparison") or not (scope.start < end and start < scope.end):
            continue
        local = scope.end - scope.start < len(text)
        if scope.kind == "other_study" and _set_beside(text, scope.trigger, end):
            continue
        mild = scope.trigger.lower() in _MILD or (past_treatment and local)
        if not (scope.kind == "background" and mild):
            return False
    return True


_BESIDE: Final = re.compile(
    r"\b(?:than|as|compared (?:with|to)|versus|unlike)\b[^.;]{0,60}$", re.IGNORECASE
)


def _set_beside(text: str, trigger: str, end: int) -> bool:
    """Whether another study is named only as what a result is set against, behind it."""
    at = text.lower().find(trigger.lower(), end)
    return at > end and bool(_BESIDE.search(text, end, at))


@lru_cache(maxsize=512)
def _is_general(text: str) -> bool:
    here = stems_of(text)
    if not _GENERAL_CUES.isdisjoint(here) and _GENERAL.search(text):
        return True
    if not _OTHERS_CUES.isdisjoint(here) and _OTHERS.search(text):
        return not _SET_AGAINST.search(text)
    return False


@lru_cache(maxsize=512)
def _is_history(text: str) -> bool:
    return "had" in stems_of(text) and bool(_HISTORY.search(text))


@lru_cache(maxsize=512)
def is_past(text: str) -> bool:
    """Whether a clause tells of what happened, or has no verb at all (a bullet, a table)."""
    if _FINDING.search(text) or not _PRESENT.search(text):
        return True
    past = _PAST.search(_PASSIVE.sub("", text) if _PASSIVE.search(text) else text)
    return past is not None


_PASSIVE: Final = re.compile(
    r"\b(?:is|are|be|gets?) (?!(?:still|now|currently)\b)(?:\w+ly )?\w+ed\b"
    r"|\bcompared (?=with\b|to\b)",
    re.IGNORECASE,
)
"""What is done in general: "80% are cured"; what is compared needs not be past."""
