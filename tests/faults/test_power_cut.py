"""The power is cut at any moment of saving (F3): nothing that was told is lost."""

from __future__ import annotations

import random
import shutil
import subprocess
from pathlib import Path

import pytest

from curator.domain.errors import CuratorError
from curator.services.registry import Registry, create_registry
from curator.services.verifying import verify_chain
from tests.faults.power_cut import after_cut, events_of, told_by, tracing
from tests.faults.test_killed import command, needs_strace
from tests.store.samples import MIA, populate


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "studies.curator"
    registry = create_registry(path, MIA)
    populate(registry)
    registry.close()
    path.with_name(f"{path.name}-journal").unlink(missing_ok=True)
    return path


def cut_often(file: Path, work: str, times: int) -> tuple[int, int]:
    """Cut the power that often; how often something told was lost, how often it did not open."""
    before = {file.name: file.read_bytes()}
    log = file.with_name("strace.log")
    subprocess.run([*tracing(log), *command(work, file)], check=True, stdout=subprocess.PIPE)
    events = events_of(log, file.parent)
    assert len(told_by(events)) == 4
    lost = unopened = 0
    folder = file.parent / "after"
    for number in range(times):
        chance = random.Random(number)
        happened = events[: chance.randrange(len(events) + 1)]
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for name, content in after_cut(happened, before, chance):
            (folder / name).write_bytes(content)
        try:
            registry = Registry.open(folder / file.name)
        except CuratorError:
            unopened += 1
            continue
        check, last = verify_chain(registry)
        registry.close()
        lost += bool(check.problems) or last < max(told_by(happened), default=5)
    return lost, unopened


@needs_strace
def test_nothing_told_is_lost(file: Path) -> None:
    assert cut_often(file, "few", 150) == (0, 0)


@needs_strace
@pytest.mark.gate
def test_nothing_told_is_lost_in_many_states(file: Path) -> None:
    assert cut_often(file, "few", 5_000) == (0, 0)


@needs_strace
def test_the_model_sees_a_store_that_does_not_wait_for_the_disk(file: Path) -> None:
    lost, unopened = cut_often(file, "careless", 60)
    assert lost + unopened > 20
