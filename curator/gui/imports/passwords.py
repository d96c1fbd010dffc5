"""Asking for the passwords of encrypted files, one after the other, in the bar of questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, Signal, Slot

from curator.gui.ask_password import ask_password
from curator.gui.imports.wanted import ImportWanted
from curator.gui.layout import Layout
from curator.gui.session import Session

if TYPE_CHECKING:
    from curator.services.values import ImportLine, ImportReport

LOCKED: Final = "import.locked"
Question = tuple["ImportLine", bool]
"""A file, and whether a password was tried that does not open it."""


class Passwords(QObject):
    """``given`` brings an ``ImportWanted`` with the password, which is kept nowhere."""

    given = Signal(object)

    def __init__(self, layout: Layout, session: Session) -> None:
        super().__init__(layout)
        self._ask_bar, self._session = layout.ask, session
        self._waiting: list[Question] = []
        self._asked: Question | None = None
        layout.ask.answered.connect(self._answered)
        layout.ask.closed.connect(self._closed)
        # Queued: whoever asked may ask something more first.
        layout.ask.answered.connect(self.ask_next, Qt.ConnectionType.QueuedConnection)
        layout.ask.closed.connect(self.ask_next, Qt.ConnectionType.QueuedConnection)
        session.opened.connect(self._forget)

    def look(self, report: ImportReport, *, tried: bool) -> None:
        """Ask for what a report lacks; ``tried``: that import had a password."""
        there = {line.path for line, _ in self._waiting}
        if self._asked is not None:
            there.add(self._asked[0].path)
        lines = [one for one in report.lines if one.needs == "password" and one.path]
        new = [one for one in lines if one.path not in there]
        questions = [(one, tried) for one in new]
        self._waiting = questions + self._waiting if tried else self._waiting + questions
        self.ask_next()

    def ask_for(self, line: ImportLine) -> None:
        """Ask for one file's alone."""
        self._waiting = [(line, False)]
        if self._ask_bar.asked == LOCKED:
            self._asked = None
            self._ask(self._waiting.pop())
        else:
            self.ask_next()

    @Slot()
    def ask_next(self) -> None:
        """Ask once nothing else is asked; what another question drove away, too."""
        if self._ask_bar.asked or self._session.read_only:
            return
        if self._asked is not None:
            self._ask(self._asked)
        elif self._waiting:
            self._ask(self._waiting.pop(0))

    def _ask(self, question: Question) -> None:
        self._asked = question
        line, tried = question
        more = "It opens this file now and is kept nowhere."
        ask_password(self._ask_bar, LOCKED, name=line.name, tried=tried, more=more)

    @Slot(str, str)
    def _answered(self, what: str, words: str) -> None:
        if what == LOCKED and self._asked is not None:
            path = self._asked[0].path
            self._asked = None
            self.given.emit(ImportWanted((path,), password=words))

    @Slot(str)
    def _closed(self, what: str) -> None:
        if what == LOCKED:
            self._forget()

    @Slot()
    def _forget(self) -> None:
        self._asked = None
        self._waiting.clear()
