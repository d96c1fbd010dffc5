"""Feeding what is made of the articles, chunk by chunk, each one short transaction."""

from __future__ import annotations

import threading
from collections.abc import Callable

from curator.services.registry import Registry
from curator.services.values import Progress


def feed_to_the_end(
    registry: Registry,
    feed: Callable[[Registry], tuple[int, int]],
    *,
    what: str,
    progress: Progress | None = None,
    cancel: threading.Event | None = None,
) -> None:
    """Feed until all is fed; what was fed stays where it is stopped.

    Args:
        registry: Open for writing.
        feed: Feeds a chunk; how many articles are fed then, and how many there are.
        what: Said with each step of the progress.
        progress: Told after every chunk.
        cancel: Set to stop after the chunk that is being fed.
    """
    done, total = -1, 0
    while done < total and not (cancel is not None and cancel.is_set()):
        done, total = feed(registry)
        if progress is not None:
            progress.step(done, total, what)
