"""Which item of one extraction speaks of the same thing as which item of another (FORMAT 5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from curator.domain.canonical import canonical
from curator.domain.claims import REPORTED, Item, Quantity, item_to_json
from curator.domain.comparing import (
    AGREE,
    COMPLEMENT,
    CONFLICT,
    REFINE,
    Relation,
    Said,
    is_words,
    relation,
    said,
    same_value,
    worst,
)
from curator.domain.forms import Field, Part
from curator.domain.terms import Terms

QUANTITY_PARTS = ("op", "value", "unit")
"""Compared as one: 70 % and > 70 % differ in the value, whichever part it stands in."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two items of the same thing; how each part of the first stands to the second's."""

    one: Item
    other: Item
    parts: tuple[tuple[str, Relation], ...]

    @property
    def kind(self) -> str:
        return worst([relation.kind for _, relation in self.parts])


@dataclass(frozen=True, slots=True)
class Pairing:
    """How the items of two claims face each other.

    Attributes:
        same: Pairs of the same thing, one to one.
        yields: Side (0, 1) and id of items that a finer or clearer one takes the place of.
        crossed: Relation kinds of the parts of such pairs.
        left: Whether items are left over on the first, on the second side.
        exclusive_conflict: Values that cannot stand side by side: empties the field.
    """

    same: tuple[Pair, ...]
    yields: frozenset[tuple[int, str]]
    crossed: tuple[str, ...]
    left: tuple[bool, bool]
    exclusive_conflict: bool

    @property
    def kind(self) -> str:
        """Agreement of the two claims: one of ``SEVERITY``."""
        kinds = [pair.kind for pair in self.same] + list(self.crossed)
        if any(self.left):
            kinds.append(COMPLEMENT)
        if self.exclusive_conflict:
            kinds.append(CONFLICT)
        return worst(kinds)


@dataclass(frozen=True, slots=True)
class _Sides:
    field: Field
    terms: Terms
    one: tuple[Item, ...]
    other: tuple[Item, ...]


def pair_items(
    field: Field, one: Sequence[Item], *, other: Sequence[Item], terms: Terms
) -> Pairing:
    """Pair the items that two extractions say of one field (all of scope this study)."""
    sides = _Sides(field, terms, tuple(one), tuple(other))
    if not field.many:
        pair = _pair(field, one[0], other=other[0], terms=terms)
        if not field.parts and pair.kind == COMPLEMENT:
            # Two long texts, or two judgements: both stand, side by side.
            return Pairing((), frozenset(), (), (True, True), False)
        conflict = field.exclusive and pair.kind == CONFLICT
        return Pairing((pair,), frozenset(), (), (False, False), conflict)
    same = _equal_pairs(sides)
    taken = {id(item) for pair in same for item in (pair.one, pair.other)}
    rest = [item for item in one if id(item) not in taken]
    others = [item for item in other if id(item) not in taken]
    coarse = _coarser_pairs(field, rest, others=others, terms=terms)
    faced = {id(item) for pair in coarse for item in (pair.one, pair.other)}
    yields = {_coarser_item(pair) for pair in coarse}
    rest = [item for item in rest if id(item) not in faced]
    others = [item for item in others if id(item) not in faced]
    crossed = [pair.kind for pair in coarse]
    rest, others, more, kinds = _wordy(sides, rest, others)
    left = bool(rest), bool(others)
    conflict = _exclusive_conflict(sides, left=left)
    return Pairing(tuple(same), frozenset(yields | more), tuple(crossed + kinds), left, conflict)


def part_groups(field: Field) -> list[tuple[str, Part]]:
    """The parts to compare, by key; op, value and unit under ``value`` alone."""
    if not field.parts:
        return [("", field.as_part())]
    joined = holds_quantity(field)
    return [(part.key, part) for part in field.parts if not (joined and part.key in ("op", "unit"))]


def holds_quantity(field: Field) -> bool:
    """Whether operator, value and unit are parts of the field, so that they make one quantity."""
    return all(field.part(key) for key in QUANTITY_PARTS)


def _pair(field: Field, one: Item, *, other: Item, terms: Terms) -> Pair:
    found = []
    for key, part in part_groups(field):
        a = said(merged_quantity(field, one), part, plain=not field.parts)
        b = said(merged_quantity(field, other), part, plain=not field.parts)
        found.append((key, relation(part, a, other=b, terms=terms)))
    return Pair(one, other, tuple(found))


def merged_quantity(field: Field, item: Item) -> Item:
    """The item with op and unit inside its value, where the field has these as parts."""
    if "value" not in item.parts or not holds_quantity(field):
        return item
    value = item.parts["value"]
    if not isinstance(value, str):
        return item
    op, unit = item.parts.get("op"), item.parts.get("unit")
    quantity = Quantity(
        op=op if isinstance(op, str) else "=",
        value=value,
        unit=unit if isinstance(unit, str) else None,
    )
    return replace(item, parts={**item.parts, "value": quantity})


