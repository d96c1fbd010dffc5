"""Text that remembers where each of its characters is printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from curator.ingest.pdf.glyphs import Glyph
from curator.ingest.scripts import raised


@dataclass(frozen=True, slots=True)
class Ink:
    """Some text.

    Attributes:
        text: As it is read.
        glyphs: For each of its characters the glyph that shows it; None for what is not printed.
            Empty where nobody will ask.
    """

    text: str = ""
    glyphs: tuple[Glyph | None, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.text)

    def bare(self) -> Ink:
        """Only the text, which takes a fiftieth of the memory."""
        return Ink(self.text)

    def cut(self, start: int, end: int | None = None) -> Ink:
        return Ink(self.text[start:end], self.glyphs[start:end])


def ink_of(glyphs: Sequence[Glyph]) -> Ink:
    """The characters as they are."""
    return Ink(
        "".join(glyph.char for glyph in glyphs),
        tuple(glyph for glyph in glyphs for _ in glyph.char),
    )


def unprinted(text: str) -> Ink:
    """A space, a line end: text that no glyph shows."""
    return Ink(text, (None,) * len(text))


def joined(parts: Iterable[Ink]) -> Ink:
    """One after the other."""
    given = list(parts)
    return Ink(
        "".join(one.text for one in given), tuple(glyph for one in given for glyph in one.glyphs)
    )


def raised_ink(ink: Ink) -> Ink:
    """Raised text in characters that say so; the commas between reference numbers stay."""
    parts: list[Ink] = []
    at = 0
    for piece in ink.text.split(","):
        if at:
            parts.append(ink.cut(at - 1, at))
        parts.append(_raised_piece(ink.cut(at, at + len(piece))))
        at += len(piece) + 1
    return joined(parts)


def _raised_piece(ink: Ink) -> Ink:
    words = ink.text.strip()
    if not words:
        return ink
    lead = ink.text.index(words)
    inner, new = ink.cut(lead, lead + len(words)), raised(words)
    if not any(map(str.isalnum, words)):
        shown = inner  # marks of footnotes are raised by their nature
    elif len(new) == len(words):
        shown = Ink(new, inner.glyphs)
    else:
        shown = joined((unprinted("^("), inner, unprinted(")")))
    return joined((ink.cut(0, lead), shown, ink.cut(lead + len(words))))
