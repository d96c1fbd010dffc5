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
