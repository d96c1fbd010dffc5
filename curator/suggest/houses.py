"""The institutions that an article says did the study: which words make them so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from curator.domain.claims import Term
from curator.domain.folding import fold
from curator.suggest.caseless import caseless
from curator.suggest.companies import companies
from curator.suggest.doing import OF_PERSON, doing_in, is_body, may_do
from curator.suggest.elsewhere import elsewhere
from curator.suggest.matcher import Mention
from curator.suggest.one_house import FIRM, House, Role, merged
from curator.suggest.organisations import (
    UPPER,
    Span,
    bare_name,
    is_named,
    is_place,
    is_unit,
    organisations,
    own_words,
)
from curator.suggest.outsiders import Outsiders, is_outside, outsiders_of
from curator.suggest.persons import Person
from curator.suggest.places import COUNTRIES, TOWNS_AND_STATES
from curator.suggest.reading import ArticleText, Sentence
from curator.suggest.telling import frame_of
from curator.suggest.ties import people_called, people_tied, tells_of_medicine

_PEOPLE: Final = (
    r"(?:researchers|scientists|investigators|engineers|physicians|doctors|clinicians|oncologists"
    r"|h(?:a)?ematologists|immunologists|neurologists|rheumatologists|neurosurgeons|pathologists"
    r"|biologists|bioengineers|surgeons|veterinarians|chemists|specialists|virologists|geneticists"
    r"|neuroscientists|academics|collaborators|colleagues|authors|experts|teams?|groups?"
    r"|collaboration|laboratory|laboratories|labs?|consortium)"
)
_AT: Final = (
    r"(?:(?:here|there|led|based|working|and\s+\w+|who\s+work)\s+)?"
    r"(?:at|from|of|with|in|within|across|including|comprising|involving)"
    r"(?:\s+(?:the\s+)?(?:laborator(?:y|ies)|lab|labs|division|department|section|group)\s+of"
    r"\s+[^,.;]{3,60}?\s+(?:at|of))?"
)
_UNIT: Final = (
    r"(?:(?:the\s+)?(?-i:[A-Z])[\w&'’-]*(?:\s+(?:(?:of|and|for)\s+)?(?-i:[A-Z])[\w&'’-]*){0,6}\s+"
    r"(?:at|of|in)\s+)?"
)
_FIRM_OF: Final = (
    r"(?:(?:the\s+)?(?:[\w-]+\s+){0,3}?(?:company|companies|firm|drugmaker|biotech|start-?up|maker)"
    r"\s+)?"
)
_MADE: Final = (
    r"(?:conducted|performed|carried\s+out|done|trialled|evaluated|developed|designed|created"
    r"|undertaken|invented|engineered|built|run|tested|made|grown|manufactured|produced"
    r"|published|reported|discovered|identified|initiated)"
)
_HEADED: Final = (
    r"(?:co-?led|led|headed|directed|coordinated|co-ordinated|spearheaded|sponsored|supervised)"
)
_A_TEAM: Final = rf"(?:(?:an?|the)\s+(?:[\w-]+\s+){{0,3}}?)?(?:{_PEOPLE},?\s+{_AT}\s+)?"
_A_TEAM_OF: Final = rf"{_A_TEAM}{_UNIT}{_FIRM_OF}(?:the\s+)?"
_BEFORE: Final = (
    (Role.LEAD, re.compile(rf"\b{_HEADED}\s+(?:jointly\s+)?(?:by|at|from)\s+{_A_TEAM_OF}$", re.I)),
    (
        Role.WITH,
        re.compile(
            r"\b(?:collaborat(?:ion|ing|ed|ors)|co-?operation|partnership|working|worked"
            r"|together|jointly|partnering|partnered"
            rf"|along|teamed\s+up)\s+(?:with|at|from|of|between)\s+{_A_TEAM_OF}$",
            re.I,
        ),
    ),
    (Role.DONE, re.compile(rf"\b{_PEOPLE},?\s+{_AT}\s+(?:both\s+)?{_UNIT}(?:the\s+)?$", re.I)),
    (Role.DONE, re.compile(rf"\b{_MADE}\s+(?:jointly\s+)?(?:by|at|in)\s+{_A_TEAM_OF}$", re.I)),
    (
        Role.DONE,
        re.compile(rf"\b{_MADE}\s+(?:at|in|on)\s+[^.;,]{{3,40}}?\s+by\s+{_A_TEAM_OF}$", re.I),
    ),
    (
        Role.DONE,
        re.compile(
            r"\b(?:study|trial|research|experiments|findings|paper|team)"
            r",?\s+(?:from|by|out\s+of|at)\s+(?:the\s+)?$",
            re.I,
        ),
    ),
    (
        Role.SITE,
        caseless(
            r"\b(?:(?:treated|enrol(?:l)?ed|recruited|seen|given|infused|hospitali[sz]ed"
            r"|admitted|took"
            r"\s+place|underwent|received)\s+(?:[\w-]+\s+){0,5}?|(?:patients|participants"
            r"|dogs|volunteers|people|children|adults|women|men|animals|infusion),?\s+)(?:at|in)"
            r"\s+(?:the\s+)?$"
        ),
    ),
)
_POSSESSIVE_TEAM: Final = re.compile(
    r"(?:['’]s?)?(?:-led)?\s+(?:[a-z][\w-]*\s+){0,2}?(?:researchers|scientists|investigators|teams?"
    r"|groups?|doctors|physicians|engineers|clinicians|oncologists|immunologists|surgeons"
    r"|veterinarians|study|trial|research\s+team|research\s+shows|scientists-led)\b"
    r"|-led\b"
)
_ASIDE: Final = r"(?:\s*\([^()]{1,60}\))*(?:,\s+(?:an?|the|which|one)\s[^,]{3,140},)?"
_RESULT: Final = (
    r"(?:trial|study|studies|data|results|patients?|phase|preclinical|findings|publication"
    r"|therapy|cells?|vaccine|antibod(?:y|ies)|mice|treatment|tumou?rs?)"
)
_DOES: Final = re.compile(
    rf"{_ASIDE}\s+(?:today\s+|has\s+|have\s+|recently\s+|also\s+|now\s+|successfully\s+"
    rf"|on\s+\w+\s+)*"
    r"(?:announce[sd]?|report(?:s|ed)?|develop(?:s|ed)|found|discovered|identified|show(?:s|ed)"
    r"|demonstrated|unveil(?:s|ed)|presented|present|published|conducted|treated|tested|engineered"
    r"|created|designed|built|led|initiated|dosed|completed|begun|began|enrolled|devised|used"
    r"|injected"
    rf"|turned|programmed|halted|paused|said\s+(?:\w+day\s+)?("
    rf"?:that\s+)?it)\b(?=[^.;]{{0,160}}\b{_RESULT}\b)",
    re.I,
)
_AND: Final = re.compile(r"\s+and\s+(?:the\s+)?")
_LISTED: Final = re.compile(
    r"\s*(?:\([^()]{1,40}\))?(?:,?\s+in\s+[A-Z][\w\s]{2,30}?(?:,\s+[A-Z][\w.\s]{1,20})?)?\s*"
    r"(?:,\s*(?:and\s+)?|\s+and\s+|\s*&\s*|\s+as\s+well\s+as\s+|,?\s+(?:together|along)\s+with\s+)"
    rf"(?:(?:at|from|with|by)\s+)?(?:{_PEOPLE}\s+(?:at|from|of)\s+)?(?:(?:[Tt]he|its|their)\s+)?"
    r"(?:(?:[A-Z][a-z]+\s+)?(?:[a-z]+\s+)?(?:company|firm|drugmaker|biotech)\s+)?"
)
_AFTER_PERSON: Final = re.compile(r"^[^.]{0,120}?\b(?:at|of|from|in|with)\s+(?:[Tt]he\s+)?$|^,\s+$")
_NOT_NOW: Final = re.compile(
    r"\b(?:[Pp]revious|[Ee]arlier|[Pp]rior|[Pp]ast)\s+(?:[\w-]+\s+)?(?:work|study|studies|research"
    r"|trials?|reports?|experiments|papers?)\b|\b(?:first|originally)\s+(?:developed|discovered"
    r"|described|created|invented)\b|\b[Ii]n\s+(?:the\s+)?(?:19|20)\d\d(?:s\b|,)|\b(?:decades?"
    r"|years)"
    r"\s+ago\b|\b(?:[Aa]nother|[Ss]eparate|[Oo]ther|[Ss]imilar|[Uu]nrelated|[Rr]ival"
    r"|[Cc]ompeting)\s+"
    r"(?:(?:[\w-]+\s+)?(?:team|group|study|trial|lab|paper|work|research|researchers|scientists"
    r"|groups|teams|studies|trials))\b"
    r"|\b(?:founded|spun\s+out|spin-?(?:off|out)|licen[sc]ed)\b|\b[Ll]ast\s+year\b"
    r"|\b(?:would|plans?\s+to|hopes?\s+to|could\s+be|expects?\s+to)\b"
    r"|\b(?:[Rr]eview\s+[Bb]oard|[Ee]thics\s+[Cc]ommittee)s?\b|\b(?:questionnaires?|scales?"
    r"|instruments?"
    r"|scores?|software|programs?|tools?|criteria|assays?|kits?|database"
    r"|guidelines?)\b[^.;,]{0,40}?"
    r"\b(?:developed|designed|created|published|made)\s+(?:by|at)\b"
    r"|\bpioneered\b|\b[Ii]n\s+(?:19|20)\d\d\s+(?:an?|the|[a-z]+s)\b|"
    r"\b[Tt]he\s+first\s+(?:[\w-]+\s+)"
    r"{0,4}(?:therap(?:y|ies)|products?|drugs?|treatments?|vaccines?|"
    r"cells?)\b[^.]{0,60}\b(?:developed"
    r"|created|invented|made|built)\b"
    r"|\b(?:FDA|Food\s+and\s+Drug\s+Administration|European\s+Medicin"
    r"es\s+Agency)\b[^.]{0,60}\bapprov"
    r"|\bapproved\s+by\b"
)
_HISTORY: Final = re.compile(
    r"\b(?:was|were|been|first|is|are)\s+approved\b|\bapproved\s+(?:by|in)\b|\bin\s+the\s+(?:19"
    r"|20)\d0s\b"
    r"|\bwon\s+approval\b|\b(?:already|now|currently)\s+(?:sold|marketed|available|used)\b"
)
"""Anywhere in a sentence, it tells how something came to be that is used today."""
_ONLY_SAYS: Final = re.compile(
    r"[^.;]{0,40}?\s(?:say|says|said|cautions?|cautioned|warn|warned|stress|stressed|call"
    r"|called|welcomed"
    r"|believe|praised|hailed|recommend|advise|estimate)\b(?!\s+(?:they|that\s+they|on)\b)"
)
_NO_HOUSE: Final = re.compile(
    r"-(?:funded|sponsored|supported|approved)\b|\s+(?:space|template|coordinates|scores?|scale"
    r"|criteria"
    r"|classification|grading|staging|guidelines?|questionnaire|Common|version|grant|award)\b"
)
"""Behind a name: it lent its money or its name, no more."""
_STILL_TO_COME: Final = re.compile(
    r"[^.;]{0,60}?\b(?:(?:is|are)\s+(?:now\s+|also\s+|being\s+)?(?:planned|expected|due|set\s+to"
    r"|recruiting|enrolling|looking\s+for|planning|hoping)"
    r"|will\b)"
)
_AND_TEAM: Final = re.compile(
    r",?\s+and\s+(?:his|her|their)?\s*(?:team|colleagues|co-?workers|collaborators|group|lab)\b"
)
_APART: Final = re.compile(
    r"^(?:about\s+(?!the\s+(?:study|trial|research))\S|(?:media\s+)?contacts?\b|for\s+more\s+info"
    r"|forward[- ]looking|references?$|funding$|interests$|further\s+reading|related|read\s+(?:next"
    r"|more)|notes?\s+to\s+editors?|disclosures?)",
    re.I,
)
_ASIDES: Final = frozenset(("funding", "interests", "references", "background", "methods"))
_PLAIN: Final = re.compile(rf"{UPPER}[\w’'&\u2011-]*(?:\s{UPPER}[\w’'&\u2011-]*){{0,3}}")
_ACRONYM: Final = re.compile(r"[A-Z][A-Z&-]{1,5}[A-Z]")
_AT_CAPITAL: Final = re.compile(r" (?:at|from)\s+(?:the\s+)?[A-Z]")
_PLAIN_AFTER: Final = re.compile(rf"\b(?i:{_PEOPLE})\s+(?:at|from)\s+(?:the\s+)?(?=[A-Z])")
_NO_PLAIN: Final = re.compile(
    r"(?:[A-Z]\w*\s)*(?:University|Institute|Hospital|Department|Division|School|Center|Centre"
    r"|Unit)$"
    r"|.*\d|(?:Weeks?|Days?|Months?|Years?|Visits?|Time|Baseline|Level|Grade|Stage|Least|Last"
    r"|First)\b"
    r"|(?:North|South|East|West|New\s\w+|San\s\w+|Los\s\w+|United\s\w+|Phase|Day|Week|Month)\b"
)


def without_units(houses: Sequence[House]) -> list[House]:
    """Without the houses of authors that share a name of their own with one that did the study."""
    firm = {word for one in houses if one.role in FIRM for word in _telling(one.written)}
    kept = (one.role in FIRM or not firm & _telling(one.written) for one in houses)
    return [one for one, keep in zip(houses, kept, strict=True) if keep]


def _telling(written: str) -> frozenset[str]:
    """Words by which a house is told from another; a town or state only with the word beside it."""
    words = fold(written).split()
    pairs = {f"{one} {other}" for one, other in pairwise(words)}
    placed = {one for one in pairs if not TOWNS_AND_STATES.isdisjoint(one.split())}
    return (own_words(written) - TOWNS_AND_STATES) | placed


def houses_of(article: ArticleText) -> list[House]:
    """The study's institutions, each once, the first that was named first."""
    if any(one.name == "affiliation" for one in article.blocks):
        return []  # a paper lists its houses; its text names those that lent or sold something
    outsiders = outsiders_of(article)
    found: list[House] = []
    others = elsewhere(article)
    for sentence in article.study_sentences:
        if sentence.number in others:
            continue
        if sentence.position == "caption" or (sentence.section and _APART.match(sentence.section)):
            continue
        if not is_outside(sentence.text) or _begins_with_study(sentence.text):
            found.extend(_in_sentence(article, sentence, outsiders=outsiders))
    return merged(found)


