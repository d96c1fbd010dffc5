"""Parse files in child processes: warm, limited in memory and time, replaced when they die.

Not ``multiprocessing``: its children import the parent's main module again, which is the window.
"""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import BinaryIO, Self, cast

from curator.domain.errors import Cancelled, CuratorError, UnreadableInputError
from curator.ingest.files import MAX_BYTES, read_source
from curator.ingest.frames import Frame, blocks_from, hints_from, read_frame, write_frame
from curator.ingest.texts import digest
from curator.ingest.values import ParsedArticle, SourceFile

MEMORY = 512 * 1024 * 1024
DEADLINE = 20.0
BATCH_FILES = 32
BATCH_BYTES = 1_000_000
_START = 60.0  # seconds within which a child must have loaded its libraries
_TICK = 0.1  # seconds between two looks at whether the curator has cancelled

Stopped = Callable[[], bool]
Result = ParsedArticle | CuratorError


class ParserStartError(CuratorError):
    """The process that reads files could not be started."""

    hint = "Start the program again; if that does not help, install it again."


class _ChildFailed(Exception):
    """The child died or took too long; the argument says which."""


def child_command(memory_bytes: int) -> list[str]:
    return [sys.executable, "-P", "-X", "utf8", "-m", "curator.ingest.child", str(memory_bytes)]


def _environment() -> dict[str, str]:
    """The parent's, with this very copy of the program first on the child's path."""
    package_home = str(Path(__file__).parents[2])
    inherited = os.environ.get("PYTHONPATH", "")
    path = os.pathsep.join(filter(None, (package_home, inherited)))
    return {**os.environ, "PYTHONPATH": path}


class ParserChild:
    """One child process and the thread that collects its answers."""

    def __init__(self, command: Sequence[str]) -> None:
        self._process = subprocess.Popen(
            list(command),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            start_new_session=True,  # Ctrl+C in a terminal is the parent's to answer
        )
        self._answers: queue.SimpleQueue[Frame | None] = queue.SimpleQueue()
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
                self._answers.put(frame)
        except (OSError, ValueError):
            pass  # what cannot be read counts as the end, as below
        finally:
            self._answers.put(None)

    def _next(self, seconds: float, *, stopped: Stopped) -> Frame:
        until = time.monotonic() + seconds
        while True:
            if stopped():
                raise Cancelled
            left = until - time.monotonic()
            if left <= 0:
                raise _ChildFailed("time")
            try:
                frame = self._answers.get(timeout=min(left, _TICK))
            except queue.Empty:
                continue
            if frame is None:
                raise _ChildFailed("died")
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
        except _ChildFailed as failure:
            raise ParserStartError from failure
        self._ready = True

    def ask(
        self, files: Sequence[tuple[str, bytes]], *, deadline_s: float, stopped: Stopped
    ) -> Iterator[Frame]:
        """Answers in the order of the files; the deadline is for each of them."""
        head = {"files": [[name, len(data)] for name, data in files]}
        try:
            # The child takes a whole batch in before it answers, so this cannot wait for itself.
            stream = cast("BinaryIO", self._process.stdin)
            write_frame(stream, Frame(head, b"".join(data for _, data in files)))
        except OSError as error:
            raise _ChildFailed("died") from error
        for _ in files:
            yield self._next(deadline_s, stopped=stopped)

    def end(self) -> None:
        """Kill it, with whatever started it on our behalf, and wait until it is gone."""
        if sys.platform == "win32":
            self._process.kill()
        else:
            # Not yet waited for, so that its number, which is the group's, cannot be another's.
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._collector.join()
        for stream in (self._process.stdin, self._process.stdout):
            try:
                cast("BinaryIO", stream).close()
            except BrokenPipeError:
                continue  # it died with a part of a batch unread


def _article(frame: Frame, name: str, data: bytes) -> Result:
    """The answer as a value; digests are computed here, of the bytes that were read."""
    head = frame.head
    if "error" in head:
        return UnreadableInputError(str(head["error"]), hint=str(head["hint"]) or None)
    try:
        body = frame.data.decode("utf-8")
        return ParsedArticle(
            original_sha256=digest(data),
            size=len(data),
            media_type=str(head["media_type"]),
            encoding=str(head["encoding"]),
            replacements=int(head["replacements"]),
            nul_replaced=int(head["nul_replaced"]),
            body=body,
            text_sha256=digest(frame.data),
            blocks=blocks_from(head, body),
            made_by=MappingProxyType(
                {str(key): str(value) for key, value in head["made_by"].items()}
            ),
            title=str(head["title"]),
            hints=hints_from(head, body),
            original=data,
        )
    except (KeyError, TypeError, ValueError) as error:
        return UnreadableInputError(f"{name} gave an answer that makes no sense ({error}).")


def _failure(reason: str, name: str, deadline_s: float) -> UnreadableInputError:
    if reason == "time":
        return UnreadableInputError(
            f"{name} took longer than {deadline_s:g} seconds to read and was given up.",
            hint="Copy its text into a .txt file and import that.",
        )
    return UnreadableInputError(
        f"{name} made the reader stop: it is damaged, or needs more memory than one file may take.",
        hint="Copy its text into a .txt file and import that.",
    )


