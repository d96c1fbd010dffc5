"""What an article says of itself."""

from __future__ import annotations

import pytest

from curator.suggest.fields.report import hinted, kind, sources
from tests.suggest.fields.who import part, reported, shown, vague

NEWS = (
    "Cells shrink tumors in mice\n\nBy Ann Hill, Health Correspondent\n12 March 2024\n\n"
    "Engineered cells have made tumors shrink in mice, and the mice lived for a long time after "
    "that, which had not been expected by those who made the cells.\n\n"
    "More than one mouse out of two was still alive after a hundred days, they found.\n"
)


def test_title_author_and_day_come_from_the_lines_at_the_head() -> None:
    assert reported(hinted, NEWS, field="report.title") == ["Cells shrink tumors in mice"]
    assert reported(hinted, NEWS, field="report.author") == ["Ann Hill"]
    assert reported(hinted, NEWS, field="report.date") == ["2024-03-12"]


def test_a_first_sentence_is_no_title() -> None:  # trap 11
    text = (
        "Scientists at Oslo have developed a new strategy to fight cancer by turning the tumor's "
        "own defense system against itself, they said.\n"
        "These cells act as bodyguards and form a barrier that shields the cancer from attack.\n"
        "The approach was tested in mice that had tumors of many kinds, and most of them lived.\n"
    )
    assert reported(hinted, text, field="report.title") == []


def test_the_day_of_a_dateline_is_the_articles() -> None:
    text = (
        "New cells\n\nLOUISVILLE, Ky. (May 4, 2021) — Researchers have tested a protein that "
        "boosts T cells, and found that it protected mice from cancer for long.\n\nMore soon.\n"
    )
    assert reported(hinted, text, field="report.date") == ["2021-05-04"]


def test_title_and_byline_of_plain_lines() -> None:
    below = NEWS.replace(
        "Cells shrink tumors in mice", "Armed cells clear tumors, " * 3 + "it says"
    )
    below = below.replace(", Health Correspondent", "")
    assert len(reported(hinted, below, field="report.title")) == 1
    behind = NEWS.replace(
        "By Ann Hill, Health Correspondent\n12 March 2024", "7 May 2024 - By Ann Hill"
    )
    assert reported(hinted, behind, field="report.author") == ["Ann Hill"]


def test_a_copyright_year_is_vague() -> None:  # trap 3
    text = NEWS.replace("12 March 2024\n", "") + "\n© 2026 Harbor Health. All rights reserved.\n"
    assert reported(hinted, text, field="report.date") == []
    assert vague(hinted, text, field="report.date") == ["© 2026 Harbor Health"]


def test_a_day_that_a_sentence_tells_of_is_not_the_articles() -> None:
    text = (
        "The coach has been out of work since he was sacked by his club in December 2018.\n\n"
        "He said after his appointment that he was very glad to be back, and to work with so many "
        "young players, and that he would do all that he could for them.\n"
    )
    assert reported(hinted, text, field="report.date") == []


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("FOR IMMEDIATE RELEASE", "press_release"),
        ("PRESS RELEASE", "press_release"),
        ("This article is a preprint and has not been certified by peer review.", "preprint"),
        ("ClinicalTrials.gov Identifier: NCT01234567", "registry_entry"),
    ],
)
def test_an_article_that_names_its_kind(line: str, key: str) -> None:
    assert reported(kind, f"{line}\n\n{NEWS}", field="report.kind") == [key]


def test_an_article_that_does_not_name_its_kind() -> None:
    text = NEWS.replace(", Health Correspondent", "")
    assert shown(kind, text) == []


@pytest.mark.parametrize(
    ("text", "name", "key"),
    [
        ("They form a barrier, according to Science Daily.", "Science Daily", "news"),
        (
            "According to a press release published via NYC Newswire, it works.",
            "NYC Newswire",
            "press_release",
        ),
        (
            "It works, according to the institute's press office.",
            "the institute's press office",
            "press_release",
        ),
        ("The hospital told The Jerusalem Post that it works.", "The Jerusalem Post", "news"),
        ("So it is, according to Ann Lee of the New York Times.", "New York Times", "news"),
        ("Hill discusses this in a commentary published today in Cell.", "Cell", "commentary"),
    ],
)
def test_where_the_news_is_from(text: str, name: str, key: str) -> None:
    assert reported(sources, text, field="report.source_cited") == [name]
    assert list(part(sources, text, key="kind")) == [key]


@pytest.mark.parametrize(
    "text",
    [
        "According to the researchers, it works.",
        "According to Ana Cruz, it works.",
        "300,000 people fall ill, according to the World Health Organization.",
        "This press release contains forward-looking statements.",
        "She told Ana Cruz that it works.",
    ],
)
def test_people_and_figures_are_no_source(text: str) -> None:
    assert shown(sources, text) == []


def test_a_source_without_a_name_is_vague() -> None:
    text = NEWS.replace("12 March 2024\n", "Source: Agencies\n12 March 2024\n")
    assert vague(sources, text, field="report.source_cited") == ["Source: Agencies"]


def test_a_wire_that_is_quoted_is_not_the_outlet() -> None:  # trap 9
    text = f"{NEWS}\nAccording to a press release published via NYC Newswire, more is planned.\n"
    assert reported(hinted, text, field="report.outlet") == []
