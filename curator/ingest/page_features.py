"""What a line of a flattened page looks like once a first pass has guessed where the article is.

The second pass of ``furniture`` weighs these beside a line's own features: the guesses around it,
the runs of lines that most likely are the article, words shared with them, headings such as
"Related" or "Comments" that came before, and lines as like each other as teasers are.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from curator.ingest.line_features import (
    ANSWER,
    DATED,
    ENDS,
    FIRST_PERSON,
    GLUED,
    PLACED,
    QUOTED,
    SIZE,
    TRIGGER,
    Line,
)
from curator.ingest.page_runs import core, run_lengths, run_masses, smoothed
from curator.ingest.sums import Sums

FAR = 8  # lines
ABOVE = 25  # lines above the article among which its headline is looked for
LONG = 60  # characters; a shorter line is no teaser and no paragraph
SOLID = 80
_UNKNOWN = 0.3  # share of the article's words in a line that has none

Columns = list[list[float]]


@dataclass(frozen=True, slots=True)
class _Page:
    """A page between the passes.

    Attributes:
        lines: Its lines.
        guesses: The first pass's probability, per line, of being the article's.
        sizes: Characters per line.
        first: First line of the run that most likely is the article.
        last: One past its last.
        inside: Per line 1 within that run, else 0.
        vocabulary: In how many likely lines of the article each word stands.
        looks: The columns of ``line_features``.
    """

    lines: Sequence[Line]
    guesses: Sequence[float]
    sizes: Sequence[int]
    first: int
    last: int
    inside: Sequence[float]
    vocabulary: Counter[str]
    looks: Sequence[Sequence[float]]

    def likely(self, at: int) -> bool:
        return self.guesses[at] > 0.5 and self.sizes[at] > SOLID


def _page(
    guesses: Sequence[float], lines: Sequence[Line], looks: Sequence[Sequence[float]]
) -> _Page:
    sizes = [line.size for line in lines]
    first, last = core(guesses, sizes)
    vocabulary: Counter[str] = Counter()
    for line, guess in zip(lines, guesses, strict=True):
        if guess > 0.5 and line.size > SOLID:
            vocabulary.update(line.content)
    inside = [float(first <= at < last) for at in range(len(lines))]
    return _Page(lines, guesses, sizes, first, last, inside, vocabulary, looks)


def _times(column: Sequence[float], other: Sequence[float]) -> list[float]:
    return [one * two for one, two in zip(column, other, strict=True)]


def _flipped(column: Sequence[float]) -> list[float]:
    return [1 - one for one in column]


def _logit(guess: float) -> float:
    return max(-4.0, min(4.0, math.log((guess + 1e-6) / (1 - guess + 1e-6))))


def _around(page: _Page) -> Columns:
    """The guesses, on this line, near it and farther off."""
    logits = [_logit(guess) for guess in page.guesses]
    near = Sums(logits, outside=-3.0)
    sums = Sums(page.guesses)
    return [
        logits,
        _times(logits, page.inside),
        near.means(-1, 0),
        near.means(1, 3),
        near.means(-5, -1),
        near.means(2, 6),
        near.means(-15, -5),
        near.means(6, 16),
        [total / 10 for total in sums.totals(-10, 0)],
        [total / 10 for total in sums.totals(1, 11)],
    ]


def _runs(page: _Page) -> Columns:
    """The guesses smoothed over runs, and how heavy a line's run is beside the heaviest."""
    smooth = smoothed(page.guesses, page.sizes, stay=0.9)
    smoother = smoothed(page.guesses, page.sizes, stay=0.97)
    masses = run_masses(smoother, page.guesses, sizes=page.sizes)
    most = max(masses) or 1.0
    whole = sum(guess * size for guess, size in zip(page.guesses, page.sizes, strict=True)) or 1.0
    return [
        [_logit(one) for one in smooth],
        [_logit(one) for one in smoother],
        [mass / most for mass in masses],
        [mass / whole for mass in masses],
        [float(mass == most) for mass in masses],
    ]


