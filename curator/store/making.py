"""A registry that comes to be: whole under its name, or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from curator.domain.errors import RegistryFileError, StorageError
from curator.store.durable import discard, part_of, publish, remove_parts, taken
from curator.store.engine import Session, create_engine_for, create_private_engine
from curator.store.failures import mapped
from curator.store.schema import CURRENT, Schema
from curator.store.sniff import sniff
from curator.store.target import Target
from curator.store.upgrade import migrate


@contextmanager
def making(target: Target, *, schema: Schema = CURRENT) -> Iterator[Session]:
    """A session with empty tables; what is in them at its end is the registry.

    Raises:
        RegistryFileError: Something is there already; it was left untouched.
        StorageError: The disk or the database refused; nothing was made.
    """
    if target.path is not None:
        with _making_file(target.path, schema) as session:
            yield session
    else:
        with _making_in_database(target, schema) as session:
            yield session


@contextmanager
def _making_file(path: Path, schema: Schema) -> Iterator[Session]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            f"The folder {path.parent} cannot be made: {error.strerror}.",
            hint="Choose another place.",
        ) from error
    if path.exists() or sniff(path).exists:
        raise taken(path)
    remove_parts(path)
    part = part_of(path)
    engine = create_private_engine(part)
    try:
        with mapped(Target(path=path)), engine.begin() as session:
            migrate(session, schema)
            yield session
        engine.dispose()
        _publish(part, path)
    finally:
        engine.dispose()
        discard(part)


def _publish(part: Path, path: Path) -> None:
    try:
        publish(part, path)
    except OSError as error:
        raise StorageError(f"{path} cannot be made: {error.strerror}.") from error


@contextmanager
def _making_in_database(target: Target, schema: Schema) -> Iterator[Session]:
    engine = create_engine_for(target, read_only=False)
    try:
        with mapped(target), engine.begin() as session:
            there = sa.inspect(session).get_table_names()
            if there:
                raise RegistryFileError(
                    f"{target.label} has tables already ({', '.join(sorted(there)[:3])}, ...).",
                    hint="Give an empty database.",
                )
            migrate(session, schema)
            yield session
    finally:
        engine.dispose()
