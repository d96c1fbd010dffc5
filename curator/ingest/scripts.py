"""Raised text as characters that say so: "10" with a raised "7" is 10⁷, not 107."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_RAISED: Final[Mapping[str, str]] = MappingProxyType(
    dict(
        zip(
            "0123456789+-−=()ni",
            "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ",
            strict=True,
        )
    )
    | {",": "˒", "–": "⁻", " ": " "}
)
_PLAIN: Final = frozenset((*"®™©°*†‡§¶#", "**", "***", "††", "‡‡", *"st nd rd th TM".split()))


_LOWERED: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾˒", "0123456789+-=(),")


def plain_scripts(text: str) -> str:
    """Raised digits and signs as plain ones, to compare with a text that does not mark them."""
    return text if text.isascii() else text.translate(_LOWERED)


def raised(text: str) -> str:
    """Raised text: in superscript characters where Unicode has all of them, else ``^(text)``.

    Commas between raised reference numbers stay, dashes become U+207B.  Marks, the ends of ordinal
    numbers and what brackets already set apart are as they are.
    """
    words = text.strip()
    if not words:
        return text
    if all(char in _RAISED for char in words):
        return "".join(_RAISED[char] for char in words)
    plain = words in _PLAIN or (words[0], words[-1]) in (("[", "]"), ("(", ")"))
    return words if plain else f"^({words})"
