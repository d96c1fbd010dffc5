"""Who paid, what is declared, and which study came before."""

from __future__ import annotations

import pytest

from curator.suggest.fields.funding import funders, interests, related
from tests.suggest.fields.who import part, reported, shown


def paid(text: str) -> list[str]:
    return reported(funders, text, field="funding")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The work was paid for by the Alder Foundation.", ["Alder Foundation"]),
        (
            "It was funded by the Falls Lymphoma Trust and by Herocel Therapeutics, which pays.",
            ["Falls Lymphoma Trust", "Herocel Therapeutics"],
        ),
        (
            "It had funding from the National Cancer Institute (R01 CA1) and the Ultra Foundation.",
            ["National Cancer Institute", "Ultra Foundation"],
        ),
        (
            "This work was supported by grants from the Science and Technology Project of Oslo.",
            ["Science and Technology Project of Oslo"],
        ),
        ("The study was led by Oslo with support from NASA.", ["NASA"]),
        (
            "The trial is funded by the National Heart, Lung, and Blood Institute.",
            ["National Heart, Lung, and Blood Institute"],
        ),
        (
            "The study was supported by a grant to Oslo University from the Water Institute.",
            ["Water Institute"],
        ),
    ],
)
def test_funders_are_named_behind_words_of_paying(text: str, names: list[str]) -> None:
    assert paid(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "The finding is supported by evidence from Mice.",
        "B cells supported by BLyS lived longer in the study.",
        "Dr Hill has received research grants from Abbott Laboratories.",
        "The prize is funded by the Novo Foundation.",
        "The building was paid for by the Alder Foundation.",
        "It won awards from Frost & Sullivan Research.",
        "The National Cancer Institute says that cancer is common.",
    ],
)
def test_other_support_is_no_funding(text: str) -> None:
    assert paid(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The authors declare no competing interests.",
        "Brannigan-Roux holds a patent on the receptor.",
        "Chen is a co-founder of Hepacell Therapeutics.",
    ],
)
def test_interests_are_taken_as_the_sentence_stands(text: str) -> None:
    assert reported(interests, text, field="conflicts_of_interest") == [text]


@pytest.mark.parametrize(
    "text",
    [
        "These sets will have gone out of stock by then.",
        "The interest in such cells has grown.",
        "Patients had a conflict with their doctors.",
    ],
)
def test_other_interests_are_none(text: str) -> None:
    assert shown(interests, text) == []


@pytest.mark.parametrize(
    ("text", "study", "relation"),
    [
        ("The trial builds on an earlier study in mice.", "an earlier study", "extends"),
        ("It is a follow-up to a previous trial.", "a previous trial", "follow_up_of"),
        ("It confirms the results of a pilot study.", "the results of a pilot study", "confirms"),
        ("It contradicts earlier work.", "earlier work", "contradicts"),
    ],
)
def test_an_earlier_study_and_how_this_one_stands_to_it(
    text: str, study: str, relation: str
) -> None:
    assert reported(related, text, field="related_study") == [study]
    assert list(part(related, text, key="relation")) == [relation]


@pytest.mark.parametrize(
    "text",
    [
        "Median follow-up of the trial was 26 months.",
        "To confirm the results of our study, more are needed.",
        "Biopsies confirmed the disease.",
    ],
)
def test_no_earlier_study(text: str) -> None:
    assert shown(related, text) == []
