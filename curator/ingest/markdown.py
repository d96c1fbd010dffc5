"""Markdown: the text is the file's own, marks and all; only its blocks are found."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from curator.ingest.blocks import page_blocks
from curator.ingest.furniture import main_lines
from curator.ingest.headline import find_headline
from curator.ingest.lines import Unit, is_wrapped, line_units
from curator.ingest.section_names import is_reference_heading
from curator.ingest.values import Block, Cell

MARKDOWN_READER: Final = "2"  # goes up when the same text would give other blocks
CODE: Final = "code"
# No bracket within a bracket but a pair in the address: a line full of open ones stays linear.
_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\((?:[^()\n]|\([^()\n]*\))*\)")
_HASHES = re.compile(r"^(#{1,6})(?:[ \t]+|$)")
_LIST = re.compile(r"^(?:[-*+]|\d{1,3}[.)])\s+")
_FENCE = re.compile(r"^(`{3,}|~{3,})")
_ROW = re.compile(r"^\|.*\|$")
_RULE = re.compile(r"^\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?$")
_BAR = re.compile(r"\\.|\|")


@dataclass(frozen=True, slots=True)
class _Part:
    """A unit and what its marks make of it."""

    unit: Unit
    kind: str
    cells: tuple[Cell, ...] = ()
    name: str = ""


def _is_rule(text: str) -> bool:
    return "|" in text and _RULE.match(text) is not None


def _kind(text: str) -> str:
    if _HASHES.match(text):
        return "heading"
    if text.startswith("!["):
        return "caption"
    return "list" if _LIST.match(text) else "main"


def _whole(body: str, lines: Sequence[Unit]) -> Unit:
    first, last = lines[0], lines[-1]
    return Unit(first.start, last.end, body[first.start : last.end], first.gap)


def _fenced(lines: Sequence[Unit], at: int) -> int:
    """One past the last line of the code that begins at a line; that line where none does."""
    opened = _FENCE.match(lines[at].text)
    if opened is None:
        return at
    for end in range(at + 1, len(lines)):
        text = lines[end].text
        if text.startswith(opened[1]) and not text.strip(opened[1][0]).strip():
            return end + 1
    return len(lines)


def _tabled(lines: Sequence[Unit], at: int) -> int:
    """One past the last row of the table that begins at a line; that line where none does."""
    ruled = at + 1 < len(lines) and not lines[at + 1].gap and _is_rule(lines[at + 1].text)
    if not (_ROW.match(lines[at].text) or ("|" in lines[at].text and ruled)):
        return at
    end = at + 1
    while end < len(lines) and not lines[end].gap and "|" in lines[end].text:
        end += 1
    return end


def _row(line: Unit, *, row: int, header: bool) -> Iterator[Cell]:
    text = line.text
    start = 1 if text.startswith("|") else 0
    bars = [found.start() for found in _BAR.finditer(text) if found[0] == "|"]
    ends = [bar for bar in bars if bar >= start]
    if not text.endswith("|") or not bars or bars[-1] != len(text) - 1:
        ends.append(len(text))
    for column, end in enumerate(ends):
        words = text[start:end]
        left = start + len(words) - len(words.lstrip())
        right = max(left, start + len(words.rstrip()))
        yield Cell(row, column, line.start + left, line.start + right, header)
        start = end + 1


def _table(body: str, lines: Sequence[Unit]) -> _Part:
    ruled = len(lines) > 1 and _is_rule(lines[1].text)
    rows = [line for at, line in enumerate(lines) if not (ruled and at == 1)]
    cells = [
        cell
        for row, line in enumerate(rows)
        for cell in _row(line, row=row, header=ruled and row == 0)
    ]
    return _Part(_whole(body, lines), "table", tuple(cells))


def _parts(body: str) -> Iterator[_Part]:
    """Code and tables whole; else lines, or paragraphs where lines are wrapped."""
    lines = line_units(body)
    wrapped = is_wrapped(lines)
    at, held = 0, list[Unit]()
    while at < len(lines):
        code, rows = _fenced(lines, at), _tabled(lines, at)
        line = lines[at]
        goes_on = wrapped and not line.gap and _kind(line.text) == "main"
        if held and (code > at or rows > at or not goes_on):
            yield _Part(_whole(body, held), _kind(held[0].text))
            held = []
        if code > at:
            yield _Part(_whole(body, lines[at:code]), "main", name=CODE)
        elif rows > at:
            yield _table(body, lines[at:rows])
        else:
            held.append(line)
        if held and _kind(line.text) == "heading":
            yield _Part(line, "heading")
            held = []
        at = max(code, rows, at + 1)
    if held:
        yield _Part(_whole(body, held), _kind(held[0].text))


def _bare(units: Sequence[Unit]) -> list[Unit]:
    """The units as they would read without links and heading marks, to judge them by."""
    return [
        Unit(one.start, one.end, _HASHES.sub("", _LINK.sub(r"\1", one.text)) or one.text, one.gap)
        for one in units
    ]


def _cited(parts: Sequence[_Part]) -> list[bool]:
    """Which parts are a heading that says "References" or stand below it."""
    below, found = False, []
    for part in parts:
        if part.kind == "heading":
            below = is_reference_heading(part.unit.text)
        found.append(below)
    return found


def _kept(parts: Sequence[_Part], found: Sequence[bool]) -> list[bool]:
    """Navigation is no table, no code, and no heading or item without a link amid the article."""
    own = [at for at, is_main in enumerate(found) if is_main]
    first, last = (own[0], own[-1]) if own else (-1, -1)
    cited = _cited(parts)
    return [
        is_main
        or part.kind == "table"
        or part.name == CODE
        or (at > first >= 0 and cited[at])
        or (
            first < at < last
            and part.kind in ("heading", "list")
            and not _LINK.search(part.unit.text)
        )
        for at, (part, is_main) in enumerate(zip(parts, found, strict=True))
    ]


def _marked(blocks: Sequence[Block], parts: Sequence[_Part]) -> list[Block]:
    """Levels of headings, cells of tables, what is code, and which entries are references."""
    by_start = {part.unit.start: part for part in parts}
    made: list[Block] = []
    below = False
    for block in blocks:
        part = by_start.get(block.start)
        if part is None or block.kind == "furniture":
            below = False
            made.append(block)
            continue
        hashes = _HASHES.match(part.unit.text)
        level = len(hashes[1]) if hashes and block.kind in ("heading", "title") else 0
        if block.kind == "heading":
            below = is_reference_heading(part.unit.text)
        entry = below and block.kind in ("main", "list") and not part.name
        kind = "reference" if entry else block.kind
        cells = part.cells if kind == "table" else ()
        name = block.name or part.name
        made.append(replace(block, kind=kind, name=name, level=level, cells=cells))
    return made


def read_markdown(body: str) -> tuple[list[Block], list[Unit], int | None]:
    """As ``read_plain``; headings, lists, tables and code by their marks, the title by its ``#``.

    Returns:
        Blocks, the units that they were made of, and which unit is the headline.
    """
    parts = list(_parts(body))
    units = [part.unit for part in parts]
    bare = _bare(units)
    found = main_lines([unit.text for unit in bare])
    main = _kept(parts, found)
    tops = [at for at, unit in enumerate(units) if unit.text.startswith("# ")]
    headline = tops[0] if len(tops) == 1 else find_headline(bare, main)
    kinds = [part.kind for part in parts]
    blocks = page_blocks(units, main, headline=headline, kinds=kinds)
    return _marked(blocks, parts), units, headline
