"""Runs the migrations on the connection that ``curator.store.upgrade`` hands over.

All run in the one transaction that is open there.
"""

from __future__ import annotations

from alembic import context

from curator.store.tables import metadata


def include_name(name: str | None, type_: str, _parents: object) -> bool:
    """Leave out what is not declared in tables.py: the full text and its shadow tables."""
    return not (type_ == "table" and name is not None and name.startswith("fulltext"))


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    include_name=include_name,
    render_as_batch=True,
    # Alembic takes SQLite for a database without transactional DDL; with BEGIN sent by us it has.
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
