"""Whose cells, how many and for how long, told in everyday words of a piece without a class."""

from __future__ import annotations

import pytest

from curator.suggest.fields import dosing, sources
from curator.suggest.given_cells import gives_cells
from curator.suggest.values import Suggestion, value_text
from tests.suggest.articles import FORM, article

_HEAD = (
    "Trial brings hope to families\n\nDoctors at the hospital treated 12 patients with lymphoma in "
    "a trial. The T cells were changed in a clean room and given back.\n\n"
)
_RULES = (*sources.RULES.values(), dosing.dose, dosing.follow_up)


def _told(sentence: str, field: str) -> list[str]:
    text = article(_HEAD + sentence)
    found: list[Suggestion] = [
        one for rule in _RULES for one in rule(text, FORM) if one.field == field
    ]
    return [value_text(one.value) for one in found if one.value is not None]


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("Nurses took white blood cells from her arm.", "autologous"),
        ("Each boy's T cells were changed next door.", "autologous"),
        ("They were collected from the child and multiplied.", "autologous"),
        ("They were made from cells he had given in May.", "autologous"),
        ("The immune cells that had moved into it were grown.", "autologous"),
        ("The cells were grown from donated umbilical cords.", "cord_blood"),
        ("The cells were donated by 12 healthy young volunteers.", "allogeneic"),
        ("They got NK cells from healthy relatives.", "allogeneic"),
        ("The cells came from mice of the same inbred strain.", "syngeneic"),
    ],
)
def test_whose_cells_in_everyday_words(sentence: str, source: str) -> None:
    assert _told(sentence, "cell_source") == [source]


@pytest.mark.parametrize(
    "sentence",
    [
        "Nurses took a swab from her arm.",
        "Healthy relatives filled in a form.",
        "The money was donated by 12 young volunteers.",
        "The tumors came from mice of the same strain.",
        "Umbilical hernias were not seen.",
    ],
)
def test_other_things_taken_and_donated_are_no_source(sentence: str) -> None:
    assert _told(sentence, "cell_source") == []


@pytest.mark.parametrize(
    ("sentence", "time"),
    [
        ("The team has watched the patients for eight months on average.", "8 months"),
        ("Median observation is seven months.", "7 months"),
        ("He has been checked every month for nine months now.", "9 months"),
        ("The first patients are now ten months out.", "10 months"),
        ("It has been 15 months since her infusion.", "15 months"),
        ("Data go out to six months.", "6 months"),
    ],
)
def test_the_time_that_somebody_was_watched(sentence: str, time: str) -> None:
    assert _told(sentence, "follow_up") == [time]


@pytest.mark.parametrize(
    "sentence",
    [
        "It has been two years since the hospital opened.",
        "She has lived with the disease for ten years now.",
        "In the four months before, he had lost his job.",
    ],
)
def test_other_times_are_no_follow_up(sentence: str) -> None:
    assert _told(sentence, "follow_up") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "They received five million macrophages by vein.",
        "Then 70 billion of them went back by drip.",
        "The dose was 100 or 300 million.",
        "The cells go into the fluid, 20 million at a time.",
        "Ten children have had the cells, at 5 to 90 million per square metre.",
    ],
)
def test_millions_without_the_word_cells_are_a_dose(sentence: str) -> None:
    assert len(_told(sentence, "dose")) == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "The clinic received 20 million dollars.",
        "The disease kills two million people a year.",
        "The house cost 20 million.",
    ],
)
def test_other_millions_are_no_dose(sentence: str) -> None:
    assert _told(sentence, "dose") == []


def test_cells_that_are_only_explained_are_not_given() -> None:
    told = article("Hope\n\nT cells patrol the body. Doctors may some day give the cells.\n")
    given = article(_HEAD + "Nine have had the cells.")
    assert not gives_cells(told.sentences)
    assert gives_cells(given.sentences)
