"""Text as LaTeX that says the same: only what LaTeX takes for a command is written otherwise."""

from __future__ import annotations

import re
from typing import Final

_ESCAPES: Final = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "$": r"\$",
        "&": r"\&",
        "%": r"\%",
        "#": r"\#",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)
_VERBATIM: Final = str.maketrans({"\\": "%5C", "{": "%7B", "}": "%7D"})
# A name that BibTeX takes apart as we do: two parts, neither of them in need of braces.
_PLAIN_NAME: Final = re.compile(r"[^,{}\\\"\s][^,{}\\\"\n\t]*(?:, [^,{}\\\"\s][^,{}\\\"\n\t]*)?")
_AND: Final = re.compile(r"\band\b", re.IGNORECASE)


def latex(words: str) -> str:
    """The words, each character that is a command escaped."""
    return words.translate(_ESCAPES)


def link(words: str) -> str:
    """A link, which stands as it is; only braces and backslashes are percent-encoded."""
    return words.translate(_VERBATIM)


def latex_name(name: str) -> str:
    """A name of a list of names; in braces where BibTeX would take it apart otherwise."""
    plain = _PLAIN_NAME.fullmatch(name) and not _AND.search(name)
    if plain and ("," in name or " " not in name):
        return latex(name)
    parts = name.split(", ")
    if (
        len(parts) == 3
        and all(_PLAIN_NAME.fullmatch(part) for part in parts)
        and not (_AND.search(name))
    ):
        return latex(f"{parts[0]}, {parts[2]}, {parts[1]}")
    return "{" + latex(name) + "}"
