"""Paragraphs of an article and where in it they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A stretch of the text that is one thing, as the reader of the file saw it.

    Attributes:
        kind: ``main``, ``heading``, ``title``, ``furniture``, ``table``, ``caption``, ``list``,
            ``reference`` or ``footnote``.
        start: First character in the body; ``end`` one past the last.
        name: What it is, for furniture and captions ("byline").
        level: 1 to 6 for a heading whose level is known, 0 otherwise.
        page: Page of the printed document, from 1; 0 where there are none.
    """

    kind: str
    start: int
    end: int
    name: str = ""
    level: int = 0
    page: int = 0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One block, or the lines of one paragraph that was broken into lines of one width."""

    start: int
    end: int
    block: TextBlock
    position: str


_POSITIONS: Final = {
    "main": "body",
    "list": "body",
    "footnote": "body",
    "title": "headline",
    "heading": "heading",
    "furniture": "furniture",
    "table": "table",
    "caption": "caption",
    "reference": "citation",
}
_RUNNING: Final = frozenset(("main", "heading", "list"))
_SHORT_LEAD: Final = 400
_LEAST_LEAD: Final = 60
_LEAST_LINES: Final = 3
_ABOUT_AUTHOR: Final = re.compile(
    r"^(?:about|meet) (?:the |our )?(?:authors?|writers?|reporters?|contributors?)\b[^\n]{0,30}$"
    r"|^author (?:bio|biography|profile)s?$",
    re.IGNORECASE,
)
_BIOGRAPHY: Final = re.compile(
    r"^[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]*){1,4},? (?:,|is|was|has been|covers|writes)"
    r"[^.\n]{0,120}?\b(?:reporter|journalist|writer|columnist|correspondent|contributor|editor"
    r"|author (?:at|of|for)|freelanc\w+|blogger)\b"
    r"|^[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]*){1,4},? an? (?:[\w-]+ ){0,5}?"
    r"(?:reporter|journalist|writer|columnist|correspondent|freelancer)\b",
)
_BYLINE: Final = re.compile(r"^(?:by|written by|story by|reported by) [A-Z][^\n]{2,80}$", re.I)


def paragraphs_of(body: str, blocks: Sequence[TextBlock]) -> tuple[Paragraph, ...]:
    """Paragraphs with their position; all of a text without blocks is body."""
    if not blocks and body.strip():
        blocks = (TextBlock("main", 0, len(body)),)
    joined = list(_joined(body, blocks))
    return tuple(_with_bylines(body, _with_leads(joined)))


def _joined(body: str, blocks: Sequence[TextBlock]) -> Iterator[Paragraph]:
    wrapped = _is_wrapped(body, blocks)
    run: list[TextBlock] = []
    for block in blocks:
        if run and not (wrapped and _continues(body, run[-1], block)):
            yield _paragraph(run)
            run = []
        run.append(block)
    if run:
        yield _paragraph(run)


def _continues(body: str, before: TextBlock, after: TextBlock) -> bool:
    """Whether two blocks stand on lines that follow each other."""
    if before.kind not in _RUNNING or after.kind not in _RUNNING or after.kind == "list":
        return False
    return body[before.end : after.start].count("\n") == 1


def _is_wrapped(body: str, blocks: Sequence[TextBlock]) -> bool:
    """Whether lines are parts of sentences: most that follow another go on in small letters."""
    pairs = [(a, b) for a, b in zip(blocks, blocks[1:], strict=False) if _continues(body, a, b)]
    going_on = sum(body[b.start].islower() and body[a.end - 1] not in ".!?:" for a, b in pairs)
    return len(pairs) >= _LEAST_LINES and going_on >= len(pairs) / 3


def _paragraph(run: Sequence[TextBlock]) -> Paragraph:
    block = run[0]
    position = _POSITIONS[block.kind] if len(run) == 1 else "body"
    if block.kind == "caption" and block.name == "byline":
        position = "byline"
    return Paragraph(block.start, run[-1].end, block, position)


def _with_leads(paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """The first paragraph is the lead, and so is the next below a standfirst or a headline."""
    leads, wanted = 0, 1
    for paragraph in paragraphs:
        if paragraph.position == "headline" and leads == 1:
            wanted = 2
        size = paragraph.end - paragraph.start
        if paragraph.position == "body" and paragraph.block.kind != "list" and leads < wanted:
            if size >= _LEAST_LEAD:
                leads += 1
                if leads == 1 and size < _SHORT_LEAD:
                    wanted = 2
                yield Paragraph(paragraph.start, paragraph.end, paragraph.block, "lead")
                continue
        yield paragraph


def _with_bylines(body: str, paragraphs: Iterator[Paragraph]) -> Iterator[Paragraph]:
    """Who wrote the article stands below a heading that says so, or says it of itself."""
    about = False
    for paragraph in paragraphs:
        words = body[paragraph.start : paragraph.end].strip()
        if paragraph.position in ("heading", "headline"):
            about = bool(_ABOUT_AUTHOR.match(words))
        running = paragraph.position in ("body", "lead", "heading")
        is_byline = running and (
            about or _BIOGRAPHY.match(words) is not None or _BYLINE.match(words) is not None
        )
        if is_byline:
            yield Paragraph(paragraph.start, paragraph.end, paragraph.block, "byline")
        else:
            yield paragraph
