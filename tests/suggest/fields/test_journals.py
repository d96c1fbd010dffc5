"""Where the study appeared, and when."""

from __future__ import annotations

import pytest

from curator.suggest.fields.journals import journals
from tests.suggest.fields.who import quotes, reported, shown, vague

JOURNAL = "journal"


def named(text: str) -> list[str]:
    return reported(journals, text, field=JOURNAL)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The research, published in Cancer Cell, was led by Oslo.", "Cancer Cell"),
        ("The study, published today in Nature Cancer, describes it.", "Nature Cancer"),
        (
            "Researchers reported Thursday in Science Immunology that it works.",
            "Science Immunology",
        ),
        ("The results appear in the Journal of Clinical Oncology.", "Journal of Clinical Oncology"),
        ("The study was published May 8 in Nature Nanotechnology.", "Nature Nanotechnology"),
        ("Writing in Nature Biotechnology, the researchers say so.", "Nature Biotechnology"),
        ("In this week's Lancet, researchers describe three patients.", "Lancet"),
        ("The results were published in The Lancet Oncology in 2022.", "Lancet Oncology"),
        ("They report their findings in the journal Cancer Research.", "Cancer Research"),
        ("It appeared in the June 5 issue of Cell Reports.", "Cell Reports"),
        ("The finding, reported Oct. 3 in Cell, was new.", "Cell"),
        ("The paper in Blood says so.", "Blood"),
        ("The virus fell a hundredfold within ten days in all mice (Immunity, 2024).", "Immunity"),
        ("Two universities ran the experiment, which Nature published on Monday.", "Nature"),
        ("A correspondence in Nature Medicine tells of a woman who got well.", "Nature Medicine"),
        ("Mice lived longer without toxicity, the researchers write in Science.", "Science"),
        (
            "The results appear in the **Journal of Invented Oncology**.",
            "Journal of Invented Oncology",
        ),
        ("They report in Gynaecology Almanac that it works.", "Gynaecology Almanac"),
        ("It is published in the journal Thymus Today.", "Thymus Today"),
        (
            "The work was published in Rheumatology Frontier Notes on Monday.",
            "Rheumatology Frontier Notes",
        ),
    ],
)
def test_a_journal_stands_behind_words_of_publishing(text: str, expected: str) -> None:
    assert named(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "The therapy kills cancer cells and appears in cancer cell lines.",  # trap 1
        "Its invasive nature makes it hard to treat.",
        "They discuss this in a commentary published today in Cell.",  # trap 2
        "An editorial in Nature Medicine called it a milestone.",
        "Daniel Baker is a doctoral student in Cell and Molecular Biology.",
        "Earlier research, published in Cell in 2019, pointed the way.",
        "Similar work was published in Nature last year.",
        "The study has not yet been published in Nature.",
        "Papers appear every week in journals such as Nature and Science.",
        "It was published in New York.",
        "The results were published in March.",
        "According to a press release published via NYC Newswire, it works.",  # trap 9
        "The trial was published in the Cuban Public Register of Clinical Trials.",
        "He reported pain in Cell Therapy Unit B.",
        "We read original articles published in Circulation from January on.",
    ],
)
def test_other_words_are_no_journal_of_this_study(text: str) -> None:
    assert named(text) == []


def test_the_paper_is_taken_and_not_the_commentary_on_it() -> None:
    text = (
        "Hill and Lee discuss this progress in a commentary published today in Cell.\n\n"
        "The commentary comes in response to a paper in Nature Medicine by German researchers."
    )
    assert named(text) == ["Nature Medicine"]
    assert quotes(journals, text, field=JOURNAL) == ["paper in Nature Medicine"]


def test_a_known_journal_has_its_issn_and_another_none() -> None:
    known, other = (
        next(iter(shown(journals, f"The study was published in {name}.")))
        for name in ("Cancer Cell", "Thymus Letters")
    )
    assert getattr(known.value, "id", "") == "ISSN:1535-6108"
    assert getattr(other.value, "id", "") is None
    assert known.score > other.score


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        (
            "Their study, published in a prestigious medical journal, showed it.",
            "study, published in a prestigious medical journal",
        ),
        (
            "The findings appeared in one of the world's leading journals.",
            "findings appeared in one of the world's leading journals",
        ),
    ],
)
def test_a_journal_without_a_name_is_vague(text: str, quote: str) -> None:
    assert vague(journals, text, field=JOURNAL) == [quote]
    assert named(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The study has not yet been published in a peer-reviewed journal.",
        "The study is expected to be published in a leading journal.",
        "The study was published in the journal Cancer Cell and in a second journal.",
    ],
)
def test_a_named_or_coming_journal_is_not_vague(text: str) -> None:
    assert vague(journals, text, field=JOURNAL) == []


def test_papers_cite_other_journals_in_their_sections() -> None:
    text = (
        "# IL-12 CAR T cells\n\n## Methods\n\nWe treated mice with cells as described in Nature "
        "Medicine and counted the days.\n\n## Results\n\nTumors shrank, as reported in Blood.\n"
    )
    assert named(text) == []


def test_the_day_of_publication_is_taken_where_it_is_whole() -> None:
    whole = "The results were published on August 5, 2021 in Nature Medicine."
    assert reported(journals, whole, field="publication_date") == ["2021-08-05"]
    part = "The results were published on August 5 in Nature Medicine."
    assert reported(journals, part, field="publication_date") == []


def test_today_is_the_day_of_the_article() -> None:
    text = (
        "Cells shrink tumors in mice\n\nMarch 12, 2024\n\nThe study, published today in Nature "
        "Cancer, describes cells that shrink tumors in mice and live for a very long time.\n"
    )
    assert reported(journals, text, field="publication_date") == ["2024-03-12"]
