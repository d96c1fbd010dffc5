"""A watched folder: what comes into it is imported once it stands still.

A look lists the folder and compares with the look before; nothing is opened.  A file is due when
its size and time are those of the look before, and it was not due as it is.  So each is tried once,
whatever comes of it, and again when it changes.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final
from urllib.parse import unquote_to_bytes

from curator.ingest.companions import companions
from curator.services.import_report import SCHEME, address
from curator.services.settings import Settings, load_settings, update_settings

EVERY_S: Final = 3.0
MOST_FILES: Final = 100_000


@dataclass(frozen=True, slots=True)
class Seen:
    """A file at a look; ``tried`` once it was due as it is."""

    size: int
    mtime_ns: int
    tried: bool = False


@dataclass(frozen=True, slots=True)
class Watched:
    """A folder and what the last look found in it.

    Attributes:
        folder: As the system gives it.
        seen: By path.
        gone: The folder was not there; what was seen in it is kept for when it is back.
    """

    folder: bytes
    seen: Mapping[bytes, Seen] = field(default_factory=dict)
    gone: bool = False


def look(watched: Watched) -> tuple[Watched, tuple[bytes, ...]]:
    """Look once.

    Returns:
        What to look with next time, and the files that are due, by name.  Where they are not
        imported after all, look with the old one again.
    """
    try:
        files = dict(_files(watched.folder))
    except OSError:
        return replace(watched, gone=True), ()
    seen = {}
    due = []
    for path, (size, mtime_ns) in files.items():
        before = watched.seen.get(path)
        still = before is not None and (before.size, before.mtime_ns) == (size, mtime_ns)
        tried = still and before is not None and before.tried
        if still and not tried and size:
            due.append(path)
            tried = True
        seen[path] = Seen(size, mtime_ns, tried)
    return Watched(watched.folder, seen), tuple(sorted(due))


def _files(folder: bytes) -> Iterator[tuple[bytes, tuple[int, int]]]:
    """Size and time of every regular file below; hidden ones and links are left alone.

    Raises:
        OSError: The folder itself cannot be listed.
    """
    waiting, count = [folder], 0
    while waiting:
        here = waiting.pop()
        try:
            with os.scandir(here) as entries:
                found = list(entries)
        except OSError:
            if here == folder:
                raise
            continue
        beside = companions(os.fsdecode(entry.name) for entry in found)
        for entry in found:
            if entry.name.startswith(b"."):
                continue
            try:
                about = entry.stat(follow_symlinks=False)
            except OSError:
                continue  # gone between two calls: the next look tells
            if stat.S_ISDIR(about.st_mode) and os.fsdecode(entry.name) not in beside:
                waiting.append(entry.path)
            elif stat.S_ISREG(about.st_mode) and count < MOST_FILES:
                count += 1
                yield entry.path, (about.st_size, about.st_mtime_ns)


def watched_folder(registry: str) -> Path | None:
    """The folder that is watched for a registry, by the registry's label."""
    settings, _ = load_settings()
    written = settings.watched.get(registry, "")
    if not written.startswith(SCHEME):
        return None
    return Path(os.fsdecode(unquote_to_bytes(written.removeprefix(SCHEME))))


def remember_watched(registry: str, folder: Path | None) -> None:
    """Remember which folder is watched for a registry; None for none.

    Raises:
        StorageError: The settings cannot be written.
    """

    def change(settings: Settings) -> Settings:
        others = {one: path for one, path in settings.watched.items() if one != registry}
        new = {registry: address(os.fsencode(folder))} if folder is not None else {}
        return replace(settings, watched=others | new)

    update_settings(change)
