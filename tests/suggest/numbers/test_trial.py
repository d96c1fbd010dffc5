"""The numbers of a trial's abstract, against marked abstracts where these are at hand."""

from __future__ import annotations

import pytest

from curator.suggest.numbers.trial import TrialNumber, trial_numbers
from tests.bench.outcomes import CORPUS, overlap_of_half
from tests.shared_data import needs_shared

_TEXT = (
    "Letrozole or tamoxifen in breast cancer. We randomly assigned 907 women to letrozole "
    "(n = 453) or placebo (n = 454). The response rate was 32% with letrozole "
    "versus 21% with placebo "
    "(P = .0002). Median time to progression was 9.4 months vs 6.0 months, respectively."
)


def kinds(text: str) -> dict[str, tuple[str, str]]:
    return {text[n.start : n.end]: (n.kind, n.side) for n in trial_numbers(text)}


def test_results_and_sizes_are_found_with_their_kind_and_side() -> None:
    found = kinds(_TEXT)
    assert found["907"] == ("total", "")
    assert found["32%"] == ("percent", "iv")
    assert found["21%"] == ("percent", "cv")
    assert found["9.4 months"] == ("median", "iv")
    assert found["6.0 months"] == ("median", "cv")
    assert {kind for kind, _ in found.values()} >= {"total", "arm_total", "percent", "median"}


def test_p_values_and_doses_are_no_results() -> None:
    text = "Patients received 20 mg every 21 days; the difference was significant (p = 0.03)."
    assert trial_numbers(text) == ()


def test_offsets_stand_for_the_number_with_its_unit() -> None:
    number = next(n for n in trial_numbers(_TEXT) if n.kind == "percent")
    assert number == TrialNumber(number.start, number.end, "percent", "iv")
    assert _TEXT[number.start : number.end] == "32%"


@needs_shared
@pytest.mark.parametrize("half", [0, 1])
def test_overlap_with_marked_abstracts_keeps_its_bar(half: int) -> None:
    assert CORPUS.exists()
    precision, recall = overlap_of_half(half)
    assert precision >= 0.75
    assert recall >= 0.8
