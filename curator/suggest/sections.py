"""Which section a paragraph stands in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from curator.suggest.paragraphs import Paragraph
from curator.suggest.section_names import SECTIONS, section_of

_OUTSIDE: Final = frozenset(("furniture", "byline"))
_PAPER: Final = 2
"""A text with so many headings of papers is one; then a further heading divides a section."""


class Sections:
    """The section of one paragraph after the other."""

    def __init__(self, body: str, paragraphs: Sequence[Paragraph]) -> None:
        self._body = body
        named = {section_of(self._words(one)) for one in paragraphs if one.position == "heading"}
        self._paper = len(named & set(SECTIONS)) >= _PAPER
        self._section = ""
        self._level = 0
        self._known = False

    def _words(self, paragraph: Paragraph) -> str:
        return self._body[paragraph.start : paragraph.end]

    def enter(self, paragraph: Paragraph) -> str:
        """The section of that paragraph; a heading belongs to the section that it opens."""
        if paragraph.position == "headline":
            self._section, self._known = "", False
        elif paragraph.position == "heading":
            self._open(self._words(paragraph), level=paragraph.block.level)
        return "" if paragraph.position in _OUTSIDE else self._section

    def _open(self, words: str, *, level: int) -> None:
        section = section_of(words)
        known = section in SECTIONS
        divides = self._known and not known and self._paper
        if divides and (level > self._level or not level):
            return
        self._section, self._known, self._level = section, known, level
