"""The threads beside the window: write, read and draft, each with one call at a time.

What takes long (an import, an export, a check) runs on a fourth, ``work``, and writes in short
transactions of its own, so that a save never waits for it.  Plug-ins, which may take a minute for
an answer, are asked on a fifth, ``aside``, which nothing else waits for.

A call is a function of the backend and of frozen values; its ``Job`` lives in the GUI thread and
emits only there.  The threads know jobs by number, so that no QObject ever dies on them.
"""

from __future__ import annotations

import itertools
import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, Concatenate, Final, Literal, ParamSpec, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from shiboken6 import isValid

from curator.domain.errors import Cancelled, CuratorError

if TYPE_CHECKING:
    from curator.gui.backend import Backend
    from curator.gui.opening import Opened, Opening
    from curator.services.values import Changes

    Opener = Callable[[Opening, Callable[[Changes], None]], Backend]

P = ParamSpec("P")
R = TypeVar("R")
Lane = Literal["write", "read", "draft", "work", "aside"]
LANES: Final[tuple[Lane, ...]] = ("write", "read", "draft", "work", "aside")
FIRST_ROWS: Final = "curator.gui.first_rows"
BACKEND: Final = "curator.gui.backend"
"""Imported on the write lane, after the first paint: it brings the services and SQLAlchemy."""
TURN_S: Final = 0.008
"""Seconds after which what else came from the lanes waits for the next turn of the event loop."""
ROWS_SEEN_S: Final = 1.0
"""Seconds that the services wait at most until the window has painted the first rows."""

_log = logging.getLogger(__name__)


class NoRegistryError(CuratorError):
    """No registry is open."""

    hint = "Open or make one in the menu Registry."


class JobProgress:
    """What a running call reports to; it holds no QObject.

    Attributes:
        cancel: Set once the call is to end; ``step`` then raises ``Cancelled``.
    """

    def __init__(self, post: Callable[[object], None]) -> None:
        self.cancel = threading.Event()
        self._post = post

    def step(self, done: int, total: int, what: str = "") -> None:
        if self.cancel.is_set():
            raise Cancelled
        self._post(("progress", done, total, what))


class Job(QObject):
    """Handle of one call; lives in the GUI thread and emits only there.

    ``finished`` comes last, whatever happened; a cancelled job emits nothing else.

    Attributes:
        result: What the call returned, once it has.
        error: What it raised.
        droppable: Closing the registry cancels it: reading, and what reports and can be cancelled.
    """

    progressed = Signal(object, object, str)  # not int: Signal(int) wraps at 2**31
    succeeded = Signal(object)
    failed = Signal(object)
    finished = Signal()

    def __init__(self, name: str, progress: JobProgress, *, droppable: bool) -> None:
        super().__init__()
        self.setObjectName(name)
        self.done = False
        self.result: object = None
        self.error: Exception | None = None
        self.droppable = droppable
        self._progress = progress

    @property
    def cancelled(self) -> bool:
        return self._progress.cancel.is_set()

    def cancel(self) -> None:
        """Ask the call to end at its next step; one that has not begun never begins."""
        self._progress.cancel.set()

    def handles_failure(self) -> bool:
        return bool(self.receivers("2failed(PyObject)"))


@dataclass(slots=True)
class _Call:
    number: int
    function: Callable[..., Any]
    arguments: tuple[Any, ...]
    keywords: dict[str, Any]
    progress: JobProgress
    needs_backend: bool = True


class _Post(QObject):
    """Carries messages from the threads to the GUI thread."""

    sent = Signal(object)

    def send(self, message: tuple[int, object]) -> None:
        """Send, unless the window is gone and nobody listens any more."""
        if isValid(self):
            self.sent.emit(message)


