"""Which sentences of a report tell of other people's work or views."""

from __future__ import annotations

import pytest

from curator.suggest.elsewhere import elsewhere
from tests.suggest.articles import article

_STUDY = (
    "CD70 cells shrink kidney tumors in mice\n\nScientists at Lund University have built T cells "
    "against CD70 that shrank kidney tumors in 12 mice.\n\n"
)


def _other(paragraph: str, *, before: str = _STUDY) -> list[str]:
    text = article(f"{before}{paragraph}")
    others = elsewhere(text)
    return [one.text for one in text.sentences if one.number in others]


@pytest.mark.parametrize(
    "paragraph",
    [
        "In 2019, doctors at Emory University reported that 5 of 9 patients responded.",
        "A team in Ohio announced last spring that such cells had kept two boys well.",
        "Several companies have tried to block CD70 with antibodies.",
        "Korean doctors have tested similar cells in people with liver cancer.",
        "In the United States, Merrow Bio has treated 18 patients with a rival product.",
        "Cusatuzumab was tried in four patients by a group in Bern earlier this year.",
        "A study of CD19 CAR T cells at Emory, published in Blood, found remissions in 17 of 21.",
        "Pia Holm of Aarhus University called the work careful but small.",
        "A study published in Blood found remissions in 17 of 21.",
        "In a study published in Blood, a team at Emory found remissions in 17 of 21.",
        "Merabelimab was developed by a company in Ohio for kidney tumors.",
        "Earlier trials ended early; in some of them people died.",
    ],
)
def test_what_others_did_or_think_is_no_part_of_the_study(paragraph: str) -> None:
    assert _other(paragraph) == [paragraph]


def test_such_a_passage_goes_on_until_the_study_is_back() -> None:
    first = "A group at Emory has tried this in patients."
    second = "The best outcome was stable disease in 3 of 18."
    third = "In our mice, the tumors were gone."
    assert _other(f"{first} {second} {third}") == [first, second]


def test_what_an_outside_voice_goes_on_to_say_is_not_of_the_study() -> None:
    first = "Jon Orr of Bath University, who was not involved, said that mice are not people."
    second = "Cells against CD19 work in lupus, he said."
    assert second in _other(f"{first} {second}")


def test_a_trial_of_old_is_told_by_the_date_of_its_paper() -> None:
    text = (
        "Media release, 19 August 2025\n\nWhen doctors gave patients such cells, six of 33 "
        "got well. The trial, published in 2015, ended the idea.\n\n" + _STUDY
    )
    assert len(_other("", before=text)) == 2


@pytest.mark.parametrize(
    "paragraph",
    [
        "The team at Lund has treated 12 mice so far.",
        "The Swedish researchers found no harm.",
        "We treated a further group of mice, and all were cured.",
        "Eva Berg, who led the work, called the results a first step.",
        "Lund University has tested the cells in dishes, too.",
        "A group of mice was kept without treatment.",
        "Eleven mice have reported no harm.",
        "The cells cured nine of the mice, according to a report published in Blood.",
        "Nine of the mice lived on, in a trial reported by its doctors in Lund.",
        "The study was led by a team at Lund University and Oslo.",
        "The new receptor was developed by a company in Malmo.",
        "Other scientists on the study were Eva Berg and Pia Holm.",
        "Earlier trials ended early; the researchers saw no harm in their mice.",
    ],
)
def test_the_study_itself_stays(paragraph: str) -> None:
    assert _other(paragraph) == []


def test_the_first_team_of_an_article_is_its_own() -> None:
    text = (
        "Cells against CD70 shrink tumors\n\nA team in Ohio announced that 3 of 9 mice were cured."
    )
    assert _other("", before=text) == []


def test_the_first_hospital_that_has_treated_patients_does_the_study() -> None:
    told = "The Royal Children's Hospital has treated five children."
    head = (
        "Money from a walk reaches children\n\nFive years after the first walk, money raised in "
        "Ballarat is paying for immune cells that go after DIPG, a brainstem tumour that takes "
        "about 20 children a year.\n\n"
    )
    assert _other(told, before=head) == []
    assert _other(told) == [told]
