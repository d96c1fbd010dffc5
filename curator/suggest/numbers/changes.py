"""What a sentence says changed, by its verb: "ejection fraction improved from 32% to 41%".

Where the thing that changed has no name that ``endpoints`` knows, the words before the verb are
its name, unless they are of money, staff, doses or methods.
"""

from __future__ import annotations

import re
from typing import Final

from curator.suggest.caseless import caseless
from curator.suggest.numbers.endpoints import EFFICACY, SURVIVAL, Endpoint
from curator.suggest.numbers.figures import Figure
from curator.suggest.numbers.stems import stems, stems_of

_WENT: Final = (
    r"(?:fell|dropped|dipped|declined|decreased|increased|rose|climbed|jumped|soared|surged|"
    r"plunged|plummeted|sank|shr[au]nk|grew|expanded|improved|recovered|slowed|gained|lost|"
    r"fallen|risen|grown|shrunken|sunk|plunged|lengthened|shortened|worsened|waned|tumbled|"
    r"doubled|peaked|"
    r"(?:went|came)(?:\s(?:up|down))?)"
)
_MADE: Final = (
    r"(?:(?:was|were|been|being|got)\s(?:\w+ly\s)?(?:reduced|cut|lowered|raised|increased|"
    r"decreased|boosted|extended|prolonged|improved|elevated|suppressed|inhibited|diminished|"
    r"slowed|lengthened|shortened|enhanced|amplified|brought (?:up|down)|depleted|lower|higher|"
    r"down|up))"
)
_HOW: Final = r"(?:\s(?:\w+ly|further|again|only|sharply|even|back))?"
_BY: Final = (
    r"(?:\s(?:by|to|from|below|above|under|at))?(?:\s(?:just|only|nearly|as much as))?"
    r"(?:\s(?:an?\s)?(?:overall\s)?(?:average|mean|median|factor|peak|maximum|total)\sof)?\s"
)
_PLAIN_CHANGE: Final = caseless(rf"\b(?P<verb>{_WENT}|{_MADE}){_HOW}{_BY}$")
_ACTED: Final = caseless(
    r"\b(?P<verb>cut|reduced|lowered|raised|boosted|improved|extended|prolonged|increased|"
    r"decreased|slowed|shrank|shortened|lengthened|enhanced|suppressed|inhibited|diminished|"
    r"lost|depleted|blocked|outlived|outlasted|surpassed|exceeded|cutting|reducing|lowering|"
    r"raising|boosting|improving|extending|"
    r"prolonging|increasing|decreasing|slowing|shrinking)\s"
    r"(?P<what>(?!by\b|to\b|from\b|in\b|with\b)[^.;:()]{2,60}?)\s"
    r"(?:by|to|from)(?:\s(?:just|only))?"
    r"(?:\s(?:an?\s)?(?:average|mean|median|factor)\sof)?\s$"
)
_FROM: Final = re.compile(
    r"\bfrom\s(?:an?\s(?:baseline\s)?(?:average|mean|median)\sof\s)?$", re.IGNORECASE
)
_TO: Final = re.compile(
    r"(?:\s(?!and\b|or\b|to\b)[\w/-]+){0,3}?,?\s(?:down\s|up\s)?to\s(?:just\s|only\s)?"
    r"(?:an?\s(?:average|mean|median)\sof\s)?$",
    re.IGNORECASE,
)
_SUBJECT: Final = re.compile(
    r"(?:^|[.;:,()]\s?|\s(?:and|but|while|whereas|that|which|as|whose)\s)"
    r"(?P<what>[^.;:,()]{2,90}?),?\s$",
    re.IGNORECASE,
)
_OPENING: Final = re.compile(
    r"^(?:(?:by|at|within|after|on|in|during|over|since|and|but|while|whereas|also)\s"
    r"(?:[\w-]+\s){0,5}?(?=(?:the|their|his|her|its|a|an)\s)|(?:and|but|while|whereas)\s)",
    re.IGNORECASE,
)
_TAIL: Final = re.compile(r"\s(?:has|have|had|then|also|was|were)$", re.IGNORECASE)
_NOT_MEASURED: Final = re.compile(
    r"\b(?:shares?|stocks?|sales|revenues?|prices?|costs?|funding|budgets?|staff|employees|"
    r"enrol\w*|accrual|compan(?:y|ies)|firm|dos(?:e|es|age|ing)|temperature|incidence|prevalence|"
    r"population|number of (?:\w+ )?(?:patients|cases|trials|people|participants|centers|centres|"
    r"sites|studies|papers|hospitals)|investments?|market|waiting|participants|ages?|team|lab|"
    r"laborator(?:y|ies)|university|hospital|cent(?:er|re)s?|workforce|infusion rate|"
    r"concentration of (?:the )?(?:drug|antibody|peptide)|speed|salar\w+|savings|profits?|"
    r"trials?|wait|interest|demand|spending|donations?|grants?|approvals?|pH|humidity|medium|"
    r"flow rate|manufactur\w*|production (?:time|run)|turnaround|vein-to-vein|"
    r"volume of (?:the )?(?:medium|injection)|interval|threshold|limit)\b",
    re.IGNORECASE,
)
_IT: Final = re.compile(
    r"^(?:(?:it|they|this|that|which|who|these|those|and|both|has|have|had|also|then)$|(?:he|she|"
    r"we|i|you)\b|(?:[\w-]+\s){0,3}"
    r"(?:man|woman|boy|girl|mother|father|son|daughter)$)",
    re.IGNORECASE,
)
"""A person, or a word that stands for another: no name of what was measured."""
_LIVED: Final = re.compile(r"\b(?:survival|death|dying|mortality|lifespan|life)\b", re.IGNORECASE)
_CUES: Final = stems(
    "fallen risen grown sunk outlived outlasted surpassed exceeded fell dropped dipped declined "
    "decreased increased rose climbed jumped soared surged plunged "
    "plummeted sank shrank shrunk grew expanded improved recovered slowed gained lost lengthened "
    "shortened worsened waned tumbled doubled peaked went came reduced cut cutting lowered raised "
    "boosted extended prolonged elevated suppressed inhibited diminished enhanced amplified "
    "brought depleted lower higher down up blocked reducing lowering raising boosting improving "
    "extending prolonging increasing decreasing slowing shrinking"
)
_REACH: Final = 120
_CONDITION: Final = re.compile(
    r"\b(?:when|once|until|if|whether|allowed|unless|powered|assum\w+|detect|expect\w*|"
    r"target\w*)\b[^,;.]*$",
    re.IGNORECASE,
)


