"""Results whose outcome is on no list: named by the words of the sentence themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from curator.suggest.numbers.changes import changed, is_end_of_change, is_more
from curator.suggest.numbers.counts import is_count
from curator.suggest.numbers.durations import is_duration, kept
from curator.suggest.numbers.endpoints import EFFICACY, Endpoint
from curator.suggest.numbers.fates import fared, fared_in, got_over, of_them
from curator.suggest.numbers.measured import measured, other_of
from curator.suggest.numbers.pairs import pair_of
from curator.suggest.numbers.predicates import became, in_so_many, is_taken
from curator.suggest.numbers.result import CHANGE, DURATION, Result
from curator.suggest.numbers.roles import (
    AMOUNT,
    FOLD,
    LENGTH,
    PART,
    PEOPLE,
    PERCENT,
    PLAIN,
    WHOLE,
    Marked,
)

_CHANGEABLE: Final = frozenset((PLAIN, PERCENT, LENGTH, AMOUNT, FOLD))


def unnamed(text: str, numbers: Sequence[Marked], *, i: int, used: set[int]) -> Iterator[Result]:
    """The result of that number and of what it is compared with; none where it is none."""
    one = numbers[i]
    if one.role in _CHANGEABLE and (what := changed(text, one.figure)):
        yield _change(text, numbers, i, what=what, used=used)
    elif one.role in _CHANGEABLE and (what := is_more(text, one.figure)):
        measure = "fold_change" if one.role == FOLD else "difference"
        yield Result(one.figure.start, one.figure.end, measure, one.figure, what)
    elif one.role == LENGTH and (what := kept(text, one.figure)):
        yield Result(one.figure.start, one.figure.end, DURATION, one.figure, what)
    elif what := measured(text, numbers, i=i):
        yield from _measures(text, numbers, i, what=what, used=used)
    elif pair := pair_of(text, numbers, i=i):
        used.add(pair[1])
        for figure in (one.figure, numbers[pair[1]].figure):
            yield Result(figure.start, figure.end, _kind(one), figure, pair[0])
    elif one.role in (PERCENT, PART, PEOPLE) or _may_count(text, one):
        yield from _of_people(text, numbers, i, used=used)


def _change(
    text: str, numbers: Sequence[Marked], i: int, *, what: Endpoint, used: set[int]
) -> Result:
    one = numbers[i]
    figure = one.figure
    if i + 1 < len(numbers) and is_end_of_change(text, figure, second=numbers[i + 1].figure):
        used.add(i + 1)
        last = numbers[i + 1].figure
        return Result(figure.start, last.end, CHANGE, last, what)
    if one.role == FOLD:
        return Result(figure.start, figure.end, "fold_change", figure, what)
    to = text[max(0, figure.start - 40) : figure.start].lower()
    measure = "difference" if " by " in to else CHANGE
    return Result(figure.start, figure.end, measure, figure, what)


def _measures(
    text: str, numbers: Sequence[Marked], i: int, *, what: Endpoint, used: set[int]
) -> Iterator[Result]:
    at: int | None = i
    while at is not None:
        figure = numbers[at].figure
        yield Result(figure.start, figure.end, CHANGE, figure, what)
        used.add(at)
        at = other_of(text, numbers, i=at)


_ENDS: Final = re.compile(
    r"(?:\sof\s(?:them|these|those|the)\b|\sothers?\b)?(?:[.;,)]|\sand\b|\sbut\b|\sfor\b|\s?$|"
    r"(?<=\w)\s"
    r"(?:the|at|by|after|within)\b)"
)


def _is_alone(text: str, one: Marked) -> bool:
    """Whether a count stands without its noun: "in four, it faded", "in five of them"."""
    return one.role == PLAIN and bool(_ENDS.match(text, one.figure.end))


def _kind(one: Marked) -> str:
    return "proportion" if one.role == PERCENT else CHANGE


def _of_people(text: str, numbers: Sequence[Marked], i: int, *, used: set[int]) -> Iterator[Result]:
    one = numbers[i]
    figure = one.figure
    whole = numbers[one.partner].figure if one.role == PART and one.partner is not None else None
    if is_taken(text, figure.start) or (whole and not is_count(text, i, numbers=numbers)):
        return
    end = (whole or figure).end
    if one.role == PERCENT:
        yield from _percent_of(text, numbers, i)
        return
    follows = numbers[i + 1 if whole is None else i + 2 :][:1]
    if (
        follows
        and follows[0].role == PERCENT
        and _OPENS.fullmatch(text, end, follows[0].figure.start)
    ):
        return
    did = _did(text, one, end=end)
    if (
        did is None
        or got_over(text, did)
        or (figure.whole == 1 and _tells_how_long(text, numbers, did))
    ):
        return
    if whole and one.partner is not None:
        used.add(one.partner)
    yield Result(figure.start, end, "count", None, did, n=figure, of=whole)


def _tells_how_long(text: str, numbers: Sequence[Marked], did: Endpoint) -> bool:
    """Whether a time in it is the result: "one woman has been cancer-free for eight years"."""
    return any(
        one.role == LENGTH and did.start < one.figure.start and is_duration(text, one.figure)
        for one in numbers
    )


def _may_count(text: str, one: Marked) -> bool:
    """Whether a number without a noun can count somebody: "eleven", "11 of them"."""
    if one.role != PLAIN or one.figure.unit:
        return False
    return one.figure.spelled or (one.figure.whole is not None and of_them(text, one.figure.end))


_BEAT: Final = re.compile(
    r"\b(?P<what>wiped out|eliminated|cleared|destroyed|eradicated|killed|cured|rejected|saved|"
    r"protected)\s(?:about\s|only\s)?$",
    re.IGNORECASE,
)
"""What was done to so many of so many: "wiped out nine of ten organoids"."""
_CLAUSE_OPENS: Final = re.compile(r"(?:^|[;,]\s)(?:and |but |only |just )?$", re.IGNORECASE)
_VERB: Final = re.compile(
    r"\s(?:has|have|had|are|is|were|was|could|no longer|went|now|still|remained|stayed|died|lived|"
    r"relapsed|responded|improved|recovered|"
    r"rejected|cleared|survived|achieved|regained|reached)\b",
    re.IGNORECASE,
)
"""A number alone as the subject: "Seven have since died"."""


def _did(text: str, one: Marked, *, end: int) -> Endpoint | None:
    """What became of so many, whose number ends there, or happened in them."""
    start = one.figure.start
    people = one.role == PEOPLE
    beat = _BEAT.search(text, max(0, start - 24), start) if one.role == PART else None
    if beat:
        return Endpoint(beat.start(), beat.end("what"), EFFICACY, True)
    theirs = of_them(text, end)
    alone = _is_alone(text, one)
    did = became(text, end)
    if did and one.role == PLAIN and did.start > end + 1 and not theirs:
        return None
    if did is None and (people or one.role == PART or alone):
        did = in_so_many(text, start, end=end, plainly=people)
    if did is None and (people or one.role == PART or alone or theirs):
        did = fared_in(text, start, end=end, people=people)
    opens = one.role == PLAIN and bool(_CLAUSE_OPENS.search(text, max(0, start - 12), start))
    if did is None and (people or one.role == PART or theirs or (opens and _VERB.match(text, end))):
        did = fared(text, end)
    return did


_OPENS: Final = re.compile(r"(?:\s[\w-]+){0,4}\s?\($")


def _percent_of(text: str, numbers: Sequence[Marked], i: int) -> Iterator[Result]:
    """A per cent of people, with the count in whose brackets it stands."""
    figure = numbers[i].figure
    part = whole = None
    before = numbers[i - 1] if i else None
    if before and _OPENS.fullmatch(text, before.figure.end, figure.start):
        if before.role == WHOLE and before.partner is not None:
            part, whole = numbers[before.partner].figure, before.figure
        elif before.role in (PEOPLE, PLAIN) and before.figure.whole is not None:
            part = before.figure
    start = part.start if part else figure.start
    if is_taken(text, start):
        return
    did = became(text, figure.end)
    if did is None and part:
        did = in_so_many(text, start, end=figure.end, plainly=whole is None)
    if did is None and of_them(text, figure.end):
        did = fared_in(text, start, end=figure.end, people=False) or fared(text, figure.end)
    if did is None and _VERB.match(text, figure.end):
        did = fared(text, figure.end)
    if did:
        yield Result(start, figure.end, "proportion", figure, did, n=part, of=whole)
