"""What a draft asks of its lane: each call runs there, with the backend."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from curator.domain.edits import Step

if TYPE_CHECKING:
    from curator.gui.backend import Backend
    from curator.gui.lane_values import Recorded
    from curator.store.drafts import DraftKey, StoredDraft


def record(
    backend: Backend, stored: StoredDraft, *, step: Step | None, whole: bool = False
) -> Recorded:
    """Write one move of the log, or the ``whole`` log where more than its last step changed."""
    return backend.record(stored, step, whole=whole)


def move(backend: Backend, stored: StoredDraft, *, old: DraftKey) -> Recorded:
    """Keep a whole draft under another curator."""
    return backend.move_draft(stored, old)


def write_pending(
    backend: Backend, stored: StoredDraft, *, texts: Iterable[tuple[str, str]]
) -> Recorded:
    """Write unfinished text, by its place; "" forgets it."""
    return backend.write_pending(stored, texts)
