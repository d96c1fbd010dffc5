"""What an act of the curator makes of a claim: a letter, a status key, an edited part.

Pure functions from one claim to the next; None is a field that nobody has checked.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from curator.domain.checks import check_identifier, normal_identifier
from curator.domain.claims import (
    NOT_APPLICABLE,
    NOT_REPORTED,
    REPORTED,
    UNCLEAR,
    VAGUE,
    Claim,
    Item,
    Own,
    Quantity,
    Term,
    Value,
    Words,
    new_item_id,
)
from curator.domain.dates import parse_date
from curator.domain.evidence import Evidence
from curator.domain.folding import fold
from curator.domain.forms import Choice, Field, Part
from curator.domain.pairing import QUANTITY_PARTS, holds_quantity, merged_quantity
from curator.domain.quantities import format_quantity, parse_number, parse_quantity

Lookup = Callable[[str, str], Term | None]
"""Vocabulary name and words to the best term, or None."""

MIN_SYNONYM: Final = 3
"""Shorter synonyms of a choice count only where the words are just that synonym."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A claim after words went in.

    Attributes:
        item_id: The item that took them.
        matched: False where a choice did not match: its list should open, filtered by the words.
    """

    claim: Claim
    item_id: str
    matched: bool = True


def match_choice(choices: tuple[Choice, ...], words: str) -> Choice | None:
    """The choice that the words name: exactly, or else the longest name that stands in them."""
    folded = fold(words)
    best: tuple[int, Choice] | None = None
    for choice in choices:
        for name in (choice.label, choice.key, *choice.synonyms):
            short = fold(name)
            if short == folded:
                return choice
            inside = len(short) >= MIN_SYNONYM and re.search(
                rf"(?<!\w){re.escape(short)}(?!\w)", folded
            )
            if inside and (best is None or len(short) > best[0]):
                best = len(short), choice
    return best[1] if best else None


def parse_value(part: Part, words: str, *, lookup: Lookup) -> tuple[Value, str]:
    """The value that words are in a part of that kind, and the status that it has by itself."""
    words = " ".join(words.split())
    if part.kind == "term":
        term = lookup(part.vocabulary or "", words)
        return (term or Term(words)), REPORTED
    if part.kind == "choice":
        choice = match_choice(part.choices, words)
        return (choice.key, REPORTED) if choice else (Words(words), VAGUE)
    parsed: Value | None
    if part.kind == "number":
        parsed = parse_number(words)
    elif part.kind == "quantity":
        parsed = parse_quantity(words) or parse_number(words)
    elif part.kind == "date":
        parsed = parse_date(words)
    elif part.kind == "identifier":
        bare = normal_identifier(part.scheme or "", words)
        parsed = None if check_identifier(part.scheme or "", bare) else bare
    else:
        return words, REPORTED
    return (parsed, REPORTED) if parsed is not None else (Words(words), VAGUE)


def fill(
    field: Field,
    claim: Claim | None,
    *,
    words: str,
    evidence: Evidence | None,
    lookup: Lookup,
) -> Filled:
    """Put words into a field: a letter.

    Parts: a new item, the words in its main part.  Many: one more item.  One that is filled: its
    value is replaced, its id kept.
    """
    part = field.main or field.as_part()
    value, status = parse_value(part, words, lookup=lookup)
    supports = (evidence,) if evidence else ()
    old = claim.items[0] if claim and claim.items and not field.many else None
    item = Item(id=old.id if old else new_item_id(), status=status, evidence=supports)
    item = replace(item, parts={part.key: value}) if field.parts else replace(item, value=value)
    kept = claim.items if claim and field.many else ()
    matched = not (part.kind == "choice" and isinstance(value, Words))
    return Filled(Claim(items=(*kept, item)), item.id, matched)


def attach(claim: Claim, item_id: str, *, evidence: Evidence) -> Claim:
    """One more piece of evidence for an item, or with item id "" for a status without items."""
    item = claim.item(item_id)
    if item is None:
        if claim.items or evidence in claim.evidence:
            return claim
        return replace(claim, evidence=(*claim.evidence, evidence))
    if evidence in item.evidence:
        return claim
    return claim.with_item(replace(item, evidence=(*item.evidence, evidence)))


def detach(claim: Claim, item_id: str, *, index: int) -> Claim:
    """Without the ``index``-th piece of evidence of an item (or of the claim itself)."""
    item = claim.item(item_id)
    held = item.evidence if item else claim.evidence
    rest = held[:index] + held[index + 1 :]
    return claim.with_item(replace(item, evidence=rest)) if item else replace(claim, evidence=rest)


def reanchor(claim: Claim, item_id: str, *, index: int, evidence: Evidence) -> Claim:
    """The ``index``-th piece of evidence replaced by other words; the value stays."""
    item = claim.item(item_id)
    held = item.evidence if item else claim.evidence
    rest = (*held[:index], evidence, *held[index + 1 :])
    return claim.with_item(replace(item, evidence=rest)) if item else replace(claim, evidence=rest)


def attach_part(claim: Claim, item_id: str, *, part: str, evidence: Evidence) -> Claim:
    """Words that support one part of an item alone."""
    held = own_of(claim, item_id, part=part).evidence or ()
    return (
        claim
        if evidence in held
        else _with_own_words(claim, item_id, part=part, evidence=(*held, evidence))
    )


def detach_part(claim: Claim, item_id: str, *, part: str, index: int) -> Claim:
    """Without the ``index``-th piece of evidence of a part's own."""
    held = own_of(claim, item_id, part=part).evidence or ()
    return _with_own_words(claim, item_id, part=part, evidence=held[:index] + held[index + 1 :])


