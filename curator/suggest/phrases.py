"""Whole phrases around names: ``tissue-resident memory CD8+ T cells`` where ``T cell`` is the term.

A vocabulary never has all that is said.  The grammar of a role says which words go with a name to
its left, what is a name by its form although the vocabulary lacks it (then without a term), and
what is none although it has it.  Grammars are asked for explicitly: they serve to mark a text as a
curator would, not to propose values.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple, Protocol

from curator.domain.names import Word
from curator.domain.terms import NameRow
from curator.suggest.abbreviations import Abbreviation
from curator.suggest.possible_names import Keys

_LONGEST_RUN: Final = 16
_CLOSED: Final = tuple(",.;:)]}!?\"'\u201d\u2019")
_OPENED: Final = frozenset("([{\"'\u201c\u2018")


class Found(NamedTuple):
    """The words ``first:last`` name the terms of ``rows``, the best first.

    Without rows it is a name by its form that the vocabulary lacks.
    """

    first: int
    last: int
    rows: tuple[NameRow, ...]


class Reading(NamedTuple):
    """A text as the matcher reads it.

    Attributes:
        words: Without the short forms in the brackets that define them, so that ``natural killer
            (NK) cell`` is one name.
        keys: The possible names, with where they stand.
    """

    text: str
    words: tuple[Word, ...]
    abbreviations: tuple[Abbreviation, ...]
    keys: Keys

    def gap(self, at: int) -> str:
        """What stands between the word ``at`` and the one before it."""
        return self.text[self.words[at - 1].end : self.words[at].start]

    def said(self, first: int, last: int) -> str:
        """The text of these words."""
        return self.text[self.words[first].start : self.words[last - 1].end]

    def chunk_before(self, at: int) -> tuple[int, str]:
        """The run without a space before a word: its first word and its text, signs included.

        Of a word that is itself inside of such a run: what stands before it there.
        """
        if at == 0 or "\n" in self.gap(at):
            return at, ""
        first = at - 1
        while at - first < _LONGEST_RUN and first and not _has_space(self.gap(first)):
            first -= 1
        end = self.words[at].start
        return first, self.text[self.words[first].start : end].rstrip()


def _has_space(gap: str) -> bool:
    return any(char.isspace() for char in gap)


Look = Callable[[Collection[str]], Mapping[str, tuple[NameRow, ...]]]
"""Rows of the vocabulary that count for these keys."""


class Grammar(Protocol):
    """What the role's phrases are, from the names found."""

    def __call__(
        self, reading: Reading, found: Sequence[Found], /, *, look: Look
    ) -> list[Found]: ...


def reach_left(
    reading: Reading, first: int, *, accept: Callable[[str], bool], most: int = 6
) -> int:
    """The first word of the phrase that ends with the word ``first``.

    ``accept`` says whether a run without a space goes with the name behind it; at most ``most``
    of them do.
    """
    for _ in range(most):
        start, chunk = reading.chunk_before(first)
        if start == first or not chunk or chunk.endswith(_CLOSED) or not accept(chunk):
            return first
        first = start
        at = reading.words[first].start
        if reading.text[max(0, at - 1) : at] in _OPENED:
            return first
    return first


def joined(reading: Reading, found: Iterable[Found]) -> list[Found]:
    """Names that stand side by side as one name; the last one is its head."""
    kept: list[Found] = []
    for one in sorted(found):
        if kept and kept[-1].last == one.first and reading.gap(one.first) in (" ", "-"):
            kept[-1] = Found(kept[-1].first, one.last, one.rows or kept[-1].rows)
        else:
            kept.append(one)
    return kept


def apart(found: Iterable[Found]) -> list[Found]:
    """Those that stay: of two that share a word the one with more words, else the first."""
    taken: set[int] = set()
    kept = []
    for one in sorted(found, key=lambda one: (one.first - one.last, one.first)):
        places = range(one.first, one.last)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(one)
    return sorted(kept)


def free_words(reading: Reading, found: Iterable[Found]) -> Iterator[tuple[int, Word]]:
    """The words that belong to no name, with their place."""
    taken = {at for one in found for at in range(one.first, one.last)}
    for at, word in enumerate(reading.words):
        if at not in taken:
            yield at, word


def words_in(lines: str) -> frozenset[str]:
    """A list of words written out."""
    return frozenset(lines.split())


def shape(*patterns: str) -> re.Pattern[str]:
    """A pattern that a whole word has to have: one of these."""
    return re.compile("|".join(f"(?:{one})" for one in patterns))
