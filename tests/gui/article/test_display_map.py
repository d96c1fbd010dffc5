from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curator.gui.article.display_edits import trim
from curator.gui.article.display_map import DisplayMap
from curator.gui.article.values import BlockView, Mode

PAGE = "Home\n  News\n\n\nA title\n\nFirst words.\nSecond line.\n\nShare\nMore\n"


def block(body: str, words: str, kind: str = "main", name: str = "") -> BlockView:
    start = body.index(words)
    return BlockView(kind, start, start + len(words), name)


def page_blocks() -> tuple[BlockView, ...]:
    return (
        block(PAGE, "Home", "furniture", "site navigation"),
        block(PAGE, "News", "furniture", "site navigation"),
        block(PAGE, "A title", "heading"),
        block(PAGE, "First words.\nSecond line."),
        block(PAGE, "Share\nMore", "furniture", "share links"),
    )


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(display: str, a: int, b: int) -> str:
    units = display.encode("utf-16-le", "surrogatepass")
    return units[2 * a : 2 * b].decode("utf-16-le", "replace")


def test_furniture_is_folded_named_and_counted() -> None:
    made = DisplayMap.build(PAGE, page_blocks(), folded=(0, 1, 4))
    lines = [line.strip("\u00a0") for line in made.display.split("\n")]
    assert lines == [
        "site navigation folded (2 lines)",
        "A title",
        "First words.\u2028Second line.",
        "share links folded (2 lines)",
    ]
    assert [(fold.name, fold.lines, fold.blocks) for fold in made.folds] == [
        ("site navigation", 2, (0, 1)),
        ("share links", 2, (4,)),
    ]
    first = made.folds[0]
    assert cut(made.display, first.display_start, first.display_end).endswith("(2 lines)")


def test_one_line_is_said_as_one_and_two_names_as_page_furniture() -> None:
    body = "Home\nShare\nText"
    blocks = (
        block(body, "Home", "furniture", "site navigation"),
        block(body, "Share", "furniture", "share links"),
        block(body, "Text"),
    )
    assert (
        "site navigation folded (1 line)\n" in DisplayMap.build(body, blocks, folded=(0,)).display
    )
    both = DisplayMap.build(body, blocks, folded=(0, 1))
    assert both.folds[0].name == "page furniture"


def test_raw_shows_the_text_as_it_is() -> None:
    made = DisplayMap.build(PAGE, page_blocks(), folded=(0, 1, 4), mode="raw")
    assert made.display == PAGE
    assert made.folds == ()


def test_selection_over_a_placeholder() -> None:
    body = "Before.\nHome\nAfter."
    made = DisplayMap.build(body, (block(body, "Home", "furniture"),), folded=(0,))
    fold = made.folds[0]
    inside = made.range_to_text(fold.display_start + 2, fold.display_end - 2)
    assert inside is None
    to_inside = made.range_to_text(0, fold.display_start + 3)
    assert to_inside is not None
    assert body[slice(*to_inside)] == "Before.\n"
    from_inside = made.range_to_text(fold.display_end - 1, made.length)
    assert from_inside is not None
    assert body[slice(*from_inside)] == "\nAfter."
    assert made.range_to_text(0, made.length) == (0, len(body))
    assert made.folds_in(0, len(body)) == (fold,)
    assert made.is_folded(body.index("Home"))
    assert not made.is_folded(body.index("After"))


def test_folded_evidence_stands_at_its_placeholder() -> None:
    made = DisplayMap.build(PAGE, page_blocks(), folded=(0, 1, 4))
    start = PAGE.index("More")
    assert made.range_to_display(start, start + 4) is None
    fold = made.fold_at(start)
    assert fold is not None
    assert made.to_display(start) == fold.display_start


def test_what_qt_would_change_keeps_its_length() -> None:
    body = "a\x00b\u2029c\ufdd0d\ufffce\rf\u00a0g\u2028h"
    display = DisplayMap.build(body, (), mode="raw").display
    assert display == "a\ufffdb\nc\ufffdd\ufffde f\u00a0g\u2028h"


def test_a_very_long_line_is_broken_between_words_and_maps_back() -> None:
    body = "word " * 5_000
    made = DisplayMap.build(body, (BlockView("main", 0, len(body)),))
    lines = made.display.split("\n")
    assert max(map(len, lines)) <= 10_000
    assert all(line.endswith(" ") for line in lines[:-1])
    assert len(made.breaks) == len(lines) - 1 == 2
    at = body.index("word", 14_000)
    shown = made.range_to_display(at, at + 4)
    assert shown is not None
    assert cut(made.display, *shown) == "word"


def test_a_break_never_tears_a_cluster() -> None:
    body = "e\u0301" * 20 + "👍🏽" * 20
    made = DisplayMap.build(body, (), max_line=7)
    for line in made.display.split("\n"):
        assert line[0] in "e👍"


