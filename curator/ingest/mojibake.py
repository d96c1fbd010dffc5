"""Name text that was decoded wrongly once, long ago, and say what it was before.

In the child process only.  Nothing is mended by itself: a curator may ask for a further text with
the characters repaired (``services.mending``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from typing import Any, Final

import ftfy
from ftfy.badness import BADNESS_RE

from curator.domain.errors import UnreadableInputError
from curator.ingest.frames import Frame

_MOST: Final = 200_000
"""Characters that are looked at."""

_SHOWN: Final = 3
_WORD: Final = re.compile(r"(?:\S|[\x85\xa0]){1,60}")
"""A no-break space and a control code may be what is left of a letter: "Ã\xa0" was "à"."""

Mending = tuple[int, int, str]
"""Where spoilt characters stand, in code points, half-open, and what they were."""


def mendings(text: str) -> Iterator[Mending]:
    """The words that look bad and that decoding again the right way makes good: "cafÃ©"."""
    if text.isascii():
        return
    for word in _WORD.finditer(text):
        spoilt = word.group()
        if spoilt.isascii() or not BADNESS_RE.search(spoilt):
            continue
        mended = ftfy.fix_encoding(spoilt)
        if mended != spoilt:
            yield word.start(), word.end(), mended


def mojibake_of(text: str) -> Mapping[str, str]:
    """``{"mojibake": sentence}`` where words look as if they were decoded wrongly; else nothing."""
    found = [(text[start:end], mended) for start, end, mended in mendings(text[:_MOST])]
    if not found:
        return {}
    examples = dict(found[:50])
    shown = ", ".join(f"“{bad}” for “{good}”" for bad, good in list(examples.items())[:_SHOWN])
    count = "1 word looks" if len(found) == 1 else f"{len(found)} words look"
    return {
        "mojibake": f"{count} as if decoded wrongly before this file was saved: {shown}."
        " The text is left as it is."
    }


def mend_frame(data: bytes, name: str, *, arguments: Mapping[str, Any]) -> Frame:
    """What would repair a text.

    ``data`` is the text in UTF-8; ``more`` is JSON whose strings are repaired as well.  The frame's
    data is JSON: ``edits`` (``Mending`` each, in order), ``more``, ``mojibake`` (what
    ``mojibake_of`` says of the repaired text) and the library's version under ``ftfy``.

    Raises:
        UnreadableInputError: It is no UTF-8.
    """
    try:
        body = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableInputError(f"The text of {name} is no text.") from error
    edits = list(mendings(body))
    answer = {
        "edits": edits,
        "more": _mended_json(arguments.get("more")),
        "mojibake": mojibake_of(mended(body, edits)).get("mojibake", ""),
        "ftfy": version("ftfy"),
    }
    return Frame({}, json.dumps(answer).encode("ascii"))


def mended(text: str, edits: list[Mending]) -> str:
    """The text after the mendings."""
    parts: list[str] = []
    at = 0
    for start, end, words in edits:
        parts += (text[at:start], words)
        at = end
    return "".join((*parts, text[at:]))


def _mended_json(value: Any) -> Any:
    if isinstance(value, str):
        return mended(value, list(mendings(value)))
    if isinstance(value, list):
        return [_mended_json(one) for one in value]
    if isinstance(value, dict):
        return {key: _mended_json(one) for key, one in value.items()}
    return value
