"""The watched folder of the window: looks every few seconds, imports what stands still."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QFileDialog

from curator.gui import calls
from curator.gui.imports.desk import Imports
from curator.gui.imports.wanted import ImportWanted
from curator.gui.layout import Layout
from curator.gui.registry_work import RegistryWork
from curator.gui.session import Session
from curator.ingest.files import shown_name

if TYPE_CHECKING:
    from curator.gui.lanes import Job
    from curator.services.watching import Watched

EVERY_MS: Final = 3_000
LONGEST: Final = 28
"""Characters of a folder's name in the status bar; all of it stands in the message."""


class FolderWatch(QObject):
    """At most one folder a registry; which one is remembered."""

    def __init__(
        self, layout: Layout, session: Session, *, work: RegistryWork, imports: Imports
    ) -> None:
        super().__init__(layout)
        self._layout, self._session = layout, session
        self._work, self._imports = work, imports
        self._watched: Watched | None = None
        self._looking: Job | None = None
        self.timer = QTimer(self)
        self.timer.setInterval(EVERY_MS)
        self.timer.timeout.connect(self.look)
        session.opened.connect(self._registry_opened)
        layout.status.watch_asked.connect(self.say)

    @property
    def folder(self) -> Path | None:
        """The folder that is watched."""
        return Path(os.fsdecode(self._watched.folder)) if self._watched is not None else None

    @Slot()
    def choose(self) -> None:
        dialog = QFileDialog(self._layout.window, "Watch a folder")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self._chosen)
        self._work.open_dialog(dialog)

    @Slot(str)
    def _chosen(self, path: str) -> None:
        self.watch(Path(path))

    def watch(self, folder: Path) -> None:
        """Watch that folder from now on, for this registry."""
        job = self._session.lanes.read(calls.remember_watched, folder)
        job.succeeded.connect(self._begin)
        job.succeeded.connect(self._say_begun)

    @Slot()
    def stop(self) -> None:
        """Watch no folder any more."""
        if self._watched is None:
            self._layout.messages.say("watch", kind="info", parts="No folder is watched.")
            return
        job = self._session.lanes.read(calls.remember_watched, None)
        job.succeeded.connect(self._begin)
        self._layout.messages.say("watch", kind="info", parts="The folder is no longer watched.")

    @Slot()
    def say(self) -> None:
        """Say what is watched, and how to stop."""
        if self._watched is not None:
            # Escaped where it is no UTF-8: Qt's strings hold no stray surrogate.
            folder = shown_name(self._watched.folder)
            self._layout.messages.say(
                "watch",
                kind="info",
                parts=(("Watching ", False), (folder, True),
                       (": what comes into it is imported once it stands still.", False)),
                action="Stop watching",
                act=self.stop,
            )  # fmt: skip

    @Slot(object)
    def _say_begun(self, _: object) -> None:
        self.say()

    @Slot()
    def _registry_opened(self) -> None:
        self._watched, self._looking = None, None
        self._show()
        if not self._session.read_only:
            job = self._session.lanes.read(calls.watched)
            job.succeeded.connect(self._begin)

    @Slot(object)
    def _begin(self, watched: Watched | None) -> None:
        self._watched = watched
        self._show()
        if watched is not None:
            self.look()

    def _show(self) -> None:
        """Say in the status bar what is watched; the timer runs where something is."""
        watched = self._watched
        if watched is None:
            self.timer.stop()
            self._layout.status.show_watched("")
            return
        self.timer.start()
        name = folder_name(watched)
        words = f"{name} is gone" if watched.gone else f"Watching {name}"
        self._layout.status.show_watched(words, gone=watched.gone)

    @Slot()
    def look(self) -> None:
        """Look once, unless a look or an import is under way."""
        busy = self._looking is not None and not self._looking.done
        if self._watched is None or busy or self._imports.running:
            return
        self._looking = self._session.lanes.work(calls.look_at_folder, self._watched)
        self._looking.succeeded.connect(self._looked)

    @Slot(object)
    def _looked(self, found: tuple[Watched, tuple[bytes, ...]]) -> None:
        following, due = found
        if self._watched is None or following.folder != self._watched.folder:
            return  # another one is watched by now
        wanted = ImportWanted(due, quiet=True, source=folder_name(following))
        if due and not self._imports.begin(wanted):
            return  # an import began meanwhile: the next look finds them again
        changed = following.gone != self._watched.gone
        self._watched = following
        if changed:
            self._show()


def folder_name(watched: Watched) -> str:
    """The last part of the folder's name, cut where it is long."""
    name = shown_name(watched.folder.rpartition(os.fsencode(os.sep))[2] or watched.folder)
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"
