"""Which section a paragraph stands in: by headings, and by the labels of structured abstracts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from types import MappingProxyType
from typing import Final

from curator.domain.folding import fold
from curator.suggest.paragraphs import Paragraph

_NUMBERED: Final = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*|[ivx]{1,4})[.):]?\s+")
_NAMES: Final = MappingProxyType(
    {
        "abstract": ("abstract", "summary", "synopsis"),
        "background": (
            "background",
            "introduction",
            "context",
            "importance",
            "rationale",
            "what is already known",
        ),
        "objective": ("objective", "objectives", "aim", "aims", "purpose", "hypothesis"),
        "methods": (
            "methods",
            "method",
            "materials and methods",
            "material and methods",
            "methods and materials",
            "patients and methods",
            "subjects and methods",
            "methodology",
            "experimental procedures",
            "experimental section",
            "experimental design",
            "study design",
            "design",
            "star methods",
            "design, setting, and participants",
            "participants",
            "patients",
            "setting",
            "interventions",
            "intervention",
            "main outcome measures",
            "main outcomes and measures",
            "statistical analysis",
            "trial design",
        ),
        "results": ("results", "result", "findings", "main results", "results and discussion"),
        "discussion": ("discussion", "comment", "interpretation", "limitations"),
        "conclusions": (
            "conclusions",
            "conclusion",
            "concluding remarks",
            "conclusions and relevance",
            "authors' conclusions",
        ),
        "funding": (
            "funding",
            "acknowledgements",
            "acknowledgments",
            "financial support",
            "funding sources",
            "funding information",
        ),
        "interests": (
            "conflict of interest",
            "conflicts of interest",
            "competing interests",
            "competing interest",
            "declaration of interests",
            "declaration of competing interest",
            "disclosures",
            "disclosure",
            "declarations",
            "author disclosures",
        ),
        "references": ("references", "bibliography", "literature cited", "works cited"),
        "registration": ("trial registration", "clinical trial registration"),
    }
)
_SECTION_OF: Final = MappingProxyType(
    {name: section for section, names in _NAMES.items() for name in names}
)
_LABEL: Final = re.compile(r"([A-Z][A-Z,' /&]{2,44}|[A-Z][a-z]+(?: [A-Za-z]+){0,3})\s?[:—]\s")
_OUTSIDE: Final = frozenset(("furniture", "byline"))
_PAPER: Final = 2
"""A text with so many headings of papers is one; then a further heading divides a section."""


class Sections:
    """The section of one paragraph after the other."""

    def __init__(self, body: str, paragraphs: Sequence[Paragraph]) -> None:
        self._body = body
        named = {section_of(self._words(one)) for one in paragraphs if one.position == "heading"}
        self._paper = len(named & set(_NAMES)) >= _PAPER
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
        known = section in _NAMES
        divides = self._known and not known and self._paper
        if divides and (level > self._level or not level):
            return
        self._section, self._known, self._level = section, known, level


def section_of(heading: str) -> str:
    """The usual name of a section, or the folded heading."""
    bare = _NUMBERED.sub("", fold(heading)).strip(" .:#*-")
    return _SECTION_OF.get(bare, bare)


def label_at(sentence: str) -> str:
    """The section that a structured abstract's label opens ("METHODS: We ..."), or ""."""
    found = _LABEL.match(sentence)
    return _SECTION_OF.get(found[1].lower().strip(), "") if found else ""
