"""Asking what the columns of lists mean, one list after the other, before they are imported."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog

from curator.gui import calls
from curator.gui.imports.columns_view import ColumnsView
from curator.gui.imports.wanted import ImportWanted, Wanted, list_name
from curator.gui.layout import Layout
from curator.gui.places import Places
from curator.gui.registry_work import RegistryWork
from curator.gui.session import Session
from curator.services.list_columns import meanings

if TYPE_CHECKING:
    from curator.services.lists import ListHead

LISTS: Final = "Lists (*.csv *.tsv *.tab *.xlsx *.xlsm);;All files (*)"


class ListColumns(QObject):
    """``settled`` brings an ``ImportWanted`` whose lists are all understood."""

    settled = Signal(object)

    def __init__(
        self, layout: Layout, session: Session, *, work: RegistryWork, places: Places
    ) -> None:
        super().__init__(layout)
        self._layout, self._session = layout, session
        self._work, self._places = work, places
        self._wanted = ImportWanted(())
        self._open: list[ListHead] = []
        self._always = self._looking = False
        self._later: list[tuple[ImportWanted, bool]] = []
        self._page: ColumnsView | None = None
        session.opened.connect(self._forget)

    @Slot()
    def choose(self) -> None:
        """Ask for a list, and what its columns mean, also where that is known."""
        dialog = QFileDialog(self._layout.window, "Import a list", "", LISTS)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._chosen)
        self._work.open_dialog(dialog)

    @Slot(str)
    def _chosen(self, path: str) -> None:
        self.look(ImportWanted((path,)), always=True)

    def look(self, wanted: ImportWanted, *, always: bool = False) -> None:
        """Look at the lists among what is wanted; ``settled`` follows, unless all are left out.

        What is asked for already comes first.
        """
        self._later.append((wanted, always))
        if self._open:
            self._next()  # its page may have been left for another one
        elif not self._looking:
            self._look()

    def _look(self) -> None:
        self._wanted, self._always = self._later.pop(0)
        self._looking = True
        lists = tuple(one for one in self._wanted.paths if list_name(one))
        job = self._session.lanes.work(calls.look_at_lists, lists)
        job.succeeded.connect(self._looked)
        job.finished.connect(self._look_ended)

    @Slot()
    def _look_ended(self) -> None:
        """A look that failed says so itself; the next one is not to wait for it."""
        self._looking = False
        if self._later and not self._open:
            self._look()

    @Slot()
    def _forget(self) -> None:
        """Another registry: what was to come into the last one does not come into this."""
        self._open, self._later, self._looking = [], [], False

    @Slot(object)
    def _looked(self, heads: tuple[ListHead, ...]) -> None:
        self._open = [one for one in heads if self._always or not one.understood]
        self._next()

    def _next(self) -> None:
        form = self._session.form
        if not self._open or form is None:
            self._places.show_desk()
            if self._wanted.paths:
                self.settled.emit(self._wanted)
            if self._later and not self._looking:
                self._look()
            return
        page = self._columns_page()
        page.show_list(self._open[0], meanings(form))
        self._places.show_page(page)
        page.setFocus()

    def _columns_page(self) -> ColumnsView:
        if self._page is None:
            page = self._page = ColumnsView(self._layout.centre)
            page.answered.connect(self._answered)
            page.close_wanted.connect(self._left_out)
        return self._page

    @Slot(object)
    def _answered(self, columns: dict[str, str]) -> None:
        if self._open:
            head = self._open.pop(0)
            job = self._session.lanes.read(calls.remember_columns, head.headers, columns=columns)
            job.finished.connect(self._remembered)

    @Slot()
    def _remembered(self) -> None:
        self._next()

    @Slot()
    def _left_out(self) -> None:
        if not self._open:
            self._places.show_desk()
            return
        head = self._open.pop(0)
        kept: tuple[Wanted, ...] = tuple(
            one for one in self._wanted.paths if list_name(one) != head.source.name
        )
        self._wanted = replace(self._wanted, paths=kept)
        self._layout.messages.say(
            "import", kind="info", parts=f"{head.source.name} is not imported."
        )
        self._next()
