"""Whether a number counts subjects: not drugs or sites, not the end of a range."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from curator.suggest.numbers.figures import Figure
from curator.suggest.numbers.roles import WHOLE, Marked

_NO_SUBJECTS: Final = re.compile(
    r"\s(?:(?!in\b|on\b|the\b|an?\b|with\b|given\b|who\b|that\b|at\b|had\b|were\b|was\b)[\w-]+\s){0,3}?"
    r"(?:drugs?|antibod(?:y|ies)|compounds?|vaccines?|treatments?|therap(?:y|"
    r"ies)|doses?|agents?|constructs?|designs?|receptors?|antigens?|genes?|mutations?|sites?|"
    r"cent(?:er|re)s|hospitals?|trials|studies|experiments?|cell lines?|clones?|variants?|"
    r"formulations?|combinations?|regimens?|approaches|strategies|candidates?|peptides?|proteins?|"
    r"donors?|targets?|markers?|molecules?|strains?|(?:end)?points?|measures|products?)\b",
    re.IGNORECASE,
)
_RANGE_TO: Final = re.compile(r"\s(?:to|or)\s|-|\u2013", re.IGNORECASE)


def is_count(text: str, i: int, *, numbers: Sequence[Marked]) -> bool:
    """Whether "4/6" counts somebody: spaces and words do, a bare slash needs brackets.

    Drugs and sites are nobody, and "four to six of 10" is no count of six.
    """
    one = numbers[i]
    whole = numbers[one.partner or 0].figure
    if _NO_SUBJECTS.match(text, whole.end):
        return False
    before = numbers[i - 1] if i else None
    if (
        before
        and before.role != WHOLE
        and not before.figure.unit
        and _RANGE_TO.fullmatch(text, before.figure.end, one.figure.start)
    ):
        return False
    between = text[one.figure.end : whole.start]
    return (
        one.figure.spelled
        or "/" not in between
        or text[one.figure.start - 1 : one.figure.start] in ("(", "[")
        or _SAYS_IN.search(text, max(0, one.figure.start - 10), one.figure.start) is not None
    )


_SAYS_IN: Final = re.compile(r"\b(?:in|was|were|only|of|and)\s$", re.IGNORECASE)
_SEEN_IN: Final = re.compile(
    r"\b(?:responses?|remissions?|regressions?|stable disease|clearance)\s"
    r"(?:(?:was|were)\s(?:seen|observed|noted|recorded|achieved|reported|reached|found)\s)?"
    r"in\s(?:only\s|the other\s)?$",
    re.IGNORECASE,
)
_CLAUSE_ENDS: Final = re.compile(r"[.;,)](?![0-9])|\s(?:and|but|while)\s(?!a half)|$")


def is_last_of_clause(text: str, figure: Figure) -> bool:
    """Whether a count without its noun ends a clause: "a complete response in two"."""
    return bool(
        not figure.year
        and _CLAUSE_ENDS.match(text, figure.end)
        and _SEEN_IN.search(text, max(0, figure.start - 60), figure.start)
    )
