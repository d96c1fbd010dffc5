"""What the treated were compared with, in the many ways that articles say it."""

from __future__ import annotations

import pytest

from curator.suggest.fields.comparators import comparator
from tests.suggest.articles import FORM, article
from tests.suggest.fields.biology import car_t_study


def named(text: str) -> list[str]:
    return [one.quote for one in comparator(article(car_t_study(text)), FORM)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("CAR T cells without the switch cured none of the mice.", "CAR T cells without"),
        ("The armed cells outlived their unarmed counterparts.", "unarmed counterparts"),
        ("Six monkeys got the cells; three got unaltered cells.", "unaltered cells"),
        ("The control group, which received saline, died by day 30.", "saline"),
        ("Mice were randomized to (i) PBS, (ii) cells or (iii) both.", "PBS"),
        ("Tumors were a third smaller than after injection of free drug.", "injection of free"),
        ("With standard cells the median survival was 58 days.", "standard cells"),
        ("Twice as many were cured as with conventional CAR T cells.", "conventional CAR T cells"),
        ("All treated mice lived, whereas mice given ordinary cells died.", "ordinary cells"),
        ("Five were cured, against two of ten given unmodified cells.", "unmodified cells"),
        ("Patients were randomly assigned to the cells or standard chemotherapy.", "chemotherapy"),
        ("The armed virus cured 60 percent, while the unarmed virus cured none.", "unarmed virus"),
    ],
)
def test_what_it_was_compared_with(text: str, words: str) -> None:
    found = named(text)
    assert found
    assert words in found[0]


@pytest.mark.parametrize(
    "text",
    [
        "The CAR T cells act against B cells in blood.",
        "Conventional CAR T cells often struggle in solid tumors.",
        "Conventional CAR T cells were given to 30 patients.",
        "Hamsters are a better model than mice for this kind of therapy.",
        "In the trial, 25 patients were treated with magrolimab.",
        "More than 70% of the mice lived.",
        "The cells were dissolved in saline and infused.",
        "The virus infected tumor cells and left normal brain cells alone in all mice.",
    ],
)
def test_what_is_no_comparison(text: str) -> None:
    assert named(text) == []
