"""Look for duplicates in a process of its own, so that the window's process stays free.

Telling an article takes milliseconds of Python, and a window that waits for Python's lock stands
still.  Here the window's process only writes what was found.
"""

from __future__ import annotations

import threading
from typing import Any, Final

from curator.domain.errors import StorageError
from curator.services.apart import Apart
from curator.services.finding_duplicates import feed_duplicates, put_found, waiting
from curator.services.finding_process import found_from_json
from curator.services.registry import Registry
from curator.services.values import Progress

FEW: Final = 8
"""So many articles are looked at sooner than another process has started."""

_MODULE: Final = "curator.services.finding_process"


def feed_duplicates_apart(
    registry: Registry,
    *,
    progress: Progress | None = None,
    cancel: threading.Event | None = None,
) -> None:
    """As ``feed_duplicates``, for whoever has a window to paint meanwhile.

    Raises:
        StorageError: The process was ended by the system, or could not read the registry.
    """
    if waiting(registry) <= FEW:
        feed_duplicates(registry, progress=progress, cancel=cancel)
        return
    stop = cancel or threading.Event()
    asked = {"registry": str(registry.target.path or registry.target.url)}
    with Apart(_MODULE, asked, ended=_ended()) as process:
        while (answer := _next(process, stop)) is not None:
            found = found_from_json(answer)
            if found is None:
                return
            done, total = put_found(registry, found)
            if progress is not None:
                progress.step(done, total, "duplicates")


def _next(process: Apart, stop: threading.Event) -> dict[str, Any] | None:
    """What it found in the next chunk; None where the curator has stopped it."""
    process.say({"go": "on"})
    line = None
    while line is None and not stop.is_set():
        line = process.next()
    if line is not None and "failed" in line:
        raise StorageError(line["failed"]["sentence"], hint=line["failed"]["hint"])
    return line


def _ended() -> StorageError:
    return StorageError(
        "The process that looks for duplicates was ended by the system.",
        hint="It goes on with the next import, or when the registry is opened again.",
    )
