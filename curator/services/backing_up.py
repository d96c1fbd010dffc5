"""Backups: a verified copy under a name that says when, beside the registry or in a folder."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from curator.domain.identity import now
from curator.export.files import whole_file
from curator.services.dumping import dump
from curator.services.registry import Registry
from curator.services.settings import data_folder
from curator.services.values import Progress
from curator.store.backup import back_up


@dataclass(frozen=True, slots=True)
class BackedUp:
    """A backup that was read again: ``changes`` it holds, ``seal`` of the newest, ``at`` when."""

    path: Path
    changes: int
    seal: str
    at: str


def back_up_registry(
    registry: Registry, folder: Path | None = None, *, progress: Progress | None = None
) -> BackedUp:
    """Copy a registry as it is now: a file as a file, a database on a server as a dump.

    Raises:
        StorageError: The disk refused; nothing is left in the folder.
        VerificationError: The registry is damaged, and so would be its copy.
    """
    into = folder or data_folder() / "backups"
    source = registry.target.path
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    if source is not None:

        def report(done: int, total: int) -> None:
            if progress is not None:
                progress.step(done, total, "pages")

        copy = back_up(source, into / f"{source.stem}-{stamp}.curator", report=report)
        return BackedUp(copy.path, copy.changes, copy.seal, now())
    path = into / f"registry-{stamp}.jsonl"
    with whole_file(path) as file:
        changes = dump(registry, file, progress=progress)
    return BackedUp(path, changes, registry.last_seal(), now())
