"""The reading order of a page: head and foot apart, columns one after the other.

A gutter is a strip that no word crosses, with lines of text on both sides.  What crosses it, such
as a title, a drawn line or a wide table, parts the page into bands; a band's columns are read from
left to right, bands from top to bottom.  Columns of a table are none: their lines are short or full
of holes, and those on the left stand level with those on the right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from statistics import median
from typing import Final

from curator.ingest.pdf.glyphs import Box
from curator.ingest.pdf.runs import Run, body_size, rows_of

HEAD, BODY, FOOT = "head", "body", "foot"
_MARGIN: Final = 0.115  # of the page's height: how far down a page header reaches
_BUCKET: Final = 2.0
_DEPTH: Final = 10
_MOST: Final = 12  # gutters that are tried in one region


@dataclass(frozen=True, slots=True)
class Region:
    """Runs that are read from top to bottom, left to right.

    Attributes:
        runs: In no order.
        part: ``head``, ``body`` or ``foot``: whether it stands apart at an edge of the page.
        left: Left edge of its column.
        right: Right edge of its column.
    """

    runs: tuple[Run, ...]
    part: str
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class _Gutter:
    x: float
    half: float
    top: float
    bottom: float
    score: int


@dataclass(frozen=True, slots=True)
class _Side:
    """How the lines on one side of a gutter look: medians over them."""

    lines: int
    words: float
    density: float
    fill: float
    bases: tuple[float, ...]

    @property
    def is_text(self) -> bool:
        return self.words >= 3 and self.density >= 0.68 and self.fill >= 0.55


def _region(runs: Sequence[Run], part: str) -> Region:
    return Region(tuple(runs), part, min(run.x0 for run in runs), max(run.x1 for run in runs))


def _stripes(runs: Iterable[Run]) -> list[list[Run]]:
    """Runs parted by blank strips across the whole page, from the top."""
    stripes: list[list[Run]] = []
    bottom = 0.0
    for run in sorted(runs, key=lambda one: one.top):
        if stripes and run.top < bottom:
            stripes[-1].append(run)
            bottom = max(bottom, run.bottom)
        else:
            stripes.append([run])
            bottom = run.bottom
    return stripes


def _edges(stripes: Sequence[list[Run]], height: float) -> tuple[int, int]:
    """How many stripes at the top and at the bottom stand apart in the margins."""
    gaps = [
        min(run.top for run in below) - max(run.bottom for run in above)
        for above, below in pairwise(stripes)
    ]
    size = body_size(run for stripe in stripes for run in stripe)
    apart = max(0.5 * size, 1.6 * median(gaps)) if len(gaps) > 3 else 0.5 * size
    top = bottom = 0
    for at in range(min(2, len(gaps))):
        if gaps[at] >= apart and max(run.bottom for run in stripes[at]) < _MARGIN * height:
            top = at + 1
    for at in range(min(2, len(gaps))):
        low = min(run.top for run in stripes[-1 - at]) > (1 - _MARGIN) * height
        if gaps[-1 - at] >= apart and low:
            bottom = at + 1
    return top, min(bottom, len(stripes) - top)


def _split_wide(runs: Sequence[Run], part: str) -> Iterator[Region]:
    """Lines of a page's head or foot, each cut where a wide gap stands in it."""
    for row in rows_of(runs, reach=0.5):
        piece = [row[0]]
        for run in row[1:]:
            if run.x0 - max(one.x1 for one in piece) > 1.8 * run.size:
                yield _region(piece, part)
                piece = []
            piece.append(run)
        yield _region(piece, part)


def regions_of(runs: Sequence[Run], *, height: float, rules: Sequence[Box]) -> list[Region]:
    """The regions of a page in reading order.

    Args:
        runs: All of them.
        height: Of the page.
        rules: Lines drawn on it.
    """
    stripes = _stripes(runs)
    top, bottom = _edges(stripes, height)
    end = len(stripes) - bottom
    body = [run for stripe in stripes[top:end] for run in stripe]
    head = [run for stripe in stripes[:top] for run in stripe]
    foot = [run for stripe in stripes[end:] for run in stripe]
    return [
        *_split_wide(head, HEAD),
        *_columns(body, rules, known=[], depth=0),
        *_split_wide(foot, FOOT),
    ]


def _columns(
    runs: Sequence[Run], rules: Sequence[Box], *, known: Sequence[float], depth: int
) -> Iterator[Region]:
    if not runs:
        return
    gutter = _best(runs, rules, known=known) if depth < _DEPTH else None
    if gutter is None:
        yield _region(runs, BODY)
        return
    parts: tuple[list[Run], ...] = ([], [], [], [])
    for run in runs:
        middle = (run.top + run.bottom) / 2
        if middle < gutter.top:
            parts[0].append(run)
        elif middle > gutter.bottom:
            parts[3].append(run)
        else:
            parts[1 if (run.x0 + run.x1) / 2 < gutter.x else 2].append(run)
    below = [*known, gutter.x]
    for part, those in zip(parts, (below, known, known, below), strict=True):
        yield from _columns(part, rules, known=those, depth=depth + 1)


