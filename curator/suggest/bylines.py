"""Lines at the head and foot of an article that list its people, their houses and its journal.

Abstracts, letters and preprints print their authors as a line of names ("A. B. Hill1, C. Lee2",
"Hill AB, Lee C"), and below it where they work; news prints one bare name.  Which of the two a line
of names is, the lines around it tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from curator.suggest.organisations import UPPER
from curator.suggest.reading import FURNITURE, ArticleText

_L: Final = r"[^\W\d_]"
_PARTICLE: Final = r"(?:van|von|der|den|de|di|da|del|della|dos|la|le|el|al|bin|ben|ter|ten)"
_SUR: Final = (
    rf"(?:{_PARTICLE}\s+){{0,3}}(?=[^\s,;]*[a-zß-öø-ÿ]){UPPER}(?:{_L}|['’\u2010\u2011-])*{_L}"
)
_INITIALS: Final = rf"(?:{UPPER}\.[ -]?){{1,4}}"
_BARE: Final = r"[A-Z]{1,3}"
_PERSON: Final = (
    rf"(?:(?:PD\s+)?(?:Drs?|Prof|Professor)\.?\s+)*(?P<name>{_INITIALS}\s?{_SUR}"
    rf"|{_SUR}(?:\s(?:{_INITIALS}|{UPPER}(?=\s)|{_SUR})){{0,3}}\s{_SUR}"
    rf"|{_SUR}(?:\s{_SUR})?,?\s(?:{_INITIALS}|{_BARE}(?![\w.])))"
)
_DEGREES: Final = (
    r"(?:,?\s+(?:M\.?D\.?|Ph\.?\s?D\.?|D\.?Phil\.?|MBBS|MBChB|M\.?Sc\.?|B\.?Sc\.?|M\.?P\.?H\.?"
    r"|FRCP|FACP|DVM"
    r"|VMD|Pharm\.?D\.?|R\.?N\.?|MBA|MS|DO|Sc\.?D\.?|BVSc|MRCP|Dr\. med\.)(?![\w]))*"
)
_MARK: Final = (
    r"(?P<mark>(?:,?\s?(?:[(\[]?\d{1,2}[)\]]?(?!\d)|[¹²³⁴⁵⁶⁷⁸⁹*†‡§#✉^])|(?<=\w)[a-e](?=[,;\s]|$))*)"
)
_ONE: Final = re.compile(_PERSON + _DEGREES + _MARK + _DEGREES)
_BETWEEN: Final = re.compile(r"\s*(?:[,;&·|•]|,?\s+and\b|,?\s+und\b)\s*(?:and\s+)?")
_SPACE: Final = re.compile(r"(?<=[\d*†\])])\s+")
_LABEL: Final = re.compile(
    r"^(?P<label>(?:corresponding\s+)?authors?|presenters?|presented\s+by|presenting\s+author"
    r"|speakers?"
    r"|(?:principal\s+|overall\s+|lead\s+|chief\s+|co-?|study\s+)?investigators?(?:\(s\))?"
    r"|study\s+(?:chair"
    r"|director|lead)|lead|led\s+by|pi|team|researchers?|overall\s+official|first\s+author"
    r"|senior\s+author|abstract\s+by)\s*[:–—-]\s+",
    re.IGNORECASE,
)
_REST: Final = re.compile(
    r"\s*(?:,?\s*et\s+al\b.*|,?\s+(?:on\s+behalf\s+of|for)\s+the\s+.*"
    r"|,?\s+and\s+(?:colleagues|others))?[\s.*]*$"
)
_NO_PERSON: Final = re.compile(
    r"\b(?:News|Post|Weekly|Daily|Times|Echo|Herald|Reporter|Correspondent|Editor|Writer|Desk"
    r"|Staff|Journal"
    r"|University|Institut\w*|Hospital|School|College|Cent(?:er|re)|Department|Division|Clinic"
    r"|Faculty"
    r"|Medicine|Medical|Health|Cancer|Research|Science|Sciences|Therapeutics|Bio\w*|Pharma\w*"
    r"|Press|Release"
    r"|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April"
    r"|June|July|August"
    r"|September|October|November|December|New|York|San|Los|The|Study|Trial|Phase|Contact|Media"
    r"|About|Abstract"
    r"|Annual|Meeting|Congress|Society|Letter|Therapy|Immun\w+|Cells?|Patients?|Background"
    r"|Methods|Results"
    r"|Findings|United|Kingdom|States|South|North|Street|Read|More|Key|Points|Next|Steps|What"
    r"|How|Why|Who|When"
    r"|In|On|At|For|From|With|By|And|Or|To|Not|No|Is|Are|Photo|Image|Related|Interview|Group"
    r"|Foundation|Inc|Ltd"
    r"|Peer|Reviewed|Publication|Feature|Opinion|Share|Save|Print"
    r"|Good|Long|First|Second|Our|Your|This|That|Summary|Overview|Introduction|Conclusions?"
    r"|Further)\b"
)
_COUNTRY_END: Final = re.compile(r"[,.]\s*(?:the\s+)?[A-Z][\w. ]+[.;]?\s*$")
_LINE: Final = re.compile(r"[^\n\r]*[^\s][^\n\r]*")
_FAR: Final = 25
"""Lines from the top in which authors are listed."""
_FOOT: Final = 8
"""Lines from the end in which a letter is signed."""
_LONGEST: Final = 600


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text without outer white space; offsets in the body."""

    start: int
    end: int
    text: str
    number: int


