"""Who did the study: people whom the article calls its authors, investigators or leaders.

Neither the journalist nor anybody who only commented.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from curator.domain.claims import Value
from curator.domain.forms import Form
from curator.suggest.elsewhere import said_elsewhere
from curator.suggest.outsiders import Outsiders, is_outside, outsiders_of
from curator.suggest.persons import Person, names_in, surname
from curator.suggest.reading import ArticleText, Rule, Sentence
from curator.suggest.ties import people_called, people_tied
from curator.suggest.values import Suggestion

INVESTIGATOR: Final = "investigator"

_SAID: Final = re.compile(
    r"(?P<verb>\bsaid|\bsays|\bexplained|\bexplains|\badded|\badds|\bnoted|\bnotes)\s+"
    r"(?=(?:Drs?\.?\s|Prof\w*\.?\s)?[A-Z])|,\s*[^,“”\"]{0,80}?\s?\b(?:said|says|explained"
    r"|explains)\b"
)
_SAYING: Final = ("said", "says", "explain", "added", "adds", "noted", "notes")
_OURS: Final = re.compile(
    r"\b(?:[Ww]e|[Oo]ur)\b(?:['’]ve|['’]re|\s+(?:have|had|were|are|also|then|now))?\s+(?:\w+ly\s+)?"
    r"(?:found|find|showed?|shown|saw|see|treated|designed|developed|engineered|built|tested|study"
    r"|trial|data|results|findings|team|approach|strategy|cells?|group|research|demonstrated?"
    r"|observed|discovered|turned|wanted|set\s+out|identified|gave|injected|programmed|expected"
    r"|able|used|created|made|learned|work|experiments|treatment)\b"
)
_SCHOLAR: Final = re.compile(
    r"\b(?:[Pp]rofessor|researcher|scientist|investigator|immunolog|oncolog|h(?:a)?ematolog|biolog"
    r"|neurolog|rheumatolog|physician|surgeon|postdoc|fellow|Ph\.?D|M\.?D|laboratory|lab)\w*\b"
)
_APART: Final = re.compile(
    r"^(?:about\s+(?!the\s+(?:study|trial|research))\S|(?:media\s+)?contacts?\b)"
)
_EARLIER: Final = re.compile(
    r"\b(?:previous|earlier|prior|past|another|separate|different|unrelated)\s+(?:[\w-]+\s+)?"
    r"(?:study|studies|trial|trials|paper|work|research|report|team|group)\b|\b[Ii]n\s+(?:19"
    r"|20)\d\d,",
)


_QUOTED: Final = re.compile(r"[\"“][^\"“”]*[\"”]")
"""What somebody says of earlier work makes nobody a man of that."""


def investigators(article: ArticleText, _form: Form) -> Iterator[Suggestion]:
    """People of the study, each once, the surest words first."""
    outsiders = outsiders_of(article)
    writers = {one.value.casefold() for one in article.hints if one.field == "report.author"}
    named: dict[str, Suggestion] = {}
    for sentence in _of_study(article):
        if sentence.position == "caption" or (sentence.section and _APART.match(sentence.section)):
            continue
        for person in people_called(article, sentence):
            if not _counts(person, sentence, outsiders=outsiders):
                continue
            if person.name.casefold() not in writers:
                _keep(named, _suggestion(article, sentence, person))
    for sentence, person in _tied(article, outsiders=outsiders):
        if person.name.casefold() not in writers:
            _keep(named, _suggestion(article, sentence, person, score=0.7))
    for sentence in _of_study(article):
        for person in _quoted(sentence, outsiders=outsiders):
            if person.name.casefold() not in writers:
                _keep(named, _suggestion(article, sentence, person))
    yield from named.values()


def _tied(article: ArticleText, *, outsiders: Outsiders) -> Iterator[tuple[Sentence, Person]]:
    """Those whom a clause or a deed ties to the study."""
    for sentence in _of_study(article):
        if sentence.position in ("caption", "headline") or _APART.match(sentence.section):
            continue
        for person in people_tied(article, sentence):
            if _counts(person, sentence, outsiders=outsiders) and not _is_boss(sentence, person):
                yield sentence, person


def _of_study(article: ArticleText) -> Iterator[Sentence]:
    """The sentences that do not say that others did it: a study's own people have new names too."""
    others = said_elsewhere(article)
    return (one for one in article.study_sentences if one.number not in others)


def _keep(named: dict[str, Suggestion], one: Suggestion) -> None:
    key = surname(str(one.main_value)).casefold()
    if key not in named:
        named[key] = one


def _counts(person: Person, sentence: Sentence, *, outsiders: Outsiders) -> bool:
    if surname(person.name) in outsiders.surnames or is_outside(sentence.text):
        return False
    told = sentence.text[: person.end]
    return _EARLIER.search(_QUOTED.sub("", told)) is None


_BOSS: Final = re.compile(
    r"\b(?:chief\s+(?:executive|financial|operating|business|commercial)|CEO|CFO|COO|founder"
    r"|spokes\w+|president"
    r"|vice[- ]president|managing\s+director|investor|analyst|minister|mayor|patient\s+advocate)\b",
    re.IGNORECASE,
)


def _is_boss(sentence: Sentence, person: Person) -> bool:
    """Whether it speaks for a company: who sells a treatment need not have studied it."""
    near = sentence.text[max(0, person.start - 40) : person.end + 60]
    return _BOSS.search(near) is not None


def _suggestion(
    article: ArticleText, sentence: Sentence, person: Person, *, score: float = 0.55
) -> Suggestion:
    parts: dict[str, Value] = {"name": person.name}
    if role := _role(person.role):
        parts["role"] = role
    quoted = person.role == "quoted"
    return article.suggestion(
        INVESTIGATOR,
        sentence.start + person.start,
        end=sentence.start + person.end,
        parts=parts,
        score=score if quoted else 0.92 if person.role != "led" else 0.85,
        why=(
            "Speaks of the study as one who did it."
            if quoted
            else f"The article says so: “{person.role}”."
        ),
        rule=INVESTIGATOR,
        features={"quoted": float(quoted)},
    )


def _role(words: str) -> str:
    """The form's key for a role; "" where it has none ("lead researcher" may be either)."""
    if words == "quoted":
        return "quoted"
    together = re.search(r"\bco\W?(?:senior|last)|(?:joint|shared)\W(?:senior|last)", words)
    if together:
        return "co_senior"
    if re.search(r"\b(?:senior|last)\b.*\bauthors?|(?:principal|senior) investigators?", words):
        return "senior"
    if re.search(r"\b(?:co\W?)?(?:first|lead|leading)\b.*\bauthors?\b", words):
        return "first"
    return ""


def _quoted(sentence: Sentence, *, outsiders: Outsiders) -> Iterator[Person]:
    """Who says "we found" as a scholar, where nobody is called an author in that sentence."""
    text = sentence.text
    if not any(one in text for one in _SAYING):
        return
    if not _SAID.search(text) or not _OURS.search(text) or is_outside(text):
        return
    for found in names_in(text):
        near = text[max(0, found.start() - 40) : found.end() + 140]
        said = re.search(r"\b(?:said|says|explained|explains|added|adds|noted|notes)\b", near)
        if not said or not _SCHOLAR.search(near) or surname(found["name"]) in outsiders.surnames:
            continue
        if _OURS.search(text[: found.start()]) or _OURS.search(text[found.end() :]):
            name = " ".join(found["name"].split())
            yield Person(name, found.start(), found.end(), found.start("name"), "quoted")
            return


RULES: Final[Mapping[str, Rule]] = {INVESTIGATOR: investigators}
