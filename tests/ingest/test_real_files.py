"""Every real file gives a text or a sentence, in a child, whatever it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from curator.domain.errors import UnreadableInputError
from curator.ingest.values import BLOCK_KINDS, Failure, Note, ParsedArticle, Read
from curator.ingest.workers import Parsers
from tests.shared_data import SHARED, needs_shared

FILES: list[Path] = (
    sorted(path for path in (SHARED / "formats").rglob("*") if path.is_file())
    if (SHARED / "formats").is_dir()
    else []
)
FEWEST = 140
"""Of the real files, those that hold something: the others are empty or have a page's picture."""


@pytest.fixture(scope="module")
def parsers() -> Iterator[Parsers]:
    with Parsers() as pool:
        yield pool


def read(parsers: Parsers, path: Path) -> tuple[Read, ...] | str:
    """What it holds, or the sentence that refuses it."""
    try:
        return parsers.read(path.read_bytes(), path.name)
    except UnreadableInputError as error:
        return error.sentence if error.hint else f"{error.sentence}: without a hint"


def assert_sound(one: Read) -> None:
    if isinstance(one, Note):
        assert one.sentence
        return
    if isinstance(one, Failure):
        assert one.sentence.endswith(".")
        return
    body = one.body
    assert body.strip() or one.made_by.get("lacks")
    assert "\0" not in body
    assert "\r" not in body
    last = 0
    for block in one.blocks:
        assert block.kind in BLOCK_KINDS
        assert not body[last : block.start].strip()
        assert last <= block.start < block.end
        assert all(block.start <= one.start <= one.end <= block.end for one in block.cells)
        last = block.end
    assert not body[last:].strip()
    assert all(body[hint.start : hint.end] == hint.quote for hint in one.hints)


@needs_shared
def test_each_real_file_is_a_text_or_a_sentence(parsers: Parsers) -> None:
    assert len(FILES) >= 150
    readable = 0
    for path in FILES:
        found = read(parsers, path)
        if isinstance(found, str):
            unexpected = (
                "Error",
                "Exception",
                "parser may not",
                "memory",
                "longer than",
                "without a hint",
            )
            assert not any(word in found for word in unexpected), found
            assert path.name in found
            continue
        for one in found:
            assert_sound(one)
        readable += any(isinstance(one, ParsedArticle) for one in found)
    assert readable >= FEWEST


@needs_shared
def test_reading_again_gives_the_same(parsers: Parsers) -> None:
    few = [path for path in FILES if path.stat().st_size < 60_000][::5]
    for path in few:
        assert read(parsers, path) == read(parsers, path), path.name
