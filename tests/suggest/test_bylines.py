"""Lines of names, and of where they work."""

from __future__ import annotations

import pytest

from curator.suggest.addresses import houses_in, labelled_houses
from curator.suggest.bylines import addresses_of, authors_of, writer_of
from tests.suggest.articles import article

TITLE = "T cells hold back cancer of the liver in eleven patients"
STORY = (
    "T cells that were built to release a cytokine kept cancer of the liver in check for nine "
    "patients of twenty-four, and were seen in the blood of all of them for a month.\n"
)


def text_of(*lines: str) -> str:
    return f"{TITLE}\n" + "\n".join(lines) + f"\n\n{STORY}"


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("R. K. Osei1, M. Lindholm2, A. Batra1", ["R. K. Osei", "M. Lindholm", "A. Batra"]),
        ("Hill JR, Okafor N, Weiss L", ["Hill JR", "Okafor N", "Weiss L"]),
        ("Pan J, Tan Y, et al.", ["Pan J", "Tan Y"]),
        ("Georg Roth,1 Fay Eskander,1 Ida Mayr2", ["Georg Roth", "Fay Eskander", "Ida Mayr"]),
        ("Michelle Hum ¹, David Klatz ²", ["Michelle Hum", "David Klatz"]),
        ("Authors: Vivek Nara, Julie Barb-Weil", ["Vivek Nara", "Julie Barb-Weil"]),
        ("Ana Cruz, MD, PhD; Ben Lee, MSc", ["Ana Cruz", "Ben Lee"]),
        ("Principal Investigator: Dara Okon, MD", ["Dara Okon"]),
    ],
)
def test_authors_stand_in_a_line_of_names(line: str, names: list[str]) -> None:
    read = article(text_of(line, "1 Harbor Hospital, Oslo, Norway"))
    assert [one.name for found in authors_of(read) for one in found.names] == names
    for found in authors_of(read):
        for one in found.names:
            assert " ".join(read.body[one.start : one.end].split()) == one.name


@pytest.mark.parametrize(
    "line",
    ["Harbor Health Weekly", "Cancer Cell, Nature Medicine, Blood", "Cells, Tumors and Blood"],
)
def test_other_lines_list_no_authors(line: str) -> None:
    assert authors_of(article(text_of(line))) == ()


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Priya Raman, MD", "Priya Raman"),
        ("Posted by Ellen Roark on 02.09.2024", "Ellen Roark"),
        ("Interview: Marta Oye", "Marta Oye"),
        ("Sven Hall, THE MORNING POST", "Sven Hall"),
        ("Rachel Dunn 5 July 2024", "Rachel Dunn"),
        ("Written by Bo Carlin for LabTalk, 30 Nov 2023", "Bo Carlin"),
        ("LONDON: Ida Mayr", "Ida Mayr"),
        ("Ida Mayr • Mar 3, 2025 • 4 min read", "Ida Mayr"),
        ("November 12, 2025 by Ida Mayr", "Ida Mayr"),
        ("Author: Ida Mayr", "Ida Mayr"),
        ("12-Nov-2025 | Ida Mayr", "Ida Mayr"),
        ("*By Ida Mayr, November 12, 2025*", "Ida Mayr"),
        ("Mel Carver, health reporter", "Mel Carver"),
        ("17 June 2025 | Tessa Vane", "Tessa Vane"),
        ("March 3, 2024 · By Omar Kent", "Omar Kent"),
    ],
)
def test_a_bare_name_below_the_headline_wrote_the_story(line: str, name: str) -> None:
    found = writer_of(article(text_of(line)))
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    "line",
    ["Harbor Weekly", "Session: Cell Therapy", "Key Points", "Peer-Reviewed Publication"],
)
def test_other_lines_name_no_writer(line: str) -> None:
    assert writer_of(article(text_of(line))) is None


def test_a_letter_is_signed_at_its_foot() -> None:
    read = article(f"Letter: a case\n\n{STORY}\nC. Aum\nF. de Wit\nHarbor Hospital, Oslo, Norway\n")
    assert [found.names[0].name for found in authors_of(read)] == ["C. Aum", "F. de Wit"]


@pytest.mark.parametrize(
    ("line", "houses"),
    [
        ("1 Department of Oncology, Rigshospitalet, Copenhagen, Denmark", ["Rigshospitalet"]),
        (
            "From the Division of Medicine, Harbor University (F.G., S.I.), and Hill Inc, Oslo",
            ["Harbor University", "Hill Inc"],
        ),
        (
            "Affiliations: Harbor University, Brno, Czech Republic; Hill Clinic, Oslo, Norway",
            ["Harbor University", "Hill Clinic"],
        ),
        ("Hospital de la Santa Creu i Sant Pau, Barcelona, Spain", None),
    ],
)
def test_an_address_gives_its_whole_house(line: str, houses: list[str] | None) -> None:
    read = article(text_of("Ana Cruz1, Ben Lee2", line))
    found = [
        read.body[a:b]
        for one in addresses_of(read)
        for a, b in houses_in(read, one.start, end=one.end)
    ]
    assert found == (houses or ["Hospital de la Santa Creu i Sant Pau"])


def test_labels_of_a_trial_registry_name_houses() -> None:
    read = article(
        text_of("Sponsor: Tessaly", "Collaborators: Hill Bio; Harbor University")
        + "\nLocations: Harbor Hospital, Oslo, Norway\n"
    )
    found = [(read.body[one.start : one.end], one.role) for one in labelled_houses(read)]
    assert found == [
        ("Tessaly", "lead"),
        ("Hill Bio", ""),
        ("Harbor University", ""),
        ("Harbor Hospital", "site"),
    ]


def test_the_author_of_a_paper_is_labelled_above_a_house() -> None:
    read = article(text_of("Author: Ana Cruz", "1 Harbor Hospital, Oslo, Norway"))
    assert writer_of(read) is None
    assert [one.name for found in authors_of(read) for one in found.names] == ["Ana Cruz"]
