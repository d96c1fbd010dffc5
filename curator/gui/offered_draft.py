"""Unsaved edits from another copy of the registry: said in the bar, taken over or discarded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Slot

from curator.gui import calls
from curator.gui.curating import Curating
from curator.gui.layout import Layout
from curator.gui.menus import Actions
from curator.gui.session import Session
from curator.gui.times import day_and_clock

if TYPE_CHECKING:
    from curator.domain.edits import Step
    from curator.domain.merge import Clash
    from curator.store.drafts import StoredDraft

OFFERED: Final = "offered"


class OfferedDraft(QObject):
    """The draft that is offered for the open article, if there is one.

    A registry that was copied, loaded from a dump or put back from a backup has not the past that
    such a draft was typed on; it lies aside until the curator says what to do with it.
    """

    def __init__(
        self, layout: Layout, session: Session, *, curating: Curating, actions: Actions
    ) -> None:
        super().__init__(layout)
        self._layout, self._session = layout, session
        self._curating, self._actions = curating, actions
        self._sent: StoredDraft | None = None
        curating.shown.connect(self._offer)

    @property
    def offered(self) -> StoredDraft | None:
        return self._curating.offered

    @Slot()
    def _offer(self) -> None:
        messages = self._layout.messages
        if self.offered is None:
            messages.withdraw(OFFERED)
            return
        messages.say(
            OFFERED,
            kind="warn",
            parts="Another copy of this registry has unsaved edits of this article, of"
            f" {day_and_clock(self.offered.updated)}. The menu Edit can discard them.",
            action="Take them over",
            act=self._actions["draft.take"].trigger,
            weight="standing",
            of_open=True,
        )

    @Slot()
    def take(self) -> None:
        """Put the offered edits into the open draft, as one step that undo takes back."""
        draft = self._session.draft
        if self.offered is None or draft is None:
            self._say_none()
            return
        self._curating.keep()
        self._sent = draft.stored
        job = self._session.lanes.draft(calls.adopt, draft.stored, offered=self.offered)
        job.succeeded.connect(self._adopted)

    @Slot(object)
    def _adopted(self, found: tuple[Step | None, tuple[Clash, ...]]) -> None:
        draft, sent = self._session.draft, self._sent
        if draft is None or sent is None or self.offered is None or draft.key != sent.key:
            return
        if draft.log is not sent.log:
            self.take()  # typed meanwhile: once more, on top of that
            return
        step, clashes = found
        if step is not None:
            draft.adopt(step)
        self._forget()
        kept = f" In {len(clashes)} places your own words stand." if clashes else ""
        said = "Taken over; Undo takes it back." if step else "They change nothing here."
        self._layout.messages.say("took", kind="ok", parts=f"{said}{kept}")

    @Slot()
    def discard(self) -> None:
        """Throw the offered edits away."""
        if self.offered is None:
            self._say_none()
            return
        self._forget()
        self._layout.messages.say("took", kind="info", parts="The other copy’s edits are gone.")

    def _forget(self) -> None:
        if self.offered is not None:
            self._session.lanes.draft(calls.drop_draft, self.offered.key)
        self._curating.offered = None
        self._layout.messages.withdraw(OFFERED)

    def _say_none(self) -> None:
        self._layout.messages.say(
            "took",
            kind="info",
            parts="There are no unsaved edits of this article from another copy.",
        )
