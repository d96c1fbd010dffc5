from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curator.gui.article.display_map import DisplayMap
from curator.gui.article.span_groups import badges_of, hidden_in, place
from curator.gui.article.values import BlockView, Span, SpanState

BODY = "The drug kills cells. 👍🏽 and e\u0301"


def on(words: str, span_id: str, letter: str, state: SpanState = "normal") -> Span:
    start = BODY.index(words)
    return Span(span_id, start, start + len(words), letter, state)


def test_the_same_range_is_one_group_with_badges_from_a_to_z() -> None:
    placed = place(
        [on("drug", "1", "T"), on("drug", "2", ""), on("drug", "3", "C"), on("drug", "4", "T")],
        DisplayMap.build(BODY, ()),
    )
    (group,) = placed.groups
    assert [badge.letter for badge in group.badges] == ["C", "T"]
    assert [span.id for span in group.badges[1].spans] == ["1", "4"]
    assert [span.id for span in group.badges[1].others] == ["2"]
    assert len(placed.endings[group.end].badges) == 2


def test_fields_without_a_letter_have_one_dot_together() -> None:
    spans = [replace(on("drug", name, ""), label=f"{name}: x") for name in ("Author", "Date")]
    placed = place(spans, DisplayMap.build(BODY, ()))
    (badge,) = placed.groups[0].badges
    assert badge.letter == ""
    assert badge.told == "2 values rest on these words\nAuthor: x\nDate: x"
    (alone,) = badges_of(spans[:1])
    assert alone.told == "Author: x"


def test_ranges_that_end_together_share_their_place_shortest_first() -> None:
    placed = place(
        [on("kills cells", "long", "A"), on("cells", "short", "Z")], DisplayMap.build(BODY, ())
    )
    (ending,) = placed.endings.values()
    assert [badge.letter for badge in ending.badges] == ["Z", "A"]
    assert [span.id for span in placed.at(BODY.index("cells"))] == ["short", "long"]


def test_overlapping_underlines_do_not_lie_on_each_other() -> None:
    placed = place(
        [on("drug kills", "1", "A"), on("kills cells", "2", "B"), on("and", "3", "C")],
        DisplayMap.build(BODY, ()),
    )
    assert [group.lane for group in placed.groups] == [0, 1, 0]


@pytest.mark.parametrize(("words", "units"), [("👍🏽", 4), ("e\u0301", 2), ("drug", 1)])
def test_room_is_made_behind_a_whole_cluster(words: str, units: int) -> None:
    placed = place([on(words, "1", "A")], DisplayMap.build(BODY, ()))
    (ending,) = placed.endings.values()
    assert ending.end - ending.start == units


def test_suggestions_have_no_badge() -> None:
    placed = place([on("drug", "1", "A", "suggested")], DisplayMap.build(BODY, ()))
    assert placed.groups[0].badges == ()
    assert placed.endings == {}
    assert badges_of(()) == ()


def test_what_is_folded_is_known_at_its_placeholder() -> None:
    body = "Home\nText\nMore"
    blocks = (BlockView("furniture", 0, 4), BlockView("main", 5, 9))
    shown = DisplayMap.build(body, blocks, folded=(0,))
    placed = place([Span("1", 0, 4, "A"), Span("2", 1, 3, "B", "suggested")], shown)
    assert placed.groups == ()
    assert [badge.letter for badge in hidden_in(shown.folds[0], placed)] == ["A"]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 20)), max_size=20), st.data())
def test_between_finds_exactly_the_groups_that_are_there(
    ranges: list[tuple[int, int]], data: st.DataObject
) -> None:
    body = "x" * 60
    spans = [Span(str(n), at, at + size, "A") for n, (at, size) in enumerate(ranges)]
    placed = place(spans, DisplayMap.build(body, ()))
    first = data.draw(st.integers(0, 60))
    last = data.draw(st.integers(first, 60))
    expected = {
        (group.start, group.end)
        for group in placed.groups
        if group.start < last and group.end > first
    }
    found = {(group.start, group.end) for group in placed.between(first, last)}
    assert found == expected
