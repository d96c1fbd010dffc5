"""Parse files in child processes: warm, limited in memory and time, replaced when they die."""

from __future__ import annotations

import contextlib
import queue
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from types import MappingProxyType, TracebackType
from typing import Any, Final, Self

from curator.domain.errors import Cancelled, CuratorError, UnreadableInputError
from curator.ingest.children import (
    TICK,
    ChildFailed,
    Handover,
    Limits,
    ParserChild,
    Stopped,
    child_command,
)
from curator.ingest.files import MAX_BYTES, read_source
from curator.ingest.frames import (
    Frame,
    error_from,
    options_to_json,
    read_from,
)
from curator.ingest.values import (
    NO_OPTIONS,
    Failure,
    ParsedArticle,
    Read,
    ReadOptions,
    SourceFile,
)

MEMORY = 512 * 1024 * 1024
DEADLINE = 20.0
BATCH_FILES = 32
BATCH_BYTES = 1_000_000

_FILE: Final = 30
_COST: Final = 2_000
_NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})

Result = Read | CuratorError


def _failure(reason: str, name: str, limits: Limits) -> UnreadableInputError:
    if reason == "time":
        return UnreadableInputError(
            f"{name} took longer than {limits.answer_s:g} seconds to read and was given up.",
            hint="Copy its text into a .txt file and import that.",
        )
    return UnreadableInputError(
        f"{name} made the reader stop: it is damaged, or needs more memory than one file may take.",
        hint="Copy its text into a .txt file and import that.",
    )


def _result(frame: Frame, name: str, *, data: bytes) -> Result:
    try:
        return read_from(frame, data)
    except UnreadableInputError as error:
        return error
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        return UnreadableInputError(f"{name} gave an answer that makes no sense ({error!r}).")


