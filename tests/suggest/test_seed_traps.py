"""The twelve traps of the real sample articles, through all rules; their bait must be there."""

from __future__ import annotations

import re

import pytest

from curator.services.suggesting_here import Suggested
from tests.shared_data import needs_shared
from tests.suggest.articles import FORM, RULES, given
from tests.suggest.seeds import NUMBERS, ids, inside, of, span, suggested, text, values

pytestmark = needs_shared


def retold(seed: str, old: str, *, new: str) -> Suggested:
    """What is suggested for the article with some words of it replaced."""
    assert text(seed).count(old) == 1
    return RULES.suggest(given(text(seed).replace(old, new)), FORM)


@pytest.mark.parametrize("seed", ["000", "003"])
def test_1_cancer_cells_are_no_journal(seed: str) -> None:
    assert re.search("cancer cells?", text(seed))
    assert of(suggested(seed), "journal") == []


def test_1_the_journal_stands_where_it_says_published_in() -> None:
    assert "cancer cells directly" in text("001")
    assert values(suggested("001"), "journal") == ["Cancer Cell"]
    (one,) = of(suggested("001"), "journal")
    start, end = span("001", "published in Cancer Cell")
    assert start <= one.start < one.end <= end


def test_1_cell_is_the_commentarys_journal_and_nature_an_everyday_word() -> None:
    assert len(re.findall(r"\bCell\b", text("002"))) > 5
    assert "invasive nature" in text("003")
    assert values(suggested("002"), "journal") == ["Nature Medicine"]
    (source,) = of(suggested("002"), "report.source_cited")
    assert source.parts["kind"] == "commentary"
    assert source.quote.endswith("in Cell")


def test_2_who_comments_did_not_do_the_study() -> None:
    found = suggested("002")
    for bait in ("Penn Medicine", "Carl June", "Daniel Baker", "Kymriah", "leukemia", "in 2017"):
        assert bait in text("002")
    assert values(found, "institution") == []
    assert values(found, "institution", status="vague") == ["German researchers"]
    assert [one.field for one in found.suggestions if one.field == "investigator"] == []
    assert [one.field for one in found.suggestions if one.field == "product_name"] == []
    assert ids(found, "disease") == ["MONDO:0007915"]
    assert (
        inside(found, span("002", "It was approved by the Food and Drug Administration in 2017"))
        == []
    )
    assert inside(found, span("002", "six FDA-approved CAR T cell therapies")) == []


def test_3_the_date_is_the_articles_own() -> None:
    assert len(re.findall(r"\b20\d\d\b", text("002"))) > 2
    assert values(suggested("002"), "report.date") == ["2022-11-24"]
    assert of(suggested("002"), "publication_date") == []


def test_3_a_year_of_copyright_is_no_date() -> None:
    (one,) = (one for one in suggested("001").suggestions if one.field == "report.date")
    assert one.status == "vague"
    assert "©" in one.quote


def test_4_an_antigen_that_the_text_does_not_name_is_absent() -> None:
    found = suggested("002")
    assert "CD19" not in text("002")
    assert all("CD19" not in str(one) for one in found.suggestions)
    assert "target_antigen" in found.absences
    told = retold(
        "002", "removed their existing B cells", new="removed their CD19-positive B cells"
    )
    assert "target_antigen" not in told.absences


def test_4_an_antigen_that_the_text_names_is_proposed() -> None:
    told = retold(
        "002", "of CAR T therapy, which essentially", new="of CD19 CAR T therapy, which essentially"
    )
    assert values(told, "target_antigen") == ["CD19"]


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("journal", "prestigious medical journal"),
        ("target_antigen", "a specific protein"),
        ("n", "a cohort of patients"),
    ],
)
def test_5_what_is_mentioned_without_its_value_is_vague(field: str, words: str) -> None:
    found = suggested("003")
    assert of(found, field) == []
    assert [words in one.quote for one in of(found, field, status="vague")] == [True]
    assert field not in found.absences


