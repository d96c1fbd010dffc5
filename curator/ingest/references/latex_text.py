"""LaTeX in bibliographies as plain text; commands that nobody knows stay as they are written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from pylatexenc.latexencode import (  # type: ignore[import-untyped]
    get_builtin_uni2latex_dict,
)

from curator.ingest.scripts import raised

_ACCENTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", '"': "\u0308",
        "=": "\u0304", ".": "\u0307", "u": "\u0306", "v": "\u030c", "H": "\u030b",
        "c": "\u0327", "d": "\u0323", "b": "\u0331", "k": "\u0328", "r": "\u030a", "t": "\u0361",
    }
)  # fmt: skip
_SIGNS: Final = MappingProxyType(
    {
        "textbackslash": "\\", "textasciitilde": "~", "textasciicircum": "^", "i": "ı", "j": "ȷ",
        "ldots": "…", "dots": "…", "textendash": "–", "textemdash": "—", "slash": "/",
        "textquoteright": "’", "textquoteleft": "‘", "textquotedblleft": "“",
        "textquotedblright": "”", "textless": "<", "textgreater": ">", "textbar": "|",
        "textunderscore": "_", "textdollar": "$", "textbraceleft": "{", "textbraceright": "}",
    }
)  # fmt: skip
# Commands that only say how their words look.
_LOOKS: Final = frozenset(
    "textit emph textbf textsc textrm textsf texttt textup textsl textnormal mathrm mathit mathbf "
    "mathsf text mbox ensuremath enquote url href uppercase bibstring nocase".split()
)
_SWITCHES: Final = frozenset("it bf em rm sc sf tt sl relax protect".split())
_TOKEN: Final = re.compile(r"\\([A-Za-z]+)[ \t]*|\\(.)|([{}$^_~])|([^\\{}$^_~]+)|(\\)", re.DOTALL)
_DEPTH: Final = 200


def _macros() -> Mapping[str, str]:
    """Command to character, from pylatexenc's table of the way back."""
    names: dict[str, str] = dict(_SIGNS)
    for code, written in get_builtin_uni2latex_dict().items():
        found = re.fullmatch(r"(?:\\ensuremath\{)?\{?\\([A-Za-z]{2,}|[oOlLi])\}?\}?", written)
        if found:
            names.setdefault(found[1], chr(code))
    return MappingProxyType(names)


MACROS: Final = _macros()


class _Group:
    """An open brace or formula: what it is for, and the words in it so far."""

    def __init__(self, purpose: str, raw: str) -> None:
        self.purpose = purpose
        self.raw = raw
        self.parts: list[str] = []

    def text(self) -> str:
        return "".join(self.parts)


def plain(latex: str) -> str:
    """The words of a field's value.

    Accents, letters and signs become characters; braces and commands for looks go; raised text is
    marked as everywhere.  A command that is not known stays as it is written, with its braces.
    """
    if not any(char in latex for char in "\\{}$~^_"):
        return latex
    decoding = _Decoding()
    for token in _TOKEN.finditer(latex):
        decoding.take(token)
    return decoding.finish()


