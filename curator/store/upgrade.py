"""Making and upgrading the tables, by Alembic, which is imported only here and only then."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import sqlalchemy as sa

from curator.data import data_path

APPLICATION_ID: Final = 0x43555241
"""In the header of a SQLite file: "CURA"."""


@dataclass(frozen=True, slots=True)
class Schema:
    """A state of the tables: the number of its last migration, and where the migrations lie."""

    version: int
    folder: Path

    @property
    def revision(self) -> str:
        return f"{self.version:04d}"


CURRENT: Final = Schema(version=1, folder=data_path("migrations"))


def migrate(connection: sa.Connection, schema: Schema = CURRENT) -> None:
    """Bring the tables to a schema, inside the transaction that is open on the connection."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    # The option passes through a template of its own, to which a % means something.
    config.set_main_option("script_location", str(schema.folder).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, schema.revision)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version={schema.version}")
