"""Taking articles, studies and extractions out of lists and records; nothing is deleted."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final

import sqlalchemy as sa

from curator.domain.documents import ARTICLE, EXTRACTION
from curator.domain.errors import NotFoundError, RefusedError
from curator.services.listing import find
from curator.services.registry import Registry
from curator.services.saving import append_saves
from curator.services.values import Author, Change
from curator.store.journal import NewRevision, new_header
from curator.store.revisions import heads
from curator.store.tables import change, entity

WITHDRAWN: Final = "withdrawn"


def withdraw(registry: Registry, id_or_label: str, *, reason: str, author: Author) -> Change:
    """Withdraw an article (with what it says), a study or an extraction.

    Raises:
        NotFoundError: There is none.
        RefusedError: No reason, or it is withdrawn already.
    """
    found = find(registry, id_or_label)
    if not reason.strip():
        raise RefusedError(f"Withdrawing {found.label} needs a reason.")
    change_made = _withdraw(registry, [found.id], kind="withdraw", reason=reason, author=author)
    if change_made is None:
        raise RefusedError(f"{found.label} is withdrawn already.")
    return change_made


def undo_import(registry: Registry, change_seq: int, *, author: Author) -> Change:
    """Withdraw all articles that an import brought.

    Raises:
        NotFoundError: That change is no import.
        RefusedError: All of them are withdrawn already.
    """
    with registry.read() as session:
        kind = session.scalar(sa.select(change.c.kind).where(change.c.seq == change_seq))
        brought = sa.select(entity.c.id).where(
            entity.c.first_change == change_seq, entity.c.kind == ARTICLE
        )
        ids = list(session.scalars(brought))
    if kind != "import":
        raise NotFoundError(f"Change {change_seq} is no import.")
    reason = f"Import undone (change {change_seq})"
    made = _withdraw(registry, ids, kind="undo-import", reason=reason, author=author)
    if made is None:
        raise RefusedError(f"All articles of change {change_seq} are withdrawn already.")
    return made


def _withdraw(
    registry: Registry, ids: Iterable[str], *, kind: str, reason: str, author: Author
) -> Change | None:
    """One change that withdraws those that are not; None where there are none."""
    header = new_header(author, kind, reason=reason)
    form = registry.form
    with registry.write() as session:
        rows = heads(session, ids)
        saves = [
            NewRevision(one, row["kind"], document, (row["id"],))
            for one, row in rows.items()
            if (document := _withdrawn(row["kind"], json.loads(row["document"]), reason=reason))
        ]
        if not saves:
            return None
        saved = append_saves(session, header, form=form, saves=saves, based_on={})
    registry.broadcast(saved.changes)
    return saved.change


def _withdrawn(kind: str, document: dict[str, Any], *, reason: str) -> dict[str, Any] | None:
    key = "status" if kind == EXTRACTION else "state"
    if document[key] == WITHDRAWN:
        return None
    return document | {key: WITHDRAWN, "reason": reason}
