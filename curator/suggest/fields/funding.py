"""Who paid for the study, which interests are declared, and which earlier study it stands to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from curator.domain.claims import Value
from curator.domain.forms import Form
from curator.suggest.organisations import UPPER
from curator.suggest.reading import ArticleText, Rule, Sentence
from curator.suggest.values import Suggestion

FUNDING: Final = "funding"
INTERESTS: Final = "conflicts_of_interest"
RELATED: Final = "related_study"

_PAID: Final = re.compile(
    r"\b(?:(?:financially\s+|partly\s+|partially\s+|jointly\s+)?(?:funded|financed|paid\s+for"
    r"|sponsored|underwritten)(?:\s+in\s+part)?\s+(?:in\s+part\s+)?by"
    r"|(?:was|were|is|been)\s+(?:also\s+|in\s+part\s+|partly\s+|generously\s+|financially\s+)*"
    r"supported\s+(?:in\s+part\s+|primarily\s+|financially\s+)?by"
    r"|^\W*Supported\s+(?:in\s+part\s+)?by(?=\s+(?:the\s+|an?\s+)?(?:grants?|[A-Z]))"
    r"|[Ff]unding\s+(?:for\s+[^.;]{3,60}?\s+)?(?:was|were|came|is|comes)(?:\s+also|\s+partly)?"
    r"(?:\s+(?:provided|received|obtained|supplied))?\s+(?:by|from)|[Ff]unding\s+from"
    r"|(?:with|received|financial|grant)\s+(?:financial\s+|grant\s+)?(?:funding|support)\s+"
    r"(?:was\s+provided\s+|provided\s+)?(?:from|by)|[Gg]rants?\s+from"
    r"|^(?:FUNDING|[Ff]unding|[Ff]inancial\s+[Ss]upport)\s?[:.—-])\s+",
    re.MULTILINE,
)
_KEYWORDS: Final = ("und", "upport", "paid for", "sponsor", "rant", "award", "financ")
_TOKEN: Final = rf"(?![\w-]*\d){UPPER}[\w’'&\u2011.-]*(?<![.])"
_FUNDER: Final = re.compile(
    r"(?:the\s+)?(?P<name>National\s+\w+(?:,\s+\w+)+,?\s+and\s+\w+\s+Institute"
    rf"|{_TOKEN}(?:\s+(?:(?:of|for|and|in|on|&|de|der|für|at)\s+(?:the\s+)?)?"
    rf"{_TOKEN})*)"
)
_NO_FUNDER: Final = re.compile(
    r"(?:Inc|Ltd|LLC|Co|Grant|Award|Number|Project|Program|Contract|[A-Z]{1,3}\d|R\d\d|P\d\d|U\d\d|T\d\d|K\d\d|No"
    r"|Dr|Prof|The|This|We|None|In|It|MD|PhD|All|[IVX]+$|CAR|[A-Z]$)\b"
)
_HOUSE: Final = re.compile(
    r"\b(?:Foundation|Institutes?|Trust|Fund|Council|Society|Agency|Ministry|Department|Association"
    r"|Alliance|University|Hospital|Center|Centre|Charity|Initiative|Commission|Union|Program(?:me)?"
    r"|Administration|Academy|Therapeutics|Pharmaceuticals?|Biosciences|Biologics|Pharma|Inc|Ltd|GmbH"
    r"|Leukemia|Cancer|Research|Award|Grant|Health|College|Endowment|Philanthropies|Family|National"
    r"|European|Science|Medicine|Bank|Corporation|Company)\b|^[A-Z][A-Za-z-]*[A-Z][A-Za-z]*$"
)
_SPLIT: Final = re.compile(r"\s+and\s+(?=(?:the\s+)?[A-Z])")
_STOP: Final = re.compile(
    r"[.;](?=\s|$)|\b(?:which|who|that|where|but|while|because|to\s+[a-z]+)\b|\bsaid\b|\badded\b"
)
_OURS: Final = re.compile(
    r"\b(?:[Tt]his|[Tt]he|[Tt]heir|[Oo]ur|[Ii]t|[Ww]e|[Tt]rial|[Ww]ork|[Ss]tudy|[Rr]esearch)\b|^[^a-z]*und"
    r"|^(?:Supported|Grants?|Funded)|\b[A-Z][\w-]*-\d+\s+(?:was|is)\b"
)
_OTHER: Final = re.compile(
    r"\b(?:previous|earlier|another|other|future|next|larger|planned|lawsuit|prize|award|fellowship|professorship|scholarship|center|centre|building"
    r"|campaign|company|startup|round|Series\s[A-D])\b",
    re.IGNORECASE,
)
_INTERESTS: Final = re.compile(
    r"\b(?:declares?|declared|disclosed?|discloses|reports?|reported|have|has|had)\s+(?:that\s+(?:they"
    r"|he|she)\s+(?:have|has)\s+)?(?:no\s+)?(?:(?:potential|relevant|known|other|financial|competing)"
    r"\s+){0,3}(?:conflicts?(?:\s+of\s+interests?)?|interests?|disclosures?)\b"
    r"|\b(?:holds?|hold|own|owns|has|have|filed|is\s+an?\s+inventor|are\s+inventors|is\s+named)\b"
    r"[^.;]{0,60}\b(?:patents?|shares\s+in|stock\s+(?:in|options)|equity|royalties)\b"
    r"|\b(?:is|are|was|serves?\s+as|has\s+been)\s+(?:an?\s+|the\s+)?(?:paid\s+)?(?:co-?founders?"
    r"|consultants?|advis[eo]rs?|employees?|employed|board\s+members?)\s+(?:of|for|to|at|by)\s+(?:[A-Z])"
    r"|\bconsult(?:ed|s|ing)\s+for\s+[A-Z]|\bemploys\b[^.;]{0,40}\bauthors?\b"
    r"|\breceived\s+(?:personal\s+|consulting\s+|speaker\s+)?(?:fees|honoraria|royalties)\b"
)
_AUTHOR: Final = re.compile(
    r"\b(?:author|investigator|researcher|[A-Z]\.?[A-Z]\.|he|she|they)s?\b|[A-Z]"
)
_WITH_INTEREST: Final = re.compile(
    r"declare|disclos|interest|patent|shares|stock|equity|royalt|founder|consult|advis|employ"
    r"|honorari|board member|fees"
)
_BEFORE: Final = r"(?:previous|earlier|prior|past|pilot|initial|first|original)"
_DET: Final = r"(?:(?:the|a|an|their|his|her|our|its)\s+)?"
_STUDY: Final = r"(?:study|studies|trials?|work|research|findings|results)"
_EARLIER: Final = (
    rf"{_DET}(?:(?!and\b)[\w’'-]+\s+){{0,3}}?{_BEFORE}\s+(?:[\w’'/-]+\s+){{0,3}}?{_STUDY}"
)
_RELATED: Final = re.compile(
    rf"\b(?P<extends>(?:builds?|built|building|expands?|expanded|expanding)\s+(?:up)?on)\s+"
    rf"(?P<e>{_EARLIER})"
    rf"|\b(?P<follow>follow[- ]?up\s+(?:study\s+)?(?:to|of))\s+(?P<f>{_EARLIER})"
    rf"|(?<!to\s)\b(?P<confirms>confirm(?:s|ed)?|corroborate[sd]?|replicate[sd]?)\s+"
    rf"(?P<c>(?:the\s+(?:results|findings)\s+of\s+)?{_EARLIER})"
    rf"|\b(?P<contradicts>contradict(?:s|ed)?|conflict(?:s|ed)?\s+with)\s+"
    rf"(?P<x>(?:the\s+(?:results|findings)\s+of\s+)?{_EARLIER})"
)
_SET_AGAINST: Final = tuple(
    "build built expand ollow confirm orroborat eplicat contradict conflict".split()
)
_RELATIONS: Final = (
    ("extends", "e", "extends"),
    ("follow", "f", "follow_up_of"),
    ("confirms", "c", "confirms"),
    ("contradicts", "x", "contradicts"),
)


def funders(article: ArticleText, _form: Form) -> Iterator[Suggestion]:
    """Names behind "funded by" and its like, one each."""
    seen: set[str] = set()
    for sentence in article.study_sentences:
        if sentence.position in ("headline", "caption"):
            continue
        if not any(one in sentence.text for one in _KEYWORDS):
            continue
        for start, end, quote in _funders_in(sentence):
            name = " ".join(sentence.text[start:end].split())
            if name.casefold() in seen:
                continue
            seen.add(name.casefold())
            yield article.suggestion(
                FUNDING,
                sentence.start + quote,
                end=sentence.start + end,
                value=name,
                score=0.85,
                why="The sentence says who paid for the work.",
                rule=FUNDING,
            )


def _funders_in(sentence: Sentence) -> Iterator[tuple[int, int, int]]:
    """Names (start, end) with the start of their quote, in offsets of the sentence."""
    text = sentence.text
    for paid in _PAID.finditer(text):
        before = text[: paid.end()]
        own = _OURS.search(before) is not None or sentence.section == FUNDING
        personal = sentence.section == "interests" or _RECEIVED.search(before[-80:])
        if personal and not _STUDY_IS.search(before):
            continue
        if not own or _OTHER.search(text[max(0, paid.start() - 50) : paid.start()]):
            continue
        stop = _STOP.search(_without_brackets(text), paid.end())
        limit = stop.start() if stop else len(text)
        first = True
        for start, end in _listed(text, paid.end(), end=limit):
            yield start, end, (paid.start() if first else start)
            first = False


_RECEIVED: Final = re.compile(r"\b(?:has|have)\s+(?:also\s+)?received\b")
_STUDY_IS: Final = re.compile(
    r"\b(?:study|trial|work|research|project)\b[^.;]{0,40}\b(?:was|is|were)\b"
)


def _without_brackets(text: str) -> str:
    """The text with what stands in brackets blanked, so that its full stops end nothing."""
    return re.sub(r"\([^()]*\)", lambda found: " " * len(found.group()), text)


def _listed(text: str, start: int, *, end: int) -> Iterator[tuple[int, int]]:
    plain = _without_brackets(text[:end])
    for found in _FUNDER.finditer(plain, start, end):
        at = found.start("name")
        whole = found["name"]
        if re.search(r"\bto\s+(?:the\s+)?$", plain[: found.start("name")]):
            continue
        parts = _SPLIT.split(whole)
        if "," in whole or " " not in parts[0]:
            parts = [whole]
        for part in parts:
            begin = plain.index(part, at)
            name = part.removeprefix("the ")
            begin += len(part) - len(name)
            at = begin + len(name)
            if len(name) > 2 and not _NO_FUNDER.match(name) and _HOUSE.search(name):
                yield begin, at


def interests(article: ArticleText, _form: Form) -> Iterator[Suggestion]:
    """What is declared of interests: the sentence as it stands."""
    for sentence in article.study_sentences:
        if sentence.position in ("headline", "heading", "caption", "table"):
            continue
        if not _WITH_INTEREST.search(sentence.text):
            continue
        under = sentence.section == "interests"
        found = _INTERESTS.search(sentence.text)
        if not found or not (under or _AUTHOR.search(sentence.text[: found.end()])):
            continue
        yield article.suggestion(
            INTERESTS,
            sentence.start,
            end=sentence.end,
            value=" ".join(sentence.text.split()),
            score=0.9 if under else 0.65,
            why="An interest is declared, or that there is none.",
            rule=INTERESTS,
        )


def related(article: ArticleText, _form: Form) -> Iterator[Suggestion]:
    """An earlier study that this one is said to extend, follow, confirm or contradict."""
    for sentence in article.study_sentences:
        likely = any(one in sentence.text for one in _SET_AGAINST)
        found = _RELATED.search(sentence.text) if likely else None
        if found is None or sentence.position in ("headline", "heading"):
            continue
        for group, words, relation in _RELATIONS:
            if found[group]:
                parts: dict[str, Value] = {
                    "study": " ".join(found[words].split()),
                    "relation": relation,
                }
                yield article.suggestion(
                    RELATED,
                    sentence.start + found.start(),
                    end=sentence.start + found.end(),
                    parts=parts,
                    score=0.6,
                    why="The sentence sets it against another study.",
                    rule=RELATED,
                )


RULES: Final[Mapping[str, Rule]] = {FUNDING: funders, INTERESTS: interests, RELATED: related}