def _best(runs: Sequence[Run], rules: Sequence[Box], *, known: Sequence[float]) -> _Gutter | None:
    size = body_size(runs)
    found: list[_Gutter] = []
    for x in (*known, *_candidates(runs, size)):
        strict = x not in known
        found += _bands(runs, rules, x=x, half=max(2.2, 0.25 * size), strict=strict)
    best = max(found, key=lambda one: one.score, default=None)
    return best


def _candidates(runs: Sequence[Run], size: float) -> list[float]:
    """Where few words stand above one another, in the whole region and in parts of its height."""
    top, bottom = min(run.top for run in runs), max(run.bottom for run in runs)
    left, right = min(run.x0 for run in runs), max(run.x1 for run in runs)
    height = bottom - top
    if right - left < 12 * size or height < 3 * size:
        return []
    windows = [(top, bottom)]
    if height > 30 * size:
        windows += [(top + at * height / 6, top + (at + 2) * height / 6) for at in range(5)]
    found: list[float] = []
    for above, below in windows:
        inside = [run for run in runs if above <= run.base <= below]
        for x in _valleys(inside, left, right):
            near = any(abs(x - one) < 4 for one in found)
            if not near and left + 4 * size < x < right - 4 * size:
                found.append(x)
    return found[:_MOST]


def _valleys(runs: Sequence[Run], left: float, right: float) -> Iterator[float]:
    buckets = min(int((right - left) / _BUCKET), 5000) + 1
    steps = [0] * (buckets + 1)
    for run in runs:
        first = min(max(0, int((run.x0 - left) / _BUCKET)), buckets)
        steps[first] += 1
        steps[max(first, min(int((run.x1 - left) / _BUCKET) + 1, buckets))] -= 1
    covered = list(accumulate(steps))[:buckets]
    low = 0.3 * median(covered)
    start: int | None = None
    for at, count in enumerate([*covered, 1 << 30]):
        if count <= low and start is None:
            start = at
        elif count > low and start is not None:
            least = min(covered[start:at])
            empty = [one for one in range(start, at) if covered[one] == least]
            yield left + _BUCKET * (empty[0] + empty[-1] + 1) / 2
            start = None


def _bands(
    runs: Sequence[Run], rules: Sequence[Box], *, x: float, half: float, strict: bool
) -> Iterator[_Gutter]:
    """The stretches of a strip that nothing crosses, where both sides hold text."""
    crossing = [(run.top, run.bottom) for run in runs if run.x0 < x + half and run.x1 > x - half]
    crossing += [
        ((top + bottom) / 2, (top + bottom) / 2)
        for left, top, right, bottom in rules
        if left < x - 4 * half and right > x + 4 * half and bottom - top < 3
    ]
    crossing.sort()
    ordered = sorted(runs, key=lambda one: one.top)
    edge = ordered[0].top - 1
    at = 0
    for top, bottom in (*crossing, (float("inf"), float("inf"))):
        if top > edge:
            band: list[Run] = []
            while at < len(ordered) and (ordered[at].top + ordered[at].bottom) / 2 < edge:
                at += 1
            while at < len(ordered) and (ordered[at].top + ordered[at].bottom) / 2 < top:
                band.append(ordered[at])
                at += 1
            gutter = _judge(band, x=x, half=half, strict=strict)
            if gutter is not None:
                yield gutter
        edge = max(edge, bottom)


def _judge(band: Sequence[Run], *, x: float, half: float, strict: bool) -> _Gutter | None:
    sides = [run for run in band if run.x1 <= x], [run for run in band if run.x0 >= x]
    if not all(sides):
        return None
    left, right = map(_side, sides)
    least, most = sorted((left.lines, right.lines))
    level = _level(left, right)
    if strict:
        accepted = least >= 3 and (
            (left.is_text and right.is_text)
            or ((left.is_text or right.is_text) and level < 0.5 and most >= 8)
        )
    else:
        accepted = (left.is_text and right.is_text) or (
            most >= 2 and (left.is_text or right.is_text) and level < 0.5
        )
    if not accepted:
        return None
    middles = [(run.top + run.bottom) / 2 for run in band]
    return _Gutter(x, half, min(middles) - 0.1, max(middles) + 0.1, len(band))


def _level(left: _Side, right: _Side) -> float:
    """The share of the shorter side's lines that stand level with one on the other side."""
    few, many = sorted((left.bases, right.bases), key=len)
    pairs = sum(any(abs(base - other) < 1.0 for other in many) for base in few)
    return pairs / len(few)


def _side(runs: Sequence[Run]) -> _Side:
    rows = rows_of(runs)
    left, right = min(run.x0 for run in runs), max(run.x1 for run in runs)
    width = max(right - left, 1.0)
    words, density, fill = [], [], []
    for row in rows:
        extent = max(max(run.x1 for run in row) - row[0].x0, 1.0)
        words.append(len(row))
        density.append(sum(run.x1 - run.x0 for run in row) / extent)
        fill.append(extent / width)
    return _Side(
        len(rows),
        median(words),
        median(density),
        median(fill),
        tuple(row[0].base for row in rows),
    )
