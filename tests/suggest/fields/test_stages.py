"""Stage, phase and design, by what the article calls the work and by who was treated."""

from __future__ import annotations

import pytest

from tests.suggest.fields.biology import proposed, reported, study


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("In preclinical trials, the strategy has shown promise.", "preclinical"),
        ("The findings are currently preclinical.", "preclinical"),
        ("The mice were treated with the cells.", "in_vivo"),
        ("The researchers enrolled a cohort of patients.", "clinical"),
        ("We retrospectively followed 300 patients who took nivolumab.", "observational"),
        ("The cells killed tumor cells in vitro.", "in_vitro"),
    ],
)
def test_stage(text: str, stage: str) -> None:
    assert reported(study(text), "stage") == [stage]


def test_need_of_studies_in_people_is_the_quote_for_work_in_animals() -> None:
    text = study("Mice with tumors were cured. Human studies are still needed to show safety.")
    (one,) = proposed(text, "stage")
    assert one.value == "in_vivo"
    assert one.quote == "Human studies are still needed"


@pytest.mark.parametrize(
    ("text", "phase"),
    [
        ("In a phase 1 trial, 12 patients were treated.", ["1"]),
        ("In a Phase I/II trial, 12 patients were treated.", ["1/2"]),
        ("In this phase 2b trial, 12 patients were treated.", ["2"]),
        ("The researchers hope to begin a phase 1 trial next year.", []),
        ("A phase 3 trial is under way.", []),
        ("A randomised phase 3 trial against standard care is enrolling.", []),
    ],
)
def test_phase_of_the_trial_that_is_reported(text: str, phase: list[str]) -> None:
    assert reported(study(text), "phase") == phase


@pytest.mark.parametrize(
    ("text", "design"),
    [
        ("Patients were randomly assigned to two groups.", ["randomised"]),
        ("This double-blind, randomized trial enrolled women.", ["randomised", "blinded"]),
        ("It was a single-arm trial.", ["single_arm"]),
        ("Untreated mice died within three weeks.", ["controlled"]),
        ("A trial with a control group will open next year.", []),
        ("It was a non-randomized study.", []),
    ],
)
def test_design(text: str, design: list[str]) -> None:
    assert reported(study(text), "design") == design
