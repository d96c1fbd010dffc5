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


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        (
            "The children, who were 6 to 17 years old, suffer from juvenile dermatomyositis.",
            ["juvenile dermatomyositis"],
        ),
        ("All eight people suffered from severe myasthenia gravis.", ["myasthenia gravis"]),
        (
            "They have been living with multiple sclerosis. Twelve got the cells.",
            ["multiple sclerosis"],
        ),
        (
            "The people who were treated had been ill with lupus for a decade.",
            ["systemic lupus erythematosus"],
        ),
        ("The patients were afflicted by neuroblastoma.", ["neuroblastoma"]),
        (
            "It is best known from the treatment of leukaemia. Nine patients with lupus got it.",
            ["systemic lupus erythematosus"],
        ),
        (
            "Such cells are already used against lymphoma. Nine patients with lupus got them.",
            ["systemic lupus erythematosus"],
        ),
        (
            "The method has been successful in leukemia. Ten people with myositis got it.",
            ["idiopathic inflammatory myopathy"],
        ),
        (
            "It had spread to the lungs of dogs with osteosarcoma. The lung tumors shrank.",
            ["osteosarcoma"],
        ),
        (
            "Patients had melanoma that had spread to the brain. The brain tumors shrank.",
            ["melanoma"],
        ),
        (
            "Women with breast cancer had liver metastases. The liver tumours vanished.",
            ["breast cancer"],
        ),
        (
            "The droplets are like those in the COVID-19 vaccines. Mice with lupus were treated.",
            ["systemic lupus erythematosus"],
        ),
        (
            "The cells are known from lymphoma. Six patients with scleroderma got them.",
            ["systemic sclerosis"],
        ),
        ("Several patients suffered from cytokine release syndrome.", []),
        ("Mice with lung tumors were treated, and the lung tumors shrank.", ["lung cancer"]),
    ],
)
def test_who_has_it_and_where_it_is_only_known_from(text: str, labels: list[str]) -> None:
    assert part(car_t_study(text), "disease", "name") == labels


@pytest.mark.parametrize(
    ("headline", "text", "label"),
    [
        (
            "A cancer vaccine may keep melanoma from returning",
            "Nine patients got the vaccine.",
            "melanoma",
        ),
        (
            "A cancer vaccine passes a test",
            "It was given to nine patients to prevent the return of melanoma after surgery.",
            "melanoma",
        ),
        (
            "A cancer vaccine passes a test",
            "The vaccine kept melanoma from coming back in nine patients.",
            "melanoma",
        ),
        (
            "A cancer vaccine passes a test",
            "Nine patients got the vaccine to lower the risk of melanoma returning.",
            "melanoma",
        ),
        (
            "A cancer vaccine passes a test",
            "Nine patients got it to ward off a relapse of glioblastoma.",
            "glioblastoma",
        ),
    ],
)
def test_what_a_treatment_is_to_keep_away(headline: str, text: str, label: str) -> None:
    assert part(study(text, headline=headline), "disease", "name") == [label]


def test_tumours_without_a_name_are_none() -> None:
    text = "Nine patients had their tumours removed and then got the antibody."
    assert part(study(text, headline="An antibody passes a test"), "disease", "name") == []


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("The cells bind CD70, a protein that is found on glioblastoma.", ["glioblastoma"]),
        (
            "The cells bind CD70, a protein found on glioblastoma. They cured mice with melanoma.",
            ["melanoma"],
        ),
    ],
)
def test_where_a_target_is_found_counts_where_no_other_illness_is_named(
    text: str, labels: list[str]
) -> None:
    assert part(car_t_study(text), "disease", "name") == labels
