"""What the menu Registry does that takes a while: export, back up, check; one of a kind at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from curator.gui import calls
from curator.gui.info_dialog import InfoDialog
from curator.gui.layout import Layout
from curator.gui.session import Session
from curator.gui.tasks import Tasks, rate_words
from curator.gui.times import clock

if TYPE_CHECKING:
    from curator.gui.lanes import Job
    from curator.services.backing_up import BackedUp
    from curator.services.exporting import Exported
    from curator.services.verifying import Verification

ENDINGS: Final[Mapping[str, str]] = {
    "csv": "csv",
    "csv-long": "csv",
    "xlsx": "xlsx",
    "jsonl": "jsonl",
    "ris": "ris",
    "bibtex": "bib",
    "csl-json": "json",
}
FEED: Final = "Full text"
NOTED: Final = 3
"""Notes of an export that are told in full."""
TOLD: Final = 50
"""Findings that are named in Problems."""


class RegistryWork(QObject):
    """``exported`` brings the format and the file; ``fed``: search and duplicates know all.

    Attributes:
        stopped: What the curator cancelled, until something else begins.
    """

    exported = Signal(str, str)
    fed = Signal()

    def __init__(self, layout: Layout, session: Session, *, tasks: Tasks) -> None:
        super().__init__(layout)
        self._layout, self._session, self._tasks = layout, session, tasks
        self._jobs: dict[str, Job] = {}
        self._export = ("", "")
        self.last_export = ("", "")
        self.stopped = ""
        layout.status.cancel_asked.connect(self._cancel)
        tasks.changed.connect(self._show_task)

    @Slot()
    def _cancel(self) -> None:
        """The curator stops what runs; where that was the feeding, say what is incomplete."""
        running = self._tasks.running
        self.stopped = running.what if running is not None else ""
        self._tasks.cancel()
        if self.stopped == FEED:
            self._layout.messages.say(
                FEED,
                kind="warn",
                parts="The search and Possible duplicates do not know every article yet.",
                action="Go on",
                act=self.feed_texts,
                weight="standing",
            )

    def feed_texts(self) -> None:
        """Let the search know the texts that it does not; whatever else is asked goes first."""
        self._layout.messages.withdraw(FEED)
        self.begin(FEED, calls.feed_texts, done=self._fed)

    @Slot(object)
    def _fed(self, _: object) -> None:
        self.end(FEED, "The search knows all texts.")
        self.fed.emit()

    # Export.

    def choose_export(self, kind: str) -> None:
        registry = self._session.registry
        if registry is None:
            return
        dialog = QFileDialog(self._layout.window, "Export")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(ENDINGS[kind])
        dialog.selectFile(f"{Path(registry.name).stem}.{ENDINGS[kind]}")
        self._export = (kind, "")
        dialog.fileSelected.connect(self._export_chosen)
        self.open_dialog(dialog)

    @Slot()
    def export_again(self) -> None:
        """The same format to the same file; where there was none, ask."""
        kind, path = self.last_export
        if kind and path:
            self._export = (kind, path)
            self._export_chosen(path)
        else:
            self.choose_export("csv")

    @Slot(str)
    def _export_chosen(self, path: str) -> None:
        kind = self._export[0]
        self._export = (kind, path)
        self.begin("Export", partial(calls.export, kind=kind, path=Path(path)), done=self._exported)

    @Slot(object)
    def _exported(self, done: Exported) -> None:
        names = " and ".join(path.name for path in done.paths)
        said = " ".join((f"Wrote {names}.", *_most_important(done.notes)))
        self.end("Export", said)
        self.last_export = self._export
        self.say_files(said, done.paths[0].parent)
        self.exported.emit(*self._export)

    # Backup and check.

    @Slot()
    def back_up(self) -> None:
        self.begin("Backup", partial(calls.back_up, folder=None), done=self._backed_up)

    @Slot(object)
    def _backed_up(self, done: BackedUp) -> None:
        said = f"Backed up to {done.path.name}; read again and whole."
        self.end("Backup", said)
        self._layout.status.show_backup(f"Backup verified {clock(done.at)}")
        self.say_files(said, done.path.parent)

    @Slot()
    def check(self) -> None:
        self.begin("Check", calls.verify, done=self._checked)

    @Slot(object)
    def _checked(self, found: Verification) -> None:
        messages = self._layout.messages
        for n, problem in enumerate(found.problems[:TOLD]):
            messages.say(f"check:{n}", kind="bad", parts=problem, quiet=True)
        if found.problems:
            count = len(found.problems)
            said = f"{count} things are not as sealed." if count > 1 else found.problems[0]
            messages.say("check", kind="bad", parts=said, action="Show", act=self._show_problems)
        else:
            said = (
                f"{found.changes} changes and {found.revisions} revisions are as sealed;"
                f" last seal {found.last_seal[:8]}."
            )
            messages.say("check", kind="ok", parts=said)
        self.end("Check", said)

    def _show_problems(self) -> None:
        self._layout.bottom.show_tab("problems")
        self._layout.bottom.focus_tab()

    @Slot()
    def about(self) -> None:
        """Where the registry lies, and its last seal."""
        registry = self._session.registry
        if registry is None:
            return
        job = self._session.lanes.read(calls.about)
        job.succeeded.connect(self._show_about)

    @Slot(object)
    def _show_about(self, text: str) -> None:
        InfoDialog("About this registry", text, parent=self._layout.window).show()

    # Within.

    def open_dialog(self, dialog: QFileDialog) -> None:
        dialog.setObjectName("file.chooser")
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def begin(
        self, what: str, call: Callable[..., object], *, done: Callable[..., None]
    ) -> Job | None:
        """Start one of its kind; None where one is running: the curator asks again."""
        if what != FEED and self.running(what):
            self._layout.messages.say(
                "work", kind="info", parts=f"{what} is running; it is in Tasks."
            )
            return None
        self.stopped = ""
        feeding = self._jobs.get(FEED)
        job = self._session.lanes.work(call)
        if feeding is not None and not feeding.done:
            feeding.cancel()  # it shares its lane, and goes on where it was stopped
            if what != FEED:
                job.finished.connect(self.feed_texts)
        self._jobs[what] = job
        job.succeeded.connect(done)
        job.failed.connect(self._say_failed)
        self._tasks.watch(what, job)
        return job

    @property
    def feeding(self) -> bool:
        """Whether the search and the duplicates are being fed."""
        return self.running(FEED)

    def running(self, what: str) -> bool:
        """Whether one of that kind runs."""
        job = self._jobs.get(what)
        return job is not None and not job.done

    def end(self, what: str, sentence: str, *, key: str = "") -> None:
        """Say what came of it; ``key`` is what opening its task shows."""
        self._tasks.say_result(self._jobs[what], sentence, key=key)

    @Slot(object)
    def _say_failed(self, error: Exception) -> None:
        self._layout.messages.say_error(error, message_id="work")

    def say_files(self, sentence: str, folder: Path) -> None:
        url = QUrl.fromLocalFile(str(folder))
        self._layout.messages.say(
            "files",
            kind="ok",
            parts=sentence,
            action="Open folder",
            act=lambda: QDesktopServices.openUrl(url),
        )

    @Slot()
    def _show_task(self) -> None:
        task = self._tasks.running
        if task is None:
            self._layout.status.show_task("")
        else:
            self._layout.status.show_task(
                task.what, done=task.done, total=task.total, rate=rate_words(task.rate)
            )


def _most_important(notes: Sequence[str]) -> tuple[str, ...]:
    """The first notes, and how many more there are."""
    if len(notes) <= NOTED:
        return tuple(notes)
    more = f"{len(notes) - NOTED} more; curator export prints all of them."
    return (*notes[:NOTED], more)
