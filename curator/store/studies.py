"""The active extractions of studies, now or as of a change."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from curator.domain.agreement import Reading
from curator.domain.claims import claims_from_json
from curator.domain.documents import ARTICLE, EXTRACTION, STUDY
from curator.domain.identity import article_label
from curator.store.engine import Session
from curator.store.revisions import checked_revision, in_batches
from curator.store.tables import entity, head, revision, study_value

ACTIVE: Final = "active"
WITHDRAWN: Final = "withdrawn"
LEFT: Final = ""
"""Field of a row that is no value: ``left_rows``."""

_NAMES: Final = 400

_article = head.alias("article_head")
_study = head.alias("study_head")
_numbered = entity.alias("article_entity")
_newer = revision.alias("newer")


@dataclass(frozen=True, slots=True)
class Stored:
    """An entity at one of its revisions; ``document`` as JSON, checked against its digest."""

    entity_id: str
    kind: str
    number: int
    revision_id: str
    change_seq: int
    document: Mapping[str, Any]


def active_extractions() -> sa.Select[Any]:
    """Active extractions of active studies in articles that are not withdrawn.

    Columns: entity_id, article_id, study_id, article_number, document; by article, then id.
    """
    return (
        sa.select(
            head.c.entity_id,
            head.c.article_id,
            head.c.study_id,
            _numbered.c.number.label("article_number"),
            revision.c.document,
        )
        .join(revision, revision.c.id == head.c.revision_id)
        .join(_article, _article.c.entity_id == head.c.article_id)
        .join(_study, _study.c.entity_id == head.c.study_id)
        .join(_numbered, _numbered.c.id == head.c.article_id)
        .where(
            head.c.kind == EXTRACTION,
            head.c.state == ACTIVE,
            _article.c.state != WITHDRAWN,
            _study.c.state == ACTIVE,
        )
        .order_by(_numbered.c.number, head.c.entity_id)
    )


def active_readings(session: Session, study_id: str) -> tuple[Reading, ...]:
    """What the extractions of a study say that count now."""
    query = active_extractions().where(head.c.study_id == study_id)
    return tuple(
        Reading(
            row.entity_id,
            claims_from_json(json.loads(row.document)["claims"]),
            article_label(row.article_number),
        )
        for row in session.execute(query)
    )


def stored_as_of(
    session: Session, entity_ids: Sequence[str], *, seq: int | None = None
) -> dict[str, Stored]:
    """Each entity at its last revision, or its last at or before that change; others left out."""
    last = sa.select(sa.func.max(_newer.c.number)).where(_newer.c.entity_id == revision.c.entity_id)
    if seq is not None:
        last = last.where(_newer.c.change_seq <= seq)
    found: dict[str, Stored] = {}
    for ids in in_batches(entity_ids, _NAMES):
        query = (
            sa.select(revision, entity.c.number.label("entity_number"))
            .join(entity, entity.c.id == revision.c.entity_id)
            .where(revision.c.entity_id.in_(ids), revision.c.number == last.scalar_subquery())
        )
        found |= {row.entity_id: _stored(row._mapping) for row in session.execute(query)}
    return found


def _stored(row: Mapping[Any, Any]) -> Stored:
    checked_revision(row)
    return Stored(
        entity_id=row["entity_id"],
        kind=row["kind"],
        number=row["entity_number"],
        revision_id=row["id"],
        change_seq=row["change_seq"],
        document=json.loads(row["document"]),
    )


_STUDY_OF: Final[Mapping[str, str]] = {
    "sqlite": "json_extract(revision.document, '$.study')",
    "postgresql": "((revision.document)::json ->> 'study')",
}


def _study_of(session: Session) -> sa.ColumnElement[str]:
    """The study of a revision of an extraction; slow, for few revisions."""
    return sa.literal_column(_STUDY_OF[session.dialect.name], sa.Text)


def extractions_ever_of(session: Session, study_id: str) -> list[str]:
    """Ids of all extractions that are or once were of a study, withdrawn ones too."""
    now = sa.select(head.c.entity_id).where(head.c.study_id == study_id)
    left = sa.select(study_value.c.extraction_id).where(
        study_value.c.study_id == study_id, study_value.c.field == LEFT
    )
    return sorted({*session.scalars(now), *session.scalars(left)})


def left_rows(session: Session, extraction_ids: Collection[str]) -> list[dict[str, Any]]:
    """Rows of ``study_value`` for the studies that extractions once were of and are no longer.

    They have no field and no value; they are what finds a study's whole history.
    """
    query = (
        sa.select(revision.c.entity_id, _study_of(session).label("study_id"))
        .distinct()
        .join(head, head.c.entity_id == revision.c.entity_id)
        .where(
            revision.c.entity_id.in_(extraction_ids),
            revision.c.kind == EXTRACTION,
            _study_of(session) != head.c.study_id,
        )
    )
    nothing = dict.fromkeys(("item", "part", "status", "words", "term_id"), "")
    return [
        nothing | {"study_id": row.study_id, "extraction_id": row.entity_id, "field": LEFT}
        for row in session.execute(query)
    ]


def touching(session: Session, study_id: str) -> list[int]:
    """The changes that touched a study or one of its extractions, oldest first.

    The change that moved an extraction to another study touched both.
    """
    own = sa.select(revision.c.change_seq).where(revision.c.entity_id == study_id)
    found = set(session.scalars(own))
    for ids in in_batches(extractions_ever_of(session, study_id), _NAMES):
        query = (
            sa.select(
                revision.c.entity_id, revision.c.change_seq, _study_of(session).label("study_id")
            )
            .where(revision.c.entity_id.in_(ids))
            .order_by(revision.c.entity_id, revision.c.number)
        )
        before = ("", "")
        for row in session.execute(query):
            if study_id in (row.study_id, before[1] if before[0] == row.entity_id else ""):
                found.add(row.change_seq)
            before = (row.entity_id, row.study_id)
    return sorted(found)


def extractions_of_article(session: Session, article_id: str) -> list[str]:
    """Ids of all extractions of an article (it never changes), withdrawn ones too."""
    return list(session.scalars(sa.select(head.c.entity_id).where(head.c.article_id == article_id)))


def counts(article: Stored | None, study: Stored | None) -> bool:
    """Whether the extractions of that article for that study count: neither is withdrawn."""
    return (
        article is not None
        and study is not None
        and article.kind == ARTICLE
        and study.kind == STUDY
        and article.document["state"] != WITHDRAWN
        and study.document["state"] == ACTIVE
    )
