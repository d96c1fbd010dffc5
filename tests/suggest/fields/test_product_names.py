"""Names of what was given, by what they are set beside."""

from __future__ import annotations

import pytest

from tests.suggest.fields.biology import proposed, reported


def told(text: str) -> str:
    """A study whose first paragraph names what was given."""
    lead = "Researchers gave CAR T cells to 11 people and report today what they found."
    return f"CAR T cells pass a test\n\n{lead} {text}\n\nSix people responded.\n"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The treatment, called velorcel, was given as one bag.", "velorcel"),
        ("The cells, NK44-12, also make their own interleukin-15.", "NK44-12"),
        ("They were transduced with a fully human receptor (hRora-28z).", "hRora-28z"),
        ("She got 300 million cells of dorvicabtagene via a line in March.", "dorvicabtagene"),
        ("Eleven people received QX-310, made from their own cells.", "QX-310"),
        ("They were given cells along with an antibody, 12-2083, that marks them.", "12-2083"),
        ("QRE-040 is a lipid nanoparticle that brings RNA to T cells.", "QRE-040"),
        ("The shot, known as Velovax-3, was given twice.", "Velovax-3"),
        ("The company said its antibody orlimitug, which blocks TIGIT, failed.", "orlimitug"),
        ("They showed data of QNB-201, an engineered T cell that binds CD70.", "QNB-201"),
        ("Instead, TwoPlug-33 consists of two parts: T cells and a plug.", "TwoPlug-33"),
    ],
)
def test_names_that_stand_for_what_was_given(text: str, name: str) -> None:
    (one,) = proposed(told(text), "product_name")
    assert one.value == name
    assert one.quote == name


@pytest.mark.parametrize(
    "text",
    [
        "Everolicel showed us the way, says the leader of the study.",
        "All had relapsed after treatment with arvicel, as expected.",
        "One patient received tocilizumab for a day.",
        "The patients had received COVID-19 vaccines.",
        "The trial could cancel, of course.",
        "The receptor (HLA-A2) was there.",
        "An antibody, IL-15, was not used.",
        "Unlike the product, called zaricel, they keep well.",
        "They excel, in a way, at killing.",
    ],
)
def test_names_of_other_things_are_silent(text: str) -> None:
    assert reported(told(text), "product_name") == []
