"""Words as they are compared: without case, accents, markup and punctuation."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_TAG: Final = re.compile(r"</?[A-Za-z][^<>]{0,80}>")
_ENTITY: Final = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[A-Za-z]{2,10});")
_NO_WORD: Final = re.compile(r"[^0-9a-z\u0370-\U0010ffff]+")
_COMBINING: Final = re.compile("[\u0300-\u036f]+")
_SPELLED: Final = str.maketrans(
    {
        "α": "alpha",
        "β": "beta",
        "γ": "gamma",
        "δ": "delta",
        "ε": "epsilon",
        "κ": "kappa",
        "λ": "lambda",
        "μ": "mu",
        "ω": "omega",
        "ß": "ss",
        "ø": "o",
        "ð": "d",
        "þ": "th",
        "ł": "l",
        "đ": "d",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "\ufffd": " ",
    }
)


def folded(text: str) -> str:
    """Words in lower case with one space between them; Greek letters spelled out.

    >>> folded("TNF-<i>α</i> in Großhirn: a  Reappraisal.")
    'tnf alpha in grosshirn a reappraisal'
    """
    if not text.isascii():
        text = _without_accents(text.casefold())
    elif not text.islower():
        text = text.lower()
    if "<" in text:
        text = _TAG.sub("", text)
    if "&" in text:
        text = _ENTITY.sub(" ", text)
    return _NO_WORD.sub(" ", text).strip()


def roughly_folded(text: str) -> str:
    """As ``folded``, faster, for long texts: what is not ASCII is left out."""
    plain = text if text.isascii() else text.encode("ascii", "ignore").decode("ascii")
    return _NO_WORD.sub(" ", plain.lower()).strip()


def _without_accents(text: str) -> str:
    # Folded again: a capital may come out of a letter of mathematics, which has no lower case.
    parts = unicodedata.normalize("NFKD", text.translate(_SPELLED)).casefold()
    return _COMBINING.sub("", parts).translate(_SPELLED)


NUMERALS: Final = frozenset(
    "i ii iii iv v vi vii viii ix x xi xii one two three four five six first second third fourth "
    "fifth sixth".split()
)
"""Words that count, as digits do; they tell the parts of a series apart."""
