"""What a receptor or antibody binds, by the words around its name."""

from __future__ import annotations

import pytest

from tests.suggest.fields.biology import car_t_study, proposed, reported, study


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("CAR T cells targeting BCMA were given.", ["BCMA"]),
        ("CD19-directed CAR T cells were given.", ["CD19"]),
        ("BCMA CAR T cells were given.", ["BCMA"]),
        ("The cells carry a receptor specific for GPC3.", ["GPC3"]),
        ("The receptor recognises mesothelin, a protein on the tumour.", ["mesothelin"]),
        ("The CAR binds to the cell-surface protein GD2.", ["GD2"]),
        ("CAR T cells directed against HER2 were given.", ["HER2"]),
        ("The cells take aim at CD22.", ["CD22"]),
        ("Patients received an anti-CD20 antibody.", ["CD20"]),
        ("The cells target both CD19 and CD20.", ["CD19", "CD20"]),
        ("The team gave T cells with a CAR against GPRC5X1.", ["GPRC5X1"]),
        ("T cells with a receptor, or CAR, for CD70 were given.", ["CD70"]),
        ("A nanobody that grips CD47 was fused to the cells.", ["CD47"]),
        ("The cells release a protein that ties together CD3 and EGFR.", ["EGFR"]),
        ("They carry a receptor against two sites on the protein mesothelin.", ["mesothelin"]),
        ("MUC17ecto-directed CAR T cells were given.", ["MUC17"]),
    ],
)
def test_bound_antigens(text: str, labels: list[str]) -> None:
    assert reported(car_t_study(text), "target_antigen") == labels


@pytest.mark.parametrize(
    "text",
    [
        "CD19 is a protein on B cells.",
        "The tumors had lost CD19 in two patients.",
        "The receptor has a 4-1BB costimulatory domain.",
        "T cells were activated with anti-CD3/CD28 beads.",
        "Yescarta, which targets CD19, is approved by the FDA.",
        "Earlier trials targeted CD22.",
        "The group plans to target CD70 next.",
        "Rather than targeting CD19, the cells spare healthy tissue.",
        "Patients had CD19-positive disease.",
        "Combining the cells with a PD-1 inhibitor works better, others have found.",
    ],
)
def test_antigens_that_are_only_spoken_of_are_silent(text: str) -> None:
    assert reported(car_t_study(text), "target_antigen") == []


def test_antigen_without_its_name_is_vague() -> None:
    text = car_t_study("They carry a receptor that targeted a specific protein found on tumors.")
    (one,) = proposed(text, "target_antigen")
    assert one.status == "vague"
    assert one.quote == "a specific protein found on tumors"


def test_quote_holds_the_words_that_bind() -> None:
    (one,) = proposed(car_t_study("The cells were directed against mesothelin."), "target_antigen")
    assert one.quote == "directed against mesothelin"


def test_checkpoint_antigen_of_an_antibody_study() -> None:
    text = study("Patients received dostarlimab, an antibody against PD-1.")
    assert reported(text, "target_antigen") == ["PD-1"]


@pytest.mark.parametrize(
    "text",
    [
        "We found that honokiol inhibits VEGF-D-induced survival of the cells.",
        "Sections were stained using monoclonal anti-p53 antibodies in 40 patients.",
        "Migration was blocked by a specific inhibitor of CXCR4 in all 12 mice.",
    ],
)
def test_what_no_immunotherapy_binds_is_no_target(text: str) -> None:
    assert reported(study(text, headline="Biology of tumors"), "target_antigen") == []


@pytest.mark.parametrize(
    "text",
    [
        "The vector encodes a CD28/CD3-zeta CAR.",
        "The vector encodes a 4-1BB-free receptor.",
        "Myeloma cells escape after they have lost BCMA.",
        "BCMA is the target of two marketed products.",
        "They treated people whose joints had swelled under PD-1 inhibitors.",
    ],
)
def test_parts_losses_and_what_others_sell_are_no_target(text: str) -> None:
    assert reported(car_t_study(text), "target_antigen") == []
