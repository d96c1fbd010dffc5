"""The tables of a registry, the same on SQLite and PostgreSQL.

Sealed, append-only: ``change``, ``entity``, ``revision``, ``original``, ``text``, ``term``.
Logged, append-only, outside the seals (``LOGS``): what curators said of suggestions.
Rebuildable from them at any time (projections): ``head``, ``article_row``, ``study_row``,
``study_value``, ``study_record``, ``evidence``, ``fulltext`` (FTS5 on SQLite, ``tsvector`` on
PostgreSQL; made by the migration, not declared here), ``watermark``, ``article_key``,
``article_sketch`` and ``proposal``.

What can be long stands last in a row, so that SQLite reads the columns before it without going
through it.  Text is ordered by code point on both databases.  A row may name a change that the
same transaction inserts last: those foreign keys are checked at the commit.

JSON stands as canonical text (never JSONB, which reorders keys).  Times are TEXT
``YYYY-MM-DDTHH:MM:SS.ffffffZ``; order is always ``seq``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import sqlalchemy as sa

NAMING: Final[Mapping[str, str]] = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

metadata = sa.MetaData(naming_convention=NAMING)

TEXT: Final = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def _of_change() -> sa.ForeignKey:
    return sa.ForeignKey("change.seq", deferrable=True, initially="DEFERRED")


change = sa.Table(
    "change",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("id", TEXT, nullable=False, unique=True),
    sa.Column("author_id", TEXT, nullable=False),
    sa.Column("author_name", TEXT, nullable=False),
    sa.Column("at", TEXT, nullable=False),
    sa.Column("kind", TEXT, nullable=False),
    sa.Column("reason", TEXT, nullable=False),
    sa.Column("previous", TEXT, nullable=False, unique=True),
    sa.Column("seal", TEXT, nullable=False, unique=True),
)

entity = sa.Table(
    "entity",
    metadata,
    sa.Column("id", TEXT, primary_key=True),
    sa.Column("kind", TEXT, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("first_change", sa.Integer, _of_change(), nullable=False, index=True),
    sa.UniqueConstraint("kind", "number"),
)

revision = sa.Table(
    "revision",
    metadata,
    sa.Column("id", TEXT, primary_key=True),
    sa.Column(
        "entity_id",
        TEXT,
        sa.ForeignKey("entity.id", deferrable=True, initially="DEFERRED"),
        nullable=False,
    ),
    sa.Column("kind", TEXT, nullable=False),
    sa.Column("parents", TEXT, nullable=False),
    sa.Column("origin_change", TEXT, nullable=False),
    sa.Column("author", TEXT, nullable=False),
    sa.Column("at", TEXT, nullable=False),
    sa.Column("form_digest", TEXT, nullable=False),
    sa.Column("digest", TEXT, nullable=False, unique=True),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("change_seq", sa.Integer, _of_change(), nullable=False, index=True),
    sa.Column("document", TEXT, nullable=False),
    sa.UniqueConstraint("entity_id", "number"),
    sa.Index("ix_revision_entity_id_change_seq", "entity_id", "change_seq"),
)

original = sa.Table(
    "original",
    metadata,
    sa.Column("sha256", TEXT, primary_key=True),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("digest", TEXT, nullable=False, unique=True),
    sa.Column("change_seq", sa.Integer, _of_change(), nullable=False, index=True),
    sa.Column("bytes", sa.LargeBinary, nullable=True),
)

text = sa.Table(
    "text",
    metadata,
    sa.Column(
        "article_id",
        TEXT,
        sa.ForeignKey("entity.id", deferrable=True, initially="DEFERRED"),
        nullable=False,
    ),
    sa.Column("sha256", TEXT, nullable=False),
    sa.Column("digest", TEXT, nullable=False),
    sa.Column("made_by", TEXT, nullable=False),
    sa.Column("change_seq", sa.Integer, _of_change(), nullable=False, index=True),
    sa.Column("blocks", TEXT, nullable=False),
    sa.Column("body", TEXT, nullable=False),
    sa.PrimaryKeyConstraint("article_id", "sha256", "digest"),
)

term = sa.Table(
    "term",
    metadata,
    sa.Column("release", TEXT, nullable=False),
    sa.Column("id", TEXT, nullable=False),
    sa.Column("label", TEXT, nullable=False),
    sa.Column("synonyms", TEXT, nullable=False),
    sa.Column("parents", TEXT, nullable=False),
    sa.Column("digest", TEXT, nullable=False),
    sa.Column("change_seq", sa.Integer, _of_change(), nullable=False, index=True),
    sa.PrimaryKeyConstraint("release", "id"),
)

SEALED: Final = (change, entity, revision, original, text, term)
"""Triggers refuse UPDATE, DELETE and (on PostgreSQL) TRUNCATE of these."""

# --- logs --------------------------------------------------------------------------------------


def _log(name: str, *columns: sa.Column[str] | sa.Column[int]) -> sa.Table:
    """A log: rows numbered from 1, each with the digest of the row before it."""
    return sa.Table(
        name,
        metadata,
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("id", TEXT, nullable=False, unique=True),
        sa.Column("author_id", TEXT, nullable=False),
        sa.Column("author_name", TEXT, nullable=False),
        sa.Column("at", TEXT, nullable=False),
        sa.Column("previous", TEXT, nullable=False),
        sa.Column("digest", TEXT, nullable=False, unique=True),
        sa.Column("change_seq", sa.Integer, _of_change(), nullable=False, index=True),
        *columns,
    )


def _words(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, TEXT, nullable=False) for name in names]


def _counts(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer, nullable=False) for name in names]


suggestion_answer = _log(
    "suggestion_answer",
    sa.Column("article_id", TEXT, nullable=False, index=True),
    *_words("text_sha256", "key", "field", "part", "rule", "score", "answer", "item", "reason"),
    *_counts("start", "end"),
    *_words("value", "features"),
)
"""What became of a suggestion; the newest row of an article and ``key`` counts.  ``value`` is the
JSON of status, value and parts; ``score`` and the numbers in ``features`` are decimal strings."""

silenced_name = _log(
    "silenced_name",
    *_words("role", "name", "name_key", "term_id", "reason"),
    *_counts("silenced"),
)
"""A name that never counts (``silenced`` 1), or counts again (0); the newest row stands."""

requested_term = _log(
    "requested_term",
    sa.Column("term_id", TEXT, nullable=False, index=True),
    *_words("role", "label", "synonyms", "definition", "mapped_to"),
)
"""A term of this registry's own, and again with the id that it was mapped to."""

