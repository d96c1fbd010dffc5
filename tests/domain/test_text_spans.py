"""Words and sentences, as a curator selects them by keyboard."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator.domain.text_spans import sentence_spans, word_spans


def sentences(body: str) -> list[str]:
    return [body[start:end] for start, end in sentence_spans(body)]


def words(body: str) -> list[str]:
    return [body[start:end] for start, end in word_spans(body)]


@pytest.mark.parametrize(
    "body",
    [
        "Dr. Jesse S. A. Chae led the study.",
        "Brown et al. found 3.5 mg/kg (e.g. of IL-12) to be enough.",
        "It fell by 12.5 percent vs. 3.1 percent, i.e. by much.",
        "See Fig. 2 and ref. 14 for details.",
        "The U.S. agency approved it.",
        "In mice, approx. 70 percent lived.",
        "Is it safe?",
        "“It works,” said Brown.",
    ],
)
def test_abbreviations_and_numbers_end_no_sentence(body: str) -> None:
    assert sentences(body) == [body]


def test_sentences_end_where_they_do() -> None:
    body = 'It works. "Does it?" he asked. “Yes.” Then: silence!  More…\nA line\n\nthe next'
    assert sentences(body) == [
        "It works.",
        '"Does it?"',
        "he asked.",
        "“Yes.”",
        "Then: silence!",
        "More…",
        "A line",
        "the next",
    ]


def test_sentences_of_other_scripts() -> None:
    assert sentences("细胞疗法有效。安全性未知。") == ["细胞疗法有效。", "安全性未知。"]


def test_words_keep_what_is_inside_them() -> None:
    assert words("CAR-T cells’ IL-12 (3.5 mg) don't 😀 naïve") == [
        "CAR-T",
        "cells",
        "IL-12",
        "3.5",
        "mg",
        "don't",
        "naïve",
    ]


@given(st.text(st.sampled_from('aB1 .!?…。\n\t"”)\U0001f600-')))
def test_sentences_hold_every_character_once(body: str) -> None:
    spans = sentence_spans(body)
    assert all(start < end for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    kept = "".join(body[start:end] for start, end in spans)
    assert "".join(kept.split()) == "".join(body.split())


@given(st.text())
def test_words_are_in_order_and_not_blank(body: str) -> None:
    spans = word_spans(body)
    assert all(body[start:end].strip() for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


def test_long_texts_are_quick() -> None:
    assert len(sentence_spans("One sentence of it. " * 20_000)) == 20_000
