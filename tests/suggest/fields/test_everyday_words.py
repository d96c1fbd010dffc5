"""Targets, illnesses and products in everyday words; and those of others, of the past, of plans."""

from __future__ import annotations

import pytest

from tests.suggest.fields.biology import car_t_study, reported, study


def antibody_study(text: str) -> str:
    return study(f"Researchers treated 24 patients with an antibody. {text}")


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("The molecule ties CD3 on T cells to CD33 on leukemia blasts.", {"CD3ε", "CD33"}),
        ("Patients received an agonist of 4-1BB every three weeks.", {"4-1BB"}),
        ("Patients received pembrolizumab, a PD-1 checkpoint inhibitor.", {"PD-1"}),
        ("The mice got PD-1 and LAG-3 inhibitors.", {"PD-1", "LAG3"}),
        ("The vaccine shows mesothelin to the immune system.", {"mesothelin"}),
        ("The patients were given an OX40 agonist antibody.", {"OX40"}),
    ],
)
def test_antigens_in_everyday_words(text: str, labels: set[str]) -> None:
    assert set(reported(antibody_study(text), "target_antigen")) == labels


@pytest.mark.parametrize(
    "text",
    [
        "Rival companies are developing products against BCMA.",
        "The company's pipeline also includes a CAR T cell candidate directed at CD70.",
        "A competitor's product, which targets CD7, failed last year.",
        "The team plans to test cells directed at CD22 next.",
        "Other groups are working on cells that target CD22.",
        "Work is under way on a second program targeting CD33.",
        "The HER2-binding site was mapped.",
    ],
)
def test_antigens_of_others_and_of_plans_are_silent(text: str) -> None:
    cells = car_t_study(f"The cells target CD19. {text}")
    assert reported(cells, "target_antigen") == ["CD19"]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("The cells hunt down B cells.", "B cell"),
        ("The receptor recognizes BCMA, the mark of plasma cells.", "plasma cell"),
        ("B cells were undetectable at day 28.", "B cell"),
        ("B cells in the blood fell to undetectable levels.", "B cell"),
        ("Plasma cells were gone within a month.", "plasma cell"),
        ("The antibody wakes dendritic cells.", "dendritic cell"),
        ("The drug takes the brakes off macrophages.", "macrophage"),
        ("The molecule ties T cells to leukemia cells.", "leukemia cell"),
    ],
)
def test_cells_in_everyday_words(text: str, label: str) -> None:
    assert reported(car_t_study(text), "target_cell") == [label]


@pytest.mark.parametrize(
    "text",
    [
        "The CAR macrophages were undetectable after a month.",
        "The engineered natural killer cells were restored after thawing.",
        "B cells were detectable at day 28.",
        "Genetic studies link the disease to plasma cells.",
    ],
)
def test_engineered_cells_and_those_that_stay_are_silent(text: str) -> None:
    assert reported(car_t_study(text), "target_cell") == []


@pytest.mark.parametrize(
    ("text", "label"),
    [
        (
            "The trial enrolled people with the neuromuscular illness myasthenia gravis.",
            "myasthenia gravis",
        ),
        ("The antibody kept melanoma in check.", "melanoma"),
        ("Conditions: Neuroblastoma.", "neuroblastoma"),
    ],
)
def test_illnesses_in_everyday_words(text: str, label: str) -> None:
    assert reported(antibody_study(text), "disease") == [label]


@pytest.mark.parametrize(
    "text",
    [
        "The company's pipeline includes a product for patients with multiple sclerosis.",
        "The drug is sold for patients with multiple myeloma.",
        "The company is also developing cells for patients with scleroderma.",
        "“Anyone with multiple sclerosis knows how hard it is to wait,” said a doctor.",
        "Other groups are testing such cells in patients with myasthenia gravis.",
        "Its other products include a therapy for multiple myeloma.",
        "The company focuses on therapies for patients with rheumatoid arthritis.",
        "Novabio is a clinical-stage company developing therapies for patients with scleroderma.",
        "Similar cells have worked in patients with multiple myeloma.",
        "The approach was pioneered in patients with lymphoma, and a trial will open in spring.",
    ],
)
def test_illnesses_of_others_are_silent(text: str) -> None:
    cells = car_t_study(f"Twelve patients with lupus were treated. {text}")
    assert reported(cells, "disease") == ["systemic lupus erythematosus"]


