"""What can be wrong with a value, and which fields apply."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from curator.domain.claims import (
    OPERATORS,
    REPORTED,
    VAGUE,
    Claim,
    Claims,
    Item,
    Quantity,
    Term,
    Value,
    Words,
)
from curator.domain.dates import is_date
from curator.domain.forms import Condition, Field, Form, Part

_DECIMAL: Final = re.compile(r"-?\d+(\.\d+)?")
_DOI: Final = re.compile(r"10\.\d{4,9}/\S+")
_PMID: Final = re.compile(r"[1-9]\d{0,8}")
_TRIAL_IDS: Final = (
    re.compile(r"NCT\d{8}"),
    re.compile(r"ISRCTN\d{8}"),
    re.compile(r"20\d{2}-\d{6}-\d{2}(-\d{2})?"),  # EudraCT and CTIS
    re.compile(r"ChiCTR-?[A-Z]*-?\d{8,10}"),
    re.compile(r"(UMIN|JPRN-UMIN)\d{9}"),
    re.compile(r"ACTRN\d{14}"),
    re.compile(r"DRKS\d{8}"),
    re.compile(r"CTRI/20\d{2}/\d{2,3}/\d{6}"),
)
_ORCID: Final = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]")
_ISSN: Final = re.compile(r"\d{4}-\d{3}[\dX]")
_LINK: Final = re.compile(r"https?://[^\s/]+\S*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a curator should look at; ``severity`` is ``error`` or ``warning``."""

    field: str
    item: str
    part: str
    sentence: str
    severity: str


def check_value(part: Part, value: Value) -> str:
    """What is wrong with a value of that part, as one sentence; "" where nothing is."""
    if isinstance(value, Words):
        return "" if value.words.strip() else "There are no words."
    if part.kind in ("number", "quantity"):
        return _check_quantity(value)
    if part.kind == "term":
        return "" if isinstance(value, Term) and value.label.strip() else "A term needs a label."
    if not isinstance(value, str):
        return f"{part.label} holds {part.kind}, not {type(value).__name__.lower()}."
    if part.kind == "choice":
        return "" if part.choice(value) else f"“{value}” is not one of the choices."
    if part.kind == "date":
        return "" if is_date(value) else f"“{value}” is no date such as 2022, 2022-11, 2022-11-24."
    if part.kind == "identifier":
        return check_identifier(part.scheme or "", value)
    if part.kind == "link":
        return "" if _LINK.fullmatch(value) else "A link begins with http:// or https://."
    return "" if value.strip() else "There are no words."


def _check_quantity(value: Value) -> str:
    if isinstance(value, str):
        return "" if _DECIMAL.fullmatch(value) else f"“{value}” is no number."
    if not isinstance(value, Quantity):
        return "A number is expected."
    if value.op not in OPERATORS:
        return f"There is no operator “{value.op}”."
    numbers = (value.low, value.high) if value.op == "range" else (value.value,)
    if not all(number and _DECIMAL.fullmatch(number) for number in numbers):
        return (
            "A range needs a low and a high number." if len(numbers) > 1 else "A number is missing."
        )
    return ""


def check_identifier(scheme: str, value: str) -> str:
    """What is wrong with an identifier of that scheme, check digits included; "" where nothing."""
    if scheme == "doi":
        return "" if _DOI.fullmatch(value) else "A DOI looks like 10.1016/j.ccell.2025.01.001."
    if scheme == "pmid":
        return "" if _PMID.fullmatch(value) else "A PMID is a number of up to nine digits."
    if scheme == "nct":
        known = any(pattern.fullmatch(value) for pattern in _TRIAL_IDS)
        return "" if known else "A trial registration looks like NCT and eight digits."
    if scheme == "orcid":
        if not _ORCID.fullmatch(value):
            return "An ORCID looks like 0000-0002-1825-0097."
        return "" if _orcid_digit(value) == value[-1] else "The last digit of this ORCID is wrong."
    if scheme == "issn":
        if not _ISSN.fullmatch(value):
            return "An ISSN looks like 1535-6108."
        return "" if _issn_digit(value) == value[-1] else "The last digit of this ISSN is wrong."
    return "" if value.strip() else "There are no words."