signed_absence = _log(
    "signed_absence",
    sa.Column("article_id", TEXT, nullable=False, index=True),
    *_words("entity_id", "field", "text_sha256", "tried", "releases"),
    *_counts("terms", "characters"),
)
"""What was looked for in vain when a curator signed that a field is not reported."""

suggester_switch = _log(
    "suggester_switch",
    *_words("rule", "field", "reason"),
    *_counts("speaks", "answers"),
)
"""A rule switched on or off in a field by a curator; ``answers``: how many there were by then."""

LOGS: Final = (
    suggestion_answer,
    silenced_name,
    requested_term,
    signed_absence,
    suggester_switch,
)
"""Append-only like what is sealed; ``change_seq`` is the newest change when a row was written."""

# --- projections -------------------------------------------------------------------------------

head = sa.Table(
    "head",
    metadata,
    sa.Column("entity_id", TEXT, primary_key=True),
    sa.Column("kind", TEXT, nullable=False, index=True),
    sa.Column("revision_id", TEXT, nullable=False),
    sa.Column("change_seq", sa.Integer, nullable=False),
    # Of an extraction: what it joins.  Empty otherwise.
    sa.Column("article_id", TEXT, nullable=False, server_default="", index=True),
    sa.Column("study_id", TEXT, nullable=False, server_default="", index=True),
    sa.Column("state", TEXT, nullable=False, server_default=""),
)

