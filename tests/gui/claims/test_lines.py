"""What is written of a claim, without a window."""

from __future__ import annotations

import pytest

from curator.domain.claims import CLAIM_STATUSES, ITEM_STATUSES, Claim, Item, Term
from curator.domain.evidence import Evidence
from curator.gui.claims.lines import (
    claim_lines,
    counted,
    line_in_full,
    line_in_words,
    listed,
    status_of,
)
from tests.domain.strategies import the_form

QUOTE = Evidence("d" * 64, 5, 20, "interleukin-12\n(IL-12)")


def test_nobody_has_checked() -> None:
    field = next(the_form().fields("extraction"))
    (line,) = claim_lines(field, None)
    assert (line.text, line.status) == ("", "not_checked")


def test_a_status_alone_is_a_line_with_its_words() -> None:
    field = next(the_form().fields("extraction"))
    (line,) = claim_lines(field, Claim(own_status="unclear", evidence=(QUOTE,), note="twice"))
    assert (line.item_id, line.status, line.note) == ("", "unclear", "twice")
    assert line_in_words(line) == "Unclear, “interleukin-12 (IL-12)”"


def test_items_have_a_line_each_with_what_sets_them_apart() -> None:
    field = the_form().field("target_antigen")
    assert field is not None
    one = Item("a", value=Term("MSLN", "HGNC:7371"), evidence=(QUOTE, QUOTE))
    two = Item("b", value=Term("CD19"), scope="background", basis="inferred", note="said so")
    first, second = claim_lines(field, Claim(items=(one, two)))
    assert (first.text, first.term, first.stands, first.aside) == ("MSLN", "HGNC:7371", True, "")
    assert (second.stands, second.aside) == (False, "background, inferred")
    full = line_in_full(first, "A-0002")
    assert full.count("interleukin-12\n(IL-12)") == 2
    assert "A-0002, characters 5-20" in full
    assert "Note: said so" in line_in_full(second, "A-0002")


@pytest.mark.parametrize("status", [*ITEM_STATUSES, *CLAIM_STATUSES])
def test_every_stored_status_is_known(status: str) -> None:
    assert status_of(status) == status


def test_a_word_that_is_no_status_is_not_checked() -> None:
    assert status_of("") == "not_checked"


def test_counting_and_listing() -> None:
    assert (counted(1, "article"), counted(0, "article")) == ("1 article", "0 articles")
    assert [listed(names) for names in ((), ("A",), ("A", "B"), ("A", "B", "C"))] == [
        "",
        "A",
        "A and B",
        "A, B and C",
    ]
