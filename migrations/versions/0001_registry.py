"""The first schema: sealed tables with their triggers, projections, full text.

On an empty database only: there is no earlier one.
"""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

# Sealed table: its unique keys.  Without the recursive_triggers of our own connections an
# INSERT OR REPLACE on any of them would pass the DELETE trigger.
KEYS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "change": (("seq",), ("id",), ("previous",), ("seal",)),
    "entity": (("id",), ("kind", "number")),
    "revision": (("id",), ("digest",), ("entity_id", "number")),
    "original": (("sha256",), ("digest",)),
    "text": (("article_id", "sha256", "digest"),),
    "term": (("release", "id"),),
}


def upgrade() -> None:
    make_chain()
    make_revisions()
    make_contents()
    make_rows()
    make_values()
    if op.get_context().dialect.name == "sqlite":
        guard_on_sqlite()
        op.execute(
            "CREATE VIRTUAL TABLE fulltext USING fts5("
            "title, body, tokenize = 'unicode61 remove_diacritics 2')"
        )
    else:
        guard_on_postgresql()
        op.execute("CREATE TABLE fulltext (number integer PRIMARY KEY, words tsvector NOT NULL)")
        op.execute("CREATE INDEX ix_fulltext_words ON fulltext USING gin (words)")


def of_change(table: str, column: str = "change_seq") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column],
        ["change.seq"],
        name=f"fk_{table}_{column}_change",
        deferrable=True,
        initially="DEFERRED",
    )


def of_entity(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column],
        ["entity.id"],
        name=f"fk_{table}_{column}_entity",
        deferrable=True,
        initially="DEFERRED",
    )


def words(name: str) -> sa.Column[str]:
    return sa.Column(name, TEXT, nullable=False)


def count(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False)


def make_chain() -> None:
    op.create_table(
        "change",
        sa.Column("seq", sa.Integer, autoincrement=False, nullable=False),
        *map(words, ("id", "author_id", "author_name", "at", "kind", "reason")),
        *map(words, ("previous", "seal")),
        sa.PrimaryKeyConstraint("seq", name="pk_change"),
        sa.UniqueConstraint("id", name="uq_change_id"),
        sa.UniqueConstraint("previous", name="uq_change_previous"),
        sa.UniqueConstraint("seal", name="uq_change_seal"),
    )
    op.create_table(
        "entity",
        *map(words, ("id", "kind")),
        *map(count, ("number", "first_change")),
        sa.PrimaryKeyConstraint("id", name="pk_entity"),
        sa.UniqueConstraint("kind", "number", name="uq_entity_kind_number"),
        of_change("entity", "first_change"),
    )
    op.create_index("ix_entity_first_change", "entity", ["first_change"])


def make_revisions() -> None:
    op.create_table(
        "revision",
        *map(words, ("id", "entity_id", "kind", "parents", "origin_change", "author", "at")),
        *map(words, ("form_digest", "digest")),
        *map(count, ("number", "change_seq")),
        words("document"),
        sa.PrimaryKeyConstraint("id", name="pk_revision"),
        sa.UniqueConstraint("digest", name="uq_revision_digest"),
        sa.UniqueConstraint("entity_id", "number", name="uq_revision_entity_id_number"),
        of_entity("revision", "entity_id"),
        of_change("revision"),
    )
    op.create_index("ix_revision_change_seq", "revision", ["change_seq"])
    op.create_index("ix_revision_entity_id_change_seq", "revision", ["entity_id", "change_seq"])


def make_contents() -> None:
    op.create_table(
        "original",
        words("sha256"),
        count("size"),
        words("digest"),
        count("change_seq"),
        sa.Column("bytes", sa.LargeBinary, nullable=True),
        sa.PrimaryKeyConstraint("sha256", name="pk_original"),
        sa.UniqueConstraint("digest", name="uq_original_digest"),
        of_change("original"),
    )
    op.create_table(
        "text",
        *map(words, ("article_id", "sha256", "digest", "made_by")),
        count("change_seq"),
        *map(words, ("blocks", "body")),
        sa.PrimaryKeyConstraint("article_id", "sha256", "digest", name="pk_text"),
        of_entity("text", "article_id"),
        of_change("text"),
    )
    op.create_table(
        "term",
        *map(words, ("release", "id", "label", "synonyms", "parents", "digest")),
        count("change_seq"),
        sa.PrimaryKeyConstraint("release", "id", name="pk_term"),
        of_change("term"),
    )
    for table in ("original", "text", "term"):
        op.create_index(f"ix_{table}_change_seq", table, ["change_seq"])


