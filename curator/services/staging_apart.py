"""Import much in a process of its own, so that the window's process stays free and small.

Reading back what the parsers answer, its digests and its JSON take Python's lock from the window
for a third of the time; and the pages that the one transaction writes are all held until it is
committed, by whoever writes it: 12 kB an article.  Here the window's process only waits.
"""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final, Unpack

from curator.domain.errors import Cancelled, ReadOnlyError, StorageError
from curator.ingest.files import PathLike
from curator.ingest.values import NO_OPTIONS, SourceFile
from curator.services.apart import Apart
from curator.services.importing import DEFAULT_MAX_BYTES, How, Waiting, stage
from curator.services.registry import Registry
from curator.services.staging_process import line_from_json, options_to_json, path_to_json
from curator.services.values import (
    Author,
    Change,
    Changes,
    ImportLine,
    ImportReport,
    Progress,
    report_of,
)
from curator.store.journal import new_header
from curator.store.staging import staging_folder

FEW: Final = 8
"""So many files are read sooner than another process has started."""

_MODULE: Final = "curator.services.staging_process"


def stage_apart(
    registry: Registry,
    paths: Iterable[PathLike | SourceFile],
    *,
    author: Author,
    reason: str = "",
    **how: Unpack[How],
) -> Waiting:
    """As ``importing.stage``, for whoever has a window to paint meanwhile.

    Raises:
        Cancelled: Nothing is left behind.
        ReadOnlyError: The registry is open for reading only.
        StorageError: The files could not be put aside, or the process was ended by the system.

    What it gives must be brought in, or closed.
    """
    wanted = list(paths)
    if not _are_many(wanted):
        return stage(registry, wanted, author=author, reason=reason, **how)
    if registry.read_only:
        raise ReadOnlyError(registry.read_only_reason)
    header = new_header(author, "import", reason=reason)
    with ExitStack() as stack:
        folder = staging_folder()
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        asked = {
            "registry": str(registry.target.path or registry.target.url),
            "folder": str(folder),
            "header": asdict(header),
            "paths": [path_to_json(one) for one in wanted],
            "max_bytes": how.get("max_bytes", DEFAULT_MAX_BYTES),
            "options": options_to_json(how.get("options", NO_OPTIONS)),
        }
        process = stack.enter_context(Apart(_MODULE, asked, ended=_ended()))
        cancel = how.get("cancel") or threading.Event()
        _wait_for(process, progress=how.get("progress"), cancel=cancel)
        return StagedApart(process, stack.pop_all())


class StagedApart:
    """Staged by a process that waits for the word to bring it in."""

    def __init__(self, process: Apart, held: ExitStack) -> None:
        self._process, self._held = process, held

    def close(self) -> None:
        """End the process, and take the staging file away."""
        self._held.close()

    def bring_in(self, registry: Registry) -> ImportReport:
        """Let it be brought in.  From then on nobody can cancel it.

        Raises:
            StorageError: Nothing was imported.
        """
        lines: list[ImportLine] = []
        with self._held:
            self._process.say({"bring": True})
            while "brought" not in (answer := _next(self._process)):
                lines += map(line_from_json, answer["lines"])
        told = answer["brought"]
        change = None if told is None else Change(**{**told, "author": Author(**told["author"])})
        if change is not None:
            registry.broadcast(Changes(change.seq, frozenset(), everything=True))
        return report_of(lines, change)


def _are_many(paths: Sequence[PathLike | SourceFile]) -> bool:
    if len(paths) > FEW:
        return True
    return any(not isinstance(one, SourceFile) and Path(os.fsdecode(one)).is_dir() for one in paths)


def _ended() -> StorageError:
    return StorageError(
        "The process that read the files was ended by the system.",
        hint="Import them again, fewer at a time.  What is there already is not taken twice.",
    )


def _wait_for(process: Apart, *, progress: Progress | None, cancel: threading.Event) -> None:
    """Until all is staged."""
    while "staged" not in (line := _next(process, cancel)):
        if progress is not None:
            progress.step(*line["step"])


def _next(process: Apart, cancel: threading.Event | None = None) -> Mapping[str, Any]:
    """What the process says next.

    Raises:
        Cancelled: By ``cancel``.
        StorageError: It says that it failed, or has ended.
    """
    while cancel is None or not cancel.is_set():
        line = process.next()
        if line is not None and "failed" in line:
            raise StorageError(line["failed"]["sentence"], hint=line["failed"]["hint"])
        if line is not None:
            return line
    raise Cancelled
