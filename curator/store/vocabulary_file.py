"""The file of one installed release of a vocabulary: a SQLite database, read only once it is made.

Opening it reads a few rows, however many names it has.  ``term`` and ``name`` hold what was in the
source; ``name.key`` is the name's words (``curator.domain.names``) and has an index for exact names
and beginnings.  ``posting`` says for each word in which names it stands; ``word`` and ``backward``
are the words themselves, for those that are typed with an error.  ``seen`` has a bit for each key,
so that the thousands of words of an article that name nothing cost no look into the database.
"""

from __future__ import annotations

import sqlite3
import threading
from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice, product
from pathlib import Path
from typing import Final
from zlib import crc32

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from curator.domain.errors import RegistryFileError
from curator.domain.terms import LABEL, NameRow, Synonym, TermRow
from curator.store.vocabulary_building import BETWEEN, FORMAT, SCOPE_CODES, SHORT, SIMILAR_FROM

_SCOPES: Final = tuple(SCOPE_CODES)
_NAMED: Final = (
    "select name.key, term.id, term.label, name.name, name.kind"
    " from name join term on term.n = name.term"
)
_BEGINNING: Final[Mapping[str, str]] = {
    table: f"select word from {table} where word >= ? and word < ?"  # noqa: S608  two own names
    " and length(word) between ? and ? limit ?"
    for table in ("word", "backward")
}
_REMEMBERED: Final = 5_000
_AT_ONCE: Final = 500
_LAST: Final = "\U0010ffff"
_WORDS: Final = 300
_DOUBLED: Final = 4
_POSTED: Final = 50_000
_SCANNED: Final = 1_000
_CANDIDATES: Final = 20_000
_LIKE: Final = 0.7
_LIKE_NAME: Final = 78.0
_BEGINS: Final = 0.95
_TRIED: Final = 24
_FEW: Final = 20
_FEWER: Final = 2
_MEANT: Final = 8
_LIKE_SOME: Final = 40.0

KeyedName = tuple[str, NameRow]
"""A name with its key."""