_STUDY: Final = re.compile(
    r"(?:The|This|Their|Our)\s+(?:[\w-]+\s+){0,2}?(?:study|trial|research|work|findings|paper)\b"
)


def _begins_with_study(text: str) -> bool:
    return _STUDY.match(text) is not None


def _in_sentence(
    article: ArticleText, sentence: Sentence, *, outsiders: Outsiders
) -> Iterator[House]:
    last: tuple[int, Role, int] | None = None
    firms = list(companies(article, sentence))
    spans = list(_names(article, sentence, firms))
    people: list[Person] | None = None
    for start, end in spans:
        name = sentence.text[start:end]
        nickname = is_nickname(article, sentence.start + start, end=sentence.start + end)
        role, quote = _role(sentence, start, end=end, last=last, nickname=nickname)
        if role is None and people is None:
            named = (
                *people_called(article, sentence),
                *people_tied(article, sentence),
            )
            people = [one for one in named if not outsiders.speaks(one.name)]
        if role is None and people:
            role, quote = _affiliation(sentence.text, start, people=people)
        if role is None and any(one[0] == start for one in firms):
            role = None if _NOT_NOW.search(sentence.text[:end]) else Role.DONE
        if role is None and not nickname and _may_do(article, sentence, (start, end)):
            role = Role.NAMED
        if role is Role.AFFILIATION and is_body(name):
            role = None
        if role is None or outsiders.holds(name, sentence.start + start):
            continue
        if outsiders.speaks(sentence.text[quote:start]):
            continue
        last = (end, role, quote)
        yield House(
            term=known_term(article, sentence.start + start, end=sentence.start + end),
            written=bare_name(name),
            role=role,
            start=sentence.start + (quote if role in FIRM else start),
            end=sentence.start + _quote_end(sentence.text, end),
            name_start=sentence.start + start,
            name_end=sentence.start + end,
            sentence=sentence,
        )


