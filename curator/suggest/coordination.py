"""Names that share words: ``lung and ovarian cancer``, ``CD4+ or CD8+ T cells``, ``hepatitis B/C``.

Each is found under the key of its full name; its quote is the whole of the text that says it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from curator.domain.names import Word, key_of

_LINKS: Final = frozenset(("and", "or", "to", "versus", "vs"))
_MOST_CONJUNCTS: Final = 6
_LONGEST_CONJUNCT: Final = 3
_LONGEST_HEAD: Final = 3


class Shared(NamedTuple):
    """A possible name: its key, and the words ``first:last`` that say it."""

    key: str
    first: int
    last: int


def shared_names(text: str, words: Sequence[Word], *, first: int, last: int) -> Iterator[Shared]:
    """Names that may share words with the name that stands at ``first:last``."""
    for head in range(max(first + 1, last - _LONGEST_HEAD), last):
        yield from _before(text, words, first=first, head=head, last=last)
    for keep in range(first + 1, last):
        end = _link_after(text, words, last)
        if end is not None:
            for stop in range(end + 1, min(end + _LONGEST_HEAD, len(words)) + 1):
                key = key_of((*words[first:keep], *words[end:stop]))
                yield Shared(key, first, stop)


def _before(
    text: str, words: Sequence[Word], *, first: int, head: int, last: int
) -> Iterator[Shared]:
    """Conjuncts to the left that take the words from ``head`` as theirs.

    One that has such a head itself needs none, nor do those before it.
    """
    own = words[last - 1].folded
    stop = _link_before(text, words, first, signs="/&")
    for _ in range(_MOST_CONJUNCTS):
        if stop is None:
            return
        following = None
        for start in range(stop - 1, max(-1, stop - 1 - _LONGEST_CONJUNCT), -1):
            if words[start].folded == own:
                return
            if start < stop - 1 and not _close(text, words, start):
                break
            yield Shared(key_of((*words[start:stop], *words[head:last])), start, last)
            following = following or _link_before(text, words, start, signs=",/&")
        stop = following


def _close(text: str, words: Sequence[Word], at: int) -> bool:
    """Whether nothing but a space or a hyphen stands between a word and the next."""
    gap = text[words[at].end : words[at + 1].start]
    return len(gap) <= 1 and gap not in (",", "/") and words[at].folded not in _LINKS


def _link_before(text: str, words: Sequence[Word], first: int, *, signs: str) -> int | None:
    """One past the last word of the conjunct before ``first``, where one is linked to it.

    A comma alone links only conjuncts that an "and" or "or" follows.
    """
    at = first
    linked = False
    while at > 0 and words[at - 1].folded in _LINKS and first - at < 2:
        at, linked = at - 1, True
    if at == 0:
        return None
    gap = text[words[at - 1].end : words[at].start].strip(" -\u2010\u2011\u2013")
    return at if (gap and gap in signs) or (linked and gap in ("", ",")) else None


def _link_after(text: str, words: Sequence[Word], last: int) -> int | None:
    """The first word of the conjunct behind ``last``, where one is linked to it."""
    at = last
    while at < len(words) and words[at].folded in _LINKS and at - last < 2:
        at += 1
    if at >= len(words):
        return None
    gap = text[words[at - 1].end : words[at].start].strip(" -\u2010\u2011\u2013")
    return at if gap in ("/", "&") or (at > last and not gap) else None
