"""Imports of the window: from a choice, a drop, a paste; the job, what it says, its report."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog

from curator.domain.identity import now
from curator.gui import calls
from curator.gui.imports.dropped import Offered, offered
from curator.gui.imports.listing_columns import ListColumns
from curator.gui.imports.passwords import Passwords
from curator.gui.imports.report_view import ReportView
from curator.gui.imports.wanted import ImportWanted, Wanted, list_name
from curator.gui.imports.words import import_sentence, lacking_password
from curator.gui.layout import Layout
from curator.gui.places import Places
from curator.gui.registry_work import RegistryWork
from curator.gui.session import Session
from curator.gui.tasks import Tasks
from curator.gui.theme.looks import Kind
from curator.gui.times import clock
from curator.ingest.formats import FORMATS

if TYPE_CHECKING:
    from curator.services.values import ImportLine, ImportReport

IMPORT: Final = "Import"
KEPT: Final = 20
"""Reports that can still be opened from Tasks."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A report with what it is called and what was asked for."""

    report: ImportReport
    title: str
    wanted: ImportWanted


class Imports(QObject):
    """``imported`` brings the first new article's number, ``open_wanted`` one to be opened."""

    imported = Signal(int)
    open_wanted = Signal(int)

    def __init__(
        self,
        layout: Layout,
        session: Session,
        *,
        work: RegistryWork,
        tasks: Tasks,
        places: Places,
    ) -> None:
        super().__init__(layout)
        self._layout, self._session = layout, session
        self._work, self._tasks, self._places = work, tasks, places
        self._wanted = ImportWanted(())
        self._kept: dict[str, Kept] = {}
        self._shown = ""
        self._page: ReportView | None = None
        self._later: list[ImportWanted] = []
        self._tried = self._came = False
        self._warned = False
        self.passwords = Passwords(layout, session)
        self.passwords.given.connect(self._start)
        self.columns = ListColumns(layout, session, work=work, places=places)
        self.columns.settled.connect(self._start)
        layout.drop.dropped.connect(self.take_offered)
        session.opened.connect(self._opened)
        for part in (layout.queue, layout.start):
            key = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), part)
            key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            key.activated.connect(self.paste_by_key)

    # What comes in.

    @Slot()
    def choose_files(self) -> None:
        dialog = QFileDialog(self._layout.window, "Import files", "", file_filter())
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self._take_names)
        self._work.open_dialog(dialog)

    @Slot()
    def choose_folder(self) -> None:
        dialog = QFileDialog(self._layout.window, "Import a folder")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.filesSelected.connect(self._take_names)
        self._work.open_dialog(dialog)

    @Slot()
    def paste_by_key(self) -> None:
        if not self._session.refuses():
            self.paste()

    def paste(self) -> None:
        """Import the files, the page or the text in the clipboard."""
        self.take_offered(offered(QGuiApplication.clipboard().mimeData()))

    @Slot(object)
    def take_offered(self, what: Offered) -> None:
        if what.paths:
            self.take_in(what.paths)
        else:
            self._layout.messages.say("import", kind="info", parts=what.refusal)

    @Slot(list)
    def _take_names(self, names: list[str]) -> None:
        self.take_in(tuple(map(Path, names)))

    @Slot(object)
    def take_in(self, paths: tuple[Wanted, ...]) -> None:
        """Import files, folders and pasted texts."""
        self.begin(ImportWanted(tuple(paths)))

    @property
    def running(self) -> bool:
        """Whether an import runs."""
        return self._work.running(IMPORT)

    @property
    def quiet(self) -> bool:
        """Whether nobody asked for the last import: a watched folder brought it."""
        return self._wanted.quiet

    def begin(self, wanted: ImportWanted) -> bool:
        """Start an import, once it is clear what the columns of its lists mean.

        While another one runs it waits for that one's end; a quiet one is refused: gives False.
        """
        if any(map(list_name, wanted.paths)) and not wanted.quiet:
            self.columns.look(wanted)
            return True
        return self._start(wanted)

    @Slot(object)
    def _start(self, wanted: ImportWanted) -> bool:
        if self.running:
            return self._wait(wanted)
        call = partial(calls.import_files, wanted=wanted)
        job = self._work.begin(IMPORT, call, done=self._took_in)
        if job is not None:
            # The password goes with the job alone.
            self._wanted = replace(wanted, password="")
            self._tried, self._came = bool(wanted.password), False
            job.finished.connect(self._ended)
        return job is not None

    def _wait(self, wanted: ImportWanted) -> bool:
        if wanted.quiet:
            return False
        self._later.append(wanted)
        self._layout.messages.say(
            "work", kind="info", parts="An import is running; this one begins when it has ended."
        )
        return True

    @Slot(object)
    def _took_in(self, report: ImportReport) -> None:
        self._came = True
        key = self._keep(report)
        said = import_sentence(report)
        self._work.end(IMPORT, said, key=key)
        if report.change is not None:
            self.imported.emit(min(one.number for one in report.taken))
            self._work.feed_texts()
        if report.change is not None or _left(report) or not self._wanted.quiet:
            self._say(report, key=key)
        self.passwords.look(report, tried=self._tried)

    def _say(self, report: ImportReport, *, key: str) -> None:
        """Say what came of it, but for the files whose password is asked for at the same time."""
        asked = set() if self._session.read_only else lacking_password(report)
        failed = any(name not in asked for name, _ in report.failed)
        change = report.change
        waiting = [one for one in report.lines if one.outcome == "columns"]
        if change is None and report.failed and not (failed or waiting or report.same):
            return
        said = import_sentence(report, asked=asked)
        if self._wanted.source:
            said = f"From {self._wanted.source}: {said}"
        kind: Kind = "warn" if failed or waiting else "ok" if change else "info"
        action, act = "", partial(self.show_report, key)
        if len(waiting) == 1 and not report.failed:
            action, act = "Choose its columns", partial(self._help, waiting[0])
        elif change is not None and not _left(report):
            action, act = "Undo", partial(self.undo, change.seq)
        elif report.lines:
            action = "Report"
        self._layout.messages.say("import", kind=kind, parts=said, action=action, act=act)

    def _keep(self, report: ImportReport) -> str:
        key = f"import:{len(self._kept)}:{now()}"
        self._kept[key] = Kept(report, f"Import, {clock(now())}", self._wanted)
        for old in list(self._kept)[:-KEPT]:
            del self._kept[old]
        return key

    def undo(self, change: int) -> None:
        """Withdraw what an import brought."""
        job = self._session.lanes.write(calls.undo_import, change)
        job.succeeded.connect(self._undid)

    @Slot(object)
    def _undid(self, _: object) -> None:
        self._layout.messages.say(
            "import",
            kind="info",
            parts="The imported articles are withdrawn; the history keeps them.",
        )

    # Reports.

    @Slot(str)
    def show_report(self, key: str) -> None:
        """Show the report of an import on the page of its own."""
        kept = self._kept.get(key)
        if kept is None:
            return
        self._shown = key
        page = self._report_page()
        page.show_report(kept.report, title=kept.title)
        self._places.show_page(page)
        page.setFocus()

    @Slot()
    def show_last_report(self) -> None:
        if self._kept:
            self.show_report(list(self._kept)[-1])
        else:
            self._layout.messages.say(
                "import", kind="info", parts="Nothing was imported yet in this window."
            )

    def _report_page(self) -> ReportView:
        if self._page is None:
            page = self._page = ReportView(self._layout.centre)
            page.close_wanted.connect(self._places.show_desk)
            page.open_wanted.connect(self.open_wanted)
            page.save_wanted.connect(self._choose_report_file)
            page.retry_wanted.connect(self._retry)
            page.undo_wanted.connect(self._undo_shown)
            page.help_wanted.connect(self._help)
        return self._page

    @Slot()
    def _choose_report_file(self) -> None:
        dialog = QFileDialog(self._layout.window, "Save report", "", "JSON (*.json);;CSV (*.csv)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("json")
        dialog.selectFile("import-report.json")
        dialog.fileSelected.connect(self.save_report)
        self._work.open_dialog(dialog)

    @Slot(str)
    def save_report(self, path: str) -> None:
        """Write the report that is shown."""
        kept = self._kept.get(self._shown)
        if kept is not None:
            job = self._session.lanes.read(calls.save_report, kept.report, path=Path(path))
            job.succeeded.connect(self._saved_report)

    @Slot(object)
    def _saved_report(self, path: Path) -> None:
        self._work.say_files(f"Wrote {path.name}.", path.parent)

    @Slot()
    def _retry(self) -> None:
        """Import the failed files of the shown report once more."""
        kept = self._kept.get(self._shown)
        if kept is None:
            return
        failed = {one.path for one in kept.report.lines if one.outcome == "failed" and one.path}
        pasted = tuple(one for one in kept.wanted.paths if getattr(one, "data", None) is not None)
        paths = tuple(sorted(failed)) + pasted
        self._places.show_desk()
        self.begin(replace(kept.wanted, paths=paths, quiet=False))

    @Slot()
    def _undo_shown(self) -> None:
        kept = self._kept.get(self._shown)
        if kept is not None and kept.report.change is not None and not self._session.refuses():
            self._places.show_desk()
            self.undo(kept.report.change.seq)

    @Slot(object)
    def _help(self, line: ImportLine) -> None:
        if line.needs == "password":
            self.passwords.ask_for(line)
        elif line.needs == "columns":
            self.columns.look(ImportWanted((line.path,)), always=True)

    # The end.

    def hold_closing(self) -> bool:
        """Whether the window stays for now: an import runs, and its curator is asked once."""
        if not self.running or self._warned:
            return False
        self._warned = True
        self._layout.messages.say(
            "quit",
            kind="warn",
            parts="An import is running. Closing now stops it, and nothing of it is kept.",
            action="Stop it and close",
            act=self._layout.window.close,
            weight="barring",
        )
        return True

    @Slot()
    def _ended(self) -> None:
        self._warned = False
        self._layout.messages.withdraw("quit")
        if self._work.stopped == IMPORT and not self._came:
            self._layout.messages.say(
                "import", kind="info", parts="The import is cancelled; nothing of it is kept."
            )
        if self._later:
            self._layout.messages.withdraw("work")
            self._start(self._later.pop(0))

    @Slot()
    def _opened(self) -> None:
        self._later.clear()


def _left(report: ImportReport) -> bool:
    """Whether something is not in that may come in yet."""
    return bool(report.failed or report.waiting)


def file_filter() -> str:
    """What the file chooser offers: all that can be read together, then each, then any file."""
    kinds = [(one.words.removeprefix("a ").removeprefix("an "), one.endings)
             for one in FORMATS.values() if one.endings]  # fmt: skip
    every = " ".join(f"*{ending}" for _, endings in kinds for ending in endings)
    each = [f"{words[:1].upper()}{words[1:]} ({' '.join(f'*{one}' for one in endings)})"
            for words, endings in kinds]  # fmt: skip
    return ";;".join([f"Articles and lists ({every})", *each, "All files (*)"])
