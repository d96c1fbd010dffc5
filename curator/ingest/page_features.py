"""What a line of a flattened page looks like once a first pass has guessed where the article is.

The second pass of ``furniture`` weighs these beside a line's own features: the guesses around it,
the run of lines that most likely is the article, words shared with that run, and headings such as
"Related" or "Comments" that came before.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from curator.ingest.line_features import PLACED, content_words, is_trigger, strip_bullet
from curator.ingest.sums import Sums

FAR = 8  # lines
_COMMENT = 26  # columns of ``line_features``
_FIRST_PERSON = 27


def core(guesses: Sequence[float], lines: Sequence[str]) -> tuple[int, int]:
    """The run of lines that most likely holds the article: first, one past the last."""
    best, run, start = -1.0, 0.0, 0
    first, last = 0, 0
    for at, (guess, line) in enumerate(zip(guesses, lines, strict=True)):
        if run <= 0:
            run, start = 0.0, at
        run += (guess - 0.5) * math.sqrt(len(line))
        if run > best:
            best, first, last = run, start, at + 1
    return first, last


@dataclass(frozen=True, slots=True)
class _Page:
    guesses: Sequence[float]
    lengths: Sequence[int]
    first: int
    last: int
    logits: Sums
    share: Sums
    triggers: Sums
    comments: Sums
    first_person: Sums
    words: Sequence[frozenset[str]]
    core_words: Counter[str]
    far: Sequence[float]
    since_trigger: Sequence[int]


def _logit(guess: float) -> float:
    return max(-4.0, min(4.0, math.log((guess + 1e-6) / (1 - guess + 1e-6))))


def _since_trigger(
    guesses: Sequence[float], texts: Sequence[str], bounds: tuple[int, int]
) -> list[int]:
    """Lines since the last trigger heading; 99 where a sure paragraph came after it."""
    since, found = 99, []
    for at, text in enumerate(texts):
        sure = guesses[at] > 0.85 and len(text) > 150 and bounds[0] <= at < bounds[1]
        since = 0 if is_trigger(text) else 99 if sure else min(99, since + 1)
        found.append(since)
    return found


def _far_overlap(
    words: Sequence[frozenset[str]], in_core: Sequence[bool], core_words: Counter[str]
) -> list[float]:
    """Share of a line's words that stand in the core too, more than ``FAR`` lines away from it.

    A ticker's or a teaser list's lines share words with each other, but not with the article.
    """
    near: Counter[str] = Counter()
    core_size = sum(in_core)
    found = []
    for at in range(-FAR, len(words)):
        enter, leave = at + FAR, at - FAR - 1
        if 0 <= enter < len(words) and in_core[enter]:
            near.update(words[enter])
        if leave >= 0 and in_core[leave]:
            near.subtract(words[leave])
        if at >= 0:
            shared = sum(core_words[word] > near[word] for word in words[at])
            enough = core_size > 2 * FAR and words[at]
            found.append(shared / len(words[at]) if enough else 0.4)
    return found


def _page(
    guesses: Sequence[float], lines: Sequence[str], first_pass: Sequence[Sequence[float]]
) -> _Page:
    first, last = core(guesses, lines)
    texts = [strip_bullet(line)[0] for line in lines]
    words = [frozenset(content_words(text)) for text in texts]
    core_words: Counter[str] = Counter()
    for at in range(first, last):
        if guesses[at] > 0.5:
            core_words.update(words[at])
    in_core = [first <= at < last and guesses[at] > 0.5 for at in range(len(lines))]
    return _Page(
        guesses=guesses,
        lengths=[len(line) for line in lines],
        first=first,
        last=last,
        logits=Sums([_logit(guess) for guess in guesses], outside=-3.0),
        share=Sums([guess * len(line) for guess, line in zip(guesses, lines, strict=True)]),
        triggers=Sums([float(is_trigger(text)) for text in texts]),
        comments=Sums([row[_COMMENT] for row in first_pass]),
        first_person=Sums([row[_FIRST_PERSON] for row in first_pass]),
        words=words,
        core_words=core_words,
        far=_far_overlap(words, in_core, core_words),
        since_trigger=_since_trigger(guesses, texts, (first, last)),
    )


def _around(page: _Page, at: int) -> list[float]:
    mean = page.logits.mean
    return [
        _logit(page.guesses[at]),
        mean(at - 1, at),
        mean(at + 1, at + 2),
        mean(at - 5, at - 1),
        mean(at + 2, at + 6),
        mean(at - 15, at - 5),
        mean(at + 6, at + 16),
    ]


def _in_core(page: _Page, at: int) -> list[float]:
    inside = page.first <= at < page.last
    before, after = max(0, page.first - at), max(0, at - page.last + 1)
    size = max(1, page.last - page.first)
    long = math.log1p(page.lengths[at]) / 6
    return [
        float(inside),
        inside * _logit(page.guesses[at]),
        min(before, 30) / 30,
        min(after, 30) / 30,
        math.log1p(before) / 4,
        math.log1p(after) / 4,
        (page.last - at) / size * inside,
        (at - page.first) / size * inside,
        float(at == page.first),
        float(at == page.last - 1),
        long * inside,
        long * (not inside),
    ]


def _topic(page: _Page, at: int) -> list[float]:
    """Words shared with the article's other lines."""
    inside = page.first <= at < page.last
    own = int(inside and page.guesses[at] > 0.5)
    words = page.words[at]
    far = page.far[at]
    around = page.far[max(0, at - 3) : at + 4]
    mean = sum(around) / len(around)
    if not words:
        return [0.3, 0.1, 0.3 * (not inside), far, mean, min(mean, 0.25)]
    once = sum(page.core_words[word] - own > 0 for word in words) / len(words)
    twice = sum(page.core_words[word] - own > 1 for word in words) / len(words)
    return [once, twice, once * (not inside), far, mean, min(mean, 0.25)]


