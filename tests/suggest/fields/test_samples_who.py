"""The traps of the real sample articles that concern who, where and when."""

from __future__ import annotations

from functools import cache

import pytest

from curator.suggest.fields.identifiers import registrations
from curator.suggest.fields.institutions import institutions
from curator.suggest.fields.journals import journals
from curator.suggest.fields.people import investigators
from curator.suggest.fields.report import hinted, sources
from curator.suggest.reading import ArticleText
from tests.shared_data import SHARED, needs_shared
from tests.suggest.articles import article
from tests.suggest.fields.who import reported, shown, vague

pytestmark = needs_shared


@cache
def sample(number: str) -> ArticleText:
    (path,) = (SHARED / "seeds").glob(f"{number}_*.txt")
    return article(path.read_bytes().decode("utf-8"))


@pytest.mark.parametrize(
    ("number", "journal"),
    [
        ("000", []),
        ("001", ["Cancer Cell"]),
        ("002", ["Nature Medicine"]),
        ("003", []),
        ("004", ["Cell Reports Medicine"]),
    ],
)
def test_journal(number: str, journal: list[str]) -> None:  # traps 1 and 2
    assert reported(journals, sample(number), field="journal") == journal


@pytest.mark.parametrize(
    ("number", "houses"),
    [
        ("000", ["Icahn School of Medicine at Mount Sinai"]),
        ("001", ["Icahn School of Medicine at Mount Sinai"]),
        ("002", []),
        ("003", []),
        ("004", ["Icahn School of Medicine at Mount Sinai", "Mount Sinai Tisch Cancer Center"]),
    ],
)
def test_institution(number: str, houses: list[str]) -> None:  # trap 2
    assert reported(institutions, sample(number), field="institution") == houses


def test_unnamed_journal_and_institution_are_vague() -> None:  # trap 5
    assert vague(journals, sample("003"), field="journal") == [
        "study, published in a prestigious medical journal"
    ]
    assert vague(institutions, sample("003"), field="institution") == ["Harvard researchers"]
    assert vague(institutions, sample("002"), field="institution") == ["German researchers"]
    assert reported(institutions, sample("002"), field="country") == ["Germany"]


@pytest.mark.parametrize(
    ("number", "names"),
    [
        ("000", {"Jesse S. A. Chae"}),
        ("001", {"Brian Brown"}),
        ("002", set()),
        ("003", set()),
        ("004", {"Guillaume Mestrallet", "Nina Bhardwaj", "Robert M. Samstein"}),
    ],
)
def test_investigator(number: str, names: set[str]) -> None:  # traps 2 and 9
    assert set(reported(investigators, sample(number), field="investigator")) == names


@pytest.mark.parametrize(
    ("number", "day", "loose"),
    [
        ("000", [], []),
        ("001", [], ["© 2026 NewsmaxHealth"]),
        ("002", ["2022-11-24"], []),
        ("003", [], []),
        ("004", [], []),
    ],
)
def test_day(number: str, day: list[str], loose: list[str]) -> None:  # trap 3
    assert reported(hinted, sample(number), field="report.date") == day
    assert vague(hinted, sample(number), field="report.date") == loose


def test_titles() -> None:  # trap 11
    assert reported(hinted, sample("001"), field="report.title") == []
    (twice,) = (one for one in shown(hinted, sample("003")) if one.field == "report.title")
    assert twice.start == 0
    (second,) = (one for one in shown(hinted, sample("004")) if one.field == "report.title")
    assert second.quote.startswith("Mount Sinai Cancer Research Identifies")


def test_outlets_and_sources() -> None:  # trap 9
    assert reported(hinted, sample("004"), field="report.outlet") == []
    assert reported(sources, sample("004"), field="report.source_cited") == ["NYC Newswire"]
    assert reported(sources, sample("001"), field="report.source_cited") == ["Science Daily"]
    assert reported(sources, sample("002"), field="report.source_cited") == ["Cell"]


def test_nothing_but_bylines_is_taken_from_the_furniture() -> None:
    read = sample("002")
    for rule in (institutions, journals, investigators, registrations, sources, hinted):
        for one in shown(rule, read):
            sentence = read.sentence_at(one.start)
            assert sentence is not None
            assert sentence.position != "furniture"
