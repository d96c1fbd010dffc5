"""Words that are broken at a line's end: which hyphens belong to the word, which to the line."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Final

Words = Collection[str]
"""Words of the document in lower case that stand unbroken in a line."""

SOFT: Final = "\u00ad"
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST: Final = re.compile(r"([^\s(\[{/“\"'‘—–]+)-$")
_FIRST: Final = re.compile(r"[^\W\d_]+")


def words_of(texts: Iterable[str]) -> frozenset[str]:
    """The words of lines in reading order, without those that a line's end breaks."""
    return frozenset(_unbroken(texts))


def _unbroken(texts: Iterable[str]) -> Iterator[str]:
    broken = False
    for text in texts:
        line = text.lower()
        end = len(line) - 1 if line.endswith(("-", SOFT)) else -1
        for found in _WORD.finditer(line):
            if found.end() != end and not (broken and found.start() == 0):
                yield found[0]
        broken = end >= 0


def keeps_hyphen(before: str, after: str, *, words: Words) -> bool:
    """Whether the hyphen between two lines belongs to the word.

    It does where what follows is no small letter ("IL-" + "12", "CAR-" + "T"), or what stands
    before has a digit, a hyphen or only capitals.  Otherwise the document itself is asked: the word
    stands elsewhere without a hyphen (dropped) or with it (kept); else it is kept only where both
    parts are words of the document, the first with three letters at least ("dose-" + "escalation",
    not "in-" + "dependent").  A short document may know too few
    words, and the hyphen is then dropped.

    Args:
        before: The last line's text, ending with the hyphen.
        after: The next line's.
        words: Of the document.
    """
    first, last = _FIRST.match(after), _LAST.search(before)
    if first is None or last is None or not first[0][0].islower():
        return True
    head, tail = last[1], first[0].lower()
    if not head.isalpha() or (head.isupper() and len(head) > 1) or len(head) == 1:
        return True
    head = head.lower()
    if head + tail in words:
        return False
    if f"{head}-{tail}" in words:
        return True
    return len(head) > 2 and head in words and tail in words
