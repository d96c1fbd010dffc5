"""What engineered cells carry; what any active T cell gives off is no payload."""

from __future__ import annotations

import pytest

from tests.suggest.fields.biology import car_t_study, part, reported, study


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("The cells were engineered to secrete interleukin-18 (IL-18).", ["IL-18"]),
        ("By programming the CAR T cells to release IL-12, the team woke them.", ["IL-12"]),
        ("The CAR T cells were armored with IL-15.", ["IL-15"]),
        ("IL-15 and IL-21 co-expressing CAR T cells lived longer.", ["IL-15", "IL-21"]),
        ("The cells were designed to produce IL-7 and CCL19.", ["IL-7", "CCL19"]),
        ("We made CAR T cells that secrete IL-18.", ["IL-18"]),
        ("The cells carry a gene for interleukin-15.", ["IL-15"]),
        ("IL-12-secreting CAR T cells cured the mice.", ["IL-12"]),
        ("T cells expressing anti-CD19 CAR and IL-15 were infused.", ["IL-15"]),
    ],
)
def test_payloads(text: str, labels: list[str]) -> None:
    assert reported(car_t_study(text), "payload") == labels


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("The cells were fitted with the chemokine receptor CXCR2.", ["CXCR2"]),
        ("Each cell carries an inducible caspase 9 safety switch.", ["iCasp9 suicide gene"]),
        ("The CAR T cells have a suicide gene.", ["safety switch"]),
        (
            "The construct also encodes a truncated EGFR, so that the cells can be removed.",
            ["truncated EGFR"],
        ),
        (
            "The CAR T cells co-express a dominant-negative TGF-β receptor.",
            ["dominant-negative TGF-β receptor II"],
        ),
        ("The cells bear a PD-1:CD28 switch receptor.", ["PD-1/CD28 switch receptor"]),
        (
            "The cells display a chimeric IL-4/IL-7 receptor.",
            ["chimeric IL-4/IL-7 receptor"],
        ),
        (
            "They were modified so that they secrete a single-chain antibody that blocks PD-1.",
            ["PD-1-blocking antibody fragment"],
        ),
        ("The team armed them with the enzyme hyaluronidase.", ["hyaluronidase"]),
        ("The CAR T cells were equipped with nattokinidase.", ["nattokinidase"]),
        ("A short hairpin RNA against PD-1 was put into the vector.", []),
        (
            "The team put a short hairpin RNA against PD-1 into the vector.",
            ["short hairpin RNA against PD-1"],
        ),
        ("The change makes the cells secrete interleukin-18.", ["IL-18"]),
        ("Each CAR T cell makes its own IL-12.", ["IL-12"]),
        ("The engineered cells pour out interferon alpha.", ["IFN-α"]),
        ("Adding the gene for IL-21 helped the CAR T cells.", ["IL-21"]),
        ("We gave the CAR T cells the homing receptor CXCR4.", ["CXCR4"]),
        ("The cells secrete IL-7 and the chemokine CCL19; they were made to.", []),
        ("We made cells that secrete IL-7 and the chemokine CCL19.", ["IL-7", "CCL19"]),
        ("The CAR T cells were modified to overexpress c-Jun.", ["c-Jun"]),
    ],
)
def test_other_cargo_than_cytokines(text: str, labels: list[str]) -> None:
    assert reported(car_t_study(text), "payload") == labels


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("The bacteria were programmed to release flagellin.", "flagellin"),
        ("The oncolytic virus was engineered to produce GM-CSF in tumors.", "GM-CSF"),
        ("An oncolytic virus that encodes IL-12 was injected.", "IL-12"),
        ("The engineered bacteria release a nanobody against CD47.", "CD47 blocker"),
        ("NK cells were infused that had been engineered to express IL-15.", "IL-15"),
    ],
)
def test_payload_of_bacteria_viruses_and_nk_cells(text: str, label: str) -> None:
    text = study(f"Mice with cancer were treated with engineered bacteria or a virus. {text}")
    assert reported(text, "payload") == [label]


@pytest.mark.parametrize(
    "text",
    [
        "After infusion the CAR T cells expressed CXCR3 and CCR7.",
        "The tumors secrete CCL2 and express CXCR4.",
        "The CAR T cells cleared tumors that express TGF-beta.",
        "K562 cells engineered to express IL-15 and 4-1BBL served as feeders.",
        "Patients also received an antibody against PD-1.",
        "The receptor contains an scFv against PD-1.",
        "Several companies are developing cells armed with IL-7.",
        "A competitor makes cells that carry a suicide gene.",
        "Next the team will arm the cells with IL-15 and a safety switch.",
        "The IL-6 receptor was blocked with tocilizumab.",
        "Adding interleukin-2 to the therapy did not help.",
        "The CAR T cells produced IL-2 on contact with tumors.",
        "The cells were made without a safety switch.",
        "The CAR T cells were grown with IL-7 and IL-15.",
        "The disease of the release phase did not increase.",
    ],
)
def test_what_is_named_beside_the_cells_is_no_payload(text: str) -> None:
    assert reported(car_t_study(text), "payload") == []


@pytest.mark.parametrize(
    "text",
    [
        "On contact with tumors the CAR T cells secreted IFN-γ and TNF-α.",
        "The cells were followed by high-dose interleukin-2.",
        "Serum levels of IL-6 rose in all patients.",
        "IL-12 plays a role in activating T cells.",
        "The cells were cultured with IL-7 and IL-15.",
        "Other groups have engineered cells to secrete IL-12.",
        "In future the team will engineer cells to secrete IL-12.",
    ],
)
def test_cytokines_that_are_no_payload(text: str) -> None:
    assert reported(car_t_study(text), "payload") == []


def test_antibodies_have_no_payload() -> None:
    text = study("Patients received nivolumab with cells engineered to secrete IL-12.")
    assert reported(text, "payload") == []


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("The cells were engineered to secrete IL-12.", "secreted"),
        ("The cells were engineered to express membrane-bound IL-15.", "membrane_bound"),
        ("The cells were engineered to carry an inducible IL-12.", "inducible"),
    ],
)
def test_mode_of_the_payload(text: str, mode: str) -> None:
    assert part(car_t_study(text), "payload", "mode") == [mode]


def test_what_the_receptor_binds_is_no_cargo() -> None:
    text = (
        "The cells carry a receptor directed against CD70. The CD70 CAR NK cells were also "
        "engineered to produce IL-15."
    )
    assert reported(car_t_study(text), "payload") == ["IL-15"]
    assert reported(car_t_study("The 4-1BBL CAR T cells cured mice."), "payload") == ["4-1BBL"]


@pytest.mark.parametrize(
    "text",
    [
        "The cells also release small antibody-like molecules called T-cell engagers.",
        "The cells give off special molecules known as T cell engagers.",
        "The CAR T cells were made to pump out tiny T-cell engagers.",
    ],
)
def test_engagers_that_cells_give_off(text: str) -> None:
    assert reported(car_t_study(text), "payload") == ["T cell engager"]


def test_natural_killer_cells_that_also_make_something() -> None:
    text = study(
        "Natural killer cells were grown in the laboratory and given a receptor that fastens to "
        "CLL-1. They also make interleukin-21, a messenger. Patients got the natural killer cells.",
        headline="Engineered natural killer cells against leukemia",
    )
    assert reported(text, "payload") == ["IL-21"]
    without = "Natural killer cells were infused into patients. They also make interleukin-21."
    assert reported(study(without, headline="Natural killer cells in a test"), "payload") == []