@pytest.mark.parametrize("wrong", [-1, 4])
def test_positions_outside_are_refused(wrong: int) -> None:
    made = DisplayMap.build("abc", ())
    with pytest.raises(ValueError, match="no position"):
        made.to_display(wrong)
    with pytest.raises(ValueError, match="no position"):
        made.to_text(wrong)


def test_trim() -> None:
    assert trim(" \u00a0ab \n", (0, 6)) == (2, 4)
    assert trim("a \n b", (1, 4)) is None


TEXT = st.text(
    alphabet=st.one_of(
        st.sampled_from("\n\n\n \t ab\u00a0\u0301\u2028\u2029\r\x00👍🏽\u200d\ufdd0𝒳é"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=120,
)


@st.composite
def folded_texts(draw: st.DrawFn) -> tuple[str, tuple[BlockView, ...], frozenset[int], Mode, int]:
    body = draw(TEXT)
    cuts = sorted(draw(st.sets(st.integers(0, len(body)), max_size=8)))
    blocks = tuple(
        BlockView("furniture", start, end, draw(st.sampled_from(["", "navigation", "links"])))
        for start, end in pairwise(cuts)
    )
    folded = draw(st.frozensets(st.integers(0, len(blocks) - 1))) if blocks else frozenset()
    mode: Mode = draw(st.sampled_from(["cleaned", "raw"]))
    return body, blocks, folded, mode, draw(st.sampled_from([5, 17, 10_000]))


Given = tuple[str, tuple[BlockView, ...], frozenset[int], Mode, int]


def made_of(given_text: Given) -> DisplayMap:
    body, blocks, folded, mode, max_line = given_text
    return DisplayMap.build(body, blocks, folded=folded, mode=mode, max_line=max_line)


@settings(max_examples=400, deadline=None)
@given(folded_texts())
def test_every_character_that_is_shown_maps_there_and_back(given_text: Given) -> None:
    made = made_of(given_text)
    body = made.body
    assert made.length == utf16(made.display)
    seen = 0
    for cp, character in enumerate(body):
        shown = made.range_to_display(cp, cp + 1)
        if shown is None:
            assert made.mode == "cleaned"
            assert made.is_folded(cp) or character.isspace()
            continue
        a, b = shown
        assert a >= seen
        seen = b
        assert b - a == utf16(character)
        assert a == made.to_display(cp)
        assert (made.to_text(a, "start"), made.to_text(b, "end")) == (cp, cp + 1)
        assert made.range_to_text(a, b) == (cp, cp + 1)
        piece = cut(made.display, a, b)
        assert piece in (character, "\n", " ", "\ufffd", "\u2028")
        assert piece == character or not character.isprintable() or character == "\ufffc"
    if made.mode == "raw":
        assert all(made.range_to_display(cp, cp + 1) for cp in range(len(body)))


@settings(max_examples=300, deadline=None)
@given(folded_texts(), st.data())
def test_any_selection_of_the_display_is_a_range_of_the_text(
    given_text: Given, data: st.DataObject
) -> None:
    made = made_of(given_text)
    a = data.draw(st.integers(0, made.length))
    b = data.draw(st.integers(0, made.length))
    found = made.range_to_text(a, b)
    assert found == made.range_to_text(b, a)
    if found is None:
        return
    start, end = found
    assert 0 <= start < end <= len(made.body)
    first, last = min(a, b), max(a, b)
    for cp in (start, end - 1):
        # Both ends are characters that the selection touches, not ones folded away at its end.
        shown = made.range_to_display(cp, cp + 1)
        assert shown is not None
        assert shown[0] < last
        assert first < shown[1]


@settings(max_examples=300, deadline=None)
@given(folded_texts())
def test_offsets_never_run_backwards(given_text: Given) -> None:
    made = made_of(given_text)
    there = [made.to_display(cp) for cp in range(len(made.body) + 1)]
    assert there == sorted(there)
    for side in ("start", "end"):
        back = [made.to_text(at, side) for at in range(made.length + 1)]
        assert back == sorted(back)
    assert there[-1] == made.length
    assert made.to_text(made.length, "start") == len(made.body)


@settings(max_examples=300, deadline=None)
@given(folded_texts())
def test_no_line_of_the_display_is_longer_than_the_limit(given_text: Given) -> None:
    made = made_of(given_text)
    longest = given_text[4]
    for line in made.display.split("\n"):
        assert len(line) <= max(longest, 40)
    for at in made.breaks:
        assert cut(made.display, at, at + 1) == "\n"


@pytest.mark.parametrize("piece", ["plain words of an article. ", "Zellen für Übungen, “so”. "])
@pytest.mark.timeout(120)  # a map that grows with the square of the text would take hours
def test_five_megabytes_are_mapped(piece: str) -> None:
    paragraph = piece * 12 + "\n\n"
    body = paragraph * (5_000_000 // len(paragraph))
    blocks = tuple(
        BlockView("main", at, at + len(paragraph) - 2) for at in range(0, len(body), len(paragraph))
    )
    shown = DisplayMap.build(body, blocks, folded=(0, 3))
    last = len(body) - 3
    assert shown.to_text(shown.to_display(last)) == last
