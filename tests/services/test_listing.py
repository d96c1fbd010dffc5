from __future__ import annotations

import itertools
from pathlib import Path
from typing import Final

import pytest

from curator.domain.claims import Claim, Term
from curator.ingest.workers import Parsers
from curator.services.listing import (
    ORDERS,
    article_counts,
    article_ids,
    article_rows,
    study_counts,
    study_ids,
    study_rows,
)
from curator.services.registry import Registry
from curator.services.withdrawing import withdraw
from curator.store.tables import article_row
from tests.registries import ADA, import_words, one, said, save_reading

FILES = {
    "car-t.txt": "CAR T cells in mice\n\nMice got cells. It went well for them all.\n",
    "lupus.txt": "Lupus remission in five people\n\nFive patients got cells. All were well.\n",
    "über.txt": "ÜBER eine Studie, 100% gut_gelaufen\n\nDie Mäuse bekamen Zellen und lebten.\n",
}


@pytest.fixture
def filled(registry: Registry, tmp_path: Path, parsers: Parsers) -> Registry:
    """Three articles; the first and the last report studies that have claims."""
    report = import_words(registry, tmp_path / "in", files=FILES, parsers=parsers)
    ids = {taken.name: taken.article_id for taken in report.taken}
    mice: dict[str, Claim] = {
        "organism": one(said(Term("mouse", "NCBITaxon:10090"))),
        "stage": one(said("in_vivo")),
        "payload": one(said(agent=Term("IL-12"), mode="secreted")),
    }
    save_reading(registry, ids["car-t.txt"], claims=mice, label="Mouse study")
    people: dict[str, Claim] = {
        "organism": one(said(Term("human"))),
        "payload": Claim(own_status="not_applicable"),
    }
    save_reading(registry, ids["lupus.txt"], claims=people, label="Lupus study, München")
    return registry


def names(registry: Registry, query: str) -> list[str]:
    """Which files the filter lets through; files are imported in the order of their names."""
    shown = {1: "car-t", 2: "lupus", 3: "über"}
    return [shown[number] for number in article_ids(registry, query=query)]


CASES: Final[dict[str, tuple[list[str], list[int]]]] = {
    "": (["car-t", "lupus", "über"], [1, 2]),
    "mice": (["car-t"], []),
    "MICE car": (["car-t"], []),
    "mice lupus": ([], []),
    '"in five"': (["lupus"], []),
    "studie": (["über"], []),
    "über": (["über"], []),
    "100%": (["über"], []),
    "%": (["über"], []),
    "gut_g": (["über"], []),
    "_": (["über"], []),
    "münchen": ([], [2]),
    "A-0002": (["lupus"], []),
    "a3": (["über"], []),
    "3": (["über"], []),
    "S-0002": (["lupus"], [2]),
    "study:s-0001": (["car-t"], [1]),
    "state:new": (["über"], []),
    "state:in_progress mice": (["car-t"], []),
    "payload:IL-12": (["car-t"], [1]),
    "payload:il\u201112": (["car-t"], [1]),
    "payload:not_applicable": (["lupus"], [2]),
    "payload:secreted": (["car-t"], [1]),
    "organism:NCBITaxon:10090": (["car-t"], [1]),
    "stage:in_vivo": (["car-t"], [1]),
    'stage:"in vivo"': (["car-t"], [1]),
    "status:not_applicable": (["lupus"], [2]),
    "conflict:true": ([], []),
    "conflict:false": (["car-t", "lupus", "über"], [1, 2]),
    "nothing:here": ([], []),
    'unfinished:"quote': ([], []),
    "'; drop table change; --": ([], []),
}


def test_a_typed_filter_lets_through_what_it_says(filled: Registry) -> None:
    found = {query: (names(filled, query), list(study_ids(filled, query=query))) for query in CASES}
    assert found == CASES


def test_rows_come_in_the_order_of_their_numbers(filled: Registry) -> None:
    assert [row.number for row in article_rows(filled, [3, 9, 1])] == [3, 1]
    assert [row.label for row in study_rows(filled, [2, 1])] == [
        "Lupus study, München",
        "Mouse study",
    ]


def test_every_order_has_its_opposite(filled: Registry) -> None:
    for ids, order in itertools.product((article_ids, study_ids), ORDERS):
        up, down = ids(filled, order=order), ids(filled, order=f"-{order}")
        assert sorted(up) == sorted(down)
        assert up.typecode == "q"
    assert list(article_ids(filled, order="-title"))[-1] == 1


def test_counts_by_state(filled: Registry) -> None:
    assert article_counts(filled) == {"in_progress": 2, "new": 1}
    assert study_counts(filled) == {"active": 2, "conflict": 0}
    assert list(article_ids(filled, states=["new"])) == [3]
    assert list(article_ids(filled, states=["withdrawn"])) == []


def test_a_gap_in_the_numbers_stays_a_gap(filled: Registry) -> None:
    """The whole list is not read but counted, which a missing row must show."""
    with filled.write() as session:
        session.execute(article_row.delete().where(article_row.c.number == 2))
    assert list(article_ids(filled)) == [1, 3]


def test_withdrawn_articles_are_not_in_the_whole_list(filled: Registry) -> None:
    withdraw(filled, "A-0002", reason="Twice", author=ADA)
    assert list(article_ids(filled)) == [1, 3]
    assert list(article_ids(filled, states=["withdrawn"])) == [2]
