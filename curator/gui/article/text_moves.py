"""Moving through an article by sentence and paragraph, in code points of the exact text.

Knows nothing of Qt.  Sentences are found in one paragraph at a time, when they are asked for.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

from curator.domain.text_spans import sentence_spans, word_spans
from curator.gui.article.display_edits import trim
from curator.gui.article.values import BlockView

_LONGEST = 50_000
_LINE_END = re.compile(r"(?<!\n)\n(?![^\S\n]*\n)")

Range = tuple[int, int]


class TextMoves:
    """Words, sentences and paragraphs of one text."""

    def __init__(self, body: str, blocks: Sequence[BlockView]) -> None:
        self._body = body
        self._paragraphs = _paragraphs(body, blocks)
        # In running text a line that ends does not end its sentence; in a table it does.
        self._wrapped = frozenset(
            kept[0]
            for block in blocks
            if block.kind == "main" and (kept := trim(body, (block.start, block.end))) is not None
        )
        self._starts = [start for start, _ in self._paragraphs]
        self._sentences_of = lru_cache(maxsize=64)(self._sentences)

    def paragraph_at(self, cp: int) -> Range | None:
        """The paragraph that holds or ends at a position."""
        index = bisect_right(self._starts, cp) - 1
        if index >= 0 and cp <= self._paragraphs[index][1]:
            return self._paragraphs[index]
        return None

    def sentence_at(self, cp: int) -> Range | None:
        """The sentence that holds a position, the last one at the end of its paragraph."""
        index = bisect_right(self._starts, cp) - 1
        if index < 0:
            return None
        before = [sentence for sentence in self._sentences_of(index) if sentence[0] <= cp]
        return before[-1] if before and cp <= self._paragraphs[index][1] else None

    def word_at(self, cp: int) -> Range | None:
        """The word that holds or ends at a position."""
        paragraph = self.paragraph_at(cp)
        if paragraph is None:
            return None
        start = paragraph[0]
        for first, last in word_spans(self._body[start : paragraph[1]]):
            if start + first <= cp <= start + last:
                return start + first, start + last
        return None

    def next_sentence(self, cp: int) -> int:
        """The start of the sentence after the one at ``cp``; the end of the text after the last."""
        for index in range(max(0, bisect_right(self._starts, cp) - 1), len(self._starts)):
            for start, _ in self._sentences_of(index):
                if start > cp:
                    return start
        return len(self._body)

    def previous_sentence(self, cp: int) -> int:
        """The start of the sentence at ``cp``, or of the one before where ``cp`` is its start."""
        for index in range(bisect_right(self._starts, max(0, cp - 1)) - 1, -1, -1):
            for start, _ in reversed(self._sentences_of(index)):
                if start < cp:
                    return start
        return 0

    def sentence_end(self, cp: int) -> int:
        """The end of the sentence at ``cp``, or of the next where ``cp`` is an end."""
        for index in range(max(0, bisect_right(self._starts, cp) - 1), len(self._starts)):
            for _, end in self._sentences_of(index):
                if end > cp:
                    return end
        return len(self._body)

    def grown(self, start: int, end: int) -> Range:
        """The next larger of word, sentence and paragraph that holds a range."""
        for found in (self.word_at(start), self.sentence_at(start), self.paragraph_at(start)):
            if found is None or found == (start, end):
                continue
            if found[0] <= start and end <= found[1]:
                return found
        return start, end

    def _sentences(self, index: int) -> tuple[Range, ...]:
        start, end = self._paragraphs[index]
        found = []
        piece = self._body[start:end]
        if start in self._wrapped:
            # Of the same length, so that no offset moves.
            piece = _LINE_END.sub(" ", piece)
        for first, last in sentence_spans(piece):
            kept = trim(self._body, (start + first, start + last))
            if kept is not None:
                found.append(kept)
        return tuple(found)


def _paragraphs(body: str, blocks: Sequence[BlockView]) -> list[Range]:
    """The blocks, and the lines of what stands in none; very long blocks by line."""
    found: list[Range] = []
    at = 0
    for block in blocks:
        if block.start < at or block.end - block.start > _LONGEST:
            continue
        found.extend(_lines(body, at, block.start))
        kept = trim(body, (block.start, block.end))
        if kept is not None:
            found.append(kept)
        at = block.end
    found.extend(_lines(body, at, len(body)))
    return found


def _lines(body: str, start: int, end: int) -> list[Range]:
    found: list[Range] = []
    while start < end:
        stop = body.find("\n", start, end)
        stop = end if stop < 0 else stop
        kept = trim(body, (start, stop))
        if kept is not None:
            found.append(kept)
        start = stop + 1
    return found
