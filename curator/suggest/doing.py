"""Further words that make an organisation one of the study's, where no team of it is spoken of.

A company is the subject of a lead sentence, a hospital the place where something was done, a house
is set in front of a noun of work ("a Johns Hopkins lab").
"""

from __future__ import annotations

import re
from typing import Final

from curator.suggest.caseless import caseless
from curator.suggest.reading import BODY, HEADLINE, LEAD, Sentence

_DONE: Final = re.compile(
    r"\b(?:treated|given|got|received|infus\w+|injected|developed|designed|engineered|built"
    r"|made|created|tested|grown"
    r"|found|signed\s+up|enrol(?:l)?ed|recruited|carried\s+out|conducted|performed|done|ran|run"
    r"|took\s+part|cured|led"
    r"|underwent|had|were|was|breathed|patients?|dogs?|horses|cats|participants|volunteers"
    r"|invented|discovered|showed|shows|shown|trial|study|manufactured|produced|operated)\b"
)
_PLACE: Final = re.compile(r"\b(?:at|inside)\s+(?:both\s+)?(?:the\s+)?$", re.IGNORECASE)
_AT_FIRST: Final = re.compile(r"^\W*[AI][tn] (?:the |both )?$")
_THERE: Final = re.compile(
    r"(?:\s*\([^)]{1,40}\))?(?:,? in [A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?(?:, [A-Z][\w'’-]+)?)?,\s"
    r"(?:(?:the|a team of|two|three|four|five|\d+)\s)?(?:[\w-]+\s){0,2}?(?:doctors|physicians"
    r"|researchers|scientists"
    r"|surgeons|oncologists|team|patients|children|people|mice|dogs|women|men"
    r"|investigators)\s(?:\w+ly\s|were\s"
    r"|have\s|had\s|has\s|then\s)*(?:treated|gave|given|got|received|infused|injected|tested"
    r"|built|made|engineered"
    r"|developed|found|showed|used|enrolled|recruited)\b"
)
"""Behind a house at the beginning: "At X in Milan, doctors treated"."""
_AMONG: Final = re.compile(
    r"\b(?:hospitals?|cent(?:er|re)s?|sites?|universit(?:y|ies)|clinics?|institut(?:e|ion)s?"
    r"|houses?)\b[^.;]{0,40}?"
    r"(?:,\s+|,?\s+(?:among\s+them|including|such\s+as|with|led\s+by)\s+)(?:the\s+)?$",
    re.IGNORECASE,
)
_ELSEWHERE: Final = caseless(
    r"\b(?:meeting|congress|conference|symposium|elsewhere|studied|trained|degree"
    r"|graduat(?:ed|es|ing)|career|formerly"
    r"|previously|joined|moved|retired|born|fellowship|appointed|founded|professorship"
    r"|lectur\w+|taught|spoke"
    r"|speaking|independent|outside|uninvolved|archive|library|prize|award(?:ed)?|listed|traded"
    r"|stock|under\s*way"
    r"|planned|will\s+(?:be|start|begin|open)|is\s+to\s+(?:be|start)|next\s+(?:year|step|trial)"
    r"|hopes?|plans?"
    r"|to\s+be|approved|ethics|review\s+board|funded|grant|purchased|obtained|bought|supplied"
    r"|sequenc\w+|anal[ysz]+ed"
    r"|pioneer\w*|decades?|years\s+ago|commented|cautioned|warned|other\s+groups?|another|rival"
    r"|competitor|earlier)\b"
)
_YOU: Final = re.compile(r"\b(?:[Yy]ou|[Yy]our|[Aa]sk|[Cc]all|[Vv]isit|[Cc]ontact)\b")
_OF_IT: Final = re.compile(r"['’]s?\s+(?!(?:[A-Z]\w+\s?)+[,.])")
_NO_DOER: Final = re.compile(
    r"\b(?:Food\s+and\s+Drug|Agency|Administration|Society|Association|Foundation|Committee"
    r"|Ministry|Bank|Securities"
    r"|Council|Commission|Board|Congress|Meeting|Conference|Capital|Ventures|Partners|Fund"
    r"|Union|Federation|Charity"
    r"|Research\s+UK|NICE|FDA|EMA|WHO|NIH|National\s+Institutes|Wellcome|Network\s+of|Journal"
    r"|Press|Academy)\b"
)
_ASIDE: Final = (
    r"(?:\s*\([^()]{1,60}\))*(?:,\s+(?:an?|the|which|one|of|in|based)\s[^,]{2,140},|,\s+Inc\.?,?)?"
)
_SUBJECT: Final = re.compile(
    rf"{_ASIDE}\s+(?:today\s+|has\s+|have\s+|had\s+|recently\s+|also\s+|now\s+|on\s+\w+day\s+"
    rf"|\w+day\s+|itself\s+)*"
    r"(?:sa(?:ys|id)|announce[sd]?|report(?:s|ed)?|end(?:s|ed)|stop(?:s|ped)|halt(?:s|ed)"
    r"|paused?|drop(?:s|ped)"
    r"|shelve[sd]|abandon(?:s|ed)|scrap(?:s|ped)|discontinued|will\s+(?:end|stop|halt|drop"
    r"|present|test|start)|test(?:s|ed)"
    r"|treat(?:s|ed)|gave|made|built|ran|led|put|tried|found|show(?:s|ed|n)|published"
    r"|unveil(?:s|ed)|posted|released"
    r"|presented|dosed|enrolled|completed|started|began|launched|disclosed|revealed|saw|took"
    r"|developed|engineered"
    r"|designed|loaded|armed|created|turned|cured|injected|used|grew|taught|describes?|report"
    r"|hit|met|missed|suffered|shared|provided|detailed|initiated|concluded|confirmed)\b"
)
_AND_OTHER: Final = re.compile(
    r"\s+and\s+(?:the\s+|its\s+)?[A-Z][\w&’'-]*(?:\s[A-Z][\w&’'-]*){0,4}"
)
_PAID: Final = re.compile(
    r",\s+which\s+(?:paid|ran|runs|funded|sponsor|makes|made|develop|owns|led|conducted"
    r"|is\s+develop)"
)
_SHARES: Final = re.compile(r"\b(?:[Ss]hares?|[Ss]tock)\s+(?:of|in)\s+(?:the\s+)?$")
_FRONT: Final = re.compile(
    r"(?:['’]s?)?\s+(?:[a-z][\w-]*\s+){0,2}?(?:lab|laboratory|labs|oncologist|researcher"
    r"|scientist|doctor|physician|immunologist|engineer|trial|study|hospital\s+team|surgeons?"
    r"|veterinarians?"
    r"|collaboration|paper|project|students?|experiment)\b(?!\s+(?:mice|rats|tests?|results?"
    r"|values|coats?))"
)
_MAKER: Final = re.compile(
    r"(?:\b(?:[Tt]he|[Ii]ts|[Aa]n?|[Ff]rom|[Bb]y|with)\s+(?:[\w-]+\s+){0,4}?|\b[A-Z][a-z]+\s+"
    r"|^)(?:company|firm|drugmaker|biotech|start-?up"
    r"|developer|manufacturer|sponsor|maker)s?,?\s+(?:called\s+)?$"
)
_MAKER_CUES: Final = (*"company firm biotech start developer manufacturer sponsor maker".split(),)
_STUDENT: Final = re.compile(
    r"\b(?:an?|the)\s+(?:[\w-]+\s+){0,3}?(?:student|researcher|scientist|postdoc|fellow|lab"
    r"|team|group|network|trial|study)"
    r"\s+(?:at|from|of|in|run\s+by|by)\s+(?:the\s+)?$"
)
_REPORT_FROM: Final = re.compile(
    r"\b(?:study|report|paper|trial|findings|results|work|research|letter|correspondence)\s+"
    r"(?:in|on|published\s+in)\s+(?:the\s+)?[A-Z][\w&:. ]{2,60}?\s(?:by|from|of|out\s+of)\s+"
    r"(?:an?\s+team\s+(?:at|from)\s+)?(?:the\s+)?$"
)
_LINE: Final = re.compile(
    r"^[^\w\s]?(?:[A-ZÀ-Þ][\w.’' ,-]{2,60}?\s*"
    r"(?:\([^()]{2,40}\)|(?:19|20)\d\d|/\w+/|\b[A-Z]{3,})?\s*)?"
    r"(?:[–—:]|--?)\s*(?:\([A-Z ]+\)\s*(?:[–—]|--?)\s*)?(?:[Tt]he\s+)?$"
)
_FIRST: Final = re.compile(r"^(?:[\s“\"]*(?:[Tt]he\s+|At\s+|[A-Z]\w+['’]s\s+)?)$")
_PERSON_OF: Final = re.compile(
    r"[A-Z][a-zà-ÿ'’-]+\s+(?:[A-Z]\.\s+)?[A-Z][\w'’-]*[a-zà-ÿ](?:,\s+"
    r"[A-Z][\w.]{1,6})*,?\s+(?:[^.;“”\"]{0,60}\s)?(?:at|of|from|with)\s+(?:the\s+)?$"
)
_PUT: Final = frozenset((HEADLINE, LEAD, BODY))