def with_part_status(claim: Claim, item_id: str, *, part: str, status: str) -> Claim:
    """Another status of one part; that of its item, or the one it has already, takes it back."""
    own, item = own_of(claim, item_id, part=part), claim.item(item_id)
    inherits = item is None or status in (item.status, own.status)
    if item and inherits and item.status == REPORTED and isinstance(item.parts.get(part), Words):
        return claim  # words alone are not reported
    return _with_own(
        claim, item_id, part=part, own=replace(own, status=None if inherits else status)
    )


def own_of(claim: Claim, item_id: str, *, part: str) -> Own:
    """Where a part differs from its item; in nothing where the claim has no such item."""
    item = claim.item(item_id)
    return item.own.get(part, Own()) if item is not None else Own()


def _with_own_words(
    claim: Claim, item_id: str, *, part: str, evidence: tuple[Evidence, ...]
) -> Claim:
    own = own_of(claim, item_id, part=part)
    return _with_own(claim, item_id, part=part, own=replace(own, evidence=evidence or None))


def _with_own(claim: Claim, item_id: str, *, part: str, own: Own) -> Claim:
    """A part that differs in nothing is not held as its own."""
    item = claim.item(item_id)
    if item is None:
        return claim
    kept = {key: one for key, one in item.own.items() if key != part}
    return claim.with_item(replace(item, own=kept if own == Own() else {**kept, part: own}))


def with_status(field: Field, claim: Claim | None, *, item_id: str, status: str) -> Claim | None:
    """A status key: of an item (vague, unclear, reported) or of the whole field.

    Not reported and not applicable take the place of what stands there; vague and unclear mark the
    item, or the field where it has none.  ``not_checked`` empties the field.
    """
    if status in (NOT_REPORTED, NOT_APPLICABLE):
        return Claim(own_status=status, note=claim.note if claim and not claim.items else "")
    if claim is None or not claim.items:
        if status in (VAGUE, UNCLEAR):
            evidence = claim.evidence if claim else ()
            return Claim(own_status=status, evidence=evidence, note=claim.note if claim else "")
        return None
    if status not in (REPORTED, VAGUE, UNCLEAR):
        return None
    item = claim.item(item_id) or claim.items[-1]
    return claim.with_item(_as_status(field, item, status))


def _as_status(field: Field, item: Item, status: str) -> Item:
    """The item with that status; words alone cannot be reported in a field that holds no words."""
    values = item.parts.values() if field.parts else (item.value,)
    if status == REPORTED and any(isinstance(value, Words) for value in values):
        return item
    return replace(item, status=status)


