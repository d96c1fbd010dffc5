"""Going through the chain: every digest, seal, number and reference, recomputed.

Sealed rows never change, so a long chain is gone through in spans, each in a short session: a
writer never waits for more than one span.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any, Final

from curator.domain.canonical import sha256
from curator.domain.changes import Author
from curator.domain.identity import article_label, study_label
from curator.store.engine import Session
from curator.store.sealing import (
    FIRST_PREVIOUS,
    REVISION_COLUMNS,
    ChangeHeader,
    Digests,
    digest_of_revision,
    original_digest,
    seal_of,
    term_digest,
    text_digest,
)
from curator.store.streams import stream

Columns = tuple[Any, ...]

_CHANGES: Final = (
    "SELECT seq, id, author_id, author_name, at, kind, reason, previous, seal FROM change"
    " WHERE seq BETWEEN ? AND ? ORDER BY seq"
)
_TABLES: Final[Mapping[str, tuple[str, str, str]]] = {
    "entity": ("first_change", "number", "id, kind, number"),
    "revision": ("change_seq", "", ", ".join((*REVISION_COLUMNS, "digest", "number"))),
    "original": ("change_seq", "", "sha256, size, digest, bytes"),
    "text": ("change_seq", "", "article_id, sha256, digest, made_by, blocks, body"),
    "term": ("change_seq", "", "release, id, label, synonyms, parents, digest"),
}
"""Table: column of its change, further order, columns looked at."""

_QUERIES: Final[Mapping[str, str]] = {
    table: (
        f'SELECT {seq}, {columns} FROM "{table}"'  # noqa: S608 - names of ours
        f" WHERE {seq} BETWEEN ? AND ? ORDER BY {seq}{f', {further}' if further else ''}"
    )
    for table, (seq, further, columns) in _TABLES.items()
}
_CHANGE_KINDS: Final = frozenset({(int, *(str,) * 8)})
_KINDS: Final[Mapping[str, frozenset[tuple[type, ...]]]] = {
    "entity": frozenset({(int, str, str, int)}),
    "revision": frozenset({(int, *(str,) * 10, int)}),
    "original": frozenset({(int, str, int, str, bytes), (int, str, int, str, type(None))}),
    "text": frozenset({(int, *(str,) * 6)}),
    "term": frozenset({(int, *(str,) * 6)}),
}
"""What may stand in each column; a damaged SQLite row can hold anything anywhere."""

_LOST: Final[Mapping[str, str]] = {
    table: (
        f'SELECT {seq} FROM "{table}"'  # noqa: S608 - names of ours
        f" WHERE {seq} < 1 OR {seq} > ? ORDER BY 1 LIMIT 5"
    )
    for table, (seq, _, _) in _TABLES.items()
}


@dataclass(slots=True)
class _Entity:
    """What has been seen of one entity."""

    kind: str
    number: int
    revisions: int = 0

    @property
    def label(self) -> str:
        if self.kind == "article":
            return article_label(self.number)
        if self.kind == "study":
            return study_label(self.number)
        return f"{self.kind} {self.number}"


@dataclass(slots=True)
class ChainCheck:
    """A walk along the chain; call ``check_span`` for spans that follow each other.

    Attributes:
        problems: A sentence for each thing that is wrong, naming it.
        counts: Rows gone through, by table.
    """

    problems: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(("change", *_TABLES), 0))
    _previous: str = FIRST_PREVIOUS
    _seq: int = 0
    _entities: dict[str, _Entity] = field(default_factory=dict)
    _numbers: dict[str, int] = field(default_factory=dict)

    @property
    def last_seal(self) -> str:
        """Seal of the last change that was gone through."""
        return self._previous if self._seq else ""

    def check_span(self, session: Session, first: int, *, last: int) -> None:
        """Check the changes ``first`` to ``last`` with all that they brought."""
        feeds = {name: _Feed(session, name, first=first, last=last) for name in _QUERIES}
        try:
            with closing(stream(session, _CHANGES, first, last)) as changes:
                for row in changes:
                    if tuple(map(type, row)) in _CHANGE_KINDS:
                        self._check_change(row, feeds)
                    else:
                        self._say(f"Change {row[0]} holds something that is no text.")
            for name, feed in feeds.items():
                for seq in feed.odd:
                    self._say(f"A row of {name} of change {seq} holds something of another kind.")
                for seq in feed.strays():
                    self._say(f"A row of {name} belongs to change {seq}, which is not there.")
        finally:
            for feed in feeds.values():
                feed.close()

    def check_end(self, session: Session, last: int) -> None:
        """Look for rows of changes that there cannot be, after the last span."""
        for name, query in _LOST.items():
            for row in stream(session, query, last):
                self._say(f"A row of {name} belongs to change {row[0]}, which is not there.")

    def _say(self, sentence: str) -> None:
        self.problems.append(sentence)

    def _check_change(self, row: Columns, feeds: dict[str, _Feed]) -> None:
        seq, id_, author_id, author_name, at, kind, reason, previous, seal = row
        self.counts["change"] += 1
        if seq != self._seq + 1:
            self._say(f"Change {self._seq + 1} is missing; {seq} comes next.")
        if previous != self._previous:
            self._say(f"Change {seq} does not follow the seal of the change before it.")
        digests = Digests()
        self._check_entities(feeds["entity"].take(seq), digests)
        self._check_revisions(feeds["revision"].take(seq), digests, seq)
        self._check_originals(feeds["original"].take(seq), digests)
        self._check_texts(feeds["text"].take(seq), digests)
        self._check_terms(feeds["term"].take(seq), digests)
        header = ChangeHeader(id_, at, Author(author_id, author_name), kind, reason)
        if seal_of(header, seq, previous=previous, digests=digests) != seal:
            self._say(
                f"Change {seq} ({kind}, {author_name}, {at}) does not match its seal: its header,"
                " or the list of what it brought, is not what was saved."
            )
        self._previous, self._seq = seal, seq

    def _check_entities(self, rows: Iterator[Columns], digests: Digests) -> None:
        for _, id_, kind, number in rows:
            self.counts["entity"] += 1
            known = self._entities[id_] = _Entity(kind, number)
            expected = self._numbers.get(kind, 0) + 1
            if number != expected:
                self._say(f"{known.label} ({id_}) has number {number}; {expected} comes next.")
            self._numbers[kind] = number
            digests.entities.append((id_, number))

    def _check_revisions(self, rows: Iterator[Columns], digests: Digests, seq: int) -> None:
        found = digests.revisions
        entities = self._entities
        count = 0
        for row in rows:
            count += 1
            digest = row[10]
            found.append(digest)
            known = entities.get(row[2])
            if known is None:
                self._say(f"Revision {row[1]} is of {row[2]}, an entity that is not there.")
                known = entities[row[2]] = _Entity(row[3], 0)
            known.revisions += 1
            if digest_of_revision(row[1:10]) != digest:
                self._say(
                    f"Revision {row[11]} of {known.label} (change {seq}, id {row[1]}) does not"
                    " match its digest: its document or its header is not what was saved."
                )
            if row[11] != known.revisions:
                self._say(
                    f"{known.label}: revision {row[11]} ({row[1]}) comes where"
                    f" {known.revisions} should."
                )
            if row[3] != known.kind:
                self._say(f"Revision {row[1]} of the {known.kind} {known.label} is of a {row[3]}.")
        self.counts["revision"] += count

    def _check_originals(self, rows: Iterator[Columns], digests: Digests) -> None:
        for seq, sha, size, digest, data in rows:
            self.counts["original"] += 1
            digests.originals.append(digest)
            right = original_digest(sha, size) == digest
            if data is not None:
                right = right and len(data) == size and sha256(bytes(data)) == sha
            if not right:
                self._say(f"The original {sha} (change {seq}) does not match its digest.")

    def _check_texts(self, rows: Iterator[Columns], digests: Digests) -> None:
        for seq, article, sha, digest, made_by, blocks, body in rows:
            self.counts["text"] += 1
            digests.texts.append(digest)
            known = self._entities.get(article)
            label = known.label if known else article
            if known is None:
                self._say(f"A text is of article {article}, which is not there.")
            made = text_digest(article, sha, made_by=made_by, blocks=blocks)
            if made != digest or sha256(body) != sha:
                self._say(f"A text of {label} (change {seq}, {sha}) does not match its digest.")

    def _check_terms(self, rows: Iterator[Columns], digests: Digests) -> None:
        for seq, release, id_, label, synonyms, parents, digest in rows:
            self.counts["term"] += 1
            digests.terms.append(digest)
            row = {
                "release": release,
                "id": id_,
                "label": label,
                "synonyms": synonyms,
                "parents": parents,
            }
            if term_digest(row) != digest:
                self._say(f"The term {id_} of {release} (change {seq}) does not match its digest.")


class _Feed:
    """The rows of one table, handed out change by change."""

    def __init__(self, session: Session, table: str, *, first: int, last: int) -> None:
        self._rows = stream(session, _QUERIES[table], first, last)
        self._next = next(self._rows, None)
        self._kinds = _KINDS[table]
        self._strays: list[int] = []
        self.odd: list[int] = []

    def take(self, seq: int) -> Iterator[Columns]:
        """The rows of that change; those of changes that were not there are strays.

        A row with something of another kind in it is left out, and the change's seal will not fit.
        """
        row = self._next
        while row is not None and row[0] <= seq:
            if row[0] != seq:
                self._strays.append(row[0])
            elif tuple(map(type, row)) in self._kinds:
                yield row
            else:
                self.odd.append(seq)
            row = next(self._rows, None)
        self._next = row

    def strays(self) -> list[int]:
        """The changes that rows name and that were not asked for."""
        while self._next is not None:
            self._strays.append(self._next[0])
            self._next = next(self._rows, None)
        return sorted(set(self._strays))

    def close(self) -> None:
        self._rows.close()