@dataclass(frozen=True, slots=True)
class Name:
    """A person in a list; ``start`` and ``end`` count in the body."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class NameLine:
    """A line that holds names and nothing else.

    Attributes:
        label: What stands before them, in small letters ("authors"), "" where nothing does.
        marked: Whether figures or signs refer from names to their houses.
        initials: Whether a name is given by surname and initials, as in citations.
        more: Whether it says that there are others ("et al.").
    """

    line: Line
    names: tuple[Name, ...]
    label: str
    marked: bool
    initials: bool
    more: bool


@lru_cache(maxsize=2)
def lines_of(article: ArticleText) -> tuple[Line, ...]:
    """The lines at the head and at the foot that are no furniture."""
    found: list[Line] = []
    spans = [(one.start(), one.end()) for one in _LINE.finditer(article.body)]
    if len(spans) > 2 * (_FAR + _FOOT):
        spans = [*spans[: 2 * _FAR], *spans[-2 * _FOOT :]]
    for begin, stop in spans:
        text = article.body[begin:stop].strip()
        start = begin + article.body[begin:stop].index(text)
        sentence = article.sentence_at(start)
        if sentence is None or sentence.position != FURNITURE:
            found.append(Line(start, start + len(text), text, len(found)))
    if len(found) > _FAR + _FOOT:
        found = [*found[:_FAR], *found[-_FOOT:]]
    return tuple(found)


@lru_cache(maxsize=2)
def name_lines(article: ArticleText) -> tuple[NameLine, ...]:
    """Lines of names, in order."""
    return tuple(one for line in lines_of(article) if (one := _name_line(article, line)))


def _name_line(article: ArticleText, line: Line) -> NameLine | None:
    if len(line.text) > _LONGEST or (line.text.endswith(".") and line.text.count(" ") > 60):
        return None
    label = _LABEL.match(line.text)
    at = last = label.end() if label else 0
    names: list[Name] = []
    marked = initials = False
    while found := _ONE.match(line.text, at):
        name = found["name"]
        start = line.start + found.start("name")
        if _NO_PERSON.search(name) or not _is_person(article, name, start=start):
            if not (label and names):
                return None
            break
        names.append(Name(" ".join(name.split()), start, start + len(name)))
        marked = marked or bool(found["mark"].strip(" ,✉"))
        initials = initials or re.search(r"\s[A-Z]{1,3}$|^(?:[A-Z]\.)", name) is not None
        at = last = found.end()
        gap = _BETWEEN.match(line.text, at) or (_SPACE.match(line.text, at) if marked else None)
        if gap is None or not _ONE.match(line.text, gap.end()):
            break
        at = gap.end()
    if not names:
        return None
    rest = line.text[last:]
    if not (_REST.match(rest) or (label and re.match(r"\s*[,(;]", rest))):
        return None
    words = label["label"].casefold() if label else ""
    return NameLine(line, tuple(names), words, marked, initials, "et al" in rest)


def _is_person(article: ArticleText, name: str, *, start: int) -> bool:
    """No journal, and no everyday word that stands in small letters elsewhere."""
    if article.mentions_in("journals", start, end=start + len(name)):
        return False
    last = next((one for one in reversed(name.split()) if len(one) > 3), "")
    if not last:
        return True
    return not _has_word(article.body, last.lower())


def _has_word(body: str, word: str) -> bool:
    at = body.find(word)
    while at >= 0:
        before, after = body[at - 1 : at], body[at + len(word) : at + len(word) + 1]
        if not (before.isalnum() or before == "." or after.isalnum() or after == "@"):
            return True
        at = body.find(word, at + 1)
    return False


@lru_cache(maxsize=2)
def authors_of(article: ArticleText) -> Sequence[NameLine]:
    """The lines of names that print a paper's authors, not a journalist's."""
    lines = lines_of(article)
    found = name_lines(article)
    writers = {one.value for one in article.hints if one.field == "report.author"}
    listed = [one for one in found if _is_of_paper(one, lines)]
    at_foot = [one for one in found if _signs(one, found, lines)]
    both = dict.fromkeys((*listed, *at_foot))
    return tuple(one for one in both if one.label or one.names[0].name not in writers)


def _is_of_paper(one: NameLine, lines: Sequence[Line]) -> bool:
    if one.label and not _is_of_story(one, lines):
        return True
    if one.label or one.line.number == 0 or lines.index(one.line) >= _FAR:
        return False
    if one.more or (len(one.names) > 1 and (one.marked or one.initials)):
        return True
    at = lines.index(one.line)
    following = lines[at + 1 : at + 3]
    housed = any(is_address(line.text) for line in following)
    return housed or len(one.names) > 2 or (one.marked and len(one.names) > 0)


def _is_of_story(one: NameLine, lines: Sequence[Line]) -> bool:
    """Whether "Author: Ann Hill" stands among the lines of a page: alone, without a house."""
    if one.label != "author" or len(one.names) > 1 or one.marked or one.initials or one.more:
        return False
    at = lines.index(one.line)
    housed = any(is_address(line.text) for line in lines[at + 1 : at + 3])
    return one.names[0].end >= one.line.end and not housed


def _signs(one: NameLine, found: Sequence[NameLine], lines: Sequence[Line]) -> bool:
    """Below the text of a letter: names, each on its line, and where they work."""
    at = lines.index(one.line)
    if at < 2 or at < len(lines) - _FOOT:
        return False
    own = {other.line.number for other in found}
    after = [line for line in lines[at + 1 :] if line.number not in own]
    return bool(after) and is_address(after[0].text)


_HOUSE_WORD: Final = re.compile(
    r"Universi|Hospital|ospital|Institut|Istitut|Klinik|klinik|Clinic|Clín|Cent(?:er|re)\b"
    r"|College|School"
    r"|Department|Division|Faculty|Hôpital|Policlinico|Inc\b|Ltd\b|GmbH|AG\b|Laborator|Academy"
    r"|sjukhus|sykehus"
    r"|Ziekenhuis|Krankenhaus|Foundation|Therapeutics|Pharma|Medicine"
)
_ADDRESS_START: Final = re.compile(
    r"^(?:[\[(]?(?:\d{1,2}|[¹²³⁴⁵⁶⁷⁸⁹])[\])]?[.)]?\s*(?=[A-Z])|[Ff]rom\s+(?:the\s+)?(?=[A-Z])"
    r"|(?:[Aa]uthors?['’]?\s+)?[Aa]ffiliations?\s*:\s*)"
)


def is_address(text: str) -> bool:
    """Whether a line says where people work: a house, mostly with town and country."""
    if len(text) > _LONGEST or not _HOUSE_WORD.search(text) or text.endswith(("?", "!", '"', "”")):
        return False
    if _ADDRESS_START.match(text):
        return "," in text or ":" in text
    if re.search(r"\b(?:is|was|are|were|has|have|said|says|show|shows|treated|found|will)\b", text):
        return False
    return "," in text and _COUNTRY_END.search(text) is not None


def addresses_of(article: ArticleText) -> Iterator[Line]:
    """The lines that say where a paper's authors work, below their names or labelled as such."""
    lines = lines_of(article)
    named = {one.line.number: one for one in authors_of(article)}
    open_ = False
    for line in lines:
        labelled = re.match(r"(?:[Aa]uthors?['’]?\s+)?[Aa]ffiliations?\s*:", line.text)
        if line.number in named:
            open_ = True
            yield from _behind(named[line.number])
        elif is_address(line.text) and (open_ or labelled):
            yield line
        elif len(line.text) > 120:
            open_ = False


