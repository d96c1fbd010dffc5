"""Timing, and how a figure is printed."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence


def timed(work: Callable[[], object]) -> float:
    """Milliseconds of one call."""
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1e3


def timed_alone(work: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds of one call, and those that its thread worked: a busy machine makes it wait."""
    begun = time.perf_counter(), time.thread_time()
    work()
    return (time.perf_counter() - begun[0]) * 1e3, (time.thread_time() - begun[1]) * 1e3


def median(times: Sequence[float]) -> float:
    return statistics.median(times)


def percentile(times: Sequence[float], share: float) -> float:
    """The value below which that share of the times lies."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def say(work: str, *, ours: float, bare: float, bar: str, unit: str = "ms") -> None:
    """One line: what, ours, the bare thing, their ratio, and the bar."""
    ratio = ours / bare if bare else float("inf")
    print(f"{work:58} {ours:9.2f} {unit}  bare {bare:9.2f} {unit}  x {ratio:5.2f}  bar {bar}")


def say_alone(work: str, *, ours: float, bar: str, unit: str = "ms") -> None:
    print(f"{work:58} {ours:9.2f} {unit}  {'':19}  {'':7}  bar {bar}")
