"""Tables in the article pane: aligned where they fit, parted where not, offsets exact."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from curator.gui.article.display_edits import CELL_PART
from curator.gui.article.display_map import DisplayMap
from curator.gui.article.values import ArticleText, Span
from curator.gui.article.view import ArticleView
from curator.ingest.building import TextBuilder

ROWS = (("Arm", "Response", "n"), ("Cells", "complete", "12"), ("Placebo", "none", "3"))


def with_table(rows: tuple[tuple[str, ...], ...]) -> ArticleText:
    text = TextBuilder()
    text.add("main", "Before the table.")
    text.table(rows, headers=1)
    text.add("main", "Behind the table.")
    return ArticleText("t", "A-0007", "", "", text.body, tuple(text.blocks))


def left_of(view: ArticleView, words: str) -> int:
    cursor = view.textCursor()
    cursor.setPosition(view.shown.to_display(view.article.body.index(words)))
    return view.cursorRect(cursor).left()


def test_cells_stand_below_each_other(view: ArticleView) -> None:
    view.show_article(with_table(ROWS))
    assert left_of(view, "Response") == left_of(view, "complete") == left_of(view, "none")
    assert left_of(view, "n\nCells") == left_of(view, "12") == left_of(view, "3\n")
    assert left_of(view, "Arm") == left_of(view, "Placebo") == left_of(view, "Before")
    assert left_of(view, "Arm") < left_of(view, "Response") < left_of(view, "12")
    assert "\t" in view.shown.display


def test_a_wide_table_is_parted_by_lines_and_its_words_can_be_selected(view: ArticleView) -> None:
    wide = tuple(tuple(f"{cell} {'word ' * 9}".strip() for cell in row) for row in ROWS)
    view.show_article(with_table(wide), [Span("p", 30, 34, "P")])
    assert "\t" not in view.shown.display
    assert CELL_PART in view.shown.display
    start = view.article.body.index("complete")
    view.select(start, start + 8)
    assert view.selected_range() == (start, start + 8)
    assert view.textCursor().selectedText() == "complete"
    view.set_mode("raw")
    assert CELL_PART not in view.shown.display


def test_a_table_that_no_longer_fits_is_parted_when_the_pane_gets_narrow(
    view: ArticleView,
) -> None:
    rows = tuple(tuple(f"{cell} {'word ' * 3}".strip() for cell in row) for row in ROWS)
    view.show_article(with_table(rows))
    assert CELL_PART not in view.shown.display
    view.resize(260, 600)
    assert CELL_PART in view.shown.display
    view.resize(620, 600)
    assert CELL_PART not in view.shown.display


cells = st.text(st.sampled_from("ab 😀"), max_size=4)


@given(st.lists(st.lists(cells, min_size=1, max_size=4), min_size=1, max_size=4))
def test_every_character_of_a_parted_table_is_found_again(rows: list[list[str]]) -> None:
    article = with_table(tuple(map(tuple, rows)))
    parted = [n for n, block in enumerate(article.blocks) if block.kind == "table"]
    shown = DisplayMap.build(article.body, article.blocks, parted=parted)
    table = next((block for block in article.blocks if block.kind == "table"), None)
    for cell in table.cells if table is not None else ():
        there = shown.range_to_display(cell.start, cell.end)
        if cell.start < cell.end:
            assert there is not None
            assert shown.range_to_text(*there) == (cell.start, cell.end)
            units = shown.display.encode("utf-16-le")[2 * there[0] : 2 * there[1]]
            assert units.decode("utf-16-le") == article.body[cell.start : cell.end]
