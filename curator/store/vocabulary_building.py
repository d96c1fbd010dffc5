"""Write the file of an installed vocabulary, in one pass and in bounded memory.

What stands in it is told in ``vocabulary_file``.
"""

from __future__ import annotations

import json
import re
import sqlite3
from array import array
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, compress, count, repeat
from pathlib import Path
from typing import Final
from zlib import crc32

from curator.domain.errors import StorageError
from curator.domain.everyday import counts_as_written
from curator.domain.terms import LABEL, SCOPES, Parentage, TermRow
from curator.store.vocabulary_keys import KeyMaker

FORMAT: Final = "1"
SCOPE_CODES: Final[Mapping[str, int]] = {scope: code for code, scope in enumerate((LABEL, *SCOPES))}
SHORT: Final = 8
"""Added to the code of a scope: the name counts in its written case only."""

SIMILAR_FROM: Final = 3
"""Letters of a word that may have been meant where there is a typing error."""

BETWEEN: Final = "\t"
"""Between the ids of one cell."""

_SCHEMA: Final = """
create table meta (key text primary key, value text not null) without rowid;
create table term (
    n integer primary key, id text not null, label text not null, parents text not null,
    obsolete integer not null, replaced text not null, consider text not null,
    definition text not null, first integer not null, names integer not null);
create table name (
    n integer primary key, key text not null, term integer not null, name text,
    kind integer not null);
create table posting (
    word text not null, part integer not null, names blob not null,
    primary key (word, part)) without rowid;
create table word (word text primary key) without rowid;
create table backward (word text primary key) without rowid;
create table seen (bits blob not null);
create temp table parentage (id text not null, parent text not null);
"""
_SPEED: Final = (
    "pragma page_size = 8192",
    "pragma journal_mode = truncate",
    "pragma locking_mode = exclusive",
    "pragma cache_size = -64000",
    "pragma temp_store = file",
)
_TERM: Final = "insert into term values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_NAME: Final = "insert into name values (?, ?, ?, ?, ?)"
_DOUBLED: Final = (
    "select id from term where id in (select id from term group by id having count(*) > 1)"
    " and label <> '' group by id having count(*) > 1 order by id"
)
_RANKED: Final = re.compile(r"(.+?) <[^<>]+>\Z")
_POSTINGS: Final = 4_000_000
_WORDS: Final = 300_000
_BITS_PER_NAME: Final = 16
_LEAST_BITS: Final = 1 << 16


class _Postings(dict[str, "array[int]"]):
    """The numbers of the names that a word stands in."""

    def __missing__(self, word: str) -> array[int]:
        numbers = self[word] = array("I")
        return numbers


@dataclass(slots=True)
class _Given:
    """Names before they have their keys, column by column; ``terms`` are the terms' numbers."""

    terms: list[int] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    scopes: list[str] = field(default_factory=list)


