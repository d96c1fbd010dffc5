"""A list of 100,000: its first paint against an empty one, scrolling, what is missing at rest."""

from __future__ import annotations

import os
import random
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from PySide6.QtTest import QSignalSpy

from curator.gui.lanes import Lanes
from curator.gui.opening import Opening
from curator.gui.queue.model import ROW
from curator.gui.queue.pane import QueuePane
from tests.bench.figures import median, percentile, say, say_alone, timed
from tests.bench.registries import lengthen_list, make_registry
from tests.bench.screen import Watchdog, application, paint_now, show, until

ARTICLES: Final = 100_000
SHOWS: Final = 9
STEPS: Final = 300
JUMPS: Final = 60
PANE: Final = (280, 700)


def main() -> None:
    application()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["CURATOR_HOME"] = str(folder / "home")
        make_registry(folder / "empty.curator", articles=0).close()
        make_registry(folder / "long.curator", articles=20).close()
        lengthen_list(folder / "long.curator", ARTICLES)
        with lanes_of(folder / "empty.curator") as empty, lanes_of(folder / "long.curator") as long:
            _first_paint(empty, long)
            _scrolling(long)


@contextmanager
def lanes_of(path: Path) -> Iterator[Lanes]:
    """The lanes of one open registry."""
    lanes = Lanes()
    failed = QSignalSpy(lanes.failed)
    try:
        job = lanes.open(Opening(str(path)))
        until(lambda: job.done)
        if failed.count():
            raise RuntimeError(f"{path.name} did not open: {failed.at(0)[0]}")
        yield lanes
    finally:
        lanes.join()


def _first_paint(empty: Lanes, long: Lanes) -> None:
    bare, ours, worked = [], [], []
    for _ in range(SHOWS):
        bare.append(timed(lambda: _listed(empty)))
        begun = time.process_time()
        ours.append(timed(lambda: _listed(long)))
        worked.append((time.process_time() - begun) * 1e3)
    say(f"list of {ARTICLES}: asked for to painted, against an empty one", ours=median(ours),
        bare=median(bare), bar="<= bare + 50 ms")  # fmt: skip
    say_alone("... work of all threads", ours=median(worked), bar="<= bare + 50 ms")


def _listed(lanes: Lanes) -> None:
    pane = QueuePane()
    pane.resize(*PANE)
    show(pane)
    came = QSignalSpy(pane.listed)
    pane.use(lanes)
    pane.refresh()
    until(lambda: came.count() > 0)
    paint_now()
    pane.close()


def _scrolling(lanes: Lanes) -> None:
    pane = QueuePane()
    pane.resize(*PANE)
    show(pane)
    pane.use(lanes)
    pane.refresh()
    until(lambda: pane.settled and pane.articles.rows.rowCount() > 0)
    steps, missing, stall = _scrolled(pane, jumps=False)
    say_alone("scroll by three rows, p95", ours=percentile(steps, 0.95), bar="<= 33 ms")
    say_alone("... longest stall of the event loop meanwhile", ours=stall, bar="<= 50 ms")
    jumps, missing_too, stall = _scrolled(pane, jumps=True)
    say_alone("a jump anywhere, p95", ours=percentile(jumps, 0.95), bar="<= 33 ms")
    say_alone("... longest stall of the event loop meanwhile", ours=stall, bar="<= 50 ms")
    say_alone("placeholder rows at rest", ours=missing + missing_too, bar="0", unit="  ")
    pane.close()


def _scrolled(pane: QueuePane, *, jumps: bool) -> tuple[list[float], int, float]:
    """Times of the steps, rows without words once nothing moves any more, the longest stall."""
    table, chance = pane.articles, random.Random(3)
    bar = table.verticalScrollBar()
    missing, times, dog = 0, [], Watchdog()

    def step() -> None:
        further = bar.value() + 3 * table.row_height
        bar.setValue(chance.randrange(bar.maximum()) if jumps else further)
        table.viewport().repaint()

    dog.start()
    for number in range(JUMPS if jumps else STEPS):
        times.append(timed(step))
        if jumps or number % 50 == 49:
            until(lambda: pane.settled)
            missing += _without_words(pane)
        else:
            until(lambda: True)
    return times, missing, dog.stop()


def _without_words(pane: QueuePane) -> int:
    table = pane.articles
    first, last = table.seen()
    seen = (table.rows.index(row, 0) for row in range(first, last + 1))
    return sum(1 for index in seen if index.data(ROW) is None)
