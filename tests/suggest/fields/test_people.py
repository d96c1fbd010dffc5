"""Who did the study, by name."""

from __future__ import annotations

import pytest

from curator.suggest.fields.people import investigators
from tests.suggest.fields.who import part, quotes, reported, shown

FIELD = "investigator"


def names(text: str) -> list[str]:
    return reported(investigators, text, field=FIELD)


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("It works, says senior author Brian Brown, director.", "Brian Brown", "senior"),
        ("It works, said co-senior author Nina Bhard, MD, PhD.", "Nina Bhard", "co_senior"),
        ("It works, said first author Guy Mestre, PhD.", "Guy Mestre", "first"),
        ("It works, said lead author Kim Reddy.", "Kim Reddy", "first"),
        ("It works, said principal investigator Ada Thorne.", "Ada Thorne", "senior"),
        ("Dr. Jesse S. A. Chae, one of the lead researchers, hopes so.", "Jesse S. A. Chae", ""),
        ("Lead researcher Odalys Roux called it exciting.", "Odalys Roux", ""),
        ("The team, led by Zoë Hálldórsdóttir, armed the cells.", "Zoë Hálldórsdóttir", ""),
        ("Rosa Achter, who led the study, was glad.", "Rosa Achter", ""),
    ],
)
def test_a_role_makes_somebody_an_investigator(text: str, name: str, role: str) -> None:
    assert names(text) == [name]
    assert list(part(investigators, text, key="role")) == [role]


def test_the_quote_says_the_role() -> None:
    text = "It works, said first author Guy Mestre, PhD. He was glad."
    assert quotes(investigators, text, field=FIELD) == ["first author Guy Mestre, PhD"]


def test_who_says_we_found_as_a_scholar_is_proposed_less_surely() -> None:
    text = '"We found that it works," said Ana Cruz, a professor of medicine at Oslo.'
    (one,) = shown(investigators, text)
    (sure,) = shown(investigators, "It works, said senior author Ana Cruz.")
    assert one.parts["role"] == "quoted"
    assert one.score < sure.score


@pytest.mark.parametrize(
    "text",
    [
        '"It is elegant work," said Peter Olsen, an oncologist who was not involved in it.',
        "Carl Hill and Dan Baker discuss this in a commentary published today in Cell.",
        '"Dosing our first patient is a milestone," said Lena Fitch, Chief Executive Officer.',
        '"There are six therapies," said Dr. Alan Wirth, who directs the center.',
        "A previous study, led by Ana Cruz, found the same.",
        "The film was directed by Justin Linden.",
        "The study was led by Tel Aviv University.",
        "The research team, led by a group of oncologists, found it.",
    ],
)
def test_commentators_and_others_are_no_investigators(text: str) -> None:
    assert names(text) == []


def test_a_commentator_stays_outside_for_the_whole_article() -> None:
    text = (
        "Carl Hill and Dan Baker discuss this progress in a commentary published today in Cell.\n\n"
        '"We found early that our cells work," said Hill, who is a professor of medicine.\n\n'
        '"We found much," said Dan Baker, a researcher.'
    )
    assert names(text) == []


def test_the_journalist_is_no_investigator() -> None:  # trap 9
    text = (
        "# Cells shrink tumors\n\nBy Lynn Allison\n\nCells shrink tumors in mice, it was found in "
        "a study that took many years and many mice, said lead author Kim Reddy of Oslo.\n\n"
        "Lynn Allison, a health reporter, is an award-winning medical journalist and author of "
        "more than 30 books.\n"
    )
    assert names(text) == ["Kim Reddy"]


def test_each_person_is_proposed_once() -> None:
    text = "So said senior author Ana Cruz. It works, said senior author Ana Cruz again."
    assert names(text) == ["Ana Cruz"]
