"""Name text that was decoded wrongly once, long ago; never mend it. In the child process only."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

import ftfy
from ftfy.badness import BADNESS_RE

_MOST: Final = 200_000
"""Characters that are looked at."""

_SHOWN: Final = 3
_WORD: Final = re.compile(r"\S{1,60}")


def mojibake_of(text: str) -> Mapping[str, str]:
    """``{"mojibake": sentence}`` where words look as if they were decoded wrongly; else nothing.

    A word counts where it looks bad and decoding it again the right way makes it good: "cafÃ©".
    """
    if text.isascii():
        return {}
    found: list[tuple[str, str]] = []
    for word in _WORD.finditer(text[:_MOST]):
        spoilt = word.group()
        if spoilt.isascii() or not BADNESS_RE.search(spoilt):
            continue
        mended = ftfy.fix_encoding(spoilt)
        if mended != spoilt:
            found.append((spoilt, mended))
    if not found:
        return {}
    examples = dict(found[:50])
    shown = ", ".join(f"“{bad}” for “{good}”" for bad, good in list(examples.items())[:_SHOWN])
    count = "1 word looks" if len(found) == 1 else f"{len(found)} words look"
    return {
        "mojibake": f"{count} as if decoded wrongly before this file was saved: {shown}."
        " The text is left as it is."
    }
