"""Whether two records are the same reference: points for what agrees, rules for what forbids it.

Every point is a line with its reason, so that a curator can be told why.  The points were set from
what the fields are worth in general (an identifier names one work, a year names thousands) and
checked on two labelled sets, each against points that were thought over on the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz

from curator.ingest.matching.folding import NUMERALS
from curator.ingest.matching.records import Record

ENOUGH: Final = 6.0
"""Points from which on two records are held to be the same reference."""


@dataclass(frozen=True, slots=True)
class Point:
    """What one field says: above 0 for the same reference, below 0 against it."""

    worth: float
    why: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two records compared.

    Attributes:
        points: One for each field that says something.
        forbidden: Why they must not be merged whatever the points say; empty where nothing does.
    """

    points: tuple[Point, ...]
    forbidden: str = ""

    @property
    def total(self) -> float:
        return sum(point.worth for point in self.points)

    @property
    def same(self) -> bool:
        return not self.forbidden and self.total >= ENOUGH


def compare(a: Record, b: Record) -> Comparison:
    """Both records, field by field; symmetric."""
    alike = title_likeness(a, b)
    points = (
        *_identifiers(a, b),
        *_title(a, b, alike),
        *_authors(a, b),
        *_year(a, b),
        *_journal(a, b),
        *_place(a, b),
        *_abstract(a, b),
    )
    return Comparison(points, forbidden(a, b, alike=alike))


def title_likeness(a: Record, b: Record) -> float:
    """0 to 1; a subtitle that one of them leaves out costs little."""
    if not a.title or not b.title:
        return 0.0
    if a.title == b.title:
        return 1.0
    whole = fuzz.ratio(a.title, b.title) / 100
    if whole >= 0.9:
        return whole
    shorter, longer = sorted((a.title, b.title), key=len)
    if len(shorter) >= 30 and longer.startswith(shorter):
        return 0.93
    return max(whole, fuzz.token_sort_ratio(a.title, b.title) / 100 - 0.02)


def _identifiers(a: Record, b: Record) -> Iterator[Point]:
    if a.doi and b.doi:
        yield Point(5.0, "same DOI") if a.doi == b.doi else Point(-4.0, "other DOI")
    if a.pmid and b.pmid:
        yield Point(6.0, "same PMID") if a.pmid == b.pmid else Point(-6.0, "other PMID")


_TITLE: Final = (
    (1.0, 5.0, "same title"),
    (0.95, 4.5, "nearly the same title"),
    (0.88, 3.5, "similar title"),
    (0.75, 1.5, "partly the same title"),
    (0.55, -1.0, "other title"),
    (0.0, -3.0, "wholly other title"),
)


def _title(a: Record, b: Record, alike: float) -> Iterator[Point]:
    if not a.title or not b.title:
        return
    worth, why = next((worth, why) for least, worth, why in _TITLE if alike >= least)
    words = min(len(a.title_words), len(b.title_words))
    if worth > 0 and words < 4:
        worth *= (words + 1) / 5
        why += ", but a short one"
    elif alike == 1 and words >= 7:
        worth += 1
    yield Point(worth, why)


def _authors(a: Record, b: Record) -> Iterator[Point]:
    if not a.families or not b.families:
        return
    shared = len(set(a.families) & set(b.families))
    fewest = min(len(set(a.families)), len(set(b.families)))
    if alike_name(a.families[0], b.families[0]):
        yield Point(1.5, "same first author")
        if fewest > 1:
            share = shared / fewest
            if share >= 0.6:
                yield Point(0.5, "same authors")
            elif share < 0.3:
                yield Point(-1.0, "other authors behind the first")
    elif shared * 2 >= fewest and shared > 1:
        yield Point(0.5, "same authors in another order")
    elif not shared:
        yield Point(-3.0, "no author in common")
    else:
        yield Point(-1.0, "other first author")


def alike_name(a: str, b: str) -> bool:
    """Whether two folded family names are one but for a particle, a cut or one letter."""
    if a == b or (min(len(a), len(b)) >= 4 and (a.endswith(b) or b.endswith(a))):
        return True
    return min(len(a), len(b)) >= 5 and fuzz.ratio(a, b) >= 88


def _year(a: Record, b: Record) -> Iterator[Point]:
    if not a.year or not b.year:
        return
    apart = abs(a.year - b.year)
    if apart == 0:
        yield Point(1.0, "same year")
    elif apart > 1:
        yield Point(-2.0 if apart == 2 else -4.0, "other year")


def _journal(a: Record, b: Record) -> Iterator[Point]:
    if _one_journal(a, b):
        yield Point(1.0, "same journal")
    elif a.journal and b.journal:
        yield Point(-1.5, "other journal")


def _one_journal(a: Record, b: Record) -> bool:
    if a.issns & b.issns:
        return True
    return bool(a.journal and b.journal) and same_journal(a.journal, b.journal)


_SMALL: Final = frozenset(
    ("the", "of", "and", "in", "for", "de", "la", "und", "der", "et", "on", "a")
)