def _may_do(article: ArticleText, sentence: Sentence, span: Span) -> bool:
    """Whether a house that nothing else is said of counts: not one that is only told of."""
    start, end = span
    if sentence.section in _ASIDES or not is_place(sentence.text[start:end]):
        return False
    if not may_do(sentence, start, end=end) or _NOT_NOW.search(sentence.text):
        return False
    return tells_of_medicine(article) and frame_of(article).tells


def _names(article: ArticleText, sentence: Sentence, firms: Sequence[Span]) -> Iterator[Span]:
    """Names in a sentence, as offsets in it: known, by shape, and behind "scientists at"."""
    known = [
        (one.start - sentence.start, one.end - sentence.start)
        for one in article.mentions_in("institutions", sentence.start, end=sentence.end)
        if article.body[one.start].isupper()
    ]
    shaped = [] if _is_title_case(sentence) else list(organisations(sentence.text))
    shaped = [one for one in shaped if not _is_journal(article, sentence, one)]
    plain = list(_plain_names(sentence.text)) if _AT_CAPITAL.search(sentence.text) else []
    plain += firms
    shaped = [_without_known(sentence, one, known=known) for one in shaped]
    kept: list[Span] = []
    for span in sorted({*known, *shaped, *plain}, key=lambda one: (one[0] - one[1], one[0])):
        if not any(span[0] < b and a < span[1] for a, b in kept):
            kept.append(span)
    return iter(sorted(kept))


