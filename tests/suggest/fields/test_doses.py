"""Doses: amounts of cells, viruses and drugs; no tumor cells, cultures or concentrations."""

from __future__ import annotations

import pytest

from curator.suggest.fields.dosing import dose
from tests.suggest.articles import FORM, article

_HEAD = (
    "T cells against cancer\n\nResearchers tested CAR T cells and a virus in mice. "
    "The team published the results in a journal.\n\n"
)


def doses(sentence: str) -> list[str]:
    return [one.quote for one in dose(article(_HEAD + sentence), FORM)]


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        (
            "In mice with large tumors, a single dose of 8 million CAR T cells was given.",
            "8 million",
        ),
        ("A low dose, 250,000 cells, was given to each animal.", "250,000 cells"),
        ("Mice were given the cells at 3 x 10^6 per animal on day 0.", "3 x 10^6 per animal"),
        ("The virus was injected at 2 x 10^8 PFU every week.", "2 x 10^8 PFU"),
        ("The virus was injected into the tumor at 4 x 10^9 viral particles.", "4 x 10^9 viral"),
    ],
)
def test_an_amount_that_was_given(sentence: str, words: str) -> None:
    assert any(words in found for found in doses(sentence)), doses(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Mice were injected with 5 x 10^5 tumor cells on day 0.",
        "Cells were seeded at 1 x 10^5 per well and treated.",
        "The treated mice had 40,000 spots in 250,000 images.",
    ],
)
def test_tumor_cells_and_cultures_are_no_dose(sentence: str) -> None:
    assert doses(sentence) == []
