"""Runs to lines: superscripts marked, spaces put in, large initials before their line."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from curator.ingest.pdf.ink import Ink, ink_of, joined, raised_ink, unprinted
from curator.ingest.pdf.runs import Run, body_size, rows_of

_SPACE: Final = 0.15  # of the font size; less than inside a run, because the styles differ here
_HINTED: Final = 0.04
_CLOSING: Final = ".,;:)]}”’"
WIDE: Final = 1.1
"""Font sizes: a gap as wide as this is no space between two words."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text.

    Attributes:
        runs: From left to right.
        x0: Left edge.
        x1: Right edge.
        base: Baseline of most of it.
        size: Font size of most of it.
        bold: Whether all its letters are bold.
        ink: Its text.
        initial: Whether a large initial letter stands before it.
    """

    runs: tuple[Run, ...]
    x0: float
    x1: float
    base: float
    size: float
    bold: bool
    ink: Ink
    initial: bool = False

    @property
    def top(self) -> float:
        return self.base - 0.75 * self.size

    @property
    def bottom(self) -> float:
        return self.base + 0.22 * self.size

    @property
    def text(self) -> str:
        return self.ink.text

    def segments(self) -> list[tuple[Run, ...]]:
        """Its runs, cut where wide gaps stand."""
        parts: list[list[Run]] = []
        edge = 0.0
        for run in self.runs:
            if not parts or run.x0 - edge > WIDE * self.size:
                parts.append([])
                edge = run.x1
            parts[-1].append(run)
            edge = max(edge, run.x1)
        return [tuple(part) for part in parts]

    def part(self, runs: Sequence[Run]) -> Ink:
        """The text of some of its runs."""
        return _ink(runs, base=self.base, size=self.size)


def _is_raised(run: Run, *, base: float, size: float) -> bool:
    """Smaller and above the baseline; or as large, and far above it."""
    lift = base - run.base
    if run.size < 0.93 * size:
        return lift > (0.12 if run.size < 0.87 * size else 0.2) * size
    return run.size <= 1.02 * size and lift > 0.28 * size


def _spaced(last: Run, run: Run) -> bool:
    size = max(last.size, run.size, 1.0)
    distance = run.x0 - last.x1
    if run.gap == 2 and run.order == last.order + 1:
        return True
    if run.glyphs[0].char in _CLOSING:
        return distance > 0.3 * size
    hinted = run.gap == 1 and run.order == last.order + 1
    return distance > (_HINTED if hinted else _SPACE) * size


def _ink(runs: Sequence[Run], *, base: float, size: float) -> Ink:
    parts: list[Ink] = []
    lifted: list[Ink] = []

    def land() -> None:
        if lifted:
            parts.append(raised_ink(joined(lifted)))
            lifted.clear()

    last: Run | None = None
    for run in runs:
        up = _is_raised(run, base=base, size=size)
        if not up:
            land()
        if last is not None and _spaced(last, run):
            land()
            parts.append(unprinted(" "))
        (lifted if up else parts).append(ink_of(run.glyphs))
        last = run
    land()
    return joined(parts)


def _line(runs: Iterable[Run]) -> Line:
    ordered = tuple(sorted(runs, key=lambda one: (one.x0, one.order)))
    size = body_size(ordered)
    main = [run for run in ordered if run.size >= 0.95 * size] or list(ordered)
    bases: dict[float, int] = {}
    for run in main:
        bases[run.base] = bases.get(run.base, 0) + len(run.glyphs)
    # Most characters; where as many are raised as not, the lower ones are the line.
    base = max(bases, key=lambda one: (bases[one], one))
    letters = [g for run in ordered for g in run.glyphs if g.char.isalnum()]
    return Line(
        ordered,
        min(run.x0 for run in ordered),
        max(run.x1 for run in ordered),
        base,
        size,
        bool(letters) and all(glyph.font.bold for glyph in letters),
        _ink(ordered, base=base, size=size),
    )


def _initials(runs: Sequence[Run], size: float) -> list[Run]:
    """Large letters that reach down beside the lines after them."""
    return [
        run
        for run in runs
        if len(run.glyphs) <= 2
        and run.size > 1.8 * size
        and run.text.isalpha()
        and sum(
            other.size < 0.6 * run.size
            and other.x0 >= run.x1 - 1
            and run.top - 0.3 * size < other.base < run.base + 0.2 * size
            for other in runs
        )
        >= 6
    ]


def lines_of(runs: Sequence[Run]) -> list[Line]:
    """The lines of one column, from the top."""
    if not runs:
        return []
    initials = _initials(runs, body_size(runs)) if len(runs) > 12 else []
    apart = {run.order for run in initials}
    rows = _gathered([run for run in runs if run.order not in apart])
    lines = sorted((_line(row) for row in rows), key=lambda one: (one.base, one.x0))
    for run in initials:
        at = next((n for n, line in enumerate(lines) if line.base > run.top), None)
        if at is not None:
            lines[at] = _with_initial(lines[at], run)
    return lines


def _with_initial(line: Line, run: Run) -> Line:
    """Its letter on the line's baseline and in its size: neither raised nor far away."""
    first = line.runs[0]
    # It is set apart for its looks; a word by itself has a space of the file's after it.
    edge = first.x0 - 0.01 if first.x0 - run.x1 < 0.6 * line.size else run.x1
    letter = Run(run.glyphs, run.x0, edge, line.base, line.size, 0, first.order - 1)
    runs = (letter, *line.runs)
    ink = _ink(runs, base=line.base, size=line.size)
    return replace(line, runs=runs, x0=run.x0, ink=ink, initial=True)


