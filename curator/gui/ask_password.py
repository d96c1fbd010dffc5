"""Asking for the password of one encrypted file, in the bar of questions."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from curator.gui.ask_bar import AskBar
from curator.gui.layout import Layout


def ask_password(bar: AskBar, what: str, *, name: str, tried: bool, more: str) -> None:
    """Ask for the password of the file called ``name``.

    ``what`` tells the question from others, ``more`` says how long the password is kept;
    ``tried``: one did not open it.
    """
    bar.ask(
        what,
        f"That password does not open {name}." if tried else f"{name} needs a password.",
        more=more,
        line=f"Password of {name}",
        action="Read it",
        icon="lock",
        secret=True,
    )


class PasswordQuestion(QObject):
    """``given`` brings the password; nothing comes where the bar was closed."""

    given = Signal(str)

    def __init__(self, layout: Layout, what: str, *, more: str) -> None:
        """``what`` tells this question from others, ``more`` says how long the password is kept."""
        super().__init__(layout)
        self._bar, self._what, self._more = layout.ask, what, more
        layout.ask.answered.connect(self._answered)

    def ask(self, name: str, *, tried: bool) -> None:
        """Ask for the password of the file called ``name``; ``tried``: one did not open it."""
        if self._bar.asked != self._what:
            ask_password(self._bar, self._what, name=name, tried=tried, more=self._more)

    @Slot(str, str)
    def _answered(self, what: str, words: str) -> None:
        if what == self._what:
            self.given.emit(words)
