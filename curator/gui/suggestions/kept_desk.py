"""The page of what is kept of suggestions, and the two choices: to suggest, and to learn."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Slot

from curator.domain.claims import Term
from curator.gui import calls
from curator.gui.layout import Layout
from curator.gui.menus import Actions
from curator.gui.places import Places
from curator.gui.session import Session
from curator.gui.suggestions.desk import Suggesting
from curator.gui.suggestions.kept_page import KeptPage, View
from curator.gui.suggestions.plugins_desk import PluginDesk
from curator.gui.suggestions.similar import AskedTerms, SimilarTerms
from curator.gui.suggestions.values import Kept, Registered, Switch
from curator.gui.vocabularies.values import Replace, Replaced
from curator.services.suggested import RequestedTerm, Silence

MESSAGE = "kept"


class KeptDesk(QObject):
    """Fills the page when it is shown, and again when something on it changed."""

    def __init__(
        self,
        layout: Layout,
        session: Session,
        *,
        places: Places,
        suggesting: Suggesting,
        actions: Actions,
    ) -> None:
        super().__init__(layout)
        self._layout, self._session, self._places = layout, session, places
        self._suggesting, self._actions = suggesting, actions
        self.plugins = PluginDesk(layout, session, suggesting=suggesting)
        self._page: KeptPage | None = None
        self._view: View | None = None
        self._kept = Kept(suggestions=True, learning=True)
        session.opened.connect(self._opened)
        suggesting.silenced_changed.connect(self._refresh)
        suggesting.refused_changed.connect(self._refresh)
        self._asking: tuple[AskedTerms, SimilarTerms] | None = None

    def show(self, view: View) -> None:
        """Show one of the lists, once it is read."""
        self._view = view
        self._ask()

    @Slot()
    def _opened(self) -> None:
        """The choices are the program's, read with the registry."""
        registry = self._session.registry
        if registry is not None:
            self._take_kept(registry.kept)

    @Slot()
    def _refresh(self) -> None:
        if self._page is not None and self._layout.shown is self._page:
            self._ask()

    def _ask(self) -> None:
        job = self._session.lanes.read(calls.suggestions_kept)
        job.succeeded.connect(self._show)
        job.failed.connect(self._say_failed)

    @Slot(object)
    def _show(self, registered: Registered) -> None:
        page = self._made()
        page.line.lookup = self._layout.form.lookup
        page.show_registered(registered, self._session.form, refused=self._suggesting.refused)
        if self._view is not None:
            page.show_view(self._view)
            self._view = None
            self._places.show_page(page)

    def _made(self) -> KeptPage:
        if self._page is None:
            page = self._page = KeptPage(self._layout.centre)
            page.switched.connect(self._switch)
            page.unsilenced.connect(self._unsilence)
            page.taken_back.connect(self._suggesting.take_back)
            page.line.mapped.connect(self._map)
            self._asking = (
                AskedTerms(page.line, self._session),
                SimilarTerms(page.line, self._session),
            )
            self.plugins.take(page.plugins)
            page.kept.connect(self._keep)
            page.close_wanted.connect(self._places.show_desk)
        return self._page

    @Slot(object)
    def _switch(self, wanted: Switch) -> None:
        if not self._session.refuses():
            job = self._session.lanes.write(calls.switch_suggester, wanted)
            job.succeeded.connect(self._switched)
            job.failed.connect(self._say_failed)

    @Slot()
    def _switched(self) -> None:
        self._ask()
        self._suggesting.ask()

    @Slot(object)
    def _unsilence(self, one: Silence) -> None:
        self._suggesting.unsilence(one)

    # Requested terms.

    @Slot(object, object)
    def _map(self, one: RequestedTerm, term: Term) -> None:
        if not self._session.refuses():
            wanted = Replace(one.id, one.label, term.id or "", term.label)
            job = self._session.lanes.write(calls.map_term, wanted)
            job.succeeded.connect(self._mapped)
            job.failed.connect(self._say_failed)

    @Slot(object)
    def _mapped(self, mapped: Replace) -> None:
        self._layout.messages.say(
            MESSAGE,
            kind="ok",
            parts=f"“{mapped.label}” ({mapped.term_id}) is {mapped.to_label} ({mapped.to_id})"
            " from now on. Readings that have it still say so in their own words.",
            action="Replace in readings",
            act=partial(self._replace, mapped),
        )
        self._suggesting.look_again()
        self._refresh()

    def _replace(self, mapped: Replace) -> None:
        """What is saved says the mapped term itself, as its exports then do."""
        if not self._session.refuses():
            job = self._session.lanes.write(calls.replace_term, mapped)
            job.succeeded.connect(self._replaced)
            job.failed.connect(self._say_failed)

    @Slot(object)
    def _replaced(self, done: Replaced) -> None:
        self._layout.messages.say(MESSAGE, kind="ok", parts=done.sentence)

    # The choices.

    def toggle_suggestions(self) -> None:
        self._keep(Kept(not self._kept.suggestions, self._kept.learning))

    def toggle_learning(self) -> None:
        self._keep(Kept(self._kept.suggestions, not self._kept.learning))

    @Slot(object)
    def _keep(self, kept: Kept) -> None:
        if not kept.suggestions:
            self.plugins.stop()
        job = self._session.lanes.write(calls.keep_suggesting, kept)
        job.succeeded.connect(self._take_kept)
        job.succeeded.connect(self._ask_again)
        job.failed.connect(self._say_failed)

    @Slot(object)
    def _take_kept(self, kept: Kept) -> None:
        self._kept = kept
        self._actions["suggest.on"].setChecked(kept.suggestions)
        self._actions["suggest.learn"].setChecked(kept.learning)
        if self._page is not None:
            self._page.show_kept(kept)

    @Slot()
    def _ask_again(self) -> None:
        self._suggesting.ask()

    @Slot(object)
    def _say_failed(self, error: Exception) -> None:
        self._take_kept(self._kept)
        self._layout.messages.say_error(error, message_id=MESSAGE)
