from __future__ import annotations

import gzip
import json
import random
import time
from collections import defaultdict
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from curator.domain.references import Reference
from curator.ingest.matching.clusters import cluster
from curator.ingest.matching.folding import folded
from curator.ingest.matching.records import page_range, plain_doi, record_of, split_authors
from curator.ingest.matching.rows import reference_from_row
from curator.ingest.matching.scoring import compare, same_journal
from tests.shared_data import SHARED, needs_shared

PAPER = Reference(
    title="Armoured CAR T cells clear lupus B cells in five patients",
    authors=("Okafor, N.", "Lindqvist, M.", "Abe, K."),
    year="2022",
    journal="New England Journal of Medicine",
    volume="387",
    issue="3",
    pages="221-228",
    doi="10.1056/nejm.2022.001",
    abstract="We treated five patients with systemic lupus erythematosus " * 8,
)


def same(a: Reference, b: Reference) -> bool:
    clusters = cluster([("a", a), ("b", b)])
    return clusters["a"] == clusters["b"]


@pytest.mark.parametrize(
    "other",
    [
        PAPER,
        replace(PAPER, doi="https://doi.org/10.1056/NEJM.2022.001."),
        replace(PAPER, doi="", abstract="", journal="N Engl J Med", pages="221-8"),
        replace(
            PAPER, doi="", title=PAPER.title.upper() + ".", authors=("Okafor N", "Lindqvist M")
        ),
        replace(PAPER, doi="", pages="", volume="", issue="", year="2021"),
        replace(PAPER, doi="", title="Armored CAR-T cells clear lupus B-cells in 5 patients"),
        replace(PAPER, title="CAR-T-Zellen beseitigen B-Zellen bei Lupus", abstract=""),
        Reference(title=PAPER.title, authors=PAPER.authors[:1], year="2022"),
    ],
)
def test_the_same_paper_as_other_databases_write_it(other: Reference) -> None:
    assert same(PAPER, other)
    assert same(other, PAPER)


@pytest.mark.parametrize(
    "other",
    [
        replace(PAPER, title=f"Erratum: {PAPER.title}", doi="", pages="301"),
        replace(PAPER, title=f"Comment on {PAPER.title}", doi="", pages="302-303"),
        replace(PAPER, title=f"{PAPER.title}: reply", doi="", pages="303"),
        # A meeting's abstract, and its paper a year later.
        replace(
            PAPER, doi="", year="2021", volume="61", issue="Suppl. 1", pages="S12", journal="Blood"
        ),
        replace(PAPER, doi="", journal="Deutsches Ärzteblatt", volume="12", pages="7-9"),
        replace(PAPER, doi="", year="2018", volume="380", pages="1101-1109"),
        replace(
            PAPER, doi="", title="Naive B cells return after CAR T cells in lupus", pages="229"
        ),
    ],
)
def test_what_only_looks_alike(other: Reference) -> None:
    assert not same(PAPER, other)
    assert not same(other, PAPER)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("part I", "part II"),
        ("a phase 1 trial", "a phase 2 trial"),
        ("first report", "second report"),
        ("2019", "2020"),
    ],
)
def test_parts_of_a_series_stay_apart(one: str, two: str) -> None:
    bare = Reference(authors=PAPER.authors, year="2022", journal="Blood")
    a = replace(bare, title=f"Armoured CAR T cells in lupus: {one}")
    b = replace(bare, title=f"Armoured CAR T cells in lupus: {two}")
    assert not same(a, b)
    assert same(replace(a, doi="10.1000/x1"), replace(b, doi="10.1000/x1"))


def test_records_that_say_nothing_are_not_the_same() -> None:
    empty = [(n, Reference()) for n in range(3)]
    short = [(n + 3, Reference(title="Editorial", year="2022")) for n in range(3)]
    assert len(set(cluster([*empty, *short]).values())) == 6


def test_one_doi_of_a_whole_supplement_holds_nothing_together() -> None:
    other = replace(
        PAPER,
        title="Exercise and bone density after the menopause: a cohort",
        abstract="Postmenopausal women walked for an hour each day and were scanned. " * 8,
        authors=("Zhou, L.",),
        pages="230",
    )
    assert not same(PAPER, other)


def test_a_chain_of_likenesses_does_not_join_its_ends() -> None:
    """The record in the middle lacks what tells the other two apart."""
    title = "Outcomes of CAR T cells in refractory lupus nephritis at one centre"
    one = Reference(title=title, authors=("Abe, K.",), year="2020", pages="11-19", volume="4")
    two = replace(one, year="2022", pages="411-420", volume="6")
    between = replace(one, year="2021", pages="", volume="")
    clusters = cluster([("one", one), ("two", two), ("between", between)])
    assert clusters["one"] != clusters["two"]
    assert clusters["between"] in (clusters["one"], clusters["two"])


def test_the_reasons_are_told() -> None:
    comparison = compare(record_of(PAPER), record_of(replace(PAPER, abstract="")))
    assert "same DOI" in [point.why for point in comparison.points]
    assert comparison.total == sum(point.worth for point in comparison.points)
    other = compare(record_of(PAPER), record_of(replace(PAPER, title="Erratum: " + PAPER.title)))
    assert "correction" in other.forbidden


