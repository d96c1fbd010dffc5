"""What a curator marks as text or furniture, over what the reader found."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from curator.domain.documents import BlockChoice
from curator.ingest.values import Block, Cell
from curator.services.block_choices import is_folded, marked, with_choices

TEXT = "a" * 64
BLOCKS = (
    Block("furniture", 0, 10, "site navigation"),
    Block("heading", 12, 20, level=2),
    Block("table", 22, 40, page=3, cells=(Cell(0, 0, 22, 30),)),
    Block("reference", 42, 50),
    Block("reference", 52, 60, "citation"),
)


def kinds(choices: tuple[BlockChoice, ...]) -> list[tuple[str, int, int]]:
    shown = with_choices(BLOCKS, choices, text=TEXT)
    return [(block.kind, block.start, block.end) for block in shown]


def test_marking_a_block_and_back_leaves_what_the_reader_found() -> None:
    away = marked((), [(22, 40)], kind="furniture", blocks=BLOCKS, text=TEXT)
    assert kinds(away)[2] == ("furniture", 22, 40)
    assert with_choices(BLOCKS, away, text=TEXT)[2].page == 3
    back = marked(away, [(22, 40)], kind="main", blocks=BLOCKS, text=TEXT)
    assert back == ()
    assert with_choices(BLOCKS, back, text=TEXT) == BLOCKS, "a table again, with its cells"


def test_furniture_and_references_can_be_marked_as_text() -> None:
    read = marked((), [(0, 10), (42, 50)], kind="main", blocks=BLOCKS, text=TEXT)
    assert kinds(read)[0] == ("main", 0, 10)
    assert kinds(read)[3] == ("main", 42, 50)
    assert marked(read, [(0, 60)], kind="main", blocks=BLOCKS, text=TEXT) == read


def test_a_part_of_a_choice_stays_where_another_part_is_marked_anew() -> None:
    away = marked((), [(12, 40)], kind="furniture", blocks=BLOCKS, text=TEXT)
    assert [kind for kind, _, _ in kinds(away)][:3] == ["furniture"] * 3
    back = marked(away, [(12, 20)], kind="main", blocks=BLOCKS, text=TEXT)
    assert [kind for kind, _, _ in kinds(back)][:3] == ["furniture", "heading", "furniture"]


def test_choices_of_other_texts_are_left_alone() -> None:
    other = BlockChoice("b" * 64, 0, 60, "main")
    assert with_choices(BLOCKS, (other,), text=TEXT) == BLOCKS
    after = marked((other,), [(12, 20)], kind="furniture", blocks=BLOCKS, text=TEXT)
    assert after[0] == other


def test_the_citation_of_an_article_without_full_text_is_read() -> None:
    assert [is_folded(block.kind, block.name) for block in BLOCKS] == [
        True, False, False, True, False
    ]  # fmt: skip


spans = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)).map(sorted), max_size=4)
acts = st.lists(st.tuples(spans, st.sampled_from(["main", "furniture"])), max_size=5)


@given(acts)
def test_the_last_word_on_a_character_holds(
    acts: list[tuple[list[tuple[int, int]], str]],
) -> None:
    choices: tuple[BlockChoice, ...] = ()
    folded = {
        at: is_folded(block.kind, block.name)
        for block in BLOCKS
        for at in range(block.start, block.end)
    }
    for several, kind in acts:
        choices = marked(choices, several, kind=kind, blocks=BLOCKS, text=TEXT)
        for start, end in several:
            folded |= {at: kind == "furniture" for at in range(start, end) if at in folded}
    shown = with_choices(BLOCKS, choices, text=TEXT)
    assert {
        at: is_folded(block.kind, block.name)
        for block in shown
        for at in range(block.start, block.end)
    } == folded
    assert [block.start for block in shown] == sorted(block.start for block in shown)
