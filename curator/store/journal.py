"""The chain of changes: the only writer of sealed rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import sqlalchemy as sa

from curator.domain.canonical import canonical, sha256
from curator.domain.changes import Author, Change
from curator.domain.identity import new_id
from curator.domain.terms import VocabularyTerm
from curator.store.engine import Session
from curator.store.revisions import (
    change_of,
    heads,
    in_batches,
    last_change,
    stale,
    term_of,
)
from curator.store.sealing import (
    FIRST_PREVIOUS,
    ChangeHeader,
    Digests,
    Row,
    new_header,
    original_digest,
    revision_digest,
    seal_of,
    term_digest,
    text_digest,
)
from curator.store.streams import stream
from curator.store.tables import SEALED, change, entity, original, revision, term, text

__all__ = [
    "Author",
    "Change",
    "ChangeHeader",
    "NewEntity",
    "NewOriginal",
    "NewRevision",
    "NewTerm",
    "NewText",
    "append",
    "append_staged",
    "change_of",
    "heads",
    "insert_change",
    "last_change",
    "new_header",
    "stale",
    "term_of",
    "term_row",
    "text_row",
]

_BATCH: Final = 200
_INSERTS: Final[Mapping[str, sa.Insert]] = {table.name: sa.insert(table) for table in SEALED}


@dataclass(frozen=True, slots=True)
class NewEntity:
    """An entity that begins with this change; its number is given when it is appended."""

    id: str
    kind: str


@dataclass(frozen=True, slots=True)
class NewRevision:
    """The next state of an entity.

    Attributes:
        document: JSON without floats.
        parents: Ids of the revisions that it follows: none for a new entity, two after a merge.
        id: Given where it was taken before (staging); a new one otherwise.
    """

    entity_id: str
    kind: str
    document: Mapping[str, Any]
    parents: tuple[str, ...]
    id: str | None = None


@dataclass(frozen=True, slots=True)
class NewOriginal:
    """The bytes of a file as imported; ``bytes`` is None where a dump left them out."""

    sha256: str
    size: int
    bytes: bytes | None


@dataclass(frozen=True, slots=True)
class NewText:
    """A text of an article; ``blocks`` is a JSON list, or the canonical text of one.

    ``sha256`` is that of the body, where whoever brings it has computed it already.
    """

    article_id: str
    body: str
    made_by: str
    blocks: Sequence[Any] | str
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class NewTerm:
    """A term that a claim names, or one of its ancestors."""

    term: VocabularyTerm


# --- writing -------------------------------------------------------------------------------------


def append(
    session: Session,
    header: ChangeHeader,
    *,
    form_digest: str,
    entities: Iterable[NewEntity] = (),
    revisions: Iterable[NewRevision] = (),
    originals: Iterable[NewOriginal] = (),
    texts: Iterable[NewText] = (),
    terms: Iterable[NewTerm] = (),
    based_on: Mapping[str, str | None] | None = None,
) -> Change:
    """Append one change to the chain, in the writing session of the caller.

    Each argument is gone through once, in batches: it may be a generator.  An original, text or
    term that the registry has already is left out.

    Args:
        session: From ``Registry.write()``; its transaction holds the write lock.
        header: From ``new_header``.
        form_digest: Of the form that the documents follow.
        entities: New ones; each needs a revision in this change.
        revisions: At most one of each entity.
        originals: Bytes brought.
        texts: Texts brought.
        terms: Terms in use.
        based_on: Entity id to the revision that the caller started from; None: no revision yet.

    Raises:
        StaleRecordError: Somebody saved one of ``based_on`` since.  Nothing is written.
        ValueError: It brings nothing, or a document has no canonical form.
    """
    last = last_change(session)
    seq = 1 if last is None else last.seq + 1
    previous = FIRST_PREVIOUS if last is None else last.seal
    digests = Digests()
    writer = _Writer(session, seq=seq, header=header, digests=digests)
    writer.add_entities(entities)
    for several in in_batches(revisions, _BATCH):
        writer.add_revisions(several, form_digest=form_digest, based_on=based_on or {})
    for originals_ in in_batches(originals, _BATCH // 10):
        writer.add_originals(originals_)
    for texts_ in in_batches(texts, _BATCH):
        writer.add_texts(texts_)
    for terms_ in in_batches(terms, _BATCH):
        writer.add_terms(terms_)
    writer.check()
    seal = seal_of(header, seq, previous=previous, digests=digests)
    return insert_change(session, header, seq=seq, previous=previous, seal=seal)


def append_staged(session: Session, header: ChangeHeader) -> Change:
    """Append as one change all that the attached file ``staged`` holds (SQLite).

    That file has the tables ``revision``, ``original``, ``text`` and ``term`` with the columns of
    tables.py but ``number`` and ``change_seq``, digests computed, and ``entity(position INTEGER
    PRIMARY KEY, id, kind)``, numbered here by position.  ``header`` must be the one whose id and
    time stand in the staged revisions.  What is there already is left out, as by ``append``.  A
    ``body`` that is NULL is the bytes of the original with the same ``rowid``.

    Raises:
        ValueError: It holds nothing.
    """
    last = last_change(session)
    seq = 1 if last is None else last.seq + 1
    previous = FIRST_PREVIOUS if last is None else last.seal
    digests = Digests()
    digests.entities.extend(_number_staged(session, seq))
    for table, into in (
        ("original", digests.originals),
        ("text", digests.texts),
        ("term", digests.terms),
        ("revision", digests.revisions),
    ):
        into.extend(_copy_staged(session, table, seq))
    if not digests:
        raise ValueError("a change that brings nothing")
    seal = seal_of(header, seq, previous=previous, digests=digests)
    return insert_change(session, header, seq=seq, previous=previous, seal=seal)


_STAGED_COLUMNS: Final[Mapping[str, str]] = {
    table.name: ", ".join(
        f'"{column.name}"' for column in table.c if column.name not in ("number", "change_seq")
    )
    for table in (revision, original, text, term)
}
_STAGED_KNOWN: Final[Mapping[str, str]] = {
    "revision": "0",
    "original": "EXISTS (SELECT 1 FROM main.original o WHERE o.sha256 = s.sha256)",
    "text": (
        "EXISTS (SELECT 1 FROM main.text o WHERE o.article_id = s.article_id"
        " AND o.sha256 = s.sha256 AND o.digest = s.digest)"
    ),
    "term": "EXISTS (SELECT 1 FROM main.term o WHERE o.release = s.release AND o.id = s.id)",
}


_NUMBERED: Final = (
    ", CASE WHEN s.parents = '[]' THEN 1 ELSE 1 + coalesce((SELECT max(o.number)"
    " FROM main.revision o WHERE o.entity_id = s.entity_id), 0) END"
)
_BODY: Final = (
    "coalesce(s.body,"
    " (SELECT CAST(o.bytes AS TEXT) FROM staged.original o WHERE o.rowid = s.rowid))"
)


def _number_staged(session: Session, seq: int) -> Iterator[tuple[str, int]]:
    """Copy the entities, each with the next number of its kind; their ids and numbers."""
    for (kind,) in list(stream(session, "SELECT DISTINCT kind FROM staged.entity")):
        query = sa.select(sa.func.max(entity.c.number)).where(entity.c.kind == kind)
        session.exec_driver_sql(
            "INSERT INTO main.entity (id, kind, number, first_change)"
            " SELECT id, kind, ? + row_number() OVER (ORDER BY position), ?"
            " FROM staged.entity WHERE kind = ? ORDER BY position",
            (session.scalar(query) or 0, seq, kind),
        )
    found = stream(session, "SELECT id, number FROM main.entity WHERE first_change = ?", seq)
    yield from ((id_, number) for id_, number in found)


def _copy_staged(session: Session, table: str, seq: int) -> list[str]:
    """Copy the rows of one table that are not there yet; their digests."""
    columns, known = _STAGED_COLUMNS[table], _STAGED_KNOWN[table]
    number, value = (", number", _NUMBERED) if table == "revision" else ("", "")
    given = columns.replace('"body"', _BODY)
    ((several,),) = stream(session, f"SELECT count(*) FROM staged.{table}")  # noqa: S608 - our names
    digests = stream(
        session,
        f"SELECT digest FROM staged.{table} s WHERE NOT {known} ORDER BY s.rowid",  # noqa: S608
    )
    found = [digest for (digest,) in digests]
    # Most often none is there, and it need not be asked of each a second time.
    wanted = "" if len(found) == several else f" WHERE NOT {known}"
    session.exec_driver_sql(
        f"INSERT INTO main.{table} ({columns}, change_seq{number})"  # noqa: S608 - names of ours
        f" SELECT {given}, ?{value} FROM staged.{table} s{wanted} ORDER BY s.rowid",
        (seq,),
    )
    return found


def insert_change(
    session: Session, header: ChangeHeader, *, seq: int, previous: str, seal: str
) -> Change:
    """Insert the row of a change; what it brought stands in the tables already."""
    session.execute(
        _INSERTS[change.name],
        {
            "seq": seq,
            "id": header.id,
            "author_id": header.author.id,
            "author_name": header.author.name,
            "at": header.at,
            "kind": header.kind,
            "reason": header.reason,
            "previous": previous,
            "seal": seal,
        },
    )
    return Change(
        seq, header.id, header.at, header.kind, header.reason, header.author, previous, seal
    )


@dataclass(slots=True)
class _Writer:
    """One change on its way into the tables."""

    session: Session
    seq: int
    header: ChangeHeader
    digests: Digests
    new: set[str] = field(default_factory=set)
    revised: set[str] = field(default_factory=set)

    def add_entities(self, entities: Iterable[NewEntity]) -> None:
        rows: list[dict[str, Any]] = []
        last: dict[str, int] = {}
        for one in entities:
            if one.kind not in last:
                query = sa.select(sa.func.max(entity.c.number)).where(entity.c.kind == one.kind)
                last[one.kind] = self.session.scalar(query) or 0
            last[one.kind] += 1
            number = last[one.kind]
            rows.append(
                {"id": one.id, "kind": one.kind, "number": number, "first_change": self.seq}
            )
            self.digests.entities.append((one.id, number))
            self.new.add(one.id)
        self._insert(entity, rows)

    def add_revisions(
        self,
        revisions: Sequence[NewRevision],
        *,
        form_digest: str,
        based_on: Mapping[str, str | None],
    ) -> None:
        old = [one.entity_id for one in revisions if one.entity_id not in self.new]
        before = heads(self.session, old) if old else {}
        rows = []
        for one in revisions:
            if one.entity_id in self.revised:
                raise ValueError(f"{one.entity_id} is revised twice in one change")
            self.revised.add(one.entity_id)
            head = before.get(one.entity_id)
            if one.entity_id in based_on:
                self._compare(one, head, based_on[one.entity_id])
            row = self._revision_row(one, form_digest)
            row["number"] = 1 if head is None else head["number"] + 1
            rows.append(row)
        self.digests.revisions.extend(row["digest"] for row in rows)
        self._insert(revision, rows)

    def _revision_row(self, one: NewRevision, form_digest: str) -> dict[str, Any]:
        row: dict[str, Any] = {
            "id": one.id or new_id(),
            "entity_id": one.entity_id,
            "kind": one.kind,
            "parents": canonical(list(one.parents)).decode("utf-8"),
            "origin_change": self.header.id,
            "author": self.header.author.id,
            "at": self.header.at,
            "form_digest": form_digest,
            "document": canonical(one.document).decode("utf-8"),
            "change_seq": self.seq,
        }
        row["digest"] = revision_digest(row)
        return row

    def _compare(self, one: NewRevision, head: Row | None, expected: str | None) -> None:
        """Compare-and-set: the head must be the revision that the caller started from."""
        if (None if head is None else head["id"]) == expected:
            return
        raise stale(self.session, one.entity_id, kind=one.kind, head=head)

    def add_originals(self, originals: Sequence[NewOriginal]) -> None:
        query = sa.select(original.c.sha256).where(
            original.c.sha256.in_([one.sha256 for one in originals])
        )
        known = set(self.session.scalars(query))
        rows = []
        for one in originals:
            if one.sha256 in known:
                continue
            known.add(one.sha256)
            digest = original_digest(one.sha256, one.size)
            rows.append(
                {
                    "sha256": one.sha256,
                    "size": one.size,
                    "bytes": one.bytes,
                    "digest": digest,
                    "change_seq": self.seq,
                }
            )
            self.digests.originals.append(digest)
        self._insert(original, rows)

    def add_texts(self, texts: Sequence[NewText]) -> None:
        articles = [one.article_id for one in texts if one.article_id not in self.new]
        query = sa.select(text.c.article_id, text.c.digest).where(text.c.article_id.in_(articles))
        known = {tuple(row) for row in self.session.execute(query)} if articles else set()
        rows = []
        for one in texts:
            row = text_row(one) | {"change_seq": self.seq}
            if (one.article_id, row["digest"]) not in known:
                known.add((one.article_id, row["digest"]))
                rows.append(row)
        self.digests.texts.extend(row["digest"] for row in rows)
        self._insert(text, rows)

    def add_terms(self, terms: Sequence[NewTerm]) -> None:
        query = sa.select(term.c.release, term.c.id).where(
            term.c.id.in_([one.term.id for one in terms])
        )
        known = {tuple(row) for row in self.session.execute(query)}
        rows = []
        for one in terms:
            key = (one.term.release, one.term.id)
            if key not in known:
                known.add(key)
                rows.append(term_row(one.term) | {"change_seq": self.seq})
        self.digests.terms.extend(row["digest"] for row in rows)
        self._insert(term, rows)

    def check(self) -> None:
        if not self.digests:
            raise ValueError("a change that brings nothing")
        if self.new - self.revised:
            raise ValueError(f"entities without a revision: {sorted(self.new - self.revised)}")

    def _insert(self, table: sa.Table, rows: list[dict[str, Any]]) -> None:
        if rows:
            self.session.execute(_INSERTS[table.name], rows)


def text_row(one: NewText) -> dict[str, Any]:
    """The columns of a text, without its change."""
    sha = one.sha256 or sha256(one.body)
    given = one.blocks
    blocks = given if isinstance(given, str) else canonical(given).decode("utf-8")
    return {
        "article_id": one.article_id,
        "sha256": sha,
        "digest": text_digest(one.article_id, sha, made_by=one.made_by, blocks=blocks),
        "body": one.body,
        "made_by": one.made_by,
        "blocks": blocks,
    }


def term_row(one: VocabularyTerm) -> dict[str, Any]:
    """The columns of a term, without its change."""
    row: dict[str, Any] = {
        "release": one.release,
        "id": one.id,
        "label": one.label,
        "synonyms": canonical(list(one.synonyms)).decode("utf-8"),
        "parents": canonical(list(one.parents)).decode("utf-8"),
    }
    row["digest"] = term_digest(row)
    return row
