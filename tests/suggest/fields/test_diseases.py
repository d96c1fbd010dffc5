"""What was treated, as finely as the text says, with its qualifier."""

from __future__ import annotations

import pytest

from tests.suggest.fields.biology import car_t_study, part, proposed, reported, study


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("The cells were given to patients with multiple myeloma.", ["multiple myeloma"]),
        ("In a mouse model of melanoma the cells slowed growth.", ["melanoma"]),
        ("The trial in glioblastoma enrolled 12 patients.", ["glioblastoma"]),
        (
            "Brain cancer, also known as glioblastoma, was treated in patients with glioblastoma.",
            ["glioblastoma"],
        ),
        ("Mice with pancreatic tumors were treated.", ["pancreatic cancer"]),
        (
            "The team treated patients with lymphoma and multiple myeloma.",
            ["lymphoma", "multiple myeloma"],
        ),
    ],
)
def test_diseases_that_were_treated(text: str, labels: list[str]) -> None:
    assert sorted(reported(study(text), "disease")) == sorted(labels)


@pytest.mark.parametrize(
    "text",
    [
        "CAR T cell therapies are approved for leukemia and lymphoma.",
        "Cytokine release syndrome occurred in 25 patients.",
        "The approach may also work in ovarian cancer.",
        "Lung cancer remains one of the deadliest diseases.",
        "She is a professor of melanoma research at the university.",
        "Patients had no history of asthma.",
    ],
)
def test_other_diseases_are_silent(text: str) -> None:
    assert reported(study(text), "disease") == []


def test_two_diseases_share_their_words_and_their_qualifier() -> None:
    text = study("Mice with metastatic lung and ovarian cancer were treated.")
    assert reported(text, "disease") == ["lung cancer", "ovarian cancer"]
    assert part(text, "disease", "qualifier") == ["metastatic", "metastatic"]
    assert [one.quote for one in proposed(text, "disease")] == [
        "metastatic lung and ovarian cancer",
        "ovarian cancer",
    ]


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("Patients with relapsed or refractory multiple myeloma", "relapsed or refractory"),
        ("Patients with stage III or IV melanoma", "stage III or IV"),
        (
            "Patients with mismatch repair-deficient, locally advanced rectal cancer",
            "mismatch repair-deficient, locally advanced",
        ),
        ("Patients with newly diagnosed glioblastoma", "newly diagnosed"),
        ("Patients with HER2-positive breast cancer", ""),
        ("Patients with melanoma", ""),
    ],
)
def test_qualifiers(text: str, qualifier: str) -> None:
    assert part(study(f"{text} were treated."), "disease", "qualifier") == [qualifier]


def test_cases_told_apart_by_a_marker_are_two() -> None:
    text = study(
        "The team reported 100% clearance in mismatch repair-deficient colorectal cancer models "
        "and 70% clearance in mismatch repair-proficient tumors."
    )
    assert part(text, "disease", "qualifier") == [
        "mismatch repair-deficient",
        "mismatch repair-proficient",
    ]


def test_place_that_gives_the_name_in_full_is_the_quote() -> None:
    text = study(
        "Five patients with lupus were treated. The cells were used against the disease lupus "
        "(systemic lupus erythematosus)."
    )
    (one,) = proposed(text, "disease")
    assert one.quote == "systemic lupus erythematosus"


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Ana Ruiz, 61, had myeloma when she joined the trial of CAR T cells.", "multiple myeloma"),
        ("When her ovarian cancer came back, she got CAR T cells.", "ovarian cancer"),
        ("Psoriasis improved in 26 of the treated.", "psoriasis"),
        ("Mice carrying PC-3 prostate tumors were given the cells.", "prostate cancer"),
        (
            "Nine people with bladder cancer that resisted every approved drug were treated.",
            "bladder cancer",
        ),
        ("The cells were given to six people with long COVID.", "long COVID"),
        ("They treated 12 dogs with severe corneal dystrophy.", "corneal dystrophy"),
    ],
)
def test_whose_illness_it_is_tells_what_was_treated(text: str, label: str) -> None:
    assert part(car_t_study(text), "disease", "name") == [label]


@pytest.mark.parametrize(
    "text",
    [
        "None of the monkeys had cytokine release syndrome.",
        "The company also plans studies in lupus.",
        "The work was paid for by the Cancer Council.",
        "Patients with rapid metastasis were left out.",
        "Studies in people with brittle bone disease may follow.",
    ],
)
def test_harm_plans_and_names_of_houses_are_no_illness_treated(text: str) -> None:
    assert part(car_t_study(text), "disease", "name") == []
