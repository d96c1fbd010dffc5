"""Who was treated; people whom an article only speaks of do not count."""

from __future__ import annotations

import pytest

from tests.suggest.fields.biology import proposed, reported, statuses, study


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("When mice with lung cancer were treated with the cells, many were cured.", "mouse"),
        ("NSG mice bearing human tumors lived longer.", "mouse"),
        ("The cells were tested in a mouse model of lymphoma.", "mouse"),
        ("The group treated C57BL/6 mice.", "mouse"),
        ("Rhesus macaques infected with the virus were given the cells.", "rhesus macaque"),
        ("Pet dogs with osteosarcoma that got the vaccine lived longer.", "dog"),
        ("The researchers enrolled a cohort of patients with glioblastoma.", "human"),
        ("The patients, five young adults, did not benefit from standard treatments.", "human"),
        ("Of 66 patients given the cells, 24 responded.", "human"),
        ("The first patient has been dosed.", "human"),
        ("Two thirds of the participants were randomly assigned to the vaccine.", "human"),
        ("Patients with lupus were eligible.", "human"),
    ],
)
def test_organism_is_who_was_treated(text: str, label: str) -> None:
    assert reported(study(text), "organism") == [label]


@pytest.mark.parametrize(
    "text",
    [
        "The approach could one day help patients with cancer.",
        "Many patients do not respond to current treatments.",
        "It may benefit a much broader group of patients.",
        "The treatment will be tested in patients next year.",
        "About 8 million people worldwide have the disease.",
        "Earlier studies treated 30 patients.",
        "Cells from a patient's blood were grown in a dish.",
        "The strategy works like a Trojan horse.",
        "The anti-mouse antibody was bound to human tumor cells.",
    ],
)
def test_others_whom_an_article_speaks_of_are_silent(text: str) -> None:
    assert proposed(study(text), "organism") == []


def test_comment_does_not_make_the_mice_people() -> None:
    text = study(
        'The cells cured 8 of 10 mice. "Mice are not people," said a doctor who was not involved '
        "in the research. The team hopes to treat patients next year."
    )
    assert reported(text, "organism") == ["mouse"]


def test_patients_in_work_called_preclinical_are_unclear() -> None:
    text = study(
        "In preclinical trials the strategy has shown promise. Preliminary results indicate that "
        "patients receiving the therapy experienced a reduction in tumor size."
    )
    assert statuses(text, "organism") == ["unclear"]


def test_counted_people_are_the_quote() -> None:
    (one,) = proposed(study("Fourteen patients with tumors were treated."), "organism")
    assert one.quote == "Fourteen patients"


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        (
            (
                "The cells cured 8 of 10 mice with lymphoma. In cynomolgus monkeys, one dose "
                "removed all B cells within four days."
            ),
            {"mouse", "cynomolgus monkey"},
        ),
        (
            (
                "The vaccine shrank tumors in 12 mice. Then the team gave it to dogs with "
                "osteosarcoma, and five of seven dogs responded."
            ),
            {"mouse", "dog"},
        ),
        (
            (
                "The cells cured 8 of 10 mice. The researchers then treated nine patients "
                "with lymphoma, and five of the nine patients responded."
            ),
            {"mouse", "human"},
        ),
    ],
)
def test_each_that_was_treated_is_told(text: str, labels: set[str]) -> None:
    assert set(reported(study(text), "organism")) == labels


@pytest.mark.parametrize(
    ("text", "label"),
    [
        (
            "The cells cured 8 of 10 mice. A trial in 30 patients is to begin in spring.",
            "mouse",
        ),
        (
            (
                "The cells cured 8 of 10 mice. The researchers also killed samples of tumors from "
                "twelve patients with the cells."
            ),
            "mouse",
        ),
        (
            "The cells cured 8 of 10 mice. Their particles have been used in macaques before.",
            "mouse",
        ),
        (
            (
                "Of 40 patients given the cells, 24 responded. In mice with lymphoma such cells "
                "had cured six of eight."
            ),
            "human",
        ),
        (
            "Rhesus macaques given the cells kept the virus down, and the monkeys stayed well.",
            "rhesus macaque",
        ),
    ],
)
def test_others_of_whom_it_only_speaks_are_not_told(text: str, label: str) -> None:
    assert reported(study(text), "organism") == [label]
