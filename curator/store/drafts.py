"""Drafts: unsaved edits, in a SQLite file of their own outside the registry.

Every step is committed when it is made, so that a kill loses at most what was typed within the last
second.  One connection, used by one thread (the draft lane).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final, NamedTuple

from curator.domain.edits import EditLog, Step, step_from_json, step_to_json
from curator.domain.errors import StorageError
from curator.domain.identity import now

_SCHEMA: Final = """
create table if not exists draft (
    key integer primary key,
    registry text not null, curator text not null, article text not null,
    last_seal text not null, base text not null, origin text not null,
    position integer not null default 0, dirty integer not null default 0,
    updated text not null,
    unique (registry, curator, article));
create table if not exists step (
    draft integer not null references draft(key) on delete cascade,
    n integer not null, step text not null, primary key (draft, n)) without rowid;
create table if not exists pending (
    draft integer not null references draft(key) on delete cascade,
    place text not null, words text not null, primary key (draft, place)) without rowid;
"""
_ASIDE: Final = "#"
"""Between a registry's id and the seal of a past that the registry does not have."""
KEPT_STEPS: Final = 1_000
"""Older steps are folded into the origin when a draft is opened again."""


class DraftKey(NamedTuple):
    """Whose draft of which article of which registry."""

    registry: str
    curator: str
    article: str


@dataclass(frozen=True, slots=True)
class Based:
    """The saved state of one entity that a draft builds on.

    Attributes:
        kind: ``article``, ``extraction`` or ``study``.
        revision: Id of the newest saved revision.
        document: Its document as JSON.
    """

    kind: str
    revision: str
    document: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class StoredDraft:
    """A draft as it lies on disk.

    Attributes:
        last_seal: Of the registry when the draft last met it.
        base: Saved entities by id; those that only the draft has are not in it.
        pending: Unfinished text by place (``entity|field|item|part``).
    """

    key: DraftKey
    last_seal: str
    base: dict[str, Based]
    log: EditLog
    dirty: bool
    updated: str
    pending: Mapping[str, str] = field(default_factory=dict)


class DraftStore:
    """The drafts of one computer account."""

    def __init__(self, path: Path) -> None:
        """Open, or make, the file.

        Raises:
            StorageError: It cannot be opened or is damaged; it is left as it is.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        try:
            self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
            self._db.execute("pragma busy_timeout=5000")
            self._db.execute("pragma journal_mode=truncate")
            self._db.execute("pragma synchronous=full")
            self._db.execute("pragma foreign_keys=on")
            self._db.executescript(_SCHEMA)
        except sqlite3.Error as error:
            raise StorageError(
                f"The drafts in {path.name} cannot be opened: {error}.",
                hint=f"Move {path} away; the registry itself is not touched.",
            ) from error

    def close(self) -> None:
        self._db.close()

    def articles(self, registry: str, *, curator: str) -> frozenset[str]:
        """Ids of the articles that have unsaved edits."""
        rows = self._db.execute(
            "select article from draft where registry = ? and curator = ? and dirty",
            (registry, curator),
        )
        return frozenset(article for (article,) in rows)

    def load(self, key: DraftKey) -> StoredDraft | None:
        row = self._db.execute(
            "select key, last_seal, base, origin, position, dirty, updated from draft"
            " where registry = ? and curator = ? and article = ?",
            key,
        ).fetchone()
        if row is None:
            return None
        number, last_seal, base, origin, position, dirty, updated = row
        steps = self._db.execute("select step from step where draft = ? order by n", (number,))
        pending = self._db.execute("select place, words from pending where draft = ?", (number,))
        log = _replayed(json.loads(origin), [step_from_json(json.loads(s)) for (s,) in steps])
        while log.position > position and (undone := log.undone()):
            log = undone[0]
        return StoredDraft(
            key, last_seal, _base_from_json(json.loads(base)), log, bool(dirty), updated,
            dict(pending),
        )  # fmt: skip

    def put_aside(self, draft: StoredDraft) -> StoredDraft:
        """Keep a draft of another past of the registry where this one's edits cannot reach it."""
        key = draft.key._replace(registry=f"{draft.key.registry}{_ASIDE}{draft.last_seal}")
        aside = replace(draft, key=key)
        self.put(aside)
        self.drop(draft.key)
        return aside

    def aside(self, key: DraftKey) -> tuple[StoredDraft, ...]:
        """The drafts of other pasts of a registry, the newest first."""
        rows = self._db.execute(
            "select registry from draft where substr(registry, 1, ?) = ? and curator = ?"
            " and article = ? order by updated desc",
            (len(key.registry) + 1, f"{key.registry}{_ASIDE}", key.curator, key.article),
        ).fetchall()
        found = (self.load(key._replace(registry=name)) for (name,) in rows)
        return tuple(one for one in found if one is not None)

    def begin(self, key: DraftKey, *, last_seal: str, base: dict[str, Based]) -> EditLog:
        """Start a draft (in place of any there was) on that saved state."""
        documents = {e: {"kind": b.kind, "document": b.document} for e, b in base.items()}
        self.put(StoredDraft(key, last_seal, base, EditLog(documents), False, now()))
        return EditLog(documents)

    def put(self, draft: StoredDraft) -> None:
        """Write a whole draft, in place of any there was."""
        log = draft.log
        origin = _origin(log)
        with self._transaction():
            self._delete(draft.key)
            cursor = self._db.execute(
                "insert into draft(registry, curator, article, last_seal, base, origin, position,"
                " dirty, updated) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    *draft.key,
                    draft.last_seal,
                    _dumped(_base_to_json(draft.base)),
                    _dumped(origin),
                    log.position,
                    draft.dirty,
                    draft.updated,
                ),
            )
            number = cursor.lastrowid
            self._db.executemany(
                "insert into step values (?, ?, ?)",
                [(number, n, _dumped(step_to_json(step))) for n, step in enumerate(log.steps)],
            )
            self._db.executemany(
                "insert into pending values (?, ?, ?)",
                [(number, place, words) for place, words in draft.pending.items()],
            )

    def record(
        self,
        key: DraftKey,
        *,
        position: int,
        step: Step | None,
        dirty: bool,
        count: int | None = None,
    ) -> None:
        """Write one move of the log.

        Args:
            key: The draft; it must have begun.
            position: Of the log after the move.
            step: The step at ``position - 1`` where it is new, took more typing or takes no more.
                None for undo and redo.
            dirty: Whether the draft now differs from what is saved.
            count: How many steps the log has, undone ones too: a step that takes no more typing
                keeps those behind it.  None where the step is the last.
        """
        with self._transaction():
            number = self._number(key)
            if step is not None:
                self._db.execute(
                    "delete from step where draft = ? and n >= ?",
                    (number, position if count is None else count),
                )
                self._db.execute(
                    "insert into step values (?, ?, ?)"
                    " on conflict (draft, n) do update set step = excluded.step",
                    (number, position - 1, _dumped(step_to_json(step))),
                )
            self._db.execute(
                "update draft set position = ?, dirty = ?, updated = ? where key = ?",
                (position, dirty, now(), number),
            )

    def rebase(
        self, key: DraftKey, *, last_seal: str, base: Mapping[str, Based], dirty: bool
    ) -> None:
        """The draft builds on another saved state from now on (after a save or a merge)."""
        with self._transaction():
            self._db.execute(
                "update draft set last_seal = ?, base = ?, dirty = ?, updated = ? where key = ?",
                (last_seal, _dumped(_base_to_json(base)), dirty, now(), self._number(key)),
            )

    def put_pending(self, key: DraftKey, place: str, *, words: str) -> None:
        """Keep unfinished text of an editor; "" forgets it."""
        with self._transaction():
            number = self._number(key)
            self._db.execute("delete from pending where draft = ? and place = ?", (number, place))
            if words:
                self._db.execute("insert into pending values (?, ?, ?)", (number, place, words))
                self._db.execute("update draft set updated = ? where key = ?", (now(), number))

    def drop(self, key: DraftKey) -> None:
        with self._transaction():
            self._delete(key)

    def _delete(self, key: DraftKey) -> None:
        self._db.execute(
            "delete from draft where registry = ? and curator = ? and article = ?", key
        )

    def _number(self, key: DraftKey) -> int:
        row = self._db.execute(
            "select key from draft where registry = ? and curator = ? and article = ?", key
        ).fetchone()
        if row is None:
            raise StorageError("This draft is no longer on disk.", hint="Open the article again.")
        return int(row[0])

    def _transaction(self) -> _Transaction:
        return _Transaction(self._db)


