"""What became of so many: "80% of patients were able to stop steroids".

The verb is the outcome's name.  What they had been before, were given or suffered is none.
"""

from __future__ import annotations

import re
from typing import Final

from curator.suggest.caseless import caseless
from curator.suggest.numbers.endpoints import EFFICACY, HARM, SURVIVAL, Endpoint, endpoints
from curator.suggest.numbers.roles import PEOPLE_WORDS
from curator.suggest.numbers.stems import stems, stems_of

_WHO: Final = (
    r"(?:\s(?:of\s)?(?:the\s|all\s|these\s|those\s|our\s)?(?:[\w+/-]+\s){0,4}?"
    rf"(?:{PEOPLE_WORDS}|those|them|recipients|grafts?|lesions?|tumou?rs|wounds?|ulcers?|samples|"
    rf"nodules|islets?|transplants?|organoids|metastases)"
    r"(?:\s(?:who|given|treated|on|in|with|receiving|tested|vaccinated|immunized)"
    r"(?:\s[\w+/-]+){1,6}?)?)?"
)
_DID: Final = caseless(
    r"\)?" + _WHO + r"(?:,?\s(?:[0-9]{1,3}%|\([^()]{1,30}\)),?)?\s(?:also\s|then\s|still\s|"
    r"since\s|later\s)?"
    r"(?:(?:had|have|has)\s(?=(?:become|improved|recovered|relapsed|progressed|cleared|lost|"
    r"regained|returned|stopped|seroconverted)\b))?"
    r"(?P<did>(?:(?:were|was|are|is)\s(?:still\s|now\s|fully\s|completely\s)?"
    r"(?:able to|free (?:of|from)|alive|off|without|protected|healthy|well|independent of|"
    r"(?:still )?(?:working|functioning|growing)|in (?:[\w-]+\s)?remission|cured|[\w]+-free|"
    r"negative|seronegative|immune|clear of|"
    r"spared)"
    r"|no longer|regained|recovered|returned to|came off|could (?:stop|walk|be)|"
    r"stopped (?:taking|needing|all)|"
    r"achieved|attained|met (?:the )?(?:primary|end ?point)|remain(?:ed|s)?|maintained|"
    r"(?:made|produced|mounted|raised|generated)\s(?:[\w-]+\s){0,4}?(?:antibod\w+|responses?|"
    r"titers?)|"
    r"rejected|cleared|fell ill|benefit(?:t)?ed|improved|responded|survived|lived|"
    r"reached (?:the|their|a|an)|experienced|developed|showed|saw|became|become|needed|required|"
    r"had (?:no|an?|better|fewer|less|more|normal|lower|higher|reduced|undetectable|improved)|"
    r"healed|closed|functioned|engrafted|shrank|vanished|disappeared|stabili[sz]ed|normali[sz]ed|"
    r"stopped growing|went into|entered (?:[\w-]+ )?remission|seroconverted|"
    r"(?:relapsed|progressed)(?=[.,;)]|\s(?:within|in|after|at|by|on|during|and|while)\b)|"
    r""
    r"got better|walked)\b"
    r"(?P<what>(?:\s(?!and\b|but\b|while\b)[\w/+-]+){0,5}))"
)
_CUES: Final = stems(
    "reached have has become healed closed functioned engrafted shrank vanished disappeared "
    "stabilized "
    "normalized "
    "were was are is no regained recovered returned came could stopped achieved attained "
    "met had experienced developed showed saw became needed required remain remained "
    "remains maintained made produced mounted raised generated rejected cleared fell "
    "benefited benefitted improved responded survived lived went entered seroconverted "
    "relapsed progressed got walked"
)
_NOT_SO: Final = re.compile(
    r"\b(?:who had|options?|significant|no other|with a history|"
    r"history of|mutations?|had a (?:median|mean|prior|previous)|"
    r"smok\w+|metasta\w+ at|stage|ECOG|comorbid\w+|diabetes|prior|previous\w*|refractory|"
    r"in the (?:trial|study)|on (?:the )?(?:study|trial|treatment)|enrolled|eligible|"
    r"hospital|"
    r"recruit\w+|screen\w+|follow-up|treatment[- ]na|the (?:power|sample)|to (?:be )?(?:enrol|"
    r"receiv|tak)\w*|years?[- ]old|of childbearing)\b",
    re.IGNORECASE,
)
_LIVED: Final = re.compile(r"\b(?:alive|survived|lived|died)\b", re.IGNORECASE)


_TAKEN: Final = caseless(
    r"\b(?:enrol+(?:ed|s|ing)|recruit\w+|included|treated|involv\w+|given to|dosed|assigned|"
    r"randomi[sz]ed|trial (?:of|in|with)|study (?:of|in|with)|screened|tested|neither of (?:the|"
    r"these)|none of (?:the|these)|not|no|neither)\s(?:about\s|all\s|the\s)?$"
)
"""So many were taken in, and what stands behind says what sort of people."""


