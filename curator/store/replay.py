"""Appending a change that was made before: as it was, or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import sqlalchemy as sa

from curator.domain.changes import Change
from curator.domain.errors import RefusedError
from curator.store.engine import Session
from curator.store.journal import insert_change
from curator.store.sealing import FIRST_PREVIOUS, ChangeHeader, Digests, seal_of
from curator.store.tables import entity, original, revision, term, text

_TABLES: Final[Mapping[str, sa.Table]] = {
    "entity": entity,
    "original": original,
    "text": text,
    "term": term,
    "revision": revision,
}
_AT_ONCE: Final = 500


@dataclass(slots=True)
class Replay:
    """A chain on its way into a registry that is being made.

    Each change must follow the one before; its rows carry the numbers that they had.
    """

    session: Session
    previous: str = FIRST_PREVIOUS
    seq: int = 0
    _numbers: dict[str, int] = field(default_factory=dict)
    _entities: dict[str, tuple[str, int]] = field(default_factory=dict)
    _made: Change | None = None
    _digests: Digests = field(default_factory=Digests)
    _waiting: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def begin(self, made: Change) -> None:
        """Begin a change.

        Raises:
            RefusedError: It does not follow the one before.
        """
        if made.seq != self.seq + 1 or made.previous != self.previous:
            raise RefusedError(f"change {made.seq} does not follow change {self.seq}")
        self._made, self._digests = made, Digests()

    def add(self, table: str, row: dict[str, Any]) -> None:
        """Add what the change brought; ``row`` has its digest, not its change.

        Raises:
            RefusedError: Its number is not the next one, or no change has begun.
        """
        if self._made is None:
            raise RefusedError("it belongs to no change")
        if table == "entity":
            self._count_entity(row)
            row["first_change"] = self._made.seq
        else:
            if table == "revision":
                self._count_revision(row)
            row["change_seq"] = self._made.seq
            into: Mapping[str, list[str]] = {
                "original": self._digests.originals,
                "text": self._digests.texts,
                "term": self._digests.terms,
                "revision": self._digests.revisions,
            }
            into[table].append(row["digest"])
        waiting = self._waiting.setdefault(table, [])
        waiting.append(row)
        if len(waiting) >= _AT_ONCE or table == "original":
            self._insert(table, waiting)

    def end(self) -> None:
        """Seal the change.

        Raises:
            RefusedError: Its seal is not that of what it brought.
        """
        made = self._made
        if made is None:
            raise RefusedError("no change has begun")
        header = ChangeHeader(made.id, made.at, made.author, made.kind, made.reason)
        seal = seal_of(header, made.seq, previous=made.previous, digests=self._digests)
        if seal != made.seal:
            raise RefusedError(f"change {made.seq} does not match its seal")
        for table, rows in self._waiting.items():
            self._insert(table, rows)
        insert_change(self.session, header, seq=made.seq, previous=made.previous, seal=seal)
        self.previous, self.seq, self._made = seal, made.seq, None

    def _count_entity(self, row: Mapping[str, Any]) -> None:
        kind, number = row["kind"], row["number"]
        if number != self._numbers.get(kind, 0) + 1:
            raise RefusedError(f"{kind} {number} is not the next of its kind")
        self._numbers[kind] = number
        self._entities[row["id"]] = (kind, 0)
        self._digests.entities.append((row["id"], number))

    def _count_revision(self, row: Mapping[str, Any]) -> None:
        kind, count = self._entities.get(row["entity_id"], ("", 0))
        if kind != row["kind"] or row["number"] != count + 1:
            raise RefusedError(f"revision {row['id']} is not the next of its {row['kind']}")
        self._entities[row["entity_id"]] = (kind, count + 1)

    def _insert(self, table: str, rows: Sequence[dict[str, Any]]) -> None:
        if rows:
            self.session.execute(sa.insert(_TABLES[table]), list(rows))
        self._waiting[table] = []
