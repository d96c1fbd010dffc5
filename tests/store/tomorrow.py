"""A schema of tomorrow, so that the way there can be tried today.

Its folder is a copy of ``migrations`` with one more migration, which does what Alembic does to
SQLite at its worst: it rebuilds a table that others name, changes a projection, and fills a column.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from curator.data import data_path
from curator.store.schema import Schema

SECOND = '''
"""Rebuilds entity with a note, adds a column to a projection."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    sqlite = op.get_context().dialect.name == "sqlite"
    if sqlite:
        for event in ("update", "delete", "insert"):
            op.execute(f"DROP TRIGGER sealed_entity_{event}")
    with op.batch_alter_table("entity", recreate="always" if sqlite else "auto") as batch:
        batch.add_column(sa.Column("note", sa.Text(), nullable=False, server_default="none"))
    if sqlite:
        for event in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER sealed_entity_{event.lower()} BEFORE {event} ON entity"
                " BEGIN SELECT RAISE(ABORT, 'sealed: entity'); END"
            )
        op.execute(
            "CREATE TRIGGER sealed_entity_insert BEFORE INSERT ON entity WHEN "
            "EXISTS (SELECT 1 FROM entity WHERE id = NEW.id) OR "
            "EXISTS (SELECT 1 FROM entity WHERE kind = NEW.kind AND number = NEW.number)"
            " BEGIN SELECT RAISE(ABORT, 'used: entity'); END"
        )
    op.add_column("article_row", sa.Column("shelf", sa.Text(), server_default="A"))
    op.drop_constraint("uq_study_record_number", "study_record") if not sqlite else None
'''

TEARING = (
    SECOND
    + """

original = upgrade


def upgrade() -> None:
    original()
    for event in ("update", "delete"):
        op.execute(f"DROP TRIGGER sealed_entity_{event}")
    op.execute("DELETE FROM entity WHERE kind = 'study'")
"""
)


def tomorrow(folder: Path, *, second: str = SECOND, active_parts: str = "") -> Schema:
    """The schema of a program one version ahead of this one."""
    migrations = folder / "100% tomorrow"  # a % in a path means something to Alembic
    if not migrations.exists():
        shutil.copytree(data_path("migrations"), migrations)
        (migrations / "versions" / "0004_note.py").write_text(second, encoding="utf-8")
    return Schema(version=4, folder=migrations, active_parts=active_parts)
