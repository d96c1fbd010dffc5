"""Glyphs to runs: stretches without a gap on one baseline and in one size, a word as a rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from statistics import median
from typing import Final, NamedTuple

from curator.ingest.pdf.glyphs import Glyph

_SPACE: Final = 0.17  # of the font size: a gap as wide as this is a space
_HINTED: Final = 0.04  # the same, where the library thinks so too
_BACK: Final = -0.45
_ASCENT: Final = 0.75
_DESCENT: Final = 0.22


class Run(NamedTuple):
    """Some glyphs side by side.

    Attributes:
        glyphs: From left to right.
        x0: Left edge.
        x1: Right edge.
        base: Baseline.
        size: Font size.
        gap: As of its first glyph.
        order: Its place in the file, from 0.
    """

    glyphs: tuple[Glyph, ...]
    x0: float
    x1: float
    base: float
    size: float
    gap: int
    order: int

    @property
    def top(self) -> float:
        return self.base - _ASCENT * self.size

    @property
    def bottom(self) -> float:
        return self.base + _DESCENT * self.size

    @property
    def text(self) -> str:
        return "".join(glyph.char for glyph in self.glyphs)


def _continues(last: Glyph, glyph: Glyph) -> bool:
    size = last.font.size
    distance = glyph.x0 - last.x1
    if glyph.gap == 2 or abs(glyph.base - last.base) > 0.08 * size:
        return False
    if abs(glyph.font.size - size) > 0.06 * size:
        return False
    widest = _HINTED if glyph.gap == 1 else _SPACE
    return _BACK * size < distance < widest * size


def _is_overprint(run: Run, seen: set[tuple[str, int, int]]) -> bool:
    """The same word set twice in nearly the same place, which makes it look bold."""
    text, reach = run.text, max(0.15 * run.size, 0.5)
    x, y = round(run.x0 / reach), round(run.base / reach)
    if any((text, x + dx, y + dy) in seen for dx in (-1, 0, 1) for dy in (-1, 0, 1)):
        return True
    seen.add((text, x, y))
    return False


def _run(glyphs: Sequence[Glyph], order: int) -> Run:
    return Run(
        tuple(glyphs),
        min(glyph.x0 for glyph in glyphs),
        max(glyph.x1 for glyph in glyphs),
        median(glyph.base for glyph in glyphs),
        glyphs[0].font.size,
        glyphs[0].gap,
        order,
    )


def runs_of(glyphs: Iterable[Glyph]) -> list[Run]:
    """All runs, in the order of the file."""
    seen: set[tuple[str, int, int]] = set()
    runs = (_run(part, order) for order, part in enumerate(_parts(glyphs)))
    return [run for run in runs if not _is_overprint(run, seen)]


def _parts(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    part: list[Glyph] = []
    for glyph in glyphs:
        if part and not _continues(part[-1], glyph):
            yield part
            part = []
        part.append(glyph)
    if part:
        yield part


def rows_of(runs: Iterable[Run], *, reach: float = 0.3) -> list[list[Run]]:
    """Runs whose baselines lie within ``reach`` font sizes of the row's first, from the top."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda one: (one.base, one.x0)):
        if rows and run.base - rows[-1][0].base <= reach * min(run.size, rows[-1][0].size):
            rows[-1].append(run)
        else:
            rows.append([run])
    for row in rows:
        row.sort(key=lambda one: one.x0)
    return rows


def body_size(runs: Iterable[Run]) -> float:
    """The font size that most characters have; 10 where there are none."""
    sizes: dict[float, int] = {}
    for run in runs:
        key = round(run.size, 1)
        sizes[key] = sizes.get(key, 0) + len(run.glyphs)
    return max(sizes, key=lambda size: (sizes[size], size), default=10.0)
