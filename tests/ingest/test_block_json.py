"""Blocks as they are stored: the text written by hand is the canonical JSON of the values."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from curator.domain.canonical import canonical
from curator.ingest.values import (
    BLOCK_KINDS,
    Block,
    Cell,
    block_from_json,
    block_to_json,
    blocks_json,
)

NUMBERS = st.integers(0, 2**31)
NAMES = st.text(st.characters(codec="utf-8"), max_size=20)
CELLS = st.builds(Cell, NUMBERS, NUMBERS, NUMBERS, NUMBERS, st.booleans())
BLOCKS = st.builds(
    Block,
    st.sampled_from(BLOCK_KINDS),
    NUMBERS,
    NUMBERS,
    NAMES,
    NUMBERS,
    NUMBERS,
    st.lists(CELLS, max_size=3).map(tuple),
)


@given(st.lists(BLOCKS, max_size=4))
def test_the_text_of_blocks_is_canonical(blocks: list[Block]) -> None:
    assert blocks_json(blocks) == canonical([block_to_json(one) for one in blocks]).decode()


@given(st.lists(BLOCKS, max_size=4))
def test_blocks_come_back_from_their_text(blocks: list[Block]) -> None:
    assert [block_from_json(one) for one in json.loads(blocks_json(blocks))] == blocks
