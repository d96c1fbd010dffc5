"""The views of a study that take the whole window: its articles compared, and its history."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from curator.domain.evidence import Evidence
from curator.gui import calls
from curator.gui.compare.pane import CompareView
from curator.gui.compare.values import DecisionWanted
from curator.gui.curating import CONFLICT, Curating
from curator.gui.history.pane import HistoryView
from curator.gui.history.values import RestoreFieldWanted, RestoreWanted
from curator.gui.layout import Layout
from curator.gui.places import Places
from curator.gui.saving import Saving
from curator.gui.session import Session
from curator.services.values import Changes

if TYPE_CHECKING:
    from curator.gui.lane_values import StudyPast
    from curator.gui.lanes import Job
    from curator.services.values import StudyDiff, StudyView

_DO: Final[Mapping[str, str]] = {"compare": "compare", "history": "look back on"}


class StudyViews(QObject):
    """Opens compare and history on the study of the form, and does what they ask for."""

    def __init__(
        self,
        layout: Layout,
        session: Session,
        *,
        curating: Curating,
        saving: Saving,
        places: Places,
    ) -> None:
        super().__init__(layout)
        self._layout, self._session, self._places = layout, session, places
        self._curating, self._saving = curating, saving
        self._evidence: tuple[str, Evidence] | None = None
        self._compare: CompareView | None = None
        self._history: HistoryView | None = None
        curating.shown.connect(self._show_wanted_evidence)
        layout.centre.currentChanged.connect(self._page_changed)

    @Slot()
    def _page_changed(self) -> None:
        comparing = self._compare is not None and self._layout.shown is self._compare
        messages = self._layout.messages
        messages.mute(CONFLICT if comparing else "")
        messages.stand_elsewhere(not comparing and self._layout.shown is not self._layout.curating)

    # Compare.

    @Slot()
    def compare(self) -> None:
        """Show the claims of all articles of this study side by side."""
        study = self._saved_study("compare")
        if study:
            job = self._session.lanes.read(calls.study_view, study, as_of=None)
            job.succeeded.connect(self._show_compare)

    @Slot(object)
    def _show_compare(self, view: StudyView) -> None:
        form = self._session.form
        if form is None:
            return
        page = self._compare_view()
        page.show_study(form, view, authors=view.authors)
        self._show(page)

    def _compare_view(self) -> CompareView:
        if self._compare is None:
            page = self._compare = CompareView(self._layout.centre)
            page.decide_wanted.connect(self._decide)
            page.withdraw_decision_wanted.connect(self._withdraw_decision)
            page.close_wanted.connect(self._places.show_desk)
            page.evidence_wanted.connect(self._show_evidence)
        return self._compare

    @Slot(object)
    def _decide(self, wanted: DecisionWanted) -> None:
        if not self._saving.may_write():
            return
        job = self._session.lanes.write(calls.decide, wanted)
        job.failed.connect(self._refuse_decision)

    @Slot(str, str)
    def _withdraw_decision(self, field: str, reason: str) -> None:
        if self._compare is not None and self._saving.may_write():
            study = self._compare.study_id
            job = self._session.lanes.write(
                calls.withdraw_decision, study, field=field, reason=reason
            )
            job.failed.connect(self._refuse_decision)

    @Slot(object)
    def _refuse_decision(self, error: Exception) -> None:
        if self._compare is not None:
            self._compare.show_problem(str(error))

    @Slot(str, object)
    def _show_evidence(self, article: str, evidence: Evidence) -> None:
        """Open the article that a quote stands in, and scroll there."""
        self._places.show_desk()
        draft = self._session.draft
        if draft is not None and draft.article.article_id == article:
            self._curating.show_evidence(evidence)
        else:
            self._evidence = (article, evidence)
            self._curating.open(article)

    @Slot()
    def _show_wanted_evidence(self) -> None:
        draft, wanted = self._session.draft, self._evidence
        self._evidence = None
        if wanted is not None and draft is not None and draft.article.article_id == wanted[0]:
            self._curating.show_evidence(wanted[1])

    # History.

    @Slot()
    def history(self) -> None:
        """Show the changes of this study."""
        study = self._saved_study("history")
        if study:
            job = self._session.lanes.read(calls.study_past, study)
            job.succeeded.connect(self._show_history)

    @Slot(object)
    def _show_history(self, past: StudyPast) -> None:
        form = self._session.form
        if form is None:
            return
        page = self._history_view()
        page.show_history(
            form,
            past.view,
            past.changes,
            last=past.last,
            read_only=bool(self._session.read_only),
        )
        page.show_blame(past.blame)
        self._show(page)

    def _history_view(self) -> HistoryView:
        if self._history is None:
            page = self._history = HistoryView(self._layout.centre)
            page.diff_wanted.connect(self._ask_diff)
            page.as_of_wanted.connect(self._ask_as_of)
            page.restore_wanted.connect(self._restore)
            page.restore_field_wanted.connect(self._restore_field)
            page.close_wanted.connect(self._places.show_desk)
        return self._history

    @Slot(str, object, object)
    def _ask_diff(self, study: str, since: int, to: int) -> None:
        job = self._session.lanes.read(calls.study_diff, study, since=since, to=to)
        job.succeeded.connect(self._show_diff)

    @Slot(object)
    def _show_diff(self, diff: StudyDiff) -> None:
        if self._history is not None:
            self._history.show_diff(diff)

    @Slot(str, object)
    def _ask_as_of(self, study: str, seq: int | None) -> None:
        job = self._session.lanes.read(calls.study_view, study, as_of=seq)
        job.succeeded.connect(self._show_as_of)

    @Slot(object)
    def _show_as_of(self, view: StudyView) -> None:
        if self._history is not None:
            self._history.show_as_of(view)

    @Slot(object)
    def _restore(self, wanted: RestoreWanted) -> None:
        if self._saving.may_write():
            self._tell_failure(self._session.lanes.write(calls.restore, wanted))

    @Slot(object)
    def _restore_field(self, wanted: RestoreFieldWanted) -> None:
        if self._saving.may_write():
            self._tell_failure(self._session.lanes.write(calls.restore_field, wanted))

    # Both.

    def refresh(self, changes: Changes | None = None) -> None:
        """Show what is open anew: the registry changed."""
        shown = self._layout.shown
        if shown is None or shown not in (self._compare, self._history):
            return
        (self.compare if shown is self._compare else self.history)()

    def _show(self, page: QWidget) -> None:
        if self._layout.shown is not page:
            self._places.show_page(page)
            page.setFocus()

    def _saved_study(self, what: str) -> str:
        """The study of the form, where the registry has it; otherwise say why nothing is shown."""
        draft = self._session.draft
        self._curating.keep()
        if draft is not None and draft.study_saved:
            return draft.study
        self._layout.messages.say(
            "hint",
            kind="info",
            parts=f"This study is not saved yet, so that there is nothing to {_DO[what]}."
            if draft is not None
            else f"Open an article first, to {_DO[what]} its study.",
        )
        return ""

    def _tell_failure(self, job: Job) -> None:
        job.failed.connect(self._say_failure)

    @Slot(object)
    def _say_failure(self, error: Exception) -> None:
        self._layout.messages.say_error(error, message_id="study")