def _without_known(sentence: Sentence, span: Span, *, known: Sequence[Span]) -> Span:
    """What is left of a run where a known house stands before or behind its "and"."""
    for start, end in known:
        if start == span[0] and (gap := _AND.match(sentence.text, end)) and gap.end() < span[1]:
            return gap.end(), span[1]
        if end == span[1] and span[0] < start:
            before = re.search(r"\s+and\s+(?:the\s+)?$", sentence.text[span[0] : start])
            if before and is_named(sentence.text[span[0] : span[0] + before.start()]):
                return span[0], span[0] + before.start()
    return span


def _plain_names(text: str) -> Iterator[Span]:
    """A capitalised name directly behind "scientists at", whatever its shape."""
    for found in _PLAIN_AFTER.finditer(text):
        name = _PLAIN.match(text, found.end())
        if name is None or name.group() in COUNTRIES or _NO_PLAIN.match(name.group()):
            continue
        at = re.search(r"(?<!group)(?<!groups)\s+at\s+(?:the\s+)?$", found.group())
        if at or _ACRONYM.fullmatch(name.group()):
            end = name.end() - (2 if name.group().endswith(("'s", "’s")) else 0)
            yield name.start(), end


def _is_title_case(sentence: Sentence) -> bool:
    """In a headline all words have capitals, so that no shape can be told."""
    if sentence.position not in ("headline", "heading"):
        return False
    words = [one for one in sentence.text.split() if len(one) > 3]
    return sum(one[0].isupper() for one in words) > 0.6 * len(words)


