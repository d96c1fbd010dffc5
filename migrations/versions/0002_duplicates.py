"""Tables to find the same article or study twice: lookup keys and what they led to.

Three projections, empty at first; they are fed from the articles there are, as after an import.
Nothing that is there already is touched.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "article_key",
        sa.Column("key", sa.BigInteger, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("key", "number", name="pk_article_key"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "article_sketch",
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("text_digest", TEXT, nullable=False),
        sa.Column("keys", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_article_sketch"),
    )
    op.create_table(
        "proposal",
        sa.Column("first", sa.Integer, nullable=False),
        sa.Column("second", sa.Integer, nullable=False),
        sa.Column("relation", TEXT, nullable=False),
        sa.Column("reasons", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("first", "second", name="pk_proposal"),
    )
    op.create_index("ix_proposal_second", "proposal", ["second"])
