from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator.domain.record_rows import cell_words, empty_cell
from curator.domain.records import Cell
from curator.domain.standing import Stood
from curator.export.cells import is_number, neutral, plain, value_columns
from tests.domain.strategies import claims, the_form


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+49 30", "-x", "@SUM(A1)", "\t=1", "\rx", "'quoted", "＝1", "＋1", "－1", "＠x"],
)
def test_what_a_spreadsheet_would_run_is_marked_and_the_mark_comes_off(cell: str) -> None:
    assert neutral(cell) == "'" + cell
    assert plain(neutral(cell)) == cell


@pytest.mark.parametrize("cell", ["-1.5", "-7", "5", "", "IL-12", "> 70 %", "[1]"])
def test_numbers_and_words_stay(cell: str) -> None:
    assert neutral(cell) == cell


@given(st.text())
def test_neutralising_loses_nothing(cell: str) -> None:
    assert plain(neutral(cell)) == cell


def test_only_numbers_that_a_spreadsheet_shows_unchanged_are_numbers() -> None:
    assert is_number("-1.5")
    assert not is_number("007")
    assert not is_number("12345678901234567")
    assert not is_number("1e5")


@given(st.data())
def test_every_field_has_a_cell_many_as_an_array(data: st.DataObject) -> None:
    field = data.draw(st.sampled_from(list(the_form().fields())))
    claim = data.draw(claims(field))
    cell = Cell("single", "single", claim.status, tuple(Stood((), i) for i in claim.items))
    written = cell_words(field, cell)
    if field.many:
        assert len(json.loads(written)) == len(claim.items)
    elif field.parts and claim.items:
        assert json.loads(written).keys() == claim.items[0].parts.keys()
    elif not claim.items:
        assert written == empty_cell(field) == ""


@pytest.mark.parametrize(
    ("value", "columns"),
    [
        ("car_t", ("car_t", "", "", "")),
        ({"label": "mouse", "id": "NCBITaxon:10090"}, ("mouse", "NCBITaxon:10090", "", "")),
        ({"words": "a cohort"}, ("a cohort", "", "", "")),
        ({"op": "up_to", "value": "1", "unit": "a"}, ("1", "", "up_to", "a")),
        ({"op": "range", "low": "1", "high": "2", "exp10": "6"}, ("1–2e6", "", "range", "")),
    ],
)
def test_a_value_is_taken_apart_for_the_long_table(
    value: object, columns: tuple[str, str, str, str]
) -> None:
    assert value_columns(value) == columns