def _content(item: Item) -> bytes:
    data = item_to_json(item)
    del data["id"]
    return canonical(data)


def _equal_pairs(sides: _Sides) -> list[Pair]:
    """One to one: all identifying parts equal, most equal other parts first."""
    field = sides.field
    candidates = []
    for a in sides.one:
        for b in sides.other:
            if _identical(field, a, other=b, terms=sides.terms):
                pair = _pair(field, a, other=b, terms=sides.terms)
                equal = sum(r.kind == AGREE for _, r in pair.parts)
                candidates.append((-equal, sorted((_content(a), _content(b))), pair))
    candidates.sort(key=lambda one: one[:2])
    found: list[Pair] = []
    taken: set[int] = set()
    for _, _, pair in candidates:
        if not taken & {id(pair.one), id(pair.other)}:
            taken |= {id(pair.one), id(pair.other)}
            found.append(pair)
    return found


def _identical(field: Field, one: Item, *, other: Item, terms: Terms) -> bool:
    plain = not field.parts
    return all(
        same_value(
            part, said(one, part, plain=plain), other=said(other, part, plain=plain), terms=terms
        )
        for part in (field.identifying() or (field.as_part(),))
    )


def _coarser_pairs(
    field: Field, rest: list[Item], *, others: list[Item], terms: Terms
) -> list[Pair]:
    """One coarser item against each of its finer ones, by the main part's ancestors alone."""
    found = []
    for a in rest:
        for b in others:
            pair = _pair(field, a, other=b, terms=terms)
            main = pair.parts[0][1]
            if main.kind == REFINE and not (_is_wordy(field, a) or _is_wordy(field, b)):
                found.append(pair)
    return found


def _main(field: Field) -> Part:
    return field.main or field.as_part()


def _is_wordy(field: Field, item: Item) -> bool:
    return is_words(_main(field), said(item, _main(field), plain=not field.parts))


def _coarser_item(pair: Pair) -> tuple[int, str]:
    return (1, pair.other.id) if pair.parts[0][1].finer < 0 else (0, pair.one.id)


def _wordy(
    sides: _Sides, rest: list[Item], others: list[Item]
) -> tuple[list[Item], list[Item], set[tuple[int, str]], list[str]]:
    """Vague words that are left yield to any value of the other side; two of them agree.

    Rows do not: a row of another endpoint is another row, however vague.
    """
    field = sides.field
    if field.rows:
        return rest, others, set(), []

    def split(items: list[Item]) -> tuple[list[Item], list[Item]]:
        wordy = [item for item in items if _is_wordy(field, item)]
        return wordy, [item for item in items if not _is_wordy(field, item)]

    (words_a, plain_a), (words_b, plain_b) = split(rest), split(others)
    reported_a = any(item.status == REPORTED for item in sides.one)
    reported_b = any(item.status == REPORTED for item in sides.other)
    yields: set[tuple[int, str]] = set()
    kinds: list[str] = []
    if words_a and reported_b:
        yields |= {(0, item.id) for item in words_a}
        kinds.append(REFINE)
        # What made them yield is no longer left over for nothing.
        plain_b = [item for item in plain_b if item.status != REPORTED]
    if words_b and reported_a:
        yields |= {(1, item.id) for item in words_b}
        kinds.append(REFINE)
        plain_a = [item for item in plain_a if item.status != REPORTED]
    both = words_a and words_b and not (reported_a or reported_b)
    if both:
        return plain_a, plain_b, yields, [*kinds, AGREE]
    keep_a = [] if reported_b else words_a
    keep_b = [] if reported_a else words_b
    return plain_a + keep_a, plain_b + keep_b, yields, kinds


def _exclusive_conflict(sides: _Sides, *, left: tuple[bool, bool]) -> bool:
    """Whether values stand against each other where only one set of them can be right."""
    field = sides.field
    if field.exclusive:
        return any(left)
    exclusive = [part for part in field.parts if part.exclusive]
    return any(
        _sets_differ(part, sides.one, other=sides.other, terms=sides.terms) for part in exclusive
    )


def _sets_differ(
    part: Part, one: tuple[Item, ...], *, other: tuple[Item, ...], terms: Terms
) -> bool:
    a = [said(item, part, plain=False) for item in one if part.key in item.parts]
    b = [said(item, part, plain=False) for item in other if part.key in item.parts]
    if not a or not b:
        return False

    def lonely(here: list[Said], there: list[Said]) -> bool:
        return any(
            all(relation(part, x, other=y, terms=terms).kind == CONFLICT for y in there)
            for x in here
        )

    return lonely(a, b) or lonely(b, a)
