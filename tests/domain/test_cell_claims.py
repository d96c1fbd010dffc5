"""Cells of a spreadsheet as claims, and back: every kind of field."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator.domain.cell_claims import claim_of_cell
from curator.domain.claims import Claim, Item, Quantity, Term, Words
from curator.domain.forms import Choice, Field, Part
from curator.domain.record_rows import cell_words
from curator.domain.records import Cell
from curator.domain.standing import Stood

TEXT = Field("institution", "Institution", "text", "study")
TEXTS = Field("results", "Results", "long_text", "study", many=True)
TERMS = Field("disease", "Disease", "term", "subjects", many=True, vocabulary="diseases")
STAGE = Field(
    "stage", "Stage", "choice", "design",
    choices=(Choice("in_vivo", "In vivo", ("animal study",)), Choice("clinical", "Clinical")),
)  # fmt: skip
COUNT = Field("n", "Number in total", "number", "subjects")
DATE = Field("date", "Date", "date", "study")
LINK = Field("page", "Page", "link", "study")
OUTCOME = Field(
    "outcome", "Outcome", "text", "outcomes", many=True, rows=True,
    parts=(
        Part("endpoint", "Endpoint", "text"),
        Part("value", "Value", "quantity"),
        Part("direction", "Direction", "choice", choices=(Choice("up", "Higher"),)),
    ),
)  # fmt: skip


def lookup(vocabulary: str, words: str) -> Term | None:
    return Term("lung cancer", "MONDO:1") if words.casefold() == "lung cancer" else None


def said(field: Field, cell: str, status: str = "") -> Claim | None:
    return claim_of_cell(field, cell, status=status, note="from a.csv, row 2", lookup=lookup)


def items(field: Field, cell: str, status: str = "") -> list[tuple[str, object]]:
    claim = said(field, cell, status)
    assert claim is not None
    return [(one.status, one.parts or one.value) for one in claim.items]


@pytest.mark.parametrize("cell", ["", "  ", "[]", "not_checked", "Not checked"])
def test_a_cell_that_says_nothing_makes_no_claim(cell: str) -> None:
    assert said(TERMS, cell) is None


@pytest.mark.parametrize("cell", ["not reported", "Not_Reported", "NOT-REPORTED", " not reported "])
def test_a_status_may_stand_in_the_cell_or_beside_it(cell: str) -> None:
    for claim in (said(COUNT, cell), said(COUNT, "", cell)):
        assert claim is not None
        assert (claim.own_status, claim.note) == ("not_reported", "from a.csv, row 2")


def test_values_of_each_kind() -> None:
    assert items(TEXT, " Icahn; New York ") == [("reported", "Icahn; New York")]
    assert items(TERMS, "lung cancer; sarcoma") == [
        ("reported", Term("lung cancer", "MONDO:1")),
        ("reported", Term("sarcoma")),
    ]
    assert items(TERMS, '["a; b"]') == [("reported", Term("a; b"))]
    assert items(STAGE, "Animal study") == [("reported", "in_vivo")]
    assert items(COUNT, "> 12") == [("reported", Quantity(">", "12"))]
    assert items(DATE, "2022-11") == [("reported", "2022-11")]
    assert items(LINK, "https://example.org/a") == [("reported", "https://example.org/a")]


def test_what_does_not_parse_is_vague_with_its_words() -> None:
    assert items(STAGE, "in vivo and clinical") == [("vague", Words("in vivo and clinical"))]
    assert items(COUNT, "a cohort") == [("vague", Words("a cohort"))]
    assert items(DATE, "last autumn", "reported") == [("vague", Words("last autumn"))]
    assert items(LINK, "on request") == [("vague", Words("on request"))]


def test_a_status_beside_the_value_is_kept() -> None:
    assert items(TEXT, "somewhere", "vague") == [("vague", "somewhere")]
    assert items(COUNT, "5", "unclear") == [("unclear", Quantity("=", "5"))]


def test_parts_stand_in_objects_by_key_or_label() -> None:
    cell = '[{"endpoint": "survival", "Value": "> 70 %", "direction": "rather better"}, "cure"]'
    claim = said(OUTCOME, cell)
    assert claim is not None
    first, second = claim.items
    assert first.parts["value"] == Quantity(">", "70", unit="%")
    assert first.parts["direction"] == Words("rather better")
    assert (first.status, first.own["direction"].status) == ("reported", "vague")
    assert second.parts == {"endpoint": "cure"}
    assert first.note == second.note == "from a.csv, row 2"


@pytest.mark.parametrize(
    ("field", "cell", "status", "why"),
    [
        (TEXT, "Icahn", "maybe", "no status"),
        (COUNT, "5", "not reported", "gives a value"),
        (COUNT, '["5","6"]', "", "takes one value"),
        (OUTCOME, '[{"dose":"5"}]', "", "no part"),
        (OUTCOME, '[{"value":["5"]}]', "", "no words"),
        (TERMS, "[[1]]", "", "no value of Disease"),
    ],
)
def test_what_contradicts_itself_is_refused(field: Field, cell: str, status: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        said(field, cell, status)


@given(
    st.sampled_from([TEXT, TEXTS, TERMS, STAGE, COUNT, DATE, LINK, OUTCOME]),
    st.text(min_size=1, max_size=30),
)
def test_words_of_any_kind_come_back_as_they_were(field: Field, words: str) -> None:
    try:
        claim = said(field, words)
    except ValueError:
        return
    if claim is None or not claim.items:
        return
    shown = cell_words(
        field, Cell("single", "single", claim.status, tuple(map(stood, claim.items)))
    )
    again = said(field, shown, claim.status)
    assert again is not None
    assert (
        cell_words(field, Cell("single", "single", again.status, tuple(map(stood, again.items))))
        == shown
    )


def stood(item: Item) -> Stood:
    return Stood((), item)