def _announced(page: _Page, at: int) -> list[float]:
    """Headings and marks of comments and other stories near this line and before it."""
    inside = page.first <= at < page.last
    since = page.since_trigger[at]
    comments = page.comments.mean(at - 8, at + 9)
    return [
        float(since < 99),
        float(since <= 6),
        float(since < 99) * (not inside),
        page.triggers.mean(at - 6, at),
        page.triggers.mean(at + 1, at + 7),
        comments,
        comments * math.log1p(page.lengths[at]) / 6,
        page.first_person.mean(at - 8, at + 9),
        float(page.comments.total(0, at + 1) > 1),
        math.log1p(page.comments.total(at - 40, at + 1)) / 3,
    ]


def _sure_neighbours(page: _Page, at: int) -> list[float]:
    def sure(first: int, last: int) -> float:
        near = range(max(0, first), min(len(page.lengths), last))
        return max((page.guesses[one] * (page.lengths[one] > 80) for one in near), default=0.0)

    inside = page.first <= at < page.last
    before, after = sure(at - 3, at), sure(at + 1, at + 4)
    total = page.share.total(0, len(page.lengths)) or 1.0
    return [
        page.share.total(0, at) / total,
        1 - page.share.total(0, at + 1) / total,
        before,
        after,
        before * after,
        inside * before * after,
        max(before, after) * (not inside),
    ]


def page_features(
    guesses: Sequence[float], lines: Sequence[str], *, first_pass: Sequence[Sequence[float]]
) -> list[list[float]]:
    """One row per line for the second pass.

    Args:
        guesses: The first pass's probability, per line, of being the article's.
        lines: The non-blank lines.
        first_pass: Their rows from ``line_features``.
    """
    page = _page(guesses, lines, first_pass)
    return [
        [
            *_around(page, at),
            *_in_core(page, at),
            *_topic(page, at),
            *_announced(page, at),
            *_sure_neighbours(page, at),
            *first_pass[at][:PLACED],
        ]
        for at in range(len(lines))
    ]
