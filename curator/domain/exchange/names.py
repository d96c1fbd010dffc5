"""Names of people and organisations: ``Family, Given``, or as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from curator.domain.exchange.tags import one_line

_COMMA: Final = re.compile(r" ?, ?")


def name_of(words: str) -> str:
    """With one blank behind each comma: ``Shannon,Claude E.`` is ``Shannon, Claude E.``."""
    return _COMMA.sub(", ", one_line(words)).strip(" ").rstrip(",")


def names_of(values: Iterable[str]) -> tuple[str, ...]:
    """Names of which several may share one value, parted by semicolons."""
    named = (name_of(part) for value in values for part in value.split(";"))
    return tuple(name for name in named if name)


def family_first(words: str) -> str:
    """``Given Family`` of a person turned round; a name with a comma as it is."""
    name = name_of(words)
    if "," in name or " " not in name:
        return name
    parts = name.split(" ")
    at = len(parts) - 1
    # Particles in lower case belong to the family: "Ludwig van Beethoven".
    while at > 1 and parts[at - 1].islower():
        at -= 1
    return f"{' '.join(parts[at:])}, {' '.join(parts[:at])}"