_NOT_OURS: Final = caseless(
    r"\b(?:fund(?:s|ed|ing)?|grants?|support(?:ed|s)?|gifts?|donat\w+|prizes?|awards?|money"
    r"|spun|spin-?(?:off|out)"
    r"|licen[sc]\w+|acquir\w+|merger|analysts?|investors?|approv\w+|regulators?|guidelines?"
    r"|insurers?|discussant"
    r"|according\s+to|registry|census|survey|expert|experts|chief\s+executive|president"
    r"|spokes\w+|said\s+it\s+would"
    r"|competitors?|rivals?|unit\s+of|owned\s+by|backed\s+by|alumn\w+|not\s+involved|no\s+part"
    r"|compar\w+)\b"
)
_OFFICE: Final = re.compile(
    r"\b(?:director|head|chief|chair(?:man|woman)?|professor|dean|leads?|heads|directs|runs"
    r"|\w+logist|physician|surgeon"
    r"|researcher|scientist|fellow|member)\b[^.;]{0,70}$"
)
_BODY_OF: Final = re.compile(
    r"\b(?:(?:American|Royal|European|International|British)\s+(?:College|Academy|Society"
    r"|Association|Institute\s+of)"
    r"|Centers\s+for\s+Disease|World\s+Health|Registry|Group\b|Consortium|Medicare"
    r"|School\s+District)"
)


