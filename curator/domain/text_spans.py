"""Words and sentences of a text, as spans of code points, for selecting by keyboard."""

from __future__ import annotations

import re

_WORD = re.compile(r"\w+(?:[-‐‑'’.,/]\w+)*", re.UNICODE)
_LINE = re.compile(r"[^\n]+")
_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)|[。！？]+[」』”’）]*")
_NEXT = re.compile(r"\s*(\S)")
_ABBREVIATIONS = frozenset(
    """
    dr mr mrs ms prof st sr jr vs al fig figs eq ref refs no nos vol pp ed eds et e.g i.e cf ca
    approx
    dept univ inc ltd corp co est etc jan feb mar apr jun jul aug sep sept oct nov dec ph.d m.d u.s
    u.k p.o a.m p.m spp sp var gen col lt sgt rev hon gov sen rep tab suppl resp incl
    """.split()
)
_MID_SENTENCE = frozenset("etc inc ltd corp co jr sr a.m p.m u.s u.k ph.d m.d al".split())


def word_spans(body: str) -> list[tuple[int, int]]:
    """Words in order: start, end; with the hyphens, apostrophes and decimal marks inside them."""
    return [found.span() for found in _WORD.finditer(body)]


def _is_abbreviation(body: str, start: int, dot: int) -> bool:
    """Whether the dot belongs to the word before it rather than ends a sentence."""
    begin = dot
    while begin > start and not body[begin - 1].isspace():
        begin -= 1
    word = body[begin:dot].lstrip("([\"'“‘").rstrip(".").lower()
    next_word = _NEXT.match(body, dot + 1)
    following = next_word.group(1) if next_word else ""
    if following.islower():
        return True
    if len(word) == 1 and word.isalpha() and body[dot - 1].isupper():
        return True
    if word in _MID_SENTENCE:
        return False
    if word in ("no", "fig", "figs", "vol", "eq", "ref", "refs", "tab", "pp") and following:
        return following.isdigit() or word != "no"
    return word in _ABBREVIATIONS


def _sentences(body: str, start: int, end: int) -> list[tuple[int, int]]:
    spans = []
    begin = start
    for found in _END.finditer(body, start, end):
        mark = found.group()
        if mark[0] == "." and len(mark) == 1 and _is_abbreviation(body, start, found.start()):
            continue
        spans.append((begin, found.end()))
        begin = found.end()
    spans.append((begin, end))
    return spans


def sentence_spans(body: str) -> list[tuple[int, int]]:
    """Sentences in order: start, end, without outer white space. A line break always ends one."""
    spans = []
    for line in _LINE.finditer(body):
        for start, end in _sentences(body, *line.span()):
            text = body[start:end]
            first = start + len(text) - len(text.lstrip())
            last = start + len(text.rstrip())
            if first < last:
                spans.append((first, last))
    return spans
