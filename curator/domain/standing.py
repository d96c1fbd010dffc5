"""What stands of several extractions' items where nobody has decided (DESIGN 2, Agreement).

The value on agree, the finer on refine, the union on complement; a conflict empties only that part
of that item, except in an exclusive field or part, where it empties the field.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from curator.domain.agreement import Reading, items_in_scope
from curator.domain.canonical import canonical
from curator.domain.claims import (
    NOT_APPLICABLE,
    REPORTED,
    UNCLEAR,
    Item,
    Own,
    Value,
    value_to_json,
)
from curator.domain.comparing import CONFLICT, Said, relation, said
from curator.domain.forms import Field, Part
from curator.domain.pairing import QUANTITY_PARTS, merged_quantity, pair_items, part_groups
from curator.domain.terms import Terms

Key = tuple[str, str]
"""Extraction id and item id."""


@dataclass(frozen=True, slots=True)
class Stood:
    """One item of the record.

    Attributes:
        sources: The (extraction, item) pairs that it stands on, sorted; ("", id) where edited.
        item: The value as it stands, with the first source's id and evidence.
        disputed: Keys of parts emptied by a conflict ("" for the value of a field without parts).
    """

    sources: tuple[Key, ...]
    item: Item
    disputed: tuple[str, ...] = ()


def stand(field: Field, readings: Sequence[Reading], *, terms: Terms) -> tuple[Stood, ...]:
    """The items that stand; ``readings`` sorted by extraction id."""
    said_items = {one.extraction: items_in_scope(one.claims.get(field.key)) for one in readings}
    held: dict[Key, Item] = {(e, i.id): i for e, items in said_items.items() for i in items}
    if not held or _contradicted(field, readings):
        return ()
    links, yields, emptied = _pairings(field, said_items, terms=terms)
    if emptied:
        return ()
    stood = []
    for group in _groups([key for key in held if key not in yields], links):
        one = _merged(field, [(key, held[key]) for key in group], terms=terms)
        if one is not None:
            stood.append(one)
    return tuple(stood)


def _contradicted(field: Field, readings: Sequence[Reading]) -> bool:
    """Whether an extraction shows by its words that the field does not apply."""
    claims = [one.claims.get(field.key) for one in readings]
    return any(
        claim.own_status == NOT_APPLICABLE and claim.evidence and not claim.items
        for claim in claims
        if claim is not None
    )


def _pairings(
    field: Field, said_items: dict[str, tuple[Item, ...]], *, terms: Terms
) -> tuple[list[tuple[Key, Key]], set[Key], bool]:
    """Which items are the same thing, which yield, and whether a conflict empties the field."""
    links: list[tuple[Key, Key]] = []
    yields: set[Key] = set()
    emptied = False
    for (a, ones), (b, others) in combinations(said_items.items(), 2):
        if not (ones and others):
            continue
        pairing = pair_items(field, ones, other=others, terms=terms)
        emptied = emptied or pairing.exclusive_conflict
        links += [((a, pair.one.id), (b, pair.other.id)) for pair in pairing.same]
        yields |= {((a, b)[side], item_id) for side, item_id in pairing.yields}
    return links, yields, emptied


def _groups(keys: list[Key], links: list[tuple[Key, Key]]) -> list[list[Key]]:
    """Connected items, each group and the groups in the order of the extractions."""
    group_of = {key: [key] for key in keys}
    for a, b in links:
        if a in group_of and b in group_of and group_of[a] is not group_of[b]:
            joined = group_of[a] + group_of[b]
            for key in joined:
                group_of[key] = joined
    place = {key: index for index, key in enumerate(keys)}
    unique = {id(group): group for group in group_of.values()}
    ordered = [sorted(group, key=place.__getitem__) for group in unique.values()]
    return sorted(ordered, key=lambda group: place[group[0]])


def _merged(field: Field, group: list[tuple[Key, Item]], *, terms: Terms) -> Stood | None:
    sources = tuple(key for key, _ in group)
    items = [item for _, item in group]
    if len(items) == 1:
        return Stood(sources, items[0])
    values: dict[str, Value] = {}
    status_of: dict[str, str] = {}
    disputed = []
    for key, part in part_groups(field):
        heard = [said(merged_quantity(field, i), part, plain=not field.parts) for i in items]
        best = _finest(part, [one for one in heard if one.value is not None], terms=terms)
        if best is None:
            continue
        if best.value is None:
            disputed.append(key)
            continue
        status_of[key] = best.status
        values |= _spread(field, key, value=best.value, items=items)
    first = _best_source(items)
    if not field.parts:
        if disputed:
            return None
        return Stood(sources, replace(first, value=values[""], status=status_of.get("", "vague")))
    status = next(iter(status_of.values()), first.status)
    own = {key: Own(status=s) for key, s in status_of.items() if s != status}
    item = replace(first, parts=values, status=status, own=own)
    return Stood(sources, item, tuple(disputed))


def _spread(field: Field, key: str, *, value: Value, items: list[Item]) -> dict[str, Value]:
    """A chosen value as it stood in its item: op and unit go with the value that they were in."""
    if key != "value" or not all(field.part(one) for one in QUANTITY_PARTS):
        return {key: value}
    source = next(i for i in items if merged_quantity(field, i).parts.get("value") == value)
    return {one: source.parts[one] for one in QUANTITY_PARTS if one in source.parts}


def _best_source(items: list[Item]) -> Item:
    rank = {REPORTED: 0, UNCLEAR: 1}
    return min(items, key=lambda item: rank.get(item.status, 2))


def _finest(part: Part, heard: list[Said], *, terms: Terms) -> Said | None:
    """The value that stands; without a value where they contradict; None where all are silent."""
    if not heard:
        return None
    for a, b in combinations(heard, 2):
        if relation(part, a, other=b, terms=terms).kind == CONFLICT:
            return Said(None, a.status)

    def coarser_count(one: Said) -> int:
        return sum(relation(part, one, other=b, terms=terms).finer > 0 for b in heard)

    def rank(one: Said) -> tuple[int, int, bytes]:
        status = {REPORTED: 0, UNCLEAR: 1}.get(one.status, 2)
        value = canonical(value_to_json(one.value)) if one.value is not None else b""
        return coarser_count(one), status, value

    return min(heard, key=rank)
