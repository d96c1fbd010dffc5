"""Which processes hold a SQLite file locked, where the system tells (Linux)."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Final

_LOCKS: Final = Path("/proc/locks")
_LINE: Final = re.compile(
    r"\d+: POSIX\s+\S+\s+(READ|WRITE)\s+(\d+)\s+[0-9a-f]+:[0-9a-f]+:(\d+)\s+(\d+)\s+(\d+|EOF)"
)
_FIRST: Final = 0x40000000
"""SQLite locks bytes from here on: pending, reserved, 510 shared ones."""
_LAST: Final = _FIRST + 511


def is_running(pid: int) -> bool:
    """Whether there is a process of that number (it may be another one than before)."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def holders(path: Path) -> tuple[int, ...]:
    """Numbers of the other processes that hold a lock of SQLite on that file; writers first."""
    try:
        inode = path.stat().st_ino
        lines = _LOCKS.read_text(encoding="ascii", errors="replace").split("\n")
    except OSError:
        return ()
    found: dict[int, bool] = {}
    for line in lines:
        match = _LINE.match(line.strip())
        if match is None or int(match[3]) != inode:
            continue
        pid, start = int(match[2]), int(match[4])
        if _FIRST <= start <= _LAST and pid not in (os.getpid(), 0):
            found[pid] = found.get(pid, False) or match[1] == "WRITE"
    return tuple(sorted(found, key=lambda pid: (not found[pid], pid)))


def process_name(pid: int) -> str:
    """A process as people can find it: ``curator (process 4711)``."""
    try:
        name = Path(f"/proc/{pid}/comm").read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        name = ""
    return f"{name} (process {pid})" if name else f"process {pid}"
