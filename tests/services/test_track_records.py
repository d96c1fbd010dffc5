"""When a rule goes silent: by its answers, not by the first bad luck."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator.domain.intervals import wilson
from curator.services.track_records import PRECISION_FLOOR, falls_under


@pytest.mark.parametrize(
    ("right", "answered", "off"),
    [
        (0, 0, False),
        (0, 2, False),
        (0, 3, True),
        (1, 4, True),
        (2, 4, False),
        (1, 5, True),
        (5, 9, False),
        (6, 10, True),
        (7, 10, False),
        (69, 100, True),
        (70, 100, False),
    ],
)
def test_it_falls_under_seventy_in_a_hundred(right: int, answered: int, off: bool) -> None:
    assert falls_under(right, answered, floor=PRECISION_FLOOR) is off


@given(st.integers(1, 200).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_one_more_right_never_silences_it(case: tuple[int, int]) -> None:
    right, answered = case
    if not falls_under(right, answered, floor=PRECISION_FLOOR) and answered != 9:
        assert not falls_under(right + 1, answered + 1, floor=PRECISION_FLOOR)


@given(st.integers(3, 9).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_of_few_answers_the_interval_decides(case: tuple[int, int]) -> None:
    right, answered = case
    _, high = wilson(right, answered)
    assert falls_under(right, answered, floor=0.7) == (high < 0.7)
