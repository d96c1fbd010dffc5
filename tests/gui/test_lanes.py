"""The threads beside the window."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import cast

import pytest
from pytestqt.qtbot import QtBot

from curator.domain.errors import CuratorError, RefusedError
from curator.gui.backend import Backend
from curator.gui.lanes import Job, JobProgress, Lanes, NoRegistryError
from curator.gui.opening import Opened, Opening


class Shelf:
    """What these lanes work with: a list that calls write to."""

    def __init__(self) -> None:
        self.written: list[str] = []
        self.gate = threading.Event()
        self.entered = threading.Event()
        self.interrupted = 0
        self.closed = False

    def opened(self) -> Opened:
        return cast(Opened, "opened")

    def interrupt_reading(self) -> None:
        self.interrupted += 1
        self.gate.set()

    def close(self) -> None:
        self.closed = True


def write(shelf: Shelf, word: str) -> str:
    shelf.written.append(word)
    return word.upper()


def wait(shelf: Shelf) -> None:
    shelf.entered.set()
    assert shelf.gate.wait(30)


def refuse(shelf: Shelf) -> None:
    raise RefusedError("No.")


def break_down(shelf: Shelf) -> None:
    raise ZeroDivisionError


def count(shelf: Shelf, total: int, progress: JobProgress) -> int:
    for done in range(total):
        progress.step(done, total, "counting")
    shelf.entered.set()
    while not progress.cancel.wait(0.01):
        pass
    progress.step(total, total)
    return total


def call(function: Callable[..., object]) -> Callable[[Backend], object]:
    """The functions above take a shelf where the window's take a backend."""
    return cast(Callable[[Backend], object], function)


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def lanes(qtbot: QtBot, shelf: Shelf) -> Iterator[Lanes]:
    made = Lanes(lambda _opening, _notify: cast(Backend, shelf))
    with qtbot.waitSignal(made.open(Opening()).succeeded):
        pass
    yield made
    shelf.gate.set()
    assert made.join(60.0)


def test_a_result_arrives_in_the_gui_thread(qtbot: QtBot, lanes: Lanes) -> None:
    seen: list[tuple[object, threading.Thread]] = []
    job = lanes.write(call(lambda shelf: write(shelf, "a")))
    job.succeeded.connect(lambda result: seen.append((result, threading.current_thread())))
    with qtbot.waitSignal(job.finished):
        pass
    assert seen == [("A", threading.main_thread())]
    assert (job.done, job.result) == (True, "A")


def test_calls_of_one_lane_keep_their_order(qtbot: QtBot, lanes: Lanes, shelf: Shelf) -> None:
    jobs = [lanes.draft(call(lambda s, n=n: write(s, str(n)))) for n in range(20)]
    with qtbot.waitSignal(jobs[-1].finished):
        pass
    assert shelf.written == [str(n) for n in range(20)]


def test_one_lane_does_not_wait_for_another(qtbot: QtBot, lanes: Lanes, shelf: Shelf) -> None:
    lanes.write(call(wait))
    assert shelf.entered.wait(30)
    with qtbot.waitSignal(lanes.read(call(lambda s: write(s, "read"))).succeeded):
        pass
    assert shelf.written == ["read"]


def test_an_expected_error_goes_to_whoever_asked(qtbot: QtBot, lanes: Lanes) -> None:
    job = lanes.write(call(refuse))
    unhandled: list[CuratorError] = []
    lanes.failed.connect(unhandled.append)
    with qtbot.waitSignals([job.failed, job.finished]):
        pass
    assert isinstance(job.error, RefusedError)
    assert unhandled == []


def test_an_expected_error_that_nobody_takes_is_told_by_the_lanes(
    qtbot: QtBot, lanes: Lanes
) -> None:
    with qtbot.waitSignal(lanes.failed) as told:
        lanes.write(call(refuse))
    assert isinstance(told.args[0], RefusedError)


def test_a_bug_is_told_as_one(qtbot: QtBot, lanes: Lanes, caplog: pytest.LogCaptureFixture) -> None:
    with qtbot.waitSignal(lanes.bug) as told:
        lanes.read(call(break_down))
    assert isinstance(told.args[0], ZeroDivisionError)
    assert "break_down" in caplog.text


def test_a_long_call_reports_and_is_cancelled(qtbot: QtBot, lanes: Lanes, shelf: Shelf) -> None:
    steps: list[tuple[object, object, str]] = []
    job = lanes.work(count, 3)
    job.progressed.connect(lambda *step: steps.append(step))
    job.succeeded.connect(lambda _: steps.append(("", "", "succeeded")))
    qtbot.waitUntil(shelf.entered.is_set)
    job.cancel()
    with qtbot.waitSignal(job.finished):
        pass
    assert steps == [(0, 3, "counting"), (1, 3, "counting"), (2, 3, "counting")]


def test_a_dropped_query_is_stopped_and_says_nothing(
    qtbot: QtBot, lanes: Lanes, shelf: Shelf
) -> None:
    job = lanes.read(call(wait))
    said: list[object] = []
    job.succeeded.connect(said.append)
    assert shelf.entered.wait(30)
    lanes.drop(job)
    with qtbot.waitSignal(job.finished):
        pass
    assert (shelf.interrupted, said) == (1, [])


def test_a_query_is_not_stopped_while_another_lane_reads(
    qtbot: QtBot, lanes: Lanes, shelf: Shelf
) -> None:
    """The database stops all reads of the process: the article that opens would be lost."""
    opening = lanes.draft(call(wait))
    assert shelf.entered.wait(30)
    shelf.entered.clear()
    listing = lanes.read(call(wait))
    assert shelf.entered.wait(30)
    lanes.drop(listing)
    assert shelf.interrupted == 0
    with qtbot.waitSignal(opening.succeeded):
        shelf.gate.set()


def test_a_query_that_has_not_begun_is_dropped_without_stopping_another(
    qtbot: QtBot, lanes: Lanes, shelf: Shelf
) -> None:
    lanes.read(call(wait))
    waiting = lanes.read(call(lambda s: write(s, "never")))
    assert shelf.entered.wait(30)
    lanes.drop(waiting)
    assert shelf.interrupted == 0
    shelf.gate.set()
    with qtbot.waitSignal(waiting.finished):
        pass
    assert shelf.written == []


def test_closing_writes_what_was_asked_for_and_drops_the_reading(
    qtbot: QtBot, lanes: Lanes, shelf: Shelf
) -> None:
    lanes.draft(call(wait))
    lanes.draft(call(lambda s: write(s, "typed")))
    lanes.write(call(lambda s: write(s, "saved")))
    assert shelf.entered.wait(30)
    with qtbot.waitSignal(lanes.closed):
        lanes.close()
        shelf.gate.set()
    assert sorted(shelf.written) == ["saved", "typed"]
    assert shelf.closed
    late: Job = lanes.write(call(lambda s: write(s, "late")))
    with qtbot.waitSignal(late.finished):
        pass
    assert "late" not in shelf.written


def test_without_a_registry_a_call_says_so(qtbot: QtBot) -> None:
    lanes = Lanes()
    job = lanes.read(call(lambda s: write(s, "x")))
    with qtbot.waitSignal(job.failed):
        pass
    assert isinstance(job.error, NoRegistryError)
    assert lanes.join(60.0)