_BY_THEM: Final = re.compile(
    r"(?:%|per ?cent|[0-9]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|half|many|most|"
    r"those|"
    r"patients|participants))\b[^.;,]{0,60}$",
    re.IGNORECASE,
)


def is_threshold(text: str, figure: Figure, *, verb: int) -> bool:
    """Whether it says how much counts: "71% improved by at least five points"."""
    least = figure.quantity.op in (">=", ">")
    return least and bool(_BY_THEM.search(text, max(0, verb - _REACH), verb))


def changed(text: str, figure: Figure) -> Endpoint | None:
    """What changed by that number or to it, named by its own words; None where nothing did."""
    if _CUES.isdisjoint(stems_of(text)) or figure.year or figure.linked:
        return None
    begin = max(0, figure.start - _REACH)
    plain = _PLAIN_CHANGE.search(text, begin, figure.start)
    if plain:
        threshold = is_threshold(text, figure, verb=plain.start("verb"))
        return None if threshold else _before(text, plain)
    acted = _ACTED.search(text, begin, figure.start)
    return named_by(text, acted.span("what")) if acted else None


_MORE_RIGHT: Final = re.compile(
    r"(?:\s(?!than\b|and\b|or\b)[\w/+-]{2,10}){0,2}?\s(?:lower|higher|longer|shorter|smaller|"
    r"larger|"
    r"greater|less|fewer|better|worse|more|faster|slower|heavier|lighter|as\s\w+)\b"
    r"(?!\sthan\s[0-9])",
    re.IGNORECASE,
)
_HAD_LEFT: Final = re.compile(
    r"\s(?P<verb>was|were|had|showed|lived|survived|grew|contained|produced|made|remained|"
    r"there (?:was|were)|[a-z]{2,}ed|drew|took up|ate|bound|shed|gave off|"
    r"kept)\s(?:about\s|on average\s|an average of\s|"
    r"nearly\s|almost\s|roughly\s|only\s)?$",
    re.IGNORECASE,
)
_GIVEN: Final = re.compile(
    r"(?:cost|received|enrolled|recruited|hired|needed|required|injected|infused|treated|given|"
    r"included|visited|used|published|ordered|invested)$",
    re.IGNORECASE,
)


def is_more(text: str, figure: Figure) -> Endpoint | None:
    """What was so much lower or higher: "fibrosis was 40 percent lower"; None where nothing was."""
    if not figure.unit or not _MORE_RIGHT.match(text, figure.end):
        return None
    had = _HAD_LEFT.search(text, max(0, figure.start - 24), figure.start)
    if had is None or _GIVEN.search(had["verb"]):
        return None
    return _before(text, had) or _deed(text, figure, had)


def _deed(text: str, figure: Figure, had: re.Match[str]) -> Endpoint | None:
    """What they did so many times as much, where a pronoun is who did it: "engulfed"."""
    if figure.unit != "{fold}" or had["verb"].lower() in ("was", "were", "had"):
        return None
    return named_by(text, had.span("verb"))


def is_end_of_change(text: str, first: Figure, *, second: Figure) -> bool:
    """Whether two numbers are the ends of one change: "from 32% to 41%"."""
    return bool(
        _FROM.search(text, max(0, first.start - 40), first.start)
        and _TO.fullmatch(text, first.end, second.start)
    )


def _before(text: str, verb: re.Match[str]) -> Endpoint | None:
    at = verb.start("verb")
    subject = _SUBJECT.search(text, max(0, at - _REACH), at)
    if subject is None:
        return None
    start, end = subject.span("what")
    if opening := _OPENING.match(text[start:end]):
        start += opening.end()
    if tail := _TAIL.search(text[start:end]):
        end = start + tail.start()
    return named_by(text, (start, end))


def named_by(text: str, span: tuple[int, int]) -> Endpoint | None:
    """An outcome that its own words name; None where they name money, methods or staff."""
    start, end = span
    what = text[start:end]
    if not what.strip() or _NOT_MEASURED.search(what) or _CONDITION.search(text, 0, start):
        return None
    if _IT.match(what):
        return None
    kind = SURVIVAL if _LIVED.search(what) else EFFICACY
    return Endpoint(start, end, kind, False)