class Parsers:
    """A pool of warm children. Its methods may be called from any thread.

    Args:
        processes: How many children; two use two processors.
        memory_bytes: Address space of a child.
        deadline_s: Seconds that one file may take before its child is killed.
        command: What starts a child, for a program that is packed; else this Python.
    """

    def __init__(
        self,
        processes: int = 1,
        *,
        memory_bytes: int = MEMORY,
        deadline_s: float = DEADLINE,
        command: Sequence[str] | None = None,
    ) -> None:
        self._processes = processes
        self._deadline_s = deadline_s
        self._command = tuple(command or child_command(memory_bytes))
        self._closed = threading.Event()
        # A place without a child in it is None; a child is started when the place is taken.
        self._places: queue.LifoQueue[ParserChild | None] = queue.LifoQueue()
        for _ in range(processes):
            self._places.put(None)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def start(self) -> None:
        """Start the children without waiting for them, so that the first file finds them warm."""
        taken = [self._take(stopped=self._closed.is_set) for _ in range(self._processes)]
        for child in taken:
            self._places.put(child or ParserChild(self._command))

    def close(self) -> None:
        """End all children; calls that are under way in other threads raise ``Cancelled``."""
        if self._closed.is_set():
            return
        self._closed.set()
        for _ in range(self._processes):
            child = self._places.get()
            if child is not None:
                child.end()

    def _take(self, *, stopped: Stopped) -> ParserChild | None:
        while not stopped():
            try:
                return self._places.get(timeout=_TICK)
            except queue.Empty:
                continue
        raise Cancelled

    def _one_child(
        self, files: Sequence[tuple[str, bytes]], results: list[Result], *, stopped: Stopped
    ) -> None:
        """Let one child answer as many files as it can; one that ends it gets an answer too."""
        child = self._take(stopped=stopped)
        healthy = False
        try:
            child = child or ParserChild(self._command)
            child.wait_ready(stopped=stopped)
            for frame in child.ask(files, deadline_s=self._deadline_s, stopped=stopped):
                name, data = files[len(results)]
                results.append(_article(frame, name, data))
            healthy = True
        except _ChildFailed as failure:
            results.append(_failure(str(failure), files[len(results)][0], self._deadline_s))
        finally:
            if not healthy and child is not None:
                child.end()
            self._places.put(child if healthy else None)

    def _parse_all(self, files: Sequence[tuple[str, bytes]], *, stopped: Stopped) -> list[Result]:
        results: list[Result] = []
        while len(results) < len(files):
            rest: list[Result] = []
            self._one_child(files[len(results) :], rest, stopped=stopped)
            results += rest
        return results

    def parse(
        self, data: bytes, name: str, *, cancel: threading.Event | None = None
    ) -> ParsedArticle:
        """Parse one file and wait for it.

        Raises:
            UnreadableInputError: It cannot be read, or took too much time or memory.
            Cancelled: ``cancel`` was set, or the pool was closed.
        """
        result = self._parse_all([(name, data)], stopped=self._stopped(cancel))[0]
        if isinstance(result, CuratorError):
            raise result
        return result

    def _stopped(self, *events: threading.Event | None) -> Stopped:
        given = [event for event in (self._closed, *events) if event is not None]
        return lambda: any(event.is_set() for event in given)

    def _read_and_parse(
        self, sources: Sequence[SourceFile], *, max_bytes: int | None, stopped: Stopped
    ) -> list[tuple[SourceFile, Result]]:
        results: dict[SourceFile, Result] = {}
        files: list[tuple[SourceFile, bytes]] = []
        for source in sources:
            if stopped():
                raise Cancelled
            try:
                files.append((source, read_source(source, max_bytes=max_bytes)))
            except CuratorError as error:
                results[source] = error
        parsed = self._parse_all([(source.name, data) for source, data in files], stopped=stopped)
        results.update(zip((source for source, _ in files), parsed, strict=True))
        return [(source, results[source]) for source in sources]

    def map(
        self,
        files: Iterable[SourceFile],
        cancel: threading.Event,
        *,
        max_bytes: int | None = MAX_BYTES,
    ) -> Iterator[tuple[SourceFile, Result]]:
        """Read and parse files, several at a time; results come in the order of the files.

        A file that cannot be read or parsed comes with its error and does not stop the others.

        Raises:
            Cancelled: ``cancel`` was set, at most a second ago.
        """
        done = threading.Event()
        stopped = self._stopped(cancel, done)
        waiting: deque[Future[list[tuple[SourceFile, Result]]]] = deque()
        batches = _batches(files)
        with ThreadPoolExecutor(self._processes, thread_name_prefix="parsers") as threads:
            try:
                while True:
                    while len(waiting) <= 2 * self._processes and (batch := next(batches, None)):
                        job = threads.submit(
                            self._read_and_parse, batch, max_bytes=max_bytes, stopped=stopped
                        )
                        waiting.append(job)
                    if not waiting:
                        return
                    yield from _wait(waiting.popleft(), stopped=stopped)
            finally:
                done.set()


def _wait(
    job: Future[list[tuple[SourceFile, Result]]], *, stopped: Stopped
) -> Iterator[tuple[SourceFile, Result]]:
    while not wait((job,), timeout=_TICK).done:
        if stopped():
            raise Cancelled
    for result in job.result():
        if stopped():
            raise Cancelled
        yield result


def _batches(files: Iterable[SourceFile]) -> Iterator[list[SourceFile]]:
    """Small files together, so that a pipe's round trip is paid once; a large one by itself."""
    batch: list[SourceFile] = []
    size = 0
    for source in files:
        if batch and (len(batch) >= BATCH_FILES or size + source.size > BATCH_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(source)
        size += source.size
    if batch:
        yield batch
