"""Opening registries: the first one, another one, the same one again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QFileDialog

from curator.domain.errors import NotFoundError, RegistryFileError, RegistryLockedError
from curator.gui import calls
from curator.gui.lanes import Job, Lanes
from curator.gui.layout import Layout
from curator.gui.messages import Weight
from curator.gui.opening import Opened, Opening
from curator.gui.session import Session
from curator.services.settings import data_folder
from curator.services.values import Changes

RETRY_MS: Final = 2_000
POLL_MS: Final = 1_500
FILES: Final = "Registries (*.curator);;All files (*)"


class OpeningRegistry(QObject):
    """Which registry is open.

    Signals: ``leaving`` before it is exchanged, ``elsewhere`` when another process has changed it,
    ``changed`` with what this window changed, ``none_open`` when the first one did not open.
    """

    leaving = Signal()
    elsewhere = Signal()
    changed = Signal(object)
    none_open = Signal()

    def __init__(self, layout: Layout, session: Session) -> None:
        super().__init__(layout)
        self._layout, self._session = layout, session
        self._opening = Opening()
        self._coming: Lanes | None = None
        self._closing: list[Lanes] = []
        self._version: int | None = None
        self._seq = 0
        self._polling: Job | None = None
        self._retry = QTimer(self)
        self._retry.setSingleShot(True)
        self._retry.setInterval(RETRY_MS)
        self._retry.timeout.connect(self.try_again)
        self._poll = QTimer(self)
        self._poll.setInterval(POLL_MS)
        self._poll.timeout.connect(self._look)
        session.refused.connect(self._refuse)

    def begin(self, job: Job, opening: Opening) -> None:
        """Take the job that opens the first registry, on the session's own lanes."""
        self._opening = opening
        self._coming = self._session.lanes
        self._follow(self._coming)
        if job.error is not None:
            self._failed(job.error)
        elif isinstance(job.result, Opened):
            self._opened(job.result)
        else:
            job.succeeded.connect(self._opened)
            job.failed.connect(self._failed)

    def open(self, opening: Opening) -> None:
        """Open another registry; the one that is open stays until it is there."""
        registry = self._session.registry
        if registry is not None and opening.target == registry.target:
            self._layout.messages.say(
                "open", kind="info", parts=f"{registry.name} is open already."
            )
            return
        self._opening = opening
        self._open()

    @Slot()
    def reopen(self) -> None:
        """Close the registry and open it again: the other window may be gone."""
        registry = self._session.registry
        if registry is not None:
            self._opening = Opening(target=registry.target)
            self.leaving.emit()
            old = self._session.lanes
            self._session.lanes = Lanes(parent=self)
            self._follow(self._session.lanes)
            old.closed.connect(self._open)
            self._retire(old)

    @Slot()
    def try_again(self) -> None:
        self._retry.stop()
        self._open()

    @Slot()
    def choose_to_open(self) -> None:
        dialog = QFileDialog(self._layout.window, "Open registry", self._folder(), FILES)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        self._choose(dialog, create=False)

    @Slot()
    def choose_backup(self) -> None:
        """As ``choose_to_open``, in the folder of backups where there is one."""
        backups = data_folder() / "backups"
        folder = str(backups) if backups.is_dir() else self._folder()
        dialog = QFileDialog(self._layout.window, "Open registry or backup", folder, FILES)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        self._choose(dialog, create=False)

    @Slot()
    def choose_to_make(self) -> None:
        dialog = QFileDialog(self._layout.window, "New registry", self._folder(), FILES)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("curator")
        self._choose(dialog, create=True)

    @Slot()
    def open_sample(self) -> None:
        self.open(Opening(sample=True))

    def shut(self) -> None:
        """Let every lane end; the last one's ``closed`` follows."""
        self._poll.stop()
        self._retry.stop()
        for lanes in (self._coming, self._session.lanes):
            if lanes is not None:
                lanes.close()

    def _choose(self, dialog: QFileDialog, *, create: bool) -> None:
        dialog.setObjectName("file.chooser")
        dialog.fileSelected.connect(self._make if create else self._open_path)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def _make(self, path: str) -> None:
        # The chooser has asked about a file that is there; a registry is never overwritten.
        self.open(Opening(target=path, create=not Path(path).exists()))

    @Slot(str)
    def _open_path(self, path: str) -> None:
        self.open(Opening(target=path))

    def _folder(self) -> str:
        registry = self._session.registry
        if registry is None or "://" in registry.target:
            return ""
        return str(Path(registry.target).parent)

    @Slot()
    def _open(self) -> None:
        if self._coming is not None:
            return
        lanes = Lanes(parent=self)
        self._follow(lanes)
        self._coming = lanes
        job = lanes.open(self._opening)
        job.succeeded.connect(self._opened)
        job.failed.connect(self._failed)

    def _follow(self, lanes: Lanes) -> None:
        lanes.failed.connect(self._say_error)
        lanes.bug.connect(self._say_error)
        lanes.changes.connect(self._tell_changes)

    @Slot(object)
    def _opened(self, registry: Opened) -> None:
        lanes, self._coming = self._coming, None
        messages = self._layout.messages
        for one in ("open", "read-only", "locked", "refused"):
            messages.withdraw(one)
        if lanes is None:
            return
        if lanes is not self._session.lanes:
            old = self._session.lanes
            self.leaving.emit()
            self._session.lanes = lanes
            self._retire(old)
        self._seq, self._version = registry.seq, None
        self._session.take(registry)
        for n, notice in enumerate(registry.notices):
            # Where nothing can be written, that is what is said first.
            weight: Weight = "standing" if registry.read_only else "answer"
            messages.say(f"notice:{n}", kind="info", parts=notice, weight=weight)
        if registry.read_only:
            messages.say(
                "read-only",
                kind="warn",
                parts=(("Read-only: ", True), (registry.read_only, False)),
                action="Try again",
                icon="lock",
                act=self.reopen,
                weight="barring",
            )
        self._poll.start()

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        lanes, self._coming = self._coming, None
        if lanes is not None and lanes is not self._session.lanes:
            self._retire(lanes)
        elif lanes is not None:
            # The first one did not open: the window stays, on lanes that can open another.
            self._retire(lanes)
            self._session.lanes = Lanes(parent=self)
            self._follow(self._session.lanes)
        if isinstance(error, RegistryLockedError):
            self._layout.messages.say(
                "locked",
                kind="warn",
                parts=f"{error.sentence} Trying again…",
                action="Try now",
                icon="lock",
                act=self.try_again,
                weight="barring",
            )
            self._retry.start()
        else:
            self._say_why(error)
        if self._session.registry is None:
            self._layout.status.show_saved("", "No registry is open")
            self.none_open.emit()

    def _say_why(self, error: Exception) -> None:
        """Say why nothing was opened, with what a curator would do about it."""
        say = self._layout.messages.say
        if isinstance(error, NotFoundError) and "://" not in self._opening.target:
            opening = replace(self._opening, create=True)
            say(
                "open",
                kind="bad",
                parts=error.sentence,
                action="Make it",
                act=lambda: self.open(opening),
            )
        elif isinstance(error, RegistryFileError):
            sentence = f"{error.sentence} {error.hint}".strip()
            say("open", kind="bad", parts=sentence, action="Open…", act=self.choose_backup)
        else:
            self._layout.messages.say_error(error, message_id="open")

    def _retire(self, lanes: Lanes) -> None:
        """Let lanes end by themselves, with what they still have to write."""
        self._closing.append(lanes)
        lanes.closed.connect(self._forget)
        lanes.close()

    @Slot()
    def _forget(self) -> None:
        lanes = self.sender()
        if isinstance(lanes, Lanes) and lanes in self._closing:
            self._closing.remove(lanes)
            lanes.deleteLater()

    @Slot()
    def _refuse(self) -> None:
        """Say why a key did nothing."""
        self._layout.messages.say(
            "refused",
            kind="warn",
            parts=(
                ("Nothing is changed: ", True),
                (f"read-only. {self._session.read_only}", False),
            ),
            action="Try again" if self._session.registry else "",
            icon="lock",
            act=self.reopen,
        )

    # What happens in the registry.

    @Slot(object)
    def _tell_changes(self, changes: Changes) -> None:
        missed = changes.seq > self._seq + 1  # somebody else's stand in between
        self._seq = max(self._seq, changes.seq)
        self.changed.emit(changes)
        if missed:
            self.elsewhere.emit()

    @Slot()
    def _look(self) -> None:
        """Ask whether another process has committed."""
        if self._polling is not None and not self._polling.done:
            return
        if self._session.lanes.ready:
            self._polling = self._session.lanes.read(calls.last_seq, self._version)
            self._polling.succeeded.connect(self._looked)

    @Slot(object)
    def _looked(self, seen: tuple[int, int]) -> None:
        self._version, seq = seen
        if seq > self._seq:
            self._seq = seq
            self.elsewhere.emit()

    @Slot(object)
    def _say_error(self, error: Exception) -> None:
        self._layout.messages.say_error(error)