def test_systematic_review_calls_itself_one() -> None:
    text = (
        "CAR T cells\n\nA systematic review of CAR T cells included 12 trials. The authors found "
    )
    assert reported(f"{text}that 300 patients were treated.\n", "stage") == ["review"]


@pytest.mark.parametrize(
    ("text", "agent"),
    [
        ("The cells were engineered so that they would release IL-12.", "IL-12"),
        ("The cells carry the receptor together with membrane-bound IL-15.", "IL-15"),
        ("The cells were built to express the CAR and CXCR2.", "CXCR2"),
        ("The cells also contain an inducible caspase 9 safety switch.", "iCasp9 suicide gene"),
    ],
)
def test_payloads_in_everyday_words(text: str, agent: str) -> None:
    assert agent in reported(car_t_study(text), "payload")


def test_what_patients_made_is_no_payload() -> None:
    assert reported(car_t_study("After infusion the patients produced IL-6."), "payload") == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("All patients received zanidatamab every two weeks.", ["zanidatamab"]),
        ("Patients had received rituximab before.", []),
        ("Patients with cytokine release syndrome received tocilizumab.", []),
        ("All patients received pembrolizumab every three weeks.", []),
    ],
)
def test_drug_names_as_products(text: str, names: list[str]) -> None:
    assert reported(antibody_study(text), "product_name") == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The cells, called huCART19 cells, were given once.", "huCART19"),
        ("The company said its drug, named ctx110, was given to 12 patients.", "ctx110"),
    ],
)
def test_codes_in_small_letters(text: str, name: str) -> None:
    assert reported(car_t_study(text), "product_name") == [name]


def test_story_of_one_patient_tells_who_was_treated() -> None:
    text = (
        "Grandmother back in the garden\n\nTwo years ago doctors gave Ellen Moss three months. "
        "The 68-year-old from Riverton had multiple myeloma that had come back. Then she "
        "was offered CAR T cells aimed at BCMA. Her own T cells were taken, altered "
        "and returned to her. A month later there was no trace of it.\n"
    )
    assert reported(text, "organism") == ["human"]
    assert reported(text, "disease") == ["multiple myeloma"]
    assert reported(text, "stage") == ["clinical"]


_ENTRY = """CD19 CAR T Cells for Refractory Lupus

Sponsor: University Hospital
Conditions: Systemic Lupus Erythematosus
Intervention: Biological: CD19 CAR T cells
Phase: Phase 1/Phase 2
Enrollment: 24 participants

Brief summary: This is an open-label, single-arm study of CD19-targeted CAR T cells in adults with
refractory systemic lupus erythematosus. Patients will receive a single infusion.
"""


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("therapy_class", ["car_t"]),
        ("target_antigen", ["CD19"]),
        ("disease", ["systemic lupus erythematosus"]),
        ("stage", ["clinical"]),
        ("phase", ["1/2"]),
        ("design", ["single_arm"]),
    ],
)
def test_entry_of_a_registry_of_trials_tells_of_its_trial(field: str, values: list[str]) -> None:
    assert reported(_ENTRY, field) == values


def test_plan_without_the_labels_of_an_entry_tells_nothing() -> None:
    plan = "CAR T cells for lupus\n\nPatients will receive a single infusion of CD19 CAR T cells.\n"
    assert reported(plan, "therapy_class") == []


def test_participants_who_are_randomised_are_people() -> None:
    text = study("The trial tests toripalimab. Eligible participants are randomized 1:1.")
    assert reported(text, "organism") == ["human"]
