"""Saving an article: who asks, what is said meanwhile, and what happens if others were faster."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from curator.domain.changes import Author
from curator.domain.errors import RefusedError, StaleRecordError
from curator.domain.identity import now
from curator.gui import calls
from curator.gui.curating import Curating
from curator.gui.draft import Draft
from curator.gui.layout import Layout
from curator.gui.session import Session
from curator.gui.times import clock

if TYPE_CHECKING:
    from curator.gui.lane_values import OpenedForWork, SavedDraft
    from curator.store.drafts import StoredDraft

Way = Literal["progress", "complete", "as_it_is"]
SLOW_MS: Final = 300
AUTHOR: Final = "author"


class Saving(QObject):
    """``saved`` comes after the commit returned; ``next_asked`` when the next article is wanted.

    ``unwritten`` comes at the end of a save of which the open draft has nothing to write: it
    failed, or another article is open by now.
    """

    saved = Signal(object)
    unwritten = Signal()
    next_asked = Signal()

    def __init__(self, layout: Layout, session: Session, *, curating: Curating) -> None:
        super().__init__(layout)
        self._layout, self._session, self._curating = layout, session, curating
        self._way: Way = "progress"
        self._draft: Draft | None = None
        self._again = self._refresh_later = False
        self._by_others = True
        self._sent: StoredDraft | None = None
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(SLOW_MS)
        self._slow.timeout.connect(self._say_saving)
        layout.ask.answered.connect(self._answered)
        layout.status.retry_asked.connect(self.retry)
        session.draft_changed.connect(self._watch)

    @property
    def running(self) -> bool:
        return self._draft is not None

    @Slot()
    def save(self) -> None:
        self._save("progress")

    @Slot()
    def save_complete(self) -> None:
        self._save("complete")

    def save_as_it_is(self) -> None:
        """Save without a word on how far the article is, and go to the next."""
        self._save("as_it_is")

    @Slot()
    def retry(self) -> None:
        self._save(self._way)

    def may_write(self) -> bool:
        """Whether there are a name and a registry that can be written; else it is said or asked."""
        if self._session.refuses():
            return False
        if not self._session.author_known:
            self.ask_author()
            return False
        return True

    def ask_author(self, *, saving: bool = False) -> None:
        """Ask who is curating, with the name that would be taken otherwise."""
        name = self._session.author.name if self._session.author else ""
        self._layout.ask.ask(
            f"{AUTHOR}:save" if saving else AUTHOR,
            "Who is curating?",
            more="Every change carries this name; it is asked once.",
            line="Your name, as others will read it",
            action="Save under this name" if saving else "Use this name",
            icon="user",
            text=name,
        )

    def _save(self, way: Way) -> None:
        draft = self._session.draft
        if draft is None or self.running:
            return
        self._way = way
        if self._session.refuses():
            return
        if not self._session.author_known:
            self.ask_author(saving=True)
            return
        self._curating.keep()
        if way == "complete":
            draft.set_state("complete")
        elif way == "progress" and draft.state == "new" and not _all_undone(draft):
            draft.set_state("in_progress", alone=False)
        self._again = False
        self._send(draft)

    def _send(self, draft: Draft) -> None:
        self._draft = draft
        self._slow.start()
        job = self._session.lanes.write(calls.save, draft.stored)
        job.succeeded.connect(self._done)
        job.failed.connect(self._failed)

    @Slot()
    def _say_saving(self) -> None:
        self._layout.status.show_saved("saving", "Saving…")

    @Slot(object)
    def _done(self, made: SavedDraft) -> None:
        draft = self._end()
        change = made.saved.change
        if draft is not None and draft.key == made.draft.key:
            draft.take_saved(made.draft, made.saved.numbers, saved=made.saved)
        else:
            self.unwritten.emit()
        self._layout.messages.withdraw("save")
        self._layout.status.show_save(clock(change.at))
        self.saved.emit(made.saved)
        if self._way != "progress":
            self.next_asked.emit()

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        draft = self._end()
        if isinstance(error, StaleRecordError) and draft is not None and not self._again:
            self._again = self._by_others = True
            self._draft = draft
            self._take_up(draft)
            return
        self.unwritten.emit()
        if isinstance(error, RefusedError) and draft is not None and not draft.dirty:
            self._layout.status.show_saved("saved", "Nothing to save")
            if self._way == "complete":
                self.next_asked.emit()
            return
        self._layout.status.show_saved("failed", "Not saved; the draft is kept")
        self._layout.messages.say_error(
            error, message_id="save", action="Try again", act=self.retry
        )

    def _end(self) -> Draft | None:
        """The draft that was being saved, if it is still the one on the desk."""
        self._slow.stop()
        draft, self._draft = self._draft, None
        if self._refresh_later:
            QTimer.singleShot(0, self._refresh)
        return draft if draft is self._session.draft else None

    def _give_up(self) -> None:
        self._end()
        self.unwritten.emit()

    # Others saved meanwhile.

    @Slot()
    def refresh(self) -> None:
        """Merge what others saved into the open draft; where a save runs, behind it."""
        self._by_others = True
        self._refresh()

    def refresh_own(self) -> None:
        """As ``refresh``, where it was this window that changed the registry."""
        self._by_others = False
        self._refresh()

    def _refresh(self) -> None:
        draft = self._session.draft
        self._refresh_later = self.running
        if draft is not None and not self.running:
            self._take_up(draft)

    def _take_up(self, draft: Draft) -> None:
        self._sent = draft.stored
        job = self._session.lanes.draft(calls.take_up, draft.stored)
        job.succeeded.connect(self._taken_up)
        job.failed.connect(self._failed_to_take_up)

    @Slot(object)
    def _taken_up(self, opened: OpenedForWork) -> None:
        draft = self._session.draft
        if draft is None or draft.key != opened.draft.draft.key:
            self._give_up()
            return
        if self._sent is not None and draft.log is not self._sent.log:
            self._take_up(draft)  # typed meanwhile: once more, with that too
            return
        draft.take_up(opened.draft.draft, opened.article)
        if opened.draft.clashes:
            self._curating.say_clashes(len(opened.draft.clashes))
        elif opened.draft.merged and self._by_others:
            self._layout.messages.say(
                "merged",
                kind="info",
                parts="Somebody saved this article; the draft has their changes now.",
            )
        if self.running:
            # A clash is for the curator to look at before anything of it is saved.
            if opened.draft.clashes:
                self._give_up()
                self._layout.status.show_saved("failed", "Not saved; look at the clash first")
            else:
                self._send(draft)

    @Slot(object)
    def _failed_to_take_up(self, error: Exception) -> None:
        self._give_up()
        self._layout.messages.say_error(error, message_id="save")

    # Who, and the draft on disk.

    @Slot(str, str)
    def _answered(self, what: str, name: str) -> None:
        if what.split(":", maxsplit=1)[0] != AUTHOR:
            return
        job = self._session.lanes.draft(calls.set_author, name)
        job.succeeded.connect(
            self._author_set_saving if what.endswith("save") else self._author_set
        )

    @Slot(object)
    def _author_set(self, author: Author) -> None:
        self._session.author, self._session.author_known = author, True
        if self._session.draft is not None:
            self._session.draft.set_author(author)
        self._layout.status.show_author(author.name)
        self._session.author_changed.emit()

    @Slot(object)
    def _author_set_saving(self, author: Author) -> None:
        self._author_set(author)
        self._save(self._way)

    @Slot()
    def _watch(self) -> None:
        draft = self._session.draft
        self._layout.status.show_draft("")
        if draft is not None:
            draft.written.connect(self._written)
            draft.write_failed.connect(self._not_written)

    @Slot(str)
    def _written(self, at: str) -> None:
        self._layout.messages.withdraw("draft")
        self._layout.status.show_draft(f"draft saved {clock(at or now())}")

    @Slot(object)
    def _not_written(self, error: Exception) -> None:
        self._layout.messages.say_error(error, message_id="draft", weight="barring")


def _all_undone(draft: Draft) -> bool:
    """Whether all that was done in an article was taken back: it is as new as before."""
    log = draft.log
    left = draft.extractions or log.document(draft.article.article_id)["claims"]
    return bool(log.steps) and not log.position and not left
