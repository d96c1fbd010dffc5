"""Antigens that no verb binds: which the treatment aims at, by all that is said of them."""

from __future__ import annotations

import pytest

from curator.suggest.fields.candidate_weights import WEIGHTS
from curator.suggest.fields.candidates import candidates
from curator.suggest.telling import frame_of
from tests.suggest.articles import article
from tests.suggest.fields.biology import car_t_study, proposed, reported, study


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("CD19 is a protein on B cells.", ["CD19"]),
        ("Nearly every blast wears a flag called CD33.", ["CD33"]),
        ("GD2, a sugary fat, is what marks the tumour.", ["GD2"]),
        ("Myeloma cells wear BCMA like a badge.", ["BCMA"]),
        ("Patients had CD22-positive disease.", ["CD22"]),
        ("CD19 and CD22 both sit on leukemia cells, and one is enough for the cells.", None),
        ("The tumours were stained beforehand. HER2 stood on all of them.", ["HER2"]),
    ],
)
def test_what_the_treated_cells_carry_is_the_target(text: str, labels: list[str] | None) -> None:
    assert reported(car_t_study(text), "target_antigen") == (labels or ["CD19", "CD22"])


@pytest.mark.parametrize(
    "text",
    [
        "CD8+ T cells rose in the blood.",
        "CD4 counts came back after two months.",
        "In the cells the gene for PD-1 had been removed.",
        "The receptor has the domains of CD28 and CD3 zeta.",
        "All had relapsed after CD19 CAR T cells.",
        "Tumours that had lost CD19 came back.",
        "Exhausted cells had more expression of TIM-3 and LAG-3.",
        "A safety switch, truncated EGFR, lets doctors remove the cells.",
        "Most patients get cells aimed at another molecule, BCMA.",
        "The group will try CD70 next.",
        "HLA-A*02 is needed for it.",
        "Combined with PD-1 blockers they may last longer.",
        "The sting of the needle was bearable.",
    ],
)
def test_markers_parts_and_others_targets_are_silent(text: str) -> None:
    assert reported(car_t_study(text), "target_antigen") == []


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Cells that see both CD19 and CD22 kept nine of ten free of it.", ["CD19", "CD22"]),
        ("Cells with CD20 receptors were given to nine people.", ["CD20"]),
        ("The shot is meant for HER2, a protein of the tumours.", ["HER2"]),
    ],
)
def test_cells_and_shots_bind_where_no_kind_of_therapy_is_told(
    text: str, labels: list[str]
) -> None:
    assert reported(study(text), "target_antigen") == labels


def test_where_nothing_can_bind_there_is_no_target() -> None:
    text = "CD44 is a protein on cancer cells. Honokiol was given to 12 mice with tumours."
    assert reported(study(text), "target_antigen") == []


def test_what_nobody_says_is_less_sure_than_what_is_said_and_says_why() -> None:
    (said,) = proposed(car_t_study("The cells target BCMA."), "target_antigen")
    (guessed,) = proposed(car_t_study("Myeloma cells wear BCMA like a badge."), "target_antigen")
    assert guessed.score < said.score
    assert guessed.why == "The cells that are treated are said to carry it."
    assert (said.rule, guessed.rule) == ("antigen.bound", "antigen.candidate")


def test_a_second_antigen_beside_the_target_needs_more() -> None:
    text = "The cells target BCMA. TGF-beta surrounds the tumour, and CD25 marks tired cells."
    assert reported(car_t_study(text), "target_antigen") == ["BCMA"]


def test_every_feature_counts_one_way() -> None:
    text = car_t_study("Nearly every blast wears a flag called CD33, a protein of young cells.")
    (one,) = candidates(frame_of(article(text)), frozenset())
    assert {"first", "alone", "named"} <= set(one.features)
    weighed = sum(WEIGHTS.get(name, 0.0) for name in one.features)
    assert weighed > 0
    assert 0.5 < one.likely < 1
