"""Another term in the place of one that a vocabulary has retired, wherever it is claimed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from curator.domain.claims import Term
from curator.domain.documents import ARTICLE, EXTRACTION
from curator.domain.errors import UsageError
from curator.services.registry import Registry
from curator.services.saving import append_saves, own_vocabularies
from curator.services.values import Author
from curator.services.vocabularies import Vocabularies
from curator.store.engine import Session
from curator.store.journal import NewRevision, new_header
from curator.store.revisions import heads
from curator.store.tables import head, revision


def replace_term(
    registry: Registry,
    term_id: str,
    *,
    to: Term,
    author: Author,
    vocabularies: Vocabularies | None = None,
) -> int:
    """Put a term into the place of another in every claim, as one change.

    Args:
        registry: Open for writing.
        term_id: Of the term that goes.
        to: The one that comes, with an id.
        author: Who says so.
        vocabularies: Where the new term is looked up; the program's own by default.

    Returns:
        In how many articles and extractions it stood.

    Raises:
        UsageError: The new term has no id, or is the old one.
    """
    if not to.id or to.id == term_id:
        raise UsageError(f"{term_id} needs another term in its place.")
    known = vocabularies or own_vocabularies()
    header = new_header(author, "save", reason=f"{term_id} is {to.id} ({to.label}) now")
    form = registry.form
    with registry.write() as session:
        saves = list(_saves(session, term_id, to=to))
        if not saves:
            return 0
        saved = append_saves(
            session,
            header,
            form=form,
            saves=saves,
            based_on={one.entity_id: one.parents[0] for one in saves},
            terms=known.with_ancestors([to]),
        )
    registry.broadcast(saved.changes)
    return len(saves)


def _saves(session: Session, term_id: str, *, to: Term) -> Iterator[NewRevision]:
    """A next revision of every article and extraction that has the term."""
    held = sa.func.instr if session.dialect.name == "sqlite" else sa.func.strpos
    query = (
        sa.select(head.c.entity_id)
        .join(revision, revision.c.id == head.c.revision_id)
        .where(head.c.kind.in_((ARTICLE, EXTRACTION)))
        .where(held(revision.c.document, json.dumps(term_id, ensure_ascii=False)) > 0)
        .order_by(head.c.entity_id)
    )
    for entity, row in heads(session, session.scalars(query).all()).items():
        document = json.loads(row["document"])
        changed = _replaced(document["claims"], term_id, to=to)
        if changed != document["claims"]:
            document = {**document, "claims": changed}
            yield NewRevision(entity, row["kind"], document, (row["id"],))


def _replaced(data: Any, term_id: str, *, to: Term) -> Any:
    """Claims as JSON with the term in the place of the other."""
    if isinstance(data, list):
        return [_replaced(one, term_id, to=to) for one in data]
    if not isinstance(data, dict):
        return data
    if data.keys() == {"label", "id"} and data["id"] == term_id:
        return {"label": to.label, "id": to.id}
    return {key: _replaced(one, term_id, to=to) for key, one in data.items()}
