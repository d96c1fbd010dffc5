"""Who did the study: institutions with their role, the town and the country where they stand.

A name counts where the sentence makes it the place of the researchers ("scientists at", "led by",
"patients were treated at", "a ... study shows").  Who only commented, paid, or is explained at the
end of a press release does not.  Without a name, "German researchers" is vague.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from curator.domain.claims import VAGUE, Term, Value, Words
from curator.domain.forms import Form
from curator.suggest.houses import houses_of, is_nickname, without_units
from curator.suggest.one_house import House, Role
from curator.suggest.places import COUNTRIES, COUNTRY, PEOPLE, PEOPLES
from curator.suggest.reading import ArticleText, Rule, Sentence
from curator.suggest.values import Suggestion

INSTITUTION: Final = "institution"
COUNTRY_FIELD: Final = "country"
CITY: Final = "city"

_SCORES: Final[Mapping[Role, float]] = {
    Role.LEAD: 0.92,
    Role.DONE: 0.9,
    Role.SITE: 0.82,
    Role.WITH: 0.75,
    Role.AFFILIATION: 0.62,
    Role.NAMED: 0.55,
}
_WHY: Final[Mapping[Role, str]] = {
    Role.LEAD: "The sentence says that it led the work.",
    Role.DONE: "Its researchers did the work.",
    Role.SITE: "Patients or animals were treated there.",
    Role.WITH: "It took part in the work.",
    Role.AFFILIATION: "An author of the study works there.",
    Role.NAMED: "It is named where the article tells of the study.",
}
_KEYS: Final[Mapping[Role, str]] = {Role.LEAD: "lead", Role.DONE: "lead", Role.SITE: "site"}

_RESEARCHERS: Final = (
    r"(?:researchers|scientists|investigators|doctors|physicians|clinicians|oncologists"
    r"|immunologists|engineers|biologists|surgeons|experts|team|group|research team)"
)
_PEOPLES_RESEARCHERS: Final = re.compile(
    rf"\b{PEOPLE}\s+(?:[a-z][\w-]*\s+)?{_RESEARCHERS}\b"
    rf"|\b(?i:{_RESEARCHERS})\s+(?:in|from|across)\s+{COUNTRY}"
)
_NICKNAME: Final = re.compile(rf"\s+(?:[a-z][\w-]*\s+)?{_RESEARCHERS}\b")
_UNNAMED: Final = re.compile(
    rf"\b(?i:{_RESEARCHERS})\s+(?:at|from)\s+(?:an?|the|one of the|several|two|three|four|five)"
    r"\s+(?:[a-z][\w’'-]*\s+){0,4}(?:universit(?:y|ies)|hospitals?|institut(?:e|es|ions?)"
    r"|centers?|centres?|clinics?|compan(?:y|ies)|medical schools?|laborator(?:y|ies))\b"
    r"(?!\s+of\s+[A-Z])"
)
_IN_A: Final = re.compile(
    rf"\b(?:at|by|from)\s+(?:an?|two|three|four|several)\s+(?:[a-z-]+\s+){{0,2}}?{PEOPLE}\s+"
    r"(?:[a-z-]+\s+){0,2}?(?:hospitals?|universit(?:y|ies)|institutes?|centers?|centres?|clinics?"
    r"|team|group|company|lab|laboratory)\b"
)
_MANY_IN: Final = re.compile(
    r"\b(?:multiple|several|many|two|three|four|five|\d+)\s+(?:[a-z-]+\s+){0,2}?(?:institutions|hospitals"
    rf"|centers|centres|universities|clinics|sites)\s+(?:in|across)\s+{COUNTRY}"
)
_IN_PLACE: Final = re.compile(rf"\s*(?:\([A-Z][\w-]*\))?,?\s+(?:(?P<joined>in|,)\s+)?{COUNTRY}")
_TOWN: Final = (
    r"(?P<town>(?:St\.\s|New\s|San\s|Los\s|Santa\s|Fort\s|Port\s|Salt\s|Le\s|La\s|The\s)?"
    r"[A-Z][\w'’-]+(?:\s(?:City|Falls|Hill|Park|Beach|Springs|Rapids|Lake City|Arbor|Haven"
    r"|Alder|am Main|upon Tyne|de Janeiro))?)"
)
_IN_TOWN: Final = re.compile(
    rf"\s*(?:\([A-Z][\w-]*\))?\s+in\s+{_TOWN}(?:,\s+(?:[A-Z][\w.]+\s?){{1,2}})?"
)
_AT_TOWN: Final = re.compile(rf",\s+{_TOWN},\s+{COUNTRY}")
_AND_COUNTRY: Final = re.compile(rf"(?:,\s+(?:and\s+)?|\s+and\s+){COUNTRY}")
_THEN_COUNTRY: Final = re.compile(rf",\s+{COUNTRY}")
_NO_TOWN: Final = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Phase|Nature|Science|Cell|Journal|Cancer|The)\b|[A-Z\d]{2,}"
)
_OF_STUDY: Final = re.compile(
    r"\b(?:stud|paper|research|trial|report|finding|result|work|treat"
    r"|patient|develop|discover|show)",
    re.I,
)


def institutions(article: ArticleText, _form: Form) -> Iterator[Suggestion]:
    """Institutions that did the study, with town and country; else what is said instead of one."""
    firm = without_units(houses_of(article))
    for house in firm:
        yield _suggestion(article, house)
        yield from _places(article, house)
    if not firm:
        yield from _vague(article)


def _suggestion(article: ArticleText, house: House) -> Suggestion:
    parts: dict[str, Value] = {"name": house.term}
    if key := _KEYS.get(house.role):
        parts["role"] = key
    early = house.sentence.position in ("headline", "lead")
    return article.suggestion(
        INSTITUTION,
        house.start,
        end=house.end,
        parts=parts,
        score=min(0.98, _SCORES[house.role] + (0.03 if house.term.id else 0.0)),
        why=_WHY[house.role],
        rule=INSTITUTION,
        others=house.others,
        features={
            "in_vocabulary": float(house.term.id is not None),
            "lead": float(early),
            "times": float(1 + len(house.others)),
        },
    )


def _places(article: ArticleText, house: House) -> Iterator[Suggestion]:
    """Behind the name: "in Boston", "in Germany", "Erlangen, Germany"."""
    if house.role is Role.AFFILIATION:
        return
    body, at = article.body, house.name_end
    address = _AT_TOWN.match(body, at)
    place = address or _IN_PLACE.match(body, at)
    town = address or (None if place else _IN_TOWN.match(body, at))
    if place:
        yield _country(article, place, start=house.name_start)
    if town and not _is_no_town(town["town"]):
        yield _place(article, CITY, town["town"], span=(house.name_start, town.end("town")))
    country = _THEN_COUNTRY.match(body, town.end("town")) if town and not place else None
    if country:
        yield _country(article, country, start=house.name_start)


def _is_no_town(words: str) -> bool:
    return _NO_TOWN.match(words) is not None or words in COUNTRIES


def _country(article: ArticleText, found: re.Match[str], *, start: int) -> Suggestion:
    name = COUNTRIES[found["country"]]
    return _place(article, COUNTRY_FIELD, name, span=(start, found.end("country")))


def _place(article: ArticleText, field: str, name: str, *, span: tuple[int, int]) -> Suggestion:
    return article.suggestion(
        field,
        span[0],
        end=span[1],
        value=name,
        score=0.8,
        why="The institution is said to be there.",
        rule=INSTITUTION,
    )


def _vague(article: ArticleText) -> Iterator[Suggestion]:
    """The first words that stand where the name should."""
    for sentence in article.study_sentences:
        forms = (_PEOPLES_RESEARCHERS, _IN_A, _MANY_IN)
        for found in (one for form in forms for one in form.finditer(sentence.text)):
            if not _of_study(sentence, found.start()):
                continue
            start = sentence.start + found.start()
            yield _unnamed(article, start, end=sentence.start + found.end())
            named = found.groupdict()
            country = PEOPLES.get(named.get("people") or "") or COUNTRIES[named["country"]]
            end = sentence.start + found.end()
            yield _from_there(article, (start, end), country=country)
            while more := _AND_COUNTRY.match(article.body, end):
                begin, end = more.start("country"), more.end()
                yield _from_there(article, (begin, end), country=COUNTRIES[more["country"]])
            return
        if unnamed := _UNNAMED.search(sentence.text):
            start, end = sentence.start + unnamed.start(), sentence.start + unnamed.end()
            yield _unnamed(article, start, end=end)
            return
    yield from _by_nickname(article)


def _from_there(article: ArticleText, span: tuple[int, int], *, country: str) -> Suggestion:
    return article.suggestion(
        COUNTRY_FIELD,
        span[0],
        end=span[1],
        value=country,
        score=0.72,
        why="The researchers are said to be from there.",
        rule=INSTITUTION,
    )


def _by_nickname(article: ArticleText) -> Iterator[Suggestion]:
    """What "Harvard researchers" names: a university, and not which part of it."""
    for mention in article.by_role.get("institutions", ()):
        found = _NICKNAME.match(article.body, mention.end)
        sentence = article.sentence_at(mention.start) if found else None
        if found is None or sentence is None or not sentence.of_study:
            continue
        if not is_nickname(article, mention.start, end=mention.end):
            continue
        if sentence.position in ("heading", "headline"):
            continue
        yield article.suggestion(
            INSTITUTION,
            mention.start,
            end=found.end(),
            parts={"name": Term(mention.label, mention.term_id)},
            status=VAGUE,
            score=0.8,
            why="The university is named, but not which of its houses did the work.",
            rule=INSTITUTION,
        )
        return


def _of_study(sentence: Sentence, at: int) -> bool:
    """Whether a word before or behind speaks of a study, not of a people's general achievements."""
    return _OF_STUDY.search(sentence.text) is not None or sentence.position == "lead" or at == 0


def _unnamed(article: ArticleText, start: int, *, end: int) -> Suggestion:
    return article.suggestion(
        INSTITUTION,
        start,
        end=end,
        parts={"name": Words(article.body[start:end])},
        status=VAGUE,
        score=0.75,
        why="It is said who did the work, but no institution is named.",
        rule=INSTITUTION,
    )


RULES: Final[Mapping[str, Rule]] = {INSTITUTION: institutions}
