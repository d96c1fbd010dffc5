"""Wrapping and cutting of values and quotes."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from curator.gui.claims.paragraphs import QUOTE_LINES, quote_lines, wrapped
from curator.gui.form.lettering import Face, face
from curator.gui.theme.theme import ThemeHolder

LONG = (
    "When mice with metastatic lung and ovarian cancer were treated with the engineered cells, " * 9
)
UNBROKEN = "x" * 900


@pytest.fixture
def serif(holder: ThemeHolder) -> Face:
    return face(holder.theme.serif(13))


def test_a_short_quote_is_one_line_in_its_marks(serif: Face) -> None:
    assert quote_lines("published in\nCancer Cell", serif, width=300) == (
        "“published in Cancer Cell”",
    )


@pytest.mark.parametrize("words", [LONG, UNBROKEN])
@pytest.mark.parametrize("more", [0, 3])
def test_a_long_quote_is_cut_on_its_second_line(serif: Face, words: str, more: int) -> None:
    lines = quote_lines(words, serif, width=300, more=more)
    assert len(lines) == QUOTE_LINES
    assert lines[0].startswith("“")
    assert lines[-1].endswith(f"…”  +{more}" if more else "…”")
    assert all(serif.width(line) <= 301 for line in lines)


def test_a_value_is_never_cut(serif: Face) -> None:
    lines = wrapped(LONG.strip(), serif, width=200)
    assert " ".join(lines) == LONG.strip()
    assert all(serif.width(line) <= 201 for line in lines)


def test_a_note_may_be_cut(serif: Face) -> None:
    lines = wrapped(LONG, serif, width=200, most=2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")


@given(words=st.text(min_size=1, max_size=200))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_any_words_can_be_wrapped(serif: Face, words: str) -> None:
    assert 1 <= len(quote_lines(words, serif, width=120)) <= QUOTE_LINES
    joined = "".join("".join(wrapped(words, serif, width=120)).split())
    assert joined == "".join(words.split())
