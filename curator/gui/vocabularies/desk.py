"""Vocabularies in the window: loaded with progress, compared, taken into use, removed."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog

from curator.gui import calls
from curator.gui.layout import Layout
from curator.gui.places import Places
from curator.gui.registry_work import RegistryWork
from curator.gui.session import Session
from curator.gui.suggestions.desk import Suggesting
from curator.gui.theme.looks import Kind
from curator.gui.vocabularies.page import VocabulariesPage
from curator.gui.vocabularies.values import ReleaseRow, Replace, Replaced

if TYPE_CHECKING:
    from curator.services.installing_vocabularies import Installed, Upgrade

LOAD: Final = "Vocabulary"
MESSAGE: Final = "vocabulary"
FILES: Final = (
    "Vocabularies (*.obo *.json *.owl *.tsv *.csv *.jsonl *.obo.gz *.json.gz *.owl.gz *.tsv.gz"
    " *.csv.gz *.jsonl.gz);;All files (*)"
)


class Vocabularies(QObject):
    """Shows the page, and does what is asked there."""

    def __init__(
        self,
        layout: Layout,
        session: Session,
        *,
        work: RegistryWork,
        places: Places,
        suggesting: Suggesting,
    ) -> None:
        super().__init__(layout)
        self._layout, self._session = layout, session
        self._work, self._places, self._suggesting = work, places, suggesting
        self._page: VocabulariesPage | None = None
        self._compared: ReleaseRow | None = None
        self._showing = False

    def show(self) -> None:
        """Show the page, once what it shows is read."""
        self._showing = True
        self._list()

    @Slot()
    def _list(self) -> None:
        job = self._session.lanes.read(calls.vocabulary_releases)
        job.succeeded.connect(self._show)
        job.failed.connect(self._say_failed)

    @Slot(object)
    def _show(self, rows: tuple[ReleaseRow, ...]) -> None:
        page = self._made()
        page.show_releases(rows)
        if self._showing:
            self._showing = False
            self._places.show_page(page)

    def _made(self) -> VocabulariesPage:
        if self._page is None:
            page = self._page = VocabulariesPage(self._layout.centre)
            page.load_wanted.connect(self.choose_file)
            page.compare_wanted.connect(self._compare)
            page.use_wanted.connect(self._use)
            page.remove_wanted.connect(self._remove)
            page.replace_wanted.connect(self._replace)
            page.close_wanted.connect(self._places.show_desk)
        return self._page

    # Loading.

    @Slot()
    def choose_file(self) -> None:
        """Ask for the file of a vocabulary."""
        dialog = QFileDialog(self._layout.window, "Load a vocabulary")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(FILES)
        dialog.fileSelected.connect(self.load)
        self._work.open_dialog(dialog)

    @Slot(str)
    def load(self, path: str) -> None:
        """Load that file; it stands in Tasks and can be cancelled there."""
        call = partial(calls.install_vocabulary, path=Path(path))
        self._work.begin(LOAD, call, done=self._loaded)

    @Slot(object)
    def _loaded(self, done: Installed) -> None:
        said = f"{done.name} {done.release}: {done.terms:,} terms, {done.names:,} names."
        if not done.role:
            said += " No field of the form asks for such terms."
        if not done.active:
            said += f" In use is {done.used} until you take it."
        if done.doubled:
            said += f" {done.on_doubled}"
        if done.cut_off:
            said += " The file ends in the middle of a line; it may be cut off."
        self._work.end(LOAD, said)
        kind: Kind = "warn" if done.cut_off or done.doubled else "ok"
        self._layout.messages.say(
            MESSAGE, kind=kind, parts=said, action="" if done.active else "Show", act=self.show
        )
        self._changed()

    # What is there.

    @Slot(object)
    def _compare(self, row: ReleaseRow) -> None:
        self._compared = row
        job = self._session.lanes.read(calls.upgrade_report, row.name, release=row.release)
        job.succeeded.connect(self._show_upgrade)
        job.failed.connect(self._say_failed)

    @Slot(object)
    def _show_upgrade(self, upgrade: Upgrade) -> None:
        self._made().show_upgrade(upgrade)

    @Slot(object)
    def _use(self, row: ReleaseRow) -> None:
        job = self._session.lanes.write(calls.use_vocabulary, row.name, release=row.release)
        job.succeeded.connect(self._changed)
        job.failed.connect(self._say_failed)

    @Slot(object)
    def _remove(self, row: ReleaseRow) -> None:
        job = self._session.lanes.write(calls.remove_vocabulary, row.name, release=row.release)
        job.succeeded.connect(self._changed)
        job.failed.connect(self._say_failed)

    @Slot(object)
    def _replace(self, wanted: Replace) -> None:
        if not self._session.refuses():
            job = self._session.lanes.write(calls.replace_term, wanted)
            job.succeeded.connect(self._replaced)
            job.failed.connect(self._say_failed)

    @Slot(object)
    def _replaced(self, done: Replaced) -> None:
        self._layout.messages.say(MESSAGE, kind="ok", parts=done.sentence)
        if self._compared is not None:
            self._compare(self._compared)

    @Slot()
    def _changed(self) -> None:
        """Other names are known: the page, and what is suggested, may be another."""
        if self._page is not None:
            self._list()
        self._suggesting.ask()

    @Slot(object)
    def _say_failed(self, error: Exception) -> None:
        self._showing = False
        self._layout.messages.say_error(error, message_id=MESSAGE)
