"""An institution that an article names, and when two of its names are of one institution."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from curator.domain.claims import Term
from curator.domain.folding import fold
from curator.suggest.organisations import Span, is_named
from curator.suggest.reading import Sentence


class Role(Enum):
    """What the words around a name make of an institution."""

    LEAD = "led"
    DONE = "did"
    SITE = "site"
    WITH = "with"
    AFFILIATION = "affiliation"
    NAMED = "named"


FIRM: Final = frozenset((Role.LEAD, Role.DONE, Role.SITE, Role.WITH))
"""Said of the study itself; an author's affiliation counts only where nothing else is said."""


@dataclass(frozen=True, slots=True)
class House:
    """An institution with the words that make it one of the study's.

    Attributes:
        start: First character of the quote in the body; ``end`` one past its last.
        written: The name as the article writes it.
        name_start: First character of the name; ``name_end`` one past its last.
        others: Further places that say the same.
    """

    term: Term
    written: str
    role: Role
    start: int
    end: int
    name_start: int
    name_end: int
    sentence: Sentence
    others: tuple[Span, ...] = ()


def merged(found: Sequence[House]) -> list[House]:
    """Each institution once; a short form of a longer name is the longer one."""
    kept: list[House] = []
    for house in sorted(found, key=lambda one: -len(one.written.split())):
        same = [at for at, other in enumerate(kept) if _same(house, other)]
        at = min(same, key=lambda one: kept[one].role not in FIRM, default=None)
        if at is None:
            kept.append(house)
        else:
            kept[at] = _joined(kept[at], house)
    return sorted(kept, key=lambda one: one.start)


def _same(short: House, long: House) -> bool:
    """Whether two names are of one house; the words of a short form stand in the long one."""
    if not is_named(short.written) and _within(short.written, long.written):
        return True
    if short.term.id is not None and long.term.id is not None:
        return short.term.id == long.term.id
    return _within(short.term.label, long.term.label)


def _within(short: str, long: str) -> bool:
    words, all_words = fold(short).split(), fold(long).split()
    size = len(words)
    return any(all_words[at : at + size] == words for at in range(len(all_words) - size + 1))


def _joined(house: House, other: House) -> House:
    """Two places that name one institution: what is said of the study, the fuller name, first."""
    order = list(Role)
    fuller = house.written != other.written and (house.role in FIRM or other.role not in FIRM)
    surer = (order.index(other.role), other.start) < (order.index(house.role), house.start)
    main, further = (other, house) if surer and not fuller else (house, other)
    term = main.term if main.term.id or not further.term.id else further.term
    others = (*main.others, *further.others, (further.start, further.end))
    return replace(main, term=term, others=tuple(sorted(set(others))))
