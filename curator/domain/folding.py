"""How words are compared: case, width, hyphens and Greek letters do not count."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Final

_HYPHENS: Final = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d"), "-")
_QUOTES: Final[Mapping[int, str]] = {
    ord("\u2019"): "'",
    ord("\u2018"): "'",
    ord("\u201c"): '"',
    ord("\u201d"): '"',
}
_GREEK: Final[Mapping[int, str]] = {
    ord("α"): "alpha",
    ord("β"): "beta",
    ord("γ"): "gamma",
    ord("δ"): "delta",
    ord("ε"): "epsilon",
    ord("κ"): "kappa",
    ord("λ"): "lambda",
    ord("μ"): "mu",
    ord("ω"): "omega",
}
_TABLE: Final[Mapping[int, str]] = {**_HYPHENS, **_QUOTES, **_GREEK}


def fold(words: str) -> str:
    """The form in which two spellings of one thing are the same string (NFKC, case-folded)."""
    folded = unicodedata.normalize("NFKC", words).casefold().translate(_TABLE)
    return " ".join(folded.split())
