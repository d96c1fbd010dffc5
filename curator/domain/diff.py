"""What changed between two sets of claims: by field, by item id, never by position."""

from __future__ import annotations

from dataclasses import dataclass

from curator.domain.claims import Claim, Claims, Item


@dataclass(frozen=True, slots=True)
class ItemDiff:
    """One item before and after; None on the side where there is none."""

    item: str
    old: Item | None
    new: Item | None


@dataclass(frozen=True, slots=True)
class FieldDiff:
    """One field before and after.

    Attributes:
        kind: ``added``, ``removed`` or ``changed``.
        items: The items that differ, in the order of the new claim, removed ones last.
    """

    field: str
    kind: str
    old: Claim | None
    new: Claim | None
    items: tuple[ItemDiff, ...] = ()


def diff_claims(old: Claims, new: Claims) -> tuple[FieldDiff, ...]:
    """The fields that differ, in the order of the new claims, removed ones last."""
    keys = [*new, *(key for key in old if key not in new)]
    return tuple(
        _field_diff(key, old.get(key), new=new.get(key))
        for key in keys
        if old.get(key) != new.get(key)
    )


def _field_diff(key: str, old: Claim | None, *, new: Claim | None) -> FieldDiff:
    kind = "added" if old is None else "removed" if new is None else "changed"
    return FieldDiff(key, kind, old, new, _item_diffs(old, new))


def _item_diffs(old: Claim | None, new: Claim | None) -> tuple[ItemDiff, ...]:
    before = {item.id: item for item in old.items} if old else {}
    after = {item.id: item for item in new.items} if new else {}
    ids = [*after, *(one for one in before if one not in after)]
    return tuple(
        ItemDiff(one, before.get(one), after.get(one))
        for one in ids
        if before.get(one) != after.get(one)
    )
