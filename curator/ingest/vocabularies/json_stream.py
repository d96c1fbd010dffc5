"""JSON of any size, a value at a time: only one value is ever in memory."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from curator.ingest.vocabularies.sources import LONGEST, Source

_BLANK: Final = re.compile(r"[ \t\n\r]*")
_DECODER: Final = json.JSONDecoder()
_PART: Final = 1 << 16


class JsonStream:
    """A place in a JSON text that is read forward only.

    Raises:
        UnreadableInputError: It is no JSON, ends too early, or one value is too large or deep.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self._chunks = source.text()
        self._text, self._at, self._ended = "", 0, False

    def peek(self) -> str:
        """The next character that is not blank; empty at the end."""
        while True:
            match = _BLANK.match(self._text, self._at)
            self._at = match.end() if match else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def members(self) -> Iterator[str]:
        """The keys of the object that begins here; whoever asks reads each one's value."""
        self._expect("{")
        if self.peek() == "}":
            self._at += 1
            return
        while True:
            key = self.value()
            self._expect(":")
            yield str(key)
            if self._expect(",}") == "}":
                return

    def items(self) -> Iterator[None]:
        """Once for each element of the array that begins here; whoever asks reads it."""
        self._expect("[")
        if self.peek() == "]":
            self._at += 1
            return
        while True:
            yield
            if self._expect(",]") == "]":
                return

    def value(self) -> Any:
        """The whole value that begins here."""
        self.peek()
        wanted = _PART
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                if self._ended or error.pos < len(self._text) - _PART:
                    raise self._broken(error.msg) from error
            except RecursionError as error:
                raise self._source.unreadable("its values are nested too deep") from error
            else:
                if end < len(self._text) or self._ended:
                    self._at = end
                    return value
            if len(self._text) - self._at > LONGEST:
                raise self._source.unreadable("one of its values is longer than 16 million letters")
            wanted *= 2
            while len(self._text) - self._at < wanted and self._more():
                pass

    def skip(self) -> None:
        """Pass over the value that begins here; an array or object element by element."""
        if self.peek() == "[":
            for _ in self.items():
                self.value()
        elif self.peek() == "{":
            for _ in self.members():
                self.value()
        else:
            self.value()

    def _expect(self, signs: str) -> str:
        got = self.peek()
        if not got or got not in signs:
            raise self._broken(f"a '{signs[0]}' is missing")
        self._at += 1
        return got

    def _more(self) -> bool:
        chunk = next(self._chunks, None)
        if chunk is None:
            self._ended = True
            return False
        self._text, self._at = self._text[self._at :] + chunk, 0
        return True

    def _broken(self, why: str) -> Exception:
        words = self._text[self._at : self._at + 40].split("\n")[0]
        where = f"at “{words}”" if words.strip() else "it ends too early"
        return self._source.unreadable(f"it is no sound JSON ({why}; {where})")