class _Transaction:
    """BEGIN IMMEDIATE to COMMIT; the driver's errors become ours."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def __enter__(self) -> None:
        try:
            self._db.execute("begin immediate")
        except sqlite3.Error as error:
            raise StorageError(f"The draft was not saved: {error}.") from error

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        try:
            self._db.execute("commit" if error is None else "rollback")
        except sqlite3.Error as failure:
            if self._db.in_transaction:
                self._db.execute("rollback")
            raise StorageError(f"The draft was not saved: {failure}.") from failure
        if isinstance(error, sqlite3.Error):
            raise StorageError(f"The draft was not saved: {error}.") from error


def damaged(path: Path) -> str:
    """What is wrong with a file of drafts, as one sentence; "" where nothing is."""
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
            answer = db.execute("pragma quick_check(1)").fetchone()
    except sqlite3.Error as error:
        return f"{path.name} cannot be read: {error}."
    return "" if answer == ("ok",) else f"{path.name} is damaged: {answer[0]}."


def _replayed(origin: Mapping[str, Any], steps: list[Step]) -> EditLog:
    log = EditLog(origin, tuple(steps), 0)
    while redone := log.redone():
        log = redone[0]
    return log


def _origin(log: EditLog) -> Mapping[str, Any]:
    """The documents before the first step."""
    while (undone := log.undone()) is not None:
        log = undone[0]
    return log.documents


def trimmed(log: EditLog) -> EditLog:
    """The log without its oldest steps, where it has more than ``KEPT_STEPS`` of them."""
    extra = min(len(log.steps) - KEPT_STEPS, log.position)
    if extra <= 0:
        return log
    return EditLog(log.documents, log.steps[extra:], log.position - extra)


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _base_to_json(base: Mapping[str, Based]) -> dict[str, Any]:
    return {
        entity: {"kind": one.kind, "revision": one.revision, "document": one.document}
        for entity, one in base.items()
    }


def _base_from_json(data: Mapping[str, Any]) -> dict[str, Based]:
    return {e: Based(one["kind"], one["revision"], one["document"]) for e, one in data.items()}
