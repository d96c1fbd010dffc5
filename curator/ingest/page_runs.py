"""The runs of lines that look like an article, once a first pass has guessed line by line."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import groupby

WEIGHTY = 150  # characters from which a guess counts in full


def core(guesses: Sequence[float], sizes: Sequence[int]) -> tuple[int, int]:
    """The run of lines that most likely holds the article: first, one past the last."""
    best, run, start = -1.0, 0.0, 0
    first, last = 0, 0
    for at, (guess, size) in enumerate(zip(guesses, sizes, strict=True)):
        if run <= 0:
            run, start = 0.0, at
        run += (guess - 0.5) * math.sqrt(size)
        if run > best:
            best, first, last = run, start, at + 1
    return first, last


def smoothed(guesses: Sequence[float], sizes: Sequence[int], *, stay: float) -> list[float]:
    """The guesses as those of two states that each line keeps with the probability ``stay``.

    Forward and backward sums of a hidden Markov chain; a short line's guess counts for little.
    """
    leave = 1 - stay
    emitted = []
    for guess, size in zip(guesses, sizes, strict=True):
        held = min(max(guess, 0.02), 0.98)
        power = min(1.0, math.sqrt(size / WEIGHTY))
        emitted.append((held**power, (1 - held) ** power))
    forward = []
    main, other = 0.5, 0.5
    for at, (is_main, is_other) in enumerate(emitted):
        if at:
            main, other = main * stay + other * leave, main * leave + other * stay
        main, other = main * is_main, other * is_other
        scale = main + other
        main, other = main / scale, other / scale
        forward.append(main)
    found = []
    main, other = 0.5, 0.5
    for before, (is_main, is_other) in zip(reversed(forward), reversed(emitted), strict=True):
        here = before * main
        found.append(here / (here + (1 - before) * other))
        main, other = main * is_main, other * is_other
        main, other = main * stay + other * leave, main * leave + other * stay
        scale = main + other
        main, other = main / scale, other / scale
    return found[::-1]


def run_masses(
    smooth: Sequence[float], guesses: Sequence[float], *, sizes: Sequence[int]
) -> list[float]:
    """For each line the expected characters of the article in its run; 0 outside of any."""
    masses: list[float] = []
    for is_main, group in groupby(smooth, key=lambda one: one > 0.5):
        run = range(len(masses), len(masses) + len(list(group)))
        mass = sum(guesses[at] * sizes[at] for at in run) if is_main else 0.0
        masses += [mass] * len(run)
    return masses


def run_lengths(flags: Sequence[bool]) -> list[int]:
    """For each line how many in a row are as it is."""
    lengths: list[int] = []
    for _, group in groupby(flags):
        size = len(list(group))
        lengths += [size] * size
    return lengths
