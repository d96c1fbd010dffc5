"""How long a state lasted, and how soon something happened: "tumor-free for up to 418 days"."""

from __future__ import annotations

import re
from typing import Final

from curator.suggest.caseless import caseless
from curator.suggest.numbers.endpoints import EFFICACY, MECHANISM, Endpoint
from curator.suggest.numbers.figures import Figure
from curator.suggest.numbers.stems import stems, stems_of

_STATE: Final = (
    r"(?:(?:tumou?r|cancer|disease|leuk(?:a)?emia|lymphoma|relapse|recurrence|progression|symptom|"
    r"seizure|flare|virus|pain|treatment|drug)[\s-]free|in (?:[\w-]+ )?remission|"
    r"free (?:of|from) (?:[\w-]+ )?(?:disease|cancer|tumou?rs?|symptoms|relapse|recurrence)|"
    r"detectable in (?:the )?\w+|(?:been|stayed|remained) clear|alive|healthy|surviv(?:ed|"
    r"ing)|lived(?! (?:in|with|as)\b)|"
    r"(?:cells?|responses?|remissions?|antibod\w+|effects?|benefits?|memory|levels?|protection|"
    r"they)"
    r"\s(?:[\w-]+\s){0,3}?(?:persist(?:ed|ing)|lasted)|"
    r"undetectable|stable disease|and persist(?:ed|ing)|"
    r"(?:without|no) (?:[\w-]+ )?(?:relapse|recurrence|progression|symptoms|treatment))"
)
_STAYED: Final = caseless(
    rf"\b{_STATE}(?:\s(?!for\b)[\w-]+){{0,3}}?,?\s(?:for|beyond|past)\s(?:an?\s|the\s)?"
    r"(?:median\sof\s|mean\sof\s|average\sof\s)?$"
)
_KEPT: Final = re.compile(
    r"\b(?:cells?|lymphocytes|Tregs?|TILs?|CARs?|antibod(?:y|ies)|product|receptors?|memory|"
    r"responses?|they)\b[^.;:]{0,40}?\b(?:detected|found|seen|present|measurable|detectable|"
    r"measured|"
    r"traced|circulated|circulating|persisted|persisting|stayed|remained|active|survived|lasted|"
    r"visible|"
    r"lingered)\b"
    r"(?:\s(?:in|within|throughout|inside)\s(?:the\s|their\s)?(?:[\w-]+\s?){1,3}?)?"
    r"(?P<by>\s?(?:for|until|beyond|past|even|still)?\s?(?:as\slong\sas\s|a\smedian\sof\s|"
    r"an?\saverage\sof\s)?)$",
    re.IGNORECASE,
)
"""How long the cells stayed: "were found in the blood up to 12 months after the infusion"."""
_OUTSIDE: Final = re.compile(
    r"\b(?:stored|storage|freez\w*|frozen|cultur\w*|in vitro|laborator\w+|grown|incubat\w+|"
    r"expanded|banked?|can|clinic|kept)\b",
    re.IGNORECASE,
)
_LATER: Final = re.compile(r"\s(?:after|later|following|post|beyond)\b", re.IGNORECASE)
_SOON: Final = caseless(
    r"\b(?P<event>died|dead|rebounded|succumbed|vanished|disappeared|melted away|relapsed|"
    r"recurred|regrew|"
    r"recovered|euthani[sz]ed|remission|(?:was|were|had) gone|(?:came|grown|grew) back|"
    r"undetectable|detectable|eradicated|eliminated"
    r"|cleared)\s(?:[a-z]+ly\s)?(?P<by>(?:(?:with)?in|after|by)\s(?:about\s|just\s|only\s)?)?$"
)
_CLEAR: Final = re.compile(
    r"\b(?P<what>(?:scans?|tests?|biops(?:y|ies)|marrow|blood|MRIs?)\s(?:[\w-]+\s){0,3}?"
    r"(?:been|stayed|remained|were|was)\s(?:clear|clean|negative|normal))\sfor\s$",
    re.IGNORECASE,
)
_RID_OF: Final = re.compile(
    r"\b(?:depleted|eliminated|cleared|eradicated|destroyed|removed|killed|"
    r"wiped out)\s(?:the\s|all\s|"
    r"their\s)?(?:[\w-]+\s){0,3}?(?:cells?|tumou?rs?|virus|leuka?emia|lymphoma|cancers?|disease)\s"
    r"(?:within\s)?$",
    re.IGNORECASE,
)
_CAME_LATER: Final = re.compile(
    r"\b(?P<what>(?:cells?|tumou?rs?|cancers?|disease|virus|symptoms|leuka?emia|lymphoma|melanoma|"
    r"lesions?|they|it)\s(?:that\s|had\s|then\s|again\s)*(?:returned|came back|reappeared|recurred|"
    r"relapsed|regrew|rebounded))\s$",
    re.IGNORECASE,
)
_LATER_ON: Final = re.compile(r"\s(?:later|afterwards?)\b", re.IGNORECASE)
_SURVIVED_DAY: Final = re.compile(
    r"\b(?:surviv\w+|lived|alive|died|dead|remission)\s(?:beyond|past|by|until|on|at|to)\s"
    r"(?:day|week|month|year)\s$",
    re.IGNORECASE,
)
_CUES: Final = stems(
    "tumor tumour cancer disease leukemia leukaemia lymphoma relapse recurrence progression "
    "symptom "
    "seizure flare virus pain treatment drug remission free alive healthy survived surviving lived "
    "persisted lasted undetectable detectable stable died dead succumbed vanished disappeared "
    "melted relapsed "
    "found seen present measurable measured detected traced circulated stayed remained active "
    "visible lingered clear gone rebounded recurred regrew recovered euthanized came grown grew "
    "eradicated eliminated cleared depleted destroyed removed killed wiped returned reappeared"
)
_NO_RESULT: Final = caseless(
    r"\b(?:eligib\w+|enrol\w+|inclusion|criteria|must|required|defined|designed|monitored|observed "
    r"for|follow(?:ed|-up| up))\b"
)
_WHOSE: Final = re.compile(
    r"\b(?:who|that|if|once|until)\s(?:had\s|have\s|has\s)?(?:\w+ly\s)?"
    r"(?:remain(?:ed)?|stay(?:ed)?|were|are|is|was|been)\s$",
    re.IGNORECASE,
)
"""Who is meant or on what condition, rather than what came of it."""
_NOT: Final = re.compile(
    r"\b(?:none|no|nobody|neither|not|never|nor|without)\b(?:\s[\w-]+){0,4}\s$", re.IGNORECASE
)
"""What did not happen in that time took no time."""
_UNTIL_THEN: Final = re.compile(r"\s(?:before|prior to|earlier)\b", re.IGNORECASE)
_WINDOW: Final = 70