article_row = sa.Table(
    "article_row",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("article_id", TEXT, nullable=False, unique=True),
    sa.Column("title", TEXT, nullable=False),
    sa.Column("outlet", TEXT, nullable=False),
    sa.Column("state", TEXT, nullable=False, index=True),
    sa.Column("original_sha256", TEXT, nullable=False, index=True),
    sa.Column("file_name", TEXT, nullable=False),
    sa.Column("studies", TEXT, nullable=False, server_default=""),
    sa.Column("conflicts", sa.Integer, nullable=False, server_default="0"),
)
"""``studies``: numbers of the studies that it reports, as shown ("S-0001, S-0007")."""

study_row = sa.Table(
    "study_row",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("study_id", TEXT, nullable=False, unique=True),
    sa.Column("label", TEXT, nullable=False),
    sa.Column("state", TEXT, nullable=False, index=True),
    sa.Column("articles", sa.Integer, nullable=False),
    sa.Column("conflicts", sa.Integer, nullable=False),
    sa.Column("reopened", sa.Integer, nullable=False),
)

study_record = sa.Table(
    "study_record",
    metadata,
    sa.Column("study_id", TEXT, primary_key=True),
    sa.Column("number", sa.Integer, nullable=False, unique=True),
    sa.Column("cells", TEXT, nullable=False),
    sa.Column("standing", TEXT, nullable=False),
)
"""``cells``: the resolved row that an export streams, ``standing``: what it stands on
(``domain/record_rows.py``)."""

study_value = sa.Table(
    "study_value",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("study_id", TEXT, nullable=False, index=True),
    sa.Column("extraction_id", TEXT, nullable=False, index=True),
    sa.Column("field", TEXT, nullable=False),
    sa.Column("item", TEXT, nullable=False),
    sa.Column("part", TEXT, nullable=False),
    sa.Column("status", TEXT, nullable=False),
    sa.Column("words", TEXT, nullable=False),
    sa.Column("term_id", TEXT, nullable=False, server_default=""),
    sa.Index("ix_study_value_field_words", "field", "words"),
    sa.Index("ix_study_value_field_term_id", "field", "term_id"),
)

evidence = sa.Table(
    "evidence",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("entity_id", TEXT, nullable=False, index=True),
    sa.Column("article_id", TEXT, nullable=False, index=True),
    sa.Column("field", TEXT, nullable=False),
    sa.Column("item", TEXT, nullable=False),
    sa.Column("part", TEXT, nullable=False),
    sa.Column("text_sha256", TEXT, nullable=False),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    sa.Column("quote", TEXT, nullable=False),
)

watermark = sa.Table(
    "watermark",
    metadata,
    sa.Column("what", TEXT, primary_key=True),
    sa.Column("change_seq", sa.Integer, nullable=False),
)
"""How far a projection has come: ``fulltext`` up to and with that change."""

article_key = sa.Table(
    "article_key",
    metadata,
    sa.Column("key", sa.BigInteger, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.PrimaryKeyConstraint("key", "number"),
    sqlite_with_rowid=False,
)
"""What articles are looked up by where one may be another: hashes of identifiers, of stretches of
their text, of names in it."""

article_sketch = sa.Table(
    "article_sketch",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("text_digest", TEXT, nullable=False),
    sa.Column("keys", TEXT, nullable=False),
)
"""The articles whose keys are there, and the text that they were made of; ``keys`` is their JSON
list, so that they can be taken out again."""

proposal = sa.Table(
    "proposal",
    metadata,
    sa.Column("first", sa.Integer, nullable=False),
    sa.Column("second", sa.Integer, nullable=False, index=True),
    sa.Column("relation", TEXT, nullable=False),
    sa.Column("reasons", TEXT, nullable=False),
    sa.PrimaryKeyConstraint("first", "second"),
)
"""Numbers of two articles, the smaller first, that may be one or report one study."""
