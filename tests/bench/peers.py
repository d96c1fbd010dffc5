"""1,000 text files taken in by ``curator import``, by sqlite-utils and by Recoll, in one run.

Each is a process of its own, with all that it starts: by the clock, which is what a person waits,
and by the processors, which a busy machine does not change.  A peer that is not installed is said
to be absent; ``CURATOR_BENCH_PEERS`` names a folder to look in before ``PATH``.
"""

from __future__ import annotations

import csv
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from curator.services.settings import update_settings
from tests.bench.figures import say_alone
from tests.bench.importing import write_files
from tests.bench.registries import AUTHOR

FILES: Final = 1_000
PROJECT: Final = Path(__file__).parents[2]


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = write_files(folder / "files", FILES)
        _curator(folder, files)
        _sqlite_tool(folder, files)
        _recoll(folder, files)


def _curator(folder: Path, files: Path) -> None:
    os.environ["CURATOR_HOME"] = str(folder / "home")
    update_settings(lambda settings: settings.with_author(AUTHOR, current=True))
    registry = str(folder / "x.curator")
    command = [sys.executable, "-m", "curator"]
    _run([*command, "new", registry])
    _say("curator import", [[*command, "--registry", registry, "import", str(files)]])


def _sqlite_tool(folder: Path, files: Path) -> None:
    program = _found("sqlite-utils")
    if program is None:
        return
    table = folder / "articles.csv"
    with table.open("w", encoding="utf-8", newline="") as sink:
        rows = csv.writer(sink)
        rows.writerow(("name", "body"))
        rows.writerows((one.name, one.read_text(encoding="utf-8")) for one in files.iterdir())
    base = str(folder / "peer.sqlite")
    insert = [program, "insert", base, "article", str(table), "--csv", "--pk", "name"]
    _say(
        "sqlite-utils insert, enable-fts",
        [insert, [program, "enable-fts", base, "article", "body"]],
    )


def _recoll(folder: Path, files: Path) -> None:
    program = _found("recollindex")
    if program is None:
        return
    own = folder / "recoll"
    own.mkdir()
    (own / "recoll.conf").write_text(f"topdirs = {files}\n", encoding="utf-8")
    _say("recollindex", [[program, "-c", str(own)]])


def _found(name: str) -> str | None:
    there = os.environ.get("CURATOR_BENCH_PEERS", "")
    found = shutil.which(name, path=os.pathsep.join(filter(None, (there, os.environ["PATH"]))))
    if found is None:
        print(f"{name} is not installed here: not compared.")
    return found


def _say(what: str, commands: Sequence[Sequence[str]]) -> None:
    begun, before = time.perf_counter(), _worked()
    for command in commands:
        _run(command)
    clock, worked = time.perf_counter() - begun, _worked() - before
    say_alone(f"{FILES} text files: {what}", ours=clock, bar="apart", unit=" s")
    say_alone("... by the processors", ours=worked, bar="apart", unit=" s")


def _worked() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _run(command: Sequence[str]) -> None:
    quiet = subprocess.DEVNULL
    subprocess.run(command, cwd=PROJECT, stdout=quiet, stderr=quiet, check=True)
