"""Suggestions for the open article: asked for after it is shown, and what is answered to them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from curator.domain.claims import Term
from curator.domain.forms import Field
from curator.gui import calls
from curator.gui.curating import Curating
from curator.gui.form.hint_view import hint_text
from curator.gui.form.request_panel import TermWanted
from curator.gui.form.taking import Answer
from curator.gui.form.values import Hint, main_part
from curator.gui.layout import Layout
from curator.gui.session import Session
from curator.gui.suggestions.hints import hints_by_field, missing_by_field
from curator.services.suggested import Absence, Proposed, RequestedTerm, Silence, SuggestionsOf

if TYPE_CHECKING:
    from curator.gui.lanes import Job
    from curator.services.suggested import What

SOON_MS: Final = 30
"""The article is painted before anything is asked."""
SILENCED: Final = "silenced"
REFUSED: Final = "refused"
TERM: Final = "term"
NOTE: Final = "suggest"
REOPENED: Final = "reopened"


class Suggesting(QObject):
    """``silenced_changed``: a name was silenced, or counts again; ``came`` when they are shown.

    ``refused_changed``: another suggestion of the open article is refused, or one is no more.
    """

    silenced_changed = Signal()
    refused_changed = Signal()
    came = Signal()

    def __init__(self, layout: Layout, session: Session, *, curating: Curating) -> None:
        super().__init__(layout)
        self._layout, self._session = layout, session
        self._job: Job | None = None
        self._proposed: dict[str, Proposed] = {}
        self._absences: Mapping[str, Absence] = {}
        self._taken: dict[str, Proposed] = {}
        self._there: set[str] = set()
        self._refused: dict[str, Proposed] = {}
        self._silencing: Proposed | None = None
        self._said: list[str] = []
        self._silenced: Silence | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._soon.timeout.connect(self.ask)
        self._asked_of = ("", "")
        form = layout.form
        curating.shown.connect(self._begin)
        curating.refreshed.connect(self._refreshed)
        form.answered.connect(self._answered)
        form.silence_asked.connect(self._silence)
        form.absence_signed.connect(self._sign)
        form.term_wanted.connect(self._request)

    @property
    def awaiting(self) -> bool:
        """Whether suggestions are still on their way."""
        asked = self._soon.isActive() or (self._job is not None and not self._job.done)
        return asked or self._layout.form.arriving

    # Asking.

    @Slot()
    def _begin(self) -> None:
        """Another article is on screen."""
        self._proposed, self._taken, self._absences = {}, {}, {}
        self._there, self._refused = set(), {}
        self._layout.messages.withdraw(REFUSED)
        self._asked_of = ("", "")
        self._withdraw()
        if self._job is not None:
            self._job.cancel()
        self._soon.start()

    @Slot()
    def ask(self) -> None:
        """Ask for what can be suggested for the open article, as it is now."""
        draft = self._session.draft
        if draft is None or self._session.read_only or not self._session.lanes.ready:
            return
        self._asked_of = (draft.article.article_id, draft.article.document.text)
        if self._job is not None:
            self._job.cancel()
        self._job = self._session.lanes.read(calls.suggestions, draft.article.number)
        self._job.succeeded.connect(self._show)
        self._job.failed.connect(self._say_failed)

    @Slot(object)
    def _show(self, found: SuggestionsOf | None) -> None:
        draft, form = self._session.draft, self._layout.form
        if draft is None:
            return
        if found is None:
            form.show_suggested({}, missing={})
            self.came.emit()
            return
        if (found.article, found.text) != (draft.article.article_id, draft.article.document.text):
            return
        self._proposed = {one.key: one for one in found.proposed}
        self._absences = found.absences
        self._know_taken(found)
        self._refused |= {one.key: one for one in found.proposed if one.answered == "refused"}
        form.show_suggested(hints_by_field(found), missing=missing_by_field(found.absences))
        self._say_reopened(found)
        for number, note in enumerate(found.notes):
            self._said.append(f"{NOTE}:{number}")
            self._layout.messages.say(self._said[-1], kind="warn", parts=note, quiet=True)
        self.came.emit()

    @Slot(object)
    def _say_failed(self, error: Exception) -> None:
        self._layout.messages.say_error(error, message_id=NOTE)

    def _withdraw(self) -> None:
        for one in self._said:
            self._layout.messages.withdraw(one)
        self._said.clear()

    def _say_reopened(self, found: SuggestionsOf) -> None:
        """A proof that does not hold any more waits in Problems."""
        self._withdraw()
        for one in found.reopened:
            self._said.append(f"{REOPENED}:{one.field}")
            self._layout.messages.say(
                self._said[-1],
                kind="warn",
                parts=one.sentence,
                action="Show",
                act=partial(self._show_field, one.field),
                quiet=True,
            )

    def _show_field(self, field: str) -> None:
        self._layout.panes.show_pane("form")
        self._layout.form.focus_field(field)

    # Answers.

    @Slot(object)
    def _answered(self, answer: Answer) -> None:
        proposed = self._proposed.get(answer.hint.key)
        if proposed is None:
            return
        if answer.what == "taken":
            self._taken[answer.item] = proposed
            self._there.add(answer.item)
        else:
            self._refused[proposed.key] = proposed
            self._say_refused(answer.hint, proposed)
        self._log(proposed, answer.what, item=answer.item, reason=answer.reason)

    def _say_refused(self, hint: Hint, proposed: Proposed) -> None:
        field = self._layout.form.showing.field(hint.field)
        if field is not None:
            self._layout.messages.say(
                REFUSED,
                kind="info",
                parts=f"{field.label}: “{hint_text(field, hint)}” is refused.",
                action="Undo",
                act=partial(self.take_back, proposed),
                of_open=True,
            )
        self.refused_changed.emit()

    @property
    def refused(self) -> tuple[Proposed, ...]:
        """What the curator has refused of the open article."""
        return tuple(self._refused.values())

    def take_back(self, one: Proposed) -> None:
        """Offer a suggestion again that was refused; the log keeps both."""
        if self._session.refuses() or self._refused.pop(one.key, None) is None:
            return
        self._layout.form.offer_again(one.key)
        self._layout.messages.withdraw(REFUSED)
        job = self._session.lanes.write(
            calls.answer_suggestion, one, what="undone", item="", reason=""
        )
        job.succeeded.connect(self.ask)
        job.failed.connect(self._say_failed)
        self.refused_changed.emit()

    def _log(self, proposed: Proposed, what: What, *, item: str = "", reason: str = "") -> None:
        if not self._session.read_only:
            self._session.lanes.write(
                calls.answer_suggestion, proposed, what=what, item=item, reason=reason
            )

    def _know_taken(self, found: SuggestionsOf) -> None:
        """What was taken before and stands in the draft: an undo may still take it back."""
        draft = self._session.draft
        for one in found.proposed if draft is not None else ():
            claim = draft.claim(one.field) if draft is not None else None
            if one.answered == "taken" and claim is not None:
                for item in claim.items:
                    if any(e in item.evidence for e in one.evidence[:1]):
                        self._taken[item.id] = one
                        self._there.add(item.id)

    @Slot()
    def _refreshed(self) -> None:
        """The draft changed: what was taken may be gone by an undo, or back by a redo."""
        draft = self._session.draft
        if draft is None:
            return
        if self._asked_of[0] and self._asked_of[1] != draft.article.document.text:
            self._begin()
            return
        for item, proposed in self._taken.items():
            claim = draft.claim(proposed.field)
            there = claim is not None and claim.item(item) is not None
            if there == (item in self._there):
                continue
            if there:
                self._there.add(item)
                self._log(proposed, "taken", item=item)
            else:
                self._there.discard(item)
                if draft.redo_name():
                    self._log(proposed, "undone", item=item)

    @Slot(str)
    def _sign(self, field: str) -> None:
        """The curator signed that a field is not reported: keep what was searched."""
        draft, absence = self._session.draft, self._absences.get(field)
        if draft is not None and absence is not None and not self._session.read_only:
            self._session.lanes.write(
                calls.sign_absence,
                absence,
                article=draft.article.article_id,
                entity=draft.entity_of(field),
                text=draft.article.document.text,
            )

    # Silence.

    @Slot(object)
    def _silence(self, hint: Hint) -> None:
        proposed = self._proposed.get(hint.key)
        field = self._layout.form.showing.field(hint.field)
        term = _term(hint, field) if field is not None else None
        if proposed is None or field is None or term is None or self._session.refuses():
            return
        self._silencing = proposed
        role = main_part(field).vocabulary or ""
        job = self._session.lanes.write(
            calls.silence_name, proposed, role=role, term_id=term.id or ""
        )
        job.succeeded.connect(self._say_silenced)
        job.failed.connect(self._say_failed)

    @Slot(object)
    def _say_silenced(self, one: Silence) -> None:
        self._silenced = one
        self._layout.messages.say(
            SILENCED,
            kind="ok",
            parts=f"“{one.name}” is silenced: it is suggested no more.",
            action="Undo",
            act=self._undo_silence,
        )
        self._changed()

    def _undo_silence(self) -> None:
        """Also what the same answer refused is open again."""
        if self._silenced is not None:
            self.unsilence(self._silenced)
            if self._silencing is not None:
                self.take_back(self._silencing)

    def unsilence(self, one: Silence) -> None:
        """Let a name count again."""
        if not self._session.refuses():
            job = self._session.lanes.write(calls.unsilence_name, one)
            job.succeeded.connect(self._say_unsilenced)
            job.failed.connect(self._say_failed)

    @Slot(object)
    def _say_unsilenced(self, one: Silence) -> None:
        self._layout.form.forget_silenced(one.term_id)
        self._layout.messages.say(SILENCED, kind="ok", parts=f"“{one.name}” counts again.")
        self._changed()

    def _changed(self) -> None:
        self.silenced_changed.emit()
        self.ask()

    # Terms that no vocabulary has.

    @Slot(object)
    def _request(self, wanted: TermWanted) -> None:
        if self._session.refuses():
            return
        job = self._session.lanes.write(calls.request_term, wanted)
        job.succeeded.connect(self._requested)
        job.failed.connect(self._say_failed)

    @Slot(object)
    def _requested(self, term: RequestedTerm) -> None:
        self._layout.form.put_requested(Term(term.label, term.id))
        self._layout.messages.say(
            TERM,
            kind="ok",
            parts=f"“{term.label}” is a term of this registry now, {term.id}, until it is mapped.",
        )
        self.look_again()
        self.silenced_changed.emit()

    def look_again(self) -> None:
        """The registry's own terms are others: look terms up anew, and suggest anew."""
        job = self._session.lanes.read(calls.lookup)
        job.succeeded.connect(self._layout.form.set_lookup)
        self.ask()


def _term(hint: Hint, field: Field) -> Term | None:
    """The term that a suggestion proposes."""
    value = dict(hint.parts).get(main_part(field).key, hint.value)
    return value if isinstance(value, Term) and value.id else None