def same_journal(a: str, b: str) -> bool:
    """Whether one can be the other's abbreviation, or a part of it with a subtitle."""
    if a == b:
        return True
    one = [word for word in a.split() if word not in _SMALL]
    two = [word for word in b.split() if word not in _SMALL]
    if not one or not two:
        return False
    short, long = sorted((one, two), key=lambda words: (len(words), len("".join(words))))
    if all(map(_begins_alike, short, long)):
        return True
    initials = "".join(word[0] for word in long)
    return (len(short) == 1 and len(short[0]) >= 3 and initials.startswith(short[0])) or (
        fuzz.token_set_ratio(a, b) >= 92
    )


def _begins_alike(a: str, b: str) -> bool:
    short, long = sorted((a, b), key=len)
    if long.startswith(short):
        return True
    # "natl" for "national", "intl" for "international": the first letter and all others in order.
    rest = iter(long[1:])
    return len(short) >= 3 and short[0] == long[0] and all(one in rest for one in short[1:])


def _place(a: Record, b: Record) -> Iterator[Point]:
    if a.volume and b.volume:
        yield Point(0.75, "same volume") if a.volume == b.volume else Point(-1.5, "other volume")
    if a.issue and b.issue and a.issue != b.issue:
        yield Point(-0.5, "other issue")
    (first, last), (other_first, other_last) = a.pages, b.pages
    if not first or not other_first:
        return
    if first == other_first:
        ends = bool(last and last == other_last)
        yield Point(2.5 if ends else 2.0, "same pages" if ends else "same first page")
    elif last and last == other_last:
        yield Point(1.0, "same last page")
    else:
        yield Point(-2.0 if _pages_differ(a, b) else -0.5, "other pages")


def _abstract(a: Record, b: Record) -> Iterator[Point]:
    alike = _abstracts_alike(a, b)
    if alike:
        yield Point(2.0 * alike, "same abstract" if alike > 0 else "other abstract")


def _abstracts_alike(a: Record, b: Record) -> int:
    """1 for the same abstract, -1 for another one, 0 where that cannot be told."""
    if min(len(a.abstract), len(b.abstract)) < 100:
        return 0
    alike = 100.0 if a.abstract == b.abstract else fuzz.ratio(a.abstract, b.abstract)
    return 1 if alike >= 85 else -1 if alike < 55 else 0


def forbidden(a: Record, b: Record, *, alike: float) -> str:
    """Why the two cannot be one reference, or nothing."""
    same_pmid = bool(a.pmid and a.pmid == b.pmid)
    if a.kind != b.kind and not same_pmid:
        return "one is about the other (correction, reply or comment)"
    if same_pmid or (a.doi and a.doi == b.doi):
        return _one_container(a, b, alike)
    if counts_differently(a.title_words, b.title_words):
        return "titles count differently (parts of a series)"
    if a.pmid and b.pmid and a.doi != b.doi:
        return "other PMID"
    return _other_place(a, b, alike)


def counts_differently(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether two titles differ in nothing but what numbers them: ``part I`` and ``part II``."""
    only_a, only_b = a - b, b - a
    if not only_a and not only_b:
        return False
    if only_a and only_b:
        return all(one in NUMERALS or len(one) == 1 or one.isdecimal() for one in only_a | only_b)
    return all(one in NUMERALS or one.isdecimal() for one in only_a | only_b)


def _one_container(a: Record, b: Record, alike: float) -> str:
    """A supplement or a book can give its one DOI to everything in it."""
    if alike < 0.75 and _abstracts_alike(a, b) < 0 and not (a.pmid and a.pmid == b.pmid):
        return "other titles and abstracts under one DOI (of a supplement or book)"
    return ""


def _other_place(a: Record, b: Record, alike: float) -> str:
    pages = _pages_differ(a, b)
    volumes = bool(a.volume and b.volume and a.volume != b.volume)
    years = bool(a.year and b.year and a.year != b.year)
    journals = bool(a.journal and b.journal) and not _one_journal(a, b)
    if pages + volumes + years >= 2 and a.supplement != b.supplement:
        return "abstract of a meeting and its later paper"
    if pages and volumes and years:
        return "printed at another place"
    if journals and (volumes or _pages_differ(a, b, counted_alike=False)):
        return "printed in another journal"
    if years and a.letter == b.letter == "cd":
        return "a review and its update"
    if pages and alike < 1 and a.volume and a.volume == b.volume and _one_journal(a, b):
        return "two places in one volume"
    return ""


def _pages_differ(a: Record, b: Record, *, counted_alike: bool = True) -> bool:
    """Whether both say where they stand and it is not the same place.

    Pages are counted alike where the same letter stands before them and they are of one size: an
    article number against a page says nothing, unless the journals differ as well.
    """
    (first, last), (other_first, other_last) = a.pages, b.pages
    if not first or not other_first or first == other_first or (last and last == other_last):
        return False
    if not counted_alike:
        return True
    return a.letter == b.letter and abs(len(first) - len(other_first)) <= 1
