"""Paragraphs of an article and where in it they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from curator.suggest.section_names import SECTIONS, section_of


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


_POSITIONS: Final[Mapping[str, str]] = {
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
_TEASER: Final = re.compile(
    r"^(?:read|read more|read also|also read|see also|see|related|related stories|related articles?"
    r"|more|watch|listen|don'?t miss|you may also like|recommended)\s?[:|]\s",
    re.IGNORECASE,
)
_BYLINE: Final = re.compile(
    r"^(?i:by|written by|story by|reported by) (?![A-Z][a-z]+ing\b)[A-Z][^\n]{2,80}$"
)
"""A name in capital letters; "By reinvigorating T cells, ..." begins a sentence."""


def paragraphs_of(body: str, blocks: Sequence[TextBlock]) -> tuple[Paragraph, ...]:
    """Paragraphs with their position; all of a text without blocks is body."""
    if not blocks and body.strip():
        blocks = (TextBlock("main", 0, len(body)),)
    joined = list(_joined(body, blocks))
    return tuple(_with_bylines(body, _with_leads(body, joined)))


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
    pairs = [(a, b) for a, b in pairwise(blocks) if _continues(body, a, b)]
    going_on = sum(body[b.start].islower() and body[a.end - 1] not in ".!?:" for a, b in pairs)
    return len(pairs) >= _LEAST_LINES and going_on >= len(pairs) / 3


def _paragraph(run: Sequence[TextBlock]) -> Paragraph:
    block = run[0]
    position = _POSITIONS[block.kind] if len(run) == 1 else "body"
    if block.kind == "caption" and block.name == "byline":
        position = "byline"
    return Paragraph(block.start, run[-1].end, block, position)


def _with_leads(body: str, paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """The first paragraph is the lead, and so is the next below a standfirst or a headline.

    A heading ends it; where the text has no title, one above all else is the headline.
    """
    titled = any(one.position == "headline" for one in paragraphs)
    leads, wanted = 0, 1
    for paragraph in paragraphs:
        position = paragraph.position
        if position == "heading" and not titled and not leads:
            titled = True
            if section_of(body[paragraph.start : paragraph.end]) not in SECTIONS:
                position = "headline"
        elif position == "heading" and leads:
            wanted = 0
        elif position == "headline":
            wanted += leads == 1
        elif _may_lead(paragraph) and leads < wanted:
            leads += 1
            wanted += leads == 1 and paragraph.end - paragraph.start < _SHORT_LEAD
            position = "lead"
        yield paragraph if position == paragraph.position else replace(paragraph, position=position)


def _may_lead(paragraph: Paragraph) -> bool:
    runs = paragraph.position == "body" and paragraph.block.kind != "list"
    return runs and paragraph.end - paragraph.start >= _LEAST_LEAD


def _with_bylines(body: str, paragraphs: Iterator[Paragraph]) -> Iterator[Paragraph]:
    """Who wrote the article stands below a heading that says so, or says it of itself."""
    about = False
    above: Paragraph | None = None  # a heading whose first line below is awaited
    for paragraph in paragraphs:
        words = body[paragraph.start : paragraph.end].strip()
        position = paragraph.position
        if position in ("heading", "headline"):
            about = bool(_ABOUT_AUTHOR.match(words))
        is_byline = position in ("body", "lead", "heading") and (
            about or bool(_BIOGRAPHY.match(words) or _BYLINE.match(words))
        )
        if above is not None:
            named = is_byline and words.startswith(_letters(body[above.start : above.end]))
            yield replace(above, position="byline") if named else above
            above = None
        if is_byline:
            yield replace(paragraph, position="byline")
        elif position in ("heading", "body", "lead") and _TEASER.match(words):
            yield replace(paragraph, position="furniture")
        elif position == "heading":
            above = paragraph
        else:
            yield paragraph
    if above is not None:
        yield above


def _letters(words: str) -> str:
    """Without signs at the ends: "Lynn C. Allison ✉" is a name."""
    return words.strip(" \t*•✉@|-–—").rstrip(".,:") or words
