"""Three-way merge of documents, by field and item: nobody's edit is lost.

Where both sides changed the same place, ours stands in the merged document and the place is
reported as a clash with all three values, so that the window can show theirs beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from curator.domain.canonical import canonical

_ABSENT: Final = object()
_SETS: Final = ("evidence", "decisions", "links", "relations", "blocks")
"""Lists whose entries have no id and whose order says little: merged entry by entry."""


@dataclass(frozen=True, slots=True)
class Clash:
    """A place that both sides changed differently; JSON values, None where there is none."""

    path: tuple[str, ...]
    base: Any
    ours: Any
    theirs: Any


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged document (JSON) and the places where ours was taken over theirs."""

    document: dict[str, Any]
    clashes: tuple[Clash, ...] = ()


def merge_documents(
    base: Mapping[str, Any], ours: Mapping[str, Any], *, theirs: Mapping[str, Any]
) -> Merged:
    """Merge what ours and theirs made of base.  All three are documents of one entity."""
    clashes: list[Clash] = []
    document = _merge(base, ours, theirs=theirs, path=(), clashes=clashes)
    if "claims" in document:
        # Both sides took away the other's last item: nobody has checked the field any more.
        kept = {key: one for key, one in document["claims"].items() if one.get("items") != []}
        document = {**document, "claims": kept}
    return Merged(document, tuple(clashes))


def _merge(
    base: Any, ours: Any, *, theirs: Any, path: tuple[str, ...], clashes: list[Clash]
) -> Any:
    if _same(ours, theirs) or _same(theirs, base):
        return ours
    if _same(ours, base):
        return theirs
    if isinstance(ours, Mapping) and isinstance(theirs, Mapping):
        under = base if isinstance(base, Mapping) else {}
        if not _one_claim_two_shapes(path, ours, theirs=theirs):
            return _merge_mappings(under, ours, theirs=theirs, path=path, clashes=clashes)
    if path and isinstance(ours, Sequence) and isinstance(theirs, Sequence):
        under_list = base if isinstance(base, Sequence) and not isinstance(base, str) else ()
        if path[-1] == "items":
            return _merge_items(under_list, ours, theirs=theirs, path=path, clashes=clashes)
        if path[-1] in _SETS:
            return _merge_sets(under_list, ours, theirs=theirs)
    clashes.append(Clash(path, *(None if one is _ABSENT else one for one in (base, ours, theirs))))
    return ours


def _one_claim_two_shapes(
    path: tuple[str, ...], ours: Mapping[str, Any], *, theirs: Mapping[str, Any]
) -> bool:
    """Whether one side has items and the other a status alone: no claim can be both."""
    return len(path) == 2 and path[0] == "claims" and ("items" in ours) != ("items" in theirs)


def _same(one: Any, other: Any) -> bool:
    return one is other or (one is not _ABSENT and other is not _ABSENT and bool(one == other))


def _merge_mappings(
    base: Mapping[str, Any],
    ours: Mapping[str, Any],
    *,
    theirs: Mapping[str, Any],
    path: tuple[str, ...],
    clashes: list[Clash],
) -> dict[str, Any]:
    merged = {}
    for key in [*ours, *(key for key in theirs if key not in ours)]:
        value = _merge(
            base.get(key, _ABSENT),
            ours.get(key, _ABSENT),
            theirs=theirs.get(key, _ABSENT),
            path=(*path, key),
            clashes=clashes,
        )
        # A side that took something away leaves nothing, also where it clashes.
        if value is not _ABSENT:
            merged[key] = value
    return merged


def _merge_items(
    base: Sequence[Mapping[str, Any]],
    ours: Sequence[Mapping[str, Any]],
    *,
    theirs: Sequence[Mapping[str, Any]],
    path: tuple[str, ...],
    clashes: list[Clash],
) -> list[Any]:
    sides = [{item["id"]: item for item in side} for side in (base, ours, theirs)]
    merged = []
    for one in dict.fromkeys((*sides[1], *sides[2])):
        value = _merge(
            sides[0].get(one, _ABSENT),
            sides[1].get(one, _ABSENT),
            theirs=sides[2].get(one, _ABSENT),
            path=(*path, one),
            clashes=clashes,
        )
        if value is not _ABSENT:
            merged.append(value)
    return merged


def _merge_sets(base: Sequence[Any], ours: Sequence[Any], *, theirs: Sequence[Any]) -> list[Any]:
    """Entries of both sides, without those that either side took away from the base."""
    keys = [[canonical(one) for one in side] for side in (base, ours, theirs)]
    gone = {key for key in keys[0] if key not in keys[1] or key not in keys[2]}
    entries = dict(zip((*keys[1], *keys[2]), (*ours, *theirs), strict=True))
    return [entry for key, entry in entries.items() if key not in gone]
