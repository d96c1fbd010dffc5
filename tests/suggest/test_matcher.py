"""What a text names: the longest name, in its case, carried on and shared."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator.domain.names import name_key
from curator.suggest.grammars import GRAMMARS
from curator.suggest.matcher import NO_GRAMMARS, Mention, Silenced, mentions
from curator.suggest.phrases import Grammar
from tests.suggest.names_in_memory import FewNames

CELLS = FewNames(
    {
        "CL:0000084": ["T cell", "T lymphocyte"],
        "CL:0000625": ["CD8-positive T cell"],
        "CL:0000624": ["CD4-positive T cell"],
        "CL:0000623": ["natural killer cell", "NK cell"],
        "CL:0000863": ["tumor-associated macrophage"],
        "CL:0000235": ["macrophage"],
    }
)
DISEASES = FewNames(
    {
        "DOID:1324": ["lung cancer"],
        "DOID:2394": ["ovarian cancer"],
        "DOID:1612": ["breast cancer", "mammary cancer"],
        "DOID:9952": ["acute lymphoblastic leukemia", "ALL"],
        "DOID:2043": ["hepatitis B"],
        "DOID:1883": ["hepatitis C"],
        "DOID:162": ["cancer"],
        "DOID:1": ["Hurler syndrome", "mucopolysaccharidosis"],
        "DOID:2": ["Scheie syndrome", "mucopolysaccharidosis"],
    }
)
CYTOKINES = FewNames({"HGNC:5969": ["IL-12", "interleukin-12"], "HGNC:11892": ["TNF-alpha"]})
NAMES = {"cells": CELLS, "diseases": DISEASES, "cytokines": CYTOKINES}


def found(text: str) -> list[tuple[str, str]]:
    return [(text[one.start : one.end], one.term_id) for one in mentions(text, NAMES)]


@pytest.mark.parametrize(
    ("text", "said", "term"),
    [
        ("They secrete IL\u201112 now.", "IL\u201112", "HGNC:5969"),
        ("They secrete TNF-α now.", "TNF-α", "HGNC:11892"),
        ("Infused T-cells grew.", "T-cells", "CL:0000084"),
        ("CD8⁺ T cells grew.", "CD8⁺ T cells", "CL:0000625"),
        ("🧬 CD8-positive T cells grew.", "CD8-positive T cells", "CL:0000625"),
        ("natural killer (NK) cells grew", "natural killer (NK) cells", "CL:0000623"),
        ("Tumour\u2013associated macrophages", "Tumour\u2013associated macrophages", "CL:0000863"),
    ],
)
def test_a_name_is_found_as_the_text_writes_it(text: str, said: str, term: str) -> None:
    assert found(text) == [(said, term)]


def test_the_longest_name_wins() -> None:
    assert found("CD8+ T cells and macrophages") == [
        ("CD8+ T cells", "CL:0000625"),
        ("macrophages", "CL:0000235"),
    ]


def test_a_short_name_counts_in_its_written_case_only() -> None:
    assert found("All of the children had ALL.") == [("ALL", "DOID:9952")]


def test_an_abbreviation_is_carried_through_the_text_from_its_definition() -> None:
    text = "TAMs? Tumor-associated macrophages (TAMs) are many. Each TAM eats. No TAMP does."
    assert found(text) == [
        ("TAMs", "CL:0000863"),
        ("Tumor-associated macrophages", "CL:0000863"),
        ("TAMs", "CL:0000863"),
        ("TAM", "CL:0000863"),
    ]


def test_letters_that_the_text_defines_otherwise_do_not_name_the_term() -> None:
    assert found("The assay of long ladders (ALL) was done. ALL was read.") == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "lung and ovarian cancer",
            [("lung and ovarian cancer", "DOID:1324"), ("ovarian cancer", "DOID:2394")],
        ),
        (
            "breast, lung, and ovarian cancers",
            [
                ("breast, lung, and ovarian cancers", "DOID:1612"),
                ("lung, and ovarian cancers", "DOID:1324"),
                ("ovarian cancers", "DOID:2394"),
            ],
        ),
        (
            "breast/ovarian cancer",
            [("breast/ovarian cancer", "DOID:1612"), ("ovarian cancer", "DOID:2394")],
        ),
        ("hepatitis B and C", [("hepatitis B", "DOID:2043"), ("hepatitis B and C", "DOID:1883")]),
        (
            "CD4+ or CD8+ T cells",
            [("CD4+ or CD8+ T cells", "CL:0000624"), ("CD8+ T cells", "CL:0000625")],
        ),
    ],
)
def test_names_that_share_words_are_found_each_with_its_quote(
    text: str, said: list[tuple[str, str]]
) -> None:
    assert found(text) == said


def test_conjuncts_that_are_no_names_make_none() -> None:
    assert found("mice and ovarian cancer") == [("ovarian cancer", "DOID:2394")]


@pytest.mark.parametrize("text", ["We saw T. Cells died.", "T (cell)", "lung; cancer of crabs"])
def test_no_name_goes_on_behind_a_sentence_or_a_bracket(text: str) -> None:
    assert not {"CL:0000084", "DOID:1324"} & {term for _, term in found(text)}


def test_a_name_of_several_terms_says_which() -> None:
    (one,) = mentions("mucopolysaccharidosis", NAMES)
    assert one.ambiguous == ("DOID:1", "DOID:2")


def test_a_silenced_name_is_not_found_any_more() -> None:
    key = name_key("macrophages")
    silenced = Silenced(frozenset({("cells", key, "CL:0000235")}))
    assert mentions("macrophages", NAMES, silenced=silenced) == ()
    for other in [("cells", key, "CL:0000863"), ("diseases", key, "")]:
        assert mentions("macrophages", NAMES, silenced=Silenced(frozenset({other}))) != ()


PIECES = st.sampled_from(
    "T cells|CD8+|(TAMs)|tumor-associated macrophages|TAM|lung|and|/|,|(|)|ovarian cancer|\ud800"
    "|\u0301|α|TNF|.|ALL|all|B|hepatitis".split("|")
)


@given(st.lists(st.one_of(PIECES, st.text(max_size=3))).map(" ".join))
def test_every_mention_of_any_text_is_a_true_span_of_it(text: str) -> None:
    got = mentions(text, NAMES)
    assert list(got) == sorted(got, key=lambda one: (one.start, one.end, one.vocabulary))
    for one in got:
        assert 0 <= one.start < one.end <= len(text)
        assert text[one.start : one.end].strip()


@given(st.lists(st.sampled_from(["macrophage", "T cell", "IL-12", "cancer", "he", "."])))
def test_plain_names_of_one_vocabulary_never_overlap(pieces: list[str]) -> None:
    got: list[Mention] = [*mentions(" ".join(pieces), {"cells": CELLS})]
    assert all(one.end <= after.start for one, after in pairwise(got))
    assert len(got) == sum(piece in ("macrophage", "T cell") for piece in pieces)


RECEPTORS = FewNames(
    {"CL:0000197": ["sensory receptor cell", "receptor cell"], "CL:0000084": ["T cell"]}
)


@pytest.mark.parametrize("grammars", [GRAMMARS, NO_GRAMMARS])
def test_a_short_form_is_not_a_cell_whose_shortened_name_ends_its_long_form(
    grammars: Mapping[str, Grammar],
) -> None:
    text = "Chimeric antigen receptor cells (CAR T) were given. CAR T cells grew."
    read = mentions(text, {"cells": RECEPTORS}, grammars=grammars)
    terms = {text[one.start : one.end]: one.term_id for one in read}
    assert terms.get("CAR T", "") == ""
    said = mentions("The receptor cells died.", {"cells": RECEPTORS}, grammars=grammars)
    assert [one.term_id for one in said] == ["CL:0000197"]