@given(st.permutations(range(6)))
def test_the_order_of_the_records_changes_no_cluster(order: list[int]) -> None:
    other = replace(
        PAPER, title="Naive B cells return after CAR T cells in lupus", doi="", pages="9"
    )
    records = [PAPER, replace(PAPER, doi=""), replace(PAPER, pages=""), other, other, Reference()]
    clusters = cluster([(n, records[n]) for n in order])
    groups = {frozenset(n for n in order if clusters[n] == first) for first in clusters.values()}
    assert groups == {frozenset((0, 1, 2)), frozenset((3, 4)), frozenset((5,))}


@given(st.text(max_size=60))
@example("\U0001d6e2")
def test_folding_is_done_at_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)


def test_authors_pages_and_identifiers_are_told_apart() -> None:
    assert split_authors("Adeli K.Lewis G. F.") == ("Adeli K.", "Lewis G. F.")
    assert split_authors("Adeli, K., Lewis, G. F.") == ("Adeli, K.", "Lewis, G. F.")
    assert split_authors("Adeli K, Lewis GF") == ("Adeli K", "Lewis GF")
    assert split_authors("Baird, J. K.") == ("Baird, J. K.",)
    assert split_authors("Khosrow Adeli and Gary Lewis") == ("Khosrow Adeli", "Gary Lewis")
    assert page_range("S221-8") == (("221", "228"), "s")
    assert page_range("1968\u20101974") == (("1968", "1974"), "")
    assert page_range("Jan-14") == (("1", "14"), "")  # what a spreadsheet made of 1-14
    assert page_range("") == (("", ""), "")
    assert plain_doi("doi:10.1016/J.X.2014.05.001.") == "10.1016/j.x.2014.05.001"
    assert plain_doi("no pagination") == ""


def test_journals_and_their_abbreviations() -> None:
    assert same_journal(folded("Proc Natl Acad Sci U S A"), folded(PNAS))
    assert same_journal("n engl j med", folded("The New England Journal of Medicine"))
    assert same_journal("curr opin lipidol", "current opinion in lipidology")
    assert not same_journal("diabetes", "diabetologia")
    assert not same_journal("journal of infectious diseases", "clinical infectious diseases")


PNAS = "Proceedings of the National Academy of Sciences of the United States of America"


@pytest.mark.parametrize(
    "row",
    [
        {"title": PAPER.title, "authors": ["Okafor, N.", "Lindqvist, M."], "year": 2022},
        {
            "Title": PAPER.title,
            "author": "Okafor N; Lindqvist M",
            "issued": {"date-parts": [[2022]]},
        },
        {"title": PAPER.title, "author": [{"family": "Okafor", "given": "N."}], "PY": "2022"},
    ],
)
def test_rows_of_other_programs_are_read(row: dict[str, Any]) -> None:
    assert same(reference_from_row({"id": 1, "abstract": None, **row}), PAPER)


@needs_shared
@pytest.mark.parametrize("name", ["asysd_labelled", "sra_tafenoquine"])
def test_labelled_sets_meet_the_bar(name: str) -> None:
    with gzip.open(SHARED / "dedup" / "references.jsonl.gz", "rt", encoding="utf-8") as source:
        rows = [row for row in map(json.loads, source) if row["set"] == name]
    clusters = cluster([(row["id"], reference_from_row(row)) for row in rows])
    groups: dict[str, list[bool]] = defaultdict(list)
    for row in rows:
        gold = row["gold"]
        duplicate = gold.get("source") == "duplicate" or gold.get("caption") == "Duplicate"
        groups[clusters[row["id"]]].append(duplicate)
    hit = wrong = 0
    for members in groups.values():
        duplicates, unique = sum(members), len(members) - sum(members)
        if name.startswith("sra"):
            hit += duplicates if len(members) > 1 else 0
            wrong += unique if len(members) > 1 else 0
        else:
            hit += duplicates if unique else duplicates - 1
            wrong += max(unique - 1, 0)
    total = sum(map(sum, groups.values()))
    assert hit / total >= 0.985
    assert 1 - wrong / (len(rows) - total) >= 0.998


def test_the_time_grows_with_the_number_of_records() -> None:
    """Ten thousand invented records, every third twice: far from the 100 s of all pairs."""
    chance = random.Random(4)
    words = [f"w{chance.randrange(10**6)}" for _ in range(3_000)]
    records = [
        Reference(
            title=" ".join(chance.sample(words, 9)),
            authors=(f"Name{chance.randrange(500)}, A.",),
            year=str(chance.randrange(1990, 2025)),
            volume=str(chance.randrange(90)),
            pages=str(chance.randrange(2_000)),
        )
        for _ in range(7_500)
    ]
    records += [replace(one, title=one.title.upper()) for one in records[::3]]
    started = time.process_time()
    clusters = cluster(enumerate(records))
    assert len(set(clusters.values())) == 7_500
    assert time.process_time() - started < 15
