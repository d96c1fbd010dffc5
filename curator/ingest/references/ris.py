"""RIS lists, as strictly as their tags allow and as loosely as programs write them.

rispy is not asked: it drops a record that nothing ends, all but the first of a tag that stands
twice, and the order of tags.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from curator.domain.exchange.ris import reference_from_ris
from curator.ingest.references.articles import Record
from curator.ingest.references.tagged import Raw, Tagged, stray
from curator.ingest.values import NO_OPTIONS, Note, Read, ReadOptions

_STRICT: Final = re.compile(r"([A-Z][A-Z0-9])  -(?: (.*)|([^ ].*)|)$")
_LOOSE: Final = re.compile(r"([A-Z][A-Z0-9])[ \t]{0,3}-(?:[ \t](.*)|([^ \t].*)|)$")
_TYPE: Final = re.compile(r"TY[ \t]*-", re.MULTILINE)
_NUMBER: Final = re.compile(r"\d{1,7}\.?")
_ZERO_WIDTH: Final = "\ufeff\u200b"
# What a record must have to be one of its own, where a second TY stands in it.
_SAYS_SOMETHING: Final = frozenset("TI T1 CT AU A1 DO".split())


def read_ris(data: bytes, name: str, *, options: ReadOptions = NO_OPTIONS) -> Iterator[Read]:
    """Read a RIS list.

    Raises:
        UnreadableInputError: It is blank or no text.
    """
    return Tagged("ris", ris_records, _record).articles(data, name, options=options)


def _record(raw: Raw) -> Record:
    return Record(reference_from_ris(raw.pairs()), raw.own_text())


def _pattern(text: str) -> re.Pattern[str]:
    """Two blanks before the dash, as the format has it, unless the first record has others."""
    first = _TYPE.search(text)
    return _STRICT if first is None or first[0] == "TY  -" else _LOOSE


class _Reading:
    """The record at hand, and those that are done."""

    def __init__(self) -> None:
        self.raw = Raw()
        self.done: list[Raw | Note] = []
        self.ended = True
        self.blanks = 0

    def begin(self, tag: str, words: str, *, line: str) -> None:
        self.ended = False
        self.blanks = 0
        self.raw.begin(tag, words, line=line)

    def go_on(self, words: str, line: str) -> None:
        for _ in range(self.blanks):
            self.raw.go_on("", line="")
        self.blanks = 0
        self.raw.go_on(words, line=line)

    def finish(self) -> None:
        if self.raw.tags:
            self.done.append(self.raw)
        self.raw = Raw()
        self.ended = True
        self.blanks = 0


def ris_records(text: str) -> Iterator[Raw | Note]:
    """The records of a list; a line that belongs to none is a note."""
    pattern = _pattern(text)
    rows = text.split("\n")
    own = _own_types(rows, pattern)
    reading = _Reading()
    for number, row in enumerate(rows, start=1):
        line = row.lstrip(_ZERO_WIDTH) if row[:1] in _ZERO_WIDTH else row
        if number == 1:
            line = line.lstrip(f" \t{_ZERO_WIDTH}")
        found = pattern.match(line)
        if found:
            _take(reading, found, line, own=number in own)
        elif not line.strip(" \t"):
            reading.blanks += not reading.ended
        elif not reading.ended:
            reading.go_on(line.strip(" \t"), line)
        elif not _NUMBER.fullmatch(line.strip()):
            reading.done.append(stray(line, number))
        yield from reading.done
        reading.done.clear()
    reading.finish()
    yield from reading.done


def _take(reading: _Reading, found: re.Match[str], line: str, *, own: bool) -> None:
    tag, words = found[1], (found[2] or found[3] or "").strip(" \t")
    if tag == "ER":
        if words:
            reading.raw.begin(tag, words, line=line)
        elif reading.raw.tags:
            reading.raw.text.append(line)
        reading.finish()
        return
    if tag == "TY" and own:
        reading.finish()
    reading.begin(tag, words, line=line)


def _own_types(rows: list[str], pattern: re.Pattern[str]) -> frozenset[int]:
    """The lines (from 1) whose TY begins a record although the one before was not ended.

    Some programs forget ``ER``; others write several types into one record.  A type begins a
    record where the lines up to the next type or end have a title or an author of their own, and
    the record before has one too.
    """
    own: set[int] = set()
    before = here = False
    at = 0
    for number, row in enumerate([*rows, "TY  - "], start=1):
        found = pattern.match(row)
        if not found:
            continue
        if found[1] in ("TY", "ER"):
            if at and here and before:
                own.add(at)
            before = False if found[1] == "ER" else before or here
            here = False
            at = number if found[1] == "TY" else 0
        elif found[1] in _SAYS_SOMETHING:
            here = True
    return frozenset(own)
