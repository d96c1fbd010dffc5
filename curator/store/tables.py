"""The tables of a registry, the same on SQLite and PostgreSQL.

Sealed, append-only: ``change``, ``entity``, ``revision``, ``original``, ``text``, ``term``.
Rebuildable from them at any time (projections): ``head``, ``article_row``, ``study_row``,
``study_value``, ``study_record``, ``evidence``, ``fulltext`` (FTS5 on SQLite, ``tsvector`` on
PostgreSQL; made by the migration, not declared here) and ``watermark``.

JSON stands as canonical text (never JSONB, which reorders keys).  Times are TEXT
``YYYY-MM-DDTHH:MM:SS.ffffffZ``; order is always ``seq``.
"""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

NAMING: Final = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

metadata = sa.MetaData(naming_convention=NAMING)

change = sa.Table(
    "change",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    sa.Column("author_id", sa.Text, nullable=False),
    sa.Column("author_name", sa.Text, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("previous", sa.Text, nullable=False, unique=True),
    sa.Column("seal", sa.Text, nullable=False, unique=True),
)

entity = sa.Table(
    "entity",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("first_change", sa.Integer, sa.ForeignKey("change.seq"), nullable=False, index=True),
    sa.UniqueConstraint("kind", "number"),
)

revision = sa.Table(
    "revision",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("entity_id", sa.Text, sa.ForeignKey("entity.id"), nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("parents", sa.Text, nullable=False),
    sa.Column("origin_change", sa.Text, nullable=False),
    sa.Column("author", sa.Text, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("form_digest", sa.Text, nullable=False),
    sa.Column("document", sa.Text, nullable=False),
    sa.Column("digest", sa.Text, nullable=False, unique=True),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("change_seq", sa.Integer, sa.ForeignKey("change.seq"), nullable=False, index=True),
    sa.UniqueConstraint("entity_id", "number"),
    sa.Index("ix_revision_entity_id_change_seq", "entity_id", "change_seq"),
)

original = sa.Table(
    "original",
    metadata,
    sa.Column("sha256", sa.Text, primary_key=True),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("bytes", sa.LargeBinary, nullable=True),
    sa.Column("digest", sa.Text, nullable=False, unique=True),
    sa.Column("change_seq", sa.Integer, sa.ForeignKey("change.seq"), nullable=False, index=True),
)

text = sa.Table(
    "text",
    metadata,
    sa.Column("article_id", sa.Text, sa.ForeignKey("entity.id"), nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("made_by", sa.Text, nullable=False),
    sa.Column("blocks", sa.Text, nullable=False),
    sa.Column("change_seq", sa.Integer, sa.ForeignKey("change.seq"), nullable=False, index=True),
    sa.PrimaryKeyConstraint("article_id", "sha256", "digest"),
)

term = sa.Table(
    "term",
    metadata,
    sa.Column("release", sa.Text, nullable=False),
    sa.Column("id", sa.Text, nullable=False),
    sa.Column("label", sa.Text, nullable=False),
    sa.Column("synonyms", sa.Text, nullable=False),
    sa.Column("parents", sa.Text, nullable=False),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("change_seq", sa.Integer, sa.ForeignKey("change.seq"), nullable=False, index=True),
    sa.PrimaryKeyConstraint("release", "id"),
)

SEALED: Final = (change, entity, revision, original, text, term)
"""Triggers refuse UPDATE, DELETE and (on PostgreSQL) TRUNCATE of these."""

# --- projections -------------------------------------------------------------------------------

head = sa.Table(
    "head",
    metadata,
    sa.Column("entity_id", sa.Text, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False, index=True),
    sa.Column("revision_id", sa.Text, nullable=False),
    sa.Column("change_seq", sa.Integer, nullable=False),
    # Of an extraction: what it joins.  Empty otherwise.
    sa.Column("article_id", sa.Text, nullable=False, server_default="", index=True),
    sa.Column("study_id", sa.Text, nullable=False, server_default="", index=True),
    sa.Column("state", sa.Text, nullable=False, server_default=""),
)

article_row = sa.Table(
    "article_row",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("article_id", sa.Text, nullable=False, unique=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("outlet", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False, index=True),
    sa.Column("original_sha256", sa.Text, nullable=False, index=True),
    sa.Column("file_name", sa.Text, nullable=False),
    sa.Column("studies", sa.Text, nullable=False, server_default=""),
    sa.Column("conflicts", sa.Integer, nullable=False, server_default="0"),
)
"""``studies``: numbers of the studies that it reports, as shown ("S-0001, S-0007")."""

study_row = sa.Table(
    "study_row",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("study_id", sa.Text, nullable=False, unique=True),
    sa.Column("label", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False, index=True),
    sa.Column("articles", sa.Integer, nullable=False),
    sa.Column("conflicts", sa.Integer, nullable=False),
    sa.Column("reopened", sa.Integer, nullable=False),
)

study_record = sa.Table(
    "study_record",
    metadata,
    sa.Column("study_id", sa.Text, primary_key=True),
    sa.Column("number", sa.Integer, nullable=False, unique=True),
    sa.Column("cells", sa.Text, nullable=False),
)
"""``cells``: canonical JSON of the resolved record, what an export streams."""

study_value = sa.Table(
    "study_value",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("study_id", sa.Text, nullable=False, index=True),
    sa.Column("extraction_id", sa.Text, nullable=False, index=True),
    sa.Column("field", sa.Text, nullable=False),
    sa.Column("item", sa.Text, nullable=False),
    sa.Column("part", sa.Text, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("words", sa.Text, nullable=False),
    sa.Column("term_id", sa.Text, nullable=False, server_default=""),
    sa.Index("ix_study_value_field_words", "field", "words"),
    sa.Index("ix_study_value_field_term_id", "field", "term_id"),
)

evidence = sa.Table(
    "evidence",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("entity_id", sa.Text, nullable=False, index=True),
    sa.Column("article_id", sa.Text, nullable=False, index=True),
    sa.Column("field", sa.Text, nullable=False),
    sa.Column("item", sa.Text, nullable=False),
    sa.Column("part", sa.Text, nullable=False),
    sa.Column("text_sha256", sa.Text, nullable=False),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    sa.Column("quote", sa.Text, nullable=False),
)

watermark = sa.Table(
    "watermark",
    metadata,
    sa.Column("what", sa.Text, primary_key=True),
    sa.Column("change_seq", sa.Integer, nullable=False),
)
"""How far a projection has come: ``fulltext`` up to and with that change."""

PROJECTIONS: Final = (
    head,
    article_row,
    study_row,
    study_record,
    study_value,
    evidence,
    watermark,
)
