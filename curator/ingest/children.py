"""One child process that reads files, and what it answers, on its way from thread to thread.

Not ``multiprocessing``: its children import the parent's main module again, which is the window.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final, Generic, TypeVar, cast

from curator.domain.errors import Cancelled, CuratorError
from curator.ingest.frames import Frame, read_frame, write_frame

WAITING_BYTES: Final = 4_000_000
"""So much of what was read may wait to be taken; then the child waits too."""

TICK: Final = 0.1
"""Seconds between two looks at whether the curator has cancelled."""

_START: Final = 60.0  # seconds within which a child must have loaded its libraries
_FRAME_COST: Final = 2_000

Stopped = Callable[[], bool]
T = TypeVar("T")


class Handover(Generic[T]):
    """Values on their way from one thread to another; who puts waits while too many bytes wait."""

    def __init__(self) -> None:
        self._values: list[T] = []
        self._size = 0
        self._changed = threading.Condition()
        self._closed = False

    def put(self, value: T, size: int) -> None:
        """Put a value of about so many bytes; after ``close`` it is dropped."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._size < WAITING_BYTES)
            if self._closed:
                return
            self._values.append(value)
            self._size += size
            if len(self._values) == 1:
                self._changed.notify_all()

    def take(self, seconds: float) -> list[T]:
        """All that waits, in order; nothing where nothing came in time."""
        with self._changed:
            self._changed.wait_for(lambda: bool(self._values), seconds)
            values, self._values, self._size = self._values, [], 0
            self._changed.notify_all()
        return values

    def close(self) -> None:
        """Nobody takes any more, so that nobody who puts waits."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()


class ParserStartError(CuratorError):
    """The process that reads files could not be started."""

    hint = "Start the program again; if that does not help, install it again."


class ChildFailed(Exception):
    """The child died or took too long; the argument says which."""


def child_command(memory_bytes: int) -> list[str]:
    return [sys.executable, "-P", "-X", "utf8", "-m", "curator.ingest.child", str(memory_bytes)]


def environment() -> dict[str, str]:
    """The parent's, with this very copy of the program first on the child's path."""
    package_home = str(Path(__file__).parents[2])
    inherited = os.environ.get("PYTHONPATH", "")
    path = os.pathsep.join(filter(None, (package_home, inherited)))
    return {**os.environ, "PYTHONPATH": path}


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds for one answer, and for all that one file answers."""

    answer_s: float
    file_s: float


class ParserChild:
    """One child process and the thread that collects its answers."""

    def __init__(self, command: Sequence[str]) -> None:
        self._process = subprocess.Popen(
            list(command),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment(),
            start_new_session=True,  # Ctrl+C in a terminal is the parent's to answer
        )
        self._answers: Handover[Frame | None] = Handover()
        self._taken: deque[Frame | None] = deque()
        self._collector = threading.Thread(target=self._collect, name="parser answers", daemon=True)
        self._collector.start()
        self._ready = False

    @property
    def pid(self) -> int:
        return self._process.pid

    def _collect(self) -> None:
        stream = cast("BinaryIO", self._process.stdout)
        try:
            while (frame := read_frame(stream)) is not None:
                self._answers.put(frame, _FRAME_COST + len(frame.data))
        except (OSError, ValueError):
            pass  # what cannot be read counts as the end, as below
        finally:
            self._answers.put(None, 0)

    def _next(self, seconds: float, *, stopped: Stopped) -> Frame:
        until = time.monotonic() + seconds
        while True:
            if stopped():
                raise Cancelled
            left = until - time.monotonic()
            if left <= 0:
                raise ChildFailed("time")
            if not self._taken:
                self._taken.extend(self._answers.take(min(left, TICK)))
                continue
            frame = self._taken.popleft()
            if frame is None:
                raise ChildFailed("died")
            return frame

    def wait_ready(self, *, stopped: Stopped) -> None:
        """Wait until the libraries are loaded.

        Raises:
            ParserStartError: They do not load.
        """
        if self._ready:
            return
        try:
            self._next(_START, stopped=stopped)
        except ChildFailed as failure:
            raise ParserStartError from failure
        self._ready = True

    def ask(self, head: Mapping[str, Any], files: Sequence[tuple[str, bytes]]) -> None:
        """Send a batch; the child takes all of it in before it answers, so this ends."""
        named = [[name, len(data)] for name, data in files]
        try:
            stream = cast("BinaryIO", self._process.stdin)
            data = files[0][1] if len(files) == 1 else b"".join(data for _, data in files)
            write_frame(stream, Frame({**head, "files": named}, data))
        except OSError as error:
            raise ChildFailed("died") from error

    def answers(self, limits: Limits, *, stopped: Stopped) -> Iterator[Frame]:
        """What the next file of the batch holds, without the end that the child says."""
        left = limits.file_s
        while True:
            started = time.monotonic()
            frame = self._next(min(limits.answer_s, left), stopped=stopped)
            left -= time.monotonic() - started
            if "end" in frame.head:
                return
            yield frame

    def answer(self, limits: Limits, *, stopped: Stopped) -> Frame:
        """The one answer to another question."""
        return self._next(limits.answer_s, stopped=stopped)

    def end(self) -> None:
        """Kill it, with whatever started it on our behalf, and wait until it is gone."""
        if sys.platform == "win32":
            self._process.kill()
        else:
            # Not yet waited for, so that its number, which is the group's, cannot be another's.
            os.killpg(self._process.pid, signal.SIGKILL)
        self._answers.close()
        self._process.wait()
        self._collector.join()
        for stream in (self._process.stdin, self._process.stdout):
            try:
                cast("BinaryIO", stream).close()
            except BrokenPipeError:
                continue  # it died with a part of a batch unread
