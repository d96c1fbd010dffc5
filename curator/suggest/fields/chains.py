"""Things that stand in one list: "CD19 and CD22", "A, B or C", list items on lines that follow."""

from __future__ import annotations

import re
from typing import Final

_JOINED: Final = re.compile(
    r"\s*(?:\([^)\n]{1,40}\))?\s*(?:,|/|&|\+|;|and|or|as well as|and/or|plus"
    r"|\n\s*[-*\u2022\u2013]|\n"
    r"|[x\u00d7]|-)\s*(?:and|or|then)?\s*(?:the|both|also|simultaneously|anti-)?\s*",
    re.IGNORECASE,
)


def joined(text: str, end: int, *, to: int) -> bool:
    """Whether what ends at ``end`` and what begins at ``to`` are neighbours in one list."""
    return 0 <= to - end <= 60 and _JOINED.fullmatch(text, end, to) is not None
