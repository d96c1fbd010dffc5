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
from typing import Any, Final, Self

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
from curator.store.sealing import ChangeHeader, original_digest, revision_digest
from curator.store.tables import article_row, entity, head, original, revision

_SCHEMA: Final = """
CREATE TABLE entity (position INTEGER PRIMARY KEY, id TEXT NOT NULL, kind TEXT NOT NULL);
CREATE TABLE revision (id TEXT, entity_id TEXT, kind TEXT, parents TEXT, origin_change TEXT,
    author TEXT, at TEXT, form_digest TEXT, document TEXT, digest TEXT);
CREATE TABLE original (sha256 TEXT PRIMARY KEY, size INTEGER, bytes BLOB, digest TEXT);
CREATE TABLE text (article_id TEXT, sha256 TEXT, digest TEXT, body TEXT, made_by TEXT, blocks TEXT);
CREATE TABLE term (release TEXT, id TEXT, label TEXT, synonyms TEXT, parents TEXT, digest TEXT);
CREATE TABLE article (id TEXT PRIMARY KEY, sha256 TEXT UNIQUE, revision TEXT, title TEXT,
    file_name TEXT);
"""
_TABLES: Final[Mapping[str, str]] = {
    "entity": "id",
    "revision": "entity_id",
    "text": "article_id",
    "article": "id",
}
_LATE: Final = (
    "SELECT sha256 FROM staged.article WHERE sha256 IN (SELECT sha256 FROM main.original)"
)
_BATCH: Final = 200
_TOGETHER: Final = 32
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
        self._connect()
        self._db.execute("PRAGMA journal_mode=TRUNCATE")
        self._db.executescript(_SCHEMA)
        self._db.execute("BEGIN")

    @classmethod
    def taken_over(cls, header: ChangeHeader, *, form: Form, folder: Path, count: int) -> Staging:
        """What another process has staged in a folder and finished; it is this one's to close."""
        staging = cls.__new__(cls)
        staging.header, staging.count = header, count
        staging._form, staging._folder = form, folder
        staging.path = folder / "staged.sqlite"
        staging._connect()
        return staging

    def _connect(self) -> None:
        self._waiting: dict[str, list[tuple[Any, ...]]] = {}
        self._bytes = 0
        self._db = sqlite3.connect(self.path, isolation_level=None, check_same_thread=False)

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
        shown = (article_id, sha, revision_id, document.title, document.file_name)
        try:
            self.count += 1
            self._put("entity", (self.count, article_id, ARTICLE))
            self._put("original", (sha, size, bytes_, original_digest(sha, size)))
            self._put("text", tuple(text[key] for key in _TEXT_KEYS))
            self._put("article", shown)
            self._revise(article_id, revision_id, document=document.to_json(), parents=())
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
            self._revise(article_id, revision_id, document=document, parents=(parent,))
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

    def _revise(
        self, article_id: str, revision_id: str, *, document: Row, parents: tuple[str, ...]
    ) -> None:
        row = {
            "id": revision_id,
            "entity_id": article_id,
            "kind": ARTICLE,
            "parents": canonical(list(parents)).decode("utf-8"),
            "origin_change": self.header.id,
            "author": self.header.author.id,
            "at": self.header.at,
            "form_digest": self._form.digest,
            "document": canonical(document).decode("utf-8"),
        }
        self._put("revision", (*row.values(), revision_digest(row)))

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
        rows = self._db.execute(
            "SELECT entity_id FROM revision WHERE entity_id NOT IN (SELECT id FROM article)"
        )
        return [one for (one,) in rows]

    # SQLite: within the transaction, from the attached file.

    def _drop_late_attached(self, session: Session) -> frozenset[str]:
        late = frozenset(sha for (sha,) in session.exec_driver_sql(_LATE))
        for sha in late:
            for table, key in _TABLES.items():
                session.exec_driver_sql(
                    f"DELETE FROM staged.{table} WHERE {key} ="  # noqa: S608 - our names
                    " (SELECT id FROM staged.article WHERE sha256 = ?)",
                    (sha,),
                )
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
        for sha in late:
            for table, key in _TABLES.items():
                self._db.execute(
                    f"DELETE FROM {table} WHERE {key} ="  # noqa: S608 - our names
                    " (SELECT id FROM article WHERE sha256 = ?)",
                    (sha,),
                )
        return frozenset(late)

    def _append(self, session: Session) -> Change:
        entities = self._read("SELECT id, kind FROM entity ORDER BY position")
        revisions = self._read("SELECT entity_id, document, parents, id FROM revision")
        originals = self._read(
            "SELECT sha256, size, bytes FROM original"
            " WHERE sha256 IN (SELECT sha256 FROM article) ORDER BY rowid"
        )
        texts = self._read("SELECT article_id, body, made_by, blocks FROM text ORDER BY rowid")
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


_TEXT_KEYS: Final = ("article_id", "sha256", "digest", "body", "made_by", "blocks")


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
    wanted = list(shas)
    found = {
        sha: (article_id, number, state)
        for sha, article_id, number, state in session.execute(query, _given(session, wanted))
    }
    return found | _of_other_texts(session, [sha for sha in wanted if sha not in found])


def _of_other_texts(session: Session, shas: Iterable[str]) -> dict[str, tuple[str, int, str]]:
    """Of originals whose text some article has and does not read now; slow, for few of them."""
    found: dict[str, tuple[str, int, str]] = {}
    there = session.scalars(_THERE[session.dialect.name], _given(session, list(shas)))
    for sha in there.all():
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
