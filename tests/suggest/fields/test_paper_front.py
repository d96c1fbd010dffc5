"""The first page of a paper."""

from __future__ import annotations

import pytest

from curator.suggest.fields.institutions import institutions
from curator.suggest.fields.paper_front import front
from curator.suggest.paragraphs import TextBlock
from curator.suggest.reading import ArticleText, PageHint
from tests.suggest.articles import article
from tests.suggest.fields.who import part, reported, shown

PAPER = (
    "Cells in mice\n"
    "Ana Cruz, Ben Lee, Cy Roux\n"
    "School of Medicine, Harbor University, Oslo, Norway\n"
    "Hill Institute, Bergen, Norway\n"
    "Journal of Hematology & Oncology. 2013 Feb 8;6:15\n"
    "Data were kept at the Fjord Data Centre by a team at the Fjord Data Centre.\n"
)


def paper() -> ArticleText:
    kinds = (
        ("title", ""),
        ("caption", "byline"),
        ("caption", "affiliation"),
        ("caption", "affiliation"),
        ("reference", "citation"),
        ("main", ""),
    )
    blocks, at = [], 0
    for line, (kind, name) in zip(PAPER.split("\n"), kinds, strict=False):
        blocks.append(TextBlock(kind, at, at + len(line), name))
        at += len(line) + 1

    def hint(field: str, value: str, words: str) -> PageHint:
        start = PAPER.index(words)
        return PageHint(field, value, start, start + len(words))

    hints = (
        hint("report.author", "Ana Cruz", "Ana Cruz"),
        hint("report.author", "Ben Lee", "Ben Lee"),
        hint("report.author", "Cy Roux", "Cy Roux"),
        hint(
            "report.outlet", "Journal of Hematology & Oncology", "Journal of Hematology & Oncology"
        ),
        hint("report.date", "2013-02-08", "2013 Feb 8"),
    )
    return ArticleText(PAPER, tuple(blocks), article(PAPER).mentions, hints)


def test_journal_and_day_are_those_of_its_own_citation() -> None:
    assert reported(front, paper(), field="journal") == ["Journal of Hematology & Oncology"]
    assert reported(front, paper(), field="publication_date") == ["2013-02-08"]


def test_each_affiliation_gives_one_house_the_whole_one() -> None:
    assert reported(front, paper(), field="institution") == ["Harbor University", "Hill Institute"]


def test_the_text_of_a_paper_names_no_further_house() -> None:
    assert shown(institutions, paper()) == []


def test_first_and_last_author_stand_in_the_byline() -> None:
    assert reported(front, paper(), field="investigator") == ["Ana Cruz", "Cy Roux"]
    found = [one for one in shown(front, paper()) if one.field == "investigator"]
    assert [one.parts.get("role") for one in found] == ["first", None]


def test_numbered_affiliations_of_a_pasted_paper() -> None:
    text = (
        "IL-12 CAR T cells in ovarian cancer\n\nAna Cruz1, Ben Lee2\n"
        "1 Department of Medicine, Harbor University, Chicago, IL, USA\n"
        "2 Instituto Nacional de Cancerología, Mexico City, Mexico\n\n"
        "Background: CAR T cells were first made at the Weizmann Institute of Science.\n"
    )
    assert reported(front, text, field="institution") == [
        "Harbor University",
        "Instituto Nacional de Cancerología",
    ]


def test_a_line_that_cites_the_paper() -> None:
    text = (
        "N Engl J Med 2024;390(8):687–700\n\nIn this series eight patients who received cells went "
        "into remission, and stayed there for as long as they were seen by their doctors.\n"
    )
    assert reported(front, text, field="journal") == ["New England Journal of Medicine"]
    assert reported(front, text, field="publication_date") == ["2024"]


def test_lists_of_references_cite_others() -> None:
    text = "# Cells\n\n## Methods\n\nWe did much.\n\n## References\n\n" + "\n\n".join(
        f"{n}. Hill A. {name} 2020;{n}:1-9."
        for n, name in enumerate(("Nature", "Cell", "Blood Advances", "Gut"), start=1)
    )
    assert reported(front, text, field="journal") == []


def test_news_has_no_such_page() -> None:
    assert list(part(front, "Scientists at Harbor University did it.", key="name")) == []


@pytest.mark.parametrize(
    ("line", "journals"),
    [
        ("Nature Medicine, 12 March 2024", ["Nature Medicine"]),
        ("Journal: Cancer Cell, volume 12", ["Cancer Cell"]),
        ("Cancer Research is advancing a new strategy against cancer.", []),
        ("Cancer Cell, they say, comes next.", []),
    ],
)
def test_a_journal_stands_on_a_line_of_its_own(line: str, journals: list[str]) -> None:
    text = f"A new treatment\n\nResearchers tested CAR T cells in mice.\n\n{line}\n"
    assert reported(front, text, field="journal") == journals
