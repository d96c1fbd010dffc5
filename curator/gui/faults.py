"""Errors that nobody expected: logged with their traceback, shown as what they are."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

_log = logging.getLogger("curator")


class Faults(QObject):
    """Catches what leaves a slot or a thread; ``caught`` brings it in the GUI thread.

    ``last`` is the newest traceback, for a curator to send.
    """

    caught = Signal(object)
    _posted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.last = ""
        self._before: tuple[Callable[..., object], Callable[..., object]] | None = None
        self._posted.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take over the hooks of this process until ``remove``."""
        self._before = (sys.excepthook, threading.excepthook)
        sys.excepthook = self._hook
        threading.excepthook = self._thread_hook

    def remove(self) -> None:
        if self._before is not None:
            sys.excepthook, threading.excepthook = self._before
            self._before = None

    def take(self, error: BaseException) -> None:
        """Log an error that was caught elsewhere, and tell of it."""
        self._hook(type(error), error, error.__traceback__)

    def _hook(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self.last = "".join(traceback.format_exception(kind, error, trace))
        _log.error("not expected", exc_info=(kind, error, trace))
        if isValid(self):
            self._posted.emit(error)

    def _thread_hook(self, what: threading.ExceptHookArgs) -> None:
        if what.exc_value is not None:
            self._hook(what.exc_type, what.exc_value, what.exc_traceback)

    @Slot(object)
    def _tell(self, error: BaseException) -> None:
        self.caught.emit(error)


def log_file(folder: Path) -> Path:
    """Where the log of this program lies."""
    return folder / "log" / "curator.log"
