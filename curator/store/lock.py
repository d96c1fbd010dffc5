"""A file beside a registry that says which window writes it.

It guards windows only; the command line may write beside one.  The system itself drops the lock
of a process that dies, so that a file that was left behind never keeps anybody out.
"""

from __future__ import annotations

import fcntl
import json
import os
import platform
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from curator.domain.identity import now


@dataclass(frozen=True, slots=True)
class Holder:
    """The window that has the registry.

    Attributes:
        pid: Number of its process, 0 where it is not known.
        host: Name of its computer.
        since: When it took the lock, as ``YYYY-MM-DDTHH:MM:SS.ffffffZ``.
    """

    pid: int
    host: str
    since: str

    def sentence(self) -> str:
        """The holder as people read it."""
        if not self.pid:
            return "Another window has it open."
        place = "" if self.host == platform.node() else f" on {self.host}"
        since = f"{self.since[:10]} {self.since[11:16]} UTC"
        return f"Another window (process {self.pid}{place}) has it open since {since}."


class WindowLock:
    """Held from ``take`` to ``release`` or to the end of the process."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self._path = path
        self._descriptor = descriptor

    def release(self) -> None:
        """Let the next window in; more than once does nothing."""
        if self._descriptor >= 0:
            # Removed while it is held: whoever waits for this one sees that it is gone.
            self._path.unlink(missing_ok=True)
            os.close(self._descriptor)
            self._descriptor = -1


def lock_path(registry: Path) -> Path:
    return registry.with_name(f".{registry.name}.window")


def take(registry: Path) -> WindowLock | Holder:
    """Take the lock of a registry's windows, or say who has it.

    Raises:
        OSError: The folder takes no lock files.
    """
    path = lock_path(registry)
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = _read(descriptor)
            os.close(descriptor)
            return holder
        except OSError:
            os.close(descriptor)
            raise
        if _stands_at(path, descriptor):
            _write(descriptor)
            return WindowLock(path, descriptor)
        os.close(descriptor)  # its last holder removed it in this moment: once more


def _stands_at(path: Path, descriptor: int) -> bool:
    with suppress(FileNotFoundError):
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    return False


def _write(descriptor: int) -> None:
    words = json.dumps({"pid": os.getpid(), "host": platform.node(), "since": now()})
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, words.encode("utf-8"), 0)


def _read(descriptor: int) -> Holder:
    try:
        data = json.loads(os.pread(descriptor, 4096, 0))
        return Holder(pid=int(data["pid"]), host=str(data["host"]), since=str(data["since"]))
    except (ValueError, KeyError, TypeError):
        return Holder(0, "", "")  # its holder is about to write it
