from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curator.gui.article.text_find import FoldedText


def found(text: str, query: str) -> list[str]:
    return [text[start:end] for start, end in FoldedText(text).find(query)]


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("CAR T cells, car t", "car t", ["CAR T", "car t"]),
        ("Müller, Mu\u0308ller", "müller", ["Müller", "Mu\u0308ller"]),
        ("Müller, Mu\u0308ller", "MU\u0308LLER", ["Müller", "Mu\u0308ller"]),
        ("Straße", "STRASSE", ["Straße"]),
        ("Straße", "s", ["S", "ß"]),
        (
            "target\u00a0cell and target\n  cell",
            "target cell",
            ["target\u00a0cell", "target\n  cell"],
        ),
        ("the patient’s “own” cells", 'patient\'s "own"', ["patient’s “own”"]),
        ("1–2 x 10", "1-2", ["1–2"]),
        ("immuno\u00adtherapy", "immunotherapy", ["immuno\u00adtherapy"]),
        ("👍 IL-12 👍🏽", "il-12", ["IL-12"]),
        ("café", "cafe", ["café"]),
        ("cafe\u0301!", "cafe", ["cafe\u0301"]),
        ("aaaa", "aa", ["aa", "aa"]),
        ("a.c abc", "a.c", ["a.c"]),
        ("nothing", "  ", []),
    ],
)
def test_words_are_found_as_a_reader_sees_them(text: str, query: str, expected: list[str]) -> None:
    assert found(text, query) == expected


def test_marks_in_another_order_are_the_same_letter() -> None:
    assert found("xa\u0323\u0307y", "a\u0307\u0323") == ["a\u0323\u0307"]


LETTERS = st.text(
    alphabet=st.one_of(
        st.sampled_from(" \n\u00a0aAßéÉe\u0301\u0323\u00ad’'👍İŉﬁ𝒳"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=60,
)


def alike(text: str) -> str:
    return FoldedText(text).folded


@settings(max_examples=400, deadline=None)
@given(LETTERS, LETTERS, LETTERS)
def test_a_word_that_stands_there_is_found_where_it_stands(
    before: str, word: str, after: str
) -> None:
    text = f"{before} {word} {after}"
    if not alike(word).strip():
        return
    # An overlapping hit further left may hide this one; both then say the same words.
    hits = FoldedText(text).find(word)
    wanted = " ".join(alike(word).split())
    assert hits
    for start, end in hits:
        assert " ".join(alike(text[start:end]).split()).startswith(wanted[:1])
        assert wanted in " ".join(alike(text[start:end]).split())


@settings(max_examples=300, deadline=None)
@given(LETTERS, LETTERS)
def test_composed_and_decomposed_find_the_same_number(text: str, query: str) -> None:
    counts = {
        len(FoldedText(unicodedata.normalize(form, text)).find(unicodedata.normalize(other, query)))
        for form in ("NFC", "NFD")
        for other in ("NFC", "NFD")
    }
    assert len(counts) == 1


@pytest.mark.timeout(120)  # a search that grows with the square of the text would take hours
def test_five_megabytes_are_made_comparable() -> None:
    text = "Die Zellen, die für Übungen “gut” sind. " * 125_000
    hits = FoldedText(text).find("ubungen “GUT”")
    assert hits == ()
    assert len(FoldedText(text).find("übungen")) == 100_000
