"""Install a vocabulary in a process of its own: a window stays free, and cancel is at once."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from curator.domain.errors import (
    Cancelled,
    CuratorError,
    StorageError,
    UnreadableInputError,
    UsageError,
)
from curator.services.apart import Apart
from curator.services.installed_vocabularies import InstalledVocabularies
from curator.services.installing_vocabularies import AS_IT_SAYS, Installed, Wanted, discard, part_in
from curator.services.values import Progress

_MODULE: Final = "curator.services.installing_process"
_ERRORS: Final[Mapping[str, type[CuratorError]]] = {
    one.__name__: one for one in (CuratorError, StorageError, UnreadableInputError, UsageError)
}


def install_vocabulary_apart(
    path: Path,
    wanted: Wanted = AS_IT_SAYS,
    *,
    progress: Progress | None = None,
    cancel: threading.Event | None = None,
    installed: InstalledVocabularies | None = None,
) -> Installed:
    """As ``install_vocabulary``; ``cancel`` ends it within a second.

    Raises:
        UnreadableInputError, UsageError, StorageError, Cancelled: As there.  Nothing is left.
    """
    here, stop = installed or InstalledVocabularies(), cancel or threading.Event()
    part = part_in(here)
    asked = {
        "file": str(path.absolute()), "folder": str(here.folder.absolute()), "part": str(part),
        "name": wanted.name, "role": wanted.role, "release": wanted.release,
    }  # fmt: skip
    if stop.is_set():
        raise Cancelled
    try:
        with Apart(_MODULE, asked, ended=_ended(path)) as process:
            return _followed(process, stop, progress=progress)
    finally:
        discard(part)


def _followed(process: Apart, stop: threading.Event, *, progress: Progress | None) -> Installed:
    while not stop.is_set():
        line = process.next()
        if line is None:
            continue
        if "installed" in line:
            return Installed(**line["installed"])
        if "failed" in line:
            raise _error(line["failed"])
        if progress is not None:
            progress.step(*line["step"])
    raise Cancelled


def _error(failed: dict[str, Any]) -> CuratorError:
    kind = _ERRORS.get(failed["error"], CuratorError)
    return kind(failed["sentence"], hint=failed["hint"])


def _ended(path: Path) -> StorageError:
    return StorageError(
        f"The process that reads {path.name} was ended by the system.",
        hint="Close other programs, so that there is more memory, and load it again.",
    )
