"""Processes that are killed while they write (F1, F2)."""

from __future__ import annotations

import random
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

import pytest

from curator.services.registry import Registry, create_registry
from curator.services.verifying import verify, verify_chain
from curator.store.schema import CURRENT, Schema
from tests.store.samples import MIA, populate, rows
from tests.store.tomorrow import tomorrow

needs_strace = pytest.mark.skipif(
    shutil.which("strace") is None, reason="strace is not installed: calls cannot be made to fail"
)
T = TypeVar("T")
WRITES = "pwrite64,ftruncate,fdatasync,fsync,unlink,link,rename"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "studies.curator"
    registry = create_registry(path, MIA)
    populate(registry)
    registry.close()
    return path


def command(work: str, *arguments: object) -> list[str]:
    return [sys.executable, "-m", "tests.faults.worker", work, *map(str, arguments)]


def kill_while_saving(file: Path, chance: random.Random) -> int:
    """Kill a saving process after some saves, at any moment; the last change that it told of."""
    wanted = chance.randrange(1, 25)
    child = subprocess.Popen(command("saves", file), stdout=subprocess.PIPE, text=True)
    with child:
        assert child.stdout is not None
        told = [int(child.stdout.readline()) for _ in range(wanted)]
        # What is told after this moment counts as well: it was durable before it was told.
        child.send_signal(signal.SIGKILL)
        told += [int(line) for line in child.stdout.read().split("\n")[:-1]]
    return told[-1]


def kill_often(file: Path, times: int) -> None:
    chance = random.Random(times)
    for _ in range(times):
        acknowledged = kill_while_saving(file, chance)
        registry = Registry.open(file)
        check, last = verify_chain(registry)
        registry.close()
        assert check.problems == []
        assert last >= acknowledged


def test_killed_at_random_no_acknowledged_save_is_lost(file: Path) -> None:
    kill_often(file, 5)


@pytest.mark.gate
def test_killed_at_random_sixty_times(file: Path) -> None:
    kill_often(file, 60)


def traced(log: Path, *options: str) -> list[str]:
    return ["strace", "-f", "-qq", "-o", str(log), *options]


def count_calls(work: str, file: Path, *more: object) -> dict[str, int]:
    """How often a work makes each call that writes."""
    log = file.with_name("strace.log")
    words = traced(log, "-e", f"trace={WRITES}", *command(work, file, *more))
    subprocess.run(words, check=True, capture_output=True)
    counts = dict.fromkeys(WRITES.split(","), 0)
    for name in re.findall(r"^\d+ +(\w+)\(", log.read_text(encoding="utf-8"), re.MULTILINE):
        counts[name] += 1
    log.unlink()
    return counts


def kill_at(call: str, number: int, *, work: str, file: Path, more: tuple[object, ...]) -> str:
    """Kill a work at its n-th call of that name, before the call; what it had told until then."""
    inject = ("-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={number}")
    words = traced(file.with_name("strace.log"), *inject, *command(work, file, *more))
    done = subprocess.run(words, capture_output=True, text=True)
    assert done.returncode in (0, -signal.SIGKILL, 128 + signal.SIGKILL), done.stderr
    return done.stdout


def fresh(whole: Path, folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return Path(shutil.copy(whole, folder / whole.name))


def check_after(file: Path, *, before: int, after: int, told: str, schema: Schema) -> None:
    """All or nothing, and all if it was told; then the same work can be done again."""
    registry = Registry.open(file, schema=schema)
    check, last = verify_chain(registry)
    assert check.problems == []
    assert last in (before, after)
    if told:
        assert last == after
    # Lists and records as well: what is brought in has them at once.
    assert schema != CURRENT or verify(registry).problems == ()
    registry.close()


def some_of(points: Sequence[T], at_most: int) -> list[T]:
    """Up to so many of them, from the first to the last."""
    if len(points) <= at_most:
        return list(points)
    return [points[n * (len(points) - 1) // (at_most - 1)] for n in range(at_most)]


def kill_at_points(whole: Path, work: str, *, at_most: int, more: tuple[object, ...] = ()) -> int:
    """Kill a work at some or all of its calls; how many times that was."""
    folder = whole.parent / "try"
    counts = count_calls(work, fresh(whole, folder), *more)
    file = folder / whole.name
    schema = Schema(version=4, folder=Path(str(more[0]))) if more else CURRENT
    registry = Registry.open(file, schema=schema)
    after = rows(registry, "SELECT max(seq) FROM change")[0][0]
    registry.close()
    points = [(call, n) for call, count in counts.items() for n in range(1, count + 1)]
    chosen = some_of(points, at_most)
    for call, number in chosen:
        file = fresh(whole, folder)
        told = kill_at(call, number, work=work, file=file, more=more)
        check_after(file, before=5, after=after, told=told, schema=schema)
    return len(chosen)


@needs_strace
@pytest.mark.parametrize("work", ["save", "bring"])
def test_killed_at_some_calls_a_change_is_there_whole_or_not_at_all(file: Path, work: str) -> None:
    assert kill_at_points(file, work, at_most=5) == 5


@needs_strace
def test_killed_at_some_calls_an_upgrade_leaves_old_or_new(file: Path, tmp_path: Path) -> None:
    schema = tomorrow(tmp_path)
    assert kill_at_points(file, "upgrade", at_most=5, more=(schema.folder,)) == 5


@needs_strace
@pytest.mark.gate
@pytest.mark.parametrize("work", ["save", "bring", "upgrade"])
def test_killed_at_every_call(file: Path, tmp_path: Path, work: str) -> None:
    more = (tomorrow(tmp_path).folder,) if work == "upgrade" else ()
    assert kill_at_points(file, work, at_most=10_000, more=more) > 10


@needs_strace
def test_killed_while_it_is_made_a_registry_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "new" / "studies.curator"
    path.parent.mkdir()
    counts = count_calls("create", path)
    points = [(call, n) for call, count in counts.items() for n in range(1, count + 1)]
    for call, number in some_of(points, 5):
        shutil.rmtree(path.parent)
        path.parent.mkdir()
        told = kill_at(call, number, work="create", file=path, more=())
        assert path.exists() or not told
        registry = Registry.open(path, create=True, author=MIA)
        assert verify(registry).problems == ()
        registry.close()
        left = {one.name for one in path.parent.iterdir()}
        assert left <= {"studies.curator", "studies.curator-journal", "strace.log"}


@needs_strace
def test_a_large_change_is_killed_without_a_trace(file: Path) -> None:
    counts = count_calls("many", fresh(file, file.parent / "try"))
    for share in range(19, 9, -1):
        copy = fresh(file, file.parent / "try")
        kill_at("pwrite64", counts["pwrite64"] * share // 20, work="many", file=copy, more=())
        journal = copy.with_name(f"{copy.name}-journal")
        if journal.exists() and journal.stat().st_size:
            break
    else:
        pytest.fail("no kill fell into the writing of the change")
    check_after(copy, before=5, after=6, told="", schema=CURRENT)
    assert copy.stat().st_size == file.stat().st_size
