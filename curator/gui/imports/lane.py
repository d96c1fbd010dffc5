"""What the lanes do for imports; of the backend, so imported on the write lane with it."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from curator.domain.errors import UnreadableInputError
from curator.gui.imports.wanted import ImportWanted, Wanted
from curator.gui.lanes import JobProgress
from curator.ingest.values import ReadOptions
from curator.ingest.workers import Parsers
from curator.services.column_maps import remember_columns
from curator.services.import_report import save_report
from curator.services.lists import ListHead, import_files, look_at_list
from curator.services.values import ImportReport
from curator.services.watching import Watched, look, remember_watched, watched_folder

if TYPE_CHECKING:
    from curator.gui.backend import Backend


class ImportLane:
    """Imports into the registry of a backend, by whoever its author is then."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    def import_files(self, wanted: ImportWanted, progress: JobProgress) -> ImportReport:
        """Read, then bring in; the full text is fed by a call of its own."""
        return import_files(
            self._backend.registry,
            wanted.paths,
            author=self._backend.author,
            progress=progress,
            cancel=progress.cancel,
            max_bytes=wanted.max_bytes,
            options=ReadOptions(password=wanted.password),
            guess=False,
            apart=True,
        )

    def save_report(self, report: ImportReport, path: Path) -> Path:
        save_report(report, path)
        return path

    def look_at_lists(
        self, lists: tuple[Wanted, ...], progress: JobProgress
    ) -> tuple[ListHead, ...]:
        """The heads of lists; of what is no table its import says why."""
        heads = []
        with Parsers(1) as parsers:
            for done, one in enumerate(lists, start=1):
                with suppress(UnreadableInputError):
                    heads.append(look_at_list(self._backend.registry, one, parsers=parsers))
                progress.step(done, len(lists))
        return tuple(heads)

    def remember_columns(self, headers: tuple[str, ...], columns: dict[str, str]) -> None:
        remember_columns(headers, columns)

    def watched(self) -> Watched | None:
        """The folder that is watched for this registry, not looked at yet."""
        folder = watched_folder(self._backend.registry.target.label)
        return Watched(os.fsencode(folder)) if folder is not None else None

    def remember_watched(self, folder: Path | None) -> Watched | None:
        remember_watched(self._backend.registry.target.label, folder)
        return self.watched()

    def look_at_folder(
        self, watched: Watched, progress: JobProgress
    ) -> tuple[Watched, tuple[bytes, ...]]:
        found = look(watched)
        progress.step(1, 1)
        return found