def guard_on_sqlite() -> None:
    for table, keys in KEYS.items():
        for event in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER sealed_{table}_{event.lower()} BEFORE {event} ON {table}"
                f" BEGIN SELECT RAISE(ABORT, 'sealed: {table}'); END"
            )
        used = " OR ".join(
            f"EXISTS (SELECT 1 FROM {table} WHERE "  # noqa: S608 - names of this file only
            + " AND ".join(f"{column} = NEW.{column}" for column in key)
            + ")"
            for key in keys
        )
        op.execute(
            f"CREATE TRIGGER sealed_{table}_insert BEFORE INSERT ON {table} WHEN {used}"
            f" BEGIN SELECT RAISE(ABORT, 'used: {table}'); END"
        )


def guard_on_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION sealed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        " RAISE EXCEPTION 'sealed: %', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';"
        " END $$"
    )
    for table in KEYS:
        op.execute(
            f"CREATE TRIGGER sealed_{table} BEFORE UPDATE OR DELETE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION sealed()"
        )
        op.execute(
            f"CREATE TRIGGER sealed_{table}_truncate BEFORE TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION sealed()"
        )


def make_rows() -> None:
    empty = sa.text("''")
    op.create_table(
        "head",
        *map(words, ("entity_id", "kind", "revision_id")),
        count("change_seq"),
        sa.Column("article_id", TEXT, nullable=False, server_default=empty),
        sa.Column("study_id", TEXT, nullable=False, server_default=empty),
        sa.Column("state", TEXT, nullable=False, server_default=empty),
        sa.PrimaryKeyConstraint("entity_id", name="pk_head"),
    )
    for column in ("kind", "article_id", "study_id"):
        op.create_index(f"ix_head_{column}", "head", [column])
    op.create_table(
        "article_row",
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        *map(words, ("article_id", "title", "outlet", "state", "original_sha256", "file_name")),
        sa.Column("studies", TEXT, nullable=False, server_default=empty),
        sa.Column("conflicts", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.PrimaryKeyConstraint("number", name="pk_article_row"),
        sa.UniqueConstraint("article_id", name="uq_article_row_article_id"),
    )
    for column in ("state", "original_sha256"):
        op.create_index(f"ix_article_row_{column}", "article_row", [column])
    op.create_table(
        "study_row",
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        *map(words, ("study_id", "label", "state")),
        *map(count, ("articles", "conflicts", "reopened")),
        sa.PrimaryKeyConstraint("number", name="pk_study_row"),
        sa.UniqueConstraint("study_id", name="uq_study_row_study_id"),
    )
    op.create_index("ix_study_row_state", "study_row", ["state"])
    op.create_table(
        "watermark",
        words("what"),
        count("change_seq"),
        sa.PrimaryKeyConstraint("what", name="pk_watermark"),
    )


def make_values() -> None:
    op.create_table(
        "study_record",
        words("study_id"),
        count("number"),
        words("cells"),
        words("standing"),
        sa.PrimaryKeyConstraint("study_id", name="pk_study_record"),
        sa.UniqueConstraint("number", name="uq_study_record_number"),
    )
    op.create_table(
        "study_value",
        sa.Column("id", sa.Integer, nullable=False),
        *map(words, ("study_id", "extraction_id", "field", "item", "part", "status", "words")),
        sa.Column("term_id", TEXT, nullable=False, server_default=sa.text("''")),
        sa.PrimaryKeyConstraint("id", name="pk_study_value"),
    )
    op.create_index("ix_study_value_study_id", "study_value", ["study_id"])
    op.create_index("ix_study_value_extraction_id", "study_value", ["extraction_id"])
    op.create_index("ix_study_value_field_words", "study_value", ["field", "words"])
    op.create_index("ix_study_value_field_term_id", "study_value", ["field", "term_id"])
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer, nullable=False),
        *map(words, ("entity_id", "article_id", "field", "item", "part", "text_sha256")),
        *map(count, ("start", "end")),
        words("quote"),
        sa.PrimaryKeyConstraint("id", name="pk_evidence"),
    )
    op.create_index("ix_evidence_entity_id", "evidence", ["entity_id"])
    op.create_index("ix_evidence_article_id", "evidence", ["article_id"])
