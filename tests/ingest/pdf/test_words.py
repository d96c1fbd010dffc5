"""Words of a PDF: broken ones, raised ones, odd spaces."""

from __future__ import annotations

import pytest

from curator.ingest.pdf.broken_words import keeps_hyphen, words_of
from curator.ingest.pdf.recognised import recognised_article, words_from_tsv
from tests.ingest.pdf.pdf_files import BOLD, SIZE, Page
from tests.ingest.pdf.test_reading_order import LEFT, THIRD, one_page
from tests.ingest.reading import check


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [
        ("were given IL-", "12 by vein", True),
        ("made of CAR-", "T cells", True),
        ("a T-", "cell response", True),
        ("was GM-CSF-", "dependent", True),
        ("in a dose-", "escalation study", True),  # both are words of the document
        ("of immuno-", "therapy", False),  # stands elsewhere without a hyphen
        ("a follow-", "up of a year", True),  # stands elsewhere with one
        ("the treat-", "ment was", False),  # no words
        ("as in-", "dependent", False),  # too short a part
    ],
)
def test_hyphens_that_belong_to_the_word_are_kept(before: str, after: str, kept: bool) -> None:
    document = ["The dose and its escalation", "immunotherapy needs a follow-up", "in dependent"]
    assert keeps_hyphen(before, after, words=words_of(document)) is kept


def test_halves_of_broken_words_are_no_words() -> None:
    assert words_of(["a dose-", "escalation of cells"]) == {"a", "of", "cells"}


def test_lines_are_put_together_without_their_hyphens() -> None:
    page = Page().lines(
        54,
        100,
        (
            "The dose was low in all of them, and no escalation was planned before the treat-",
            "ment, but for one who was in a dose-",
            "escalation study and was given IL-",
            "12 with the cells, as it is said be-",
            "low.",
        ),
    )
    body = one_page(page).body
    assert "before the treatment, but" in body
    assert "in a dose-escalation study" in body
    assert "given IL-12 with" in body
    assert body.endswith("said below.")


def test_raised_numbers_say_that_they_are_raised() -> None:
    parts = [
        ("A dose of 8 x 10", 10.0, 0.0),
        ("7", 6.5, 4.0),
        (" cells/kg in gliomas", 10.0, 0.0),
        ("1,2,3", 6.5, 4.0),
        (", 5 x 10", 10.0, 0.0),
        ("-3", 6.5, 4.0),
        (" g", 10.0, 0.0),
    ]
    body = one_page(Page().rising(54, 100, parts)).body
    assert body == "A dose of 8 x 10⁷ cells/kg in gliomas¹,²,³, 5 x 10⁻³ g"


def test_lowered_numbers_stay_plain() -> None:
    parts = [("The pressure of CO", 10.0, 0.0), ("2", 6.5, -2.5), (" was low.", 10.0, 0.0)]
    assert one_page(Page().rising(54, 100, parts)).body == "The pressure of CO2 was low."


def test_words_without_a_code_for_superscript_are_marked() -> None:
    parts = [("grew as e", 10.0, 0.0), ("kt", 6.5, 4.0), (" did", 10.0, 0.0)]
    assert one_page(Page().rising(54, 100, parts)).body == "grew as e^(kt) did"


def test_spaces_tabs_and_positions_between_words_become_one_space() -> None:
    page = Page().put(54, 100, "cells\tof   the").put(140, 100, "patient \xa0 grew")
    body = one_page(page).body
    assert body.split() == ["cells", "of", "the", "patient", "grew"]
    assert "  " not in body
    assert "\xa0" not in body


def test_letters_put_one_by_one_are_words() -> None:
    page, x = Page(), 54.0
    for letter, width in zip("cell", (4.44, 4.44, 2.78, 2.78), strict=True):
        page.put(x, 100, letter)
        x += width
    page.put(x + 2.5, 100, "count")
    assert one_page(page).body == "cell count"


def test_words_printed_twice_to_look_bold_stand_once() -> None:
    page = Page().put(54, 100, "Results").put(54.3, 100, "Results").lines(54, 130, LEFT)
    assert one_page(page).body.count("Results") == 1


def test_a_large_initial_goes_with_its_line() -> None:
    page = Page().put(54, 122, "T", size=36)
    page.put(78, 100, "he cells of seven patients were counted each")
    page.put(78, 112, "week by two people who did not know what the")
    page.lines(54, 124, ("      other had counted. In the end they agreed in all.", *THIRD))
    assert one_page(page).body.startswith("The cells of seven patients")


def test_a_heading_in_bold_is_no_part_of_the_line_below() -> None:
    page = Page().put(54, 100, "Methods and patients", font=BOLD).lines(54, 100 + 1.3 * SIZE, THIRD)
    kinds = [block.kind for block in one_page(page).blocks]
    assert kinds == ["heading", "main"]


TSV = """level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf
4\t1\t1\t1\t1\t0\t10\t10\t100\t20\t-1\t
5\t1\t1\t1\t1\t1\t10\t10\t50\t20\t96.5\tgene
5\t1\t1\t1\t1\t2\t70\t10\t50\t20\t90.5\tther-
5\t1\t1\t1\t2\t1\t10\t40\t50\t20\t80\tapy
5\t1\t1\t2\t1\t1\t10\t80\t50\t20\t89\tNext
broken row
5\t1\tx\t2\t1\t1\t10\t80\t50\t20\t89\tlost
5\t1\t2\t1\t1\t1\t10\t80\t50\t20\t84\t12
"""


def test_recognised_words_become_paragraphs_with_their_page() -> None:
    page = list(words_from_tsv(TSV))
    article = recognised_article(b"%PDF", [page], reader="tesseract 5", languages="eng")
    check(article)
    assert article.body == "gene therapy\n\nNext\n\n12"
    assert [(b.kind, b.name, b.page) for b in article.blocks] == [
        ("main", "", 1),
        ("main", "", 1),
        ("furniture", "page number", 1),
    ]
    assert article.made_by["confidence"] == "88"
