"""What the keys of the form do to the draft: each function is one step to undo."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Protocol

from curator.domain.checks import applies
from curator.domain.claims import (
    NOT_APPLICABLE,
    NOT_REPORTED,
    REPORTED,
    UNCLEAR,
    VAGUE,
    Claim,
    Claims,
    Value,
    Words,
    new_item_id,
)
from curator.domain.evidence import Evidence
from curator.domain.filling import (
    Filled,
    Lookup,
    add_row,
    attach,
    attach_part,
    claim_text,
    describe,
    detach_part,
    fill,
    set_part,
    with_note,
    with_part_status,
    with_status,
)
from curator.domain.forms import Field, Form
from curator.gui.form.typed import as_words
from curator.gui.form.values import BASIS, NEW, NOTE, SCOPE, Hint, Slot, main_part
from curator.gui.theme.looks import STATUS_LOOKS

LONGEST_NAME = 60


class Claimed(Protocol):
    """The part of a draft that holds claims."""

    @property
    def form(self) -> Form: ...

    def claim(self, field_key: str) -> Claim | None: ...

    def claims(self) -> dict[str, Claim]: ...

    def put(
        self,
        field_key: str,
        claim: Claim | None,
        *,
        name: str,
        coalesce: str = "",
        item: str = "",
        part: str = "",
    ) -> None: ...

    def put_many(self, claims: Mapping[str, Claim | None], name: str) -> None: ...


def step_name(field: Field, claim: Claim | None) -> str:
    """As the Edit menu says it: “Payload: IL-12”, “Dose: Not reported”."""
    status = claim.status if claim else "not_checked"
    words = claim_text(field, claim) or STATUS_LOOKS[status].word  # type: ignore[index]
    words = " ".join(words.split())
    cut = words if len(words) <= LONGEST_NAME else f"{words[: LONGEST_NAME - 1]}…"
    return f"{field.label}: {cut}"


def put_value(
    draft: Claimed, field: Field, *, slot: Slot, value: Value | None, coalesce: str = ""
) -> str:
    """Put a value into a slot by hand; returns the id of the item that has it."""
    claim = draft.claim(field.key)
    if slot.part in (BASIS.key, SCOPE.key, NOTE.key):
        if claim is None:
            return slot.item
        changed: Claim | None = _detail(claim, slot, value if isinstance(value, str) else "")
        item = slot.item
    else:
        changed, item = set_part(field, claim, item_id=slot.item, part_key=slot.part, value=value)
    name = step_name(field, changed)
    draft.put(field.key, changed, name=name, coalesce=coalesce, item=item, part=slot.part)
    return item


def _detail(claim: Claim, slot: Slot, value: str) -> Claim:
    if slot.part == NOTE.key:
        return with_note(claim, slot.item, note=value)
    if slot.part == BASIS.key:
        return describe(claim, slot.item, basis=value)
    return describe(claim, slot.item, scope=value)


def put_status(
    draft: Claimed, field: Field, *, item: str, status: str, typed: str = "", part: str = ""
) -> None:
    """A status key; typed text that is no value becomes the words of a vague or unclear item."""
    claim = draft.claim(field.key)
    if typed.strip() and status in (VAGUE, UNCLEAR):
        claim, item = set_part(
            field,
            claim,
            item_id=item,
            part_key=part or main_part(field).key,
            value=as_words(typed),
        )
    changed = with_status(field, claim, item_id=item, status=status)
    draft.put(field.key, changed, name=step_name(field, changed), item=item)


def sign_absence(draft: Claimed, field: Field, *, note: str) -> None:
    """Not reported, with what was searched in vain as its note."""
    claim = Claim(own_status=NOT_REPORTED, note=note)
    draft.put(field.key, claim, name=f"{step_name(field, claim)}, signed")


def put_words(
    draft: Claimed, field: Field, *, evidence: Evidence, lookup: Lookup, coalesce: str = ""
) -> Filled:
    """A letter: the selected words into the field, with their evidence."""
    filled = fill(
        field, draft.claim(field.key), words=evidence.quote, evidence=evidence, lookup=lookup
    )
    name = step_name(field, filled.claim)
    draft.put(field.key, filled.claim, name=name, coalesce=coalesce, item=filled.item_id)
    return filled


def put_evidence(draft: Claimed, field: Field, *, item: str, evidence: Evidence) -> bool:
    """Attach words to an item, or to a status alone; False where there is nothing to support."""
    claim = draft.claim(field.key)
    if claim is None:
        return False
    changed = attach(claim, item, evidence=evidence)
    draft.put(field.key, changed, name=f"{field.label}: evidence", item=item)
    return True


def put_part_status(draft: Claimed, field: Field, *, slot: Slot, status: str) -> None:
    """A status of one part alone; the same once more takes it back."""
    claim = draft.claim(field.key)
    if claim is not None:
        changed = with_part_status(claim, slot.item, part=slot.part, status=status)
        word = STATUS_LOOKS[status].word  # type: ignore[index]
        _put_part(draft, field, changed, slot=slot, what=word.lower())


def put_part_evidence(draft: Claimed, field: Field, *, slot: Slot, evidence: Evidence) -> None:
    """Attach words to one part alone."""
    claim = draft.claim(field.key)
    if claim is not None:
        changed = attach_part(claim, slot.item, part=slot.part, evidence=evidence)
        _put_part(draft, field, changed, slot=slot, what="evidence")


def remove_part_evidence(draft: Claimed, field: Field, *, slot: Slot, index: int) -> None:
    """Take words of one part away; its value stays."""
    claim = draft.claim(field.key)
    if claim is not None:
        changed = detach_part(claim, slot.item, part=slot.part, index=index)
        _put_part(draft, field, changed, slot=slot, what="evidence removed")


def _put_part(draft: Claimed, field: Field, claim: Claim, *, slot: Slot, what: str) -> None:
    part = field.part(slot.part)
    name = f"{field.label}, {part.label if part else slot.part}: {what}"
    draft.put(field.key, claim, name=name, item=slot.item, part=slot.part)


def copy_last(draft: Claimed, field: Field) -> str:
    """The last row once more, with its evidence and a new id; "" where there is none."""
    claim = draft.claim(field.key)
    if claim is None or not claim.items or not field.many:
        return NEW
    changed, item = add_row(claim, copy_of=claim.items[-1].id)
    draft.put(field.key, changed, name=f"{field.label}: copy of the last row", item=item)
    return item


def take_from(draft: Claimed, field: Field, *, previous: Claims) -> bool:
    """The value that the article before has, without its evidence, which is not of this one."""
    source = previous.get(field.key)
    if source is None:
        return False
    items = tuple(replace(i, id=new_item_id(), evidence=(), own={}) for i in source.items)
    claim = Claim(items=items) if items else Claim(own_status=source.own_status, note=source.note)
    draft.put(field.key, claim, name=f"{step_name(field, claim)}, as in the previous article")
    return True


def accept(draft: Claimed, field: Field, *, hint: Hint) -> str:
    """A suggestion becomes a claim, with its words; returns the id of its item."""
    changed = _with_hint(field, draft.claim(field.key), hint)
    item = changed.items[-1].id
    draft.put(field.key, changed, name=step_name(field, changed), item=item)
    return item


def accept_all(
    draft: Claimed, hints: Iterable[tuple[Field, Hint]], *, label: str
) -> dict[str, str]:
    """Suggestions of several fields as one step; returns the ids of their items by field."""
    made = {field.key: _with_hint(field, draft.claim(field.key), hint) for field, hint in hints}
    if made:
        draft.put_many(dict(made), f"{label}: {len(made)} suggestions")
    return {key: claim.items[-1].id for key, claim in made.items()}


def _with_hint(field: Field, claim: Claim | None, hint: Hint) -> Claim:
    """What a field says once the suggestion is taken."""
    item = hint.as_item(field, new_item_id())
    values = (item.value, *item.parts.values())
    if item.status == REPORTED and any(isinstance(value, Words) for value in values):
        item = replace(item, status=VAGUE)
    held = claim.items if claim is not None and field.many else ()
    return Claim(items=(*held, item))


def rest_not_reported(draft: Claimed, fields: Iterable[Field], *, label: str) -> int:
    """Every unchecked field of the section that applies: not reported; how many there were."""
    claims = draft.claims()
    rest = [f.key for f in fields if f.key not in claims and applies(f, claims) is not False]
    return _mark_all(draft, rest, status=NOT_REPORTED, name=f"{label}: the rest not reported")


def inapplicable(draft: Claimed) -> tuple[Field, ...]:
    """The unchecked fields that do not apply to this study."""
    claims = draft.claims()
    return tuple(
        f for f in draft.form.fields() if f.key not in claims and applies(f, claims) is False
    )


def rest_not_applicable(draft: Claimed) -> int:
    """Every unchecked field that does not apply: not applicable; how many there were."""
    keys = [field.key for field in inapplicable(draft)]
    return _mark_all(
        draft, keys, status=NOT_APPLICABLE, name="Fields that do not apply: not applicable"
    )


def _mark_all(draft: Claimed, keys: list[str], *, status: str, name: str) -> int:
    if keys:
        draft.put_many({key: Claim(own_status=status) for key in keys}, name)
    return len(keys)
