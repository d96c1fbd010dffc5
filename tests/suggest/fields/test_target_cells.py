"""The cell that the treatment acts on, not the one that was engineered."""

from __future__ import annotations

import pytest

from tests.suggest.fields.biology import car_t_study, part, proposed, reported, study


@pytest.mark.parametrize(
    ("text", "label", "effect"),
    [
        ("The cells recognize tumor-associated macrophages.", "tumor-associated macrophage", ""),
        ("The therapy essentially removed their existing B cells.", "B cell", "deplete"),
        ("The treatment killed leukemia cells.", "leukemia cell", "kill"),
        ("The cells turned macrophages from foes into friends.", "macrophage", "reprogram"),
        ("B cells had disappeared from the blood within ten days.", "B cell", "deplete"),
        ("Regulatory T cells were depleted in the tumors.", "regulatory T cell", "deplete"),
        (
            "They carry a receptor that targeted a protein found on glioblastoma cells.",
            "glioblastoma cell",
            "",
        ),
    ],
)
def test_cells_that_are_acted_on(text: str, label: str, effect: str) -> None:
    assert reported(car_t_study(text), "target_cell") == [label]
    assert part(car_t_study(text), "target_cell", "effect") == [effect]


@pytest.mark.parametrize(
    "text",
    [
        "The engineered T cells were infused.",
        "Rather than attacking cancer cells directly, the treatment waits.",
        "IL-12 activates T cells and natural killer cells.",
        "T cells kill cells that are infected.",
        "The cells spare healthy B cells.",
        "Earlier trials depleted B cells.",
    ],
)
def test_other_cells_are_silent(text: str) -> None:
    assert reported(car_t_study(text), "target_cell") == []


def test_finer_cell_takes_the_effect_of_the_coarser() -> None:
    text = study(
        "The study identified two barriers:\n- Exhausted T cells that lose their ability\n"
        "- Suppressive macrophages that block immune activity\n\n"
        "While reinvigorating T cells, the antibodies against PD-1 restored immunity in mice."
    )
    assert reported(text, "target_cell") == ["exhausted T cell", "suppressor macrophage"]
    assert part(text, "target_cell", "effect")[0] == "reinvigorate"


def test_cells_without_a_type_are_vague() -> None:
    text = car_t_study("They seek out and disable the immune-suppressing cells that tumors use.")
    (one,) = proposed(text, "target_cell")
    assert one.status == "vague"
    assert one.quote == "the immune-suppressing cells that tumors use"


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("The cells found and killed HIV-infected cells in lymph nodes.", "HIV-infected cell"),
        ("They hunt down liver cells infected with the hepatitis B virus.", "infected"),
        ("They destroyed cells that harbor an HIV-like virus.", "harbor"),
        ("Effector T cells in the pancreas were fewer.", "effector T cell"),
        ("Macrophages in the tumors switched to a state of repair.", "macrophage"),
        ("The treatment calmed overactive microglia.", "microglia"),
        ("The treatment activated dendritic cells in the tumors.", "dendritic cell"),
        ("They bring other cells to glioblastoma cells.", "glioblastoma cell"),
        ("The receptor binds GD2, which is abundant on neuroblastoma cells.", "neuroblastoma cell"),
        ("They depleted tumor-resident regulatory T cells.", "regulatory T cell"),
    ],
)
def test_cells_that_change_or_are_known_by_what_is_in_them(text: str, label: str) -> None:
    (said,) = reported(car_t_study(text), "target_cell")
    assert label in str(said)


@pytest.mark.parametrize(
    "text",
    [
        "Neuroblastoma cells were grown in a dish.",
        "Mice were injected with lymphoma cells.",
        "Microglia were counted in the brain.",
        "Dendritic cells are activated in every infection.",
        "No infected cells were killed.",
        "Other groups have calmed microglia in earlier studies.",
        "The infected T cells were donated.",
        "They recruit T cells to the tumor.",
        "Activated T cells release interferon.",
        "The donor let macrophages rest overnight.",
    ],
)
def test_readouts_models_and_the_drug_itself_are_no_target(text: str) -> None:
    assert reported(car_t_study(text), "target_cell") == []


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        (
            "They were engineered to find GD2, a fat that sits on most neuroblastoma cells.",
            ["neuroblastoma cell"],
        ),
        ("The cells seek out CD19, a molecule on the surface of B cells.", ["B cell"]),
        ("They look for BCMA, which is present on nearly all plasma cells.", ["plasma cell"]),
        ("The receptor attacks CSF1R, a protein carried by microglial cells.", ["microglial cell"]),
        (
            "They hunt for TREM2, a molecule that is found on these tumor-feeding macrophages.",
            ["macrophage"],
        ),
        (
            "The cells killed more than 90% of human lung cancer cells within a day.",
            ["lung cancer cell"],
        ),
        ("They wiped out about half of the B cells in the spleen.", ["B cell"]),
        ("They track down leukemia cells carrying the protein CLL-1.", ["leukemia cell"]),
        ("The cells removed 95 percent of the plasma cells.", ["plasma cell"]),
        ("The cells destroyed an average of 80% of the melanoma cells.", ["melanoma cell"]),
        ("The receptor latches on to CD22 on the surface of B cells.", ["B cell"]),
        ("More than 90% of the patients had B cells in their blood.", []),
        ("PD-1 sits on exhausted T cells.", []),
        ("The protein is also found on neurons.", []),
        ("Half of the macrophages came from the bone marrow.", []),
        ("The gene is active in most fibroblasts.", []),
    ],
)
def test_cells_that_have_what_is_bound_and_shares_that_were_killed(
    text: str, labels: list[str]
) -> None:
    assert reported(car_t_study(text), "target_cell") == labels


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Patients got a bispecific antibody. It binds to BCMA on plasma cells.", ["plasma cell"]),
        ("Patients got a bispecific antibody. It grips CD20 on B cells with one arm.", ["B cell"]),
    ],
)
def test_cells_that_an_engager_holds(text: str, labels: list[str]) -> None:
    assert reported(study(text, headline="A bispecific antibody passes"), "target_cell") == labels
