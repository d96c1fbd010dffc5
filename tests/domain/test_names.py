"""The words of a text: one key for all spellings, and places that are true."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator.domain.names import is_short, key_of, name_key, words_of, written_key

PAIRS = [
    ("IL-12", "IL\u201112"),
    ("IL-12", "IL12"),
    ("TNF-alpha", "TNF-α"),
    ("TNF-alpha", "TNFα"),
    ("gamma-delta T cell", "γδ T cells"),
    ("tumor", "Tumours"),
    ("metastasis", "metastases"),
    ("disease", "diseases"),
    ("kinase", "kinases"),
    ("virus", "viruses"),
    ("mouse", "Mice"),
    ("antibody", "antibodies"),
    ("Alzheimer disease", "Alzheimer\u2019s disease"),
    ("Sjögren's syndrome", "Sjo\u0308gren syndrome"),
    ("leukemia", "leukaemia"),
    ("esophageal cancer", "oesophageal cancers"),
    ("CD4-positive T cell", "CD4⁺ T cells"),
    ("fibroblast", "\ufb01broblasts"),
    ("cancer", "can\u00adcer"),
    ("Istanbul", "İSTANBUL"),
    ("mucopolysaccharidosis type 2", "Mucopolysaccharidosis type II"),
    ("axicabtagene", "Axicabtagene™"),
    ("carcinoma", "carcinomata"),
]


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_two_spellings_of_a_name_have_one_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [("AIDS", "AID"), ("IL-1", "IL-12"), ("lens", "lent"), ("CD4", "CD4+"), ("TNF", "TNF-α")],
)
def test_different_names_keep_different_keys(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


def test_each_word_stands_where_the_text_as_it_is_has_it() -> None:
    text = "🧬 TNF\u2011α, the patient\u2019s CD4⁺ cells (½)"
    assert [text[word.start : word.end] for word in words_of(text)] == [
        *("TNF", "α", "the", "patient", "CD", "4", "⁺", "cells", "½", "½"),
    ]


def test_the_own_case_is_kept_without_the_s_of_a_plural() -> None:
    assert written_key(words_of("TAMs, AIDS, ALL, Cells")) == "TAM AIDS ALL Cell"


@pytest.mark.parametrize("name", ["ALL", "in", "rat", "NK"])
def test_a_name_of_few_letters_is_short(name: str) -> None:
    assert is_short(name)


@pytest.mark.parametrize("name", ["IL-2", "CD4", "mouse", "T cell"])
def test_a_name_with_a_digit_or_more_letters_is_not_short(name: str) -> None:
    assert not is_short(name)


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_has_words_at_true_places(text: str) -> None:
    words = words_of(text)
    assert list(words) == sorted(words, key=lambda word: (word.start, word.end))
    for word in words:
        assert 0 <= word.start < word.end <= len(text)
        assert word.folded
        assert word.folded in name_key(text[word.start : word.end]).split(" ")


@given(st.text(st.characters(exclude_categories=())), st.text(st.characters(exclude_categories=())))
def test_what_stands_beside_them_does_not_change_words(left: str, right: str) -> None:
    apart = [word.folded for word in (*words_of(left + " |"), *words_of("| " + right))]
    assert key_of(words_of(left + " || " + right)) == " ".join(apart)


def test_letters_of_another_script_are_words_of_their_own() -> None:
    text = "使用CAR-T细胞治疗"
    found = [(text[one.start : one.end], one.folded) for one in words_of(text)]
    assert [said for said, _ in found] == ["使用", "CAR", "T", "细胞治疗"]
    assert [one.written for one in words_of("клетки हिन्दी naïve")] == ["клетки", "हिन्दी", "naïve"]