def _is_journal(article: ArticleText, sentence: Sentence, span: Span) -> bool:
    start, end = sentence.start + span[0], sentence.start + span[1]
    near = article.mentions_in("journals", start, end=end)
    return any(one.end - one.start > 0.6 * (end - start) for one in near)


def _role(
    sentence: Sentence,
    start: int,
    *,
    end: int,
    last: tuple[int, Role, int] | None,
    nickname: bool,
) -> tuple[Role | None, int]:
    """The role of a name and where in the sentence the words that give it begin."""
    text = sentence.text
    if _NO_HOUSE.match(text, end):
        return None, start
    if last is not None and (gap := _LISTED.match(text, last[0])) and gap.end() == start:
        return last[1], start
    before = text[max(0, start - 160) : start]
    for role, pattern in _BEFORE:
        if found := pattern.search(before):
            at = start - len(before) + found.start()
            clause = text[:end] if role is not Role.SITE else text
            later = role is not Role.LEAD and _STILL_TO_COME.match(text, end)
            told = _HISTORY.search(text) or (
                found.group().lower().startswith(("expert", "specialist"))
                and _ONLY_SAYS.match(text, end)
            )
            return (None, start) if later or told or _NOT_NOW.search(clause) else (role, at)
    if sentence.position == "heading":
        return None, start
    if _AND_TEAM.match(text, end) and re.search(r"\b(?:at|of|from)\s+(?:the\s+)?$", before):
        return (None, start) if _NOT_NOW.search(text[:end]) else (Role.DONE, start)
    if _POSSESSIVE_TEAM.match(text, end) and not nickname:
        return (None, start) if _NOT_NOW.search(text[:end]) else (Role.DONE, start)
    if _DOES.match(text, end) and (
        start < 60 or text[:start].rstrip().endswith((",", "—", "–", "-"))
    ):
        return (None, start) if _NOT_NOW.search(text) else (Role.DONE, start)
    doing = doing_in(sentence, start, end=end)
    if doing is None or _NOT_NOW.search(text[: end + 20]):
        return None, start
    return (Role.SITE if doing == "site" else Role.DONE), start


