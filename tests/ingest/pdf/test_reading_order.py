"""In which order a page is read, and what is put together."""

from __future__ import annotations

import pytest

from curator.ingest.pdf.reader import read_pdf
from curator.ingest.values import Block, ParsedArticle
from tests.ingest.pdf.pdf_files import BOLD, Page, Pdf
from tests.ingest.reading import only

LEFT = (
    "The cells were given to seven patients, who had all",
    "been treated before with other agents, and none of",
    "whom had an infection at that time. They were then",
    "seen once in each week, for as long as they stayed",
    "in the hospital, and later once in each of the next",
    "months by their own physicians. Nobody was lost in",
)
RIGHT = (
    "this time, which was longer than that of any other",
    "study of its kind. The dose was raised in each step",
    "by a factor of three, as long as no more than a third",
    "of the patients of a step had been unwell. In all of",
    "the steps, cells were found in the blood after one",
    "week, and in two of the patients after a whole year.",
)
THIRD = (
    "A last column stands here, with lines that are as",
    "full as those of the others beside it, because it is",
    "part of the same text. It is read after them, as is",
    "shown by the order of the words that are tested.",
)


def read(pdf: Pdf) -> ParsedArticle:
    return only(read_pdf(pdf.data(), "article.pdf"))


def words(article: ParsedArticle, kind: str) -> list[str]:
    return [article.body[b.start : b.end] for b in article.blocks if b.kind == kind]


def named(article: ParsedArticle, name: str) -> list[str]:
    return [article.body[b.start : b.end] for b in article.blocks if b.name == name]


def one_page(page: Page) -> ParsedArticle:
    return read(Pdf([page]))


def test_two_columns_under_a_title_are_read_one_after_the_other_as_one_sentence() -> None:
    page = Page().put(120, 90, "Armoured cells in seven patients with glioma", size=18, font=BOLD)
    page.lines(54, 140, LEFT).lines(318, 140, RIGHT)
    article = one_page(page)
    assert words(article, "title") == ["Armoured cells in seven patients with glioma"]
    assert words(article, "main") == [" ".join((*LEFT, *RIGHT))]


def test_columns_whose_lines_are_not_level_are_read_alike() -> None:
    level = one_page(Page().lines(54, 140, LEFT).lines(318, 140, RIGHT))
    shifted = one_page(Page().lines(54, 140, LEFT).lines(318, 145, RIGHT))
    assert shifted.body == level.body == " ".join((*LEFT, *RIGHT))


def test_the_order_in_the_file_does_not_matter() -> None:
    page = Page()
    for at in range(len(LEFT)):
        page.put(318, 140 + 12 * at, RIGHT[at]).put(54, 140 + 12 * at, LEFT[at])
    assert one_page(page).body == " ".join((*LEFT, *RIGHT))


def test_three_columns() -> None:
    page = Page(width=792, height=612)
    page.lines(40, 140, LEFT).lines(290, 140, RIGHT).lines(540, 140, THIRD)
    body = one_page(page).body
    assert body == " ".join((*LEFT, *RIGHT)) + "\n\n" + " ".join(THIRD)


def test_what_crosses_both_columns_parts_them_into_bands() -> None:
    page = Page().lines(54, 140, LEFT).lines(318, 140, RIGHT)
    wide = (
        "A sentence that goes over both columns, from the left edge of the page to its right one."
    )
    page.put(54, 240, wide, size=12)
    page.lines(54, 280, THIRD).lines(318, 280, RIGHT[:4])
    body = one_page(page).body
    places = [body.index(part) for part in (LEFT[0], RIGHT[0], wide, THIRD[0])]
    assert places == sorted(places)
    assert body.index(THIRD[3]) < body.rindex(RIGHT[0])


def test_paragraphs_are_parted_by_indents_and_by_gaps() -> None:
    page = Page().lines(54, 100, THIRD).put(64, 148, LEFT[0])
    page.lines(54, 160, (*LEFT[1:], *RIGHT)).lines(54, 310, THIRD)
    assert words(one_page(page), "main") == [
        " ".join(THIRD),
        " ".join((*LEFT, *RIGHT)),
        " ".join(THIRD),
    ]


def test_a_turned_page_is_read_as_it_is_seen() -> None:
    straight = one_page(Page().lines(54, 140, LEFT).lines(318, 140, RIGHT))
    turned = Page(width=792, height=612, rotate=90)
    for at in range(len(LEFT)):  # on the page as displayed these lines are upright
        turned.put(140 + 12 * at, 612 - 54, LEFT[at], turn=90)
        turned.put(140 + 12 * at, 612 - 318, RIGHT[at], turn=90)
    assert one_page(turned).body == straight.body


def test_text_along_the_margin_is_furniture_after_the_page() -> None:
    page = Page().lines(54, 140, LEFT).put(20, 500, "arXiv:2201.00001v1", turn=90)
    article = one_page(page)
    assert named(article, "margin note") == ["arXiv:2201.00001v1"]
    assert article.body.startswith(LEFT[0])


def running(pages: int) -> Pdf:
    pdf = Pdf()
    for number in range(1, pages + 1):
        page = pdf.page()
        page.put(54, 40, "Miller et al. Armoured cells").lines(54, 100, (*LEFT, *RIGHT, *THIRD))
        page.put(300, 760, str(number))
    return pdf


