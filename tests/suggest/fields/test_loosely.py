"""Outcomes in ordinary words without a number: vague, and silent where nothing was found."""

from __future__ import annotations

import pytest

from curator.domain.claims import VAGUE
from curator.suggest.fields import outcomes
from tests.suggest.articles import FORM, article

_HEAD = (
    "T cells against cancer\n\nResearchers tested an experimental T cell therapy in a trial. "
    "The team published the results in a journal.\n\n"
)


def vague(text: str) -> list[str]:
    read = article(_HEAD + text)
    found = [one for rule in outcomes.RULES.values() for one in rule(read, FORM)]
    return [one.quote for one in found if one.status == VAGUE]


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("The number of exhausted T cells dropped.", "exhausted T cells dropped"),
        ("The tumors were flooded with killer cells.", "flooded"),
        ("Immune cells poured into the tumors.", "poured"),
        ("The remaining macrophages became fighters.", "became fighters"),
        ("Inflammation of the joints decreased as well.", "decreased"),
        ("The experimental treatment cured many mice.", "cured many mice"),
        ("Most of them had no sign of cancer when the study ended.", "no sign of cancer"),
        ("Treated mice lived far longer than mice that got ordinary cells.", "longer"),
        ("The cells slowed the tumors but did not eliminate them.", "slowed the tumors"),
        ("The CAR T cells expanded more strongly.", "expanded more strongly"),
        (
            "Adding the inhibitor made it better: the combination further improved the effect.",
            "imp",
        ),
        ("The grafts of treated mice contained fewer killer T cells.", "fewer killer T cells"),
    ],
)
def test_a_direction_in_ordinary_words_is_vague(sentence: str, words: str) -> None:
    assert any(words in quote for quote in vague(sentence)), vague(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The researchers hope that the tumors will shrink.",
        "The cells could improve survival.",
        "The cost of the treatment dropped.",
        "Interest in the cells increased.",
        "Many patients often recover on their own.",
        "The tumors usually disappear.",
        "Most patients had been treated with chemotherapy before.",
        "The treatment is designed to boost T cells.",
    ],
)
def test_hopes_habits_and_costs_are_silent(sentence: str) -> None:
    assert vague(sentence) == []
