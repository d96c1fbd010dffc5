"""Whole phrases around names: what goes with them, what is one by its form, what is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator.suggest.grammars import GRAMMARS
from curator.suggest.matcher import mentions
from tests.suggest.names_in_memory import FewNames

NAMES = {
    "cells": FewNames(
        {
            "CL:1": ["T cell"],
            "CL:2": ["neuron"],
            "CL:3": ["macrophage"],
            "CL:4": ["progenitor cell"],
            "CL:5": ["epithelial cell"],
            "CL:6": ["dendritic cell", "DC"],
            "CL:7": ["immune cell"],
            "CL:8": ["myeloid cell"],
            "CL:9": ["basal cell", "basal"],
            "CL:10": ["eosinophil"],
            "CL:11": ["leukocyte"],
        }
    ),
    "diseases": FewNames(
        {
            "DOID:1": ["cancer"],
            "DOID:2": ["diabetes mellitus", "diabetes"],
            "DOID:3": ["anemia"],
            "DOID:4": ["restless legs syndrome"],
            "DOID:5": ["carcinoma"],
        }
    ),
    "organisms": FewNames(
        {
            "NCBITaxon:10090": ["Mus musculus", "mouse"],
            "NCBITaxon:9606": ["Homo sapiens", "human"],
            "NCBITaxon:7227": ["Drosophila melanogaster"],
            "NCBITaxon:662": ["Vibrio"],
            "NCBITaxon:1": ["woodpecker"],
            "NCBITaxon:2": ["Cancer"],
            "NCBITaxon:3": ["root", "white"],
        }
    ),
}


def found(role: str, text: str) -> list[tuple[str, str]]:
    names = {role: NAMES[role]}
    return [
        (text[one.start : one.end], one.term_id) for one in mentions(text, names, grammars=GRAMMARS)
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "the CD8+ tissue-resident memory T cells",
            [("CD8+ tissue-resident memory T cells", "CL:1")],
        ),
        ("these cortical neurons fire", [("cortical neurons", "CL:2")]),
        ("severe loss of several neurons", [("neurons", "CL:2")]),
        ("human tumor-associated macrophages", [("tumor-associated macrophages", "CL:3")]),
        ("LPS-treated macrophages", [("macrophages", "CL:3")]),
        ("salivary gland progenitor cells", [("salivary gland progenitor cells", "CL:4")]),
        ("an eosinophil leukocyte", [("eosinophil leukocyte", "CL:11")]),
        ("neuronal death", [("neuronal", "CL:2")]),
        ("myeloid infiltrates, myeloid leukemia", [("myeloid", "CL:8")]),
        ("dermal papilla cells", [("dermal papilla cells", "")]),
        ("fibrocytes and cells", [("fibrocytes", "")]),
        ("cells, stem cells, infected cells", [("stem cells", "")]),
        ("many immune cells", []),
        ("the basal level", []),
        ("levels of DC at 5 V", []),
        (
            "dendritic cells (DCs); a DC is",
            [("dendritic cells", "CL:6"), ("DCs", "CL:6"), ("DC", "CL:6")],
        ),
    ],
)
def test_phrases_of_cells(text: str, said: list[tuple[str, str]]) -> None:
    assert found("cells", text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("hereditary colorectal cancer", [("hereditary colorectal cancer", "DOID:1")]),
        ("severe diabetes", [("diabetes", "DOID:2")]),
        ("carcinoma of the renal pelvis", [("carcinoma", "DOID:5")]),
        ("carcinoma of the lung", [("carcinoma of the lung", "DOID:5")]),
        ("acute renal failure", [("acute renal failure", "")]),
        ("a failure of the method", []),
        ("nephropathy without hyperkalemia", [("nephropathy", ""), ("hyperkalemia", "")]),
        ("the diagnosis and prognosis, by apoptosis", []),
        ("Pendred syndrome type II", [("Pendred syndrome type II", "")]),
        ("The disease", []),
        ("Fanconi's anemia", [("Fanconi's anemia", "DOID:3")]),
        ("drug-induced seizures", [("seizures", "")]),
        (
            "long QT syndrome (LQTS); LQTS kills",
            [("long QT syndrome", ""), ("LQTS", ""), ("LQTS", "")],
        ),
    ],
)
def test_phrases_of_diseases(text: str, said: list[tuple[str, str]]) -> None:
    assert found("diseases", text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("murine and human genes", [("murine", "NCBITaxon:10090"), ("human", "NCBITaxon:9606")]),
        ("ten patients and a woman", [("patients", "NCBITaxon:9606"), ("woman", "NCBITaxon:9606")]),
        ("individual cells of individuals", [("individuals", "NCBITaxon:9606")]),
        (
            "Drosophila melanogaster. In D. melanogaster eyes",
            [
                ("Drosophila melanogaster", "NCBITaxon:7227"),
                ("D. melanogaster", "NCBITaxon:7227"),
            ],
        ),
        ("L. whitmani bites", [("L. whitmani", "")]),
        ("Vibrio fischeri glows", [("Vibrio fischeri", "")]),
        ("Vibrio species and Vibrio data", [("Vibrio", "NCBITaxon:662")] * 2),
        ("the Pileated Woodpecker", [("Pileated Woodpecker", "NCBITaxon:1")]),
        ("cancer of white root", [("white", "NCBITaxon:3")]),
        ("J. Smith et al.", []),
    ],
)
def test_phrases_of_organisms(text: str, said: list[tuple[str, str]]) -> None:
    got = found("organisms", text)
    assert [one for one in got if one[0] != "white"] == [one for one in said if one[0] != "white"]


PIECES = (
    "T cells|CD8+|(TAMs)|neuronal|of the|lung|and|/|,|(|)|acute|cancer|type II|L.|fischeri|Vibrio|"
    "failure|\ud800|\u0301|α|.|-|mice|individuals|'s|\n".split("|")
)


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3))).map(" ".join))
def test_every_phrase_of_any_text_is_a_true_span_of_it(text: str) -> None:
    for one in mentions(text, NAMES, grammars=GRAMMARS):
        assert 0 <= one.start < one.end <= len(text)
        assert text[one.start : one.end].strip()
        assert bool(one.term_id) == bool(one.label)