class Lanes(QObject):
    """The lanes of one open registry.

    Signals: ``failed`` brings an error that no receiver of its job takes; ``bug`` each that is no
    ``CuratorError``; ``changes`` what each write touched; ``peeked`` the list of the registry that
    is about to be opened, or None; ``closed`` comes when all threads have ended and the registry
    is closed.
    """

    failed = Signal(object)
    bug = Signal(object)
    changes = Signal(object)
    peeked = Signal(object)
    closed = Signal()

    def __init__(self, opener: Opener | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs: dict[int, Job] = {}
        self._numbers = itertools.count(1)
        self._came: deque[tuple[int, tuple[Any, ...]]] = deque()
        self._handing = QTimer(self)
        self._handing.setInterval(0)
        self._handing.timeout.connect(self._hand_on)
        self._post = _Post()
        self._post.sent.connect(self._receive, Qt.ConnectionType.QueuedConnection)
        self._opener = opener
        self._rows_seen = threading.Event()
        self._backend: Backend | None = None
        self._lock = threading.Lock()
        self._running = len(LANES)
        self._busy: dict[Lane, int] = {}
        self._closing = False
        self._queues: dict[Lane, SimpleQueue[_Call | None]] = {
            lane: SimpleQueue() for lane in LANES
        }
        self._threads = [
            threading.Thread(target=self._run, args=(lane,), name=f"lane-{lane}", daemon=True)
            for lane in LANES
        ]
        for thread in self._threads:
            thread.start()

    @property
    def ready(self) -> bool:
        return self._backend is not None and not self._closing

    def open(self, opening: Opening) -> Job:
        """Import the services and open the registry, both on the write lane."""
        return self._send("write", self._open_backend, (opening,), needs_backend=False)

    def read(
        self, function: Callable[Concatenate[Backend, P], R], *args: P.args, **keywords: P.kwargs
    ) -> Job:
        """Run ``function(backend, *args)`` on the lane with the read-only connection."""
        return self._send("read", function, args, keywords=keywords)

    def write(
        self, function: Callable[Concatenate[Backend, P], R], *args: P.args, **keywords: P.kwargs
    ) -> Job:
        """Run ``function(backend, *args)`` on the only lane that changes the registry."""
        return self._send("write", function, args, keywords=keywords)

    def draft(
        self, function: Callable[Concatenate[Backend, P], R], *args: P.args, **keywords: P.kwargs
    ) -> Job:
        """Run ``function(backend, *args)`` on the lane of the drafts' own file."""
        return self._send("draft", function, args, keywords=keywords)

    def remember(self, function: Callable[P, R], *args: P.args, **keywords: P.kwargs) -> Job:
        """Run ``function(*args)``, which needs no registry, where drafts are written."""
        return self._send("draft", partial(function, *args, **keywords), (), needs_backend=False)

    def work(self, function: Callable[..., object], *args: object, **keywords: object) -> Job:
        """Run ``function(backend, *args, progress=...)``: it reports, and can be cancelled."""
        return self._send("work", function, args, keywords=keywords, reports=True)

    def aside(self, function: Callable[..., object], *args: object, **keywords: object) -> Job:
        """Run ``function(backend, *args, progress=...)`` where it may wait for another program.

        It leaves the registry alone.
        """
        return self._send("aside", function, args, keywords=keywords, reports=True)

    def drop(self, job: Job) -> None:
        """Cancel a job; a query that it is in the middle of is stopped in the database."""
        job.cancel()
        with self._lock:  # the call that runs now cannot end, nor the next begin, in between
            # It would end the reads of an export too, or the opening of an article.
            alone = self._busy.keys() - {"aside"} == {"read"}
            if self._backend and alone and self._jobs.get(self._busy["read"]) is job:
                self._backend.interrupt_reading()

    def close(self) -> None:
        """Cancel what can be cancelled and let the threads end; ``closed`` follows.

        A save that was asked for and a draft that was typed are still written.
        """
        if self._closing:
            return
        self._closing = True
        self._rows_seen.set()
        for job in list(self._jobs.values()):
            if job.droppable:
                self.drop(job)
        for lane in LANES:
            self._queues[lane].put(None)

    def join(self, timeout: float = 10.0) -> bool:
        """Close and wait; True where all threads have ended within ``timeout`` seconds each."""
        self.close()
        for thread in self._threads:
            thread.join(timeout)
        return not any(thread.is_alive() for thread in self._threads)

    def _send(
        self,
        lane: Lane,
        function: Callable[..., object],
        args: tuple[object, ...],
        *,
        keywords: dict[str, Any] | None = None,
        needs_backend: bool = True,
        reports: bool = False,
    ) -> Job:
        number = next(self._numbers)
        progress = JobProgress(lambda message: self._post.send((number, message)))
        name = f"{lane}:{getattr(function, '__name__', 'call')}"
        job = Job(name, progress, droppable=reports or lane == "read")
        self._jobs[number] = job
        call = _Call(
            number,
            function,
            args,
            (keywords or {}) | ({"progress": progress} if reports else {}),
            progress,
            needs_backend,
        )
        if self._closing:
            self._post.send((number, ("cancelled",)))
        else:
            self._queues[lane].put(call)
        return job

    # On the threads.

    def _run(self, lane: Lane) -> None:
        while (call := self._queues[lane].get()) is not None:
            with self._lock:
                self._busy[lane] = call.number
            outcome = self._outcome(call)
            with self._lock:
                del self._busy[lane]
            self._post.send((call.number, outcome))
            del call, outcome
        with self._lock:
            self._running -= 1
            last = self._running == 0
        if last:
            self._post.send((0, self._end()))

    def _end(self) -> tuple[object, ...]:
        """Close the registry, on the last thread that ends."""
        try:
            if self._backend is not None:
                self._backend.close()
        except Exception as error:  # noqa: BLE001 - carried to the window and logged there
            return ("ended", error)
        return ("ended", None)

    def _open_backend(self, opening: Opening) -> Opened:
        opener = self._opener
        if opener is None:
            self._post.send((0, ("peeked", import_module(FIRST_ROWS).first_rows(opening))))
            # Imports on two threads take turns: the rows would be painted 0.2 s later.
            self._rows_seen.wait(ROWS_SEEN_S)
            opener = import_module(BACKEND).open_backend
        self._backend = opener(opening, self._notify)
        return self._backend.opened()

    def _notify(self, changes: Changes) -> None:
        self._post.send((0, ("changes", changes)))

    def _outcome(self, call: _Call) -> tuple[object, ...]:
        """Run a call; whatever it raises is carried to the window, never lost."""
        if call.progress.cancel.is_set():
            return ("cancelled",)
        try:
            if not call.needs_backend:
                return ("done", call.function(*call.arguments))
            if self._backend is None:
                raise NoRegistryError
            return ("done", call.function(self._backend, *call.arguments, **call.keywords))
        except Cancelled:
            return ("cancelled",)
        except CuratorError as error:
            return ("failed", error)
        except Exception as error:  # noqa: BLE001 - carried to the window and logged there
            return ("failed", error)

    # In the GUI thread.

    @Slot(object)
    def _receive(self, sent: tuple[int, tuple[Any, ...]]) -> None:
        self._came.append(sent)
        if not self._handing.isActive():
            self._handing.start()

    @Slot()
    def _hand_on(self) -> None:
        """Hand on what came, in its order: for some milliseconds, then keys and paints are due.

        By a timer: Qt sends all that is posted, and paints of it, before it looks at the keyboard.
        """
        until = time.perf_counter() + TURN_S
        while self._came:
            number, message = self._came.popleft()
            self._take(number, message)
            if time.perf_counter() > until:
                break
        if not self._came:
            self._handing.stop()

    def _take(self, number: int, message: tuple[Any, ...]) -> None:
        if message[0] == "ended":
            self._ended(message[1])
        elif message[0] == "changes":
            self.changes.emit(message[1])
        elif message[0] == "peeked":
            self.peeked.emit(message[1])
            self._rows_seen.set()
        elif message[0] == "progress":
            job = self._jobs.get(number)
            if job is not None:
                job.progressed.emit(*message[1:])
        else:
            job = self._jobs.pop(number, None)
            if job is not None:
                self._settle(job, message)

    def _settle(self, job: Job, message: tuple[Any, ...]) -> None:
        job.done = True
        if message[0] == "done":
            job.result = message[1]
        elif message[0] == "failed":
            job.error = message[1]
        unwanted = job.cancelled and job.objectName().startswith("read:")
        if message[0] == "done" and not unwanted:
            job.succeeded.emit(message[1])
        elif message[0] == "failed" and not unwanted:
            self._tell(job, message[1])
        job.finished.emit()

    def _tell(self, job: Job, error: Exception) -> None:
        if not isinstance(error, CuratorError):
            _log.error("%s failed", job.objectName(), exc_info=error)
            self.bug.emit(error)
        elif not job.handles_failure():
            self.failed.emit(error)
        job.failed.emit(error)

    def _ended(self, error: Exception | None) -> None:
        if error is not None:
            _log.error("the registry did not close", exc_info=error)
            self.bug.emit(error)
        self.closed.emit()
