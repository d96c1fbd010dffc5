from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from curator.domain.claims import Term
from curator.domain.errors import RegistryFileError
from curator.domain.terms import VocabularyTerm
from curator.services.term_search import search
from curator.services.vocabularies import LOCAL, Vocabularies
from curator.services.vocabulary_memory import Vocabulary
from tests.services.vocabulary_files import write_vocabularies


@pytest.fixture
def vocabularies(tmp_path: Path) -> Vocabularies:
    return Vocabularies.load(write_vocabularies(tmp_path))


@pytest.mark.parametrize(
    ("vocabulary", "words", "expected"),
    [
        ("cytokines", "IL-12", "IL-12"),
        ("cytokines", "IL\u201112", "IL-12"),
        ("cytokines", "interleukin-12 (IL-12)", "IL-12"),
        ("cytokines", "programming the CAR T cells to release interleukin-12 (IL-12)", "IL-12"),
        ("cytokines", "TNFα", "TNF-alpha"),
        ("cytokines", "IL-1", None),
        ("cells", "tumor-associated macrophages", "tumor-associated macrophage"),
        ("cells", "the macrophages", "macrophage"),
        ("cells", "macrophages and T cells", None),
        ("cells", "TAM", "tumor-associated macrophage"),
        ("cells", "TAMs", "tumor-associated macrophage"),
        ("cells", "tam", None),
        ("organisms", "Mice", "mouse"),
        ("organisms", "patients receiving this therapy", "human"),
        ("diseases", "ovarian cancer", "ovarian cancer"),
        ("diseases", "a cancer, an ovarian cancer", "ovarian cancer"),
        ("diseases", "metastatic lung and ovarian cancer", "ovarian cancer"),
        ("diseases", "lung cancer and ovarian cancer", None),
        ("journals", "published in Cancer Cell", "Cancer Cell"),
        ("journals", "in Cell", "Cell"),
        ("journals", "in a cell", None),
        ("none", "IL-12", None),
        ("cells", "", None),
    ],
)
def test_best_names_the_term_that_the_words_name(
    vocabularies: Vocabularies, vocabulary: str, words: str, expected: str | None
) -> None:
    found = vocabularies.best(vocabulary, words)
    assert (found.label if found else None) == expected


def test_best_gives_the_id_too(vocabularies: Vocabularies) -> None:
    assert vocabularies.best("organisms", "mouse") == Term("mouse", "NCBITaxon:10090")


def labels(
    vocabularies: Vocabularies, typed: str, *, used: Counter[str] | None = None, limit: int = 50
) -> list[str]:
    hits = vocabularies.suggest("cells", typed, used=used, limit=limit)
    return [hit.term.label for hit in hits]


def test_suggestions_exact_then_prefix_then_word(vocabularies: Vocabularies) -> None:
    assert labels(vocabularies, "MACRO") == ["macrophage", "tumor-associated macrophage"]
    assert labels(vocabularies, "t cell")[0] == "T cell"
    assert "CD8+ T cell" in labels(vocabularies, "t cell")


def test_of_names_that_begin_alike_the_more_general_term_comes_first() -> None:
    names = ("central memory CD8+ T cell", "CD8+ central memory T cell", "CD8+ T cell", "CD8+ cell")
    terms = [VocabularyTerm(f"X:{at}", name) for at, name in enumerate(names)]
    source = Vocabulary(terms, name="cells", release="test")
    found = search([source], "CD8", used={}, limit=9)
    assert [one.label for one in found] == [
        "CD8+ cell",
        "CD8+ T cell",
        "CD8+ central memory T cell",
        "central memory CD8+ T cell",
    ]
    assert [one.label for one in search([source], "CD8", used={"X:1": 1}, limit=1)] == [names[1]]


def test_suggestions_forgive_a_typing_error(vocabularies: Vocabularies) -> None:
    assert labels(vocabularies, "macrophgae") == ["macrophage"]


def test_often_used_terms_come_first_within_their_rank(vocabularies: Vocabularies) -> None:
    used = Counter({"CL:0000084": 5})
    assert labels(vocabularies, "", used=used)[0] == "T cell"
    assert labels(vocabularies, "", used=used, limit=1) == ["T cell"]


def test_a_suggestion_says_what_matched_and_what_it_is_a_kind_of(
    vocabularies: Vocabularies,
) -> None:
    (hit,) = vocabularies.suggest("cells", "TAM")
    assert (hit.term.label, hit.matched, hit.parents) == (
        "tumor-associated macrophage",
        "TAM",
        ("macrophage",),
    )


def test_ancestors_and_what_a_registry_keeps(vocabularies: Vocabularies) -> None:
    assert vocabularies.ancestors("MONDO:0008903") == {"MONDO:0004992", "MONDO:0000001"}
    kept = vocabularies.with_ancestors(
        [Term("lung cancer", "MONDO:0008903"), Term("free"), Term("odd", "X:1")]
    )
    assert [(term.id, term.release) for term in kept] == [
        ("MONDO:0000001", "diseases/test-1"),
        ("MONDO:0004992", "diseases/test-1"),
        ("MONDO:0008903", "diseases/test-1"),
        ("X:1", LOCAL),
    ]
    assert kept[-1].label == "odd"


def test_a_file_that_is_no_vocabulary_is_named(tmp_path: Path) -> None:
    (tmp_path / "cells.tsv").write_text("CL:1\tcell\n", encoding="utf-8")
    with pytest.raises(RegistryFileError, match=r"cells\.tsv"):
        Vocabularies.load(tmp_path).best("cells", "cell")
