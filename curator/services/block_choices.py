"""Which blocks of a text are read and which are folded: the reader's word, and the curators'."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from curator.domain.documents import BlockChoice
from curator.ingest.values import Block

MAIN: Final = "main"
FURNITURE: Final = "furniture"
REFERENCE: Final = "reference"
CITATION: Final = "citation"
"""Name of the line that an article without full text came with: it is read."""

Span = tuple[int, int]


def is_folded(kind: str, name: str = "") -> bool:
    """Whether blocks of that kind are folded until somebody unfolds them."""
    return kind == FURNITURE or (kind == REFERENCE and name != CITATION)


def with_choices(
    blocks: Iterable[Block], choices: Iterable[BlockChoice], *, text: str
) -> tuple[Block, ...]:
    """The blocks of a text under the curators' choices, the later over the earlier."""
    shown = tuple(blocks)
    for choice in choices:
        if choice.text == text:
            shown = tuple(piece for block in shown for piece in _recut(block, choice))
    return shown


def _recut(block: Block, choice: BlockChoice) -> Iterable[Block]:
    """A block, or its pieces where a choice covers only a part of it."""
    start, end = max(block.start, choice.start), min(block.end, choice.end)
    if start >= end or block.kind == choice.kind:
        return (block,)
    pieces = (
        replace(block, end=start, cells=()),
        Block(choice.kind, start, end, page=block.page),
        replace(block, start=end, cells=()),
    )
    return (piece for piece in pieces if piece.start < piece.end)


def marked(
    choices: Sequence[BlockChoice],
    spans: Iterable[Span],
    *,
    kind: str,
    blocks: Iterable[Block],
    text: str,
) -> tuple[BlockChoice, ...]:
    """The choices after spans of a text were marked as ``main`` or ``furniture``.

    Where that is what the reader found anyway, no choice is left.

    Args:
        choices: Those there are, of all texts of the article.
        spans: In code points of the text.
        kind: ``main`` or ``furniture``.
        blocks: As the reader cut them.
        text: SHA-256 of the text.
    """
    read = tuple(blocks)
    after = list(choices)
    for span in spans:
        after = [piece for one in after for piece in _without(one, span, text=text)]
        for block in read:
            start, end = max(block.start, span[0]), min(block.end, span[1])
            if start < end and is_folded(block.kind, block.name) != (kind == FURNITURE):
                after.append(BlockChoice(text, start, end, kind))
    return tuple(after)


def _without(choice: BlockChoice, span: Span, *, text: str) -> Iterator[BlockChoice]:
    """What a choice still covers outside a span."""
    start, end = max(choice.start, span[0]), min(choice.end, span[1])
    if choice.text != text or start >= end:
        yield choice
        return
    if choice.start < start:
        yield replace(choice, end=start)
    if end < choice.end:
        yield replace(choice, start=end)
