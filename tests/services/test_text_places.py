"""The place of words, as a curator would say it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from curator.ingest.building import TextBuilder
from curator.ingest.values import Block
from curator.services.text_places import TextPlaces


def built() -> TextPlaces:
    text = TextBuilder()
    text.add("heading", "A trial of cells", level=1, page=1)
    text.add("main", "Cells were given.", page=1)
    text.add("heading", "Results:", level=2, page=4)
    text.add("main", "They lived.", page=4)
    text.add("heading", "Safety", level=3, page=5)
    text.table(
        [["Arm", "Response", ""], ["Cells", "12", "x"], ["Placebo", "3", "y"]], headers=1, page=5
    )
    text.add("caption", "Table 1. Who answered", page=5)
    text.add("heading", "Discussion", level=2, page=6)
    text.add("main", "It works.", page=6)
    text.add("furniture", "Home", name="site navigation")
    return TextPlaces(text.body, text.blocks)


def words(places: TextPlaces, quote: str) -> str:
    return places.words(places._body.index(quote))


def test_pages_sections_and_cells_are_said() -> None:
    places = built()
    assert words(places, "Cells were") == "p. 1"
    assert words(places, "They lived") == "p. 4, Results"
    assert words(places, "Placebo") == "p. 5, Results › Safety, table, row 2, column Arm"
    assert words(places, "12") == "p. 5, Results › Safety, table, row 1, column Response"
    assert words(places, "Response") == "p. 5, Results › Safety, table, header, column Response"
    assert words(places, "Table 1.") == "p. 5, Results › Safety, caption"
    assert words(places, "It works") == "p. 6, Discussion"
    assert words(places, "Home") == "Discussion, site navigation"


def test_a_cell_below_an_empty_header_is_counted() -> None:
    assert words(built(), "x\n") == "p. 5, Results › Safety, table, row 1, column 3"


def test_a_heading_stands_below_those_above_it_and_not_below_itself() -> None:
    assert words(built(), "Safety") == "p. 5, Results"


def test_headings_without_levels_follow_each_other() -> None:
    body = "Methods\nWe asked.\nResults\nThey said."
    blocks = (
        Block("heading", 0, 7),
        Block("main", 8, 17),
        Block("heading", 18, 25),
        Block("main", 26, 36),
    )
    places = TextPlaces(body, blocks)
    assert places.words(8) == "Methods"
    assert places.words(30) == "Results"


def test_the_marks_of_markdown_are_no_part_of_a_heading() -> None:
    body = "## Results ##\n\nText.\n\nMethods\n-------\n\nMore."
    blocks = (
        Block("heading", 0, 13),
        Block("main", 15, 20),
        Block("heading", 22, 37),
        Block("main", 39, 44),
    )
    assert TextPlaces(body, blocks).words(15) == "Results"
    assert TextPlaces(body, blocks).words(39) == "Methods"


def test_several_tables_are_numbered_and_long_headings_cut() -> None:
    text = TextBuilder()
    text.add("heading", "word " * 40)
    text.table([["a", "b"]])
    text.table([["c", "d"]])
    places = TextPlaces(text.body, text.blocks)
    said = places.words(text.body.index("c\td") + 2)
    assert said.endswith("…, table 2, row 1, column 2")
    assert len(said) < 100


def test_a_text_without_blocks_has_no_places() -> None:
    assert TextPlaces("words", ()).words(2) == ""


@given(st.integers(0, 400))
def test_every_offset_has_a_place(at: int) -> None:
    place = built().place(at)
    assert place.row >= 0
    assert place.words == place.words.strip(", ")
