"""How two values of one part stand to each other (FORMAT 5, the rule)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from curator.domain.claims import REPORTED, Item, Quantity, Term, Value, Words
from curator.domain.dates import coarser
from curator.domain.folding import fold
from curator.domain.forms import Part
from curator.domain.quantities import same_quantity
from curator.domain.terms import Terms

AGREE: Final = "agree"
COMPLEMENT: Final = "complement"
REFINE: Final = "refine"
CONFLICT: Final = "conflict"
SEVERITY: Final = (AGREE, COMPLEMENT, REFINE, CONFLICT)
"""From harmless to worst."""


@dataclass(frozen=True, slots=True)
class Said:
    """A value with the status that it has in its item."""

    value: Value | None
    status: str


@dataclass(frozen=True, slots=True)
class Relation:
    """``kind`` is one of ``SEVERITY``; ``finer``: -1 the first, 1 the second, 0 neither."""

    kind: str
    finer: int = 0


def said(item: Item, part: Part, *, plain: bool) -> Said:
    """What an item says in one part (``plain``: of a field without parts)."""
    value = item.value if plain else item.parts.get(part.key)
    own = item.own.get(part.key)
    return Said(value, own.status if own and own.status else item.status)


def worst(kinds: list[str]) -> str:
    """The worst of some kinds; "" of none."""
    return max(kinds, key=SEVERITY.index, default="")


def relation(part: Part, one: Said, *, other: Said, terms: Terms) -> Relation:
    """Two values where only one can stand: the rules in their order."""
    if one.value is None or other.value is None:
        return _with_silent(one, other)
    equal = _equal(part, one.value, other=other.value, terms=terms)
    if equal is not None:
        return equal
    above = _ancestor(part, one.value, other=other.value, terms=terms)
    if above:
        return Relation(REFINE, above)
    return _of_words(part, one, other=other)


def same_value(part: Part, one: Said, *, other: Said, terms: Terms) -> bool:
    """Whether two say the same thing, or both nothing; two vague wordings are not the same."""
    if one.value is None or other.value is None:
        return one.value is other.value
    return _equal(part, one.value, other=other.value, terms=terms) is not None


def _with_silent(one: Said, other: Said) -> Relation:
    if one.value is None and other.value is None:
        return Relation(AGREE)
    return Relation(COMPLEMENT, -1 if other.value is None else 1)


def _equal(part: Part, one: Value, *, other: Value, terms: Terms) -> Relation | None:
    if isinstance(one, Term) and isinstance(other, Term):
        return Relation(AGREE, _known_id(one, other)) if _same_term(one, other, terms) else None
    a, b = _as_quantity(part, one), _as_quantity(part, other)
    if a and b:
        return Relation(AGREE) if same_quantity(a, b) else None
    if isinstance(one, str) and isinstance(other, str):
        if part.kind == "date" and (coarser(one, other) or coarser(other, one)):
            return Relation(AGREE, 0 if one == other else (-1 if len(one) > len(other) else 1))
        same = one == other if part.kind in ("choice", "date") else fold(one) == fold(other)
        return Relation(AGREE) if same else None
    if isinstance(one, Words) and isinstance(other, Words):
        return Relation(AGREE) if fold(one.words) == fold(other.words) else None
    return None


def _known_id(one: Term, other: Term) -> int:
    """Of two names of one thing the one with an id says more."""
    return 0 if bool(one.id) == bool(other.id) else (-1 if one.id else 1)


def _same_term(one: Term, other: Term, terms: Terms) -> bool:
    if one.id and other.id:
        return terms.meant(one.id) == terms.meant(other.id)
    if fold(one.label) == fold(other.label):
        return True
    known, bare = (one, other) if one.id else (other, one)
    return bool(known.id) and fold(bare.label) in terms.names(known.id or "")


def _as_quantity(part: Part, value: Value) -> Quantity | None:
    if isinstance(value, Quantity):
        return value
    return Quantity("=", value) if part.kind == "number" and isinstance(value, str) else None


def _ancestor(part: Part, one: Value, *, other: Value, terms: Terms) -> int:
    """Who is finer: -1 the first, 1 the second, 0 where neither is above the other."""
    if isinstance(one, Term) and isinstance(other, Term) and one.id and other.id:
        if one.id in terms.ancestors(other.id):
            return 1
        return -1 if other.id in terms.ancestors(one.id) else 0
    if part.kind == "choice" and isinstance(one, str) and isinstance(other, str):
        if one in _choice_ancestors(part, other):
            return 1
        return -1 if other in _choice_ancestors(part, one) else 0
    return 0


def _choice_ancestors(part: Part, key: str) -> set[str]:
    found: set[str] = set()
    choice = part.choice(key)
    while choice and choice.parent and choice.parent not in found:
        found.add(choice.parent)
        choice = part.choice(choice.parent)
    return found


def is_words(part: Part, it: Said) -> bool:
    """Vague or unclear words: no term id, no choice, no number, no date."""
    if it.status == REPORTED or it.value is None:
        return False
    if isinstance(it.value, Words):
        return True
    if isinstance(it.value, Term):
        return it.value.id is None
    return isinstance(it.value, str) and part.kind in ("text", "long_text", "person", "link")


def _of_words(part: Part, one: Said, *, other: Said) -> Relation:
    first, second = is_words(part, one), is_words(part, other)
    if first and other.status == REPORTED:
        return Relation(REFINE, 1)
    if second and one.status == REPORTED:
        return Relation(REFINE, -1)
    if first and second:
        return Relation(AGREE)
    if part.kind == "long_text" or not part.compared:
        # Long texts are shown side by side, not compared; so is what each reader judges.
        return Relation(COMPLEMENT)
    return Relation(CONFLICT)
