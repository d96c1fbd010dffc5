"""What is done with the studies of an article, and with the article as a whole."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Slot

from curator.domain.identity import article_label
from curator.gui import calls
from curator.gui.curating import Curating
from curator.gui.layout import Layout
from curator.gui.saving import Saving
from curator.gui.session import Session
from curator.services.values import Found

NEW: Final = "study:new"
EXCLUDE: Final = "article:exclude"
WITHDRAW: Final = "article:withdraw"
WITHDRAW_STUDY: Final = "study:withdraw"


class StudyActs(QObject):
    """Asks in the bar, then does it."""

    def __init__(
        self, layout: Layout, session: Session, *, curating: Curating, saving: Saving
    ) -> None:
        super().__init__(layout)
        self._layout, self._session = layout, session
        self._curating, self._saving = curating, saving
        self._study = ("", "")
        layout.ask.answered.connect(self._answered)

    # Studies.

    @Slot()
    def ask_new(self) -> None:
        there = self._session.draft is not None
        self._layout.ask.ask(
            NEW,
            "What is the study called?",
            more="This article reports it too." if there else "Link an article to it later.",
            line="A short name by which you know this study",
            action="New study",
            icon="new_study",
        )

    @Slot()
    def next_study(self) -> None:
        """Let the form show the next study of this article."""
        draft = self._session.draft
        if draft is None or not draft.extractions:
            return
        if len(draft.extractions) == 1:
            self._layout.messages.say("hint", kind="info", parts="This article reports one study.")
            return
        at = draft.extractions.index(draft.extraction)
        draft.set_current(draft.extractions[(at + 1) % len(draft.extractions)])

    @Slot(str, str, str, str)
    def take_study(self, why: str, study: str, label: str, title: str) -> None:
        """Link the article to a study that was looked for, or move the reading to it."""
        draft = self._session.draft
        if draft is None:
            return
        draft.know_study(study, label, title=title)
        if why == "link":
            draft.link_study(study)
        elif draft.extraction:
            draft.move_extraction(draft.extraction, study)

    # The article.

    @Slot()
    def ask_exclude(self) -> None:
        self._ask_why(EXCLUDE, "Exclude", icon="minus")

    @Slot()
    def include(self) -> None:
        """Let an excluded or withdrawn article count again."""
        draft = self._session.draft
        if draft is not None and draft.state in ("excluded", "withdrawn"):
            draft.set_state("in_progress")
            self._saving.save()
        elif draft is not None:
            label = article_label(draft.article.number)
            self._layout.messages.say("hint", kind="info", parts=f"{label} is in already.")

    @Slot()
    def ask_withdraw(self) -> None:
        self._ask_why(WITHDRAW, "Withdraw", icon="trash")

    def _ask_why(self, what: str, verb: str, *, icon: str) -> None:
        draft = self._session.draft
        if draft is not None:
            self._ask_reason(what, verb, article_label(draft.article.number), icon=icon)

    def _ask_reason(self, what: str, verb: str, label: str, *, icon: str) -> None:
        self._layout.ask.ask(
            what,
            f"Why {verb.lower()} {label}?",
            more="The reason stays in the history.",
            line="Reason",
            action=verb,
            icon=icon,
        )

    @Slot()
    def ask_withdraw_study(self) -> None:
        """Ask why the study of the form is withdrawn; what is not saved yet is undone instead."""
        draft = self._session.draft
        if draft is None or not draft.study_saved:
            self._layout.messages.say(
                "hint",
                kind="info",
                parts="This study is not saved yet: Undo takes it away.",
            )
            return
        self._study = (draft.study, draft.study_of(draft.extraction).label)
        self._ask_reason(WITHDRAW_STUDY, "Withdraw", self._study[1], icon="trash")

    @Slot(str, str)
    def _answered(self, what: str, words: str) -> None:
        draft = self._session.draft
        if what == NEW and draft is not None:
            draft.new_study(words)
        elif what == NEW:
            job = self._session.lanes.write(calls.new_study, words)
            job.succeeded.connect(self._made_study)
        elif what == EXCLUDE and draft is not None:
            draft.set_state("excluded", reason=words)
            self._saving.save_as_it_is()
        elif what == WITHDRAW and draft is not None:
            job = self._session.lanes.write(calls.withdraw, draft.article.article_id, reason=words)
            job.succeeded.connect(self._withdrawn)
        elif what == WITHDRAW_STUDY:
            self._curating.keep()
            job = self._session.lanes.write(calls.withdraw, self._study[0], reason=words)
            job.succeeded.connect(self._withdrew_study)

    @Slot(object)
    def _withdrew_study(self, _: object) -> None:
        self._layout.messages.say(
            "study",
            kind="ok",
            parts=f"{self._study[1]} is withdrawn from lists and exports; the history keeps it.",
        )

    @Slot(object)
    def _made_study(self, found: Found) -> None:
        self._layout.messages.say(
            "study",
            kind="info",
            parts=f"{found.label} is made. Open an article and link it to the study.",
        )

    @Slot(object)
    def _withdrawn(self, _: object) -> None:
        draft = self._session.draft
        if draft is None:
            return
        queue = self._layout.queue
        number = draft.article.number
        there = queue.next_number(number) or queue.next_number(number, step=-1)
        if there and there != number:
            self._curating.open(article_label(there))
        else:
            self._curating.close()
