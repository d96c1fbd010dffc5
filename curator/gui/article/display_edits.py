"""What the display of a text leaves out and adds: folds, empty lines, breaks in long lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from curator.gui.article.values import BlockView
from curator.services.block_choices import FURNITURE, REFERENCE

# What QTextDocument takes for a paragraph, a frame or an object, or what no font draws.  Each is
# replaced by one UTF-16 unit, so that no offset moves.
_LIKE_SPACE = "\r\x0b\x0c\x1c\x1d\x1e\x85"
_CHANGED = re.compile(
    "[\x00\x0b\x0c\r\x1c-\x1e\x85\u2029\ufdd0-\ufdef\ufffc\ufffe\uffff\ud800-\udfff]"
)
_EMPTY_LINES = re.compile(r"\n(?:[^\S\n]*\n)+")
_INNER_BREAK = re.compile(r"(?<!\n)\n(?![^\S\n]*\n)")
_NO_SPACE = re.compile(r"\S")

# Room for the chevron, which the view draws: the fonts have none.
PLACEHOLDER_INDENT = "\u00a0" * 6
CELL_PART = "\u2002│\u2002"
# A block longer than this keeps its lines as paragraphs: Qt lays out a paragraph in one go.
_LONGEST_JOINED = 4_000
# How far before a limit a space is looked for, to break a very long line between two words.
_BREAK_SEARCH = 200


class Edit(NamedTuple):
    """At ``start`` of the text leave out up to ``end`` and show ``added``."""

    start: int
    end: int
    added: str
    run: Run | None = None


class Run(NamedTuple):
    """Folded blocks that stand together, with their extent in code points."""

    start: int
    end: int
    blocks: tuple[int, ...]
    name: str
    kind: str = FURNITURE


def trim(body: str, span: tuple[int, int]) -> tuple[int, int] | None:
    """A range without white space at its ends; None where nothing is left."""
    start, end = span
    piece = body[start:end]
    left = len(piece) - len(piece.lstrip())
    right = len(piece) - len(piece.rstrip())
    return (start + left, end - right) if left < len(piece) else None


def _replacement(found: re.Match[str]) -> str:
    character = found[0]
    if character == "\u2029":
        return "\n"
    return " " if character in _LIKE_SPACE else "\ufffd"


def without_changed(body: str) -> str:
    return _CHANGED.sub(_replacement, body) if _CHANGED.search(body) else body


def with_joined_lines(shown: str, blocks: Sequence[BlockView]) -> str:
    """The lines of one block stay together: U+2028 breaks a line without a paragraph's space."""
    parts: list[str] = []
    at = 0
    for block in blocks:
        if block.start < at or block.end - block.start > _LONGEST_JOINED:
            continue
        if shown.find("\n", block.start, block.end) < 0:
            continue
        inside = shown[block.start : block.end].rstrip("\n")
        parts.append(shown[at : block.start])
        parts.append(_INNER_BREAK.sub("\u2028", inside))
        at = block.start + len(inside)
    parts.append(shown[at:])
    return "".join(parts)


def folded_runs(body: str, blocks: Sequence[BlockView], *, folded: set[int]) -> list[Run]:
    """Folded blocks with only white space between them, as wide as their lines allow."""
    runs: list[Run] = []
    for index in sorted(folded, key=lambda i: (blocks[i].start, blocks[i].end)):
        block = blocks[index]
        kept = trim(body, (block.start, block.end))
        if kept is None:
            continue
        start, end = _to_line_ends(body, *kept)
        kind = REFERENCE if block.kind == REFERENCE else FURNITURE
        last = runs[-1] if runs and runs[-1].kind == kind else None
        if last is not None and not _NO_SPACE.search(body, last.end, max(start, last.end)):
            name = last.name if last.name == block.name else ""
            runs[-1] = Run(last.start, max(end, last.end), (*last.blocks, index), name, kind)
        else:
            runs.append(Run(start, end, (index,), block.name, kind))
    return runs


def _to_line_ends(body: str, start: int, end: int) -> tuple[int, int]:
    """Wider by the blanks up to the ends of its lines, if there is nothing else up to there."""
    line = body.rfind("\n", 0, start) + 1
    if not _NO_SPACE.search(body, line, start):
        start = line
    line_end = body.find("\n", end)
    line_end = len(body) if line_end < 0 else line_end
    if not _NO_SPACE.search(body, end, line_end):
        end = line_end
    return start, end


