"""Tables: TSV and CSV, with or without a row of names, and the files of this program itself."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import Final

from curator.domain.terms import Synonym, TermRow, VocabularyHeader
from curator.ingest.vocabularies.ids import is_id, tidy_id
from curator.ingest.vocabularies.records import (
    LABELS,
    known_columns,
    made_id,
    plain_key,
    term_of,
)
from curator.ingest.vocabularies.sources import Source

_OWN: Final = re.compile(r"# vocabulary (\S+) release (\S+)")
_LOOKED_AT: Final = 50
_LISTS: Final = (".csv", ".tsv", ".tab", ".txt", ".lst")
_WORDS: Final = 20
_MOST_WORDS: Final = 100


class DelimitedTerms:
    """The terms of one table; ``header`` is known once the first was read.

    Attributes:
        guessed: It has no row of names, and is one line or has no id: terms are a guess.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self.header = VocabularyHeader()
        self.skipped = 0
        self.guessed = False

    def __iter__(self) -> Iterator[TermRow]:
        lines = self._content(self._source.lines())
        sample = list(islice(lines, _LOOKED_AT))
        if not sample:
            return
        rows = self._rows(chain(sample, lines), delimiter=_delimiter(sample))
        first = next(rows, [])
        keys = [plain_key(cell) for cell in first]
        if names_columns(keys):
            yield from self._named(rows, keys)
        else:
            self._refuse_prose(sample)
            self.guessed = True
            yield from self._unnamed(chain([first], rows), several=len(sample) > 1)

    def _refuse_prose(self, sample: Sequence[str]) -> None:
        """A list without a row of names has a name in each line and nothing longer."""
        words = sorted(len(line.split()) for line in sample)
        listed = self._source.name.casefold().removesuffix(".gz").endswith(_LISTS)
        if not listed or words[len(words) // 2] > _WORDS or words[-1] > _MOST_WORDS:
            raise self._source.unreadable(
                "it is neither OBO, OWL nor JSON, and no table with a row of names",
                hint="A table needs a first row that names its columns: id, label, synonyms.",
            )

    def _content(self, lines: Iterator[str]) -> Iterator[str]:
        for number, line in enumerate(lines):
            if number == 0 and (own := _OWN.match(line)):
                self.header = VocabularyHeader(own[1], own[2])
            elif line and not line.startswith("# "):
                yield line.replace("\0", "") + "\n"

    def _rows(self, lines: Iterator[str], *, delimiter: str) -> Iterator[list[str]]:
        try:
            yield from csv.reader(lines, delimiter=delimiter)
        except csv.Error as error:
            raise self._source.unreadable(
                f"one of its cells never ends or is too long ({error})",
                hint="Look for a quotation mark without its pair.",
            ) from error

    def _named(self, rows: Iterator[list[str]], keys: Sequence[str]) -> Iterator[TermRow]:
        for row in rows:
            cells = zip(keys, row, strict=False)
            if term := term_of({key: cell for key, cell in cells if key and cell}):
                yield term
            else:
                self.skipped += 1

    def _unnamed(self, rows: Iterator[list[str]], *, several: bool) -> Iterator[TermRow]:
        for row in rows:
            cells = [cell.strip() for cell in row]
            if cells and is_id(cells[0]) and len(cells) > 1:
                term_id, cells = tidy_id(cells[0]), cells[1:]
                self.guessed = self.guessed and not several
            else:
                term_id = made_id(cells[0]) if cells else ""
            if not cells or not cells[0] or term_id == "name:":
                self.skipped += 1
                continue
            others = dict.fromkeys(one for one in cells[1:] if one and one != cells[0])
            yield TermRow(term_id, cells[0], tuple(map(Synonym, others)))


def names_columns(keys: Sequence[str]) -> bool:
    """Whether a row names its columns: a label's and something else's."""
    known = known_columns(keys)
    return len(known) > 1 and any(key in LABELS for key in known)


def _delimiter(lines: Sequence[str]) -> str:
    """The sign that stands in most of the lines; a tab before the others."""
    counts = {sign: sum(sign in line for line in lines) for sign in ("\t", ",", ";")}
    return max(counts, key=lambda sign: counts[sign])
