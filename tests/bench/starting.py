"""From the start of the process to the first paint, and to the first 50 rows of 10,000 articles.

The bare thing: a QMainWindow with a QTextEdit.  Fresh processes, one kind after the other.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from tests.bench.figures import median, say
from tests.bench.registries import make_registry

ARTICLES: Final = 10_000
STARTS: Final = 11
DRIVER: Final = Path(__file__).with_name("start_driver.py")
PROJECT: Final = DRIVER.parents[2]
KINDS: Final = {
    "bare": ("bare",),
    "window": ("window", "{}"),
    "command": ("command", "{}"),
    "rows": ("window", "{}", "rows"),
    "command rows": ("command", "{}", "rows"),
}

Times = dict[str, list[tuple[float, float]]]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CURATOR_HOME"] = str(Path(folder) / "home")
        path = Path(folder) / "x.curator"
        make_registry(path, articles=ARTICLES).close()
        times: Times = {kind: [] for kind in KINDS}
        for number in range(STARTS + 1):
            for kind, words in KINDS.items():
                took = _start([word.format(path) for word in words])
                if number:  # the first one compiles the modules and fills the disk's cache
                    times[kind].append(took)
    _say("start to first paint", times, "window", bar="<= 1.3")
    _say("... by the command curator open", times, "command", bar="<= 1.3")
    _say("start to the first 50 rows of 10,000 articles", times, "rows", bar="<= 3.5")
    _say("... by the command curator open", times, "command rows", bar="<= 3.5")


def _start(arguments: list[str]) -> tuple[float, float]:
    """Milliseconds until it was painted, and those that the process worked until then."""
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, str(DRIVER), *arguments],
        env={**os.environ, "PYTHONPATH": str(PROJECT), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    at, worked = map(float, done.stdout.split())
    return (at - begun) * 1e3, worked * 1e3


def _say(work: str, times: Times, kind: str, *, bar: str) -> None:
    for name, which in ((work, 0), ("    the same, work of the process alone", 1)):
        ours, bare = ([one[which] for one in times[of]] for of in (kind, "bare"))
        say(name, ours=median(ours), bare=median(bare), bar=bar)
