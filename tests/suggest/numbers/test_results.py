"""What stands together in a sentence: value, counts, interval, p and time."""

from __future__ import annotations

import pytest

from curator.domain.claims import Quantity
from curator.suggest.numbers.figures import Figure
from curator.suggest.numbers.result import Result
from curator.suggest.numbers.results import results
from curator.suggest.numbers.roles import AGE, FOLLOW_UP, INTERVAL, RANK, SIZE, marked


def value(figure: Figure | None) -> str | None:
    return figure.quantity.value if figure else None


def only(text: str) -> Result:
    found = results(text)
    assert len(found) == 1, found
    return found[0]


def test_four_of_nine_with_percentage_interval_and_time() -> None:
    text = (
        "Four of nine patients (44%; 95% CI 14\u201379%) had stable disease "
        "eight weeks after treatment."
    )
    found = only(text)
    assert (value(found.value), value(found.n), value(found.of)) == ("44", "4", "9")
    assert found.interval
    assert (found.interval.quantity.low, found.interval.quantity.high) == ("14", "79")
    assert found.time_point == Quantity("=", "8", unit="wk")
    assert found.endpoint
    assert text[found.endpoint.start : found.endpoint.end] == "stable disease"


def test_a_count_behind_its_percentage_belongs_to_it() -> None:
    found = only("The overall response rate was 85% (28 of 33).")
    assert (value(found.value), value(found.n), value(found.of)) == ("85", "28", "33")
    inside = only("The response rate was 44% (n = 4 of 9, 95% CI 14-79%)")
    assert (value(inside.n), value(inside.of)) == ("4", "9")


def test_two_medians_and_their_hazard_ratio_are_three_rows() -> None:
    found = results("The median OS was 5.5 vs 4.4 months (HR 0.72; p=0.03).")
    assert [(one.measure, value(one.value)) for one in found] == [
        ("median", "5.5"), ("median", "4.4"), ("hazard_ratio", "0.72"),
    ]  # fmt: skip
    assert value(found[2].p) == "0.03"
    assert len({one.endpoint for one in found}) == 1


def test_a_fold_change_needs_a_change() -> None:
    found = only("Tumor burden on day 28 was 12-fold lower than in controls (p < 0.001).")
    assert (found.measure, found.time_point) == ("fold_change", Quantity("=", "28", unit="d"))
    assert found.p
    assert found.p.quantity.op == "<"
    assert results("a fourfold table of 12-fold dilutions") == ()


def test_none_and_all_are_counts() -> None:
    text = "five of six mice were alive on day 80 versus none of six in the control group."
    assert [(value(one.n), value(one.of)) for one in results(text)] == [("5", "6"), ("0", "6")]
    everybody = only("All 14 patients had a complete clinical response.")
    assert (value(everybody.n), value(everybody.of), everybody.every) == ("14", "14", "all")


@pytest.mark.parametrize(
    "text",
    [
        "The drug was given every three weeks for six months.",
        "More than 90% purity was reached in survival medium.",
        "The trial had 80% power to detect a difference in survival.",
        "Palbociclib is a cyclin-dependent kinase 4/6 inhibitor.",
        "Patients were 61 years old.",
        "There are two major barriers to response.",
    ],
)
def test_doses_methods_and_names_are_no_results(text: str) -> None:
    assert results(text) == ()


def test_roles_come_from_the_words_beside_a_number() -> None:
    roles = {
        "median age of 61 years": AGE,
        "a median follow-up of 14.2 months": FOLLOW_UP,
        "placebo (n = 36)": SIZE,
        "grade 3 events": RANK,
    }
    for text, role in roles.items():
        assert [one.role for one in marked(text)] == [role], text
    assert [one.role for one in marked("0.71 (95% CI, 0.40-0.74)")][-1] == INTERVAL
    assert [one.role for one in marked("grade 3 or 4 toxicity")] == [RANK, RANK]
