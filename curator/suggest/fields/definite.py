"""Definite events of a study as a whole: no response, stopped early, not reached, a clear scan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from curator.domain.claims import Quantity
from curator.suggest.caseless import caseless
from curator.suggest.numbers.stems import stems


@dataclass(frozen=True, slots=True)
class Event:
    """Something definite that happened to all, to none, or that came back; offsets in the text."""

    start: int
    end: int
    endpoint: str
    kind: str
    why: str
    time_point: Quantity | None = None


DEFINITE: Final = "Something definite happened."
_WHEN: Final = (
    r"(?:\s(?:(?:with)?in|after|by|on|for)\s(?:the\s)?(?:about\s|more than\s)?"
    r"(?:[0-9]{1,4}|day|week|month|[a-z]{3,6})\s(?:[0-9]{1,4}|days|weeks|months|years))?"
)
_NOTHING_SEEN: Final = re.compile(
    r"(?P<there>\bthere (?:was|were|have been) )?\bno (?P<event>(?!treatment|drug|toxic|therapy|"
    r"immune|antibody|inflammatory)(?:(?:objective|complete|partial|clinical|confirmed|tumou?r|"
    r"lasting|further) ){0,2}(?:(?:or|and) (?:complete|partial) )?"
    r"(?:responses?|remissions?|regrowth|regressions?|rebounds?))\b(?! to\b)"
    rf"(?(there)|\s(?:was|were|occurred)\b(?: (?:observed|seen|reported|noted|found))?){_WHEN}",
    re.IGNORECASE,
)
_STOPPED: Final = re.compile(
    r"\b(?:trial|study|enrol+ment|recruitment|arm|cohort|program(?:me)?)\s(?:was|were|had been|"
    r"has been)\s(?P<event>(?:stopped|halted|terminated|closed|ended|discontinued)\s"
    r"(?:(?:early|prematurely)\b(?!\s(?:for|because of|due to)\s(?:slow|poor|low|lack of f|funding|"
    r"business|commercial|financial))(?:\s(?:for|because of|due to)\s[\w-]+(?:\sof\s[\w-]+)?)?"
    r"|(?:for|because of|due to)\s(?:futility|(?:a )?lack of (?:efficacy|benefit|effect))"
    r"|(?:after|when)\s[^.;,]{3,50}?(?:no (?:benefit|effect|advantage)|futility)))\b",
    re.IGNORECASE,
)
_NOT_REACHED: Final = re.compile(
    r"\b(?P<event>(?:medians?|(?:the )?(?:[\w-]+ ){0,2}(?:survival|duration of (?:response|"
    r"remission)|PFS|OS|EFS|DFS))(?: (?!and\b|but\b)[\w()-]+){0,5}? (?:was|were|is|had|has|have)"
    r" (?:still )?not (?:yet )?(?:been )?reached)\b"
    r"|\b(?:median|survival|duration|PFS|OS)\b[^.]{3,90}?\b(?P<too>(?:it|and|but|while it|"
    r"whereas it) (?:has|had|was|is) "
    r"(?:still )?"
    r"not (?:yet )?(?:been )?reached)\b"
    r"|\b(?P<yet>(?:medians?|(?:[\w-]+ ){0,2}(?:survival|duration of (?:response|remission)|PFS|"
    r"OS)) (?:has|had|have) yet to be reached)\b",
    re.IGNORECASE,
)
_CLEAR: Final = caseless(
    r"\b(?:(?:the|a|her|his|their|its|all|both)\s)?(?:[\w-]+\s)?(?:scans?|MRIs?|biops(?:y|ies)|"
    r"imaging|bone marrow)\b(?:\s[\w-]+){0,5}?\s(?P<event>(?:was|were|came back|stayed|remained)"
    r"\s(?:completely\s|entirely\s)?(?:clear|clean|negative|free of (?:disease|cancer|tumou?rs?|"
    r"leuk(?:a)?emia|lymphoma)))\b(?! (?:that|how|if|whether|evidence|for|in)\b)"
)
_TURNED: Final = re.compile(
    r"\b(?:(?:the|her|his|their|its|all)\s)?(?:[\w-]+\s){0,2}?(?:tests?|cultures?|assays?|swabs?|"
    r"samples?|PCR|blood)\b(?:\sfor\s(?:the\s)?[\w-]+)?\s(?P<event>(?:became|turned)\s"
    rf"(?:[\w-]+-)?negative){_WHEN}",
    re.IGNORECASE,
)
_IN_ALL: Final = caseless(
    r"\b(?:(?:the|their)\s)?(?:virus|viremia|viraemia|viral loads?|HIV|SIV|tumou?rs?|cancers?|"
    r"disease|leuk(?:a)?emia|lymphoma|symptoms)\s(?:had\s)?(?P<event>rebounded|returned|came "
    r"back|recurred|relapsed|grew back|progressed)(?:\s(?:within|after|by)\s[\w "
    r"]{3,18}?)?\sin\s(?:all|every|each|both)\s(?:of\sthe\s|"
    r"the\s)?(?:[\w-]+\s){0,2}?[\w-]+"
)
_ALL_GONE: Final = re.compile(
    r"\b(?:all|both|every)\s(?:of\sthe\s|the\s)?(?:[\w-]+\s){0,2}?(?:tumou?rs?|lesions?|metastases)"
    r"\s(?:had\s)?(?:completely\s)?(?P<event>regressed|disappeared|vanished|shrank|(?:was|were)\s"
    r"(?:gone|rejected|eliminated|cleared|eradicated))\b",
    re.IGNORECASE,
)
_MULTIPLIED: Final = re.compile(
    r"(?:\b(?:the|a|median|mean|overall|progression-free)\s)?\b[\w-]+(?:\s(?:in|"
    r"of)\s(?:the\s)?[\w-]+)?\s"
    r"(?:(?:was|were|had|has|have|been|almost|nearly|more than|roughly|about|at least|than)\s){0,4}"
    r"(?P<event>(?:doubled|tripled|trebled|quadrupled|halved)(?:\s(?:the\s)?(?!by|to|when|once)"
    r"[a-z][\w-]+(?:\s[a-z][\w-]+){0,3})?)",
    re.IGNORECASE,
)
_NO_MEASURE: Final = re.compile(
    r"\b(?:dos(?:e|es|age)|shares?|stock|price|cost|sales|revenue|profits?|staff|funding|budget|"
    r"investment|compan\w+|donations?|enrol\w+|concentration was|cases|diagnos\w+|workforce|"
    r"capacity|production|output|worldwide|market|cells (?:were )?doubled every)\b",
    re.IGNORECASE,
)
_MET: Final = re.compile(
    r"\b(?:trial|study|drug|vaccine|therapy|treatment|combination|it|cells|product|candidate)\s"
    r"(?:\w+ly\s|also\s|has\s|had\s){0,2}(?P<event>(?:met|missed|failed to (?:meet|reach)|did not "
    r"(?:meet|reach)|achieved|failed)\s(?:its|the|their|both|all|on its|on the)\s(?:[\w-]+\s){0,3}?"
    r"(?:end ?points?|goals?|objectives?|aims?))\b",
    re.IGNORECASE,
)
_NO_LONGER: Final = re.compile(
    r"\b(?:he|she|they|(?:the|these|both|all) (?:[\w-]+ ){0,2}?(?:patients?|man|woman|girl|boy|"
    r"child|"
    r"children|mice|animals|dogs?|tumou?rs?|cancer|virus|lesions?|disease))\s(?P<event>(?:(?:was|"
    r"were|"
    r"is|are|has been|have been) (?:now )?(?:able to (?:stop|discontinue|walk|leave|come off)|no "
    r"longer"
    r" (?:visible|detectable|seen|found|needed|measurable))|no longer (?:needs?|needed|requires?|"
    r"required|has|had|takes?|took|shows?|showed))\b(?:\s[\w-]+){0,4})",
    re.IGNORECASE,
)
_NONE_WERE: Final = caseless(
    r"\b(?P<event>(?:cured|helped|protected|saved|cleared|healed) (?:none|not one|no one|nobody)\b"
    r"|none (?:(?:was|were|has been|have been) (?:cured|protected|cleared|saved|healed)"
    r"|(?:has |have |had )?(?:survived|relapsed|responded|recurred|progressed|regressed|"
    r"rebounded)))\b"
)
_SAME: Final = caseless(
    r"\b(?:(?:overall |progression-free |median )?survival|response rates?|tumou?r (?:growth|size|"
    r"volume|burden)|viral loads?|relapse rates?|mortality|disease activity)\s(?P<event>(?:did not"
    r" (?:significantly )?(?:differ|change|improve)|(?:was|were) (?:not (?:significantly "
    r")?(?:different|"
    r"improved|prolonged|extended|reduced|affected)|(?:the same|similar|unchanged|unaffected))))\b"
)
_LED_TO: Final = caseless(
    r"\b(?:led to|resulted in|induced|produced|caused|achieved|brought about|saw|had)\s(?P<event>"
    r"(?:the\s)?(?:complete|total|full)\s(?:and \w+ )?(?:tumou?r\s)?(?:regressions?|remissions?|"
    r"eradication|elimination|clearance|rejection|disappearance)(?:\sof\s(?:all\s|"
    r"the\s)?(?:[\w-]+\s)?"
    r"[\w-]+)?)\b(?!\sin\s(?:some|many|most|several|a few|about|up to|[0-9]))"
    r"|\b(?P<too>complete (?:tumou?r )?(?:eradication|elimination|regression|rejection|clearance) "
    r"(?:occurred|was (?:seen|observed|achieved)))\b"
)
_DID_NOT: Final = re.compile(
    r"\b(?P<event>(?:did not|failed to) (?:significantly |further )?(?:improve|prolong|extend|"
    r"increase|"
    r"reduce|shrink|slow|lower|cut|delay|prevent) (?:the )?(?:[\w-]+ ){0,2}?(?:survival|"
    r"tumou?rs?|growth|"
    r"progression|response rates?|relapses?|recurrences?|mortality|deaths?|viral loads?|disease|"
    r"symptoms|metastas[ie]s))\b",
    re.IGNORECASE,
)
_FAMILIES: Final = (
    (stems("complete total full"), _LED_TO, "efficacy", DEFINITE),
    (stems("not failed"), _DID_NOT, "efficacy", DEFINITE),
    (stems("doubled tripled trebled quadrupled halved"), _MULTIPLIED, "efficacy", DEFINITE),
    (stems("met missed meet reach achieved failed"), _MET, "efficacy", DEFINITE),
    (stems("longer able"), _NO_LONGER, "efficacy", DEFINITE),
    (stems("none cured helped protected saved cleared healed"), _NONE_WERE, "efficacy", DEFINITE),
    (stems("differ different same similar unchanged unaffected not"), _SAME, "efficacy", DEFINITE),
    (stems("no"), _NOTHING_SEEN, "efficacy", "none was seen"),
    (
        stems("stopped halted terminated closed ended discontinued"),
        _STOPPED,
        "efficacy",
        "the study ended before its time",
    ),
    (stems("reached"), _NOT_REACHED, "survival", "a median that was not reached"),
    (stems("clear clean negative free"), _CLEAR, "efficacy", DEFINITE),
    (stems("negative"), _TURNED, "efficacy", DEFINITE),
    (stems("all every both"), _ALL_GONE, "efficacy", "says it of all or of none"),
    (stems("all every each both"), _IN_ALL, "efficacy", "The words say it of all or of none."),
)


def definite(text: str, here: frozenset[str]) -> Iterator[Event]:
    """What a sentence says happened, or did not, in the study as a whole.

    Args:
        text: The sentence.
        here: The first letters of its words.
    """
    for cues, pattern, kind, why in _FAMILIES:
        if cues.isdisjoint(here):
            continue
        for found in pattern.finditer(text):
            if pattern is _MULTIPLIED and _NO_MEASURE.search(text):
                continue
            event = found["event"] or found[found.lastgroup or "event"]
            start = (
                found.start("too") if pattern is _NOT_REACHED and found["too"] else found.start()
            )
            yield Event(start, found.end(), event, kind, why)