class _Decoding:
    """Reads tokens from left to right, without recursion."""

    def __init__(self) -> None:
        self._open = [_Group("", "")]
        self._pending = ""  # what the next group or character is for
        self._maths = False

    def take(self, token: re.Match[str]) -> None:
        name, sign, mark, words, lone = token.groups()
        if name is not None:
            self._command(name, token[0])
        elif sign is not None:
            self._escaped(sign)
        elif mark is not None:
            self._mark(mark)
        else:
            self._words(words or lone or "")

    def finish(self) -> str:
        """Groups that nothing closes keep their brace: they are no groups."""
        self._flush()
        while len(self._open) > 1:
            group = self._open.pop()
            self._open[-1].parts.append(group.raw + group.text())
        return (
            unicodedata.normalize("NFC", self._open[0].text())
            if self._accented
            else (self._open[0].text())
        )

    _accented = False

    def _put(self, text: str) -> None:
        self._open[-1].parts.append(text)

    def _flush(self) -> None:
        """A command whose words never came stays as it was."""
        if self._pending:
            waiting, self._pending = self._pending, ""
            self._put(_written(waiting))

    def _command(self, name: str, written: str) -> None:
        if name in MACROS:
            self._char(MACROS[name], spaced=written)
        elif name in _ACCENTS and len(name) == 1:
            self._flush()
            self._pending = f"accent:{name}"
        elif name in ("textsuperscript", "sp"):
            self._flush()
            self._pending = "raised"
        elif name in ("textsubscript", "sb") or name in _LOOKS:
            self._flush()
            self._pending = f"looks:{name}"
        elif name in _SWITCHES:
            return
        else:
            self._flush()
            self._put(written)
            self._pending = "kept"

    def _char(self, char: str, *, spaced: str = "") -> None:
        """One character, which an accent before it takes."""
        del spaced
        waiting, self._pending = self._pending, ""
        self._put(self._apply(waiting, char) if waiting not in ("", "kept") else char)

    def _escaped(self, sign: str) -> None:
        if sign in _ACCENTS:
            self._flush()
            self._pending = f"accent:{sign}"
        elif sign in "&%$#_{}":
            self._char(sign)
        elif sign in " ,;:!/\n-":
            self._flush()
            self._put({" ": " ", "\n": " ", ",": " ", ";": " ", ":": " "}.get(sign, ""))
        else:
            self._flush()
            self._put("\\" + sign)

    def _mark(self, mark: str) -> None:
        if mark == "{":
            self._begin()
        elif mark == "}":
            self._end()
        elif mark == "$":
            self._flush()
            self._maths = not self._maths
        elif mark == "~":
            self._char(" ")
        elif self._maths:
            self._flush()
            self._pending = "raised" if mark == "^" else "looks:sub"
        else:
            self._char(mark)

    def _begin(self) -> None:
        if len(self._open) > _DEPTH:
            self._put("{")
            return
        purpose, self._pending = self._pending, ""
        self._open.append(_Group(purpose, f"{_written(purpose)}{{"))

    def _end(self) -> None:
        if len(self._open) == 1:
            self._flush()
            self._put("}")
            return
        self._flush()
        group = self._open.pop()
        self._put(self._apply(group.purpose, group.text()))
        if group.purpose == "kept":
            self._pending = "kept"

    def _words(self, words: str) -> None:
        if self._pending == "kept":
            self._pending = ""
        if not self._pending:
            self._put(words)
            return
        start = words.lstrip(" \t\n") if self._pending.startswith("accent") else words
        if not start:
            self._flush()
            self._put(words)
            return
        self._char(start[0])
        self._put(start[1:])

    def _apply(self, purpose: str, text: str) -> str:
        if purpose == "raised":
            return raised(text)
        if purpose == "kept":
            return f"{{{text}}}"
        if purpose.startswith("accent:"):
            if not text:
                return _alone(purpose[7:])
            self._accented = True
            base = {"ı": "i", "ȷ": "j"}.get(text[0], text[0])
            return base + _ACCENTS[purpose[7:]] + text[1:]
        return text


def _alone(accent: str) -> str:
    """An accent over nothing: the sign itself."""
    return accent if accent in "`'^~\"=." else f"\\{accent}{{}}"


def _written(purpose: str) -> str:
    """What a pending command looked like."""
    kind, _, name = purpose.partition(":")
    if kind == "accent":
        return f"\\{name}"
    if kind == "looks":
        return "_" if name == "sub" else f"\\{name}"
    return "^" if kind == "raised" else ""


def braced_whole(words: str) -> bool:
    """Whether one pair of braces holds all of it."""
    if not (words.startswith("{") and words.endswith("}")):
        return False
    depth = 0
    for at, char in enumerate(words):
        if char in "{}" and words[at - 1 : at] != "\\":
            depth += 1 if char == "{" else -1
            if depth == 0:
                return at == len(words) - 1
    return False


def split_names(latex: str) -> list[str]:
    """The names of a list, parted by ``and`` outside braces."""
    names: list[str] = []
    depth = 0
    start = 0
    for found in re.finditer(r"(?<!\\)[{}]|(?<=\s)and(?=\s)", f"{latex} "):
        if found[0] == "{":
            depth += 1
        elif found[0] == "}":
            depth = max(0, depth - 1)
        elif depth == 0:
            names.append(latex[start : found.start()].strip(" \t\n"))
            start = found.end()
    names.append(latex[start:].strip(" \t\n"))
    return [name for name in names if name]


def name_parts(latex: str) -> list[str]:
    """What commas outside braces part."""
    parts: list[str] = []
    depth = start = 0
    for found in re.finditer(r"(?<!\\)[{},]", latex):
        if found[0] == ",":
            if depth == 0:
                parts.append(latex[start : found.start()].strip(" \t\n"))
                start = found.end()
        else:
            depth = max(0, depth + (1 if found[0] == "{" else -1))
    parts.append(latex[start:].strip(" \t\n"))
    return parts
