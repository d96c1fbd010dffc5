"""A staging file: what an import has read, ready to be copied in by one short transaction.

It is a SQLite file of its own in a temporary folder.  Nothing of the registry is touched before
``copy_in``; closing the staging file takes it away.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self, cast

import sqlalchemy as sa

from curator.domain.canonical import canonical
from curator.domain.changes import Change
from curator.domain.documents import ARTICLE, ArticleDocument
from curator.domain.errors import StorageError
from curator.domain.forms import Form
from curator.store import projections
from curator.store.engine import Session
from curator.store.journal import (
    NewEntity,
    NewOriginal,
    NewRevision,
    NewText,
    append,
    append_staged,
)
from curator.store.revisions import in_batches
from curator.store.sealing import ChangeHeader, digest_of_revision, original_digest
from curator.store.streams import stream
from curator.store.tables import article_row, entity, head, original, revision

_SCHEMA: Final = """
CREATE TABLE entity (position INTEGER PRIMARY KEY, id TEXT NOT NULL, kind TEXT NOT NULL);
CREATE TABLE revision (id TEXT, entity_id TEXT, kind TEXT, parents TEXT, origin_change TEXT,
    author TEXT, at TEXT, form_digest TEXT, document TEXT, digest TEXT);
CREATE TABLE original (position INTEGER PRIMARY KEY, sha256 TEXT, size INTEGER, digest TEXT,
    bytes BLOB);
CREATE TABLE text (position INTEGER PRIMARY KEY, article_id TEXT, sha256 TEXT, digest TEXT,
    made_by TEXT, blocks TEXT, body TEXT);
CREATE TABLE term (release TEXT, id TEXT, label TEXT, synonyms TEXT, parents TEXT, digest TEXT);
CREATE TABLE article (position INTEGER PRIMARY KEY, id TEXT, sha256 TEXT, revision TEXT,
    title TEXT, file_name TEXT);
"""
"""``position`` counts the articles; a body that is the original's bytes to the letter is NULL."""

_PAGES: Final = """
PRAGMA page_size=16384;
PRAGMA journal_mode=OFF;
PRAGMA synchronous=OFF;
"""
"""Nobody needs this file after a crash; and larger pages hold several texts each."""

_OF_ARTICLE: Final[Mapping[str, str]] = {
    "entity": "id",
    "revision": "entity_id",
    "text": "article_id",
    "original": "sha256",
    "article": "id",
}
"""The staged rows of an article, by what names it there; its own row goes last."""

_LATE: Final = (
    "SELECT sha256 FROM staged.article s"
    " WHERE EXISTS (SELECT 1 FROM main.original o WHERE o.sha256 = s.sha256)"
)
_BATCH: Final = 200
_TOGETHER: Final = 256
"""Articles written by one statement for each table."""

_BYTES_TOGETHER: Final = 4_000_000
"""Of originals; beyond so many fewer articles are written together."""

Row = Mapping[str, Any]


