"""What headings and labels call the usual sections of papers and structured abstracts."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import Final

from curator.domain.folding import fold

_NUMBERED: Final = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*|[ivx]{1,4})[.):]?\s+")
SECTIONS: Final = MappingProxyType(
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
    {name: section for section, names in SECTIONS.items() for name in names}
)
_LABEL: Final = re.compile(r"([A-Z][A-Z,' /&]{2,44}|[A-Z][a-z]+(?: [A-Za-z]+){0,3})\s?[:—]\s")


def section_of(heading: str) -> str:
    """The usual name of a section, or the folded heading."""
    bare = _NUMBERED.sub("", fold(heading)).strip(" .:#*-")
    return _SECTION_OF.get(bare, bare)


def label_at(sentence: str) -> str:
    """The section that a structured abstract's label opens ("METHODS: We ..."), or ""."""
    found = _LABEL.match(sentence)
    return _SECTION_OF.get(found[1].lower().strip(), "") if found else ""