def set_part(
    field: Field,
    claim: Claim | None,
    *,
    item_id: str,
    part_key: str,
    value: Value | None,
) -> tuple[Claim | None, str]:
    """Put a value into one part of an item, by hand; None takes it out.

    An item id that the claim does not have makes a new item (replacing a status without items).
    An item that nothing is left of goes; the claim too with its last item.  Words make the item
    vague, a value makes a vague one with nothing but words reported again.
    """
    item = claim.item(item_id) if claim else None
    if item is None:
        if value is None:
            return claim, ""
        item = Item(id=item_id or new_item_id(), basis="stated")
    before = item
    if field.parts:
        item = _with_part(field, item, part_key, value=value)
        if value is None:
            item = replace(item, own={k: own for k, own in item.own.items() if k != part_key})
    else:
        item = replace(item, value=value)
    item = _status_after(field, before=before, after=item)
    base = claim if claim and claim.items else Claim()
    if not item.parts and item.value is None and not item.evidence:
        return base.without_item(item.id), item.id
    return base.with_item(item), item.id


def _with_part(field: Field, item: Item, part_key: str, *, value: Value | None) -> Item:
    """A quantity goes into the parts operator, value and unit of a field that has these."""
    if part_key == "value" and holds_quantity(field):
        kept = {key: one for key, one in item.parts.items() if key not in QUANTITY_PARTS}
        return replace(item, parts={**kept, **_spread(item, value)})
    kept = {key: one for key, one in item.parts.items() if key != part_key}
    return replace(item, parts=kept if value is None else {**kept, part_key: value})


def _spread(item: Item, value: Value | None) -> dict[str, Value]:
    """What becomes of operator, value and unit; ``=`` is not said, as in any number.

    An operator and a unit that stood alone wait for their number.
    """
    if not isinstance(value, Quantity) or value.value is None or value.exp10 is not None:
        return {} if value is None else {"value": value}
    waits = {} if "value" in item.parts else item.parts
    op = value.op if value.op != "=" else waits.get("op")
    unit = value.unit or waits.get("unit")
    given: dict[str, Value | None] = {"op": op, "value": value.value, "unit": unit}
    return {key: one for key, one in given.items() if one is not None}


def _status_after(field: Field, *, before: Item, after: Item) -> Item:
    def wordy(item: Item) -> bool:
        values = item.parts.values() if field.parts else (item.value,)
        return any(isinstance(value, Words) for value in values)

    if wordy(after) and after.status == REPORTED:
        return replace(after, status=VAGUE)
    if wordy(before) and not wordy(after) and after.status == VAGUE:
        return replace(after, status=REPORTED)
    return after


def add_row(claim: Claim | None, *, copy_of: str = "") -> tuple[Claim, str]:
    """One more item: empty, or a copy with its evidence and a new id."""
    kept = claim.items if claim else ()
    source = claim.item(copy_of) if claim and copy_of else None
    item = replace(source, id=new_item_id()) if source else Item(id=new_item_id())
    return Claim(items=(*kept, item)), item.id


def describe(claim: Claim, item_id: str, *, basis: str = "", scope: str = "") -> Claim:
    """The claim with another basis or scope of one item; "" leaves it."""
    item = claim.item(item_id)
    if item is None:
        return claim
    return claim.with_item(replace(item, basis=basis or item.basis, scope=scope or item.scope))


def with_note(claim: Claim, item_id: str, *, note: str) -> Claim:
    """The claim with a note at one item, or at itself where it has none."""
    item = claim.item(item_id)
    if item is None:
        return claim if claim.items else replace(claim, note=note)
    return claim.with_item(replace(item, note=note))


def value_text(part: Part, value: Value | None) -> str:
    """What is shown of a value; "" for none."""
    if value is None:
        return ""
    if isinstance(value, Words):
        return value.words
    if isinstance(value, Term):
        return value.label
    if isinstance(value, Quantity):
        return format_quantity(value)
    choice = part.choice(value) if part.kind == "choice" else None
    return choice.label if choice else value


def item_text(field: Field, item: Item) -> str:
    """What is shown of an item: its parts in the order of the form ("lung cancer, metastatic")."""
    if not field.parts:
        return value_text(field.as_part(), item.value)
    whole = merged_quantity(field, item)
    parts = [p for p in field.parts if whole is item or p.key not in ("op", "unit")]
    shown = [value_text(part, whole.parts.get(part.key)) for part in parts]
    return ", ".join(words for words in shown if words)


def claim_text(field: Field, claim: Claim | None) -> str:
    """What is shown of a whole claim's values; "" for a status alone."""
    return "; ".join(item_text(field, item) for item in claim.items) if claim else ""