class Staging:
    """Articles on their way into a registry.

    Attributes:
        path: The file, to be attached to the session that copies it in.
        header: Of the change that they will be.
        count: How many articles it holds.
    """

    def __init__(self, header: ChangeHeader, *, form: Form, folder: Path | None = None) -> None:
        self.header = header
        self.count = 0
        self._form = form
        self._folder = folder or staging_folder()
        self.path = self._folder / "staged.sqlite"
        self._waiting: dict[str, list[tuple[Any, ...]]] = {}
        self._bytes = 0
        self._db = sqlite3.connect(self.path, isolation_level=None, check_same_thread=False)
        self._db.executescript(_PAGES + _SCHEMA)
        self._db.execute("BEGIN")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Take it away, with all that it holds."""
        self._db.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def add(
        self,
        article_id: str,
        revision_id: str,
        *,
        document: ArticleDocument,
        bytes_: bytes,
        text: Row,
    ) -> None:
        """Add a new article.

        Args:
            article_id: A new id.
            revision_id: A new id.
            document: Its first document.
            bytes_: The original.
            text: The row that ``journal.text_row`` makes.

        Raises:
            StorageError: The disk refused.
        """
        sha, size = document.original_sha256, len(bytes_)
        body = None if text["sha256"] == sha else text["body"]
        try:
            self.count += 1
            at = self.count
            self._put("entity", (at, article_id, ARTICLE))
            self._put("original", (at, sha, size, original_digest(sha, size), bytes_))
            self._put("text", (at, *(text[key] for key in _TEXT_KEYS), body))
            self._put(
                "article", (at, article_id, sha, revision_id, document.title, document.file_name)
            )
            self._revise(article_id, revision_id, document=document.to_canonical(), parents="[]")
            self._bytes += size
            if self.count % _TOGETHER == 0 or self._bytes > _BYTES_TOGETHER:
                self._write()
        except sqlite3.Error as error:
            raise _not_staged(error) from error

    def bring_back(self, article_id: str, revision_id: str, *, document: Row, parent: str) -> None:
        """Add a further revision of an article that is there.

        Raises:
            StorageError: The disk refused.
        """
        try:
            self._revise(
                article_id,
                revision_id,
                document=canonical(document).decode("utf-8"),
                parents=canonical([parent]).decode("utf-8"),
            )
        except sqlite3.Error as error:
            raise _not_staged(error) from error

    def _put(self, table: str, values: tuple[Any, ...]) -> None:
        self._waiting.setdefault(table, []).append(values)

    def _write(self) -> None:
        for table, rows in self._waiting.items():
            marks = ", ".join("?" * len(rows[0]))
            self._db.executemany(
                f"INSERT INTO {table} VALUES ({marks})",  # noqa: S608 - our names
                rows,
            )
        self._waiting.clear()
        self._bytes = 0

    def _revise(self, article_id: str, revision_id: str, *, document: str, parents: str) -> None:
        columns = (
            revision_id,
            article_id,
            ARTICLE,
            parents,
            self.header.id,
            self.header.author.id,
            self.header.at,
            self._form.digest,
            document,
        )
        self._put("revision", (*columns, digest_of_revision(columns)))

    def finish(self) -> None:
        """Nothing more is added; the file can be attached.

        Raises:
            StorageError: The disk refused.
        """
        try:
            self._write()
            self._db.execute("COMMIT")
        except sqlite3.Error as error:
            raise _not_staged(error) from error

    def copy_in(self, session: Session) -> tuple[Change | None, frozenset[str]]:
        """Append all of it as one change, with the rows of the lists; no full text.

        Args:
            session: The writing session; on SQLite with this file attached.

        Returns:
            The change, None where nothing is left to bring; and the SHA-256 of the originals that
            somebody else brought meanwhile, which are left out.
        """
        sqlite = session.dialect.name == "sqlite"
        late = self._drop_late_attached(session) if sqlite else self._drop_late(session)
        if not self._staged(session, sqlite=sqlite):
            return None, late
        if sqlite:
            change = append_staged(session, self.header)
            self._list_attached(session, change.seq)
        else:
            change = self._append(session)
            self._list(session, change.seq)
        again = self._brought_back()
        if again:
            projections.refresh(session, again, form=self._form)
        return change, late

    def _staged(self, session: Session, *, sqlite: bool) -> bool:
        query = "SELECT EXISTS (SELECT 1 FROM revision)"
        if sqlite:
            query = query.replace("revision", "staged.revision")
            return bool(session.exec_driver_sql(query).scalar())
        return bool(self._db.execute(query).fetchone()[0])

    def _brought_back(self) -> list[str]:
        rows = self._db.execute("SELECT entity_id FROM revision WHERE parents <> '[]'")
        return [one for (one,) in rows]

    # SQLite: within the transaction, from the attached file.

    def _drop_late_attached(self, session: Session) -> frozenset[str]:
        late = frozenset(sha for (sha,) in session.exec_driver_sql(_LATE))
        for statement in _leave_out("staged.") if late else ():
            session.exec_driver_sql(statement, (json.dumps(list(late)),))
        return late

    def _list_attached(self, session: Session, seq: int) -> None:
        session.exec_driver_sql(
            "INSERT INTO main.head (entity_id, kind, revision_id, change_seq, article_id, study_id,"
            " state) SELECT id, 'article', revision, ?, '', '', 'new' FROM staged.article",
            (seq,),
        )
        session.exec_driver_sql(
            "INSERT INTO main.article_row (number, article_id, title, outlet, state,"
            " original_sha256, file_name, studies, conflicts) SELECT e.number, s.id, s.title, '',"
            " 'new', s.sha256, s.file_name, '', 0 FROM staged.article s"
            " JOIN main.entity e ON e.id = s.id ORDER BY e.number"
        )

    # PostgreSQL: row by row in batches.

    def _drop_late(self, session: Session) -> frozenset[str]:
        late: set[str] = set()
        rows = self._db.execute("SELECT sha256 FROM article").fetchall()
        for some in in_batches((sha for (sha,) in rows), _BATCH):
            query = sa.select(original.c.sha256).where(original.c.sha256.in_(some))
            late |= set(session.scalars(query))
        for statement in _leave_out() if late else ():
            self._db.execute(statement, (json.dumps(list(late)),))
        return frozenset(late)

    def _append(self, session: Session) -> Change:
        entities = self._read("SELECT id, kind FROM entity ORDER BY position")
        revisions = self._read("SELECT entity_id, document, parents, id FROM revision")
        originals = self._read("SELECT sha256, size, bytes FROM original ORDER BY position")
        texts = self._read(
            "SELECT t.article_id, coalesce(t.body, CAST(o.bytes AS TEXT)), t.made_by, t.blocks"
            " FROM text t JOIN original o ON o.position = t.position ORDER BY t.position"
        )
        return append(
            session,
            self.header,
            form_digest=self._form.digest,
            entities=(NewEntity(*row) for row in entities),
            revisions=(
                NewRevision(one, ARTICLE, json.loads(document), tuple(json.loads(parents)), id_)
                for one, document, parents, id_ in revisions
            ),
            originals=(NewOriginal(*row) for row in originals),
            texts=(NewText(one, body, made_by, blocks) for one, body, made_by, blocks in texts),
        )

    def _list(self, session: Session, seq: int) -> None:
        query = sa.select(entity.c.id, entity.c.number).where(
            entity.c.first_change == seq, entity.c.kind == ARTICLE
        )
        numbers = {row.id: row.number for row in session.execute(query)}
        rows = self._read("SELECT id, sha256, revision, title, file_name FROM article")
        for some in in_batches(rows, _BATCH):
            session.execute(sa.insert(head), [_head(row, seq) for row in some])
            listed = [_article_row(row, numbers[row[0]]) for row in some]
            session.execute(sa.insert(article_row), listed)

    def _read(self, query: str) -> Iterator[Any]:
        yield from self._db.execute(query)


_TEXT_KEYS: Final = ("article_id", "sha256", "digest", "made_by", "blocks")


def _leave_out(schema: str = "") -> Iterator[str]:
    """Statements that take articles out again; of each the SHA-256 of originals, as JSON."""
    for table, key in _OF_ARTICLE.items():
        named = "sha256" if key == "sha256" else "id"
        yield (
            f"DELETE FROM {schema}{table} WHERE {key} IN (SELECT {named} FROM {schema}article"  # noqa: S608
            " WHERE sha256 IN (SELECT value FROM json_each(?)))"
        )


def _head(row: tuple[str, ...], seq: int) -> dict[str, Any]:
    return {
        "entity_id": row[0],
        "kind": ARTICLE,
        "revision_id": row[2],
        "change_seq": seq,
        "article_id": "",
        "study_id": "",
        "state": "new",
    }


def _article_row(row: tuple[str, ...], number: int) -> dict[str, Any]:
    return {
        "number": number,
        "article_id": row[0],
        "title": row[3],
        "outlet": "",
        "state": "new",
        "original_sha256": row[1],
        "file_name": row[4],
        "studies": "",
        "conflicts": 0,
    }


def _not_staged(error: sqlite3.Error) -> StorageError:
    return StorageError(
        f"The files could not be put aside for the import: {error}.",
        hint="Free some space in the temporary folder, then import again.",
    )


def known_originals(session: Session, shas: Iterable[str]) -> dict[str, tuple[str, int, str]]:
    """Id, number and state of the article of each of those originals that is there."""
    query = _KNOWN[session.dialect.name]
    there = list(session.scalars(_THERE[session.dialect.name], _given(session, list(shas))))
    if not there:
        return {}
    found = {
        sha: (article_id, number, state)
        for sha, article_id, number, state in session.execute(query, _given(session, there))
    }
    return found | _of_other_texts(session, [sha for sha in there if sha not in found])


def _of_other_texts(session: Session, shas: Iterable[str]) -> dict[str, tuple[str, int, str]]:
    """Of originals whose text some article has and does not read now; slow, for few of them."""
    found: dict[str, tuple[str, int, str]] = {}
    for sha in shas:
        query = (
            sa.select(article_row.c.article_id, article_row.c.number, article_row.c.state)
            .join(revision, revision.c.entity_id == article_row.c.article_id)
            .where(revision.c.document.contains(f'"original_sha256":"{sha}"', autoescape=True))
            .order_by(article_row.c.number)
            .limit(1)
        )
        row = session.execute(query).one_or_none()
        if row is not None:
            found[sha] = (row.article_id, row.number, row.state)
    return found


def numbers_since(session: Session, seq: int) -> dict[str, int]:
    """The numbers of the entities that began with that change."""
    query = "SELECT id, number FROM entity WHERE first_change = ?"
    return dict(cast("Iterator[tuple[str, int]]", stream(session, query, seq)))


def numbers_of(session: Session, ids: Iterable[str]) -> dict[str, int]:
    """The numbers of those entities that are there."""
    rows = session.execute(_NUMBERS[session.dialect.name], _given(session, list(ids)))
    return {row.id: row.number for row in rows}


def _given(session: Session, values: list[str]) -> dict[str, Any]:
    """Many values as one: a statement with hundreds of parameters is slow to make."""
    return {"given": values if session.dialect.name == "postgresql" else json.dumps(values)}


def staging_folder() -> Path:
    """A new folder for one staging file; whoever made it takes it away."""
    return Path(tempfile.mkdtemp(prefix="curator-import-"))


def _among(query: str) -> Mapping[str, sa.TextClause]:
    """A query whose last column is one of many values."""
    return {
        "sqlite": sa.text(f"{query} IN (SELECT value FROM json_each(:given))"),  # noqa: S608
        "postgresql": sa.text(f"{query} = ANY(:given)"),
    }


_KNOWN: Final = _among(
    "SELECT original_sha256, article_id, number, state FROM article_row WHERE original_sha256"
)
_THERE: Final = _among("SELECT sha256 FROM original WHERE sha256")
_NUMBERS: Final = _among("SELECT id, number FROM entity WHERE id")
