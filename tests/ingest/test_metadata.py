"""Title, author, outlet and date: only where the page states them, with the words that do."""

from __future__ import annotations

import json

import pytest

from curator.ingest.dates import find_dates
from curator.ingest.parse import parse_bytes
from curator.ingest.values import ParsedArticle
from tests.ingest.pages import CLEAN, FLATTENED, HEADLINE, HTML, PARAGRAPHS
from tests.shared_data import SHARED, needs_shared

STATED = {
    "report.title": [HEADLINE],
    "report.author": ["Ada Grey"],
    "report.outlet": ["Daily Bench"],
    "report.date": ["2024-03-12"],
}


def values(article: ParsedArticle) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for hint in article.hints:
        assert article.body[hint.start : hint.end] == hint.quote
        found.setdefault(hint.field, []).append(hint.value)
    return found


@pytest.mark.parametrize(("text", "name"), [(FLATTENED, "a.txt"), (HTML, "a.html")])
def test_what_the_page_states_is_offered(text: str, name: str) -> None:
    assert values(parse_bytes(text.encode(), name)) == STATED


def test_what_only_the_head_says_is_not_offered() -> None:
    page = HTML.replace("By Ada Grey", "").replace("<time>12 March 2024</time>", "")
    page = page.replace("Daily Bench</a>", "</a>").replace("© 2024 Daily Bench.", "")
    assert values(parse_bytes(page.encode(), "a.html")) == {"report.title": [HEADLINE]}


def test_the_first_sentence_is_no_title() -> None:
    article = parse_bytes("\n".join(PARAGRAPHS).encode(), "a.txt")
    assert values(article) == {}
    assert article.title == ""


def test_a_title_that_stands_twice_is_offered_once_and_first() -> None:
    article = parse_bytes(f"{HEADLINE}\n\n{CLEAN}".encode(), "a.txt")
    (hint,) = article.hints
    assert (hint.value, hint.start) == (HEADLINE, 0)


def test_a_headline_in_the_second_line_is_found() -> None:
    article = parse_bytes("\n".join([PARAGRAPHS[0], HEADLINE, *PARAGRAPHS[1:]]).encode(), "a.txt")
    assert values(article) == {"report.title": [HEADLINE]}


def test_a_copyright_year_is_no_date() -> None:
    article = parse_bytes(f"{CLEAN}\n\n© 2024 Daily Bench. All rights reserved.".encode(), "a.txt")
    assert values(article) == {"report.title": [HEADLINE], "report.outlet": ["Daily Bench"]}


def test_half_of_a_spoilt_letter_is_no_copyright() -> None:
    text = f"{CLEAN}\n\nThe cafÃ© study was led by Bo de Vries at Malmö."
    assert "report.outlet" not in values(parse_bytes(text.encode(), "a.txt"))


def test_a_date_in_the_text_is_not_the_articles() -> None:
    text = CLEAN.replace("Safety in people", "On 3 May 2017 it was approved. Safety in people")
    assert "report.date" not in values(parse_bytes(text.encode(), "a.txt"))


def test_two_authors_are_two() -> None:
    text = FLATTENED.replace("By Ada Grey", "By Ada Grey and Bo de Vries")
    found = values(parse_bytes(text.encode(), "a.txt"))
    assert found["report.author"] == ["Ada Grey", "Bo de Vries"]


def test_a_byline_of_the_owners_desk_is_the_outlet() -> None:
    text = FLATTENED.replace("By Ada Grey", "By Daily Bench English")
    found = values(parse_bytes(text.encode(), "a.txt"))
    assert "report.author" not in found
    assert found["report.outlet"] == ["Daily Bench English"]


def test_who_owns_the_page_alone_may_have_written_it() -> None:
    text = FLATTENED.replace("© 2024 Daily Bench", "© 2024 Ada Grey")
    assert values(parse_bytes(text.encode(), "a.txt"))["report.author"] == ["Ada Grey"]


def test_published_comes_before_updated() -> None:
    text = FLATTENED.replace(
        "12 March 2024 09:15", "Updated: 2 April 2024\nPublished: 12 March 2024"
    )
    assert values(parse_bytes(text.encode(), "a.txt"))["report.date"] == ["2024-03-12"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("24 Nov 2022 18:32", ["2022-11-24"]),
        ("November 24th, 2022", ["2022-11-24"]),
        ("Sept. 3, 2021 and 2021-09-04T10:00", ["2021-09-03", "2021-09-04"]),
        ("24.11.2022", ["2022-11-24"]),
        ("News Release 24-Nov-2022", ["2022-11-24"]),
        ("in March 2020", ["2020-03"]),
        ("31 Feb 2020", []),
        ("3/4/2022, 2022, © 2019, at 18:32", []),
    ],
)
def test_dates(text: str, expected: list[str]) -> None:
    assert [one.value for one in find_dates(text)] == expected


@needs_shared
@pytest.mark.parametrize("number", range(5))
def test_nothing_false_is_offered_on_the_samples(number: int) -> None:
    path = sorted((SHARED / "seeds").glob("*.txt"))[number]
    article = parse_bytes(path.read_bytes(), path.name)
    gold = json.loads((SHARED / "gold" / "seeds.json").read_text(encoding="utf-8"))
    stated = {
        claim["field"]: claim
        for claim in gold
        if claim["seed"] == f"{number:03}" and claim["status"] == "reported"
    }
    for hint in article.hints:
        claim = stated[hint.field]
        assert hint.start < claim["end"]
        assert claim["start"] < hint.end
        gold_value = str(claim["value"]).removesuffix(" 18:32")
        assert hint.value.casefold() == gold_value.casefold()
    offered = {hint.field for hint in article.hints}
    assert offered == {key for key in stated if key in STATED}


def test_the_house_beside_a_name_wrote_nothing() -> None:
    text = f"{HEADLINE}\n\nBy Ada Grey, Harbor University\n\n" + "\n\n".join(PARAGRAPHS)
    found = values(parse_bytes(text.encode(), "a.txt"))
    assert found["report.author"] == ["Ada Grey"]
