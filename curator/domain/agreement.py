"""Agreement: computed per field over the extractions of a study (FORMAT 5).  Never typed in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from curator.domain.claims import (
    NOT_APPLICABLE,
    NOT_REPORTED,
    UNCLEAR,
    VAGUE,
    Claim,
    Claims,
    Item,
)
from curator.domain.comparing import AGREE, COMPLEMENT, CONFLICT, REFINE, worst
from curator.domain.forms import Field
from curator.domain.pairing import pair_items
from curator.domain.terms import Terms

SINGLE: Final = "single"
NONE: Final = ""
"""Nobody speaks: no agreement."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The claims of one active extraction; ``label`` names its article ("A-0002")."""

    extraction: str
    claims: Claims
    label: str = ""


def items_in_scope(claim: Claim | None) -> tuple[Item, ...]:
    """The items that speak of this study."""
    if claim is None:
        return ()
    return tuple(item for item in claim.items if item.scope == "this_study")


def speaks(claim: Claim | None) -> bool:
    """Whether a claim says anything: an item of this study, or a status that has its words."""
    if claim is None:
        return False
    if claim.items:
        return bool(items_in_scope(claim))
    if claim.own_status in (VAGUE, UNCLEAR):
        return True
    return bool(claim.evidence)


def agreement(field: Field, claims: Sequence[Claim | None], *, terms: Terms) -> str:
    """One of "", single, agree, complement, refine, conflict: the worst over all pairs.

    ``claims`` are those of every active extraction of the study, None where one has not checked
    the field.
    """
    if not any(map(speaks, claims)):
        return NONE
    if len(claims) == 1:
        return SINGLE
    return worst([_of_pair(field, a, other=b, terms=terms) for a, b in combinations(claims, 2)])


def _of_pair(field: Field, one: Claim | None, *, other: Claim | None, terms: Terms) -> str:
    first, second = speaks(one), speaks(other)
    if not (first and second) or one is None or other is None:
        return COMPLEMENT if first or second else AGREE
    a, b = items_in_scope(one), items_in_scope(other)
    if a and b:
        return pair_items(field, a, other=b, terms=terms).kind
    if a or b:
        return _value_against(other.own_status if a else one.own_status)
    return _statuses(one.own_status, other.own_status)


def _value_against(status: str | None) -> str:
    """A value against a status that has its own words."""
    if status == NOT_APPLICABLE:
        return CONFLICT
    return COMPLEMENT if status == NOT_REPORTED else REFINE


def _statuses(one: str | None, other: str | None) -> str:
    wordy = (VAGUE, UNCLEAR)
    return AGREE if one == other or (one in wordy and other in wordy) else COMPLEMENT
