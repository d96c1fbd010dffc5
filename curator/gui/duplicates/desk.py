"""Possible duplicates in the window: found, told, shown, answered, taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer, Slot

from curator.gui import calls
from curator.gui.duplicates.pane import ANSWERS, DuplicatesView
from curator.gui.duplicates.study_menu import StudyMenu
from curator.gui.duplicates.values import OpenProposals, Pair
from curator.gui.layout import Layout
from curator.gui.places import Places
from curator.gui.registry_work import RegistryWork
from curator.gui.saving import Saving
from curator.gui.session import Session
from curator.services.values import Changes

if TYPE_CHECKING:
    from curator.services.duplicates import Proposal

MESSAGE: Final = "duplicates"
SAME_STUDY: Final = "same_study"
LATER_MS: Final = 250
"""After a save the article, its study and the list come first."""


class Duplicates(QObject):
    """Looks for duplicates after an import, says so, and lets the curator answer."""

    def __init__(
        self,
        layout: Layout,
        session: Session,
        *,
        work: RegistryWork,
        saving: Saving,
        places: Places,
    ) -> None:
        super().__init__(layout)
        self._layout, self._session, self._places = layout, session, places
        self._work, self._saving = work, saving
        self._open: tuple[Proposal, ...] = ()
        self._told = 0
        self._at = 0
        self._page: DuplicatesView | None = None
        self._answered: list[tuple[int, str]] = []
        self._showing = self._busy = False
        self._said = ""
        self._studies = StudyMenu(self)
        self._studies.chosen.connect(self._answer_study)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(LATER_MS)
        self._later.timeout.connect(self._look_later)
        session.opened.connect(self._opened)
        work.fed.connect(self._look)

    @Slot()
    def show(self) -> None:
        """Show the first open proposal; where there is none, say so on the page."""
        self._showing = True
        self._at = 0
        self._look()

    def refresh(self, changes: Changes | None = None) -> None:
        """The registry changed: what is open may be another; looked at a little later."""
        if not self._busy and not self._later.isActive():
            self._later.start()

    @Slot()
    def _opened(self) -> None:
        self._open, self._told, self._at = (), 0, 0
        self._answered = []
        self._look()

    @Slot()
    def _look_later(self) -> None:
        if not self._busy:
            self._look()

    @Slot()
    def _look(self) -> None:
        if self._session.registry is not None:
            job = self._session.lanes.read(calls.open_proposals)
            job.succeeded.connect(self._list)

    @Slot(object)
    def _list(self, found: OpenProposals) -> None:
        self._open = found.proposals
        self._layout.queue.mark_open(found.numbers)
        registry = self._session.registry
        if found.waiting and registry is not None and not registry.read_only:
            self._feed()
        self._tell()
        if self._showing or self._layout.shown is self._page:
            self._show_current()
        else:
            self._busy = False  # the page was left before its answer was saved

    def _feed(self) -> None:
        if not self._work.feeding:
            self._work.feed_texts()

    def _tell(self) -> None:
        """Say it when there are more than were told of."""
        count, told = len(self._open), self._told
        self._told = count
        if count > told and not self._showing and self._layout.shown is not self._page:
            words = "possible duplicate" if count == 1 else "possible duplicates"
            self._layout.messages.say(
                MESSAGE,
                kind="info",
                parts=f"{count} {words}",
                action="Review",
                key="Ctrl+Shift+D",
                act=self.show,
                weight="standing",
            )
        elif not count:
            self._layout.messages.withdraw(MESSAGE)

    def _show_current(self) -> None:
        page = self._view()
        if not self._open:
            self._showing = False
            page.show_none([said for _, said in self._answered])
            page.offer_undo(bool(self._answered))
            self._show_page(page)
            return
        self._at = min(self._at, len(self._open) - 1)
        job = self._session.lanes.read(calls.duplicate_pair, self._open[self._at])
        job.succeeded.connect(self._show_pair)
        job.failed.connect(self._say_failure)

    @Slot(object)
    def _show_pair(self, pair: Pair) -> None:
        page = self._view()
        page.show_pair(pair, at=self._at + 1, total=max(1, len(self._open)))
        page.offer_undo(bool(self._answered))
        self._busy = False
        if self._showing:
            self._showing = False
            self._layout.messages.withdraw(MESSAGE)
            self._show_page(page)

    def _show_page(self, page: DuplicatesView) -> None:
        self._busy = False
        if self._layout.shown is not page:
            self._places.show_page(page)
            page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _view(self) -> DuplicatesView:
        if self._page is None:
            page = self._page = DuplicatesView(self._layout.centre)
            page.answered.connect(self._answer)
            page.undo_wanted.connect(self._undo)
            page.step_wanted.connect(self._step)
            page.close_wanted.connect(self._places.show_desk)
        return self._page

    @Slot(int)
    def _step(self, step: int) -> None:
        if len(self._open) > 1:
            self._at = (self._at + step) % len(self._open)
            self._show_current()

    @Slot(str)
    def _answer(self, given: str) -> None:
        page = self._page
        if page is None or page.pair is None or self._busy or not self._saving.may_write():
            return
        if given == SAME_STUDY and page.pair.several:
            self._studies.ask(page.pair, below=page.answers[given])
        else:
            self._answer_pair(page.pair, given)

    @Slot(object, object)
    def _answer_study(self, pair: Pair, studies: tuple[str, ...]) -> None:
        """The studies that are meant were chosen; the pair that they were asked of counts."""
        if not self._busy and self._saving.may_write():
            self._answer_pair(pair, SAME_STUDY, studies=studies)

    def _answer_pair(self, pair: Pair, given: str, *, studies: tuple[str, ...] = ()) -> None:
        self._busy = True
        job = self._session.lanes.write(
            calls.answer_duplicate, pair.proposal, given=given, studies=studies
        )
        job.succeeded.connect(self._note_answer)
        job.failed.connect(self._say_failure)
        one = pair.proposal
        self._said = f"{one.first.label} and {one.second.label}: {ANSWERS[given][0].lower()}."

    @Slot(object)
    def _note_answer(self, seq: int) -> None:
        self._answered.append((seq, self._said))
        self._layout.messages.say(MESSAGE, kind="ok", parts=self._said)
        self._look()

    def offer_undo(self) -> None:
        """Offer to take the last answer back, where there is one: Undo found nothing else."""
        if self._answered:
            self._layout.messages.say(
                MESSAGE,
                kind="info",
                parts=f"Nothing to undo in this article. Answered last: {self._answered[-1][1]}",
                action="Take back the answer",
                act=self._undo,
            )

    @Slot()
    def _undo(self) -> None:
        if not self._answered or self._busy or not self._saving.may_write():
            return
        self._busy = True
        job = self._session.lanes.write(calls.undo_duplicate, self._answered.pop()[0])
        job.succeeded.connect(self._note_undo)
        job.failed.connect(self._say_failure)

    @Slot(object)
    def _note_undo(self, _: object) -> None:
        self._layout.messages.say(MESSAGE, kind="ok", parts="The answer is taken back.")
        self._look()

    @Slot(object)
    def _say_failure(self, error: Exception) -> None:
        self._busy = self._showing = False
        self._layout.messages.say_error(error, message_id=MESSAGE)
