"""What the rules on who, where and when propose for a text, in a form that tests can compare."""

from __future__ import annotations

from collections.abc import Iterator

from curator.domain.claims import Term, Value, Words
from curator.suggest.floors import FLOOR
from curator.suggest.reading import ArticleText, Rule
from curator.suggest.values import Suggestion
from tests.suggest.articles import FORM, article

_REST = (
    "There is more to be said about these cells and what they do in the body, and about how long "
    "they live there, which differs from one animal to the next and is not well understood."
)


def _article(text: str) -> ArticleText:
    """A text; a single paragraph stands in an article that says nothing else."""
    return article(text if "\n" in text else f"Cells and what they do\n\n{text}\n\n{_REST}\n")


def shown(rule: Rule, text: str | ArticleText) -> list[Suggestion]:
    """Suggestions of a rule that reach the floor; each quote stands where it says."""
    read = _article(text) if isinstance(text, str) else text
    found = [one for one in rule(read, FORM) if one.score >= FLOOR]
    for one in found:
        assert read.body[one.start : one.end] == one.quote
        assert one.why
        field = FORM.field(one.field)
        assert field is not None
        assert {part.key for part in field.parts} >= set(one.parts)
    return found


def reported(rule: Rule, text: str | ArticleText, *, field: str) -> list[str]:
    """The values that are proposed for a field, as words."""
    return [_words(one) for one in shown(rule, text) if one.field == field and one.filled]


def vague(rule: Rule, text: str | ArticleText, *, field: str) -> list[str]:
    """The quotes of what is proposed as vague for a field."""
    return [one.quote for one in shown(rule, text) if one.field == field and one.status == "vague"]


def quotes(rule: Rule, text: str | ArticleText, *, field: str) -> list[str]:
    return [one.quote for one in shown(rule, text) if one.field == field and one.filled]


def part(rule: Rule, text: str, *, key: str) -> Iterator[str]:
    """One part of each suggestion, "" where it is not given."""
    for one in shown(rule, text):
        if one.parts:
            yield _value(one.parts.get(key))


def _words(one: Suggestion) -> str:
    return _value(one.main_value)


def _value(value: Value | None) -> str:
    if isinstance(value, Term):
        return value.label
    return value.words if isinstance(value, Words) else str(value or "")
