"""Evidence as the article shows it: one group per range, its badges, the line of its underline.

Knows nothing of Qt; positions are those of the display.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from curator.gui.article.display_edits import joins
from curator.gui.article.display_map import DisplayMap, Fold
from curator.gui.article.values import OFFERED, Span

MOST_LANES = 3


@dataclass(frozen=True, slots=True)
class Badge:
    """One letter behind a range, or one dot for all spans there whose fields have no letter.

    Attributes:
        letter: Empty for a dot.
        spans: One or more items of the field, of several fields for a dot.
        others: Spans of the same range that have no badge because this one is there.
    """

    letter: str
    spans: tuple[Span, ...]
    others: tuple[Span, ...] = ()

    @property
    def told(self) -> str:
        """What it stands for, a line each; how many there are where one badge stands for more."""
        labels = [span.label for span in (*self.spans, *self.others) if span.label]
        count = [f"{len(labels)} values rest on these words"] if len(labels) > 1 else []
        return "\n".join((*count, *labels))


@dataclass(frozen=True, slots=True)
class Group:
    """All spans of one range.

    Attributes:
        start: First UTF-16 unit in the display.
        end: One past the last.
        spans: In the order of their letters.
        badges: Of those spans.
        lane: 0 for the upper underline; 1 or 2 where it overlaps another group's.
    """

    start: int
    end: int
    spans: tuple[Span, ...] = ()
    badges: tuple[Badge, ...] = ()
    lane: int = 0


@dataclass(frozen=True, slots=True)
class Ending:
    """The badges behind one character.

    Attributes:
        start: First UTF-16 unit of the last cluster before the badges.
        end: One past its last unit; here the badges begin.
        badges: Those of the shortest range first.
        rtl: The cluster is written from right to left.
    """

    start: int
    end: int
    badges: tuple[Badge, ...]
    rtl: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """All spans of an article, placed in one display of it.

    Attributes:
        groups: By start, then longer first.
        endings: By the end of their groups.
        in_folds: Spans that cannot be seen, by the start of their fold's placeholder.
    """

    groups: tuple[Group, ...]
    endings: dict[int, Ending]
    in_folds: dict[int, tuple[Span, ...]]
    starts: tuple[int, ...]
    reach: tuple[int, ...]

    def between(self, first: int, last: int) -> tuple[Group, ...]:
        """The groups that have any unit of [first, last)."""
        upto = bisect_left(self.starts, last)
        # ``reach`` never falls: before this group nothing ends behind ``first``.
        since = bisect_left(self.reach, first + 1, 0, upto)
        return tuple(group for group in self.groups[since:upto] if group.end > first)

    def at(self, position: int) -> tuple[Span, ...]:
        """The spans that hold this unit, those of the shortest range first."""
        holding = sorted(
            self.between(position, position + 1), key=lambda group: group.end - group.start
        )
        return tuple(span for group in holding for span in group.spans)


NOTHING = Placed((), {}, {}, (), ())


def place(spans: Iterable[Span], shown: DisplayMap) -> Placed:
    """Place spans; one that lies outside of the text is left out."""
    by_range: dict[tuple[int, int], list[Span]] = defaultdict(list)
    in_folds: dict[int, list[Span]] = defaultdict(list)
    length = len(shown.body)
    for span in spans:
        if not 0 <= span.start < span.end <= length:
            continue
        place_there = shown.range_to_display(span.start, span.end)
        if place_there is not None:
            by_range[place_there].append(span)
        else:
            fold = shown.fold_at(span.start)
            if fold is not None:
                in_folds[fold.display_start].append(span)
    groups = _with_lanes(by_range)
    return Placed(
        groups=groups,
        endings=_endings(groups, shown),
        in_folds={at: _by_letter(folded) for at, folded in in_folds.items()},
        starts=tuple(group.start for group in groups),
        reach=tuple(accumulate((group.end for group in groups), max)),
    )


def hidden_in(fold: Fold, placed: Placed) -> tuple[Badge, ...]:
    """The badges of the spans that a fold hides."""
    return badges_of(placed.in_folds.get(fold.display_start, ()))


def badges_of(spans: Sequence[Span]) -> tuple[Badge, ...]:
    """Badges from A to Z; a dot only where there is no letter.

    Suggestions have none until they are accepted.
    """
    if len(spans) == 1:
        only = spans[0]
        return () if only.state in OFFERED else (Badge(only.letter, tuple(spans)),)
    accepted = [span for span in spans if span.state not in OFFERED]
    dots = tuple(span for span in accepted if not span.letter)
    letters = sorted({span.letter for span in accepted if span.letter})
    if not letters:
        return (Badge("", dots),) if dots else ()
    return tuple(
        Badge(
            letter,
            tuple(span for span in accepted if span.letter == letter),
            dots if letter == letters[-1] else (),
        )
        for letter in letters
    )


def _by_letter(spans: Sequence[Span]) -> tuple[Span, ...]:
    if len(spans) == 1:
        return tuple(spans)
    return tuple(sorted(spans, key=lambda span: (span.letter == "", span.letter, span.id)))


def _with_lanes(by_range: dict[tuple[int, int], list[Span]]) -> tuple[Group, ...]:
    groups: list[Group] = []
    lane_ends = [0] * MOST_LANES
    for start, end in sorted(by_range, key=lambda at: (at[0], -at[1])):
        free = [lane for lane in range(MOST_LANES) if lane_ends[lane] <= start]
        lane = free[0] if free else MOST_LANES - 1
        lane_ends[lane] = max(lane_ends[lane], end)
        spans = _by_letter(by_range[start, end])
        groups.append(Group(start, end, spans, badges_of(spans), lane))
    return tuple(groups)


def _endings(groups: Sequence[Group], shown: DisplayMap) -> dict[int, Ending]:
    ending: dict[int, list[Group]] = defaultdict(list)
    for group in groups:
        if group.badges:
            ending[group.end].append(group)
    return {end: _ending(end, ending[end], shown=shown) for end in ending}


def _ending(end: int, groups: Sequence[Group], *, shown: DisplayMap) -> Ending:
    shortest_first = sorted(groups, key=lambda group: group.start - group.end)[::-1]
    badges = tuple(badge for group in shortest_first for badge in group.badges)
    last = shown.to_text(end, "end") - 1
    first = last
    while joins(shown.body, first):
        first -= 1
    rtl = unicodedata.bidirectional(shown.body[first]) in ("R", "AL")
    return Ending(shown.to_display(first), end, badges, rtl)
