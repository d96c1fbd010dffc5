"""Outcomes: numbers with what was measured, definite events, and directions without either.

A row is proposed to be completed, never filled by itself.  A direction without a number or a
definite event is ``vague``, with its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from curator.domain.claims import VAGUE, Quantity, Value
from curator.domain.forms import Form
from curator.suggest.fields.loosely import loosely
from curator.suggest.fields.outcome_words import (
    Directed,
    arm_at,
    comparator_at,
    directed,
    direction_of,
    events,
    hedge_of,
)
from curator.suggest.numbers.anaphora import taken_up
from curator.suggest.numbers.endpoints import EFFICACY, HARM, endpoints
from curator.suggest.numbers.result import DURATION, UNNAMED, Result
from curator.suggest.numbers.results import results
from curator.suggest.numbers.stated import is_past, is_stated, result_sentences
from curator.suggest.numbers.stems import stems, stems_of
from curator.suggest.reading import LEAD, ArticleText, Rule, Sentence
from curator.suggest.values import Suggestion

_NUMBER_RULE: Final = "outcome.number"
_EVENT_RULE: Final = "outcome.event"
_DIRECTION_RULE: Final = "outcome.direction"
_LOOSE_RULE: Final = "outcome.loosely"


def numbers(article: ArticleText, _form: Form) -> Iterator[Suggestion]:
    """A row for each result with a number."""
    rows: dict[tuple[object, ...], tuple[Result, Suggestion]] = {}
    before: tuple[Result, ...] = ()
    for sentence in result_sentences(article):
        found = tuple(_once(sentence.text))
        found += tuple(_of_another(sentence.text, before, found))
        before = found
        for one in found:
            at = one.value or one.n or one.of
            if at is None or not is_stated(sentence, at.start, end=at.end):
                continue
            if not is_past(sentence.text) or _is_of_safety(one):
                continue
            row = _row(article, sentence, one)
            key = _key(one)
            while key in rows and _differ(sentence.text, one, rows[key][1]):
                key = (*key, None)
            if key not in rows or (rows[key][1].score < row.score):
                rows[key] = one, row
    yield from _without_repeats(list(rows.values()))


def _once(text: str) -> Iterator[Result]:
    """Without the times in which something happened to all, or to the untreated alone."""
    found = results(text)
    spans = [(one.start, one.end) for one in events(text)] if found else []
    for one in found:
        if one.measure == DURATION and _UNTREATED.match(text):
            continue
        again = one.measure == DURATION and any(a < one.end and one.start < b for a, b in spans)
        if not again:
            yield one


def _of_another(
    text: str, before: tuple[Result, ...], found: tuple[Result, ...]
) -> Iterator[Result]:
    """Numbers of another group that take up the sentence before."""
    for one in taken_up(text, before):
        if not any(x.start < one.end and one.start < x.end for x in found):
            yield one


def _is_of_safety(one: Result) -> bool:
    """Whether it counts or rates harm: safety has its own field for both."""
    return one.endpoint is not None and one.endpoint.kind == HARM


_UNTREATED: Final = re.compile(
    r"(?:the |all (?:of )?(?:the )?)?(?:untreated|control|unvaccinated|placebo|mock)\b"
    r"(?![^.]*\b(?:whereas|while|but|compared|versus|than)\b)",
    re.IGNORECASE,
)


def _without_repeats(rows: list[tuple[Result, Suggestion]]) -> Iterator[Suggestion]:
    """Leave out a part in words ("a third") where per cent as near are given elsewhere."""
    exact = [_per_cent(one) for one, _ in rows if one.value and not one.value.share]
    for one, row in rows:
        near = (
            one.value
            and one.value.share
            and any(x is not None and abs(x - (_per_cent(one) or 0)) <= _NEAR for x in exact)
        )
        if not near:
            yield row


_NEAR: Final = 5
"""Per cent by which "a third" may differ from the number that it rounds."""


def _per_cent(one: Result) -> Decimal | None:
    quantity = one.value.quantity if one.value else None
    if quantity is None or quantity.unit != "%" or quantity.value is None:
        return None
    return Decimal(quantity.value)


def _differ(text: str, one: Result, row: Suggestion) -> bool:
    """Whether two counts without a whole are of things that share no word."""
    if one.value or one.of or one.endpoint is None or one.n is None:
        return False
    words = text[one.endpoint.start : one.endpoint.end]
    named = str(row.parts.get("endpoint", ""))
    return stems_of(words).isdisjoint(stems_of(named) - _COMMON)


_COMMON: Final = stems("all of a an the had has have was were been be is are of in to no not for")


def _key(one: Result) -> tuple[object, ...]:
    """The same number of the same kind is told twice rather than found twice."""
    value = one.value.quantity if one.value else None
    n = one.n.whole if one.n and one.value is None else None
    of = one.of.whole if one.of and one.value is None else None
    kind = one.endpoint.kind if one.endpoint else ""
    return (value, n, of, kind if value is None else one.measure)


def _row(article: ArticleText, sentence: Sentence, one: Result) -> Suggestion:
    text = sentence.text
    parts: dict[str, Value] = {}
    if one.endpoint:
        parts["endpoint"] = text[one.endpoint.start : one.endpoint.end]
        parts["kind"] = one.endpoint.kind
    behind = max(at.end for at in (one.value, one.n, one.of) if at)
    end = one.end
    if arm := arm_at(text, behind):
        parts["arm"] = arm
        end = max(end, text.find(arm, behind) + len(arm))
    if comparator := comparator_at(text, behind):
        parts["comparator"] = comparator
    if one.measure not in UNNAMED:
        parts["measure"] = one.measure
    parts |= _number_parts(one)
    if (direction := direction_of(text, one.start, end=one.end)) and one.measure != "median":
        parts["direction"] = direction
    if hedge := hedge_of(text):
        parts["hedge"] = hedge
    complete = sum(x is not None for x in (one.n, one.of, one.interval, one.p, one.endpoint))
    score = 0.72 + 0.04 * complete - (0.05 if sentence.position == LEAD else 0.0)
    return article.suggestion(
        "outcome",
        sentence.start + one.start,
        end=sentence.start + end,
        parts=parts,
        score=min(0.95, score),
        why="The number stands with what it was measured on.",
        rule=_NUMBER_RULE,
        features={"parts": float(len(parts)), "complete": float(complete)},
    )


def _number_parts(one: Result) -> dict[str, Value]:
    parts: dict[str, Value] = {}
    if one.value:
        quantity = one.value.quantity
        parts["op"] = quantity.op
        if quantity.op == "range":
            parts["value"] = Quantity(
                "range", low=quantity.low, high=quantity.high, exp10=quantity.exp10
            )
        else:
            plain = quantity.exp10 is None and quantity.value is not None
            parts["value"] = (
                quantity.value
                if plain and quantity.value
                else Quantity("=", quantity.value, exp10=quantity.exp10)
            )
        if quantity.unit:
            parts["unit"] = quantity.unit
    for key, figure in (("n", one.n), ("of", one.of), ("p", one.p)):
        if figure:
            found = figure.quantity
            parts[key] = Quantity(found.op, found.value, found.low, found.high, found.exp10)
    if one.interval and one.interval.quantity.op == "range":
        found = one.interval.quantity
        parts["confidence_interval"] = Quantity("range", low=found.low, high=found.high)
    if one.time_point:
        parts["time_point"] = one.time_point
    return parts


def definite_events(article: ArticleText, _form: Form) -> Iterator[Suggestion]:
    """What happened to all or to none of them, or came back: an outcome without a number."""
    harmed = False
    for sentence in result_sentences(article):
        covered = [(one.start, one.end) for one in _once(sentence.text)]
        before, harmed = harmed, any(one.kind == HARM for one in endpoints(sentence.text))
        for event in events(sentence.text):
            if (before or harmed) and _PASSED.search(sentence.text, event.start, event.end):
                continue
            if any(a < event.end and event.start < b for a, b in covered):
                continue
            if not is_stated(sentence, event.start, end=event.end):
                continue
            parts: dict[str, Value] = {"endpoint": event.endpoint, "kind": event.kind}
            if event.time_point:
                parts["time_point"] = event.time_point
            if hedge := hedge_of(sentence.text):
                parts["hedge"] = hedge
            yield article.suggestion(
                "outcome",
                sentence.start + event.start,
                end=sentence.start + event.end,
                parts=parts,
                score=0.7,
                why=event.why,
                rule=_EVENT_RULE,
            )


_PASSED: Final = re.compile(
    r"\b(?:symptoms|effects?|fevers?|rash(?:es)?|all of them|they|both)\b[^.;]{0,20}\b(?:resolved|"
    r"went away|disappeared|vanished|recovered|subsided)\b",
    re.IGNORECASE,
)
"""Harm that was told of is over."""


def directions(article: ArticleText, _form: Form) -> Iterator[Suggestion]:
    """More or less of something, without a number: vague, with its words."""
    for sentence in result_sentences(article):
        text = sentence.text
        covered = [(one.start, one.end) for one in results(text)]
        covered += [(one.start, one.end) for one in events(text)]
        for found in directed(text):
            if any(a < found.end and found.start < b for a, b in covered):
                continue
            if not is_past(text) or not is_stated(sentence, found.start, end=found.end):
                continue
            yield article.suggestion(
                "outcome",
                sentence.start + found.start,
                end=sentence.start + found.end,
                parts=_direction_parts(text, found),
                status=VAGUE,
                score=0.6,
                why="A direction is told without a number or a definite event.",
                rule=_DIRECTION_RULE,
            )


def loose_directions(article: ArticleText, _form: Form) -> Iterator[Suggestion]:
    """The same in ordinary words, where no name of an outcome stands: vague, with its words."""
    for sentence in result_sentences(article):
        text = sentence.text
        loose = tuple(loosely(text))
        if not loose:
            continue
        covered = [(one.start, one.end) for one in results(text)]
        covered += [(one.start, one.end) for one in events(text)]
        covered += [(one.start, one.end) for one in directed(text)]
        for found in loose:
            if any(a < found.end and found.start < b for a, b in covered):
                continue
            if not is_past(text) or not is_stated(sentence, found.start, end=found.end):
                continue
            words = text[found.start : found.end]
            yield article.suggestion(
                "outcome",
                sentence.start + found.start,
                end=sentence.start + found.end,
                parts={"endpoint": words, "kind": EFFICACY},
                status=VAGUE,
                score=0.55,
                why="A direction is told without a number or a definite event.",
                rule=_LOOSE_RULE,
            )


def _direction_parts(text: str, found: Directed) -> Mapping[str, Value]:
    parts: dict[str, Value] = {"endpoint": found.endpoint, "kind": found.kind}
    if comparator := comparator_at(text, found.start):
        parts["comparator"] = comparator
    if found.direction:
        parts["direction"] = found.direction
    if hedge := hedge_of(text):
        parts["hedge"] = hedge
    return parts


RULES: Final[Mapping[str, Rule]] = {
    _NUMBER_RULE: numbers,
    _EVENT_RULE: definite_events,
    _DIRECTION_RULE: directions,
    _LOOSE_RULE: loose_directions,
}
