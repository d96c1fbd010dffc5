"""Numbers of a text: as written, where they stand, and what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator.domain.claims import Quantity
from curator.suggest.numbers.figures import Figure, figures
from curator.suggest.numbers.results import results
from curator.suggest.numbers.roles import marked
from curator.suggest.numbers.trial import trial_numbers


def one(text: str) -> Figure:
    found = figures(text)
    assert len(found) == 1, [text[f.start : f.end] for f in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "words", "quantity"),
    [
        ("Up to 100% tumor clearance", "Up to 100%", Quantity("up_to", "100", unit="%")),
        ("More than 70% clearance", "More than 70%", Quantity(">", "70", unit="%")),
        ("in all five patients", "five", Quantity("=", "5")),
        ("within three months of it", "within three months", Quantity("<=", "3", unit="mo")),
        ("of up to a year, and", "up to a year", Quantity("up_to", "1", unit="a")),
        ("at least 12 weeks", "at least 12 weeks", Quantity(">=", "12", unit="wk")),
        ("65 years or older", "65 years or older", Quantity(">=", "65", unit="a")),
        ("a rate of 14-79%", "14-79%", Quantity("range", low="14", high="79", unit="%")),
        ("between 3 and 6 months", "3 and 6 months", Quantity("range", None, "3", "6", None, "mo")),
        ("13 388 women", "13 388", Quantity("=", "13388")),
        ("1,009 women", "1,009", Quantity("=", "1009")),
        ("loss of 2\u00b709%", "2\u00b709%", Quantity("=", "2.09", unit="%")),
        ("a loss of \u22120.5 points", "\u22120.5 points", Quantity("=", "-0.5", unit="{point}")),
        ("three hundred thirty-five women", "three hundred thirty-five", Quantity("=", "335")),
        ("a dozen mice", "a dozen", Quantity("=", "12")),
        ("a 21-day cycle", "21-day", Quantity("=", "21", unit="d")),
        (
            "1-2 x 10^6 CAR T cells/kg",
            "1-2 x 10^6 CAR T cells/kg",
            Quantity("range", None, "1", "2", "6", "{cells}/kg"),
        ),
        (
            "1.5 \u00d7 10^8 to 4.5 \u00d7 10^8 CAR T cells",
            "1.5 \u00d7 10^8 to 4.5 \u00d7 10^8 CAR T cells",
            Quantity("range", None, "1.5", "4.5", "8", "{cells}"),
        ),
        (
            "5 \u00d7 10\u2077 cells",
            "5 \u00d7 10\u2077 cells",
            Quantity("=", "5", exp10="7", unit="{cells}"),
        ),
        (
            "150 million CAR T cells",
            "150 million CAR T cells",
            Quantity("=", "150", exp10="6", unit="{cells}"),
        ),
    ],
)  # fmt: skip
def test_a_number_is_as_written_and_stands_where_it_says(
    text: str, words: str, quantity: Quantity
) -> None:
    found = one(text)
    assert text[found.start : found.end] == words
    assert found.quantity == quantity


@pytest.mark.parametrize(
    "text",
    [
        "gliomas1,2,3 are common",
        "as others have shown.12 The next",
        "in other tumours [3, 5-7] and",
        "IL-12 and IL\u201112",
        "CD19 and PD-1, 4-1BB, 5-FU, T2N0 and 99mTc",
        "COVID-19",
        "on March 12, 2024 and 24 Nov 2022 at 18:32",
        "doi 10.1016/j.cell.2020.01.001",
        "https://a.example/2020/12",
        "the 5th and the 1980s",
        "no one knows",
        "version 1.2.3",
    ],
)
def test_digits_of_names_references_dates_and_addresses_are_no_numbers(text: str) -> None:
    assert [text[f.start : f.end] for f in figures(text) if f.spelled is False] == []


def test_a_power_of_ten_without_its_raised_digits_is_marked_as_lost() -> None:
    found = one("a dose of 8 x 107 cells")
    assert found.lost
    assert found.quantity.exp10 is None


def test_a_number_shares_the_unit_of_the_next_where_they_are_compared() -> None:
    text = "median OS 5.5 vs 4.4 months"
    assert [f.quantity.unit for f in figures(text)] == ["mo", "mo"]
    assert [f.unit for f in figures("5.5 points were lost, then 4.4 months passed")][1] == "mo"


def test_from_one_to_another_is_no_range() -> None:
    assert [f.quantity.value for f in figures("fell from 10% to 4%")] == ["10", "4"]
    assert one("ranging from 10% to 40%").quantity.op == "range"


def test_a_year_is_told_from_a_count() -> None:
    assert one("approved in 2017.").year
    assert not one("2017%").year


_PIECES = st.sampled_from(
    """1 2,3 10^6 10(4) x \u00d7 % - \u2013 \u00b1 +/- vs. of ( ) [ ] n = p < 0.05
    95% CI up to all none five three hundred a year months patients had survival response IL-12
    \u00b7 \u0130 \u00b2 \u2077 . , ; / cells/kg
    \U0001f9ec \u0663 hazard ratio median from to by fell 2017 March mice responded""".split()
)
_TEXTS = st.one_of(st.text(max_size=80), st.lists(_PIECES, max_size=40).map(" ".join),
                   st.lists(_PIECES, max_size=30).map("".join))  # fmt: skip


@given(_TEXTS)
def test_offsets_are_true_on_any_text(text: str) -> None:
    end = 0
    for found in figures(text):
        assert end <= found.start <= found.at < found.to <= found.end <= len(text)
        assert any(sign.isalnum() for sign in text[found.at : found.to])
        end = found.to
    assert len(marked(text)) == len(figures(text))


@given(_TEXTS)
def test_results_and_trial_numbers_stand_in_the_text(text: str) -> None:
    for result in results(text):
        assert 0 <= result.start < result.end <= len(text)
        for figure in (result.value, result.n, result.of, result.p, result.interval):
            assert figure is None or text[figure.start : figure.end]
    for number in trial_numbers(text):
        assert 0 <= number.start < number.end <= len(text)


@pytest.mark.parametrize(
    "hostile",
    [
        "1" * 20_000,
        "1," * 8_000,
        "1 - " * 5_000,
        "1 x 10" * 3_000,
        "three hundred " * 4_000,
        "5 patients " * 5_000,
        "95% CI " * 3_000,
        "survival of " * 5_000,
        "[1,2" * 5_000,
        "than " * 5_000 + "5",
        " " * 20_000 + "5 %",
        "a-" * 8_000,
    ],
)
def test_hostile_texts_take_no_longer_than_their_length(hostile: str) -> None:
    # A pattern that goes back over the text again and again would not come to an end here.
    marked.__wrapped__(hostile)
    results.__wrapped__(hostile)