def test_headers_and_page_numbers_are_folded_and_kept() -> None:
    article = read(running(3))
    assert named(article, "page header") == ["Miller et al. Armoured cells"] * 3
    assert named(article, "page number") == ["1", "2", "3"]
    assert {b.page for b in article.blocks} == {1, 2, 3}
    assert all(b.kind == "furniture" for b in article.blocks if b.name)


def test_a_banner_of_the_first_page_only_is_text() -> None:
    pdf = running(3)
    pdf.pages[0].marks.pop(0)
    pdf.pages[0].put(54, 40, "Journal of Cells 2022;12:100")
    article = read(pdf)
    assert "Journal of Cells 2022;12:100" in words(article, "main")


def test_line_numbers_are_parted_from_their_lines() -> None:
    page = Page()
    for at, line in enumerate((*LEFT, *RIGHT)):
        page.put(40, 100 + 24 * at, str(at + 11)).put(72, 100 + 24 * at, line)
    article = one_page(page)
    assert named(article, "line numbers") == [" ".join(str(at + 11) for at in range(12))]
    assert words(article, "main") == [" ".join((*LEFT, *RIGHT))]


def test_a_numbered_list_keeps_its_numbers() -> None:
    page = Page()
    for at, line in enumerate(LEFT):
        page.put(54, 100 + 24 * at, f"{at + 1}.  {line}").put(68, 112 + 24 * at, RIGHT[at])
    article = one_page(page)
    assert named(article, "line numbers") == []
    assert [text[:2] for text in words(article, "list")] == ["1.", "2.", "3.", "4.", "5.", "6."]


def ruled_table() -> Page:
    page = Page().put(54, 100, "Table 1. Patients by dose, with what they got and had.", size=9)
    page.rule(54, 108, 400)
    rows = [
        ("Dose", "Patients", "Fever"),
        ("low", "3", "1"),
        ("middle", "3", "2"),
        ("high", "1", "1"),
    ]
    for at, row in enumerate(rows):
        for x, cell in zip((54, 200, 320), row, strict=True):
            page.put(x, 122 + 14 * at, cell)
    return page.rule(54, 172, 400).lines(54, 220, LEFT)


def test_a_table_has_cells_and_a_caption() -> None:
    article = one_page(ruled_table())
    (table,) = (b for b in article.blocks if b.kind == "table")
    cells = {(c.row, c.column): article.body[c.start : c.end] for c in table.cells}
    assert (cells[1, 0], cells[2, 2]) == ("low", "2")
    assert cells[0, 2] == "Fever"
    assert {c.row for c in table.cells if c.header} == {0}
    (caption,) = (b for b in article.blocks if b.kind == "caption")
    assert caption.name == "Table 1"
    assert article.body[table.start : table.end].count("\n") == 3


def test_labels_that_stand_about_are_no_table() -> None:
    page = Page().lines(54, 300, LEFT)
    for x, y, label in (
        (60, 100, "input"),
        (200, 110, "cells"),
        (90, 140, "dose"),
        (250, 150, "T"),
    ):
        page.put(x, y, label)
    article = one_page(page)
    assert not words(article, "table")
    assert all(label in article.body for label in ("input", "cells", "dose"))


def test_references_are_blocks_of_their_own() -> None:
    page = Page().lines(54, 100, LEFT).put(54, 200, "References", size=12, font=BOLD)
    for at in range(3):
        page.put(54, 220 + 24 * at, f"[{at + 1}] A. Miller, B. Smith. Cells in mice. In Cells 1,")
        page.put(72, 232 + 24 * at, f"pages {at}-{at + 9}, 2019.")
    article = one_page(page)
    found = words(article, "reference")
    assert len(found) == 3
    assert found[1] == "[2] A. Miller, B. Smith. Cells in mice. In Cells 1, pages 1-10, 2019."


def headings(article: ParsedArticle) -> list[tuple[str, int]]:
    return [(article.body[b.start : b.end], b.level) for b in article.blocks if b.kind == "heading"]


def test_headings_have_levels_by_number_and_by_style() -> None:
    page = Page().put(54, 60, "A title of this article", size=20).put(54, 110, "1 Methods", size=14)
    page.lines(54, 130, LEFT).put(54, 220, "1.1 Cells and how they were made", font=BOLD)
    page.lines(54, 240, RIGHT).put(54, 330, "Discussion", font=BOLD).lines(54, 350, THIRD)
    found = headings(one_page(page))
    assert found == [("1 Methods", 2), ("1.1 Cells and how they were made", 3), ("Discussion", 2)]


def test_authors_in_large_type_are_no_headings_but_the_first_section_is() -> None:
    page = Page().put(54, 60, "A title of this article", size=20)
    page.put(54, 90, "Ada Miller and Ben Smith", size=13).put(54, 110, "Bar Harbor", size=12)
    page.put(54, 140, "Why cells die", size=14).lines(54, 160, (*LEFT, *RIGHT))
    assert headings(one_page(page)) == [("Why cells die", 2)]


@pytest.mark.parametrize("words_of", ["Figure 1 shows that cells grew", "Table 2 lists the doses"])
def test_a_sentence_about_a_figure_is_no_caption(words_of: str) -> None:
    page = Page().lines(54, 100, (words_of + " as they did in all",)).lines(54, 112, LEFT)
    assert not words(one_page(page), "caption")


def test_blocks_know_their_page() -> None:
    article = read(Pdf([Page().lines(54, 100, LEFT), Page().lines(54, 100, RIGHT)]))
    first, second = article.blocks
    assert isinstance(first, Block)
    assert (first.page, second.page) == (1, 2)
    assert article.made_by["pages"] == "2"
