"""Which words of a value are struck and underlined."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator.gui.history.words import Runs, changed_words, whole


def marked(runs: Runs) -> str:
    """Changed words in brackets."""
    return "".join(f"[{run.words}]" if run.changed else run.words for run in runs)


@pytest.mark.parametrize(
    ("old", "new", "before", "after"),
    [
        (
            "macrophage",
            "tumor-associated macrophage",
            "macrophage",
            "[tumor-associated] macrophage",
        ),
        (
            "interleukin, Secreted",
            "IL-12, Secreted",
            "[interleukin], Secreted",
            "[IL-12], Secreted",
        ),
        ("a b c", "a c", "a [b] c", "a c"),
        ("x", "", "[x]", ""),
        ("same", "same", "same", "same"),
        ("👍🏽 one", "👍🏽 two", "👍🏽 [one]", "👍🏽 [two]"),
    ],
)
def test_words_that_differ_are_marked(old: str, new: str, before: str, after: str) -> None:
    lost, won = changed_words(old, new)
    assert (marked(lost), marked(won)) == (before, after)


@given(st.text(max_size=60), st.text(max_size=60))
def test_the_runs_are_the_texts(old: str, new: str) -> None:
    lost, won = changed_words(old, new)
    assert "".join(run.words for run in lost) == old
    assert "".join(run.words for run in won) == new


@given(st.text(max_size=60), st.text(max_size=60))
def test_what_is_not_marked_is_the_same_but_for_gaps(old: str, new: str) -> None:
    lost, won = changed_words(old, new)
    kept = ["".join(run.words for run in runs if not run.changed) for runs in (lost, won)]
    assert kept[0].split() == kept[1].split() or "".join(kept[0].split()) == "".join(
        kept[1].split()
    )


def test_a_text_of_a_thousand_words_is_not_compared() -> None:
    old = " ".join(f"w{n}" for n in range(1000))
    lost, won = changed_words(old, f"{old} more")
    assert [run.changed for run in (*lost, *won)] == [True, True]


def test_a_text_that_the_other_side_lacks_is_all_new() -> None:
    assert marked(whole("IL-12")) == "[IL-12]"
    assert whole("") == ()
