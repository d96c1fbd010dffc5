"""What the article says of harm: events with their counts, that it was tolerated, or open."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from curator.domain.claims import REPORTED, UNCLEAR, VAGUE, Quantity, Value
from curator.domain.forms import Form
from curator.suggest.context import scopes_of
from curator.suggest.fields.safety_claims import Span, claims, listed, open_at
from curator.suggest.numbers.endpoints import HARM, Endpoint, endpoints
from curator.suggest.numbers.harms import is_plain_harm
from curator.suggest.numbers.result import Result
from curator.suggest.numbers.results import results
from curator.suggest.numbers.roles import PEOPLE, PEOPLE_WORDS, PLAIN, marked
from curator.suggest.numbers.stated import is_past, is_stated, result_sentences, study_sentences
from curator.suggest.reading import ArticleText, Rule, Sentence
from curator.suggest.values import Suggestion

_EVENT_RULE: Final = "safety.events"
_CLAIM_RULE: Final = "safety.claimed"
_OPEN_RULE: Final = "safety.open"
_LIST_RULE: Final = "safety.listed"

_GRADE: Final = re.compile(
    r"\bgrades?\s(?P<grade>[1-5](?:\s?(?:-|\u2013|/|or|to|and)\s?[1-5])?(?:\sor\s(?:higher|"
    r"above))?)\b",
    re.IGNORECASE,
)
_NAMED: Final = re.compile(
    r"\b(?:most common|common|frequent|reported|observed|occurred|developed|experienced|"
    r"included?|had)\b",
    re.IGNORECASE,
)
_STUDIED: Final = re.compile(
    r"\b(?:conducted|performed|carried out|did)\s[^.;]{0,40}\b(?:confirm|assess|evaluate|test)\s"
    r"[^.;]{0,30}\bsafety\b[^.;,]{0,40}",
    re.IGNORECASE,
)
_ANY_HARM: Final = re.compile(r"event|effect|reaction|toxicit", re.IGNORECASE)
"""Words for harm in general: an event only with its count."""


def events(article: ArticleText, _form: Form) -> Iterator[Suggestion]:
    """Harm that occurred, with grade and counts where they stand beside it."""
    seen: set[str] = set()
    for sentence in result_sentences(article):
        text = sentence.text
        harms = [one for one in endpoints(text) if one.kind == HARM]
        counted = _counted(text) if harms else {}
        for named in harms:
            words = text[named.start : named.end]
            if words.lower() in seen or _denied(sentence, named.start, end=named.end):
                continue
            result = counted.get(named.start) or _count_before(text, named)
            if result is None and not (_is_event(text, words) or _was_mild(text, named)):
                continue
            if not is_stated(sentence, named.start, end=named.end):
                continue
            seen.add(words.lower())
            yield _event(article, sentence, named, result=result)


def _counted(text: str) -> Mapping[int, Result]:
    """Results that count or rate harm, by where its name begins; the first of each."""
    return {
        one.endpoint.start: one
        for one in reversed(results(text))
        if one.endpoint and one.endpoint.kind == HARM
    }


def _is_event(text: str, words: str) -> bool:
    """Whether a name of harm without its count tells that it occurred."""
    return not _ANY_HARM.search(words) and bool(_NAMED.search(text)) and _is_sure(text, words)


_HOW_BAD: Final = re.compile(
    r"\b(?:mild|moderate|severe|transient|temporary|brief|passing|short-lived|reversible|slight)\b"
    r"(?:,?\s[\w-]+)?\s?$",
    re.IGNORECASE,
)
_WAS_SEEN: Final = re.compile(
    r"[^.;]{0,60}?\b(?:was|were|occurred)\b|[^.;]{0,40}?\s(?:in|of) (?:most|some|all|many|the)\b",
    re.IGNORECASE,
)
_SAW: Final = re.compile(
    r"\b(?:saw|observed|noted|found|developed|caused|showed|had|suffered)\b[^.;]{0,40}$",
    re.IGNORECASE,
)


def _was_mild(text: str, named: Endpoint) -> bool:
    """Whether it is said how bad a harm was, and that it was seen: "a transient rise in ..."."""
    first = text.find(" ", named.start)
    before = max(0, named.start - 30)
    if not any(_HOW_BAD.search(text, before, at) for at in (named.start, first) if at > 0):
        return False
    saw = _SAW.search(text, max(0, named.start - 70), named.start)
    return is_past(text) and bool(saw or _WAS_SEEN.match(text, named.end))


def _count_before(text: str, named: Endpoint) -> Result | None:
    """The count that stands before a name: "two cases of pneumonia", "three had to go to ..."."""
    for one in reversed(marked(text)):
        figure = one.figure
        if one.role not in _COUNTS or figure.unit or figure.end > named.start or not figure.whole:
            continue
        if _UP_TO.fullmatch(text, figure.end, named.start):
            return Result(figure.start, named.end, "count", None, named, n=figure)
        return None
    return None


_COUNTS: Final = frozenset((PEOPLE, PLAIN))
_UP_TO: Final = re.compile(
    r"\s(?:(?:[\w-]+\s){0,3}?(?:cases?|episodes?|instances?)\sof\s(?:[\w-]+\s){0,3}?"
    r"|(?:[\w-]+\s){0,2}?"
    rf"|(?:of\s)?(?:the\s|these\s|those\s)?(?:[\w-]+\s){{0,3}}?(?:{PEOPLE_WORDS}|them|these|those)\s"
    r"(?:also\s|then\s)?(?:had|needed|required|developed|suffered|experienced|got|went|was|were|"
    r"became|reported|lost|died|showed)\s(?:[\w-]+\s){0,7}?)",
    re.IGNORECASE,
)


def _event(
    article: ArticleText, sentence: Sentence, named: Endpoint, *, result: Result | None
) -> Suggestion:
    text = sentence.text
    parts: dict[str, Value] = {
        "statement": "events_reported",
        "event": text[named.start : named.end],
    }
    if grade := _GRADE.search(text):
        parts["grade"] = grade["grade"]
    for key, figure in (("n", result.n), ("of", result.of)) if result else ():
        if figure and figure.whole is not None:
            parts[key] = Quantity("=", str(figure.whole))
    return article.suggestion(
        "safety",
        sentence.start + (result.start if result else named.start),
        end=sentence.start + (result.end if result else named.end),
        parts=parts,
        score=0.75 if result else 0.6,
        why="This harm occurred.",
        rule=_EVENT_RULE,
    )


def _is_sure(text: str, words: str) -> bool:
    """Whether a harm without a count is one: by its name, or named as an effect of treatment."""
    return is_plain_harm(words) or bool(_SIDE.search(text))


_SIDE: Final = re.compile(
    r"\b(?:side[ -]effects?|adverse (?:events?|effects?|reactions?)|toxicit(?:y|ies))\b", re.I
)


def effects(article: ArticleText, _form: Form) -> Iterator[Suggestion]:
    """What the side effects were, told as a list of them: one row with the words."""
    for sentence in result_sentences(article):
        place = listed(sentence.text)
        if place is None or not is_stated(sentence, place.start, end=place.end):
            continue
        words = sentence.text[place.start : place.end].rstrip(" ,")
        yield article.suggestion(
            "safety",
            sentence.start + place.start,
            end=sentence.start + place.start + len(words),
            parts={"statement": "events_reported", "event": words},
            score=0.68,
            why="The words list the side effects.",
            rule=_LIST_RULE,
        )


def _denied(sentence: Sentence, start: int, *, end: int) -> bool:
    return any(
        scope.kind == "negated" and scope.start < end and start < scope.end
        for scope in scopes_of(sentence.text)
    )


def claimed(article: ArticleText, _form: Form) -> Iterator[Suggestion]:
    """That it was tolerated, or that a certain harm was not seen."""
    for sentence in study_sentences(article):
        if open_at(sentence.text):
            continue
        for place in claims(sentence.text):
            if is_stated(sentence, place.start, end=place.end):
                yield _statement(article, sentence, place, statement="claimed", status=REPORTED)
                break


def open_question(article: ArticleText, _form: Form) -> Iterator[Suggestion]:
    """That safety is not established, or was studied without a finding."""
    for sentence in study_sentences(article):
        if place := open_at(sentence.text):
            yield _statement(article, sentence, place, statement="not_established", status=UNCLEAR)
            continue
        found = _STUDIED.search(sentence.text) if "afety" in sentence.text else None
        if found and is_stated(sentence, found.start(), end=found.end()):
            place = Span(*found.span())
            yield _statement(article, sentence, place, statement="claimed", status=VAGUE)


def _statement(
    article: ArticleText, sentence: Sentence, found: Span, *, statement: str, status: str
) -> Suggestion:
    why = {
        REPORTED: "The words say that it was safe or tolerated.",
        UNCLEAR: "The words say that safety is still to be shown.",
        VAGUE: "The words say that safety was studied, not what was found.",
    }
    return article.suggestion(
        "safety",
        sentence.start + found.start,
        end=sentence.start + found.end,
        parts={"statement": statement},
        status=status,
        score=0.72 if status == REPORTED else 0.6,
        why=why[status],
        rule=_CLAIM_RULE if status == REPORTED else _OPEN_RULE,
    )


RULES: Final[Mapping[str, Rule]] = {
    _EVENT_RULE: events,
    _LIST_RULE: effects,
    _CLAIM_RULE: claimed,
    _OPEN_RULE: open_question,
}
