from __future__ import annotations

from itertools import pairwise

import pytest

from curator.domain.text_spans import sentence_spans, word_spans
from curator.gui.article.text_moves import TextMoves
from curator.gui.article.values import BlockView

BODY = "One is here. Two, e.g. this, is here too!\n\nA line\nwrapped by hand. Last.\n"


@pytest.fixture
def moves() -> TextMoves:
    wrapped = BODY.index("A line")
    return TextMoves(BODY, (BlockView("main", wrapped, len(BODY)),))


def test_sentences_one_after_the_other(moves: TextMoves) -> None:
    starts = [0]
    while starts[-1] < len(BODY):
        starts.append(moves.next_sentence(starts[-1]))
    assert [BODY[at : at + 4] for at in starts[:-1]] == ["One ", "Two,", "A li", "Last"]
    back = [len(BODY)]
    while back[-1] > 0:
        back.append(moves.previous_sentence(back[-1]))
    assert back[1:] == starts[-2::-1]


def test_a_block_over_two_lines_is_one_paragraph(moves: TextMoves) -> None:
    found = moves.sentence_at(BODY.index("hand"))
    assert found is not None
    assert BODY[slice(*found)] == "A line\nwrapped by hand."
    assert moves.sentence_end(BODY.index("hand")) == found[1]


def test_growing(moves: TextMoves) -> None:
    at = BODY.index("Two") + 1
    seen = []
    found = (at, at)
    for _ in range(4):
        found = moves.grown(*found)
        seen.append(BODY[slice(*found)])
    assert seen == [
        "Two",
        "Two, e.g. this, is here too!",
        "One is here. Two, e.g. this, is here too!",
        "One is here. Two, e.g. this, is here too!",
    ]


def test_nothing_to_move_in() -> None:
    moves = TextMoves("", ())
    assert moves.next_sentence(0) == moves.previous_sentence(0) == moves.sentence_end(0) == 0
    assert moves.sentence_at(0) is moves.word_at(0) is moves.paragraph_at(0) is None
    assert moves.grown(0, 0) == (0, 0)


def test_spans_never_overlap_and_cover_every_letter() -> None:
    for spans in (sentence_spans(BODY), word_spans(BODY)):
        assert all(first[1] <= second[0] for first, second in pairwise(spans))
        covered = {at for start, end in spans for at in range(start, end)}
        assert all(at in covered for at, one in enumerate(BODY) if one.isalnum())
