"""What may be done with a registry, found out before its sessions begin."""

from __future__ import annotations

import os
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import sqlalchemy as sa

from curator.domain.errors import RegistryFileError
from curator.store.durable import journal_of, wal_of
from curator.store.engine import Session, create_engine_for, open_sqlite
from curator.store.failures import mapped
from curator.store.schema import Schema
from curator.store.sniff import Sniffed, sniff
from curator.store.target import Target
from curator.store.upgrade import upgrade_database, upgrade_file

_REVISION: Final = sa.text("SELECT version_num FROM alembic_version")


@dataclass(frozen=True, slots=True)
class Access:
    """How a registry can be opened.

    Attributes:
        exists: Whether there is one.
        mode: ``rw``, ``ro`` or ``immutable``, as ``create_engine_for`` takes it.
        read_only_reason: Why it cannot be written; "" where it can.
        notices: What was done to it.
    """

    exists: bool
    mode: str = "rw"
    read_only_reason: str = ""
    notices: tuple[str, ...] = ()


def gain_access(target: Target, *, read_only: bool, schema: Schema, backups: Path) -> Access:
    """Find out what may be done with a registry; an older one is upgraded.

    Args:
        target: Its place.
        read_only: Nothing is to be written, not even an upgrade.
        schema: The tables that this program has.
        backups: Folder for what is kept of a database before its upgrade.

    Raises:
        RegistryFileError: It is no registry, is damaged, or would have to be upgraded and cannot.
    """
    asked = "It was opened for reading only." if read_only else ""
    if target.path is not None:
        return _of_file(target.path, asked=asked, schema=schema)
    return _of_database(target, asked=asked, schema=schema, backups=backups)


def _of_file(path: Path, *, asked: str, schema: Schema) -> Access:
    found = sniff(path)
    if not found.exists:
        return Access(exists=False)
    barred = _barred(path)
    mode = _mode(path, found) if barred else "rw"
    version = _asked_version(path, mode) if found.version is None else found.version
    if version < 1:
        raise RegistryFileError(
            f"{path} is no registry: it does not say which version made it.",
            hint="It was left untouched.",
        )
    newer = _newer(path.name, version, schema)
    reason = newer or barred or asked
    if version >= schema.version:
        return Access(exists=True, mode=mode, read_only_reason=reason)
    if reason:
        raise RegistryFileError(
            f"{path} was made by an older version and must be upgraded first. {reason}",
            hint="Open it once for writing: curator open.",
        )
    _refuse_a_stranger(path, mode)
    notice = upgrade_file(path, schema=schema)
    return Access(exists=True, notices=(notice,) if notice else ())


def _refuse_a_stranger(path: Path, mode: str) -> None:
    """Refuse what bears our mark and an older version, but was made by no version of ours."""
    query = "SELECT count(*) FROM sqlite_schema WHERE name IN ('alembic_version', 'change')"
    with mapped(Target(path=path)), closing(open_sqlite(path, access=mode)) as connection:
        (found,) = connection.execute(query).fetchone()
    if found < 2:
        raise RegistryFileError(
            f"{path} is no registry: its tables are not those of one.",
            hint="It was left untouched.",
        )


def _asked_version(path: Path, mode: str) -> int:
    """The number in the header of a file that this process has open, asked of SQLite."""
    with mapped(Target(path=path)), closing(open_sqlite(path, access=mode)) as connection:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        return int(version)


def _barred(path: Path) -> str:
    """Why the system does not let this process write the file."""
    if not _may_write(path):
        return f"The file {path.name} is read-only."
    if not _may_write(path.parent):
        return f"The folder of {path.name} is read-only, and a journal has to stand beside it."
    return ""


def _may_write(path: Path) -> bool:
    effective = os.access in os.supports_effective_ids
    return os.access(path, os.W_OK, effective_ids=effective)


def _mode(path: Path, found: Sniffed) -> str:
    if found.hot:
        raise RegistryFileError(
            f"{path} was left in the middle of a write, and cannot be put right where nothing may"
            " be written.",
            hint=f"Copy it together with {journal_of(path).name} to a folder of yours.",
        )
    return "immutable" if found.wal and not wal_of(path).exists() else "ro"


def _newer(name: str, version: int, schema: Schema) -> str:
    if version <= schema.version:
        return ""
    return (
        f"{name} was made by a newer version of Curator (tables {version}; this one knows"
        f" {schema.version}), so that it opens for reading only."
    )


def tables_version(session: Session) -> int:
    """A number that changes when the tables are upgraded."""
    if session.dialect.name == "sqlite":
        return int(session.exec_driver_sql("PRAGMA user_version").scalar() or 0)
    made = str(session.scalar(_REVISION))
    return int(made) if made.isdecimal() else -1


def written_by_newer(session: Session, target: Target, *, schema: Schema) -> str:
    """Why an open registry is read-only: its last migration is none that this program knows."""
    if not sa.inspect(session).has_table("alembic_version"):
        raise RegistryFileError(
            f"{target.label} is no registry: it does not say which version made it.",
            hint="It was left untouched.",
        )
    made = str(session.scalar(_REVISION))
    if made == schema.revision:
        return ""
    if made.isdecimal() and int(made) < schema.version:
        raise RegistryFileError(
            f"{target.label} does not know which version made it.",
            hint="It was left untouched.  Open a backup instead.",
        )
    return (
        f"{target.name} was made by a newer version of Curator (tables {made}; this one knows"
        f" {schema.revision}), so that it opens for reading only."
    )


def _of_database(target: Target, *, asked: str, schema: Schema, backups: Path) -> Access:
    engine = create_engine_for(target, read_only=True)
    try:
        with mapped(target, "open"), engine.begin() as session:
            encoding = session.exec_driver_sql("SHOW server_encoding").scalar()
            if encoding != "UTF8":
                raise RegistryFileError(
                    f"{target.label} keeps text as {encoding}; a registry needs UTF8.",
                    hint="Make the database with ENCODING 'UTF8'.",
                )
            there = sa.inspect(session).get_table_names()
            if not there:
                return Access(exists=False)
            if "alembic_version" not in there:
                raise RegistryFileError(
                    f"{target.label} holds tables of another program.",
                    hint="Give an empty database.",
                )
            made = str(session.scalar(_REVISION))
            barred = _barred_database(session)
    finally:
        engine.dispose()
    reason = barred or asked
    if not (made.isdecimal() and int(made) < schema.version):
        return Access(exists=True, read_only_reason=reason)
    if reason:
        raise RegistryFileError(
            f"{target.label} was made by an older version and must be upgraded first. {reason}",
            hint="Open it once with an account that may write.",
        )
    notice = upgrade_database(target, schema=schema, backups=backups)
    return Access(exists=True, notices=(notice,) if notice else ())


def _barred_database(session: Session) -> str:
    if session.exec_driver_sql("SELECT pg_is_in_recovery()").scalar():
        return "The server is a copy that may only be read."
    if not session.exec_driver_sql("SELECT has_table_privilege('change', 'INSERT')").scalar():
        return "The account may only read."
    return ""