def _gathered(runs: Sequence[Run]) -> list[list[Run]]:
    """Rows of equal baselines; then those that are raised or lowered join their neighbours."""
    rows = rows_of(runs, reach=0.22)
    sizes = [body_size(row) for row in rows]
    # A row of small print whose middle lies inside another, larger row is its index or exponent.
    order = sorted(range(len(rows)), key=lambda at: -sizes[at])
    bases = [row[0].base for row in rows]
    into: dict[int, int] = {}
    for at in reversed(order):
        host = _host(rows, sizes, at, bases=bases)
        if host is not None:
            into[at] = host
    merged: dict[int, list[Run]] = {}
    for at, row in enumerate(rows):
        end = at
        seen = {at}
        while end in into and into[end] not in seen:
            end = into[end]
            seen.add(end)
        merged.setdefault(end, []).extend(row)
    return list(merged.values())


def _host(
    rows: Sequence[list[Run]], sizes: Sequence[float], at: int, *, bases: Sequence[float]
) -> int | None:
    """The row that a row of raised or lowered characters belongs to."""
    row, size = rows[at], sizes[at]
    best: tuple[float, int] | None = None
    lowest = bisect_left(bases, bases[at] - 1.2 * size)
    for other in range(lowest, len(rows)):
        if bases[other] > bases[at] + 2.0 * size:
            break
        if other == at or sizes[other] < size or len(rows[other]) == 0:
            continue
        shift = bases[other] - bases[at]
        limit = 0.62 * sizes[other]
        smaller = size < 0.87 * sizes[other]
        if not -0.35 * sizes[other] <= shift <= limit:
            continue
        if not smaller and (abs(shift) > 0.45 * sizes[other] or _letters(row) > 6):
            continue
        if not _beside(row, rows[other], reach=0.6 * sizes[other]):
            continue
        rank = (abs(shift - 0.2 * size), other)
        best = min(best, rank) if best else rank
    return best[1] if best else None


def _letters(row: Sequence[Run]) -> int:
    return sum(len(run.glyphs) for run in row)


def _beside(row: Sequence[Run], host: Sequence[Run], *, reach: float) -> bool:
    """Whether each run of it touches one of the host's or of its own that does."""
    edges = sorted(edge for run in (*host, *row) for edge in (run.x0, run.x1))
    for run in row:
        own = (run.x0, run.x1)
        low = bisect_left(edges, run.x0 - reach)
        near = [e for e in edges[low : low + 12] if e <= run.x1 + reach and e not in own]
        if not near:
            return False
    return True
