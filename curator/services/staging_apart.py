"""Stage a large import in a process of its own, so that the window's process stays free.

Reading back what the parsers answer, its digests and its JSON take Python's lock from the window
for a third of the time.  Here the window's process only waits, then copies the staging file in.
"""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final, Unpack

from curator.domain.errors import Cancelled, ReadOnlyError, StorageError
from curator.ingest.files import PathLike
from curator.ingest.values import NO_OPTIONS, SourceFile
from curator.services.apart import Apart
from curator.services.importing import DEFAULT_MAX_BYTES, How, Staged, stage
from curator.services.registry import Registry
from curator.services.staging_process import line_from_json, options_to_json, path_to_json
from curator.services.values import Author, Progress
from curator.store.journal import ChangeHeader, new_header
from curator.store.staging import Staging, staging_folder

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
) -> Staged:
    """As ``importing.stage``, for whoever has a window to paint meanwhile.

    Raises:
        Cancelled: Nothing is left behind.
        ReadOnlyError: The registry is open for reading only.
        StorageError: The files could not be put aside, or the process was ended by the system.
    """
    wanted = list(paths)
    if not _are_many(wanted):
        return stage(registry, wanted, author=author, reason=reason, **how)
    if registry.read_only:
        raise ReadOnlyError(registry.read_only_reason)
    header = new_header(author, "import", reason=reason)
    folder = staging_folder()
    try:
        asked = {
            "registry": str(registry.target.path or registry.target.url),
            "folder": str(folder),
            "header": asdict(header),
            "paths": [path_to_json(one) for one in wanted],
            "max_bytes": how.get("max_bytes", DEFAULT_MAX_BYTES),
            "options": options_to_json(how.get("options", NO_OPTIONS)),
        }
        with Apart(_MODULE, asked, ended=_ended()) as process:
            cancel = how.get("cancel") or threading.Event()
            answer = _answer(process, progress=how.get("progress"), cancel=cancel)
        return _staged(answer, registry, header=header, folder=folder)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _are_many(paths: Sequence[PathLike | SourceFile]) -> bool:
    if len(paths) > FEW:
        return True
    return any(not isinstance(one, SourceFile) and Path(os.fsdecode(one)).is_dir() for one in paths)


def _staged(
    answer: Mapping[str, Any], registry: Registry, *, header: ChangeHeader, folder: Path
) -> Staged:
    if "failed" in answer:
        raise StorageError(answer["failed"]["sentence"], hint=answer["failed"]["hint"])
    told = answer["staged"]
    return Staged(
        Staging.taken_over(header, form=registry.form, folder=folder, count=told["count"]),
        [line_from_json(one) for one in told["lines"]],
        dict(told["articles"]),
    )


def _ended() -> StorageError:
    return StorageError(
        "The process that read the files was ended by the system.",
        hint="Nothing was imported.  Import them again, fewer at a time.",
    )


def _answer(
    process: Apart, *, progress: Progress | None, cancel: threading.Event
) -> dict[str, Any]:
    while True:
        if cancel.is_set():
            raise Cancelled
        line = process.next()
        if line is None:
            continue
        if "step" not in line:
            return line
        if progress is not None:
            progress.step(*line["step"])
