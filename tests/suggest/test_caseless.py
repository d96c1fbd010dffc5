"""Patterns without case find what ``re.IGNORECASE`` finds, in the text as it is."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from curator.suggest.caseless import caseless, in_small_letters, small_letters

_SHAPES = (
    r"\b(?:patients?|mice|K[- ]?cells?)\b",
    r"\b(?P<WHO>She|team) (?:[\w-]+ ){0,2}?(?P<did>found|Was)\b[^.;]{0,9}",
    r"(?<!\w)is[\s\u2010-\u2015-]?(?=Sick|ill)",
    r"\bT[A-F]?\S\B\W(?P<again>s)(?P=again)",
    r"IL[-\u2011]\d+|\u03b3-?retro",
    r"(?-i:[A-Z]{2})s?",
)
_TEXTS = st.text(
    st.sampled_from(
        "The sickK patients mice was foundISL-12 .;\u0130\u0131\u017f\u212a\u2011\u0393\u03b3\u00df"
    )
)


@pytest.mark.parametrize("shape", _SHAPES)
@given(text=_TEXTS, start=st.integers(0, 5), less=st.integers(0, 5))
@example(text="K cells and \u212a-CELLS found PATIENTS", start=0, less=0)
@example(text="SHE was FOUND. The team Was", start=0, less=0)
@example(text="mi\u017fs iS ill, i\u017f sick, IS\u2011SICK", start=1, less=0)
@example(text="\u0130L-12 \u0131l-12 IL-12 il\u20112 \u0393-RETRO", start=0, less=1)
def test_the_same_is_found_as_by_a_flag(shape: str, text: str, start: int, less: int) -> None:
    ours, known, end = caseless(shape), re.compile(shape, re.IGNORECASE), len(text) - less
    found = [(one.span(), one.groups(), one.group()) for one in ours.finditer(text, start, end)]
    assert found == [
        (one.span(), one.groups(), one.group()) for one in known.finditer(text, start, end)
    ]
    for mine, theirs in (
        (ours.search(text, start, end), known.search(text, start, end)),
        (ours.match(text, start, end), known.match(text, start, end)),
        (ours.fullmatch(text, start), known.fullmatch(text, start)),
    ):
        assert (mine and mine.span()) == (theirs and theirs.span())
    assert ours.findall(text) == known.findall(text)
    assert ours.split(text) == known.split(text)
    assert ours.sub("-", text) == known.sub("-", text)


def test_escapes_and_names_keep_their_case() -> None:
    assert (
        in_small_letters(r"\W\S+(?P<Name>AB[A-Z])(?P=Name)") == r"\W\S+(?P<Name>ab[a-z])(?P=Name)"
    )


@pytest.mark.parametrize("shape", [r"(?i:a)", r"(?-i:A)", r"[\u00c0-\u00de]x", "\u00c4h", "\u017f"])
def test_what_small_letters_would_change_has_none(shape: str) -> None:
    assert in_small_letters(shape) is None


def test_a_text_whose_letters_move_has_no_small_letters() -> None:
    assert small_letters("CAR\u2011T") == "car\u2011t"
    assert small_letters("\u0130stanbul") is None
    assert small_letters("mi\u017fs") is None
