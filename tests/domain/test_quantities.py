from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator.domain.claims import Quantity
from curator.domain.dates import coarser, is_date, parse_date
from curator.domain.quantities import (
    UNITS,
    format_quantity,
    parse_number,
    parse_quantity,
    same_quantity,
)


@pytest.mark.parametrize(
    ("words", "quantity"),
    [
        ("five", Quantity("=", "5")),
        ("Up to 100%", Quantity("up_to", "100", unit="%")),
        ("More than 70%", Quantity(">", "70", unit="%")),
        ("≥ 3 wk", Quantity(">=", "3", unit="wk")),
        ("within three months", Quantity("<=", "3", unit="mo")),
        ("during the follow-up period of up to a year", Quantity("up_to", "1", unit="a")),
        ("1-2 x 10^6/kg", Quantity("range", low="1", high="2", exp10="6", unit="/kg")),
        (
            "1–2 × 10⁶ CAR T cells/kg",
            Quantity("range", low="1", high="2", exp10="6", unit="{cells}/kg"),
        ),
        ("8e7 cells", Quantity("=", "8", exp10="7", unit="{cells}")),
        ("<0.001", Quantity("<", "0.001")),
        ("-1.50", Quantity("=", "-1.50")),
        ("12,345 mg", Quantity("=", "12345", unit="mg")),
        ("about 5.5 months", Quantity("~", "5.5", unit="mo")),
    ],
)
def test_a_quantity_is_read_with_operator_power_and_unit(words: str, quantity: Quantity) -> None:
    assert parse_quantity(words) == quantity


@pytest.mark.parametrize("words", ["several months", "a single, small dose", "", "IL-12", "3 of 5"])
def test_words_that_hold_no_one_quantity_are_none(words: str) -> None:
    assert parse_quantity(words) is None


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("the patients, five young adults", Quantity("=", "5")),
        ("all twelve patients", Quantity("=", "12")),
        ("n = 9", Quantity("=", "9")),
        ("at least 30 people", Quantity(">=", "30")),
        ("a hundred mice", Quantity("=", "100")),
    ],
)
def test_a_number_is_found_among_what_is_counted(words: str, number: Quantity) -> None:
    assert parse_number(words) == number


@pytest.mark.parametrize("words", ["a cohort", "IL-12", "a prestigious journal", "3 of 5 patients"])
def test_what_counts_nothing_is_no_number(words: str) -> None:
    assert parse_number(words) is None


NUMBERS = st.decimals(0, 10**6, places=2).map(str)


@given(
    st.sampled_from(["=", "<", "<=", ">", ">=", "~", "up_to"]),
    NUMBERS,
    st.none() | st.integers(-12, 12).map(str),
    st.none() | st.sampled_from(sorted(set(UNITS.values()))),
)
def test_what_an_editor_shows_is_read_back_as_the_same(
    op: str, value: str, exp10: str | None, unit: str | None
) -> None:
    quantity = Quantity(op, value, exp10=exp10, unit=unit)
    assert parse_quantity(format_quantity(quantity)) == quantity


@given(NUMBERS, NUMBERS, st.none() | st.sampled_from(["mo", "%", "{cells}/kg"]))
def test_a_range_is_read_back_as_the_same(one: str, other: str, unit: str | None) -> None:
    low, high = sorted((one, other), key=float)
    quantity = Quantity("range", low=low, high=high, unit=unit)
    assert parse_quantity(format_quantity(quantity)) == quantity


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (Quantity("=", "12", unit="mo"), Quantity("=", "1", unit="a"), True),
        (Quantity("=", "24", unit="h"), Quantity("=", "1", unit="d"), True),
        (Quantity("=", "1", exp10="6"), Quantity("=", "1000000"), True),
        (Quantity("=", "1000", unit="mg"), Quantity("=", "1", unit="g"), True),
        (Quantity("=", "70", unit="%"), Quantity(">", "70", unit="%"), False),
        (Quantity("=", "5"), Quantity("=", "5", unit="%"), False),
        (Quantity("range", low="1", high="2"), Quantity("range", low="1", high="2.0"), True),
        (Quantity("=", "x"), Quantity("=", "x"), False),
    ],
)
def test_quantities_are_compared_in_one_unit(one: Quantity, other: Quantity, same: bool) -> None:
    assert same_quantity(one, other) is same


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("24 Nov 2022 18:32", "2022-11-24"),
        ("November 24th, 2022", "2022-11-24"),
        ("Sept. 2021", "2021-09"),
        ("2022-11-24T18:32:00", "2022-11-24"),
        ("2022", "2022"),
        ("03/04/2022", None),
        ("31 Feb 2022", None),
        ("2022-13", None),
        ("four minutes", None),
    ],
)
def test_a_date_is_as_fine_as_its_words(words: str, date: str | None) -> None:
    assert parse_date(words) == date


def test_a_coarser_date_contains_a_finer_one() -> None:
    assert coarser("2022", "2022-11-24")
    assert not coarser("2022-1", "2022-11")
    assert not coarser("2022-11-24", "2022")
    assert is_date("2024-02-29")
    assert not is_date("2023-02-29")


@pytest.mark.parametrize(
    ("unit", "one", "many"),
    [
        ("a", "1 year", "3 years"),
        ("mo", "1 month", "3 months"),
        ("wk", "1 week", "3 weeks"),
        ("d", "1 day", "3 days"),
        ("h", "1 hour", "3 hours"),
        ("min", "1 minute", "3 minutes"),
        ("ug", "1 µg", "3 µg"),
    ],
)
def test_units_are_shown_in_words_and_read_again(unit: str, one: str, many: str) -> None:
    for value, shown in (("1", one), ("3", many)):
        quantity = Quantity("up_to", value, unit=unit)
        assert format_quantity(quantity) == f"up to {shown}"
        assert parse_quantity(format_quantity(quantity)) == quantity
        assert format_quantity(quantity, coded=True) == f"up to {value} {unit}"
