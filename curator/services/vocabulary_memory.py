"""The vocabularies that come with the program: small tables, read whole.

A file ``NAME.tsv``: the first line ``# vocabulary NAME release R``, then ``id``, ``label``,
``synonyms``, ``parents`` between tabs, the last two lists between ``|``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Final

from curator.domain.errors import RegistryFileError
from curator.domain.everyday import counts_as_written
from curator.domain.names import name_key
from curator.domain.terms import LABEL, NameRow, VocabularyTerm
from curator.store.vocabulary_file import KeyedName, likest

_HEADER: Final = re.compile(r"# vocabulary (\S+) release (\S+)")


class Vocabulary:
    """The terms of one small file, indexed by their names; implements ``Names``.

    Attributes:
        name: Of the file; for the vocabularies of the program also the role that they serve.
    """

    def __init__(self, terms: Iterable[VocabularyTerm], *, name: str, release: str) -> None:
        self.name = name
        self.release = release
        self.terms: Mapping[str, VocabularyTerm] = {term.id: term for term in terms}

    @cached_property
    def names(self) -> tuple[KeyedName, ...]:
        """All names with their keys, in the order of the keys."""
        return tuple(
            sorted(
                (name_key(row.name), row) for term in self.terms.values() for row in self._of(term)
            )
        )

    @cached_property
    def longest(self) -> int:
        """Words of the longest name."""
        return max((key.count(" ") + 1 for key in self._by_key), default=0)

    def lookup(self, keys: Collection[str]) -> Mapping[str, tuple[NameRow, ...]]:
        """The names that have one of these keys; see ``Names``."""
        by_key = self._by_key
        # Sets are compared in C; the order of the hits must not be theirs.
        return {key: by_key[key] for key in sorted(by_key.keys() & keys)}

    def names_of(self, ids: Iterable[str]) -> Mapping[str, tuple[KeyedName, ...]]:
        """The names of terms, each with its key."""
        terms = (self.terms[one] for one in ids if one in self.terms)
        return {
            term.id: tuple((name_key(row.name), row) for row in self._of(term)) for term in terms
        }

    def beginning(self, key: str, *, limit: int) -> list[KeyedName]:
        """Names whose key begins so, in the order of their keys."""
        first = bisect_left(self._keys, key)
        found = []
        for own, row in islice(self.names, first, first + limit):
            if not own.startswith(key):
                break
            found.append((own, row))
        return found

    def holding(self, words: Sequence[str], *, limit: int) -> list[KeyedName]:
        """Names with all of these words; of the last one its beginning is enough."""
        *whole, last = words
        needed = set(whole)
        return list(islice(self._holding(needed, last), limit))

    def similar(self, key: str, *, limit: int) -> list[KeyedName]:
        """Names that a typing error or two may have made this key of, likest first."""
        return likest(key, dict(self.names), limit=limit)

    def _holding(self, needed: set[str], last: str) -> Iterator[KeyedName]:
        for key, row in self.names:
            words = key.split(" ")
            if needed.issubset(words) and any(word.startswith(last) for word in words):
                yield key, row

    def _of(self, term: VocabularyTerm) -> Iterator[NameRow]:
        for at, name in enumerate((term.label, *term.synonyms)):
            short = counts_as_written(name, self.name)
            yield NameRow(term.id, term.label, name, "exact" if at else LABEL, short)

    @cached_property
    def _by_key(self) -> Mapping[str, tuple[NameRow, ...]]:
        found: dict[str, list[NameRow]] = {}
        for key, row in self.names:
            found.setdefault(key, []).append(row)
        return {
            key: tuple(sorted(rows, key=lambda row: row.scope != LABEL))
            for key, rows in found.items()
        }

    @cached_property
    def _keys(self) -> tuple[str, ...]:
        return tuple(key for key, _ in self.names)


def read_file(path: Path) -> Vocabulary:
    """The vocabulary in a file.

    Raises:
        RegistryFileError: Its first line does not say so.
    """
    lines = path.read_text(encoding="utf-8").split("\n")
    header = _HEADER.match(lines[0])
    if header is None:
        raise RegistryFileError(
            f"{path.name} is no vocabulary: its first line does not say "
            "'# vocabulary NAME release R'"
        )
    name, release = header.groups()
    release = f"{name}/{release}"
    rows = (line.rstrip("\r").split("\t") for line in lines[1:] if line.strip())
    terms = (_term(row, release) for row in rows if not row[0].startswith("#") and row[0] != "id")
    return Vocabulary(terms, name=name, release=release)


def _term(row: list[str], release: str) -> VocabularyTerm:
    term_id, label, synonyms, parents = (*row, "", "", "")[:4]
    return VocabularyTerm(term_id, label, _listed(synonyms), _listed(parents), release)


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in cell.split("|") if one.strip())
