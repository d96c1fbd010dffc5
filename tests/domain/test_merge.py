from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from curator.domain.canonical import canonical
from curator.domain.claims import Claim, claims_from_json, claims_to_json
from curator.domain.diff import FieldDiff, diff_claims
from curator.domain.merge import merge_documents
from tests.domain.strategies import claims, the_form

KEYS = ("payload", "institution", "n", "outcome")


@st.composite
def claim_sets(draw: st.DrawFn) -> dict[str, Claim]:
    chosen = draw(st.sets(st.sampled_from(KEYS)))
    found = {}
    for key in sorted(chosen):
        field = the_form().field(key)
        assert field is not None
        found[key] = draw(claims(field))
    return found


def applied(found: dict[str, Claim], diffs: tuple[FieldDiff, ...]) -> dict[str, Claim]:
    """The claims with the new side of each diff in its field."""
    after = found | {one.field: one.new for one in diffs}
    return {key: claim for key, claim in after.items() if claim is not None}


def document(found: dict[str, Claim]) -> dict[str, Any]:
    return {"claims": claims_to_json(found), "role": "primary"}


@settings(deadline=None)
@given(claim_sets(), claim_sets())
def test_a_diff_applied_to_the_old_gives_the_new(
    old: dict[str, Claim], new: dict[str, Claim]
) -> None:
    assert applied(old, diff_claims(old, new)) == new
    assert diff_claims(old, old) == ()


@settings(deadline=None)
@given(claim_sets(), claim_sets())
def test_what_one_side_alone_changed_is_taken_whole(
    base: dict[str, Claim], changed: dict[str, Claim]
) -> None:
    one, other = document(base), document(changed)
    for merged in (
        merge_documents(one, other, theirs=one),
        merge_documents(one, one, theirs=other),
        merge_documents(one, other, theirs=other),
    ):
        assert canonical(merged.document) == canonical(other)
        assert merged.clashes == ()


@settings(deadline=None)
@given(claim_sets(), claim_sets(), claim_sets())
def test_no_interleaving_drops_a_field_or_an_item(
    base: dict[str, Claim], ours: dict[str, Claim], theirs: dict[str, Claim]
) -> None:
    merged = merge_documents(document(base), document(ours), theirs=document(theirs))
    found = claims_from_json(merged.document["claims"])
    clashed = {clash.path[1] for clash in merged.clashes if len(clash.path) > 1}
    for key in ours.keys() | theirs.keys():
        if key in clashed:
            continue
        for side, other in ((ours, theirs), (theirs, ours)):
            if side.get(key) != base.get(key) and other.get(key) == base.get(key):
                assert found.get(key) == side.get(key)
            new = {i.id for i in side[key].items} if key in side else set()
            old = {i.id for i in base[key].items} if key in base else set()
            kept = {i.id for i in found[key].items} if key in found else set()
            assert new - old <= kept


def test_two_people_who_edit_different_items_of_a_field_both_keep_theirs() -> None:
    base = {"claims": {"payload": {"items": [item("1", "IL-12"), item("2", "IL-15")]}}}
    ours = {"claims": {"payload": {"items": [item("1", "IL-12p70"), item("2", "IL-15")]}}}
    theirs = {
        "claims": {"payload": {"items": [item("1", "IL-12"), item("2", "IL-18"), item("3", "x")]}}
    }
    merged = merge_documents(base, ours, theirs=theirs)
    assert merged.clashes == ()
    held = merged.document["claims"]["payload"]["items"]
    assert [one["value"] for one in held] == ["IL-12p70", "IL-18", "x"]


def test_a_place_that_both_changed_keeps_ours_and_is_reported() -> None:
    base = {"claims": {"payload": {"items": [item("1", "IL-12")]}}}
    ours = {"claims": {"payload": {"items": [item("1", "IL-15")]}}}
    theirs = {"claims": {"payload": {"items": [item("1", "IL-18")]}}}
    merged = merge_documents(base, ours, theirs=theirs)
    assert merged.document == ours
    (clash,) = merged.clashes
    assert clash.path == ("claims", "payload", "items", "1", "value")
    assert (clash.base, clash.ours, clash.theirs) == ("IL-12", "IL-15", "IL-18")


def test_a_status_against_items_is_a_clash_never_a_mixture() -> None:
    base: dict[str, Any] = {"claims": {}}
    ours = {"claims": {"payload": {"status": "not_reported"}}}
    theirs = {"claims": {"payload": {"items": [item("1", "IL-18")]}}}
    merged = merge_documents(base, ours, theirs=theirs)
    assert merged.document == ours
    assert len(merged.clashes) == 1


def test_evidence_added_by_both_is_all_kept() -> None:
    base = {"claims": {"payload": {"items": [item("1", "IL-12") | {"evidence": ["a"]}]}}}
    ours = {"claims": {"payload": {"items": [item("1", "IL-12") | {"evidence": ["a", "b"]}]}}}
    theirs = {"claims": {"payload": {"items": [item("1", "IL-12") | {"evidence": ["c"]}]}}}
    merged = merge_documents(base, ours, theirs=theirs)
    assert merged.document["claims"]["payload"]["items"][0]["evidence"] == ["b", "c"]


def item(item_id: str, value: str) -> dict[str, Any]:
    return {"id": item_id, "value": value}