def is_duration(text: str, figure: Figure) -> bool:
    """Whether a length of time tells how long a good or bad state lasted, or how soon it came."""
    clause = text.rfind("; ", 0, figure.start) + 1
    if _CUES.isdisjoint(stems_of(text)) or _NO_RESULT.search(text, clause):
        return False
    begin = max(0, figure.start - _WINDOW)
    if stayed := _STAYED.search(text, begin, figure.start):
        told_of = _WHOSE.search(text, 0, stayed.start())
        return told_of is None and not _UNTIL_THEN.match(text, figure.end)
    soon = _SOON.search(text, begin, figure.start)
    if soon and _NOT.search(text, max(0, soon.start() - 40), soon.start()):
        return False
    return soon is not None and bool(soon["by"] or figure.quantity.op == "<=")


def kept(text: str, figure: Figure) -> Endpoint | None:
    """What was there for so long, came back so much later or was gone so soon; None where nothing.

    Cells and antibodies stay, illness and cells come back.
    """
    if _CUES.isdisjoint(stems_of(text)):
        return None
    begin = max(0, figure.start - _WINDOW)
    came = _CAME_LATER.search(text, begin, figure.start)
    if came and _LATER_ON.match(text, figure.end):
        return Endpoint(came.start("what"), came.end("what"), EFFICACY, True)
    rid = _RID_OF.search(text, begin, figure.start) if figure.quantity.op == "<=" else None
    if rid:
        return Endpoint(rid.start(), rid.end(), EFFICACY, True)
    clear = _CLEAR.search(text, begin, figure.start)
    if clear:
        return Endpoint(clear.start("what"), clear.end("what"), EFFICACY, True)
    found = _KEPT.search(text, begin, figure.start)
    if found is None or _OUTSIDE.search(text) or _UNTIL_THEN.match(text, figure.end):
        return None
    by = found["by"].strip().lower()
    said = by.startswith(("for", "until", "beyond", "past", "as", "a "))
    lasted = text[found.start() : found.start("by")].rstrip().endswith("lasted")
    if not (said or lasted or figure.quantity.op == "up_to" or _LATER.match(text, figure.end)):
        return None
    return Endpoint(found.start(), found.start("by"), MECHANISM, False)


def is_day_of_event(text: str, figure: Figure) -> bool:
    """Whether a bare number is the day until which they lived or by which they had died."""
    begin = max(0, figure.start - 40)
    return bool(_SURVIVED_DAY.search(text, begin, figure.start)) and not _NO_RESULT.search(text)
