"""Abbreviations that a text defines itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator.suggest.abbreviations import abbreviations_of


def defined(text: str) -> list[tuple[str, str]]:
    return [(one.short, text[one.long_start : one.long_end]) for one in abbreviations_of(text)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("the tumor-associated macrophages (TAMs) of", ("TAM", "tumor-associated macrophages")),
        ("natural killer (NK) cells", ("NK", "natural killer")),
        ("interleukin-12 (IL-12)", ("IL-12", "interleukin-12")),
        ("acute lymphoblastic leukaemia (ALL; n = 5)", ("ALL", "acute lymphoblastic leukaemia")),
        ("a TAM (tumor-associated macrophage) is", ("TAM", "tumor-associated macrophage")),
        ("graft-versus-host disease [GvHD]", ("GvHD", "graft-versus-host disease")),
        ("Parkinson's disease (PD)", ("PD", "Parkinson's disease")),
    ],
)
def test_a_definition_says_what_the_letters_stand_for(text: str, said: tuple[str, str]) -> None:
    assert defined(text) == [said]


@pytest.mark.parametrize(
    "text",
    [
        "all five (of nine)",
        "lung cancer (Boston)",
        "a response (n = 5)",
        "(TAM)",
        "cells (Fig. 2)",
        "x (",
    ],
)
def test_other_brackets_define_nothing(text: str) -> None:
    assert defined(text) == []


@given(st.text(st.sampled_from("abAB (s)[]1.\n-\ud800é"), max_size=60))
def test_any_text_is_read_at_true_places(text: str) -> None:
    for one in abbreviations_of(text):
        assert text[one.start : one.end].startswith(one.short)
        assert 0 <= one.long_start < one.long_end <= len(text)
        assert one.long_end <= one.start or one.end <= one.long_start
