"""The title of a text whose first line shares few words with the rest, and of short releases."""

from __future__ import annotations

import pytest

from curator.ingest.texts import parse_text

STORY = (
    "A virus that paints tumour cells and T cells that see the paint have together cured mice, "
    "the team at Harbor University says.\n\nEight of ten mice lived past a hundred days.\n"
)


@pytest.mark.parametrize(
    "title",
    [
        "Boy is well two years after infusion",
        "Can a patient's own cells beat lupus?",
        "'It gave me my life back': inside the trial",
        "mRNA for the liver, and what it does",
    ],
)
@pytest.mark.parametrize(
    "below", ["Priya Raman, MD\nSeptember 2023", "Harbor Weekly\n5 July 2024", "August 3, 2022"]
)
def test_the_first_line_is_the_title_whatever_follows_it(title: str, below: str) -> None:
    assert parse_text(f"{title}\n{below}\n\n{STORY}").title == title


@pytest.mark.parametrize("kicker", ["PRESS RELEASE", "Session: Adoptive Cell Therapy", "Letter"])
def test_a_title_stands_below_what_says_what_sort_of_text_it_is(kicker: str) -> None:
    text = f"{kicker}\nCells with a switch for glioma\nRosa Vincent\n\n{STORY}"
    assert parse_text(text).title == "Cells with a switch for glioma"


def test_a_first_sentence_is_no_title() -> None:
    assert (
        parse_text(STORY + "\nThe cells were seen for a month in the blood of all.\n").title == ""
    )


def test_labels_and_the_end_of_a_short_release_are_no_furniture() -> None:
    labels = (
        "Sponsor: Harbor Bio\nCollaborator: Oslo Clinic\nConditions: Glioma\nPhase: 1\n"
        "Study Start: June 2023\n"
    )
    release = f"Cells for glioma\n\n{STORY}\n{labels}\nLocations: Oslo Clinic, Oslo, Norway\n"
    assert not [one for one in parse_text(release).blocks if one.kind == "furniture"]


@pytest.mark.parametrize(
    "row", ["Harbor University | News | 14 March 2025", "Harbor University", "Orr Cancer Centre"]
)
def test_a_house_or_a_row_of_the_page_is_no_title(row: str) -> None:
    title = "Painted tumour cells are found by T cells"
    assert parse_text(f"{title}\n\n{row}\n\n{STORY}").title == title


SUBTITLE = "The team at Harbor University adds T cells that see the paint and cures mice of tumours"


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize(
    "title",
    ["A virus paints tumour cells for T cells", "Painted tumour cells are found by T cells"],
)
def test_the_first_of_two_lines_is_the_title_and_the_second_its_subtitle(
    title: str, gap: str
) -> None:
    assert parse_text(f"{title}{gap}{SUBTITLE}\n\n{STORY}").title == title
    assert parse_text(f"PRESS RELEASE\n\n{title}{gap}{SUBTITLE}\n\n{STORY}").title == title


@pytest.mark.parametrize("kicker", ["Tumour cells in brief", "Health and Science", "Research"])
def test_a_kicker_above_the_title_is_none(kicker: str) -> None:
    assert parse_text(f"{kicker}\n\n{SUBTITLE}\n\n{STORY}").title == SUBTITLE


PAGE = """Harbor Today

Home › News › Treatment

  • News
  • Sport
  • Culture
  • Travel
  • Money

TRENDING: Storms on Friday | New bridge opened | Tennis in pictures

{title}

{signed}

Share: Facebook | X | LinkedIn | E-mail

{first}

{second}

Read also
  • Ten years of the bridge
  • What the storm left
"""

FIRST = (
    "The antibody that is sold against myeloma has led to rapid improvement in ten people with "
    "lupus for whom nothing else had worked, doctors of the hospital told a meeting on Monday."
)
SECOND = (
    "They had a score of eight before and of two after it, and most of them could stop taking "
    "cortisone, which is what many of the patients had hoped for a year ago, they said."
)


@pytest.mark.parametrize("signed", ["17 June 2025 | Ann Hill", "By Ann Hill", "June 17, 2025"])
def test_a_headline_of_few_shared_words_stands_above_its_byline(signed: str) -> None:
    title = "Engager brings lupus to a swift halt in small German series of patients"
    page = parse_text(PAGE.format(title=title, signed=signed, first=FIRST, second=SECOND))
    assert page.title == title


def test_a_row_above_a_day_without_words_of_the_article_is_no_headline() -> None:
    row = "Storm warning for the coast and the islands"
    page = parse_text(PAGE.format(title=row, signed="17 June 2025", first=FIRST, second=SECOND))
    assert page.title != row


@pytest.mark.parametrize("rubric", ["SCIENCE", "Research news"])
def test_a_rubric_stands_above_title_and_subtitle(rubric: str) -> None:
    title = "Painted tumour cells are found by T cells"
    assert parse_text(f"{rubric}\n\n{title}\n\n{SUBTITLE}\n\n{STORY}").title == title
