"""What suggesters give: proposed items with the words that say them."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from curator.domain.claims import REPORTED, Quantity, Term, Value, Words
from curator.domain.quantities import format_quantity

_NOTHING: Final[Mapping[str, Value]] = MappingProxyType({})
_NO_FEATURES: Final[Mapping[str, float]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A proposed item of a field, with its quote.  Never a claim before a curator takes it.

    Attributes:
        field: Key of the form's field.
        status: ``reported``, ``vague`` or ``unclear``; a vague one may have no value.
        value: Of a field without parts; None otherwise, or where nothing can be held.
        parts: Of a field with parts, by part key.
        start: First character of the quote, in code points of the article's body.
        end: One past its last character.
        quote: The words themselves, ``body[start:end]``.
        score: How sure, above 0 and at most 1; the field's floor is compared with it.
        why: One sentence for a curator: what in the quote says so.
        rule: Name of the rule, for its track record; of a plug-in ``plugin:NAME``.
        others: Further places that say the same, start and end.
        features: What a reranker may go by, under words that a curator understands.
        alternative: Whether the field takes one value and another suggestion stands before it.
    """

    field: str
    status: str
    value: Value | None
    parts: Mapping[str, Value]
    start: int
    end: int
    quote: str
    score: float
    why: str
    rule: str
    others: tuple[tuple[int, int], ...] = ()
    features: Mapping[str, float] = dataclasses.field(default_factory=lambda: _NO_FEATURES)
    alternative: bool = False

    @property
    def filled(self) -> bool:
        """Whether it gives a value that the field can hold."""
        return self.status == REPORTED

    @property
    def main_value(self) -> Value | None:
        """The value, or that of the first part given."""
        if self.value is not None or not self.parts:
            return self.value
        return next(iter(self.parts.values()))


def as_sentence(words: str) -> str:
    """Words with a capital and a full stop; an end that stands within quotes is none."""
    said = " ".join(words.split())
    if not said:
        return said
    return said[0].upper() + said[1:] + ("" if said[-1] in ".!?" else ".")


def no_parts() -> Mapping[str, Value]:
    """The parts of a suggestion for a field that has none."""
    return _NOTHING


def value_key(value: Value | None) -> str:
    """By this two values are the same: the id of a term, otherwise the folded words."""
    if value is None:
        return ""
    if isinstance(value, Term):
        return value.id or value.label.casefold()
    if isinstance(value, Words):
        return value.words.casefold()
    if isinstance(value, Quantity):
        return format_quantity(value)
    return value.casefold()


def value_text(value: Value | None) -> str:
    """A value for people: a term's label, words, or the number with operator and unit."""
    if value is None:
        return ""
    if isinstance(value, Term):
        return value.label
    if isinstance(value, Words):
        return value.words
    return format_quantity(value) if isinstance(value, Quantity) else value
