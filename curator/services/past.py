"""The revisions of a study with its extractions, or of an article with its, change by change."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from curator.domain.documents import ARTICLE, STUDY
from curator.domain.errors import NotFoundError
from curator.domain.identity import article_label
from curator.services.values import Found
from curator.store.engine import Session
from curator.store.revisions import change_of, checked_revision, in_batches
from curator.store.studies import extractions_ever_of, extractions_of_article, touching
from curator.store.tables import change, entity, revision

_NAMES = 400


@dataclass(frozen=True, slots=True)
class Past:
    """All revisions that one history is made of.

    Attributes:
        changes: The changes of the history by seq, oldest first.
        documents: Of each entity its documents by seq, oldest first.
        kinds: Kind of each entity.
        labels: What each is called here: the label of its article; "" for the study itself.
    """

    subject: Found
    changes: Mapping[int, Any]
    documents: Mapping[str, Mapping[int, Mapping[str, Any]]]
    kinds: Mapping[str, str]
    labels: Mapping[str, str]

    def at(self, entity_id: str, seq: int) -> Mapping[str, Any] | None:
        """The document of an entity after a change; None where there was none yet."""
        found = None
        for one, document in self.documents[entity_id].items():
            if one > seq:
                break
            found = document
        return found

    def before(self, entity_id: str, seq: int) -> Mapping[str, Any] | None:
        return self.at(entity_id, seq - 1)

    def belongs(self, document: Mapping[str, Any] | None) -> bool:
        """Whether an extraction with that document is of the subject, and active."""
        if document is None or document.get("status") != "active":
            return False
        return bool(document[self.subject.kind] == self.subject.id)


def past_of(session: Session, subject: Found) -> Past:
    """Load the history of a study or an article; every document is checked against its digest.

    Raises:
        NotFoundError: The subject is neither.
        VerificationError: A document was changed behind the registry's back.
    """
    seqs: set[int] | None = None
    if subject.kind == STUDY:
        ids = [subject.id, *extractions_ever_of(session, subject.id)]
        seqs = set(touching(session, subject.id))
    elif subject.kind == ARTICLE:
        ids = [subject.id, *extractions_of_article(session, subject.id)]
    else:
        raise NotFoundError(f"{subject.label} is a reading; ask for its study or its article.")
    documents, kinds = _documents(session, ids)
    touched = {seq for one in documents.values() for seq in one}
    changes = _changes(session, sorted(touched if seqs is None else touched & seqs))
    return Past(subject, changes, documents, kinds, _labels(session, subject, documents))


def _documents(
    session: Session, ids: Sequence[str]
) -> tuple[dict[str, dict[int, Any]], dict[str, str]]:
    documents: dict[str, dict[int, Any]] = {one: {} for one in ids}
    kinds: dict[str, str] = {}
    for some in in_batches(ids, _NAMES):
        query = (
            sa.select(revision)
            .where(revision.c.entity_id.in_(some))
            .order_by(revision.c.entity_id, revision.c.number)
        )
        for row in session.execute(query):
            checked_revision(row._mapping)
            documents[row.entity_id][row.change_seq] = json.loads(row.document)
            kinds[row.entity_id] = row.kind
    return documents, kinds


def _changes(session: Session, seqs: Sequence[int]) -> dict[int, Any]:
    found: dict[int, Any] = {}
    for some in in_batches(seqs, _NAMES):
        query = sa.select(change).where(change.c.seq.in_(some)).order_by(change.c.seq)
        found |= {row.seq: change_of(row._mapping) for row in session.execute(query)}
    return found


def _labels(
    session: Session, subject: Found, documents: Mapping[str, Mapping[int, Any]]
) -> dict[str, str]:
    """An extraction is called by its article, with its reader where several read the same one."""
    said = {one: list(documents[one].values())[-1] for one in documents if one != subject.id}
    articles = {document["article"] for document in said.values()}
    query = sa.select(entity.c.id, entity.c.number).where(entity.c.id.in_(articles))
    numbers = {row.id: row.number for row in session.execute(query)}
    of_article = [document["article"] for document in said.values()]
    labels = {subject.id: subject.label if subject.kind == ARTICLE else ""}
    for one, document in said.items():
        label = article_label(numbers[document["article"]])
        several = of_article.count(document["article"]) > 1
        labels[one] = f"{label} ({document['reader']})" if several else label
    return labels
