"""FORMAT 5, rule by rule, and the laws that it states."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curator.domain.agreement import Reading, agreement
from curator.domain.canonical import canonical
from curator.domain.claims import Claim, Item, Quantity, Term, Value, Words
from curator.domain.documents import Decision
from curator.domain.evidence import evidence_at
from curator.domain.filling import claim_text, item_text
from curator.domain.forms import Field
from curator.domain.record_rows import cell_words
from curator.domain.records import (
    Cell,
    among,
    cell_to_json,
    resolve,
    resolve_field,
)
from curator.domain.terms import VocabularyTerm, terms_of
from tests.domain.strategies import claims, the_form

TERMS = terms_of(
    [
        VocabularyTerm("MONDO:0004992", "cancer", ("malignant tumour",)),
        VocabularyTerm("MONDO:0008903", "lung cancer", (), ("MONDO:0004992",)),
        VocabularyTerm("MONDO:0008170", "ovarian cancer", (), ("MONDO:0004992",)),
    ]
)
WITH_WORDS = (evidence_at("not a cell therapy", 0, end=18, text="d" * 64),)
CANCER, LUNG, OVARY = (
    Term("cancer", "MONDO:0004992"),
    Term("lung cancer", "MONDO:0008903"),
    Term("ovarian cancer", "MONDO:0008170"),
)


def field(key: str) -> Field:
    found = the_form().field(key)
    assert found is not None
    return found


def one(key: str, value: Value, status: str = "reported", scope: str = "this_study") -> Claim:
    return of(key, {"": value}, status=status, scope=scope)


def of(
    key: str, *values: Mapping[str, Value], status: str = "reported", scope: str = "this_study"
) -> Claim:
    """A claim with an item for each mapping of parts; the key "" is the main part or the value."""
    form_field = field(key)
    items = []
    for number, parts in enumerate(values):
        if form_field.main is None:
            items.append(Item(f"{key}{number}", status, value=parts[""], scope=scope))
        else:
            named = {k or form_field.main.key: v for k, v in parts.items()}
            items.append(Item(f"{key}{number}", status, parts=named, scope=scope))
    return Claim(items=tuple(items))


def agree(key: str, *all_claims: Claim | None) -> str:
    return agreement(field(key), all_claims, terms=TERMS)


def cell(key: str, *all_claims: Claim | None) -> Cell:
    readings = [
        Reading(f"e{n}", {} if claim is None else {key: claim})
        for n, claim in enumerate(all_claims)
    ]
    return resolve_field(field(key), readings, decisions=(), terms=TERMS)


def shown(key: str, *all_claims: Claim | None) -> list[str]:
    return [item_text(field(key), stood.item) for stood in cell(key, *all_claims).items]


NOT_REPORTED, NOT_APPLICABLE = Claim(own_status="not_reported"), Claim(own_status="not_applicable")


def test_one_extraction_is_single_and_nobody_speaking_is_nothing() -> None:
    assert agree("n", one("n", Quantity("=", "5"))) == "single"
    assert agree("n", None, None) == ""
    assert agree("n", NOT_REPORTED) == ""
    assert cell("n", None, None).status == "not_checked"
    assert cell("n", NOT_REPORTED, NOT_REPORTED).status == "not_reported"
    assert cell("payload", NOT_APPLICABLE, NOT_APPLICABLE).status == "not_applicable"
    assert cell("payload", NOT_APPLICABLE, NOT_REPORTED).status == "not_reported"


def test_a_background_item_does_not_speak() -> None:
    background = one("cell_source", "autologous", "unclear", "background")
    assert agree("cell_source", background, NOT_REPORTED) == ""
    assert cell("cell_source", background, NOT_REPORTED).status == "not_reported"


def test_the_silent_side_is_complemented() -> None:
    assert agree("journal", NOT_REPORTED, one("journal", Term("Cell"))) == "complement"
    assert agree("journal", None, one("journal", Term("Cell"))) == "complement"


def test_a_status_with_its_words() -> None:
    value = one("payload", Term("IL-12"))
    denied = Claim(own_status="not_applicable", evidence=WITH_WORDS)
    unseen = Claim(own_status="not_reported", evidence=WITH_WORDS)
    assert agree("payload", value, denied) == "conflict"
    assert shown("payload", value, denied) == []
    assert agree("payload", value, unseen) == "complement"
    assert agree("payload", value, Claim(own_status="vague")) == "refine"
    assert shown("payload", value, Claim(own_status="vague")) == ["IL-12"]


@pytest.mark.parametrize(
    ("key", "first", "second"),
    [
        ("journal", Term("Cancer Cell", "ISSN:1535-6108"), Term("cancer  cell")),
        ("disease", CANCER, Term("Malignant tumour")),
        ("follow_up", Quantity("=", "12", unit="mo"), Quantity("=", "1", unit="a")),
        ("n", Quantity("=", "5"), Quantity("=", "5.0")),
        ("publication_date", "2022-11", "2022-11-24"),
        ("doi", "10.1016/J.CCELL", "10.1016/j.ccell"),
        ("stage", "clinical", "clinical"),
    ],
)
def test_equal_values_agree(key: str, first: Value, second: Value) -> None:
    assert agree(key, one(key, first), one(key, second)) == "agree"


def test_of_equal_values_the_one_that_says_more_stands() -> None:
    dates = one("publication_date", "2022"), one("publication_date", "2022-11-24")
    assert shown("publication_date", *dates) == ["2022-11-24"]
    found = cell("journal", one("journal", Term("cell")), one("journal", Term("Cell", "ISSN:1")))
    assert found.items[0].item.value == Term("Cell", "ISSN:1")


def test_an_ancestor_is_refined_also_by_several() -> None:
    assert agree("stage", one("stage", "preclinical"), one("stage", "in_vivo")) == "refine"
    assert shown("stage", one("stage", "in_vivo"), one("stage", "preclinical")) == ["In vivo"]
    coarse = of("disease", {"": CANCER, "qualifier": "metastatic"})
    fine = of(
        "disease",
        {"": LUNG, "qualifier": "metastatic"},
        {"": OVARY, "qualifier": "metastatic"},
    )
    assert agree("disease", coarse, fine) == "refine"
    assert shown("disease", coarse, fine) == [
        "lung cancer, metastatic",
        "ovarian cancer, metastatic",
    ]


def test_vague_words_yield_to_a_value_but_not_a_known_term_or_choice() -> None:
    words = one("target_cell", Term("immune-suppressing cells"), "vague")
    value = one("target_cell", Term("tumor-associated macrophage"))
    assert agree("target_cell", words, value) == "refine"
    assert shown("target_cell", words, value) == ["tumor-associated macrophage"]
    human = one("organism", Term("human", "NCBITaxon:9606"), "unclear")
    mouse = one("organism", Term("mouse", "NCBITaxon:10090"))
    assert agree("organism", human, mouse) == "conflict"
    vague = one("n", Words("a cohort"), "vague")
    assert agree("n", vague, one("n", Quantity("=", "5"))) == "refine"
    assert agree("n", vague, one("n", Words("a group"), "vague")) == "agree"


def test_different_values_of_a_field_that_takes_one_conflict_and_stand_for_nothing() -> None:
    five, six = one("n", Quantity("=", "5")), one("n", Quantity("=", "6"))
    assert agree("n", five, six) == "conflict"
    assert cell("n", five, six).items == ()
    assert agree("n", five, one("n", Quantity(">", "5"))) == "conflict"


def test_different_values_of_a_field_that_takes_many_complement() -> None:
    lung, ovary = of("disease", {"": LUNG}), of("disease", {"": OVARY})
    assert agree("disease", lung, ovary) == "complement"
    assert shown("disease", lung, ovary) == ["lung cancer", "ovarian cancer"]


def test_a_conflict_empties_only_that_part_of_that_item() -> None:
    first = of("institution", {"": Term("Icahn"), "role": "lead"}, {"": Term("Penn")})
    second = of("institution", {"": Term("Icahn"), "role": "site"})
    assert agree("institution", first, second) == "conflict"
    found = cell("institution", first, second)
    assert [stood.disputed for stood in found.items] == [("role",), ()]
    assert shown("institution", first, second) == ["Icahn", "Penn"]


def test_an_exclusive_field_compares_the_sets() -> None:
    human, mouse = Term("human", "NCBITaxon:9606"), Term("mouse", "NCBITaxon:10090")
    both = of("organism", {"": human}, {"": mouse})
    assert agree("organism", both, one("organism", mouse)) == "conflict"
    assert agree("organism", both, of("organism", {"": mouse}, {"": human})) == "agree"


def test_an_exclusive_part_empties_the_field() -> None:
    claimed = of("safety", {"": "claimed"}, status="vague")
    open_ = of("safety", {"": "not_established"}, status="unclear")
    assert agree("safety", claimed, open_) == "conflict"
    assert cell("safety", claimed, open_).items == ()
    crs = of("safety", {"": "events_reported", "event": "CRS"})
    icans = of("safety", {"": "events_reported", "event": "ICANS"})
    assert agree("safety", crs, icans) == "complement"
    assert len(cell("safety", crs, icans).items) == 2


def test_rows_are_paired_by_endpoint_arm_and_time_point() -> None:
    month, year = Quantity("=", "12", unit="mo"), Quantity("=", "1", unit="a")
    first = of("outcome", {"": "Survival", "time_point": month, "n": Quantity("=", "4")})
    again = of("outcome", {"": "survival", "time_point": year, "n": Quantity("=", "4")})
    other = of("outcome", {"": "survival", "arm": "placebo", "time_point": year})
    assert agree("outcome", first, again) == "agree"
    assert agree("outcome", first, other) == "complement"
    vague = of("outcome", {"": "tumour size"}, status="vague")
    assert agree("outcome", vague, first) == "complement"
    assert shown("outcome", vague, first)[0] == "tumour size"


def test_operator_value_and_unit_are_one_quantity() -> None:
    above = of("outcome", {"": "OS", "op": ">", "value": "70", "unit": "%"})
    exact = of("outcome", {"": "OS", "value": "70", "unit": "%"})
    assert agree("outcome", above, exact) == "conflict"
    found = cell("outcome", above, exact).items[0]
    assert found.disputed == ("value",)
    assert set(found.item.parts) == {"endpoint"}
    year = of("outcome", {"": "OS", "value": "12", "unit": "mo"})
    months = of("outcome", {"": "OS", "value": "1", "unit": "a"})
    assert agree("outcome", year, months) == "agree"
    assert claim_text(field("outcome"), year) in [*shown("outcome", year, months), "OS, 12 months"]


def test_long_texts_stand_side_by_side() -> None:
    first, second = one("mechanism", "seeks and disables"), one("mechanism", "converts them")
    assert agree("mechanism", first, second) == "complement"
    assert shown("mechanism", first, second) == ["seeks and disables", "converts them"]
    assert cell_words(field("mechanism"), cell("mechanism", first, second)) == (
        "seeks and disables\nconverts them"
    )
    assert shown("mechanism", first, first) == ["seeks and disables"]


def test_what_each_reader_judges_does_not_contradict() -> None:
    assert agree("rating", one("rating", "2"), one("rating", "4")) == "complement"
    assert shown("rating", one("rating", "2"), one("rating", "4")) == ["2", "4"]


def test_three_extractions_have_the_worst_of_all_pairs() -> None:
    five, six = one("n", Quantity("=", "5")), one("n", Quantity("=", "6"))
    assert agree("n", five, five, six) == "conflict"
    assert agree("n", five, None, five) == "complement"


def decision(readings: list[Reading], chosen: tuple[tuple[str, str], ...]) -> Decision:
    found = among("n", readings)
    return Decision("n", chosen, found, "Five is in the table.", "R. Ortiz", "2026-11-22")


def test_a_decision_stands_until_a_claim_changes() -> None:
    readings = [
        Reading("e0", {"n": one("n", Quantity("=", "5"))}),
        Reading("e1", {"n": one("n", Quantity("=", "6"))}),
    ]
    taken = decision(readings, (("e0", "n0"),))
    found = resolve_field(field("n"), readings, decisions=[taken], terms=TERMS)
    assert (found.state, found.agreement) == ("decided", "conflict")
    assert [item_text(field("n"), stood.item) for stood in found.items] == ["5"]
    moved = [readings[0], Reading("e1", {"n": one("n", Quantity("=", "7"))})]
    found = resolve_field(field("n"), moved, decisions=[taken], terms=TERMS)
    assert (found.state, found.items) == ("reopened", ())
    # A third reading that says nothing of it reopens nothing.
    more = [*readings, Reading("e2", {})]
    assert resolve_field(field("n"), more, decisions=[taken], terms=TERMS).state == "decided"


def test_an_edited_value_can_stand() -> None:
    readings = [
        Reading("e0", {"n": one("n", Quantity("=", "5"))}),
        Reading("e1", {"n": one("n", Quantity("=", "6"))}),
    ]
    edited = {
        "items": [
            {
                "id": "x",
                "status": "reported",
                "value": {"op": "range", "low": "5", "high": "6"},
                "evidence": [],
                "basis": "inferred",
                "scope": "this_study",
            }
        ]
    }
    taken = Decision("n", (), among("n", readings), "Either.", "R. Ortiz", "t", edited=edited)
    found = resolve_field(field("n"), readings, decisions=[taken], terms=TERMS)
    assert [item_text(field("n"), stood.item) for stood in found.items] == ["5–6"]


@settings(deadline=None)
@given(st.data())
def test_the_order_of_the_extractions_does_not_matter(data: st.DataObject) -> None:
    form_field = data.draw(st.sampled_from(list(the_form().fields("extraction"))))
    found = data.draw(st.lists(st.none() | claims(form_field), min_size=2, max_size=3))
    order = data.draw(st.permutations(range(len(found))))
    assert agreement(form_field, found, terms=TERMS) == agreement(
        form_field, [found[n] for n in order], terms=TERMS
    )
    readings = [
        Reading(f"e{n}", {} if claim is None else {form_field.key: claim})
        for n, claim in enumerate(found)
    ]
    record = resolve(the_form(), readings, decisions=(), terms=TERMS)
    again = resolve(the_form(), [readings[n] for n in order], decisions=(), terms=TERMS)
    cells, turned = (
        {key: cell_to_json(cell) for key, cell in one.cells.items()} for one in (record, again)
    )
    assert canonical(cells) == canonical(turned)


@settings(deadline=None)
@given(st.data())
def test_a_claim_agrees_with_itself(data: st.DataObject) -> None:
    form_field = data.draw(st.sampled_from(list(the_form().fields("extraction"))))
    claim = data.draw(claims(form_field))
    assert agreement(form_field, [claim, claim], terms=TERMS) in ("agree", "")