@pytest.mark.parametrize(
    ("seed", "words"),
    [
        ("003", "improving outcomes and saving lives"),
        ("001", "IL-12 plays a critical role in activating T cells and natural killer cells"),
        ("001", "By stimulating these immune responses, interleukin-12 helps the body"),
        ("002", "They can bind to and kill the cells they see as valid targets"),
        ("002", "Many patients who had little hope have now been put into long-term remission"),
        ("002", "B cells are the immune system's antibody-producing cells"),
    ],
)
def test_6_explanations_and_hopes_are_background(seed: str, words: str) -> None:
    assert inside(suggested(seed), span(seed, words)) == []


def test_7_models_without_a_mouse_have_no_organism() -> None:
    found = suggested("004")
    assert re.search(r"\b(?:mouse|mice|murine)\b", text("004")) is None
    assert [one for one in found.suggestions if one.field == "organism"] == []
    told = retold(
        "004", "in mismatch repair-deficient colorectal cancer models",
        new="in mice with mismatch repair-deficient colorectal cancer",
    )  # fmt: skip
    assert values(told, "organism") == ["mouse"]


@pytest.mark.parametrize("field", ["payload", "cell_source", "lymphodepletion"])
def test_7_what_does_not_apply_is_neither_proposed_nor_absent(field: str) -> None:
    found = suggested("004")
    assert [one for one in found.suggestions if one.field == field] == []
    assert field not in found.absences
    assert field in suggested("000").absences or of(suggested("001"), field)


def test_8_at_most_and_above_are_kept() -> None:
    rows = {one.parts["value"]: one.parts["op"] for one in of(suggested("004"), "outcome")}
    assert rows == {"100": "up_to", "70": ">"}


@pytest.mark.parametrize("seed", NUMBERS)
def test_9_who_wrote_the_article_did_not_do_the_study(seed: str) -> None:
    found = suggested(seed)
    authors = values(found, "report.author")
    assert bool(authors) == (seed in ("001", "003"))
    assert set(authors).isdisjoint(values(found, "investigator"))


def test_9_a_newswire_is_neither_outlet_nor_journal() -> None:
    found = suggested("004")
    assert values(found, "report.source_cited") == ["NYC Newswire"]
    assert [one for one in found.suggestions if one.field == "report.outlet"] == []
    assert values(found, "journal") == ["Cell Reports Medicine"]


@pytest.mark.parametrize(
    ("seed", "bait"),
    [
        ("001", "IL-12"),
        ("001", "30 self-help books"),
        ("002", "37 Ukrainian"),
        ("002", "4 Min Read"),
    ],
)
def test_10_not_every_number_counts_subjects(seed: str, bait: str) -> None:
    assert bait in " ".join(text(seed).split())
    assert values(suggested(seed), "n") == (["5"] if seed == "002" else [])
    assert all(one.parts.get("n") is None for one in of(suggested(seed), "outcome"))


def test_11_a_first_sentence_is_no_title() -> None:
    assert [one for one in suggested("001").suggestions if one.field == "report.title"] == []


@pytest.mark.parametrize(
    ("seed", "line"), [("000", 0), ("003", 0), ("004", 1)], ids=["000", "003", "004"]
)
def test_11_the_title_is_found_once(seed: str, line: int) -> None:
    title = text(seed).split("\n")[line].strip()
    assert values(suggested(seed), "report.title") == [title]


@pytest.mark.parametrize(
    ("seed", "words"),
    [
        ("001", "engineered from a patient’s own T cells"),
        ("002", "they are collected from the patient's blood"),
    ],
)
def test_12_how_such_cells_are_made_is_not_how_these_were(seed: str, words: str) -> None:
    assert inside(suggested(seed), span(seed, words)) == []
    assert of(suggested(seed), "cell_source") == []
    assert of(suggested("003"), "cell_source")
