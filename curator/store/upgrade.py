"""Making and upgrading the tables, by Alembic, which is imported only here and only then."""

from __future__ import annotations

import os
from contextlib import closing, suppress
from pathlib import Path

import sqlalchemy as sa

from curator.domain.errors import RegistryLockedError, VerificationError
from curator.store.backup import check_copy, copy_pages
from curator.store.dump_lines import write_dump
from curator.store.durable import discard, part_of, remove_parts, replace
from curator.store.engine import create_engine_for, create_private_engine, open_sqlite
from curator.store.failures import mapped
from curator.store.health import active_parts
from curator.store.lock import Holder, WindowLock, take
from curator.store.revisions import last_change
from curator.store.schema import APPLICATION_ID, CURRENT, Schema
from curator.store.target import Target


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


def upgrade_file(path: Path, *, schema: Schema = CURRENT) -> str:
    """Upgrade a file of an older version: a copy is upgraded and checked, then takes its place.

    Killed at any point it leaves the old file or the new one under the registry's name, and the old
    one also under the name of the backup.

    Returns:
        A sentence that names the backup; "" where somebody else has upgraded it meanwhile.

    Raises:
        RegistryLockedError: A window has it open, or a process is writing it.
        StorageError: The disk is full or refused; the old file stands as it was.
        VerificationError: The old file is damaged; it stands as it was.
    """
    window = _keep_windows_out(path)
    try:
        with mapped(Target(path=path)):
            return _upgrade(path, schema)
    finally:
        if window is not None:
            window.release()


def upgrade_database(target: Target, *, schema: Schema, backups: Path) -> str:
    """Upgrade a PostgreSQL registry in one transaction, after a dump of it.

    Returns:
        A sentence that names the dump; "" where somebody else has upgraded it meanwhile.

    Raises:
        RegistryLockedError: Somebody is writing it.
        StorageError: The disk or the database refused; the registry stands as it was.
    """
    backups.mkdir(parents=True, exist_ok=True)
    engine = create_engine_for(target, read_only=False)
    try:
        with mapped(target), engine.begin() as session:
            version = str(
                session.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
            )
            if version >= schema.revision:
                return ""
            last = last_change(session)
            kept = (
                backups / f"{target.name}-before-upgrade-{version}-{last.seq if last else 0}.jsonl"
            )
            write_dump(session, kept)
            migrate(session, schema)
    finally:
        engine.dispose()
    return (
        f"{target.name} was made by an older version and has been upgraded."
        f" A dump of it as it was is {kept}."
    )


def _keep_windows_out(path: Path) -> WindowLock | None:
    try:
        held = take(path)
    except OSError:
        return None  # no lock files on that file system: SQLite's own lock has to do
    if isinstance(held, Holder):
        raise RegistryLockedError(
            f"{path} must be upgraded before it can be opened. {held.sentence()}"
        )
    return held


def _upgrade(path: Path, schema: Schema) -> str:
    remove_parts(path)
    part = part_of(path)
    before = path.stat()
    with closing(open_sqlite(path)) as holding:
        holding.execute("PRAGMA journal_mode=TRUNCATE")
        # From here to the swap nobody else can write.
        holding.execute("BEGIN IMMEDIATE")
        (version,) = holding.execute("PRAGMA user_version").fetchone()
        if version >= schema.version or not os.path.samestat(before, path.stat()):
            return ""
        try:
            copy_pages(path, part)
            migrate_part(part, schema)
            kept = _keep(path, version)
            replace(part, path)
        finally:
            discard(part)
    return (
        f"{path.name} was made by an older version and has been upgraded."
        f" It is kept as it was as {kept.name}."
    )


def migrate_part(part: Path, schema: Schema) -> None:
    """Check, upgrade and check again a private copy.

    Raises:
        VerificationError: It is not whole, before or after.
    """
    before = check_copy(part)
    engine = create_private_engine(part, foreign_keys=False)
    with engine.begin() as connection:
        migrate(connection, schema)
        torn = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if torn:
            raise VerificationError(f"The upgrade would tear {len(torn)} rows of {torn[0][0]}.")
        if schema.active_parts and active_parts(connection) != schema.active_parts:
            raise VerificationError("The upgrade would leave tables without their guards.")
    engine.dispose()
    after = check_copy(part)
    if after != before:
        raise VerificationError("The upgrade would change what is sealed.")


def _keep(path: Path, version: int) -> Path:
    """Give the old file a second name, which it keeps when the new one takes the first."""
    number = 1
    while True:
        extra = "" if number == 1 else f"-{number}"
        kept = path.with_name(f"{path.stem}-before-upgrade-{version:04d}{extra}{path.suffix}")
        if kept.exists() and os.path.samestat(kept.stat(), path.stat()):
            return kept  # of an upgrade that was killed right after this
        with suppress(FileExistsError):
            _link(path, kept)
            return kept
        number += 1


def _link(path: Path, kept: Path) -> None:
    try:
        os.link(path, kept)
    except FileExistsError:
        raise
    except OSError:
        # A file system without links.
        if kept.exists():
            raise FileExistsError(kept) from None
        part = part_of(kept)
        copy_pages(path, part)
        replace(part, kept)
