"""The words of a page that can be pointed at."""

from __future__ import annotations

from itertools import pairwise

import pytest

from curator.ingest.pdf.images import page_boxes
from curator.ingest.pdf.reader import read_pdf
from curator.ingest.pdf.words import page_words
from curator.ingest.values import ParsedArticle
from curator.ingest.workers import Parsers
from tests.ingest.pdf.pdf_files import Page, Pdf
from tests.ingest.pdf.test_images import REAL, two_columns
from tests.ingest.reading import only
from tests.shared_data import SHARED, needs_shared


def text_of(article: ParsedArticle, page: int) -> str:
    own = [block for block in article.blocks if block.page == page]
    return article.body[own[0].start : own[-1].end]


def said(data: bytes) -> list[str]:
    text = text_of(only(read_pdf(data, "a.pdf")), 1)
    return [text[word.start : word.end] for word in page_words(data, "a.pdf", page=1, text=text)]


def test_words_stand_apart_from_the_marks_beside_them() -> None:
    data = Pdf([Page().lines(54, 100, ("The (IL-12) cells, 45% of 3.1 mg/kg.",))]).data()
    words = "The|(|IL-12|)|cells|,|45|%|of|3.1|mg/kg|."
    assert said(data) == words.split("|")


def test_each_word_has_the_box_that_evidence_on_it_would_have() -> None:
    data = two_columns().data()
    text = text_of(only(read_pdf(data, "a.pdf")), 2)
    words = page_words(data, "a.pdf", page=2, text=text)
    assert len(words) > 40
    assert [word.start for word in words] == sorted(word.start for word in words)
    for start, end, boxes in words[::7]:
        asked = page_boxes(data, "a.pdf", page=2, text=text, start=start, end=end)
        assert boxes == asked


def test_a_word_parted_at_the_end_of_a_line_is_one_with_two_boxes() -> None:
    lines = ("They were given cells by a phy-", "sician, and not by any of the others.")
    data = Pdf([Page().lines(54, 100, lines)]).data()
    text = text_of(only(read_pdf(data, "a.pdf")), 1)
    words = page_words(data, "a.pdf", page=1, text=text)
    (parted,) = (word for word in words if text[word.start : word.end] == "physician")
    upper, lower = parted.boxes
    assert upper[1] < lower[1]
    assert upper[0] > 100
    assert lower[0] == pytest.approx(54, abs=1)


def test_what_the_text_adds_to_a_raised_figure_belongs_to_its_word() -> None:
    page = Page().rising(
        54, 100, (("A dose of 10", 10, 0), ("q", 6, 4), (" cells was given.", 10, 0))
    )
    assert "10^(q)" in said(Pdf([page]).data())


def test_a_text_of_another_page_has_no_words() -> None:
    data = two_columns().data()
    other = "Something else that was recognised by another program, with other words in it."
    assert page_words(data, "a", page=1, text=other) == []


def test_a_child_answers() -> None:
    data = Pdf([Page().lines(54, 100, ("Cells in mice",))]).data()
    with Parsers() as parsers:
        asked = {"page": 1, "text": "Cells in mice"}
        words = parsers.ask("page_words", data, asked).head["words"]
    assert [word[:2] for word in words] == [[0, 5], [6, 8], [9, 13]]


@needs_shared
@pytest.mark.parametrize("name", REAL)
def test_the_words_of_a_real_page_are_all_there(name: str) -> None:
    data = (SHARED / "formats" / "pdf_jabref" / f"{name}.pdf").read_bytes()
    text = text_of(only(read_pdf(data, name)), 1)
    words = page_words(data, name, page=1, text=text)
    covered = {at for word in words for at in range(word.start, word.end)}
    printed = [at for at, char in enumerate(text) if not char.isspace()]
    assert sum(at not in covered for at in printed) <= 0.002 * len(printed)
    assert all(before.end <= word.start for before, word in pairwise(words))
    assert all(word.boxes for word in words)
