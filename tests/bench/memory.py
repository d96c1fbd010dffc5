"""Resident memory of the window, against a bare one, and what is never in its process."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import IO, Final

import psutil

from tests.bench.figures import median, say, say_alone
from tests.bench.importing import write_files
from tests.bench.registries import lengthen_list, make_registry

ARTICLES: Final = 10_000
SHOWN: Final = 60
MANY: Final = 100_000
IMPORTED: Final = 10_000
EVERY_S: Final = 0.02
PROCESSES: Final = 3
PROJECT: Final = Path(__file__).parents[2]
CHILDREN_ONLY: Final = ("lxml", "trafilatura")


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["CURATOR_HOME"] = str(folder / "home")
        some, many = folder / "some.curator", folder / "many.curator"
        make_registry(some, articles=ARTICLES).close()
        shutil.copy(some, many)
        lengthen_list(many, MANY)
        bare = median([_weigh("bare")[0] for _ in range(PROCESSES)])
        ours = [_weigh("window", some) for _ in range(PROCESSES)]
        long = [_weigh("window", many) for _ in range(PROCESSES)]
        idle, most = _weigh_importing(folder)
    weight = median([one for one, _ in ours])
    say(f"memory with {ARTICLES} articles, one shown, list scrolled once", ours=weight, bare=bare,
        bar="<= 2.5", unit="MB")  # fmt: skip
    more = median([one for one, _ in long]) - weight
    say_alone(f"the same with a list of {MANY}: added", ours=more, bar="<= 10 MB", unit="MB")
    say(f"at most while {IMPORTED} files are imported, against idle", ours=most, bare=idle,
        bar="<= 1.5", unit="MB")  # fmt: skip
    there = {one for _, modules in (*ours, *long) for one in CHILDREN_ONLY if one in modules}
    said = ", ".join(sorted(there)) or "none"
    print(f"of {' and '.join(CHILDREN_ONLY)} in the window's process: {said}; bar none")


def _weigh_importing(folder: Path) -> tuple[float, float]:
    """Megabytes of the window's process alone: before an import, and at most meanwhile."""
    registry = folder / "importing.curator"
    make_registry(registry, articles=SHOWN).close()
    files = write_files(folder / "files", IMPORTED)
    with _driver("importing", registry, files) as process:
        _said(process)
        weighed = psutil.Process(process.pid)
        idle = weighed.memory_info().rss
        ended = threading.Event()
        waiting = threading.Thread(target=_until_said, args=(process, ended))
        _pipe(process.stdin).write("go on\n")
        _pipe(process.stdin).flush()
        waiting.start()
        most = idle
        while not ended.wait(EVERY_S):
            most = max(most, weighed.memory_info().rss)
        process.communicate(timeout=60)
    return idle / 1e6, most / 1e6


def _weigh(*arguments: str | Path) -> tuple[float, set[str]]:
    """Megabytes that a window of its own process keeps, and the modules that it has."""
    with _driver(*arguments) as process:
        modules = set(json.loads(_said(process)))
        weight = psutil.Process(process.pid).memory_info().rss / 1e6
        process.communicate(timeout=60)
    return weight, modules


def _driver(*arguments: str | Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.bench.memory_driver", *map(str, arguments)],
        cwd=PROJECT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        text=True,
    )


def _said(process: subprocess.Popen[str]) -> str:
    """Its next line.

    Raises:
        RuntimeError: It has ended.
    """
    line = _pipe(process.stdout).readline()
    if not line:
        raise RuntimeError("The process with the window has ended.")
    return line


def _until_said(process: subprocess.Popen[str], ended: threading.Event) -> None:
    try:
        _said(process)
    finally:
        ended.set()


def _pipe(pipe: IO[str] | None) -> IO[str]:
    if pipe is None:
        raise RuntimeError("There is no pipe.")
    return pipe
