"""What runs beside the curator's work, and what has run."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import QObject, Signal, Slot

from curator.domain.identity import now

if TYPE_CHECKING:
    from curator.gui.lanes import Job

TaskState = Literal["running", "done", "failed", "cancelled"]
KEPT: Final = 50


@dataclass(frozen=True, slots=True)
class Task:
    """One long call.

    Attributes:
        what: ``Import``.
        total: 0 where nobody knows how much there is.
        step: What it is at.
        result: A sentence at its end.
    """

    what: str
    at: str
    state: TaskState = "running"
    done: int = 0
    total: int = 0
    step: str = ""
    result: str = ""


class Tasks(QObject):
    """The tasks of a window, the newest first."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._watched: list[_Watched] = []

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

    def say_result(self, job: Job, sentence: str) -> None:
        for one in self._watched:
            if one.job is job:
                one.task = replace(one.task, result=sentence)
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
        job.progressed.connect(self._step)
        job.failed.connect(self._fail)
        job.finished.connect(self._end)

    @Slot(object, object, str)
    def _step(self, done: int, total: int, what: str) -> None:
        self.task = replace(self.task, done=done, total=total, step=what)
        self._tasks.changed.emit()

    @Slot(object)
    def _fail(self, error: Exception) -> None:
        self.task = replace(self.task, state="failed", result=str(error))

    @Slot()
    def _end(self) -> None:
        if self.task.state == "running":
            ended: TaskState = "cancelled" if self.job.cancelled else "done"
            self.task = replace(self.task, state=ended)
        self._tasks.changed.emit()
