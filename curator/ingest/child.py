"""The process that parses untrusted files: ``python -m curator.ingest.child MEMORY_BYTES``.

It gets bytes and gives texts, one by one, and answers other questions about a file. It opens no
file but its own libraries, no socket, and starts nothing; its memory is limited, and whoever
started it ends it when it takes too long. The parsers are imported after sockets are refused,
because one of their libraries tries one out.
"""

from __future__ import annotations

import logging
import os
import sys
import sysconfig
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Final, Protocol

from curator.domain.errors import CuratorError, UnreadableInputError
from curator.ingest.frames import (
    Frame,
    error_frame,
    frame_of,
    options_from_json,
    read_frame,
    write_frame,
)
from curator.ingest.values import Read, ReadOptions

if sys.platform != "win32":  # there the deadline alone must do
    import resource


class ReadFile(Protocol):
    """What reads a file; ``curator.ingest.parse.parse_file``."""

    def __call__(self, data: bytes, name: str, *, options: ReadOptions) -> Iterator[Read]: ...


class Question(Protocol):
    """What answers another question about a file: its bytes, its name and what is asked of it."""

    def __call__(self, data: bytes, name: str, *, arguments: Mapping[str, Any]) -> Frame: ...


_REFUSED = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.spawn",
    "os.fork",
    "os.startfile",
    "os.remove",
    "os.rename",
    "os.mkdir",
    "os.rmdir",
    "os.link",
    "os.symlink",
    "os.truncate",
    "shutil.",
    "urllib.",
    "ftplib.",
    "http.",
    "smtplib.",
    "webbrowser.",
    "ctypes.dlopen",
)
NICE: Final = 10
"""The window, and a person before it, come first where there are fewer processors than work."""
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def limit_memory(most: int) -> None:
    """Let every further allocation fail beyond so many bytes of address space; write no file."""
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def library_folders() -> tuple[str, ...]:
    """Where the program and its libraries lie."""
    paths = sysconfig.get_paths()
    folders = [paths[key] for key in ("stdlib", "platstdlib", "purelib", "platlib")]
    folders += [str(Path(__file__).parents[1]), getattr(sys, "_MEIPASS", "")]
    return tuple(os.path.realpath(folder) + os.sep for folder in folders if folder)


def refuse_network(event: str, _arguments: tuple[Any, ...]) -> None:
    """An audit hook that refuses sockets."""
    if event.startswith("socket."):
        raise PermissionError(f"a parser may not do {event}")


def guard(folders: tuple[str, ...]) -> Callable[[str, tuple[Any, ...]], None]:
    """An audit hook that refuses sockets, processes, and every file outside of ``folders``."""

    def refuse(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            path, _, flags = arguments
            if isinstance(path, int):
                return
            name = os.fsdecode(path)
            writes = isinstance(flags, int) and flags & _WRITING
            if writes or not os.path.realpath(name).startswith(folders):
                raise PermissionError(f"a parser may not open {name!r}")
        elif event.startswith(_REFUSED):
            raise PermissionError(f"a parser may not do {event}")

    return refuse


def failed(name: str, error: Exception) -> Frame:
    """What goes wrong with one file is part of the answer, and does not end the others'."""
    if isinstance(error, CuratorError):
        return error_frame(error)
    if isinstance(error, MemoryError):
        sentence = f"{name} needs more memory than one file may take."
    else:
        sentence = f"{name} cannot be read ({type(error).__name__}: {error})."
    return error_frame(UnreadableInputError(sentence))


def answers(read: ReadFile, name: str, *, data: bytes, options: ReadOptions) -> Iterator[Frame]:
    """What a file holds, one by one, and an end."""
    try:
        for one in read(data, name, options=options):
            yield frame_of(one, data)
    except Exception as error:  # noqa: BLE001 - one file's bug must not end the import of the others
        yield failed(name, error)
    yield Frame({"end": True})


def answer(question: Question | None, name: str, *, data: bytes, head: Mapping[str, Any]) -> Frame:
    """The answer to another question than what a file holds."""
    if question is None:
        return failed(name, LookupError(f"nobody answers {head['ask']!r}"))
    try:
        return question(data, name, arguments=head["arguments"])
    except Exception as error:  # noqa: BLE001 - as above
        return failed(name, error)


def serve(
    read: ReadFile, questions: Mapping[str, Question], *, source: BinaryIO, sink: BinaryIO
) -> None:
    """Answer every file of every batch, in order, until the other side is gone."""
    write_frame(sink, Frame({"ready": os.getpid()}))
    while (batch := read_frame(source)) is not None:
        head, view, at = batch.head, memoryview(batch.data), 0
        for name, size in head["files"]:
            whole = size == len(batch.data)
            data = batch.data if whole else bytes(view[at : at + size])
            at += size
            if head["ask"] != "read":
                asked = questions.get(head["ask"])
                write_frame(sink, answer(asked, name, data=data, head=head))
                continue
            options = options_from_json(head["options"])
            for frame in answers(read, name, data=data, options=options):
                write_frame(sink, frame)


def main(arguments: list[str]) -> None:
    sink = os.fdopen(os.dup(1), "wb")
    # Whatever a library prints must not get among the answers.
    os.dup2(2, 1)
    logging.disable()  # nobody reads what libraries log, and hostile files make them log much
    if sys.platform != "win32":
        os.nice(NICE)
    sys.addaudithook(refuse_network)
    from curator.ingest.parse import parse_file
    from curator.ingest.questions import QUESTIONS
    from curator.ingest.warming import warm_up

    warm_up()
    limit_memory(int(arguments[0]))
    sys.addaudithook(guard(library_folders()))
    serve(parse_file, QUESTIONS, source=sys.stdin.buffer, sink=sink)


if __name__ == "__main__":
    main(sys.argv[1:])
