"""What the article says of harm: events with their counts, that it was tolerated, or open."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from curator.domain.claims import REPORTED, UNCLEAR, VAGUE, Quantity, Value
from curator.domain.forms import Form
from curator.suggest.context import scopes_of
from curator.suggest.numbers.endpoints import HARM, endpoints
from curator.suggest.numbers.results import results
from curator.suggest.numbers.stated import is_stated, result_sentences, study_sentences
from curator.suggest.numbers.stems import stems, stems_of
from curator.suggest.reading import ArticleText, Rule, Sentence
from curator.suggest.values import Suggestion

_EVENT_RULE: Final = "safety.events"
_CLAIM_RULE: Final = "safety.claimed"
_OPEN_RULE: Final = "safety.open"

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
_TOLERATED: Final = re.compile(
    r"\b(?:no|without)\s(?:(?:serious|severe|dose-limiting|unexpected|new|major|significant|grade "
    r"[3-5]"
    r"(?: or (?:4|higher))?|treatment-related|life-threatening|signs of|evidence of)\s){0,3}"
    r"(?:toxicit(?:y|ies)|adverse (?:events?|effects?|reactions?)|side[ -]effects?|safety "
    r"(?:signals?|"
    r"concerns?|issues?)|neurotoxicity|cytokine release syndrome|graft-versus-host disease|"
    r"neurotoxic effects)\b(?:\s(?:was|were)\s(?:observed|seen|reported|noted|found))?"
    r"|\b(?:was|were|is|are|proved|appeared|appears|been)\s(?:to be\s)?(?:generally\s|safe and\s)?"
    r"(?:well[ -])?(?:tolerated|tolerable|safe)\b",
    re.IGNORECASE,
)
_NOT_KNOWN: Final = re.compile(
    r"\b(?:(?:[\w-]+\s)?[\w-]+\s)?(?:(?:is|are) (?:still )?(?:needed|required|necessary)|"
    r"needed)\sto\s(?:determine|establish|confirm|"
    r"show|know|prove)\s[^.;]{0,60}?\bsafe\w*\b[^.;,]{0,40}"
    r"|\bsafety\b[^.;,]{0,40}\b(?:not (?:yet )?(?:known|established|clear)|unknown|remains? (?:to "
    r"be|"
    r"unclear|unknown))[^.;,]{0,40}",
    re.IGNORECASE,
)
_STUDIED: Final = re.compile(
    r"\b(?:conducted|performed|carried out|did)\s[^.;]{0,40}\b(?:confirm|assess|evaluate|test)\s"
    r"[^.;]{0,30}\bsafety\b[^.;,]{0,40}",
    re.IGNORECASE,
)
_ANY_HARM: Final = re.compile(r"event|effect|reaction|toxicit", re.IGNORECASE)
"""Words for harm in general: an event only with its count."""
_CUES: Final = stems("safe safety tolerated toxicity adverse side neurotoxicity cytokine graft")


def events(article: ArticleText, _form: Form) -> Iterator[Suggestion]:
    """Harm that occurred, with grade and counts where they stand beside it."""
    seen: set[str] = set()
    for sentence in result_sentences(article):
        text = sentence.text
        counted = {
            one.endpoint.start: one
            for one in reversed(results(text))
            if one.endpoint and one.endpoint.kind == HARM
        }
        for named in endpoints(text):
            words = text[named.start : named.end]
            if named.kind != HARM or words.lower() in seen:
                continue
            if _denied(sentence, named.start, end=named.end):
                continue
            result = counted.get(named.start)
            if result is None and _ANY_HARM.search(words):
                continue
            if result is None and not _NAMED.search(text):
                continue
            if not is_stated(sentence, named.start, end=named.end):
                continue
            seen.add(words.lower())
            parts: dict[str, Value] = {"statement": "events_reported", "event": words}
            grade = _GRADE.search(text)
            if grade:
                parts["grade"] = grade["grade"]
            for key, figure in (("n", result.n), ("of", result.of)) if result else ():
                if figure and figure.whole is not None:
                    parts[key] = Quantity("=", str(figure.whole))
            start = result.start if result else named.start
            end = result.end if result else named.end
            yield article.suggestion(
                "safety",
                sentence.start + start,
                end=sentence.start + end,
                parts=parts,
                score=0.75 if result else 0.6,
                why="This harm occurred.",
                rule=_EVENT_RULE,
            )


def _denied(sentence: Sentence, start: int, *, end: int) -> bool:
    return any(
        scope.kind == "negated" and scope.start < end and start < scope.end
        for scope in scopes_of(sentence.text)
    )


def claimed(article: ArticleText, _form: Form) -> Iterator[Suggestion]:
    """That it was tolerated, or that a certain harm was not seen."""
    for sentence in study_sentences(article):
        if _CUES.isdisjoint(stems_of(sentence.text)):
            continue
        for found in _TOLERATED.finditer(sentence.text):
            if is_stated(sentence, found.start(), end=found.end()):
                yield _statement(article, sentence, found, statement="claimed", status=REPORTED)
                break


def open_question(article: ArticleText, _form: Form) -> Iterator[Suggestion]:
    """That safety is not established, or was studied without a finding."""
    for sentence in study_sentences(article):
        if _CUES.isdisjoint(stems_of(sentence.text)):
            continue
        if found := _NOT_KNOWN.search(sentence.text):
            yield _statement(article, sentence, found, statement="not_established", status=UNCLEAR)
            continue
        found = _STUDIED.search(sentence.text)
        if found and is_stated(sentence, found.start(), end=found.end()):
            yield _statement(article, sentence, found, statement="claimed", status=VAGUE)


def _statement(
    article: ArticleText, sentence: Sentence, found: re.Match[str], *, statement: str, status: str
) -> Suggestion:
    why = {
        REPORTED: "The words say that it was safe or tolerated.",
        UNCLEAR: "The words say that safety is still to be shown.",
        VAGUE: "The words say that safety was studied, not what was found.",
    }
    return article.suggestion(
        "safety",
        sentence.start + found.start(),
        end=sentence.start + found.end(),
        parts={"statement": statement},
        status=status,
        score=0.72 if status == REPORTED else 0.6,
        why=why[status],
        rule=_CLAIM_RULE if status == REPORTED else _OPEN_RULE,
    )


RULES: Final[Mapping[str, Rule]] = {
    _EVENT_RULE: events,
    _CLAIM_RULE: claimed,
    _OPEN_RULE: open_question,
}
