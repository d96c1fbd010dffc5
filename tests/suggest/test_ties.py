"""People whom a clause, an apposition or a deed ties to the study."""

from __future__ import annotations

import pytest

from curator.suggest.fields.institutions import institutions
from curator.suggest.fields.journals import journals
from curator.suggest.fields.people import investigators
from tests.suggest.fields.who import reported


def people(text: str) -> list[str]:
    return reported(
        investigators, f"{text} The T cells helped patients with lymphoma.", field="investigator"
    )


@pytest.mark.parametrize(
    "text",
    [
        "“It is new,” said Ann Hill, who heads the cell therapy program and treats the patients.",
        "“It is new,” said Ann Hill, an oncologist at Harbor Hospital and a leader of the trial.",
        "Nobody has to wait, said Dr Ann Hill, whose team made the cells.",
        "Median survival was 10 months, reported Ann Hill, MD, of Harbor University.",
        "The data were presented by Ann Hill, M.D., of Harbor University.",
        "Ann Hill told the annual meeting of the society that ten were well.",
        "Ann Hill and her colleagues put the gene into a safe place.",
        "It was shown by work from the lab of Ann Hill at Harbor University.",
        "Ann Hill of Harbor University loaded bacteria with an antibody.",
        "The lab's head, Ann Hill, says that mice lived.",
        "It is the finding of a group around Ann Hill of Harbor University.",
        "Ann Hill runs a lab at Harbor University. Her paper came out on Monday.",
        "It clears tumors, a young oncologist, Ann Hill, who led the trial, says.",
    ],
)
def test_words_that_tie_somebody_to_the_study(text: str) -> None:
    assert people(text) == ["Ann Hill"]


@pytest.mark.parametrize(
    "text",
    [
        "“It is new,” said Ann Hill of Harbor University, who was not involved.",
        "Mayor Ann Hill, who leads the planning committee, cut the ribbon.",
        "“We are glad,” said Ann Hill, Ph.D., president and chief executive of the company.",
        "Analyst Ann Hill of Harbor Securities said that the news was no surprise.",
        "In 2015, a team led by Ann Hill treated mice.",
        "Ann Hill, 58, rides her bike again.",
    ],
)
def test_others_are_not_tied_to_it(text: str) -> None:
    assert people(text) == []


def test_all_who_are_listed_with_one_are_tied() -> None:
    text = "Ann Hill and surgeon Ben Lee, who head the work, want to try it in patients."
    assert people(text) == ["Ann Hill", "Ben Lee"]


@pytest.mark.parametrize(
    ("text", "house"),
    [
        ("Orrin Bio said on Tuesday it would end its trial in patients with cancer.", "Orrin Bio"),
        ("OSLO, Norway, March 4, 2025 -- Orrin Bio has ended a trial in patients.", "Orrin Bio"),
        ("Orrin, a French drugmaker, said that its trial of T cells had failed.", "Orrin"),
        ("Swedish drugmaker Orrin said on Monday that the trial had met its goal.", "Orrin"),
        ("The trial in 44 patients was sponsored by Orrin.", "Orrin"),
        ("Shares of Orrin Therapeutics fell after the trial in patients.", "Orrin Therapeutics"),
        ("A Harbor University lab has linked a receptor to a switch.", "Harbor University"),
        ("A patient got T cells at the Harbor Hospital in Oslo.", "Harbor Hospital"),
        ("It ran at three hospitals, among them the Harbor Hospital.", "Harbor Hospital"),
        ("Lead investigator Ann Hill, MD (Harbor Clinic, Oslo) showed it.", "Harbor Clinic"),
    ],
)
def test_words_that_make_a_company_or_a_site_one_of_the_study(text: str, house: str) -> None:
    more = "The company hopes for more, and patients with lymphoma hope with it."
    assert reported(institutions, f"{text} {more}", field="institution") == [house]


@pytest.mark.parametrize(
    "text",
    [
        "You can learn more at the Harbor University's cancer line.",
        "She studied at Harbor University before she treated patients.",
        "A trial is under way at Harbor Hospital and elsewhere.",
        "The Harbor Society said on Monday that patients need better drugs.",
    ],
)
def test_other_houses_did_not_do_it(text: str) -> None:
    assert reported(institutions, text, field="institution") == []


@pytest.mark.parametrize(
    "text",
    [
        "The group writes in Nature Medicine that the cells were seen for a month.",
        "Details are in Nature Medicine.",
        "The paper is in Nature Medicine.",
        "Nature Medicine published the study on Tuesday.",
        "The journal Nature Medicine has the details.",
        "She tells of it in Nature Medicine.",
        "Ann Hill, whose paper is in Nature Medicine, grew the cells.",
    ],
)
def test_words_that_say_where_it_appeared(text: str) -> None:
    assert reported(journals, text, field="journal") == ["Nature Medicine"]
