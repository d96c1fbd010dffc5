"""What runs beside the curator's work, and what has run."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from curator.domain.identity import now

if TYPE_CHECKING:
    from curator.gui.lanes import Job

TaskState = Literal["running", "done", "failed", "cancelled"]
KEPT: Final = 50
RATED_S: Final = 1.0
"""Seconds after which a rate says something."""
TOLD_MS: Final = 100
"""A task may take thousands of steps a second: they are shown some at a time."""


@dataclass(frozen=True, slots=True)
class Task:
    """One long call.

    Attributes:
        what: ``Import``.
        total: 0 where nobody knows how much there is.
        step: What it is at.
        rate: How many a second; 0 where nobody knows yet.
        key: What opening its row shows; empty where there is nothing.
        result: A sentence at its end.
    """

    what: str
    at: str
    state: TaskState = "running"
    done: int = 0
    total: int = 0
    step: str = ""
    result: str = ""
    rate: float = 0.0
    key: str = ""


def rate_words(rate: float) -> str:
    """``45/s``, ``24/min``; empty where nobody knows."""
    if rate >= 1:
        return f"{rate:,.0f}/s"
    return f"{max(1, round(rate * 60))}/min" if rate > 0 else ""


class Tasks(QObject):
    """The tasks of a window, the newest first."""

    changed = Signal()

    def __init__(
        self, parent: QObject | None = None, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(parent)
        self._watched: list[_Watched] = []
        self.clock = clock
        self.soon = QTimer(self)
        self.soon.setSingleShot(True)
        self.soon.setInterval(TOLD_MS)
        self.soon.timeout.connect(self.changed)

    @property
    def all(self) -> tuple[Task, ...]:
        return tuple(one.task for one in self._watched)

    @property
    def running(self) -> Task | None:
        return next((one.task for one in self._watched if one.task.state == "running"), None)

    def watch(self, what: str, job: Job) -> None:
        """Show a job until it ends; the caller says its result."""
        self._watched.insert(0, _Watched(what, job, parent=self))
        for gone in self._watched[KEPT:]:
            gone.deleteLater()
        del self._watched[KEPT:]
        self.changed.emit()

    def say_result(self, job: Job, sentence: str, *, key: str = "") -> None:
        """Say what came of a job; ``key`` is what opening its row shows."""
        for one in self._watched:
            if one.job is job:
                one.task = replace(one.task, result=sentence, key=key)
        self.changed.emit()

    @Slot()
    def cancel(self) -> None:
        """Cancel what is running."""
        for one in self._watched:
            if one.task.state == "running":
                one.job.cancel()
                return


class _Watched(QObject):
    def __init__(self, what: str, job: Job, *, parent: Tasks) -> None:
        super().__init__(parent)
        self.job = job
        self.task = Task(what, now())
        self._tasks = parent
        self._since = (0.0, 0)
        job.progressed.connect(self._step)
        job.failed.connect(self._fail)
        job.finished.connect(self._end)

    @Slot(object, object, str)
    def _step(self, done: int, total: int, what: str) -> None:
        at = self._tasks.clock()
        if total != self.task.total or done < self.task.done:
            self._since = (at, done)
        passed = at - self._since[0]
        rate = (done - self._since[1]) / passed if passed >= RATED_S else 0.0
        self.task = replace(self.task, done=done, total=total, step=what, rate=rate)
        if not self._tasks.soon.isActive():
            self._tasks.soon.start()

    @Slot(object)
    def _fail(self, error: Exception) -> None:
        self.task = replace(self.task, state="failed", result=str(error))

    @Slot()
    def _end(self) -> None:
        if self.task.state == "running":
            ended: TaskState = "cancelled" if self.job.cancelled else "done"
            self.task = replace(self.task, state=ended)
        self._tasks.changed.emit()
