"""Claims: what an extraction (or an article, of itself) says of one field.

A claim is a status without items, or one or more items; no claim means not checked.  Everything
here is immutable; an edit makes a new claim.  JSON shapes: FORMAT 1.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from curator.domain.evidence import Evidence

REPORTED: Final = "reported"
VAGUE: Final = "vague"
UNCLEAR: Final = "unclear"
NOT_REPORTED: Final = "not_reported"
NOT_APPLICABLE: Final = "not_applicable"
NOT_CHECKED: Final = "not_checked"
"""Never stored: the status of a field that has no claim."""

ITEM_STATUSES: Final = (REPORTED, VAGUE, UNCLEAR)
CLAIM_STATUSES: Final = (NOT_REPORTED, NOT_APPLICABLE, VAGUE, UNCLEAR)
BASES: Final = ("stated", "inferred", "external")
SCOPES: Final = ("this_study", "background", "other_study")
OPERATORS: Final = ("=", "<", "<=", ">", ">=", "~", "up_to", "range")


@dataclass(frozen=True, slots=True)
class Term:
    """A named thing; ``id`` is a CURIE such as ``CL:0000235``, or None where it is unmapped."""

    label: str
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as written, with its operator.

    Attributes:
        op: One of ``OPERATORS``.
        value: Decimal string; None for a range.
        low, high: Decimal strings of a range.
        exp10: Power of ten as written ("1-2 x 10^6" has low 1, high 2, exp10 6), decimal string.
        unit: UCUM code, or the words where there is none.
    """

    op: str
    value: str | None = None
    low: str | None = None
    high: str | None = None
    exp10: str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text that gives nothing a field of this kind can hold."""

    words: str


Value = str | Term | Quantity | Words
Claims = Mapping[str, "Claim"]
"""The claims of an entity by field key."""


@dataclass(frozen=True, slots=True)
class Own:
    """Where a part differs from its item: its own status, its own evidence, or both."""

    status: str | None = None
    evidence: tuple[Evidence, ...] | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One value of a claim, with its own evidence.

    ``value`` for a field without parts; ``parts`` (part key to value) for one with parts.  ``id``
    is random, made once and kept across revisions, undo, restore and merge.
    """

    id: str
    status: str = REPORTED
    value: Value | None = None
    parts: Mapping[str, Value] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    basis: str = "stated"
    scope: str = "this_study"
    note: str = ""
    own: Mapping[str, Own] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Claim:
    """Items, or a status alone with optional evidence and note.  Never both, never neither."""

    items: tuple[Item, ...] = ()
    own_status: str | None = None
    evidence: tuple[Evidence, ...] = ()
    note: str = ""

    @property
    def status(self) -> str:
        """The status; with items derived: reported > unclear > vague."""
        if self.own_status is not None:
            return self.own_status
        statuses = {item.status for item in self.items}
        return next((s for s in (REPORTED, UNCLEAR, VAGUE) if s in statuses), NOT_CHECKED)

    def item(self, item_id: str) -> Item | None:
        return next((item for item in self.items if item.id == item_id), None)

    def with_item(self, changed: Item) -> Claim:
        """The claim with that item replaced, or appended where it has none of that id."""
        if self.item(changed.id) is None:
            return Claim(items=(*self.items, changed))
        return Claim(items=tuple(changed if i.id == changed.id else i for i in self.items))

    def without_item(self, item_id: str) -> Claim | None:
        """The claim without that item; None (not checked) where it was the last."""
        items = tuple(item for item in self.items if item.id != item_id)
        return replace(self, items=items) if items else None


def new_item_id() -> str:
    """A random item id: 16 hex digits."""
    return secrets.token_hex(8)


def value_to_json(value: Value) -> Any:
    if isinstance(value, str):
        return value
    if isinstance(value, Words):
        return {"words": value.words}
    if isinstance(value, Term):
        return (
            {"label": value.label} if value.id is None else {"label": value.label, "id": value.id}
        )
    keys = ("op", "value", "low", "high", "exp10", "unit")
    return {key: got for key in keys if (got := getattr(value, key)) is not None}


def value_from_json(data: Any) -> Value:
    """The value that JSON of FORMAT 1 stands for.

    Raises:
        ValueError: It has none of the shapes there.
    """
    if isinstance(data, str):
        return data
    if isinstance(data, Mapping):
        if data.keys() == {"words"}:
            return Words(data["words"])
        if "label" in data and data.keys() <= {"label", "id"}:
            return Term(data["label"], data.get("id"))
        if "op" in data and data.keys() <= {"op", "value", "low", "high", "exp10", "unit"}:
            return Quantity(**data)
    raise ValueError(f"not a value: {data!r}")


def item_to_json(item: Item) -> dict[str, Any]:
    data: dict[str, Any] = {
        "id": item.id,
        "status": item.status,
        "evidence": [one.to_json() for one in item.evidence],
        "basis": item.basis,
        "scope": item.scope,
    }
    if item.value is not None:
        data["value"] = value_to_json(item.value)
    if item.parts:
        data["parts"] = {key: value_to_json(value) for key, value in item.parts.items()}
    if item.note:
        data["note"] = item.note
    if item.own:
        data["own"] = {key: _own_to_json(own) for key, own in item.own.items()}
    return data


def _own_to_json(own: Own) -> dict[str, Any]:
    data: dict[str, Any] = {}
    if own.status is not None:
        data["status"] = own.status
    if own.evidence is not None:
        data["evidence"] = [one.to_json() for one in own.evidence]
    return data


def _own_from_json(data: Mapping[str, Any]) -> Own:
    evidence = data.get("evidence")
    return Own(
        status=data.get("status"),
        evidence=None if evidence is None else tuple(map(Evidence.from_json, evidence)),
    )


def item_from_json(data: Mapping[str, Any]) -> Item:
    return Item(
        id=data["id"],
        status=data["status"],
        value=value_from_json(data["value"]) if "value" in data else None,
        parts={key: value_from_json(value) for key, value in data.get("parts", {}).items()},
        evidence=tuple(map(Evidence.from_json, data.get("evidence", ()))),
        basis=data.get("basis", "stated"),
        scope=data.get("scope", "this_study"),
        note=data.get("note", ""),
        own={key: _own_from_json(own) for key, own in data.get("own", {}).items()},
    )


def claim_to_json(claim: Claim) -> dict[str, Any]:
    if claim.items:
        return {"items": [item_to_json(item) for item in claim.items]}
    data: dict[str, Any] = {"status": claim.own_status}
    if claim.evidence:
        data["evidence"] = [one.to_json() for one in claim.evidence]
    if claim.note:
        data["note"] = claim.note
    return data


def claim_from_json(data: Mapping[str, Any]) -> Claim:
    if "items" in data:
        return Claim(items=tuple(map(item_from_json, data["items"])))
    return Claim(
        own_status=data["status"],
        evidence=tuple(map(Evidence.from_json, data.get("evidence", ()))),
        note=data.get("note", ""),
    )


def claims_to_json(claims: Claims) -> dict[str, Any]:
    return {key: claim_to_json(claim) for key, claim in claims.items()}


def claims_from_json(data: Mapping[str, Any]) -> dict[str, Claim]:
    return {key: claim_from_json(claim) for key, claim in data.items()}
