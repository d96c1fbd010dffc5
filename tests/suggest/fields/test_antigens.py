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
        "The tumors had lost CD19 in two patients.",
        "The receptor has a 4-1BB costimulatory domain.",
        "T cells were activated with anti-CD3/CD28 beads.",
        "Yescarta, which targets CD19, is approved by the FDA.",
        "Earlier trials targeted CD22.",
        "The group plans to target CD70 next.",
        "Rather than targeting CD19, the cells spare healthy tissue.",
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


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("The cells have been engineered to find GD2, a sugar on nerve tumors.", "GD2"),
        ("The dogs' T cells were trained to look for IL13RA2 on glioma cells.", "IL13Rα2"),
        ("The researchers taught the T cells to see mesothelin.", "mesothelin"),
        ("T cells programmed to locate GPC3 were given to mice.", "GPC3"),
        ("The cells seek out tumor cells that carry CD70.", "CD70"),
        ("The cells are built to home in on BCMA.", "BCMA"),
        ("They fitted the cells with a receptor that fastens to GPRC5D.", "GPRC5D"),
        ("The receptor clings to a protein known as claudin 6.", "claudin-6"),
        ("These cells home to cells with HER2 on their surface.", "HER2"),
        ("The T cells track down cells that display CD33.", "CD33"),
        ("The cells were designed to pick out CD7 on leukemia cells.", "CD7"),
        ("The cells sniff out ROR1 on tumors.", "ROR1"),
        ("A CAR that has CD22 as its target was put into T cells.", "CD22"),
        ("The target of the new cells is CD5.", "CD5"),
        ("The protein they chose was CD37, which sits on lymphoma cells.", "CD37"),
        ("The team built CAR T cells against prostate stem cell antigen (PSCA).", "PSCA"),
        ("The particles carry messenger RNA for a CD19 receptor.", "CD19"),
        ("They loaded the gene for a GD2 receptor into T cells.", "GD2"),
        ("The City of Hope team built cells that latch on to CD38.", "CD38"),
    ],
)
def test_what_cells_were_made_to_find(text: str, label: str) -> None:
    assert reported(car_t_study(text), "target_antigen") == [label]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("The mutation KRAS G12D was part of the vaccine in two patients.", ["KRAS G12D"]),
        ("The vaccine contained the proteins MAGE-A3 and NY-ESO-1.", ["MAGE-A3", "NY-ESO-1"]),
        ("The cancer vaccine, which includes peptides of WT1, was given to patients.", ["WT1"]),
        ("Pieces of survivin were included in the cancer vaccine that patients got.", ["survivin"]),
        ("The vaccine is made of a fragment of HER2. Patients got it.", ["HER2"]),
        ("The vaccine did not contain GPC3. Patients got it.", []),
        ("Those who got the vaccine had more IL-6 in the blood.", []),
    ],
)
def test_what_a_vaccine_is_made_of(text: str, labels: list[str]) -> None:
    told = f"A cancer vaccine was given to patients with tumors. {text}"
    assert reported(study(told, headline="A cancer vaccine passes a test"), "target_antigen") == (
        labels
    )


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        (
            "It binds to BCMA on plasma cells with one arm and to CD3 on T cells with the other.",
            ["BCMA", "CD3ε"],
        ),
        (
            "It grips CD20 on B cells with one arm and CD3 on T cells with the other.",
            ["CD20", "CD3ε"],
        ),
        (
            "One arm of the bispecific antibody attaches to DLL3 and the other to CD3.",
            ["DLL3", "CD3ε"],
        ),
        (
            "One end of the bispecific antibody recognises GPRC5D, the other CD3 on T cells.",
            ["GPRC5D", "CD3ε"],
        ),
    ],
)
def test_both_arms_of_an_engager(text: str, labels: list[str]) -> None:
    told = f"Patients got the bispecific antibody. {text}"
    assert reported(study(told, headline="A bispecific antibody passes"), "target_antigen") == (
        labels
    )


@pytest.mark.parametrize(
    "text",
    [
        "Most patients are treated with drugs that block VEGF.",
        "Existing antibodies that target EGFR have failed in these patients.",
        "Patients usually receive medicines that inhibit mTOR, but many relapse.",
        "The researchers wanted to find IL-6 in the blood.",
        "They looked for PD-1 on the exhausted cells.",
        "Treatments that block FLT3 help some patients, but most relapse.",
        "The cells carry the gene for the CD28 receptor.",
    ],
)
def test_what_other_drugs_bind_and_what_people_look_for_is_no_target(text: str) -> None:
    assert reported(car_t_study(text), "target_antigen") == []
