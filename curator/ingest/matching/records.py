"""A reference made ready for comparison: every field in one shape, whatever database wrote it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from curator.domain.references import Reference
from curator.ingest.matching.folding import folded, roughly_folded

_ABSENT: Final = frozenset(("", "na", "n a", "none", "null", "nan", "unknown", "no pagination"))
_DOI: Final = re.compile(r"10\.\d{4,9}/[^\s\"<>]{1,200}")
_DIGITS: Final = re.compile(r"\d{1,9}")
_PAGE: Final = re.compile(r"([a-z]{0,4}?)\s?(\d{1,9})")
_MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_SHEET_DATE: Final = re.compile(
    r"^(?:(\d{1,2})-(" + "|".join(_MONTHS) + r")|(" + "|".join(_MONTHS) + r")-(\d{1,2}))$"
)
_INITIALS: Final = re.compile(r"^(?:[A-Z]\.?-?){1,4}$")
_GLUED: Final = re.compile(r"(?<=[A-Z]\.)(?=[^\W\d_][\w'’ -]{2})")
_BRACKETED: Final = re.compile(r"^\s*\[(.{8,}?)\][.\s]*(?:\(.{0,60}\))?\s*$", re.DOTALL)
_LANGUAGE: Final = re.compile(r"\s*[\[(](?:in |article in )?[A-Z][a-z]{3,12}[\])]\.?\s*$")
_SUPPLEMENT: Final = re.compile(r"suppl|meeting\s?a[bs]|conference|^s\d", re.IGNORECASE)
_MEETING: Final = re.compile(
    r"\b(?:conference|congress|meeting|symposium|proceedings|annual scientific|abstracts?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Record:
    """What two references are compared by.

    Attributes:
        title: Folded words; ``title_words`` the same as a set.
        kind: ``erratum``, ``comment``, ``reply``, ``retraction`` or empty: says what the title
            says it is, because such a record repeats the title of another.
        families: Folded family names in their order.
        year: 0 where none is given.
        journal: Folded words.
        volume: First number of the volume; 0 where none is given, or where only the rest of a
            supplement's number stands there (``1)``, as one database exports them).
        issue: First number of the issue; 0 where none is given.
        pages: First and last page without letters in front; ("", "") where none is given.
        letter: The letters in front of the first page (``S`` of a supplement), in lower case.
        supplement: Whether volume or issue name a supplement, or the journal a meeting.
        issns: Eight characters each.
        abstract: Folded, its beginning only.
    """

    title: str
    title_words: frozenset[str]
    kind: str
    families: tuple[str, ...]
    year: int
    journal: str
    volume: int
    issue: int
    pages: tuple[str, str]
    letter: str
    supplement: bool
    doi: str
    pmid: str
    issns: frozenset[str]
    abstract: str


ABSTRACT_CHARACTERS: Final = 400
"""How much of an abstract is compared: its beginning; databases cut and append at the end."""

_READ_OF_ABSTRACT: Final = 600


def record_of(reference: Reference) -> Record:
    """The reference in comparable shape."""
    title = folded(plain_title(reference.title))
    if title in _ABSENT:
        title = ""
    volume, issue = present(reference.volume), present(reference.issue)
    pages, letter = page_range(present(reference.pages))
    return Record(
        title=title,
        title_words=frozenset(title.split()),
        kind=kind_of(title),
        families=families(reference.authors),
        year=_year(reference.year or reference.date),
        journal=folded(present(reference.journal or reference.journal_short)),
        volume=0 if volume.rstrip().endswith(")") and "(" not in volume else _number(volume),
        issue=_number(issue) if _DIGITS.fullmatch(issue.strip()) else 0,
        pages=pages,
        letter=letter,
        supplement=bool(
            _SUPPLEMENT.search(volume)
            or _SUPPLEMENT.search(issue)
            or _MEETING.search(reference.journal)
        ),
        doi=plain_doi(reference.doi),
        pmid=_first_digits(reference.pmid),
        issns=_issns(reference.issn),
        abstract=roughly_folded(present(reference.abstract[:_READ_OF_ABSTRACT]))[
            :ABSTRACT_CHARACTERS
        ],
    )


def present(value: str) -> str:
    """The value, or nothing where an export wrote a word for nothing (``NA``)."""
    return "" if value.strip().strip(".-/").casefold() in _ABSENT else value


def plain_title(title: str) -> str:
    """Without the brackets of a translated title and the language behind it."""
    title = _LANGUAGE.sub("", title)
    found = _BRACKETED.match(title)
    return found.group(1) if found else title


_KINDS: Final = (
    ("erratum", re.compile(r"^(?:\w+ )?(?:erratum|errata|corrigend\w+|correction)\b|\berratum$")),
    ("retraction", re.compile(r"^(?:notice of )?retraction\b|^expression of concern\b")),
    (
        "reply",
        re.compile(
            r"^(?:authors? )?(?:reply|response) (?:to|from|by)\b"
            r"|\b(?:authors? (?:reply|response)|reply|in reply)$|^(?:in )?reply\b"
        ),
    ),
    (
        "comment",
        re.compile(
            r"^(?:comments?|commentary|letter|editorial|re|discussion) (?:on|to|regarding)?\b"
        ),
    ),
)


def kind_of(title: str) -> str:
    """What a folded title says that the record is, where it is about another record."""
    for kind, pattern in _KINDS:
        if pattern.search(title):
            return kind
    return ""


def plain_doi(doi: str) -> str:
    """Lower case, without resolver, label and closing punctuation; empty where there is none."""
    found = _DOI.search(doi.replace("%2F", "/").replace("%2f", "/"))
    return found.group(0).casefold().rstrip(".,;)]}") if found else ""


def families(authors: tuple[str, ...]) -> tuple[str, ...]:
    """Folded family names: what stands before the comma, else what is no initial."""
    found = []
    for author in authors:
        name = folded(family(author))
        if name and name not in _ABSENT:
            found.append(name.replace(" ", ""))
    return tuple(found)


def family(author: str) -> str:
    """The family name of ``Adeli, K.``, ``Adeli K.``, ``K. Adeli`` or ``Khosrow Adeli``."""
    before, comma, _given = author.partition(",")
    if comma:
        return before
    words = author.split()
    names = [word for word in words if not _INITIALS.match(word)]
    if not names or len(names) == len(words) == 1:
        return author
    if len(names) < len(words):
        return " ".join(names)
    return names[-1]


def split_authors(written: str) -> tuple[str, ...]:
    """The authors of one string, whatever stands between them.

    >>> split_authors("Adeli K.Lewis G. F.")
    ('Adeli K.', 'Lewis G. F.')
    """
    for mark in (";", "\n", " and ", "|"):
        if mark in written:
            parts = written.split(mark)
            return tuple(one.strip(" ,") for one in parts if one.strip(" ,."))
    parts = [one.strip() for one in written.split(",") if one.strip()]
    if len(parts) > 1 and not _comma_is_inside(parts):
        return tuple(parts)
    if len(parts) > 2:
        return tuple(", ".join(parts[at : at + 2]) for at in range(0, len(parts), 2))
    return tuple(one.strip() for one in _GLUED.split(written) if one.strip())


def _comma_is_inside(parts: Sequence[str]) -> bool:
    """Whether the commas stand between family and given names, as in ``Adeli, K., Lewis, G. F.``.

    Between two authors (``Adeli K, Lewis GF``) initials stand in front of the comma.
    """
    if len(parts) == 2:
        return not any(map(_INITIALS.match, parts[0].split()[1:]))
    return all(_INITIALS.match(one.replace(" ", "")) for one in parts[1::2])


def page_range(pages: str) -> tuple[tuple[str, str], str]:
    """First and last page, the last one written out; and the letters in front of the first.

    >>> page_range("S221-8")
    (('221', '228'), 's')
    """
    written = pages.strip().casefold().replace("‐", "-").replace("–", "-").replace("—", "-")
    mangled = _SHEET_DATE.match(written)
    if mangled:
        day, month, month_first, day_last = mangled.groups()
        first = day or str(_MONTHS.index(month_first) + 1)
        last = day_last or str(_MONTHS.index(month) + 1)
        return _ordered(first, last), ""
    start, _dash, end = written.partition("-")
    found = _PAGE.search(start)
    if found is None:
        return ("", ""), ""
    letter, first = found.groups()
    ending = _PAGE.search(end)
    last = ending.group(2) if ending else ""
    if last and len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    return (first.lstrip("0") or "0", last.lstrip("0")), letter


def _ordered(first: str, last: str) -> tuple[str, str]:
    return (first, last) if int(first) <= int(last) else (last, first)


def _year(written: str) -> int:
    found = re.search(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)", written)
    return int(found.group(1)) if found else 0


def _number(written: str) -> int:
    found = _DIGITS.search(written)
    return int(found.group(0)) if found else 0


def _first_digits(written: str) -> str:
    found = _DIGITS.search(written)
    return found.group(0).lstrip("0") if found else ""


def _issns(written: str) -> frozenset[str]:
    found = re.findall(r"(?<![\dX])\d{4}-?\d{3}[\dXx](?![\dX])", written)
    return frozenset(one.replace("-", "").upper() for one in found)