class VocabularyBuilder:
    """A vocabulary file while it is written; whoever makes one closes it.

    Args:
        path: A file that is not there yet.
        role: The role of the form that its terms serve, such as ``cells``.

    Raises:
        StorageError: The disk refused.
    """

    def __init__(self, path: Path, *, role: str) -> None:
        self._path, self.role = path, role
        self.terms = self.names = self.longest = self.obsolete = 0
        self._keys = KeyMaker()
        self._prefixes: Counter[str] = Counter()
        self._hashes = array("I")
        self._postings = _Postings()
        self._waiting, self._part = 0, 0
        self._labels_above = False
        self._doubled: tuple[str, ...] = ()
        try:
            self._db = sqlite3.connect(path, isolation_level=None)
            for pragma in _SPEED:
                self._db.execute(pragma)
            self._db.executescript(_SCHEMA)
            self._db.execute("begin")
        except sqlite3.Error as error:
            raise self._refused(error) from error

    def close(self) -> None:
        self._db.close()

    @property
    def prefixes(self) -> Counter[str]:
        """How many terms have which prefix, obsolete ones left out."""
        return self._prefixes

    @property
    def doubled(self) -> tuple[str, ...]:
        """Ids that more than one labelled entry has, in order; known once it is finished."""
        return self._doubled

    def add(self, rows: Iterable[TermRow | Parentage]) -> None:
        """Take in some rows; a few thousand at once are fastest."""
        terms: list[tuple[object, ...]] = []
        names = _Given()
        above: list[Parentage] = []
        for row in rows:
            if isinstance(row, TermRow):
                terms.append(self._term(row, names))
            else:
                above.append(row)
        try:
            self._db.executemany(_TERM, terms)
            self._db.executemany(_NAME, self._named(names))
            self._db.executemany("insert into parentage values (?, ?)", above)
            if self._waiting > _POSTINGS or len(self._postings) > _WORDS:
                self._write_postings()
        except sqlite3.Error as error:
            raise self._refused(error) from error

    def finish(self, *, own: str, said: dict[str, str]) -> None:
        """Index what was added.

        Args:
            own: The prefix whose terms alone are found by name; "" for all of them.
            said: What the file says of itself: name, release, file, digest and so on.
        """
        try:
            self._finish(own, said)
        except sqlite3.Error as error:
            raise self._refused(error) from error

    def _finish(self, own: str, said: dict[str, str]) -> None:
        db = self._db
        self._write_postings()
        db.execute("create index term_id on term (id)")
        self._doubled = tuple(one for (one,) in db.execute(_DOUBLED))
        if own and len(self._prefixes) > 1:
            db.execute(
                "delete from name where term in (select n from term where id not like ? || ':%')",
                (own,),
            )
            self._prefixes = Counter({own: self._prefixes[own]})
        self._join_parents()
        if self._labels_above:
            self._parents_by_id()
        db.execute("create index name_key on name (key)")
        db.execute("insert into seen values (?)", (filter_of(self._hashes),))
        counted = {"terms": self._prefixes.total(), "names": self._count_names()}
        facts = {
            "format": FORMAT, "role": self.role, "prefix": own, "longest": self.longest,
            **counted, **said,
        }  # fmt: skip
        db.executemany("insert into meta values (?, ?)", [(k, str(v)) for k, v in facts.items()])
        db.execute("commit")

    def _count_names(self) -> int:
        return int(self._db.execute("select count(*) from name").fetchone()[0])

    def _term(self, row: TermRow, given: _Given) -> tuple[object, ...]:
        """The row of a term; its names go behind the others."""
        id_, label, _, parents, obsolete, replaced_by, consider, definition = row
        self.terms += 1
        before = len(given.names)
        if obsolete or not label:
            self.obsolete += 1
        else:
            self._prefixes[id_.partition(":")[0]] += 1
            names = names_of(row)
            given.names += names
            given.scopes += names.values()
            given.terms += repeat(self.terms, len(names))
        if parents and not self._labels_above:
            self._labels_above = ":" not in parents[0]
        return (
            self.terms, id_, label, BETWEEN.join(parents), obsolete,
            BETWEEN.join(replaced_by), BETWEEN.join(consider), definition,
            self.names + before + 1, len(given.names) - before,
        )  # fmt: skip

    def _named(self, given: _Given) -> Iterator[tuple[object, ...]]:
        """The rows of names; notes their words for the filter and the postings."""
        role, first = self.role, self.names + 1
        keys = self._keys.keys(given.names)
        self.names += len(keys)
        self._note(keys, first)
        kinds = [
            SCOPE_CODES[scope] + (SHORT if counts_as_written(name, role) else 0)
            for name, scope in zip(given.names, given.scopes, strict=True)
        ]
        # Of a label the row of its term has the words.
        names = [
            None if scope == LABEL else name
            for name, scope in zip(given.names, given.scopes, strict=True)
        ]
        rows = zip(count(first), keys, given.terms, names, kinds, strict=False)
        return compress(rows, keys)

    def _note(self, keys: list[str], first: int) -> None:
        """Put the numbers of names to their words; the loop over words is the longest of all."""
        words = [key.count(" ") + 1 for key in keys]
        self.longest = max(self.longest, max(words, default=0))
        self._waiting += sum(words)
        numbers = chain.from_iterable(map(repeat, count(first), words))
        postings = map(self._postings.__getitem__, " ".join(keys).split(" ") if keys else ())
        deque(map(array.append, postings, numbers), maxlen=0)
        self._hashes.extend(map(crc32, map(str.encode, keys)))

    def _write_postings(self) -> None:
        self._part += 1
        words = sorted(self._postings.keys() - {""})
        self._db.executemany(
            "insert into posting values (?, ?, ?)",
            ((word, self._part, self._postings[word].tobytes()) for word in words),
        )
        similar = [word for word in words if len(word) >= SIMILAR_FROM and word.isalpha()]
        for table, some in (("word", similar), ("backward", sorted(w[::-1] for w in similar))):
            self._db.execute(
                f"insert or ignore into {table} select value from json_each(?)",  # noqa: S608 - ours
                (json.dumps(some),),
            )
        self._postings = _Postings()
        self._waiting = 0

    def _join_parents(self) -> None:
        if self._db.execute("select 1 from parentage limit 1").fetchone() is None:
            return
        self._db.execute("create index temp.parentage_id on parentage (id)")
        self._db.execute(
            "update term set parents = ltrim(parents || ?1 || ("
            "  select group_concat(distinct_parents.parent, ?1) from ("
            "    select distinct parent from parentage where parentage.id = term.id"
            "  ) distinct_parents), ?1)"
            " where id in (select id from parentage)",
            (BETWEEN,),
        )

    def _parents_by_id(self) -> None:
        """Where a table names parents by their label, put the id that it gives this label."""
        self._db.execute(
            "create temp table labelled as select label, min(id) id from term group by 1"
        )
        self._db.execute("create unique index temp.labelled_label on labelled (label)")
        waiting = self._db.execute("select n, parents from term where parents <> ''").fetchall()
        changed = []
        for number, parents in waiting:
            ids = [self._id_of(one) for one in parents.split(BETWEEN)]
            changed.append((BETWEEN.join(one for one in ids if one), number))
        self._db.executemany("update term set parents = ? where n = ?", changed)

    def _id_of(self, parent: str) -> str:
        found = self._db.execute("select id from labelled where label = ?", (parent,)).fetchone()
        return str(found[0]) if found else (parent if ":" in parent else "")

    def _refused(self, error: sqlite3.Error) -> StorageError:
        return StorageError(
            f"The vocabulary cannot be written to {self._path.parent}: {error}.",
            hint="Free some space or check that folder.",
        )


def names_of(row: TermRow) -> dict[str, str]:
    """The names of a term with their scopes, each once; ``Mus <genus>`` is a Mus."""
    names = {row.label: LABEL}
    if row.label.endswith(">") and (ranked := _RANKED.match(row.label)):
        names.setdefault(ranked[1], "exact")
    for name, scope in row.synonyms:
        if name:
            names.setdefault(name, scope)
    return names


def filter_of(hashes: array[int]) -> bytes:
    """A bit for the hash of each key: sixteen bits per name, so that one stranger in 16 passes."""
    size = _LEAST_BITS
    while size < len(hashes) * _BITS_PER_NAME:
        size *= 2
    bits = bytearray(size >> 3)
    mask = size - 1
    for one in hashes:
        bits[(one & mask) >> 3] |= 1 << (one & 7)
    return bytes(bits)