def _place(page: _Page) -> Columns:
    """Where a line stands beside the run that most likely is the article, and on the page."""
    first, last, inside = page.first, page.last, page.inside
    total = len(page.lines)
    before = [max(0, first - at) for at in range(total)]
    after = [max(0, at - last + 1) for at in range(total)]
    size = max(1, last - first)
    sums = Sums([float(one) for one in page.sizes])
    share = Sums(_times(page.guesses, [float(one) for one in page.sizes]))
    chars, mass = sums.total(0, total) or 1.0, share.total(0, total) or 1.0
    outside = _flipped(inside)
    return [
        list(inside),
        [min(one, 30) / 30 for one in before],
        [min(one, 30) / 30 for one in after],
        [math.log1p(one) / 4 for one in before],
        [math.log1p(one) / 4 for one in after],
        _times([(last - at) / size for at in range(total)], inside),
        _times([(at - first) / size for at in range(total)], inside),
        [float(at == first) for at in range(total)],
        [float(at == last - 1) for at in range(total)],
        _times(page.looks[SIZE], inside),
        _times(page.looks[SIZE], outside),
        [math.log1p(sums.total(at, first)) / 8 for at in range(total)],
        [math.log1p(sums.total(last, at + 1)) / 8 for at in range(total)],
        [sums.total(0, at) / chars for at in range(total)],
        [sums.total(first, last) / chars] * total,
        [math.log1p(total) / 6] * total,
        [share.total(0, at) / mass for at in range(total)],
        [share.total(at + 1, total) / mass for at in range(total)],
    ]


def _far_overlap(page: _Page) -> list[float]:
    """Share of a line's words that stand in the core too, more than ``FAR`` lines away from it.

    A ticker's or a teaser list's lines share words with each other, but not with the article.
    """
    total = len(page.lines)
    in_core = [page.guesses[at] > 0.5 and page.inside[at] > 0 for at in range(total)]
    words: Counter[str] = Counter()
    for line, is_core in zip(page.lines, in_core, strict=True):
        if is_core:
            words.update(line.content)
    near: Counter[str] = Counter()
    enough = sum(in_core) > 2 * FAR
    found = []
    for at in range(-FAR, total):
        enter, leave = at + FAR, at - FAR - 1
        if 0 <= enter < total and in_core[enter]:
            near.update(page.lines[enter].content)
        if leave >= 0 and in_core[leave]:
            near.subtract(page.lines[leave].content)
        if at >= 0:
            own = page.lines[at].content
            shared = sum(words[word] > near[word] for word in own)
            found.append(shared / len(own) if enough and own else 0.4)
    return found


def _shared(page: _Page) -> tuple[list[float], list[float], list[float]]:
    """Share of a line's words in one other likely line, in two, and by how rare they are."""
    spread = Counter(word for line in page.lines for word in line.content)
    total = len(page.lines) + 1
    once, twice, rare = [], [], []
    for at, line in enumerate(page.lines):
        own = int(page.likely(at))
        counts = [page.vocabulary[word] - own for word in line.content]
        size = len(counts)
        once.append(sum(count > 0 for count in counts) / size if size else _UNKNOWN)
        twice.append(sum(count > 1 for count in counts) / size if size else 0.1)
        weights = [math.log(total / spread[word]) for word in line.content]
        common = sum(w for w, count in zip(weights, counts, strict=True) if count > 0)
        whole = sum(weights)
        rare.append(common / whole if whole else _UNKNOWN)
    return once, twice, rare


def _topic(page: _Page) -> Columns:
    """Words shared with the article's other lines."""
    once, twice, rare = _shared(page)
    far = _far_overlap(page)
    mean = Sums(far).means(-3, 4)
    keys = {word for word, count in page.vocabulary.items() if count >= 3}
    key = [len(line.content & keys) / (len(line.content) or 1) for line in page.lines]
    roots = [math.sqrt(size) for size in page.sizes]
    heavy, root = Sums(_times(rare, roots)), Sums(roots)
    windows = [
        [one / two for one, two in zip(heavy.totals(*w), root.totals(*w), strict=True)]
        for w in ((-4, 5), (-12, 13))
    ]
    return [
        once,
        twice,
        _times(once, _flipped(page.inside)),
        far,
        mean,
        [min(one, 0.25) for one in mean],
        rare,
        *windows,
        key,
        Sums(key).means(-6, 7),
    ]


def _headline(page: _Page) -> int:
    """The line above the article that has most of its words, for a rough guess."""
    keys = {word for word, count in page.vocabulary.items() if count >= 3}
    best, found = 0.0, page.first
    for at in range(max(0, page.first - ABOVE), min(len(page.lines), page.first + 2)):
        line = page.lines[at]
        if not line.bullet and not line.ends and line.size < 200 and len(line.content) > 2:
            part = len(line.content & keys) / (2 + len(line.content))
            if part > best:
                best, found = part, at
    return found