class Parsers:
    """A pool of warm children. Its methods may be called from any thread.

    Args:
        processes: How many children; two use two processors.
        memory_bytes: Address space of a child.
        deadline_s: Seconds that one answer may take before its child is killed: a file of one
            article has one. All answers of a file may take ``_FILE`` times as long.
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
        self._limits = Limits(deadline_s, deadline_s * _FILE)
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
                return self._places.get(timeout=TICK)
            except queue.Empty:
                continue
        raise Cancelled

    @contextlib.contextmanager
    def _child(self, *, stopped: Stopped) -> Iterator[ParserChild]:
        """A child that is ready; it is replaced unless all that was asked of it was answered."""
        child = self._take(stopped=stopped)
        healthy = False
        try:
            child = child or ParserChild(self._command)
            child.wait_ready(stopped=stopped)
            yield child
            healthy = True
        finally:
            if not healthy and child is not None:
                child.end()
            self._places.put(child if healthy else None)

    def _one_child(
        self, files: Sequence[tuple[str, bytes]], *, head: Mapping[str, Any], stopped: Stopped
    ) -> Iterator[tuple[int, Result]]:
        """Let one child read as many files as it can; one that ends it gets an answer too."""
        at = 0
        try:
            with self._child(stopped=stopped) as child:
                child.ask(head, files)
                for at, (name, data) in enumerate(files):
                    answered = False
                    for frame in child.answers(self._limits, stopped=stopped):
                        answered = True
                        yield at, _result(frame, name, data=data)
                    if not answered:
                        yield at, UnreadableInputError(f"{name} holds nothing to read.")
        except ChildFailed as failure:
            yield at, _failure(str(failure), files[at][0], self._limits)

    def _read_all(
        self, files: Sequence[tuple[str, bytes]], *, options: ReadOptions, stopped: Stopped
    ) -> Iterator[tuple[int, Result]]:
        """What the files hold, with the place of each in ``files``, in order."""
        head = {"ask": "read", "options": options_to_json(options)}
        first = 0
        while first < len(files):
            last = first
            for at, result in self._one_child(files[first:], head=head, stopped=stopped):
                last = first + at
                yield last, result
            # The child answers every file; where it died, the last one that it answered ended it.
            first = last + 1

    def stream(
        self,
        data: bytes,
        name: str,
        *,
        options: ReadOptions = NO_OPTIONS,
        cancel: threading.Event | None = None,
    ) -> Iterator[Read]:
        """What a file holds, one by one; a child is kept for it meanwhile.

        Raises:
            UnreadableInputError: It cannot be read, or not to its end.
            Cancelled: ``cancel`` was set, or the pool was closed.
        """
        stopped = self._stopped(cancel)
        failed: CuratorError | None = None
        for _, result in self._read_all([(name, data)], options=options, stopped=stopped):
            if isinstance(result, CuratorError):
                failed = result  # raised when the child has said its last word, so that it stays
            else:
                yield result
        if failed is not None:
            raise failed

    def read(
        self,
        data: bytes,
        name: str,
        *,
        options: ReadOptions = NO_OPTIONS,
        cancel: threading.Event | None = None,
    ) -> tuple[Read, ...]:
        """All that a file holds; where it cannot be read to its end, a failure stands last.

        Raises:
            UnreadableInputError: Nothing in it can be read.
            Cancelled: ``cancel`` was set, or the pool was closed.
        """
        reads: list[Read] = []
        try:
            for one in self.stream(data, name, options=options, cancel=cancel):
                reads.append(one)  # noqa: PERF402 - what came before an error is kept
        except UnreadableInputError as error:
            if not any(isinstance(one, ParsedArticle) for one in reads):
                raise
            reads.append(Failure("", error.sentence, error.hint, error.needs))
        return tuple(reads)

    def parse(
        self,
        data: bytes,
        name: str,
        *,
        options: ReadOptions = NO_OPTIONS,
        cancel: threading.Event | None = None,
    ) -> ParsedArticle:
        """The first article of a file.

        Raises:
            UnreadableInputError: It has none, or took too much time or memory.
            Cancelled: ``cancel`` was set, or the pool was closed.
        """
        reads = self.read(data, name, options=options, cancel=cancel)
        for one in reads:
            if isinstance(one, ParsedArticle):
                return one
        for one in reads:
            if isinstance(one, Failure):
                raise UnreadableInputError(one.sentence, hint=one.hint or None)
        raise UnreadableInputError(f"{name} holds no article.")

    def ask(
        self,
        what: str,
        data: bytes,
        arguments: Mapping[str, Any] = _NOTHING,
        *,
        name: str = "",
        cancel: threading.Event | None = None,
    ) -> Frame:
        """Ask a child something else about a file.

        Args:
            what: A key of ``curator.ingest.questions.QUESTIONS``.
            data: The file's bytes.
            arguments: As that question takes them; JSON.
            name: The file's name, for messages.
            cancel: Set to give up.

        Raises:
            UnreadableInputError: There is no answer, or it took too much time or memory.
            Cancelled: ``cancel`` was set, or the pool was closed.
        """
        stopped = self._stopped(cancel)
        head = {"ask": what, "arguments": dict(arguments)}
        try:
            with self._child(stopped=stopped) as child:
                child.ask(head, [(name, data)])
                frame = child.answer(self._limits, stopped=stopped)
        except ChildFailed as failure:
            raise _failure(str(failure), name or "The file", self._limits) from failure
        if "error" in frame.head:
            raise error_from(frame.head)
        return frame

    def _stopped(self, *events: threading.Event | None) -> Stopped:
        given = [event for event in (self._closed, *events) if event is not None]
        return lambda: any(event.is_set() for event in given)

    def _read_batch(
        self,
        sources: Sequence[SourceFile],
        *,
        options: ReadOptions,
        max_bytes: int | None,
        stopped: Stopped,
    ) -> Iterator[tuple[SourceFile, Result]]:
        """Results in the order of the files; one that cannot be opened comes in its place."""
        refused: dict[int, CuratorError] = {}
        files: list[tuple[str, bytes]] = []
        places: list[int] = []
        for place, source in enumerate(sources):
            if stopped():
                raise Cancelled
            try:
                files.append((source.name, read_source(source, max_bytes=max_bytes)))
                places.append(place)
            except CuratorError as error:
                refused[place] = error
        following = 0
        for at, result in self._read_all(files, options=options, stopped=stopped):
            for place in range(following, places[at]):
                if place in refused:
                    yield sources[place], refused[place]
            following = places[at]
            yield sources[places[at]], result
        for place in range(following, len(sources)):
            if place in refused:
                yield sources[place], refused[place]

    def map(
        self,
        files: Iterable[SourceFile],
        cancel: threading.Event,
        *,
        options: ReadOptions = NO_OPTIONS,
        max_bytes: int | None = MAX_BYTES,
    ) -> Iterator[tuple[SourceFile, Result]]:
        """Read files, several at a time; results come in the order of the files, at least one each.

        They are handed on as they are read: of a large file only some wait in memory.  A file that
        cannot be read, or not to its end, comes with its error and does not stop the others.  The
        children are busy until the last result is taken.

        Raises:
            Cancelled: ``cancel`` was set, at most a second ago.
        """
        done = threading.Event()
        stopped = self._stopped(cancel, done)
        waiting: deque[_Results] = deque()
        batches = _batches(files)
        with ThreadPoolExecutor(self._processes, thread_name_prefix="parsers") as threads:
            try:
                while True:
                    while len(waiting) <= 2 * self._processes and (batch := next(batches, None)):
                        results = self._read_batch(
                            batch, options=options, max_bytes=max_bytes, stopped=stopped
                        )
                        waiting.append(_Results(stopped))
                        threads.submit(waiting[-1].fill, results)
                    if not waiting:
                        return
                    yield from waiting[0].taken()
                    waiting.popleft()
            finally:
                done.set()
                for one in waiting:
                    one.close()


class _Results:
    """What one batch gives, on its way from the thread that reads it; then None, or an error."""

    def __init__(self, stopped: Stopped) -> None:
        self._stopped = stopped
        self._waiting: Handover[tuple[SourceFile, Result] | BaseException | None] = Handover()
        self.close = self._waiting.close

    def fill(self, results: Iterator[tuple[SourceFile, Result]]) -> None:
        try:
            for source, one in results:
                size = len(one.original) + len(one.body) if isinstance(one, ParsedArticle) else 0
                self._waiting.put((source, one), _COST + size)
        except BaseException as error:  # noqa: BLE001 - raised again where the results are taken
            self._waiting.put(error, 0)
        else:
            self._waiting.put(None, 0)

    def taken(self) -> Iterator[tuple[SourceFile, Result]]:
        """As they come.

        Raises:
            Cancelled: Nobody wants them any more.
        """
        while True:
            for one in self._waiting.take(TICK):
                if one is None:
                    return
                if isinstance(one, BaseException):
                    raise one
                if self._stopped():
                    raise Cancelled
                yield one
            if self._stopped():
                raise Cancelled


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
