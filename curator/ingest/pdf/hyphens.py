"""Put the lines of a paragraph together, and words that were broken at a line's end."""

from __future__ import annotations

from collections.abc import Sequence

from curator.ingest.pdf.broken_words import SOFT, Words, keeps_hyphen
from curator.ingest.pdf.ink import Ink, joined, unprinted


def _link(before: Ink, after: Ink, *, words: Words) -> tuple[Ink, Ink]:
    """The line before as it stays, and what comes between it and the next."""
    if before.text.endswith(SOFT):
        return before.cut(0, -1), Ink()
    if before.text.endswith(("-", "‐")) and not before.text.endswith((" -", "--")):
        keeps = keeps_hyphen(before.text, after.text, words=words)
        return (before if keeps else before.cut(0, -1)), Ink()
    if before.text.endswith(("–", "—", "/")) and before.text[-2:-1].isalnum():
        return before, Ink()
    return before, unprinted(" ")


def _without_soft(ink: Ink) -> Ink:
    """Soft hyphens inside a line show nothing."""
    if SOFT not in ink.text[:-1]:
        return ink
    if not ink.glyphs:
        return Ink(ink.text[:-1].replace(SOFT, "") + ink.text[-1])
    kept = [
        (char, glyph)
        for at, (char, glyph) in enumerate(zip(ink.text, ink.glyphs, strict=True))
        if char != SOFT or at == len(ink.text) - 1
    ]
    return Ink("".join(char for char, _ in kept), tuple(glyph for _, glyph in kept))


def flowing(lines: Sequence[Ink], *, words: Words) -> Ink:
    """Lines as one paragraph."""
    given = [_without_soft(line) for line in lines if line.text.strip()]
    parts: list[Ink] = []
    for line, after in zip(given, [*given[1:], None], strict=True):
        if after is None:
            parts.append(line)
        else:
            parts += _link(line, after, words=words)
    return joined(parts)
