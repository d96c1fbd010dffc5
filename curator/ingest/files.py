"""Find the files to import, and read one, once.

What a file is, its first bytes say; the ending is asked first only because that opens nothing.
Folders are listed with ``os.scandir`` on bytes: Qt cannot see a name that is not UTF-8. Only
regular files are taken; links inside folders are not followed, so that no loop is walked and no
device opened. ``pathlib`` takes no bytes, hence ``os``.
"""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from curator.domain.errors import UnreadableInputError
from curator.ingest.companions import companions
from curator.ingest.formats import (
    HEAD,
    MAX_BYTES,
    format_of_name,
    limit_of,
    sniff,
    why_unreadable,
)
from curator.ingest.values import Skipped, SourceFile

__all__ = ["MAX_BYTES", "PathLike", "find_files", "read_source", "shown_name", "shown_text"]

_TRY_AGAIN = "Check that it still exists and that you may read it, then import it again."
_CHUNK = 1 << 20
_ATTEMPTS = 3

_SEPARATOR = os.fsencode(os.sep)
# O_NONBLOCK: a pipe that took a file's place must not stop the import.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)

PathLike = str | bytes | os.PathLike[str] | os.PathLike[bytes]


class _Found(NamedTuple):
    """Something on the way: whether the curator named it, and the page that it belongs to."""

    path: bytes
    given: bool = False
    link: bool = False
    page: str = ""


def shown_name(path: bytes) -> str:
    r"""A file name that can be shown and stored.

    What is not UTF-8, breaks lines or turns text round is escaped (``\xff``, ``\n``, ``\u202e``).
    """
    return shown_text(path.decode("utf-8", "backslashreplace"))


def shown_text(text: str) -> str:
    """A name that is text already, as ``shown_name`` shows it."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(char if _is_safe(char) else _escape(char) for char in text)


def _is_safe(char: str) -> bool:
    return char == " " or unicodedata.category(char) not in ("Cc", "Cf", "Zl", "Zp", "Cs", "Cn")


def _escape(char: str) -> str:
    return char.encode("unicode_escape").decode("ascii")


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:,.1f} MB" if size >= 100_000 else f"{size:,} bytes"


def too_large(name: str, size: int, *, max_bytes: int) -> UnreadableInputError:
    return UnreadableInputError(
        f"{name} has {_megabytes(size)}, more than the limit of {_megabytes(max_bytes)}.",
        hint="Split it, or import it by itself without a limit (--max-bytes 0).",
    )


def _last_part(path: bytes) -> bytes:
    return path.rpartition(_SEPARATOR)[2] or path


def _head(path: bytes) -> bytes:
    """The first bytes of a file; none where it cannot be read, which its reading will tell."""
    try:
        descriptor = os.open(path, _FLAGS)
    except OSError:
        return b""
    try:
        return os.read(descriptor, HEAD)
    except OSError:
        return b""
    finally:
        os.close(descriptor)


def _judge(path: bytes, found: os.stat_result, *, max_bytes: int | None) -> SourceFile | Skipped:
    name = shown_name(_last_part(path))
    if not stat.S_ISREG(found.st_mode):
        return Skipped(shown_name(path), "not a regular file (a device, pipe or socket)", path)
    if found.st_size == 0:
        return Skipped(shown_name(path), "empty", path)
    by_name = format_of_name(name)
    if by_name is None and (why := why_unreadable(_head(path), name)):
        said = why if why.startswith("no ") else f"{why}, no article"
        return Skipped(shown_name(path), said, path)
    if max_bytes is not None and found.st_size > max_bytes:
        limit = limit_of(sniff(_head(path), name), max_bytes)
        if limit is not None and found.st_size > limit:
            large = too_large(name, found.st_size, max_bytes=limit)
            return Skipped(shown_name(path), large.sentence, path, large.hint)
    return SourceFile(path, name, found.st_size)


def _in_folder(path: bytes) -> tuple[list[_Found], Skipped | None]:
    """What a folder holds, by name."""
    try:
        with os.scandir(path) as entries:
            listed = sorted((one.path, one.is_symlink(), _text(one.name)) for one in entries)
    except OSError as error:
        return [], Skipped(
            shown_name(path), f"cannot be listed: {error.strerror}", path, _TRY_AGAIN
        )
    pages = companions(name for _, _, name in listed)
    return [_Found(one, False, link, pages.get(name, "")) for one, link, name in listed], None


def _text(name: bytes) -> str:
    return name.decode("utf-8", "surrogateescape")


def _look(path: bytes, *, given: bool) -> os.stat_result | Skipped:
    """A path's status; a link is followed only where the curator named it."""
    try:
        return os.stat(path, follow_symlinks=given)  # noqa: PTH116 - pathlib takes no bytes
    except OSError as error:
        return Skipped(shown_name(path), f"cannot be read: {error.strerror}", path, _TRY_AGAIN)