def is_body(name: str) -> bool:
    """Whether it calls a society or an office, which does no studies."""
    return _BODY_OF.search(name) is not None or _NO_DOER.search(name) is not None


def may_do(sentence: Sentence, start: int, *, end: int) -> bool:
    """Whether nothing near a name says that it had another part than doing the study."""
    text = sentence.text
    if sentence.position not in (LEAD, BODY):
        return False
    name, near = text[start:end], text[max(0, start - 130) : end + 70]
    return not (
        _NO_DOER.search(name)
        or _BODY_OF.search(name)
        or _NOT_OURS.search(near)
        or _ELSEWHERE.search(near)
        or _YOU.search(near)
        or _OF_IT.match(text, end)
        or _OFFICE.search(near[: start - max(0, start - 130)])
        or _PERSON_OF.search(text[:start])
        or text.rfind("(", 0, start) > text.rfind(")", 0, start)
    )


def _is_by_maker(before: str) -> bool:
    """Whether a maker of drugs is said to follow: "the company", "by a biotech called"."""
    return any(one in before for one in _MAKER_CUES) and _MAKER.search(before) is not None


def doing_in(sentence: Sentence, start: int, *, end: int) -> str | None:
    """What a name at ``start:end`` of the sentence does: "does", "site" or nothing."""
    text = sentence.text
    if sentence.position not in _PUT or _NO_DOER.search(text[start:end]):
        return None
    before = text[max(0, start - 160) : start]
    if _is_subject(sentence, start, end=end):
        return "does"
    if _SHARES.search(before) or _is_by_maker(before) or _REPORT_FROM.search(before):
        return "does"
    if _ELSEWHERE.search(text[max(0, start - 110) : end + 15]) or _YOU.search(before):
        return None
    if _FRONT.match(text, end) or _STUDENT.search(before):
        return "does"
    if _AMONG.search(before):
        return "site"
    if _AT_FIRST.match(before) and _THERE.match(text, end):
        return "site"
    clause = re.split(r"[;]|(?<=[a-z])\.\s", before)[-1]
    if (
        _PLACE.search(before)
        and _DONE.search(clause)
        and not _OF_IT.match(text, end)
        and not _PERSON_OF.search(before)
    ):
        return "site"
    return None


def _is_subject(sentence: Sentence, start: int, *, end: int) -> bool:
    """Whether a sentence begins with it and goes on with what it said or did."""
    other = _AND_OTHER.match(sentence.text, end)
    ends = (end, other.end()) if other else (end,)
    if not any(_SUBJECT.match(sentence.text, at) or _PAID.match(sentence.text, at) for at in ends):
        return False
    head = sentence.text[:start]
    if sentence.position == HEADLINE:
        return False
    if _FIRST.match(head):
        return True
    if head.rstrip().endswith((",", ";")):
        return sentence.position in (LEAD, BODY) and sentence.paragraph < 4
    if re.search(r"\band\s+(?:the\s+)?$", head) and len(head) < 100:
        return sentence.position in (LEAD, BODY)
    return _LINE.match(head) is not None


OF_PERSON: Final = re.compile(
    r"(?:,?\s+(?:M\.?D\.?|Ph\.?D\.?|MBBS|MPH|DPhil|MSc|FRCP|DVM)\b\.?)*(?:,\s+(?:an?"
    r"|the)?\s*(?:(?!meeting|congress|conference)[^.;“”\"]){0,90}?)?,?"
    r"\s*(?:\(|\b(?:of|at|from|with)\s+)(?:the\s+)?(?:[A-Z][\w’'-]+\s+(?:of|for"
    r"|at)\s+(?:the\s+)?)?$"
)
"""Between a person and where that person works."""
