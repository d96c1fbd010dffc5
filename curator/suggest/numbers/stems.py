"""The first letters of a sentence's words: what cannot be said there need not be searched for.

A pattern of many words costs some ten microseconds in a sentence; whether one of its words can
stand there is asked of a set instead.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

LETTERS: Final = 4
_WORD: Final = re.compile(r"[^\W_]+")


@lru_cache(maxsize=1024)
def stems_of(text: str) -> frozenset[str]:
    """The first four letters of each word, in lower case; words end at every sign."""
    return frozenset([word[:LETTERS] for word in _WORD.findall(text.lower())])


def stems(words: str) -> frozenset[str]:
    """Cues as ``stems_of`` has them: "safe tolerated" is safe, tole."""
    return frozenset(word[:LETTERS] for word in words.split())
