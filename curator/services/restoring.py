"""Bringing back what stood after an earlier change; itself a new change, nothing is undone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from curator.domain.documents import EXTRACTION, STUDY
from curator.domain.errors import NotFoundError, RefusedError
from curator.services.listing import find
from curator.services.past import Past, past_of
from curator.services.registry import Registry
from curator.services.saving import append_saves
from curator.services.values import Author, Change
from curator.store.engine import Session
from curator.store.journal import ChangeHeader, NewRevision, new_header
from curator.store.studies import stored_as_of

Document = Mapping[str, Any]


def restore(registry: Registry, name: str, *, n: int, author: Author, reason: str = "") -> Change:
    """Bring a study with all its extractions, or an article, back to how it stood after a change.

    Extractions that the study did not have then are withdrawn; one that moved away comes back.

    Args:
        registry: Open for writing.
        name: Id or label of a study or article.
        n: The change (its seq).
        author: Who restores.
        reason: Why.

    Raises:
        NotFoundError: There is none, or there was none yet.
        RefusedError: It stands like that now.
    """
    subject = find(registry, name)
    header = new_header(author, "restore", reason=reason or f"As after change {n}")

    def documents(session: Session) -> dict[str, Document]:
        past = past_of(session, subject)
        then = past.at(subject.id, n)
        if then is None:
            raise NotFoundError(f"{subject.label} was not there yet at change {n}.")
        wanted = {subject.id: then}
        if subject.kind == STUDY:
            wanted |= _extractions_at(past, n)
        return wanted

    return _append(registry, header, what=f"{subject.label} as after change {n}", made=documents)


def _extractions_at(past: Past, n: int) -> dict[str, Document]:
    wanted: dict[str, Document] = {}
    for one, documents in past.documents.items():
        if past.kinds[one] != EXTRACTION:
            continue
        now, then = list(documents.values())[-1], past.at(one, n)
        if past.belongs(then) or (then is not None and past.belongs(now)):
            wanted[one] = then or now
        elif past.belongs(now):
            reason = f"The study had no such reading at change {n}."
            wanted[one] = {**now, "status": "withdrawn", "reason": reason}
    return wanted


def restore_field(
    registry: Registry, extraction: str, *, field: str, n: int, author: Author, reason: str = ""
) -> Change:
    """Bring one field of an extraction (or article) back to what it held after a change.

    Raises:
        NotFoundError: There is no such extraction, or there was none yet.
        RefusedError: It holds just that now.
    """
    subject = find(registry, extraction)
    header = new_header(author, "restore", reason=reason or f"{field} as after change {n}")

    def documents(session: Session) -> dict[str, Document]:
        stored = stored_as_of(session, [subject.id])
        then = stored_as_of(session, [subject.id], seq=n)
        if subject.id not in then or "claims" not in then[subject.id].document:
            raise NotFoundError(f"{subject.label} was not there yet at change {n}.")
        now = stored[subject.id].document
        claims = {key: claim for key, claim in now["claims"].items() if key != field}
        old = then[subject.id].document["claims"].get(field)
        return {subject.id: {**now, "claims": claims | ({} if old is None else {field: old})}}

    return _append(registry, header, what=f"{field} as after change {n}", made=documents)


def _append(
    registry: Registry,
    header: ChangeHeader,
    *,
    what: str,
    made: Callable[[Session], dict[str, Document]],
) -> Change:
    """Append the documents that differ from what stands now, as one change."""
    form = registry.form
    with registry.write() as session:
        wanted = made(session)
        now = stored_as_of(session, list(wanted))
        saves = [
            NewRevision(one, now[one].kind, document, (now[one].revision_id,))
            for one, document in wanted.items()
            if now[one].document != document
        ]
        if not saves:
            raise RefusedError(f"{what[:1].upper()}{what[1:]} is what stands now.")
        saved = append_saves(
            session,
            header,
            form=form,
            saves=saves,
            based_on={},
        )
    registry.broadcast(saved.changes)
    return saved.change
