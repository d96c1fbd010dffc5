"""Logs of what curators said of suggestions.

Answers, silenced names, requested terms, signed absences, rules switched on and off: five tables,
empty at first, append-only like what is sealed.  Nothing that is there already is touched.
"""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

# Log: its columns of words, its columns of counts, and which of them has an index.
LOGS: Mapping[str, tuple[str, str, str]] = {
    "suggestion_answer": (
        "article_id text_sha256 key field part rule score answer item reason value features",
        "start end",
        "article_id",
    ),
    "silenced_name": ("role name name_key term_id reason", "silenced", ""),
    "requested_term": ("term_id role label synonyms definition mapped_to", "", "term_id"),
    "signed_absence": (
        "article_id entity_id field text_sha256 tried releases",
        "terms characters",
        "article_id",
    ),
    "suggester_switch": ("rule field reason", "speaks answers", ""),
}
UNIQUE = ("number", "id", "digest")


def upgrade() -> None:
    for name, (words, counts, indexed) in LOGS.items():
        make_log(name, words=words.split(), counts=counts.split())
        for column in ("change_seq", *indexed.split()):
            op.create_index(f"ix_{name}_{column}", name, [column])
        if op.get_context().dialect.name == "sqlite":
            guard_on_sqlite(name)
        else:
            guard_on_postgresql(name)


def make_log(name: str, *, words: list[str], counts: list[str]) -> None:
    texts = ("id", "author_id", "author_name", "at", "previous", "digest", *words)
    op.create_table(
        name,
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        *(sa.Column(one, TEXT, nullable=False) for one in texts),
        sa.Column("change_seq", sa.Integer, nullable=False),
        *(sa.Column(one, sa.Integer, nullable=False) for one in counts),
        sa.PrimaryKeyConstraint("number", name=f"pk_{name}"),
        sa.UniqueConstraint("id", name=f"uq_{name}_id"),
        sa.UniqueConstraint("digest", name=f"uq_{name}_digest"),
        sa.ForeignKeyConstraint(
            ["change_seq"],
            ["change.seq"],
            name=f"fk_{name}_change_seq_change",
            deferrable=True,
            initially="DEFERRED",
        ),
    )


def guard_on_sqlite(name: str) -> None:
    for event in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER sealed_{name}_{event.lower()} BEFORE {event} ON {name}"
            f" BEGIN SELECT RAISE(ABORT, 'sealed: {name}'); END"
        )
    used = " OR ".join(
        f"EXISTS (SELECT 1 FROM {name} WHERE {column} = NEW.{column})"  # noqa: S608 - own names
        for column in UNIQUE
    )
    op.execute(
        f"CREATE TRIGGER sealed_{name}_insert BEFORE INSERT ON {name} WHEN {used}"
        f" BEGIN SELECT RAISE(ABORT, 'used: {name}'); END"
    )


def guard_on_postgresql(name: str) -> None:
    op.execute(
        f"CREATE TRIGGER sealed_{name} BEFORE UPDATE OR DELETE ON {name}"
        " FOR EACH ROW EXECUTE FUNCTION sealed()"
    )
    op.execute(
        f"CREATE TRIGGER sealed_{name}_truncate BEFORE TRUNCATE ON {name}"
        " FOR EACH STATEMENT EXECUTE FUNCTION sealed()"
    )
