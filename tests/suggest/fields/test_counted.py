"""The number of those treated where plain verbs tell it, and numbers of others beside it."""

from __future__ import annotations

import pytest

from curator.suggest.fields import subjects
from curator.suggest.values import value_text
from tests.suggest.articles import FORM, article

_HEAD = (
    "CAR T cells in a new trial\n\nResearchers reported the results of the CAR T cell therapy "
    "today.\n\n"
)


def _counted(sentence: str) -> list[str]:
    text = article(_HEAD + sentence)
    return [value_text(one.value) for one in subjects.total(text, FORM) if one.value is not None]


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("Thirty-one patients with colon cancer had two cycles by drip.", "31"),
        ("Nine volunteers first took a pill to rouse the virus.", "9"),
        ("148 women whose lumps had been cut out got it under the skin.", "148"),
        ("Doctors gave 24 people with lung cancer about 30 capsules.", "24"),
        ("They put a million of them into 16 mice with scarred livers.", "16"),
        ("Sixty mice bearing tumors were divided into three groups.", "60"),
        ("Lopez is among 11 patients in the study.", "11"),
        ("38 pts were treated at nine sites.", "38"),
        ("Fourteen children with leukemia have had the cells.", "14"),
    ],
)
def test_those_treated_are_counted_in_plain_verbs(sentence: str, count: str) -> None:
    assert _counted(sentence) == [count]


@pytest.mark.parametrize(
    "sentence",
    [
        "Seven volunteers had chills.",
        "Five patients had three prior treatments.",
        "Some 20 people get the disease each year.",
        "Dr. Lopez is among 11 people who won the medal.",
        "Four patients had two infections.",
        "A larger trial, in 128 people, will start next year.",
    ],
)
def test_other_people_counted_are_not_those_treated(sentence: str) -> None:
    assert _counted(sentence) == []
