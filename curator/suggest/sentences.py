"""Where sentences of news and papers end.

A full stop ends none after an abbreviation ("Dr.", "et al.", "e.g."), an initial ("Jesse S. A.
Chae"), inside a number or before a small letter.  It ends one before a glued reference number
("cells.12 The").  A line break alone ends none: texts are often broken into lines of one width.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_END: Final = re.compile(
    r"""(?P<mark>[.!?…])[.!?…]*+
        (?:(?P<after>(?:["'”’»)\]]|(?<=[^\W\d]\.)\d{1,3}(?:[,–-]\d{1,3})*|\[\d[\d,\s–-]*\])*)
           (?P<gap>\s+|$)
          |(?<=[a-z]{3}\.)(?P<glued>)(?=[A-Z][a-z]+\s))""",
    re.VERBOSE,
)
_BREAK: Final = re.compile(r"\n(?:[^\S\n]*\n|(?=[^\S\n]*(?:[•●▪*–-]|\d{1,2}[.)])\s))")
_NUMBERED: Final = re.compile(r"\d{1,2}|[IVX]{1,4}")
_INITIAL: Final = re.compile(r"[A-Z]\.?,?")
_INITIALS: Final = re.compile(r"(?:[A-Z]\.-?)+[A-Z]")
_REACH: Final = 60
_NEXT: Final = re.compile(r"[\"'“‘«(\[]*(\S+)(?:\s+(\S+))?")

_MIXED: Final = re.compile(r"[a-z]{1,3}[A-Z0-9]")

_ALWAYS_INSIDE: Final = frozenset(
    """dr mr mrs ms prof profs rev hon gov sen rep col lt sgt capt fig figs tab eq eqs ref refs no
    nos vol pp e.g i.e eg ie cf vs approx dept ca st suppl var spp sp resp incl viz med rer nat
    jan feb mar apr jun jul aug sep sept oct nov dec""".split()
)
_SOMETIMES_INSIDE: Final = frozenset(
    """al etc inc ltd corp co jr sr a.m p.m u.s u.k e.u u.s.a ph.d phd m.d md m.sc b.sc d.phil
    r.n d.o dr.med univ est""".split()
)
_NEEDS_NUMBER: Final = frozenset(("no", "nos", "fig", "figs", "tab", "eq", "pp", "vol", "ca"))
_STARTERS: Final = frozenset(
    """the this these those that a an in it its he she they we our his her their there here i you
    after although as at because before but by during each even for from furthermore however if
    in moreover no none of on one only other so some such than then thus to under until when where
    whereas while with what which who why how all also and both both many more most several two
    three researchers scientists patients results treatment doctors investigators findings study
    studies trial mice""".split()
)
_BEFORE_NAME: Final = frozenset(
    "by thank and from with to says said author professor of researcher director scientist".split()
)


def sentence_spans(text: str, start: int, *, end: int) -> Iterator[tuple[int, int]]:
    """Sentences of ``text[start:end]`` in order: start, end, without outer white space."""
    begin = start
    for stop in _stops(text, start, end=end):
        if span := _bare(text, begin, end=stop):
            yield span
        begin = stop
    if span := _bare(text, begin, end=end):
        yield span


def _stops(text: str, start: int, *, end: int) -> list[int]:
    stops = [found.start() for found in _BREAK.finditer(text, start, end)]
    for found in _END.finditer(text, start, end):
        if found["gap"] is None:
            stops.append(found.end())
        elif _ends(text, found, start=start, end=end):
            stops.append(found.end("after"))
    return sorted(stops)


def _bare(text: str, start: int, *, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def _ends(text: str, found: re.Match[str], *, start: int, end: int) -> bool:
    """Whether the mark ends a sentence."""
    following = _NEXT.match(text, found.end(), end)
    if following is None:
        return True
    word, second = following[1], following[2] or ""
    if _goes_on(word):
        return False
    if found["after"] or found.end("after") - found.start() > 1 or found["mark"] != ".":
        return True
    line = text[max(start, found.start() - _REACH) : found.start()].rpartition("\n")[2]
    tokens = line.rsplit(maxsplit=2)
    if not tokens or line[-1].isspace():
        return True
    previous = tokens[-2] if len(tokens) > 1 else ""
    return not _is_inside(tokens[-1].lstrip("([\"'“‘"), previous, word=word, second=second)


def _goes_on(word: str) -> bool:
    """Whether a sentence cannot begin with that word; "mRNA", "p53" and "iPSCs" can begin one."""
    first = word[0]
    return first in ",;:" or (first.islower() and not _MIXED.match(word))


def _is_inside(token: str, previous: str, *, word: str, second: str) -> bool:
    low = token.lower().replace("\u00a0", "")
    starts = word.strip(",.;:").lower() in _STARTERS
    if len(token) == 1 and token.isalpha():
        return token.isupper() and _is_initial(previous, word=word, starts=starts)
    if low in _ALWAYS_INSIDE:
        return low not in _NEEDS_NUMBER or word[0].isdigit() or (word[0].isupper() and not starts)
    if low in _SOMETIMES_INSIDE:
        return not starts and not (second[:1].islower() and second not in ("and", "of", "&"))
    if not previous and _NUMBERED.fullmatch(token):
        return True  # "1. Introduction"
    return bool(_INITIALS.fullmatch(token)) and not starts  # "J.-P. Martin"


def _is_initial(previous: str, *, word: str, starts: bool) -> bool:
    """Whether a capital with a dot belongs to a name: "Robert M. Samstein", "by A. Smith"."""
    if _INITIAL.fullmatch(word):
        return True
    if not word[0].isupper() or starts:
        return False
    bare = previous.strip("(“\"'")
    return not bare or bare[0].isupper() or bare in _BEFORE_NAME or bare.endswith(",")