def is_nickname(article: ArticleText, start: int, *, end: int) -> bool:
    """Whether it is one word by which a whole university goes ("Harvard"), no acronym."""
    words = article.body[start:end]
    if " " in words or words[1:2].isupper() or "-" in words:
        return False
    known = article.mentions_in("institutions", start, end=end)
    return any("University" in one.label and one.label != words for one in known)


def _affiliation(text: str, start: int, *, people: Sequence[Person]) -> tuple[Role | None, int]:
    """Of an author of the study, or of somebody of whom it says that the team was led by them."""
    for one in people:
        if OF_PERSON.match(text[one.at + len(one.name) : start]) and one.at < start:
            return Role.AFFILIATION, start
        inside = one.at < start < one.end
        if inside or (one.end <= start and _AFTER_PERSON.match(text[one.end : start])):
            led = one.role == "led" and (inside or one.start < one.at)
            return (Role.LEAD, one.start) if led else (Role.AFFILIATION, start)
    return None, start


def _quote_end(text: str, end: int) -> int:
    found = _POSSESSIVE_TEAM.match(text, end)
    return found.end() if found else end


def known_term(article: ArticleText, start: int, *, end: int) -> Term:
    """The vocabulary's term for a name: of the name itself, or of the house it is a unit of."""
    name = article.body[start:end]
    for mention in article.mentions_in("institutions", start, end=end):
        known = article.body[mention.start : mention.end]
        if fold(bare_name(known)) == fold(bare_name(name)):
            return Term(mention.label, mention.term_id)
        if is_named(known) and _is_unit_of(name, mention, start=start):
            return Term(mention.label, mention.term_id)
    return Term(bare_name(name))


def _is_unit_of(name: str, mention: Mention, *, start: int) -> bool:
    """Whether the rest of a name calls a school or department of the one that is known."""
    before = name[: mention.start - start].strip()
    after = name[mention.end - start :].strip(" ,.")
    if before and not re.search(r"(?:\bat|\bof|,|[–-])(?: the)?$", before):
        return False
    return is_unit(before or after)
