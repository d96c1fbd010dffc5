"""Making a file whole beside its place, then putting it there at once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Final

from curator.domain.errors import RegistryFileError, StorageError
from curator.store.holders import is_running

_SUFFIX: Final = ".part"


def part_of(path: Path) -> Path:
    """A name beside ``path`` for a file of this process that is not finished yet."""
    return path.with_name(f".{path.name}.{os.getpid()}{_SUFFIX}")


def remove_parts(path: Path) -> None:
    """Remove what killed processes left unfinished beside ``path``."""
    start = f".{path.name}."
    with suppress(FileNotFoundError), os.scandir(path.parent) as entries:
        for entry in entries:
            if not entry.name.startswith(start):
                continue
            pid = entry.name[len(start) :].partition(_SUFFIX)[0]
            if pid.isdecimal() and _SUFFIX in entry.name and not is_running(int(pid)):
                Path(entry.path).unlink(missing_ok=True)


def discard(part: Path) -> None:
    """Remove an unfinished SQLite file of this process with its journal."""
    part.unlink(missing_ok=True)
    journal_of(part).unlink(missing_ok=True)


def publish(part: Path, path: Path) -> None:
    """Give a finished, closed file its name, which must not be taken; durable on return.

    Raises:
        RegistryFileError: Something stands there already; it was left untouched.
    """
    sync_file(part)
    try:
        os.link(part, path)
    except FileExistsError:
        discard(part)
        raise taken(path) from None
    except OSError:
        # A file system without links: the check and the renaming are two steps there.
        if path.exists():
            discard(part)
            raise taken(path) from None
        part.rename(path)
    discard(part)
    sync_folder(path.parent)


def replace(part: Path, path: Path) -> None:
    """Put a finished, closed file in the place of another at once; durable on return."""
    sync_file(part)
    part.replace(path)
    discard(part)
    sync_folder(path.parent)


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Write a file beside its place; at the end it gets its name, durable.

    Raises:
        StorageError: The disk is full or refused; what stood at ``path`` stands there still.
    """
    part = part_of(path)
    try:
        with part.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise StorageError(f"{path} cannot be written: {error.strerror}.") from error
    finally:
        part.unlink(missing_ok=True)


def taken(path: Path) -> RegistryFileError:
    return RegistryFileError(
        f"{path} is there already; it was left untouched.", hint="Choose another name."
    )


def journal_of(path: Path) -> Path:
    return path.with_name(f"{path.name}-journal")


def wal_of(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


def sync_file(path: Path) -> None:
    _sync(path, os.O_RDONLY)


def sync_folder(folder: Path) -> None:
    _sync(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))


def _sync(path: Path, flags: int) -> None:
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
