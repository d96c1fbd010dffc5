"""Line numbers of a manuscript: a column of growing numbers beside the text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from curator.ingest.pdf.runs import Run, rows_of

_FEWEST: Final = 5
_STEPS: Final = (1, 5)


def _candidates(rows: Sequence[list[Run]], *, left: bool) -> list[tuple[int, Run]]:
    """Rows that begin (or end) with a number apart from the rest, and that number."""
    found = []
    for at, row in enumerate(rows):
        run = row[0] if left else row[-1]
        other = (row[1] if left else row[-2]) if len(row) > 1 else None
        text = run.text
        if not (text.isascii() and text.isdigit() and len(text) <= 4):
            continue
        if other is not None:
            distance = other.x0 - run.x1 if left else run.x0 - other.x1
            if distance < 0.6 * run.size:
                continue
        found.append((at, run))
    return found


def _is_numbering(found: Sequence[tuple[int, Run]], rows: Sequence[list[Run]]) -> bool:
    if len(found) < _FEWEST:
        return False
    values = [int(run.text) for _, run in found]
    for step in _STEPS:
        even = sum(
            b - a == step and at - before <= step + 2
            for a, b, (before, _), (at, _) in zip(
                values, values[1:], found, found[1:], strict=False
            )
        )
        if even >= 0.85 * (len(values) - 1) and len(values) * step >= 0.6 * len(rows):
            return True
    return False


def _outside(found: Sequence[tuple[int, Run]], runs: Sequence[Run], *, left: bool) -> bool:
    """Whether the numbers stand beyond the edge of all other text."""
    orders = {run.order for _, run in found}
    rest = [run for run in runs if run.order not in orders]
    if not rest:
        return False
    if left:
        edge = max(run.x1 for _, run in found)
        return sum(run.x0 < edge for run in rest) <= 0.01 * len(rest)
    edge = min(run.x0 for _, run in found)
    return sum(run.x1 > edge for run in rest) <= 0.01 * len(rest)


def line_numbers(runs: Sequence[Run]) -> tuple[list[Run], list[Run]]:
    """The numbers beside a page's lines, and all other runs.

    A numbered list is none: its numbers do not stand at every line, or every fifth.
    """
    rows = rows_of(runs, reach=0.4)
    for left in (True, False):
        found = _candidates(rows, left=left)
        if _is_numbering(found, rows) and _outside(found, runs, left=left):
            orders = {run.order for _, run in found}
            return [run for _, run in found], [run for run in runs if run.order not in orders]
    return [], list(runs)
