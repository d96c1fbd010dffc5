"""Which blocks of a text are folded, and how much that is.  Knows nothing of Qt."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from curator.gui.article.display_map import Fold
from curator.gui.article.text_moves import Range
from curator.gui.article.values import BlockView
from curator.services.block_choices import FURNITURE, REFERENCE, is_folded


@dataclass(frozen=True, slots=True)
class Folded:
    """How much is folded: lines of page furniture, and entries of the references."""

    lines: int = 0
    references: int = 0

    def __bool__(self) -> bool:
        return bool(self.lines or self.references)

    @property
    def words(self) -> str:
        """``3 lines of page furniture, 45 references``."""
        said = []
        if self.lines:
            said.append(f"{self.lines} {'line' if self.lines == 1 else 'lines'} of page furniture")
        if self.references:
            word = "reference" if self.references == 1 else "references"
            said.append(f"{self.references} {word}")
        return ", ".join(said)


def foldable(blocks: Sequence[BlockView]) -> frozenset[int]:
    """Indices of the blocks that are folded until somebody unfolds them."""
    return frozenset(n for n, block in enumerate(blocks) if is_folded(block.kind, block.name))


def furniture_ranges(body: str, blocks: Iterable[BlockView]) -> list[Range]:
    """Where page furniture stands, with the white space around it; pieces that touch as one."""
    found: list[Range] = []
    for block in blocks:
        if block.kind != FURNITURE:
            continue
        start, end = block.start, block.end
        while start > 0 and body[start - 1].isspace():
            start -= 1
        while end < len(body) and body[end].isspace():
            end += 1
        if found and start <= found[-1][1]:
            start = found.pop()[0]
        found.append((start, end))
    return found


def refolded(
    before: Sequence[BlockView], folded: frozenset[int], *, after: Sequence[BlockView]
) -> frozenset[int]:
    """What is folded of a text that was cut anew: what had been unfolded stays so."""
    opened = [before[n] for n in foldable(before) - folded]
    return frozenset(
        n
        for n in foldable(after)
        if not any(one.start < after[n].end and after[n].start < one.end for one in opened)
    )


def in_folds(folds: Iterable[Fold]) -> Folded:
    """How much some folds hold."""
    lines = references = 0
    for fold in folds:
        if fold.kind == REFERENCE:
            references += len(fold.blocks)
        else:
            lines += fold.lines
    return Folded(lines, references)


def in_blocks(body: str, blocks: Iterable[BlockView]) -> Folded:
    """How much some blocks hold that can be folded."""
    lines = references = 0
    for block in blocks:
        if block.kind == REFERENCE:
            references += 1
        else:
            shown = body[block.start : block.end].split("\n")
            lines += sum(bool(line.strip()) for line in shown)
    return Folded(lines, references)


def blocks_at(blocks: Sequence[BlockView], start: int, *, end: int) -> frozenset[int]:
    """Indices of the blocks that a range has anything of; of a caret that which it stands in."""
    if start < end:
        return frozenset(n for n, one in enumerate(blocks) if one.start < end and start < one.end)
    last = bisect_right(blocks, start, key=lambda one: one.start) - 1
    return frozenset((last,)) if last >= 0 and start <= blocks[last].end else frozenset()
