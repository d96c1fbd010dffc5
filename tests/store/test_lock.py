from __future__ import annotations

import platform
import signal
import subprocess
import sys
from pathlib import Path

from curator.store.lock import Holder, WindowLock, lock_path, take

HOLD = (
    "import sys; from pathlib import Path; from curator.store.lock import take;"
    "held = take(Path(sys.argv[1])); print(type(held).__name__, flush=True); sys.stdin.read()"
)


def another_window(registry: Path) -> subprocess.Popen[str]:
    child = subprocess.Popen(
        [sys.executable, "-c", HOLD, registry],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "WindowLock\n"
    return child


def test_the_first_window_is_named_to_the_second(tmp_path: Path) -> None:
    registry = tmp_path / "studies.curator"
    with another_window(registry) as child:
        held = take(registry)
        assert isinstance(held, Holder)
        assert (held.pid, held.host) == (child.pid, platform.node())
        assert f"process {child.pid}" in held.sentence()
        assert f"since {held.since[:10]}" in held.sentence()
        child.communicate()
    assert isinstance(take(registry), WindowLock)


def test_a_window_that_was_killed_keeps_nobody_out(tmp_path: Path) -> None:
    registry = tmp_path / "studies.curator"
    with another_window(registry) as child:
        child.send_signal(signal.SIGKILL)
        child.wait()
    assert lock_path(registry).exists()
    held = take(registry)
    assert isinstance(held, WindowLock)
    held.release()
    assert not lock_path(registry).exists()


def test_released_twice_it_lets_go_of_nobody_elses(tmp_path: Path) -> None:
    registry = tmp_path / "studies.curator"
    first = take(registry)
    assert isinstance(first, WindowLock)
    first.release()
    second = take(registry)
    assert isinstance(second, WindowLock)
    first.release()
    assert isinstance(take(registry), Holder)
    second.release()


def test_a_lock_file_removed_by_hand_is_made_again(tmp_path: Path) -> None:
    registry = tmp_path / "studies.curator"
    first = take(registry)
    lock_path(registry).unlink()
    second = take(registry)
    assert isinstance(first, WindowLock)
    assert isinstance(second, WindowLock)
    second.release()
    first.release()


def test_a_holder_elsewhere_is_named_with_its_computer(tmp_path: Path) -> None:
    registry = tmp_path / "studies.curator"
    held = take(registry)
    assert isinstance(held, WindowLock)
    lock_path(registry).write_text(
        '{"pid": 7, "host": "lab-3", "since": "2026-11-22T09:14:00.000000Z"}', encoding="utf-8"
    )
    second = take(registry)
    assert isinstance(second, Holder)
    assert second.sentence() == (
        "Another window (process 7 on lab-3) has it open since 2026-11-22 09:14 UTC."
    )
    for words in ("", "[]", '{"pid": "x"}'):
        lock_path(registry).write_text(words, encoding="utf-8")
        third = take(registry)
        assert isinstance(third, Holder)
        assert third.sentence() == "Another window has it open."
    held.release()


def test_the_lock_leaves_no_descriptor(tmp_path: Path) -> None:
    registry = tmp_path / "studies.curator"
    listing = Path("/proc/self/fd") if Path("/proc/self/fd").exists() else Path("/dev/fd")
    before = len(list(listing.iterdir()))
    held = take(registry)
    assert isinstance(held, WindowLock)
    assert isinstance(take(registry), Holder)
    held.release()
    assert len(list(listing.iterdir())) == before