_IN_SO_MANY: Final = re.compile(
    r"(?:^|[;:,]\s|\band\s|\bbut\s)in\s(?:the\s(?:other\s|remaining\s)?|another\s|a further\s|"
    r"only\s|just\s)?$",
    re.IGNORECASE,
)
_THEN: Final = re.compile(
    rf"(?:\s(?:of (?:them|these|those|the [\w-]+)|others?|more|further|"
    rf"(?:[\w-]+\s)?(?:{PEOPLE_WORDS})))?"
    r",?\s(?P<did>(?:the|their|its|his|her|all|no|both|symptoms|tumou?rs?|cancers?|disease|virus|"
    r"it)\b"
    r"(?:\s[\w-]+){0,4}?\s(?:was|were|had|did|has|shrank|fell|grew|dropped|came back|went|rose|"
    r"[a-z]{3,}ed)\b(?:\s[\w-]+){0,4})",
    re.IGNORECASE,
)
_STATE: Final = re.compile(
    r"(?:^|[.;:,]\s|\s(?:and|but|while|whereas|that)\s)(?P<did>[^.;:,()]{2,80}?\s(?:(?:was|were|"
    r"stayed|remained|became|turned|has been|have been|had been)\s(?:\w+ly\s)?(?P<state>seen|"
    r"observed|found|noted|detected|undetectable|below|above|under|negative|absent|gone|clear|"
    r"cured|"
    r"lower|higher|normal|stable|smaller|larger|free|suppressed|controlled|reduced|eradicated|"
    r"eliminated|cleared|prevented|lost|restored|sustained|maintained|complete|halted|reversed|"
    r"rejected|healed|resolved|measurable|detectable|alive|unchanged|improved|intact)"
    r"|shr[au]nk|fell|dropped|rose|went into|"
    r"disappeared|vanished|returned|rebounded|faded|resolved|stabili[sz]ed|normali[sz]ed|"
    r"improved|regressed|recurred|cleared|healed|persisted|declined|stopped)\b"
    r"[^.;:()]{0,60}?)\s(?:in|for)\s(?:only\s|all\s|just\s|about\s|the\s|another\s|a further\s|"
    r"the other\s)?$",
    re.IGNORECASE,
)
_FIGURE: Final = re.compile(
    r"\b(?P<did>(?:the\s)?(?:figure|number|share|proportion|rate)s?)\s(?:was|were)\s(?:only\s)?$",
    re.IGNORECASE,
)
_REACH: Final = 150


_PLAINLY: Final = re.compile(
    r"\b(?:undetectable|below|negative|absent|gone|clear|normal|stable|free|suppressed|intact|"
    r"disappeared|vanished)\b",
    re.IGNORECASE,
)


def in_so_many(text: str, start: int, *, end: int, plainly: bool = False) -> Endpoint | None:
    """What happened in so many: "virus DNA was undetectable in eight of ten", "in two, it grew".

    Args:
        text: The sentence.
        start: Where the number begins.
        end: Where it ends.
        plainly: Only what cannot be how those were who took part.
    """
    begin = max(0, start - _REACH)
    if _IN_SO_MANY.search(text, max(0, start - 30), start):
        found = _THEN.match(text, end)
    else:
        found = _FIGURE.search(text, begin, start) or _STATE.search(text, begin, start)
    if found is None or _NOT_MEASURED.search(found["did"]):
        return None
    if plainly and not _PLAINLY.search(found["did"]):
        return None
    a, b = found.span("did")
    state = (found.groupdict().get("state") or "").lower()
    if state in _SEEN and not _GOOD.search(found["did"]):
        return None
    if any(one.kind == HARM and a <= one.start < b for one in endpoints(text)):
        return None
    return Endpoint(a, b, SURVIVAL if _LIVED.search(found["did"]) else EFFICACY, True)


_SEEN: Final = frozenset(("seen", "observed", "found", "noted", "detected"))
_GOOD: Final = re.compile(
    r"\b(?:responses?|remissions?|regressions?|loss|reductions?|increases?|improvements?|clearance|"
    r"antibod\w+|cells?|protection|healing|recover\w+|declines?|drops?|rise|growth|infiltrat\w*|"
    r"persist\w*|control|benefits?|expansion|memory|shrinkage|rejection|relapses?|recurrences?|"
    r"virus|DNA|RNA|progression)\b",
    re.IGNORECASE,
)
"""What was seen in so many is an outcome where it is not harm."""
_NOT_MEASURED: Final = re.compile(
    r"\b(?:fever|pain|headache|infection|bleeding|toxic\w+|adverse|side[ -]effects?|"
    r"mutations?|(?:was|were) (?:withdrawn|excluded|lost)|diagnos\w+|expressed|expression|"
    r"manufactur\w+|made (?:from|for|in|by|of|at)|lowered|dos(?:e|es|age|ing)|collected|frozen|"
    r"feasible|success\w+|published|trial|study|studies)\b",
    re.IGNORECASE,
)


_WHOSE: Final = re.compile(
    r"\b(?:who|that|which|whose (?:[\w-]+ ){0,2}?[\w-]+)\s(?:had\s|have\s|has\s)?$", re.IGNORECASE
)
"""Which of them are meant: "18 people with sarcoma that had progressed received the cells"."""


def is_taken(text: str, start: int) -> bool:
    """Whether so many were treated or taken in, or it is said of none."""
    return bool(_TAKEN.search(text, max(0, start - 30), start))


def became(text: str, end: int) -> Endpoint | None:
    """What so many did or were afterwards, behind their number; None where nothing is said."""
    if _CUES.isdisjoint(stems_of(text)):
        return None
    found = _DID.match(text, end)
    if found is None or _NOT_SO.search(text, end, min(len(text), found.end() + 20)):
        return None
    if _WHOSE.search(text, end, found.start("did")):
        return None
    start, stop = found.span("did")
    if any(one.kind == HARM and start <= one.start < stop for one in endpoints(text)):
        return None
    return Endpoint(start, stop, SURVIVAL if _LIVED.search(found["did"]) else EFFICACY, True)
