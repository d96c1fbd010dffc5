"""What the window has to say: one message in the bar, the others wait in Problems."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal

from PySide6.QtCore import QObject, Signal, Slot

from curator.domain.errors import CuratorError
from curator.gui.theme.looks import Kind
from curator.gui.widgets import MessageBar
from curator.gui.widgets.labels import Parts

Weight = Literal["answer", "standing", "barring"]
"""What a message is to the curator.

An ``answer`` tells what came of their own act: it is always seen, in front of what stands, until
it is closed or, if something stands behind it, until the next act.  A ``standing`` one holds until
it is withdrawn; one that is ``barring`` also keeps the curator from working, and outranks it.
"""

_SEVERITY: Final[Mapping[Kind, int]] = {"bad": 3, "warn": 2, "info": 1, "ok": 0}


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence.

    Attributes:
        id: A message of the same id takes its place.
        parts: The sentence, as (words, whether bold).
        action: What its button says; ``act`` is then done.
        key: The key that does the same.
        seen: It was closed, and waits in Problems only.
        of_open: It is of the open article and its study: other pages do not show it.
        settled: An answer that was there to be read until the curator did something else.
    """

    id: str
    kind: Kind
    parts: tuple[tuple[str, bool], ...]
    action: str = ""
    key: str = ""
    icon: str = ""
    act: Callable[[], object] | None = None
    seen: bool = False
    weight: Weight = "answer"
    settled: bool = False
    of_open: bool = False

    @property
    def rank(self) -> tuple[int, int]:
        """The higher one stands in the bar; of equals, the newer."""
        if self.weight == "answer":
            return (0, _SEVERITY[self.kind]) if self.settled else (3, 0)
        return 2 if self.weight == "barring" else 1, _SEVERITY[self.kind]

    @property
    def text(self) -> str:
        return "".join(words for words, _ in self.parts)


class Messages(QObject):
    """The messages there are; the newest of the highest rank stands in the bar."""

    changed = Signal()

    def __init__(self, bar: MessageBar) -> None:
        super().__init__(bar)
        self._bar = bar
        self._all: dict[str, Message] = {}
        self._shown = self._muted = ""
        self._elsewhere = False
        bar.hide()
        bar.pressed.connect(self._act)
        bar.closed.connect(self._close)

    @property
    def waiting(self) -> tuple[Message, ...]:
        """All, the newest first; what is no problem is forgotten once it was closed."""
        return tuple(reversed(self._all.values()))

    @property
    def shown(self) -> Message | None:
        """The message in the bar."""
        return self._all.get(self._shown)

    def say(
        self,
        message_id: str,
        *,
        kind: Kind,
        parts: Parts | str,
        action: str = "",
        key: str = "",
        icon: str = "",
        act: Callable[[], object] | None = None,
        quiet: bool = False,
        weight: Weight = "answer",
        of_open: bool = False,
    ) -> None:
        """Say something; it blocks nothing.  ``quiet``: in Problems only."""
        said = ((parts, False),) if isinstance(parts, str) else tuple(parts)
        before = self._all.get(message_id)
        if weight != "answer" and before is not None and before.parts == said:
            return  # it holds as before: neither newer, nor back in the bar after it was closed
        self._all.pop(message_id, None)
        self._all[message_id] = Message(
            message_id, kind, said, action, key, icon, act, quiet, weight, of_open=of_open
        )
        self._show()

    def say_error(
        self,
        error: Exception,
        *,
        message_id: str = "error",
        action: str = "",
        act: Callable[[], object] | None = None,
        weight: Weight = "answer",
    ) -> None:
        """Say what went wrong and what to do next."""
        if isinstance(error, CuratorError):
            sentence = f"{error.sentence} {error.hint}".strip()
        else:
            sentence = f"That did not work: {type(error).__name__}. What you typed is kept."
        self.say(message_id, kind="bad", parts=sentence, action=action, act=act, weight=weight)

    def withdraw(self, message_id: str) -> None:
        """It holds no longer."""
        if self._all.pop(message_id, None) is not None:
            self._show()

    def mute(self, message_id: str) -> None:
        """Keep a message out of the bar while the page in the centre says it; "" for none."""
        if message_id != self._muted:
            self._muted = message_id
            self._show()

    def stand_elsewhere(self, elsewhere: bool) -> None:
        """Whether the page in the centre is about other things than the open article."""
        if elsewhere != self._elsewhere:
            self._elsewhere = elsewhere
            self._show()

    @Slot()
    def settle(self) -> None:
        """The curator does something else: the answers so far give way to what stands."""
        before = self._all
        self._all = {
            key: replace(one, settled=True) if one.weight == "answer" else one
            for key, one in before.items()
        }
        if self._all != before:
            self._show()

    def act(self, message_id: str) -> None:
        """Do what the button of a message does."""
        message = self._all.get(message_id)
        if message is not None and message.act is not None:
            message.act()

    def _show(self) -> None:
        fresh = [one for one in self._all.values() if self._has_place(one)]
        best = max(enumerate(fresh), key=lambda pair: (pair[1].rank, pair[0]), default=None)
        if best is None:
            self._shown = ""
            self._bar.hide()
        else:
            message = best[1]
            self._shown = message.id
            self._bar.show_message(
                message.kind,
                message.parts,
                action=message.action,
                key=message.key,
                icon=message.icon,
            )
            self._bar.show()
        self.changed.emit()

    def _has_place(self, message: Message) -> bool:
        """Whether a message may stand in the bar of the page that is shown."""
        out = message.seen or message.id == self._muted
        return not out and not (message.of_open and self._elsewhere)

    @Slot()
    def _act(self) -> None:
        self.act(self._shown)

    @Slot()
    def _close(self) -> None:
        message = self._all.get(self._shown)
        if message is None:
            return
        if message.kind in ("bad", "warn"):
            self._all[message.id] = replace(message, seen=True)
        else:
            del self._all[message.id]
        self._show()