class VocabularyFile:
    """One installed release; may be used from every thread.

    Raises:
        RegistryFileError: It is no such file, or a later version of this program made it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        self._names: dict[str, tuple[KeyedName, ...]] = {}
        self.said: Mapping[str, str] = self._read_said()

    @property
    def name(self) -> str:
        return self.said["name"]

    @property
    def release(self) -> str:
        return self.said["release"]

    @property
    def role(self) -> str:
        return self.said["role"]

    @property
    def longest(self) -> int:
        """Words of the longest name."""
        return int(self.said["longest"])

    def close(self) -> None:
        """Close this thread's connection; those of other threads close with them."""
        connection = getattr(self._local, "connection", None)
        if connection is not None:
            connection.close()
            self._local.connection = None

    def lookup(self, keys: Collection[str]) -> Mapping[str, tuple[NameRow, ...]]:
        """The names that have one of these keys; see ``Names``."""
        bits = self._bits
        mask = len(bits) - 1
        likely = [
            key for key in keys if bits[(at := crc32(key.encode())) >> 3 & mask] >> (at & 7) & 1
        ]
        found: dict[str, list[NameRow]] = {}
        for key, row in self._named("name.key in", likely):
            found.setdefault(key, []).append(row)
        return {key: tuple(rows) for key, rows in found.items()}

    def term(self, term_id: str) -> TermRow | None:
        """The term with that id, without its synonyms; None where there is none."""
        row = self._db.execute(
            "select id, label, parents, obsolete, replaced, consider, definition from term"
            " where id = ? order by label = '', n limit 1",
            (term_id,),
        ).fetchone()
        if row is None:
            return None
        own, label, parents, obsolete, replaced, consider, definition = row
        return TermRow(
            own, label, (), _listed(parents), bool(obsolete), _listed(replaced),
            _listed(consider), definition,
        )  # fmt: skip

    def synonyms(self, term_id: str) -> tuple[Synonym, ...]:
        """The further names of a term."""
        rows = self.names_of([term_id]).get(term_id, ())
        return tuple(Synonym(row.name, row.scope) for _, row in rows if row.scope != LABEL)

    def names_of(self, ids: Iterable[str]) -> Mapping[str, tuple[KeyedName, ...]]:
        """The names of terms that are found by name, each with its key; remembers them."""
        wanted, known = tuple(ids), self._names
        missing = [one for one in wanted if one not in known]
        if len(known) + len(missing) > _REMEMBERED:
            self._names, missing = {}, list(wanted)
            known = self._names
        known |= dict.fromkeys(missing, ())
        spans = self._chunked("select id, first, names from term where id in", missing)
        for term_id, first, number in map(_span, spans):
            rows = self._db.execute(
                f"{_NAMED} where name.n >= ? and name.n < ?", (first, first + number)
            )
            known[term_id] = tuple(map(_keyed, rows))
        return {one: known[one] for one in wanted if known[one]}

    def beginning(self, key: str, *, limit: int) -> list[KeyedName]:
        """Names whose key begins so, in the order of their keys."""
        rows = self._db.execute(
            f"{_NAMED} where name.key >= ? and name.key < ? order by name.key limit ?",
            (key, key + _LAST, limit),
        )
        return list(map(_keyed, rows))

    def holding(self, words: Sequence[str], *, limit: int) -> list[KeyedName]:
        """Names with all of these words; of the last one its beginning is enough."""
        *whole, last = words
        some = list(islice(self._posted(last), _POSTED + 1))
        if not whole:
            first = dict.fromkeys(some[: limit * _DOUBLED])
            return list(self._named("name.n in", list(islice(first, limit))))
        lists = [self._numbers(one) for one in dict.fromkeys(whole)]
        if len(some) <= _POSTED:
            return self._in_all([*lists, array("I", sorted(set(some)))], limit=limit)
        # Too many to put in order: look at what holds the others.
        found = self._in_all(lists, limit=_SCANNED)
        return [one for one in found if f" {last}" in f" {one[0]}"][:limit]

    def holding_whole(self, words: Sequence[str], *, limit: int) -> list[KeyedName]:
        """Names with all of these words."""
        return self._in_all([self._numbers(one) for one in dict.fromkeys(words)], limit=limit)

    def _in_all(self, lists: list[array[int]], *, limit: int) -> list[KeyedName]:
        """The first names whose numbers stand in all of the lists, which are in order."""
        first, *others = sorted(lists, key=len)
        numbers = (one for one in first if all(_stands_in(one, other) for other in others))
        return list(self._named("name.n in", list(islice(numbers, limit))))

    def similar_words(self, word: str, *, limit: int) -> list[str]:
        """Words of names that a typing error or two may have made this of, likest first.

        One of two halves is right where there is one error; an exchange of letters in the middle
        is allowed for, too.
        """
        half = max(1, (len(word) - 1) // 2)
        candidates = {
            *self._words("word", word[:half], near=word),
            *(one[::-1] for one in self._words("backward", word[::-1][:half], near=word)),
        }
        candidates.discard(word)
        found = process.extract(
            word, candidates, scorer=OSA.normalized_similarity, score_cutoff=_LIKE, limit=limit
        )
        return [one for one, _, _ in found]

    def similar(self, key: str, *, limit: int) -> list[KeyedName]:
        """Names that a typing error or two may have made this key of, likest first."""
        found: dict[str, NameRow] = {}
        for words in islice(product(*self._meant(key.split(" "))), _TRIED):
            near = " ".join(words)
            if near == key:
                continue
            for own, row in (
                *self._named("name.key in", [near]),
                *self.beginning(near, limit=_FEW),
            ):
                found.setdefault(own, row)
            if len(found) < limit:
                for own, row in self.holding_whole(words, limit=_FEW):
                    found.setdefault(own, row)
        return likest(key, found, limit=limit, least=_LIKE_SOME)

    def _meant(self, words: Sequence[str]) -> list[list[str]]:
        """For each word those that may have been meant: where one is unknown the others stay."""
        fixed = [len(word) <= SIMILAR_FROM or not word.isalpha() for word in words]
        known = [
            stays or self._db.execute("select 1 from word where word = ?", (word,)).fetchone()
            for stays, word in zip(fixed, words, strict=True)
        ]
        if all(known):
            return [
                [word] if stays else [word, *self.similar_words(word, limit=_FEWER)]
                for stays, word in zip(fixed, words, strict=True)
            ]
        return [
            [word] if there else self.similar_words(word, limit=_MEANT) or [word]
            for there, word in zip(known, words, strict=True)
        ]

    @cached_property
    def _bits(self) -> bytes:
        return bytes(self._db.execute("select bits from seen").fetchone()[0])

    @property
    def _db(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            self._local.connection = connection = _connect(self.path)
        return connection

    def _read_said(self) -> Mapping[str, str]:
        try:
            said = dict(self._db.execute("select key, value from meta"))
        except sqlite3.Error as error:
            raise RegistryFileError(
                f"{self.path.name} is no vocabulary that this program installed ({error}).",
                hint="Remove it, and load the vocabulary again.",
            ) from error
        if said.get("format") != FORMAT:
            raise RegistryFileError(
                f"{self.path.name} was installed by another version of this program.",
                hint="Load the vocabulary again.",
            )
        return said

    def _named(self, condition: str, wanted: Sequence[str | int]) -> Iterator[KeyedName]:
        return map(_keyed, self._chunked(f"{_NAMED} where {condition}", wanted))

    def _chunked(self, query: str, wanted: Sequence[str | int]) -> Iterator[tuple[object, ...]]:
        for first in range(0, len(wanted), _AT_ONCE):
            part = wanted[first : first + _AT_ONCE]
            marks = ", ".join("?" * len(part))
            yield from self._db.execute(f"{query} ({marks})", part)

    def _numbers(self, word: str) -> array[int]:
        rows = self._db.execute("select names from posting where word = ? order by part", (word,))
        return _joined(blob for (blob,) in rows)

    def _posted(self, beginning: str) -> Iterator[int]:
        """Numbers of the names with a word that begins so, word by word."""
        rows = self._db.execute(
            "select names from posting where word >= ? and word < ? limit ?",
            (beginning, beginning + _LAST, _WORDS),
        )
        for (blob,) in rows:
            yield from memoryview(blob).cast("I")

    def _words(self, table: str, beginning: str, *, near: str) -> Iterator[str]:
        rows = self._db.execute(
            _BEGINNING[table],
            (beginning, beginning + _LAST, len(near) - 2, len(near) + 2, _CANDIDATES),
        )
        return (word for (word,) in rows)


def _connect(path: Path) -> sqlite3.Connection:
    try:
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
    except sqlite3.Error as error:
        raise RegistryFileError(
            f"{path.name} cannot be opened: {error}.", hint="Load the vocabulary again."
        ) from error
    connection.execute("pragma trusted_schema = off")
    connection.execute("pragma mmap_size = 1073741824")
    return connection


def _keyed(row: tuple[object, ...]) -> KeyedName:
    key, term_id, label, name, kind = row
    named = label if name is None else name
    scope, short = int(kind) % SHORT, int(kind) >= SHORT  # type: ignore[call-overload]  # as written
    return str(key), NameRow(str(term_id), str(label), str(named), _SCOPES[scope], short)


def _span(row: tuple[object, ...]) -> tuple[str, int, int]:
    term_id, first, number = row
    return str(term_id), int(str(first)), int(str(number))


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(cell.split(BETWEEN)) if cell else ()


def _joined(blobs: Iterable[bytes]) -> array[int]:
    numbers = array("I")
    for blob in blobs:
        numbers.frombytes(blob)
    return numbers


def _stands_in(number: int, ordered: array[int]) -> bool:
    at = bisect_left(ordered, number)
    return at < len(ordered) and ordered[at] == number


def likest(
    key: str, names: Mapping[str, NameRow], *, limit: int, least: float = _LIKE_NAME
) -> list[KeyedName]:
    """Of names by their key those like that key, or like it as far as it goes; likest first."""
    end = len(key) + 1
    scored = []
    for own, row in names.items():
        whole, begun = fuzz.ratio(key, own), fuzz.ratio(key, own[:end]) * _BEGINS
        if (score := max(whole, begun)) >= least:
            scored.append((-score, len(own), own, row))
    scored.sort()
    return [(own, row) for _, _, own, row in scored[:limit]]
