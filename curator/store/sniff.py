"""What a file is, by its first bytes, before SQLite connects to it.

Opening a file by hand while this process has it open in SQLite drops SQLite's locks (POSIX closes
all locks of a process with any descriptor of the file), so that is never done: ``sniff`` looks at
what the process holds open first.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from curator.domain.errors import RegistryFileError
from curator.store.durable import journal_of, wal_of
from curator.store.schema import APPLICATION_ID

_MAGIC: Final = b"SQLite format 3\0"
_HEADER: Final = 100
_ROLLBACK, _WAL = 1, 2
"""Version bytes of a SQLite header."""

RESTORE: Final = "It was left untouched.  Open a backup instead."


@dataclass(frozen=True, slots=True)
class Sniffed:
    """A file that looks like a registry, or the place of one.

    Attributes:
        exists: Whether there is a file.
        version: Number of the last migration that it has; None where it was not looked at.
        wal: It is in write-ahead mode.
        hot: A journal with content lies beside it: a writer is at work, or was killed.
    """

    exists: bool
    version: int | None = None
    wal: bool = False
    hot: bool = False


def sniff(path: Path) -> Sniffed:
    """Look at a file that may be a registry; it is only read.

    Raises:
        RegistryFileError: It is something else, or no longer whole.
    """
    hot = _has_content(journal_of(path))
    try:
        status = path.stat()
    except FileNotFoundError:
        _refuse_lone_journal(path)
        return Sniffed(exists=False)
    except (OSError, ValueError) as error:
        raise RegistryFileError(f"{path} cannot be reached: {_cause(error)}.") from error
    if stat.S_ISDIR(status.st_mode):
        raise RegistryFileError(f"{path} is a folder, not a registry.")
    if not stat.S_ISREG(status.st_mode):
        raise RegistryFileError(f"{path} is a device or a pipe, not a registry.")
    if is_open_here(status):
        return Sniffed(exists=True, hot=hot)
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER)
    except OSError as error:
        raise RegistryFileError(f"{path} cannot be read: {_cause(error)}.") from error
    wal = _check(header, status.st_size, path=path, hot=hot)
    return Sniffed(exists=True, version=_number(header, 60), wal=wal, hot=hot)


def is_open_here(status: os.stat_result) -> bool:
    """Whether this process has that file open (where the system lists its descriptors)."""
    for listing in ("/proc/self/fd", "/dev/fd"):
        try:
            names = [one.name for one in Path(listing).iterdir()]
        except OSError:
            continue
        return any(_is_same(int(name), status) for name in names if name.isdecimal())
    return False


def _is_same(descriptor: int, status: os.stat_result) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), status)
    except OSError:
        return False  # it was the listing itself


def _refuse_lone_journal(path: Path) -> None:
    for beside in (journal_of(path), wal_of(path)):
        if _has_content(beside):
            raise RegistryFileError(
                f"{path} is not there, but what was last written to it is: {beside.name}.",
                hint="Put the registry's file back beside it, then open it again.",
            )


def _check(header: bytes, size: int, *, path: Path, hot: bool) -> bool:
    """Whether the file is in write-ahead mode, if it is a whole registry."""
    if size == 0:
        raise RegistryFileError(f"{path} is empty.", hint=RESTORE)
    if not header.strip(b"\0"):
        raise RegistryFileError(f"{path} is damaged: it begins with zeros.", hint=RESTORE)
    if not header.startswith(_MAGIC[: len(header)]):
        raise RegistryFileError(f"{path} is not a registry.", hint="It was left untouched.")
    if len(header) < _HEADER:
        raise RegistryFileError(f"{path} is cut off after {size} bytes.", hint=RESTORE)
    page = int.from_bytes(header[16:18], "big")
    page = 65536 if page == 1 else page
    version = header[18]
    if page < 512 or page & (page - 1) or version not in (_ROLLBACK, _WAL):
        raise RegistryFileError(f"{path} is damaged: its first page makes no sense.", hint=RESTORE)
    if _number(header, 68) != APPLICATION_ID:
        raise RegistryFileError(
            f"{path} is a database of another program, not a registry.",
            hint="It was left untouched.",
        )
    wal = version == _WAL
    moving = hot or (wal and _has_content(wal_of(path)))
    # The count of pages holds where the counter of changes was written with it.
    counted = _number(header, 24) == _number(header, 92)
    whole = _number(header, 28) * page
    if counted and not moving and size < whole:
        raise RegistryFileError(
            f"{path} is cut off: {size} of its {whole} bytes are there.", hint=RESTORE
        )
    return wal


def _number(header: bytes, offset: int) -> int:
    return int.from_bytes(header[offset : offset + 4], "big")


def _has_content(path: Path) -> bool:
    try:
        return path.stat().st_size > 0
    except (OSError, ValueError):
        return False


def _cause(error: Exception) -> str:
    return str(getattr(error, "strerror", None) or error).lower()
