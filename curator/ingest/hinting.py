"""Proposals for the fields of an article itself, as a reader finds their words in its blocks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from curator.ingest.building import TextBuilder
from curator.ingest.values import Block, FieldHint

MOST: Final = 500
"""Proposals of one article; a byline of thousands is not gone through by anybody."""


class Hints:
    """Collects them; what does not stand in the text is not proposed."""

    def __init__(self, builder: TextBuilder) -> None:
        self._builder = builder
        self._found: list[tuple[str, str, Block, str]] = []

    def stand_in(self, field: str, block: Block | None) -> None:
        """The whole block is the value."""
        if block is not None:
            self._found.append((field, "", block, ""))

    def words_in(self, field: str, block: Block | None, *, words: str, value: str = "") -> None:
        """The words stand in the block, and mean the value (the words themselves if not given)."""
        if block is not None and words:
            self._found.append((field, value, block, words))

    def made(self) -> tuple[FieldHint, ...]:
        """One for each, in order; of a title, an outlet or a date only the first."""
        body = self._builder.body
        hints: list[FieldHint] = []
        once: set[str] = set()
        last = 0  # names follow one another: the next one stands behind the one before
        for field, value, block, words in self._found[:MOST]:
            quote = words or body[block.start : block.end]
            at = body.find(quote, max(last, block.start), block.end)
            at = body.find(quote, block.start, block.end) if at < 0 else at
            last = max(last, at)
            key = f"{field} {quote}" if field == "report.author" else field
            if at >= 0 and key not in once:
                once.add(key)
                hints.append(FieldHint(field, value or quote, at, at + len(quote), quote))
        return tuple(hints)


_FIRST: Final = 12  # blocks in which an author's name can be a byline


def stated_of_it(builder: TextBuilder, hints: Hints, *, title: str, people: Iterable[str]) -> str:
    """Propose what a document's properties say, where its text says the same.

    Gives the title that stands in the text, "" where none does.
    """
    body, shown = builder.body, ""
    for block in builder.blocks:
        words = body[block.start : block.end]
        if block.kind == "title" or (title and words == title):
            hints.stand_in("report.title", block)
            shown = words
            break
    for person in dict.fromkeys(people):
        for block in builder.blocks[:_FIRST]:
            if len(person) > 3 and person in body[block.start : block.end]:
                hints.words_in("report.author", block, words=person)
                break
    return shown