def normal_identifier(scheme: str, words: str) -> str:
    """The identifier in the words, without the address or the name of its scheme before it."""
    bare = words.strip().rstrip(".,;)")
    bare = re.sub(r"^(https?://)?(dx\.)?(doi|orcid)\.org/", "", bare, flags=re.IGNORECASE)
    bare = re.sub(r"^(doi|pmid|orcid|issn)\s*:?\s*", "", bare, flags=re.IGNORECASE)
    return bare.upper() if scheme == "nct" and bare.lower().startswith("nct") else bare


def _orcid_digit(value: str) -> str:
    # ISO 7064 MOD 11-2.
    total = 0
    for digit in value.replace("-", "")[:-1]:
        total = (total + int(digit)) * 2
    rest = (12 - total % 11) % 11
    return "X" if rest == 10 else str(rest)


def _issn_digit(value: str) -> str:
    digits = value.replace("-", "")[:-1]
    rest = -sum(int(d) * weight for d, weight in zip(digits, range(8, 1, -1), strict=True)) % 11
    return "X" if rest == 10 else str(rest)


def check_claim(field: Field, claim: Claim) -> tuple[Problem, ...]:
    """Everything that is wrong with one claim: values, counts, missing words."""
    found = []
    if len(claim.items) > 1 and not field.many:
        found.append(Problem(field.key, "", "", f"{field.label} takes one value.", "error"))
    for item in claim.items:
        found += _check_item(field, item)
    return tuple(found)


def _check_item(field: Field, item: Item) -> list[Problem]:
    found = []
    for part in field.parts or (field.as_part(),):
        value = item.parts.get(part.key) if field.parts else item.value
        sentence = check_value(part, value) if value is not None else ""
        if sentence:
            found.append(Problem(field.key, item.id, part.key, sentence, "error"))
        own = item.own.get(part.key)
        status = own.status if own and own.status else item.status
        if isinstance(value, Words) and status == REPORTED:
            sentence = f"{field.label}: words alone are vague or unclear, not reported."
            found.append(Problem(field.key, item.id, part.key, sentence, "error"))
    strange = sorted(item.parts.keys() - {part.key for part in field.parts})
    found += [
        Problem(field.key, item.id, key, f"There is no part “{key}”.", "error") for key in strange
    ]
    if not item.evidence and item.basis == "stated" and field.section != "design":
        sentence = f"{field.label}: no words of the article support this."
        found.append(Problem(field.key, item.id, "", sentence, "warning"))
    return found


def problems(form: Form, claims: Claims, *, entity: str) -> tuple[Problem, ...]:
    """What a curator should look at in the claims of one entity, in the order of the form."""
    found: list[Problem] = []
    for field in form.fields(entity):
        claim = claims.get(field.key)
        if claim is not None:
            found += check_claim(field, claim)
            if applies(field, claims) is False and claim.items:
                sentence = f"{field.label} does not apply to this study, yet has a value."
                found.append(Problem(field.key, "", "", sentence, "warning"))
        elif field.required:
            found.append(Problem(field.key, "", "", f"{field.label} is required.", "error"))
    return tuple(found)


def applies(field: Field, claims: Claims) -> bool | None:
    """Whether a field applies, by its ``applies_when``; None where that cannot be told yet."""
    return True if field.applies_when is None else _holds(field.applies_when, claims)


def _holds(condition: Condition, claims: Claims) -> bool | None:
    if condition.all:
        answers = [_holds(one, claims) for one in condition.all]
        return False if False in answers else (None if None in answers else True)
    if condition.any:
        answers = [_holds(one, claims) for one in condition.any]
        return True if True in answers else (None if None in answers else False)
    claim = claims.get(condition.field)
    keys = _choice_keys(claim) if claim else set()
    return bool(keys & set(condition.any_of)) if keys else None


def _choice_keys(claim: Claim) -> set[str]:
    values: set[str] = set()
    for item in claim.items:
        every: Mapping[str, Value] = item.parts or ({"": item.value} if item.value else {})
        values |= {value for value in every.values() if isinstance(value, str)}
    return values


def lacks_words(item: Item) -> bool:
    """Whether an item that the article is said to state has no evidence."""
    return item.basis == "stated" and not item.evidence and item.status in (REPORTED, VAGUE)
