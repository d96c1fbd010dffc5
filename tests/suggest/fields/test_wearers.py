"""Cells that carry what the treatment binds, or of which there are fewer after it."""

from __future__ import annotations

import pytest

from tests.suggest.fields.biology import car_t_study, part, proposed, reported


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("CD33 sits on the blasts of most patients.", "blast"),
        ("GPC3 is a protein that comes back on liver cancer cells.", "liver cancer cell"),
        ("They look for BCMA, a protein that myeloma cells wear in large numbers.", "myeloma cell"),
        ("Harm is done by plasma cells, which have BCMA on their coat.", "plasma cell"),
        ("The scent is uPAR. Senescent cells put it on their surface.", "senescent cell"),
        (
            "They carry a receptor for EpCAM. The molecule is abundant on cancer cells.",
            "cancer cell",
        ),
        ("They are armed against CD7, while leukemic T cells still bear it.", "leukemic T cell"),
    ],
)
def test_cells_that_carry_the_antigen(text: str, label: str) -> None:
    (one,) = [found.lower() for found in reported(car_t_study(text), "target_cell")]
    assert one in (label.lower(), f"malignant {label}".lower())


@pytest.mark.parametrize(
    "text",
    [
        "CD33 is also on young normal myeloid cells.",
        "Some macrophages have uPAR, too.",
        "GPC3 is hardly found on healthy liver cells.",
        "The cells attack CD19. Plasma cells do not have it.",
        "The engineered macrophages carry a receptor for HER2.",
        "T cells that have more CD69 live longer.",
        "The fibroblasts grew in a dish.",
    ],
)
def test_cells_that_have_it_by_the_way_are_silent(text: str) -> None:
    assert reported(car_t_study(text), "target_cell") == []


@pytest.mark.parametrize(
    "text",
    [
        "Circulating B cells were down by 95% within two days.",
        "The number of senescent cells in the liver had dropped by 60 percent.",
        "An antibody marks infected cells for destruction.",
    ],
)
def test_cells_that_became_fewer_were_depleted(text: str) -> None:
    assert part(car_t_study(text), "target_cell", "effect") == ["deplete"]


def test_what_is_done_to_a_cell_is_surer_than_what_it_carries() -> None:
    (done,) = proposed(car_t_study("The treatment killed myeloma cells."), "target_cell")
    (worn,) = proposed(car_t_study("BCMA sits on myeloma cells."), "target_cell")
    assert worn.score < done.score
    assert worn.why == "It is said to carry what the treatment binds."
