"""What headings say of the section below them, in the languages that articles are written in."""

from __future__ import annotations

import re
from typing import Final

_NUMBER: Final = re.compile(r"^(?:[0-9]{1,2}|[IVX]{1,4})[.):]?\s+")
_REFERENCES: Final = frozenset(
    (
        "references",
        "reference list",
        "references and notes",
        "references cited",
        "bibliography",
        "literature",
        "literature cited",
        "cited literature",
        "works cited",
        "sources",
        "literatur",
        "literaturverzeichnis",
        "références",
        "bibliographie",
        "bibliografía",
        "referencias",
        "bibliografia",
        "riferimenti",
        "referências",
    )
)


def is_reference_heading(words: str) -> bool:
    """Whether the section below this heading is the list of what is cited."""
    if len(words) > 60:
        return False
    bare = _NUMBER.sub("", words.strip()).strip(" .:#*").lower()
    return bare in _REFERENCES
