"""Whose cells, by which way, acting on which cells: in the words of news and abstracts."""

from __future__ import annotations

import pytest

from tests.suggest.fields.biology import car_t_study, reported


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("T cells were taken from each participant and altered.", "autologous"),
        ("The cells were made from each dog's own blood.", "autologous"),
        ("They were made from cells of healthy donors.", "allogeneic"),
        ("The cells came from induced pluripotent stem cells.", "ipsc"),
    ],
)
def test_whose_cells(text: str, key: str) -> None:
    assert reported(car_t_study(text), "cell_source") == [key]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("The cells were injected into the tail vein.", "intravenous"),
        ("The drug was injected under the skin.", "subcutaneous"),
        ("Mice were injected with the cells into the abdomen.", "intraperitoneal"),
        ("The cells were infused into the spleen.", "other"),
        ("Each patient took capsules.", "oral"),
        ("Animals were randomized to PBS or the virus intratumorally on day 1.", "intratumoral"),
    ],
)
def test_which_way(text: str, key: str) -> None:
    assert reported(car_t_study(text), "route") == [key]


@pytest.mark.parametrize(
    "text",
    [
        "Mice with tumors under the skin were treated.",
        "Cells from the blood were given to a machine that counts them.",
        "The liver was examined by the doctors.",
    ],
)
def test_where_things_lie_is_no_way_of_giving(text: str) -> None:
    assert reported(car_t_study(text), "route") == []


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("The treatment went after the plasma cells.", "plasma cell"),
        ("The macrophages swallowed breast cancer cells.", "breast cancer cell"),
        ("The receptor binds GD2, which is abundant on the surface of melanoma cells.", "melanoma"),
    ],
)
def test_cells_that_are_acted_on(text: str, label: str) -> None:
    found = reported(car_t_study(text), "target_cell")
    assert len(found) == 1
    assert found[0].startswith(label)


@pytest.mark.parametrize(
    "text",
    [
        "The T cells attack beta cells in diabetes.",
        "Depletion of plasma cells may help in future.",
        "The cells killed cancer cells.",
    ],
)
def test_what_illness_attacks_or_goes_without_saying(text: str) -> None:
    assert reported(car_t_study(text), "target_cell") == []
