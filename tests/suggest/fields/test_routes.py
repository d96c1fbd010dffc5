"""By which way a treatment was given, and what an infusion alone says."""

from __future__ import annotations

import pytest

from tests.suggest.fields.biology import car_t_study, proposed, reported


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("The children received one million cells per kilogram through a vein.", "intravenous"),
        ("The cells were returned to the patient's bloodstream.", "intravenous"),
        ("The patients were given the cells on a drip.", "intravenous"),
        ("The mice got a single infusion of 1 million cells.", "intravenous"),
        ("Each drug was given twice by infusion.", "intravenous"),
        ("Patients were infused with 100 million cells.", "intravenous"),
        ("After two weekly infusions of the cells the tumors of the mice shrank.", "intravenous"),
        ("Twelve patients were infused in Oslo.", "intravenous"),
        ("The cells were injected through the tail vein of the mice.", "intravenous"),
        ("The cells were infused back into their circulation.", "intravenous"),
        ("Mice received the cells intracranially on day 7.", "other"),
        ("The cells were given by intrapleural infusion.", "other"),
        ("They were infused into the hepatic artery of the patients.", "other"),
        ("The vaccine was injected into the thigh muscle.", "other"),
        ("The cells were given intravitreally to the patients.", "other"),
        ("The cells were given through an Ommaya reservoir.", "intraventricular"),
        (
            "They were given by catheter into the fluid that surrounds the brain.",
            "intraventricular",
        ),
        ("The cells were given by lumbar puncture.", "intrathecal"),
        ("The vaccine was injected straight into the tumour.", "intratumoral"),
        ("The cells were infused into the belly of the patients.", "intraperitoneal"),
    ],
)
def test_the_way_by_which_it_was_given(text: str, key: str) -> None:
    assert reported(car_t_study(text), "route") == [key]


@pytest.mark.parametrize(
    "text",
    [
        "Tumor cells were injected subcutaneously into the mice.",
        "Glioma cells were implanted intracranially in the mice, which were then treated.",
        "The cells were detected in the blood of treated patients.",
        "Blood was taken before the infusion from the treated patients.",
        "Infusion reactions occurred in two treated patients.",
        "The company got an infusion of fresh capital.",
        "Two patients got an infusion of platelets.",
        "The cells were given by regional infusion through a catheter.",
        "The given cells travel through the blood to the tumor.",
        "Treated cells passed into the bloodstream.",
        "The treated tumors lay under the skin.",
        "MC38 cells were injected intraperitoneally.",
        "In a next trial patients will get two infusions.",
    ],
)
def test_where_things_lie_go_or_are_taken_from_is_no_route(text: str) -> None:
    assert reported(car_t_study(text), "route") == []


def test_an_infusion_alone_is_less_sure_than_the_words() -> None:
    alone = proposed(car_t_study("Patients got a single infusion of the cells."), "route")
    told = proposed(car_t_study("Patients got the cells intravenously."), "route")
    assert alone[0].value == told[0].value == "intravenous"
    assert alone[0].score < told[0].score
