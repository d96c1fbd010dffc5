"""The record: a pure function of the extractions, decisions, form and terms of a study."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from curator.domain.agreement import NONE, Reading, agreement, items_in_scope, speaks
from curator.domain.canonical import digest
from curator.domain.claims import (
    NOT_APPLICABLE,
    NOT_CHECKED,
    NOT_REPORTED,
    REPORTED,
    UNCLEAR,
    VAGUE,
    Claim,
    claim_from_json,
    claim_to_json,
    item_to_json,
)
from curator.domain.comparing import CONFLICT
from curator.domain.documents import Decision
from curator.domain.forms import Field, Form
from curator.domain.standing import Stood, stand
from curator.domain.terms import Terms

DECIDED: Final = "decided"
REOPENED: Final = "reopened"


@dataclass(frozen=True, slots=True)
class Cell:
    """What the record holds of one field.

    Attributes:
        state: "", single, agree, refine, complement, conflict, decided or reopened.
        agreement: What the extractions give without a decision.
        status: Of the field: the items' (reported > unclear > vague), else the common silent one.
        items: What stands; empty on conflict but where only a part of an item is disputed.
    """

    state: str
    agreement: str
    status: str
    items: tuple[Stood, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """The resolved study; ``cells`` by field key, in the order of the form."""

    cells: Mapping[str, Cell] = field(default_factory=dict)

    @property
    def conflicts(self) -> tuple[str, ...]:
        """Fields whose disagreement nobody has decided."""
        return tuple(
            key
            for key, cell in self.cells.items()
            if cell.agreement == CONFLICT and cell.state != DECIDED
        )

    @property
    def reopened(self) -> tuple[str, ...]:
        return tuple(key for key, cell in self.cells.items() if cell.state == REOPENED)


def claim_digest(claim: Claim | None) -> str:
    """SHA-256 of a claim's canonical JSON; "" where there is none."""
    return "" if claim is None else digest(claim_to_json(claim))


def among(field_key: str, readings: Sequence[Reading]) -> tuple[tuple[str, str], ...]:
    """What a decision is taken among: each extraction that has a claim, with its digest."""
    return tuple(
        (one.extraction, claim_digest(one.claims[field_key]))
        for one in sorted(readings, key=lambda one: one.extraction)
        if field_key in one.claims
    )


def resolve(
    form: Form, readings: Sequence[Reading], *, decisions: Sequence[Decision], terms: Terms
) -> Record:
    """The record of a study from its active extractions.  Their order does not matter."""
    ordered = sorted(readings, key=lambda one: one.extraction)
    by_field: dict[str, list[Decision]] = {}
    for decision in decisions:
        by_field.setdefault(decision.field, []).append(decision)
    return Record(
        {
            one.key: resolve_field(one, ordered, decisions=by_field.get(one.key, ()), terms=terms)
            for one in form.fields("extraction")
        }
    )


def resolve_field(
    form_field: Field,
    readings: Sequence[Reading],
    *,
    decisions: Sequence[Decision],
    terms: Terms,
) -> Cell:
    """One cell; ``readings`` sorted by extraction id, ``decisions`` of this field, oldest first."""
    key = form_field.key
    claims = [one.claims.get(key) for one in readings]
    state = agreement(form_field, claims, terms=terms)
    if state == NONE:
        return Cell(NONE, NONE, _silent_status(claims))
    stood = stand(form_field, readings, terms=terms)
    undecided = Cell(state, state, _status(stood, claims), stood)
    standing = [d for d in decisions if d.among == among(key, readings)]
    if not standing:
        return _reopened(undecided) if decisions else undecided
    return _decided(undecided, standing, readings=readings)


def _reopened(cell: Cell) -> Cell:
    return Cell(REOPENED, cell.agreement, cell.status, cell.items)


def _decided(cell: Cell, decisions: Sequence[Decision], *, readings: Sequence[Reading]) -> Cell:
    """The last decision on the whole field, or those on single items, each in its place."""
    whole = [one for one in decisions if not one.item]
    if whole:
        items = _chosen(whole[-1], readings)
        status = _decided_status(whole[-1], items)
        return Cell(DECIDED, cell.agreement, status, items)
    items = cell.items
    for one in decisions:
        chosen = _chosen(one, readings)
        items = tuple(
            new
            for old in items
            for new in (chosen if one.item in {i for _, i in old.sources} else (old,))
        )
    open_parts = any(stood.disputed for stood in items)
    emptied = cell.agreement == CONFLICT and not cell.items
    state = CONFLICT if open_parts or emptied else DECIDED
    return Cell(state, cell.agreement, _items_status(items) or cell.status, items)


def _chosen(decision: Decision, readings: Sequence[Reading]) -> tuple[Stood, ...]:
    if decision.edited is not None:
        claim = claim_from_json(decision.edited)
        return tuple(Stood((("", item.id),), item) for item in claim.items)
    held = {
        (one.extraction, item.id): item
        for one in readings
        if decision.field in one.claims
        for item in one.claims[decision.field].items
    }
    return tuple(Stood((pair,), held[pair]) for pair in decision.chosen if pair in held)


def _decided_status(decision: Decision, items: tuple[Stood, ...]) -> str:
    if items:
        return _items_status(items)
    edited = claim_from_json(decision.edited) if decision.edited is not None else None
    return edited.status if edited else NOT_REPORTED


def _items_status(items: Sequence[Stood]) -> str:
    statuses = {stood.item.status for stood in items}
    return next((one for one in (REPORTED, UNCLEAR, VAGUE) if one in statuses), "")


def _status(stood: tuple[Stood, ...], claims: Sequence[Claim | None]) -> str:
    """Of the field; where a conflict emptied it, of all that was said."""
    if stood:
        return _items_status(stood)
    spoken = [claim for claim in claims if claim is not None and speaks(claim)]
    statuses = {item.status for claim in spoken for item in items_in_scope(claim)}
    statuses |= {claim.own_status or "" for claim in spoken if not claim.items}
    order = (REPORTED, UNCLEAR, VAGUE, NOT_REPORTED, NOT_APPLICABLE)
    return next((one for one in order if one in statuses), NOT_CHECKED)


def _silent_status(claims: Sequence[Claim | None]) -> str:
    held = [claim for claim in claims if claim is not None]
    if not held:
        return NOT_CHECKED
    statuses = {NOT_REPORTED if claim.items else (claim.own_status or "") for claim in held}
    return statuses.pop() if len(statuses) == 1 else NOT_REPORTED


def cell_to_json(cell: Cell) -> dict[str, Any]:
    data: dict[str, Any] = {"state": cell.state, "status": cell.status}
    if cell.agreement != cell.state:
        data["agreement"] = cell.agreement
    if cell.items:
        data["items"] = [
            {
                "from": [list(pair) for pair in stood.sources],
                "item": item_to_json(stood.item),
                "disputed": list(stood.disputed),
            }
            for stood in cell.items
        ]
    return data
