"""A child that reads files as the program's own does, and says of each what it took and tried.

What it says comes as the last note of a file: ``MARK`` and JSON with

- ``seconds`` of processor time and ``megabytes``, the most that was resident so far,
- ``tried``: what the audit hooks refused (a file, a socket, a process),
- ``unexpected``: errors that no reader foresaw, each with its place in the code,
- ``memory``: how often there was not enough.
"""

from __future__ import annotations

import json
import os
import re
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from typing import Any, Final

from curator.ingest import child
from curator.ingest.frames import Frame
from curator.ingest.values import ReadOptions

MARK: Final = "watched "
_UNEXPECTED: Final = re.compile(r"cannot be read \(([A-Za-z]\w*: .{0,200})", re.DOTALL)
_MEMORY: Final = "more memory than one file may take"

_PEAK: Final = re.compile(rb"VmHWM:\s*(\d+) kB")
# Opened before files are refused.  getrusage says what the parent had resident when it forked.
_STATUS: Final = os.open("/proc/self/status", os.O_RDONLY)

Hook = Callable[[str, tuple[Any, ...]], None]


def _place(error: BaseException) -> str:
    """The last lines of the program and of a library that an error came through."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [one for one in frames if "/curator/" in one.filename]
    shown = [*own[-1:], *frames[-1:]]
    return " < ".join(f"{one.filename.rpartition('/')[2]}:{one.lineno}" for one in reversed(shown))


def most_resident() -> float:
    """The most of this process that was in memory so far, in megabytes."""
    found = _PEAK.search(os.pread(_STATUS, 8192, 0))
    if found is None:
        raise RuntimeError("/proc/self/status does not say VmHWM")
    return int(found[1]) / 1024


class Watch:
    """What one file did so far."""

    def __init__(self) -> None:
        self.tried: list[str] = []
        self.unexpected: list[str] = []

    def over(self, hook: Hook) -> Hook:
        """The hook, with its refusals written down."""

        def seen(event: str, arguments: tuple[Any, ...]) -> None:
            try:
                hook(event, arguments)
            except PermissionError as refused:
                self.tried.append(str(refused))
                raise

        return seen

    def failed(self, name: str, error: Exception) -> Frame:
        frame = _failed(name, error)
        if _UNEXPECTED.search(str(frame.head["error"])):
            self.unexpected.append(f"{type(error).__name__}: {error} [{_place(error)}]")
        return frame

    def answers(
        self, read: child.ReadFile, name: str, *, data: bytes, options: ReadOptions
    ) -> Iterator[Frame]:
        """The file's answers, and before their end what was seen meanwhile."""
        self.tried.clear()
        self.unexpected.clear()
        memory, began = 0, time.process_time()
        for frame in _answers(read, name, data=data, options=options):
            if "end" in frame.head:
                yield self._note(time.process_time() - began, memory)
            said = str(frame.head.get("sentence") or frame.head.get("error") or "")
            memory += _MEMORY in said
            if "failure" in frame.head and (found := _UNEXPECTED.search(said)):
                self.unexpected.append(f"{found[1]} [a member]")
            yield frame

    def _note(self, seconds: float, memory: int) -> Frame:
        seen = {
            "seconds": seconds,
            "megabytes": most_resident(),
            "tried": self.tried[:9],
            "unexpected": self.unexpected[:9],
            "memory": memory,
        }
        return Frame({"note": MARK + json.dumps(seen)})


_answers = child.answers
_failed = child.failed
_guard = child.guard


def main(arguments: list[str]) -> None:
    watch = Watch()
    child.answers = watch.answers
    child.failed = watch.failed
    vars(child)["refuse_network"] = watch.over(child.refuse_network)
    child.guard = lambda folders: watch.over(_guard(folders))
    child.main(arguments)


if __name__ == "__main__":
    main(sys.argv[1:])
