"""DOI, PMID, PMCID, ISSN and ISBN as records write them."""

from __future__ import annotations

import re
from typing import Final

_DOI: Final = re.compile(
    r"(?:(?:https?:)?//(?:dx\.|www\.)?doi\.org/|doi:?\s*)?(10\.\d{3,9}/\S+)", re.IGNORECASE
)
_PMID: Final = re.compile(r"(\d{1,9})(?:\[pmid\])?", re.IGNORECASE)
_PMCID: Final = re.compile(r"(PMC\d{1,9})(?:\.\d+)?(?:\[pmcid\])?", re.IGNORECASE)
_ISSN: Final = re.compile(r"\d{4}-?\d{3}[\dXx]")
_ISBN: Final = re.compile(r"(?:97[89])?\d{9}[\dXx]")


def doi_of(words: str) -> str:
    """Lower case and without a resolver; empty where the words are no DOI and nothing else."""
    found = _DOI.fullmatch(words.strip())
    return found[1].lower() if found else ""


def pmid_of(words: str) -> str:
    """The digits; empty where the words are no PMID and nothing else."""
    found = _PMID.fullmatch(words.strip())
    return found[1] if found and words.isascii() else ""


def pmcid_of(words: str) -> str:
    """``PMC`` and digits; empty where the words are none and nothing else."""
    found = _PMCID.fullmatch(words.strip())
    return found[1].upper() if found and words.isascii() else ""


def is_isbn(words: str) -> bool:
    """Whether the words begin with a number of 10 or 13 digits, whatever stands behind it."""
    first = words.partition("(")[0].replace("-", "").replace(" ", "")
    return _ISBN.match(first) is not None


def is_issn(words: str) -> bool:
    """Whether they begin with two groups of four, or eight digits and no more."""
    found = _ISSN.match(words.strip())
    return found is not None and not words.strip()[found.end() : found.end() + 1].isdigit()
