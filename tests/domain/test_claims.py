from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator.domain.claims import (
    Claim,
    Item,
    Own,
    Quantity,
    Term,
    Words,
    claim_from_json,
    claim_to_json,
    value_from_json,
)
from curator.domain.evidence import evidence_at
from tests.domain.strategies import claims, fields


@given(st.data())
def test_a_claim_survives_json(data: st.DataObject) -> None:
    claim = data.draw(fields.flatmap(claims))
    assert claim_from_json(claim_to_json(claim)) == claim


def test_own_status_and_evidence_of_a_part_survive_json() -> None:
    own = {"role": Own("unclear", (evidence_at("led by", 0, end=3, text="b" * 64),))}
    claim = Claim(items=(Item("1", parts={"name": Term("Icahn"), "role": "lead"}, own=own),))
    assert claim_from_json(claim_to_json(claim)) == claim


@pytest.mark.parametrize(
    ("statuses", "derived"),
    [
        (["vague", "reported"], "reported"),
        (["vague", "unclear"], "unclear"),
        (["vague"], "vague"),
    ],
)
def test_the_status_of_items_is_reported_before_unclear_before_vague(
    statuses: list[str], derived: str
) -> None:
    items = tuple(Item(str(n), status, value="x") for n, status in enumerate(statuses))
    assert Claim(items=items).status == derived


def test_the_last_item_that_goes_leaves_the_field_unchecked() -> None:
    assert Claim(items=(Item("1", value="x"),)).without_item("1") is None


def test_each_shape_of_a_value_is_told_apart() -> None:
    assert value_from_json({"words": "a cohort"}) == Words("a cohort")
    assert value_from_json({"label": "mouse"}) == Term("mouse")
    assert value_from_json({"op": ">", "value": "70", "unit": "%"}) == Quantity(">", "70", unit="%")
    with pytest.raises(ValueError, match="not a value"):
        value_from_json({"label": "x", "color": "red"})


def test_evidence_keeps_32_code_points_of_context_whatever_they_are() -> None:
    body = "🧬" * 40 + "IL-12" + "é" * 40
    found = evidence_at(body, 40, end=45, text="c" * 64)
    assert (found.quote, found.prefix, found.suffix) == ("IL-12", "🧬" * 32, "é" * 32)
    with pytest.raises(ValueError, match="no span"):
        evidence_at(body, 5, end=5, text="c" * 64)
