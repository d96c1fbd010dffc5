"""Blocks laid out into one text: in order, apart, and cells where they say they are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from curator.ingest.building import TableCell, TextBuilder
from curator.ingest.table_grid import Grid, span
from curator.ingest.values import Block


def shown(builder: TextBuilder, block: Block | None) -> list[tuple[int, int, str]]:
    assert block is not None
    return [(c.row, c.column, builder.body[c.start : c.end]) for c in block.cells]


def test_cells_that_span_stand_in_their_first_place() -> None:
    grid = Grid()
    grid.row()
    grid.cell("Group", rows=2, header=True)
    grid.cell("Outcome", columns=2, header=True)
    grid.row()
    grid.cell("PR", header=True)
    grid.cell("CR", header=True)
    grid.row()
    grid.cell("A")
    grid.cell("3")
    grid.cell("")
    builder = TextBuilder()
    builder.add("main", "Before")
    block = builder.grid(grid.rows)
    assert shown(builder, block) == [
        (0, 0, "Group"),
        (0, 1, "Outcome"),
        (1, 1, "PR"),
        (1, 2, "CR"),
        (2, 0, "A"),
        (2, 1, "3"),
    ]
    assert builder.body == "Before\n\nGroup\tOutcome\n\tPR\tCR\nA\t3"
    assert block is not None
    assert [cell.header for cell in block.cells] == [True] * 4 + [False] * 2


def test_spans_without_end_stay_small() -> None:
    grid = Grid()
    for _ in range(1_000):
        grid.row()
        grid.cell("a", columns=span("9" * 8, 1_000), rows=span("65534", 65_534))
        grid.cell("b", columns=1_000)
    assert sum(len(row) for row in grid.rows) < 250_000
    assert [span(words, 9) for words in ("", "0", "-1", "3", "12", "x", "9" * 50)] == [
        1,
        1,
        1,
        3,
        9,
        1,
        1,
    ]


TEXTS = st.text(alphabet=" \t\n\0\ud800ab\u00a0é\U0001f600", max_size=6)
SPANS = st.integers(1, 3)
CELLS = st.tuples(TEXTS, SPANS, SPANS, st.booleans())


@given(st.lists(st.one_of(TEXTS, st.lists(st.lists(CELLS, max_size=3), max_size=4)), max_size=6))
def test_any_blocks_are_ordered_and_hold_every_character(
    parts: list[str | list[list[tuple[str, int, int, bool]]]],
) -> None:
    builder = TextBuilder()
    for part in parts:
        if isinstance(part, str):
            builder.add("main", part)
            continue
        grid = Grid()
        for row in part:
            grid.row()
            for text, columns, rows, header in row:
                grid.cell(text, columns=columns, rows=rows, header=header)
        builder.grid(grid.rows)
    body, end = builder.body, 0
    for block in builder.blocks:
        assert not body[end : block.start].strip()
        assert body[block.start : block.end].strip() == body[block.start : block.end] != ""
        at = block.start
        for cell in block.cells:
            assert at <= cell.start <= cell.end <= block.end
            at = cell.end
        end = block.end
    assert not body[end:].strip()
    assert not set(body) & {"\0", "\ud800"}


def test_a_table_of_plain_rows_has_headers() -> None:
    builder = TextBuilder()
    block = builder.table([["Arm", "n"], ["", " "], ["A\nB", "9"]], headers=1, page=3)
    assert shown(builder, block) == [(0, 0, "Arm"), (0, 1, "n"), (1, 0, "A B"), (1, 1, "9")]
    assert block is not None
    assert (block.page, [cell.header for cell in block.cells]) == (3, [True, True, False, False])
    assert builder.grid([[TableCell(" ")], [None]]) is None
