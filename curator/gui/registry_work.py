"""What the menu Registry does that takes a while: import, export, back up, check."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from curator.domain.identity import article_label
from curator.gui import calls
from curator.gui.info_dialog import InfoDialog
from curator.gui.layout import Layout
from curator.gui.session import Session
from curator.gui.tasks import Tasks
from curator.gui.theme.looks import Kind
from curator.gui.times import clock

if TYPE_CHECKING:
    from curator.gui.lanes import Job
    from curator.services.backing_up import BackedUp
    from curator.services.exporting import Exported
    from curator.services.values import ImportReport
    from curator.services.verifying import Verification

IMPORTED: Final = "Articles (*.txt *.md *.html *.htm);;All files (*)"
ENDINGS: Final[Mapping[str, str]] = {
    "csv": "csv",
    "csv-long": "csv",
    "xlsx": "xlsx",
    "jsonl": "jsonl",
}
FEED: Final = "Full text"
TOLD: Final = 50
"""Files that could not be read and are named in Problems."""


class RegistryWork(QObject):
    """``imported`` brings the first article's number, ``exported`` the format and the file."""

    imported = Signal(int)
    exported = Signal(str, str)

    def __init__(self, layout: Layout, session: Session, *, tasks: Tasks) -> None:
        super().__init__(layout)
        self._layout, self._session, self._tasks = layout, session, tasks
        self._jobs: dict[str, Job] = {}
        self._export = ("", "")
        self.last_export = ("", "")
        layout.drop.dropped.connect(self.take_in)
        layout.status.cancel_asked.connect(tasks.cancel)
        tasks.changed.connect(self._show_task)

    # Import.

    @Slot()
    def choose_files(self) -> None:
        dialog = QFileDialog(self._layout.window, "Import files", "", IMPORTED)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self._take_names)
        self._open(dialog)

    @Slot()
    def choose_folder(self) -> None:
        dialog = QFileDialog(self._layout.window, "Import a folder")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.filesSelected.connect(self._take_names)
        self._open(dialog)

    @Slot(object)
    def take_in(self, paths: tuple[Path, ...]) -> None:
        """Import files and folders."""
        self._begin("Import", partial(calls.import_files, paths=paths), done=self._took_in)

    def feed_texts(self) -> None:
        """Let the search know the texts that it does not; whatever else is asked goes first."""
        self._begin(FEED, calls.feed_texts, done=self._fed)

    @Slot(object)
    def _fed(self, _: object) -> None:
        self._end(FEED, "The search knows all texts.")

    @Slot(object)
    def _took_in(self, report: ImportReport) -> None:
        messages = self._layout.messages
        for name, sentence in report.failed[:TOLD]:
            messages.say(f"import:{name}", kind="warn", parts=f"{name}: {sentence}", quiet=True)
        said = _import_sentence(report)
        self._end("Import", said)
        kind: Kind = "warn" if report.failed else "ok"
        change = report.change
        if change is not None:
            messages.say(
                "import",
                kind=kind,
                parts=said,
                action="Undo",
                act=lambda: self._undo_import(change.seq),
            )
            self.imported.emit(min(one.number for one in report.taken))
        else:
            messages.say("import", kind=kind if report.failed else "info", parts=said)

    def _undo_import(self, change: int) -> None:
        job = self._session.lanes.write(calls.undo_import, change)
        job.succeeded.connect(self._undid_import)

    @Slot(object)
    def _undid_import(self, _: object) -> None:
        self._layout.messages.say(
            "import",
            kind="info",
            parts="The imported articles are withdrawn; the history keeps them.",
        )

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
        self._open(dialog)

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
        self._begin(
            "Export", partial(calls.export, kind=kind, path=Path(path)), done=self._exported
        )

    @Slot(object)
    def _exported(self, done: Exported) -> None:
        names = " and ".join(path.name for path in done.paths)
        said = " ".join((f"Wrote {names}.", *done.notes))
        self._end("Export", said)
        self.last_export = self._export
        self._say_files(said, done.paths[0].parent)
        self.exported.emit(*self._export)

    # Backup and check.

    @Slot()
    def back_up(self) -> None:
        self._begin("Backup", partial(calls.back_up, folder=None), done=self._backed_up)

    @Slot(object)
    def _backed_up(self, done: BackedUp) -> None:
        said = f"Backed up to {done.path.name}; read again and whole."
        self._end("Backup", said)
        self._layout.status.show_backup(f"Backup verified {clock(done.at)}")
        self._say_files(said, done.path.parent)

    @Slot()
    def check(self) -> None:
        self._begin("Check", calls.verify, done=self._checked)

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
        self._end("Check", said)

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

    def _open(self, dialog: QFileDialog) -> None:
        dialog.setObjectName("file.chooser")
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(list)
    def _take_names(self, names: list[str]) -> None:
        self.take_in(tuple(map(Path, names)))

    def _begin(self, what: str, call: Callable[..., object], *, done: Callable[..., None]) -> None:
        """Start one of its kind; a second one waits until the curator asks again."""
        running = self._jobs.get(what)
        if what != FEED and running is not None and not running.done:
            self._layout.messages.say(
                "work", kind="info", parts=f"{what} is running; it is in Tasks."
            )
            return
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

    def _end(self, what: str, sentence: str) -> None:
        self._tasks.say_result(self._jobs[what], sentence)

    @Slot(object)
    def _say_failed(self, error: Exception) -> None:
        self._layout.messages.say_error(error, message_id="work")

    def _say_files(self, sentence: str, folder: Path) -> None:
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
            self._layout.status.show_task(task.what, done=task.done, total=task.total)


def _import_sentence(report: ImportReport) -> str:
    taken = len(report.taken)
    parts = [f"{taken} {'article' if taken == 1 else 'articles'} imported"]
    if len(report.same) == 1:
        name, number = report.same[0]
        parts.append(f"{name} is {article_label(number)} already")
    elif report.same:
        parts.append(f"{len(report.same)} were there already")
    if report.failed:
        name, sentence = report.failed[0]
        rest = len(report.failed) - 1
        parts.append(f"{name}: {sentence}" + (f" and {rest} more in Problems" if rest else ""))
    return "; ".join(part.rstrip(".") for part in parts) + "."