def _in_the_way(one: _Found) -> str:
    """Why something in a folder is passed over without a look at it; empty where it is not."""
    if one.given:
        return ""
    if _last_part(one.path).startswith(b"."):
        return "hidden"
    return "a link; name the file itself to import it" if one.link else ""


def _below(path: bytes, *, max_bytes: int | None) -> Iterator[SourceFile | Skipped]:
    waiting = [_Found(path, given=True)]
    while waiting:
        one = waiting.pop()
        here = one.path
        if why := _in_the_way(one):
            yield Skipped(shown_name(here), why, here)
            continue
        found = _look(here, given=one.given)
        if isinstance(found, Skipped):
            yield found
        elif stat.S_ISDIR(found.st_mode) and one.page:
            page = shown_text(one.page)
            yield Skipped(shown_name(here), f"belongs to the saved page {page}", here)
        elif stat.S_ISDIR(found.st_mode):
            entries, problem = _in_folder(here)
            if problem is not None:
                yield problem
            waiting += reversed(entries)
        else:
            yield _judge(here, found, max_bytes=max_bytes)


def find_files(
    paths: Iterable[PathLike], *, max_bytes: int | None = MAX_BYTES
) -> Iterator[SourceFile | Skipped]:
    """Every file to import below the given files and folders, in the order of their names.

    Args:
        paths: Files and folders as the curator named them.
        max_bytes: Larger texts are skipped, with that reason; ``None`` for no limit.  Of formats
            that hold little text for their size, a file may have some times as much.

    Yields:
        A file to read, or what was passed over and why.
    """
    for path in paths:
        yield from _below(os.fsencode(path), max_bytes=max_bytes)


def _open(source: SourceFile) -> int:
    descriptor = os.open(source.path, _FLAGS)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise UnreadableInputError(f"{source.name} is no regular file any more.")
    return descriptor


def _refuse_large(name: str, size: int, *, head: bytes, max_bytes: int | None) -> None:
    if max_bytes is None or size <= max_bytes:
        return
    limit = limit_of(sniff(head, name), max_bytes)
    if limit is not None and size > limit:
        raise too_large(name, size, max_bytes=limit)


def _read_once(source: SourceFile, *, max_bytes: int | None) -> tuple[bytes, bool]:
    """The bytes, and whether the file stayed as it was meanwhile."""
    descriptor = _open(source)
    try:
        before = os.fstat(descriptor)
        parts: list[bytes] = []
        size = 0
        while part := os.read(descriptor, _CHUNK):
            if not parts:
                _refuse_large(source.name, before.st_size, head=part[:HEAD], max_bytes=max_bytes)
            parts.append(part)
            size += len(part)
            if size > before.st_size:
                return b"", False  # it grows while it is read: a log would never end
        after = os.fstat(descriptor)
    finally:
        os.close(descriptor)
    same = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
    return b"".join(parts), same and size == after.st_size


def read_source(source: SourceFile, *, max_bytes: int | None = MAX_BYTES) -> bytes:
    """The file's bytes, read in one go; its digest is of these and no others.

    Args:
        source: The file, or what was pasted.
        max_bytes: As of ``find_files``.

    Raises:
        UnreadableInputError: It is gone, too large, cannot be read, or kept changing.
    """
    if source.data is not None:
        given = source.data
        _refuse_large(source.name, len(given), head=given[:HEAD], max_bytes=max_bytes)
        return given
    try:
        for _ in range(_ATTEMPTS):
            data, same = _read_once(source, max_bytes=max_bytes)
            if same:
                return data
    except OSError as error:
        raise UnreadableInputError(
            f"{source.name} cannot be read: {error.strerror}.",
            hint=_TRY_AGAIN,
        ) from error
    raise UnreadableInputError(
        f"{source.name} kept changing while it was read.",
        hint="Import it again when the other program has finished writing it.",
    )