_MONTH: Final = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
DAY: Final = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\.?\s+{_MONTH},?\s+(?:19|20)\d\d|"
    rf"\d{{1,2}}-{_MONTH}-(?:19|20)\d\d|"
    rf"{_MONTH}\s+(?:\d{{1,2}}(?:st|nd|rd|th)?,?\s+)?"
    r"(?:19|20)\d\d|\d{1,2}[./]\d{1,2}[./](?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d)"
)
"""A date as it stands in a byline; perhaps month and year only."""
_WRITER: Final = re.compile(
    rf"^[*_]{{0,3}}(?P<dated>(?:on\s+)?{DAY}(?:,?\s+\d{{1,2}}:\d\d)?"
    r"\s*(?:[,|/·•–—-]\s*|(?=[Bb]y\s)))?"
    r"(?:(?P<by>(?:[Pp]osted|[Ww]ritten|[Rr]eported|[Ss]tory|[Tt]ext|[Ww]ords|[Rr]eporting"
    r"|[Aa]uthored"
    r"|[Cc]ompiled|[Ff]iled)\s+by:?|BY|By|by|Interview(?:er)?\s*:|Author\s*:|Reporter\s*:"
    r"|Text\s*:|Words\s*:"
    r"|[A-Z]{3,}(?:\s[A-Z]{2,})*\s*:)\s+)?"
    rf"{_PERSON}{_DEGREES}"
    r"(?P<job>,?\s+(?:(?:[A-Z][\w-]+|[a-z]+)\s){0,3}?(?:[Rr]eporter|[Cc]orrespondent|[Ee]ditor"
    r"|[Ww]riter"
    r"|[Jj]ournalist|[Cc]olumnist|[Ss]taff)\b)?"
    r"(?P<paper>,?\s+(?:for|in|of)\s+(?:the\s+)?[A-Z][\w.'’&-]*(?:\s[A-Z][\w.'’&-]*){0,4}"
    r"|\s*[,|/·–—-]\s*(?:the\s+)?[A-Z][A-Z.&'’-]+(?:\s[A-Z.&'’-]+){0,5})?"
    rf"(?P<when>[\s,|·•–—-]+(?:on\s+)?(?:\w+day,?\s+)?{DAY}(?:[\s,|·]+\d{{1,2}}:\d\d.*)?)?"
    r"(?:[\s,|·•–—-]+\d{1,2}[\s-]min(?:ute)?s?(?:\s+read)?)?[*_]{0,3}\s*$"
)
_TOP: Final = 8
"""Lines from the top in which the writer of a story is named."""


def writer_of(article: ArticleText) -> Name | None:
    """The one whose name stands below the headline of a story."""
    listed = {one.line.number for one in authors_of(article)}
    for line in lines_of(article)[1:_TOP]:
        if len(line.text) > 160:
            return None
        found = _WRITER.match(line.text) if line.number not in listed else None
        if found is None or _NO_PERSON.search(found["name"]):
            continue
        told = any(found[one] for one in ("dated", "by", "job", "paper", "when"))
        start = line.start + found.start("name")
        if _is_person(article, found["name"], start=start) or told:
            return Name(" ".join(found["name"].split()), start, start + len(found["name"]))
    return None


def _behind(one: NameLine) -> Iterator[Line]:
    """Where a labelled person works: "Presenter: Ann Hill, Harbor Hospital, Oslo"."""
    at = one.names[-1].end - one.line.start
    rest = one.line.text[at:].lstrip(" ,(;")
    if one.label and _HOUSE_WORD.search(rest):
        yield Line(one.line.end - len(rest), one.line.end, rest, one.line.number)
