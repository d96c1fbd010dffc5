"""The process that parses untrusted files: ``python -m curator.ingest.child MEMORY_BYTES``.

It gets bytes and gives text. It opens no file but its own libraries, no socket, and starts nothing;
its memory is limited, and whoever started it ends it when it takes too long. The parsers are
imported after sockets are refused, because one of their libraries tries one out.
"""

from __future__ import annotations

import os
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, Final

from curator.domain.errors import CuratorError
from curator.ingest.frames import Frame, article_frame, read_frame, write_frame
from curator.ingest.values import ParsedArticle

if sys.platform != "win32":  # there the deadline alone must do
    import resource

Parse = Callable[[bytes, str], ParsedArticle]

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
_WARM_UP = b"<html><body><h1>A title of it</h1><p>One sentence stands here.</p></body></html>"


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


def answer(parse: Parse, name: str, *, data: bytes) -> Frame:
    """Parse one file; what goes wrong with it is part of the answer."""
    try:
        return article_frame(parse(data, name))
    except CuratorError as error:
        return Frame({"error": error.sentence, "hint": error.hint})
    except MemoryError:
        return Frame({"error": f"{name} needs more memory than one file may take.", "hint": ""})
    except Exception as error:  # noqa: BLE001 - one file's bug must not end the import of the others
        return Frame(
            {"error": f"{name} cannot be read ({type(error).__name__}: {error}).", "hint": ""}
        )


def serve(parse: Parse, source: BinaryIO, *, sink: BinaryIO) -> None:
    """Answer every file of every batch, in order, until the other side is gone."""
    write_frame(sink, Frame({"ready": os.getpid()}))
    while (batch := read_frame(source)) is not None:
        at = 0
        for name, size in batch.head["files"]:
            write_frame(sink, answer(parse, name, data=batch.data[at : at + size]))
            at += size


def main(arguments: list[str]) -> None:
    sink = os.fdopen(os.dup(1), "wb")
    # Whatever a library prints must not get among the answers.
    os.dup2(2, 1)
    if sys.platform != "win32":
        os.nice(NICE)
    sys.addaudithook(refuse_network)
    from curator.ingest.parse import parse_bytes

    parse_bytes(_WARM_UP, "warm-up.html")
    limit_memory(int(arguments[0]))
    sys.addaudithook(guard(library_folders()))
    serve(parse_bytes, sys.stdin.buffer, sink=sink)


if __name__ == "__main__":
    main(sys.argv[1:])