def _since_trigger(page: _Page) -> list[int]:
    """Lines since the last trigger heading; 99 where a sure paragraph came after it."""
    since, found = 99, []
    for at, line in enumerate(page.lines):
        sure = page.guesses[at] > 0.85 and line.size > 150 and page.inside[at] > 0
        since = 0 if line.trigger else 99 if sure else min(99, since + 1)
        found.append(since)
    return found


def _announced(page: _Page) -> Columns:
    """Headings and marks of comments and other stories near this line and before it."""
    since = _since_trigger(page)
    open_ = [float(one < 99) for one in since]
    triggers, answers = Sums(page.looks[TRIGGER]), Sums(page.looks[ANSWER])
    near = answers.means(-8, 9)
    headline = _headline(page)
    return [
        open_,
        [float(one <= 6) for one in since],
        _times(open_, _flipped(page.inside)),
        triggers.means(-6, 0),
        triggers.means(1, 7),
        near,
        _times(near, page.looks[SIZE]),
        Sums(page.looks[FIRST_PERSON]).means(-8, 9),
        [float(total > 1) for total in answers.totals(-len(since), 1)],
        [math.log1p(total) / 3 for total in answers.totals(-40, 1)],
        [float(at <= headline) for at in range(len(since))],
        [min(max(at - headline, 0), 10) / 10 for at in range(len(since))],
        [float(at < headline or at >= page.last) for at in range(len(since))],
    ]


def _sure_neighbours(page: _Page) -> Columns:
    sure = _times(page.guesses, [float(size > SOLID) for size in page.sizes])
    padded = [0.0] * 3 + sure + [0.0] * 3
    total = len(sure)
    before = [max(padded[at : at + 3]) for at in range(total)]
    after = [max(padded[at + 4 : at + 7]) for at in range(total)]
    both = _times(before, after)
    most = [max(pair) for pair in zip(before, after, strict=True)]
    return [
        before,
        after,
        both,
        _times(both, page.inside),
        _times(most, _flipped(page.inside)),
    ]


def _alike(page: _Page) -> Columns:
    """Lines as like each other as teasers are: in length, in bullets, in dates, in beginnings."""
    looks = page.looks
    long = [float(size > LONG) for size in page.sizes]
    logs = [math.log(size) * is_long for size, is_long in zip(page.sizes, long, strict=True)]
    counts = Sums(long).totals(-6, 7)
    sums, squares = Sums(logs).totals(-6, 7), Sums(_times(logs, logs)).totals(-6, 7)
    spread = [
        min(1.0, math.sqrt(max(0.0, square / count - (one / count) ** 2))) if count > 3 else 1.0
        for count, one, square in zip(counts, sums, squares, strict=True)
    ]
    bullets = [line.bullet for line in page.lines]
    in_list = run_lengths(bullets)
    starts = [line.text[:40].lower() for line in page.lines]
    seen = Counter(start for start in starts if len(start) >= 15)
    dates, quotes = Sums(looks[DATED]), Sums(_times(looks[QUOTED], long)).totals(-10, 11)
    paragraphs = Sums(long).totals(-10, 11)
    return [
        spread,
        [count / 13 for count in counts],
        [min(size, 30) / 30 * is_one for size, is_one in zip(in_list, bullets, strict=True)],
        dates.means(-6, 7),
        dates.means(-3, 0),
        dates.means(1, 4),
        [one / (of or 1) for one, of in zip(quotes, paragraphs, strict=True)],
        [total / 13 for total in Sums(looks[ENDS]).totals(-6, 7)],
        [float(seen[start] > 1) for start in starts],
        Sums(looks[GLUED]).means(-4, 5),
    ]


def page_features(
    guesses: Sequence[float], lines: Sequence[Line], *, looks: Sequence[Sequence[float]]
) -> Columns:
    """Columns of one value per line for the second pass.

    Args:
        guesses: The first pass's probability, per line, of being the article's.
        lines: The non-blank lines.
        looks: Their columns from ``line_features``.
    """
    page = _page(guesses, lines, looks)
    return [
        *_around(page),
        *_runs(page),
        *_place(page),
        *_topic(page),
        *_announced(page),
        *_sure_neighbours(page),
        *_alike(page),
        *(list(column) for column in looks[:PLACED]),
    ]
