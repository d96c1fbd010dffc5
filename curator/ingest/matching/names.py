"""Names in a text: institutions, people, journals, compounds, registrations of trials."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from curator.ingest.matching.wording import STOP, Word

_JOINS: Final = frozenset(("of", "for", "the", "de", "von", "van", "der", "and"))
_PLACES: Final = frozenset(
    "university school institute hospital center centre college foundation laboratory medicine"
    " clinic universität universitätsklinikum inserm faculty academy".split()
)
_CODE: Final = re.compile(r"^(?=.*\d)(?=.*[A-Z])[^\W_]+(?:[-‑][^\W_]+)*$")
_DIGIT: Final = re.compile(r"\d")
_REGISTERED: Final = re.compile(
    r"\b(?:NCT\d{8}|ISRCTN\d{6,8}|EudraCT ?\d{4}-\d{6}-\d{2}|ACTRN\d{14}|ChiCTR[-\w]{6,20}"
    r"|DRKS\d{8}|UMIN\d{9}|10\.\d{4,9}/[^\s\"<>,;)\]]{3,80})"
)
MOST: Final = 60
"""Names of one article that are kept, the first ones."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name and where it stands first.

    Attributes:
        kind: ``registration``, ``institution``, ``name`` or ``code``.
    """

    folded: str
    kind: str
    start: int
    end: int


def names_in(body: str, words: Sequence[Word]) -> tuple[Name, ...]:
    """Each name once, at its first place, in the order of the text."""
    found: dict[str, Name] = {}
    last = words[-1].end if words else 0
    for match in _REGISTERED.finditer(body, 0, last):
        folded = match.group().rstrip(".").casefold()
        found.setdefault(folded, Name(folded, "registration", match.start(), match.end()))
    for line in _lines(body, words):
        if _DIGIT.search(body, line[0].start, line[-1].end):
            for name in _codes(line):
                found.setdefault(name.folded, name)
        if not _in_title_case(line):
            for name in _runs(line):
                found.setdefault(name.folded, name)
    several = sorted(found.values(), key=lambda name: (name.start, name.end))
    return tuple(several[:MOST])


def _lines(body: str, words: Sequence[Word]) -> Iterator[list[Word]]:
    """Words line by line."""
    line: list[Word] = []
    last = 0
    for word in words:
        if line and body.find("\n", last, word.start) >= 0:
            yield line
            line = []
        line.append(word)
        last = word.end
    if line:
        yield line


def _in_title_case(line: Sequence[Word]) -> bool:
    """Whether a line writes its words large because it is a heading."""
    long = [word for word in line if len(word.shown) > 3]
    return len(long) < 25 and sum(word.shown[0].isupper() for word in long) * 3 > len(long) * 2


def _codes(line: Sequence[Word]) -> Iterator[Name]:
    for word in line:
        if 3 <= len(word.shown) <= 24 and _CODE.match(word.shown):
            yield Name(word.folded, "code", word.start, word.end)


def _runs(line: Sequence[Word]) -> Iterator[Name]:
    """Two or more words written large side by side, small words of a name between them."""
    run: list[Word] = []
    for word in line:
        if run and word.begins:
            yield from _name(run)
            run = []
        if word.shown[0].isupper() or (run and word.folded in _JOINS):
            run.append(word)
        elif run:
            yield from _name(run)
            run = []
    yield from _name(run)


def _name(run: list[Word]) -> Iterator[Name]:
    if len(run) < 2:
        return
    for _joined, group in groupby(run, key=lambda word: word.folded == "and"):
        part = list(group)
        while part and (part[-1].folded in _JOINS or part[-1].folded in STOP):
            part.pop()
        while part and part[0].folded in STOP:
            part.pop(0)
        large = [word for word in part if word.shown[0].isupper()]
        if len(large) < 2:
            continue
        folded = " ".join(word.folded for word in part)
        kind = "institution" if _PLACES & {word.folded for word in part} else "name"
        yield Name(folded, kind, part[0].start, part[-1].end)
