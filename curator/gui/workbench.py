"""Puts the window together and lets its parts know of each other."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices

from curator.domain.identity import article_label
from curator.gui import calls
from curator.gui.article_texts import ArticleTexts
from curator.gui.bottom_feed import BottomFeed
from curator.gui.commands_palette import CommandsPalette
from curator.gui.curating import Curating
from curator.gui.duplicates.desk import Duplicates
from curator.gui.faults import Faults, log_file
from curator.gui.imports.desk import Imports
from curator.gui.imports.watch import FolderWatch
from curator.gui.info_dialog import InfoDialog
from curator.gui.layout import Layout
from curator.gui.main_window import MainWindow
from curator.gui.menus import Actions
from curator.gui.offered_draft import OfferedDraft
from curator.gui.opening import Opening
from curator.gui.opening_registry import OpeningRegistry
from curator.gui.page_desk import PageDesk
from curator.gui.places import Places
from curator.gui.queue.pane import QueuePane
from curator.gui.queue.values import Listing
from curator.gui.recent_menu import RecentMenu
from curator.gui.registry_work import RegistryWork
from curator.gui.remembering import Remembering
from curator.gui.saving import Saving
from curator.gui.session import Session
from curator.gui.study_acts import StudyActs
from curator.gui.study_views import StudyViews
from curator.gui.suggestions.desk import Suggesting
from curator.gui.suggestions.kept_desk import KeptDesk
from curator.gui.suggestions.similar import AskedTerms, SimilarTerms
from curator.gui.tasks import Tasks
from curator.gui.times import clock
from curator.gui.vocabularies.desk import Vocabularies
from curator.gui.wiring import connect_commands
from curator.gui.words_menu import WordsMenu
from curator.services.settings import Settings, data_folder
from curator.services.values import Changes

if TYPE_CHECKING:
    from curator.gui.lanes import Job, Lanes

CLOSING_MS: Final = 15_000
"""A window closes by then, whatever a lane waits for."""


class Workbench(QObject):
    """Everything behind the window.  ``ready`` comes once an article, or the start, is shown."""

    ready = Signal()

    def __init__(
        self,
        window: MainWindow,
        lanes: Lanes,
        *,
        faults: Faults,
        settings: Settings,
        queue: QueuePane | None = None,
    ) -> None:
        super().__init__(window)
        self.window, self.faults = window, faults
        self.session = Session(lanes, self)
        self.layout = layout = Layout(window, queue)
        self.actions = actions = Actions(window)
        self.actions.fill(window.menus)
        self.recent = RecentMenu(window.menus["Registry"], self.actions["registry.sample"])
        self.tasks = Tasks(self)
        self.places = Places(layout, self.session, actions=self.actions)
        self.curating = Curating(layout, self.session, actions=self.actions)
        self.suggesting = Suggesting(layout, self.session, curating=self.curating)
        self.similar = SimilarTerms(layout.form, self.session)
        self.terms = AskedTerms(layout.form, self.session)
        self.kept = KeptDesk(
            layout, self.session, places=self.places, suggesting=self.suggesting, actions=actions
        )
        self.saving = Saving(layout, self.session, curating=self.curating)
        self.registry = OpeningRegistry(layout, self.session)
        self.work = RegistryWork(layout, self.session, tasks=self.tasks)
        self.texts = ArticleTexts(layout, self.session, work=self.work)
        self.pages = PageDesk(layout, self.session, curating=self.curating)
        self.words = WordsMenu(layout, actions)
        self.vocabularies = Vocabularies(
            layout, self.session, work=self.work, places=self.places, suggesting=self.suggesting
        )
        self.imports = Imports(
            layout, self.session, work=self.work, tasks=self.tasks, places=self.places
        )
        self.watch = FolderWatch(layout, self.session, work=self.work, imports=self.imports)
        self.palette = CommandsPalette(
            layout, self.session, curating=self.curating, actions=self.actions
        )
        self.study = StudyActs(layout, self.session, curating=self.curating, saving=self.saving)
        self.views = StudyViews(
            layout, self.session, curating=self.curating, saving=self.saving, places=self.places
        )
        self.duplicates = Duplicates(
            layout, self.session, work=self.work, saving=self.saving, places=self.places
        )
        self.offered = OfferedDraft(
            layout, self.session, curating=self.curating, actions=self.actions
        )
        self.feed = BottomFeed(layout, self.session, curating=self.curating, tasks=self.tasks)
        self.remembering = Remembering(
            layout, self.session, actions=self.actions, work=self.work, remembered=settings.window
        )
        self._listed_before = False
        self._list_due = False
        self._draft_at = ""
        self._connect()
        connect_commands(self)

    # Beginning and end.

    def begin(self, job: Job, opening: Opening) -> None:
        """Take the job that opens the first registry."""
        self.layout.status.show_saved("saving", "Opening…")
        self.registry.begin(job, opening)

    @Slot()
    def shut(self) -> None:
        """Keep everything, let the lanes end, then close; a running import asks once."""
        if self.imports.hold_closing():
            return
        self.curating.keep()
        self.remembering.write()
        QTimer.singleShot(CLOSING_MS, self.window.let_close)
        self.session.lanes.closed.connect(self.window.let_close)
        self.registry.shut()

    def _connect(self) -> None:
        layout, session = self.layout, self.session
        self.window.close_asked.connect(self.shut)
        self.window.escaped.connect(self.places.leave_page)
        self.faults.caught.connect(self._say_fault)
        self.actions.triggered.connect(layout.messages.settle)
        session.opened.connect(self._opened)
        session.draft_changed.connect(self._draft_changed)
        self.recent.chosen.connect(self._open_recent)
        self.registry.leaving.connect(self._leave)
        self.registry.changed.connect(self._changed)
        self.registry.elsewhere.connect(self._changed_elsewhere)
        self.registry.none_open.connect(self._none_open)
        layout.queue.article_opened.connect(self._open_number)
        layout.queue.study_opened.connect(self.palette.open_study)
        layout.queue.listed.connect(self._listed)
        layout.queue.search.returnPressed.connect(layout.queue.focus_list)
        self.curating.shown.connect(self._article_shown)
        self.curating.study_known.connect(self._say_rev)
        self.saving.saved.connect(self.curating.ask_study)
        self.saving.unwritten.connect(self._list_as_saved)
        self.saving.next_asked.connect(self._open_next)
        self.imports.imported.connect(self._imported)
        self.imports.open_wanted.connect(self._open_number)
        self.feed.task_opened.connect(self.imports.show_report)
        self.palette.study_chosen.connect(self.study.take_study)
        layout.start.asked.connect(self._run)
        layout.status.author_asked.connect(self.saving.ask_author)
        layout.bottom.toggled.connect(self.actions["view.bottom"].setChecked)
        layout.bottom.more_asked.connect(self._open_more)
        layout.panes.list_toggled.connect(self.actions["view.list"].setChecked)
        layout.form.message.connect(self._say_hint)
        layout.form.compare_requested.connect(self._compare)
        layout.form.study_asked.connect(self._study_asked)

    # A registry.

    @Slot()
    def _opened(self) -> None:
        registry, layout = self.session.registry, self.layout
        if registry is None:
            return
        self._name_window()
        layout.corner.set_name(registry.name)
        layout.drop.name = registry.name
        layout.drop.refused = f"Read-only: {registry.read_only}" if registry.read_only else ""
        if registry.read_only:
            layout.status.show_saved("read_only", f"Read-only: {registry.read_only}")
        else:
            layout.status.show_saved("", "")
            layout.status.show_change(registry.seq)
        layout.status.show_author(registry.author.name)
        layout.form.set_lookup(registry.lookup)
        layout.article.set_read_only(registry.read_only)
        self._listed_before = self.places.none_open = False
        layout.queue.use(self.session.lanes)
        layout.queue.refresh()
        self.places.set_context()
        if registry.searchable < 1 and not registry.read_only:
            self.work.feed_texts()

    @Slot(str)
    def _open_recent(self, target: str) -> None:
        self.registry.open(Opening(target=target))

    @Slot()
    def _none_open(self) -> None:
        """What was to be opened did not: the ways to a registry, not an empty desk."""
        self.places.none_open = True
        self.places.show_desk()
        self.ready.emit()

    @Slot()
    def _leave(self) -> None:
        self.remembering.write()
        self.curating.close()
        self.layout.queue.use(None)

    @Slot(object)
    def _listed(self, listing: Listing) -> None:
        total, queue = listing.total, self.layout.queue
        empty = not total and not listing.studies and not queue.query
        words = f"{listing.complete} of {total} {'article' if total == 1 else 'articles'} complete"
        self.layout.status.show_counts("0 articles, 0 studies" if empty else words)
        if not self._listed_before and self.session.registry is not None:
            self._listed_before = True
            self._open_first(listing, empty=empty)
        elif empty != self.places.empty and self.session.draft is None:
            self.places.empty = empty
            self.places.show_desk()

    def _open_first(self, listing: Listing, *, empty: bool) -> None:
        """The article that was open last time, otherwise the first of the list."""
        self.session.lanes.read(calls.warm_up)
        self.places.empty = empty
        self.places.show_desk()
        if empty or not listing.articles:
            self.ready.emit()
            return
        known = self.remembering.last_article()
        self.curating.open_number(known if known in listing.articles else listing.articles[0])

    @Slot(object)
    def _changed(self, changes: Changes) -> None:
        """This window changed the registry: an import, a decision, a save."""
        if self.saving.running:
            # Of a save the draft's own file knows a moment later: the list is asked for then.
            self._list_due = True
        else:
            self.layout.status.show_change(changes.seq)
            self.layout.queue.refresh_soon()
        self.views.refresh()
        self.duplicates.refresh()
        draft = self.session.draft
        if draft is None or self.saving.running:
            return
        ours = {entity for _, entity in changes.entities} & draft.log.documents.keys()
        if ours or changes.everything:
            self.saving.refresh_own()
            self.curating.ask_study()

    @Slot()
    def _changed_elsewhere(self) -> None:
        self.layout.status.forget_rev()
        self.layout.queue.refresh()
        self.views.refresh()
        self.duplicates.refresh()
        self.saving.refresh()
        self.curating.ask_study()

    @Slot(int)
    def _imported(self, number: int) -> None:
        self.places.empty = False
        if not self.imports.quiet or self.layout.shown is self.layout.start:
            self.places.show_desk()
        if self.session.draft is None:
            self.curating.open_number(number)

    # An article.

    @Slot(int)
    def _open_number(self, number: int) -> None:
        self.places.show_desk()
        self.curating.open_number(number)
        if self.layout.panes.arrangement != "wide":
            self.layout.panes.show_pane("article")

    @Slot()
    def _article_shown(self) -> None:
        self.places.empty = False
        self.places.show_desk()
        self.layout.status.forget_rev()
        self._name_undo()
        self.layout.give_first_keyboard()
        self.ready.emit()

    @Slot()
    def _draft_changed(self) -> None:
        draft = self.session.draft
        self._list_as_saved()
        self._draft_at = ""
        self.layout.messages.settle()
        self.layout.panes.name_article(article_label(draft.article.number) if draft else "")
        self._name_window()
        if draft is not None:
            draft.dirty_changed.connect(self._mark_dirty)
            draft.position_changed.connect(self._name_undo)
            draft.written.connect(self._say_written)
        self.places.set_context()

    def _name_window(self) -> None:
        """The open article and the registry, as the desktop's list of windows shows them."""
        registry, draft = self.session.registry, self.session.draft
        if registry is not None:
            article = f"{article_label(draft.article.number)} – " if draft is not None else ""
            self.window.setWindowTitle(f"{article}{registry.name} – Curator")

    @Slot(bool)
    def _mark_dirty(self, dirty: bool) -> None:
        draft = self.session.draft
        if draft is not None:
            self.layout.queue.mark_draft(draft.article.article_id, dirty)
            self._say_note()

    @Slot()
    def _say_rev(self) -> None:
        """``Saved rev 7 at 12:04``: of the study that the form shows."""
        study = self.curating.study
        if study is not None:
            self.layout.status.show_rev(study.view.rev)
        self._say_note()

    @Slot(str)
    def _say_written(self, at: str) -> None:
        self._draft_at = f"draft saved {clock(at)}"
        if not self.saving.running:
            self._list_as_saved()
        self._say_note()

    @Slot()
    def _list_as_saved(self) -> None:
        if self._list_due:
            self._list_due = False
            self.layout.queue.refresh_soon()

    def _say_note(self) -> None:
        study, draft = self.curating.study, self.session.draft
        words = [f"Rev {study.view.rev}"] if study else []
        if draft is not None and draft.dirty and self._draft_at:
            words.append(self._draft_at)
        self.layout.form.set_note(" · ".join(words))

    @Slot()
    def _open_next(self) -> None:
        self.step_article(1)

    def step_article(self, step: int) -> None:
        """The next article of the filtered list (1), or the one before (-1)."""
        draft = self.session.draft
        if draft is None:
            return
        number = self.layout.queue.next_number(draft.article.number, step=step)
        if number:
            self.curating.open(article_label(number))
        else:
            self._say_hint(f"This is the {'last' if step > 0 else 'first'} article of the list.")

    @Slot()
    def _name_undo(self) -> None:
        draft = self.session.draft
        for command, word, name in (
            ("edit.undo", "Undo", draft.undo_name() if draft else ""),
            ("edit.redo", "Redo", draft.redo_name() if draft else ""),
        ):
            self.actions[command].setText(f"{word} {name}".rstrip())

    def undo(self) -> None:
        draft = self.session.draft
        if draft is not None:
            self.layout.form.flush()
        if draft is not None and draft.undo_name():
            draft.undo()
        else:
            self.duplicates.offer_undo()

    def redo(self) -> None:
        if self.session.draft is not None:
            self.session.draft.redo()

    def in_form(self, act: Callable[[], object]) -> None:
        """Do something in the form, and have it in sight."""
        self.layout.panes.show_pane("form")
        act()

    def changing(self, act: Callable[[], object]) -> None:
        """Do what changes something, or say why not."""
        if not self.session.refuses():
            act()

    # What the parts ask.

    @Slot(str)
    def _study_asked(self, what: str) -> None:
        self.actions[f"study.{what}"].trigger()

    @Slot(str)
    def _open_more(self, view: str) -> None:
        self.actions[f"view.{view}"].trigger()

    @Slot(str)
    def _compare(self, field: str) -> None:
        self.views.compare()

    @Slot(str)
    def _run(self, command: str) -> None:
        self.actions[command].trigger()

    # Words.

    @Slot(str)
    def _say_hint(self, sentence: str) -> None:
        self.layout.messages.say("hint", kind="info", parts=sentence)

    @Slot(object)
    def _say_fault(self, error: Exception) -> None:
        self.layout.messages.say_error(
            error, message_id="fault", action="Details", act=self._show_fault
        )

    def _show_fault(self) -> None:
        InfoDialog("What went wrong", self.faults.last, parent=self.window).show()

    def about(self) -> None:
        text = f"Curator\nApache-2.0\n\nSettings and data: {data_folder()}"
        InfoDialog("About Curator", text, parent=self.window).show()

    def open_log(self) -> None:
        folder = log_file(data_folder()).parent
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
