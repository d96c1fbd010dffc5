"""Readings as JSON (FORMAT 6) made into claims; whatever does not fit is refused with its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NoReturn

from curator.domain.checks import check_claim, check_value
from curator.domain.claims import (
    BASES,
    CLAIM_STATUSES,
    ITEM_STATUSES,
    REPORTED,
    SCOPES,
    Claim,
    Item,
    Own,
    Term,
    Value,
    Words,
    new_item_id,
    value_from_json,
)
from curator.domain.dates import is_date, parse_date
from curator.domain.errors import RefusedError
from curator.domain.evidence import Evidence, evidence_at
from curator.domain.forms import Field, Form, Part
from curator.domain.quantities import parse_number, parse_quantity

FORMAT: Final = "curator-readings/1"
_SHOWN: Final = 60


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file of readings something stands: ``extractions[1].claims.payload``."""

    path: str

    def at(self, key: str | int) -> Place:
        step = f"[{key}]" if isinstance(key, int) else f".{key}" if self.path else key
        return Place(self.path + step)

    def refuse(self, why: str) -> NoReturn:
        where = f"At {self.path}: " if self.path else ""
        raise RefusedError(
            f"{where}{why} Nothing of this file was applied.",
            hint="Correct the file at that place and apply it again.",
        )


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of one article by SHA-256, and the one that offsets count in by themselves."""

    bodies: Mapping[str, str]
    default: str


def mapping(data: Any, place: Place) -> Mapping[str, Any]:
    if not isinstance(data, Mapping):
        place.refuse("an object is expected.")
    return data


def sequence(data: Any, place: Place) -> Sequence[Any]:
    if not isinstance(data, list):
        place.refuse("a list is expected.")
    return data


def words(data: Any, place: Place) -> str:
    if not isinstance(data, str):
        place.refuse("a string is expected.")
    return data


def one_of(data: Any, allowed: Sequence[str], *, place: Place) -> str:
    if data not in allowed:
        place.refuse(f"“{data}” is none of {', '.join(allowed)}.")
    return str(data)


def read_claims(
    form: Form, entity: str, *, data: Any, texts: Texts, place: Place
) -> dict[str, Claim]:
    """The claims of an article or extraction of a reading.

    Raises:
        RefusedError: A field, part, status or value that the form does not have, or a quote that
            does not stand at its offsets.
    """
    claims = {}
    for key, claim in mapping(data, place).items():
        here = place.at(key)
        field = form.field(key)
        if field is None or form.entity_of(key) != entity:
            here.refuse(f"the form has no field “{key}” for an {entity}.")
        claims[key] = _claim(field, mapping(claim, here), texts=texts, place=here)
    return claims


def _claim(field: Field, data: Mapping[str, Any], *, texts: Texts, place: Place) -> Claim:
    if "items" not in data:
        return Claim(
            own_status=one_of(data.get("status"), CLAIM_STATUSES, place=place.at("status")),
            evidence=_evidences(data, texts=texts, place=place),
            note=words(data.get("note", ""), place.at("note")),
        )
    here = place.at("items")
    items = tuple(
        _item(field, mapping(one, here.at(n)), texts=texts, place=here.at(n))
        for n, one in enumerate(sequence(data["items"], here))
    )
    if not items:
        here.refuse("a claim needs an item or a status.")
    claim = Claim(items=items)
    for problem in check_claim(field, claim):
        if problem.severity == "error":
            place.refuse(problem.sentence)
    return claim


def _item(field: Field, data: Mapping[str, Any], *, texts: Texts, place: Place) -> Item:
    status = one_of(data.get("status", REPORTED), ITEM_STATUSES, place=place.at("status"))
    values = _values(field, data, status=status, place=place)
    return Item(
        id=words(data.get("id") or new_item_id(), place.at("id")),
        status=status,
        value=None if field.parts else values.get(field.key),
        parts=values if field.parts else {},
        evidence=_evidences(data, texts=texts, place=place),
        basis=one_of(data.get("basis", "stated"), BASES, place=place.at("basis")),
        scope=one_of(data.get("scope", "this_study"), SCOPES, place=place.at("scope")),
        note=words(data.get("note", ""), place.at("note")),
        own=_owns(field, data, texts=texts, place=place),
    )


def _values(
    field: Field, data: Mapping[str, Any], *, status: str, place: Place
) -> dict[str, Value]:
    """Values by part key; by the field's own key where it has no parts.

    ``value`` of a field with parts is its main part.
    """
    if "parts" in data and not field.parts:
        place.at("parts").refuse(f"{field.label} has no parts.")
    main = field.main or field.as_part()
    values: dict[str, Value] = {}
    if "value" in data:
        values[main.key] = _value(main, data["value"], status=status, place=place.at("value"))
    owns = mapping(data.get("own", {}), place.at("own"))
    for key, value in mapping(data.get("parts", {}), place.at("parts")).items():
        here = place.at("parts").at(key)
        part = field.part(key)
        if part is None:
            here.refuse(f"{field.label} has no part “{key}”.")
        own = mapping(owns.get(key, {}), place.at("own").at(key)).get("status")
        values[key] = _value(part, value, status=own or status, place=here)
    return values


def _value(part: Part, data: Any, *, status: str, place: Place) -> Value:
    try:
        value = value_from_json(data)
    except (ValueError, TypeError):
        place.refuse(f"this is no value of {part.label}.")
    if isinstance(value, str):
        value = _parsed(part, value, status=status)
    if sentence := check_value(part, value):
        place.refuse(sentence)
    return value


def _parsed(part: Part, given: str, *, status: str) -> Value:
    """The value that a string is; where it is none, words if the status allows them."""
    value: Value | None = given
    if part.kind == "term":
        value = Term(given) if status == REPORTED else None
    elif part.kind in ("number", "quantity"):
        plain = not check_value(part, given)
        parse = parse_quantity if part.kind == "quantity" else parse_number
        value = given if plain else parse(given)
    elif part.kind == "date":
        value = given if is_date(given) else parse_date(given)
    elif check_value(part, given):
        value = None
    if value is None:
        return given if status == REPORTED else Words(given)
    return value


def _owns(field: Field, data: Mapping[str, Any], *, texts: Texts, place: Place) -> dict[str, Own]:
    owns = {}
    for key, own in mapping(data.get("own", {}), place.at("own")).items():
        here = place.at("own").at(key)
        if field.part(key) is None:
            here.refuse(f"{field.label} has no part “{key}”.")
        given = mapping(own, here)
        status = given.get("status")
        owns[key] = Own(
            status=None if status is None else one_of(status, ITEM_STATUSES, place=here),
            evidence=_evidences(given, texts=texts, place=here) if "evidence" in given else None,
        )
    return owns


def _evidences(data: Mapping[str, Any], *, texts: Texts, place: Place) -> tuple[Evidence, ...]:
    here = place.at("evidence")
    return tuple(
        _evidence(mapping(one, here.at(n)), texts=texts, place=here.at(n))
        for n, one in enumerate(sequence(data.get("evidence", []), here))
    )


def _evidence(data: Mapping[str, Any], *, texts: Texts, place: Place) -> Evidence:
    sha = words(data.get("text_sha256") or data.get("text") or texts.default, place)
    body = texts.bodies.get(sha)
    if body is None:
        place.refuse(f"the article has no text {sha}.")
    start, end = data.get("start"), data.get("end")
    quote = words(data.get("quote"), place.at("quote"))
    if type(start) is not int or type(end) is not int or not 0 <= start < end <= len(body):
        place.refuse(f"{start}-{end} is no span of the article's {len(body)} characters.")
    if body[start:end] != quote:
        stands = body[start:end][:_SHOWN]
        place.refuse(
            f"the quote “{quote[:_SHOWN]}” does not stand at {start}-{end}, "
            f"where the article has “{stands}”."
        )
    return evidence_at(body, start, end=end, text=sha)