def _placeholder(run: Run, *, body: str) -> str:
    if run.kind == REFERENCE:
        return f"{PLACEHOLDER_INDENT}references folded ({len(run.blocks)})"
    lines = filled_lines(body, run)
    return (
        f"{PLACEHOLDER_INDENT}{run.name or 'page furniture'} folded "
        f"({lines} {'line' if lines == 1 else 'lines'})"
    )


def filled_lines(body: str, run: Run) -> int:
    return sum(1 for line in body[run.start : run.end].split("\n") if line.strip())


def _fold_edits(body: str, runs: Sequence[Run]) -> Iterator[Edit]:
    for run in runs:
        added = _placeholder(run, body=body)
        if run.start > 0 and body[run.start - 1] != "\n":
            added = f"\n{added}"
        if run.end < len(body) and body[run.end] != "\n":
            added = f"{added}\n"
        yield Edit(run.start, run.end, added, run)


def _gap_edits(body: str) -> Iterator[Edit]:
    """Empty lines: the first line end stays, as the end of the paragraph."""
    first = len(body) - len(body.lstrip("\n"))
    last = len(body.rstrip("\n"))
    if first > 0:
        yield Edit(0, first, "")
    for found in _EMPTY_LINES.finditer(body, first, max(first, last)):
        yield Edit(found.start() + 1, found.end(), "")
    if max(first, last) < len(body):
        yield Edit(max(first, last), len(body), "")


def _part_edits(body: str, tables: Iterable[BlockView]) -> Iterator[Edit]:
    """Between two cells of a table that is too wide for its columns: a line for the tab."""
    for table in tables:
        at = body.find("\t", table.start, table.end)
        while at >= 0:
            yield Edit(at, at + 1, CELL_PART)
            at = body.find("\t", at + 1, table.end)


def cleaned_edits(
    body: str, runs: Sequence[Run], *, parted: Iterable[BlockView] = ()
) -> list[Edit]:
    """Folds, empty lines, parted cells in order; what is inside a fold is gone with it."""
    kept: list[Edit] = []
    edits = (*_fold_edits(body, runs), *_gap_edits(body), *_part_edits(body, parted))
    for edit in sorted(edits, key=lambda edit: edit.start):
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    return kept


def with_breaks(shown: str, edits: list[Edit], *, max_line: int) -> list[Edit]:
    """The edits with breaks for lines longer than ``max_line``."""
    breaks = list(_breaks(shown, edits, max_line=max_line))
    return sorted((*edits, *breaks), key=lambda edit: edit.start) if breaks else edits


def _breaks(shown: str, edits: Sequence[Edit], *, max_line: int) -> Iterator[Edit]:
    hidden = [(edit.start, edit.end) for edit in edits if edit.end > edit.start]
    start = 0
    for from_, to in (*hidden, (len(shown), len(shown))):
        for line_start, line_end in _long_lines(shown, start, from_, max_line=max_line):
            at = line_start
            while line_end - at > max_line:
                at = _break_before(shown, at, at + max_line)
                yield Edit(at, at, "\n")
        start = to


def _long_lines(shown: str, start: int, end: int, *, max_line: int) -> Iterator[tuple[int, int]]:
    """Lines of a stretch that are longer than ``max_line``; the others cost one search each."""
    while end - start > max_line:
        last = shown.rfind("\n", start, start + max_line + 1)
        if last >= 0:
            start = last + 1
            continue
        line_end = shown.find("\n", start, end)
        line_end = end if line_end < 0 else line_end
        yield start, line_end
        start = line_end + 1


def _break_before(shown: str, start: int, limit: int) -> int:
    """A place to break: behind the last space, otherwise never inside a cluster."""
    space = shown.rfind(" ", max(start, limit - _BREAK_SEARCH), limit)
    if space > start:
        return space + 1
    at = limit
    while at > start + 1 and at > limit - _BREAK_SEARCH and joins(shown, at):
        at -= 1
    return at


def joins(text: str, at: int) -> bool:
    """Whether the character at ``at`` belongs to the one before it on screen."""
    if not 0 < at < len(text):
        return False
    return text[at - 1] == "\u200d" or text[at] == "\u200d" or _extends(text[at])


def _extends(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] == "M" or "\U0001f3fb" <= character <= "\U0001f3ff"
