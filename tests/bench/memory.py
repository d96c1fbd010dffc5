"""Resident memory of the window, against a bare one, and what is never in its process."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

import psutil

from tests.bench.figures import median, say, say_alone
from tests.bench.registries import lengthen_list, make_registry

ARTICLES: Final = 10_000
MANY: Final = 100_000
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
    weight = median([one for one, _ in ours])
    say(f"memory with {ARTICLES} articles, one shown, list scrolled once", ours=weight, bare=bare,
        bar="<= 2.5", unit="MB")  # fmt: skip
    more = median([one for one, _ in long]) - weight
    say_alone(f"the same with a list of {MANY}: added", ours=more, bar="<= 10 MB", unit="MB")
    there = {one for _, modules in (*ours, *long) for one in CHILDREN_ONLY if one in modules}
    said = ", ".join(sorted(there)) or "none"
    print(f"of {' and '.join(CHILDREN_ONLY)} in the window's process: {said}; bar none")


def _weigh(*arguments: str | Path) -> tuple[float, set[str]]:
    """Megabytes that a window of its own process keeps, and the modules that it has."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.bench.memory_driver", *map(str, arguments)],
        cwd=PROJECT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        text=True,
    ) as process:
        if process.stdout is None:
            raise RuntimeError("There is no pipe.")
        modules = set(json.loads(process.stdout.readline()))
        weight = psutil.Process(process.pid).memory_info().rss / 1e6
        process.communicate(timeout=60)
    return weight, modules
