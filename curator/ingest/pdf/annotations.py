"""Highlights and notes that other programs put on the pages; they are no part of the text."""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

import pypdfium2 as pdfium
import pypdfium2.raw as raw

_NAMES: Final[Mapping[int, str]] = MappingProxyType(
    {
        raw.FPDF_ANNOT_TEXT: "note",
        raw.FPDF_ANNOT_FREETEXT: "text box",
        raw.FPDF_ANNOT_HIGHLIGHT: "highlight",
        raw.FPDF_ANNOT_UNDERLINE: "underline",
        raw.FPDF_ANNOT_SQUIGGLY: "underline",
        raw.FPDF_ANNOT_STRIKEOUT: "strikeout",
        raw.FPDF_ANNOT_STAMP: "stamp",
        raw.FPDF_ANNOT_INK: "drawing",
        raw.FPDF_ANNOT_CARET: "insertion",
    }
)
_MOST: Final = 1000
_WORDS: Final = 80


def annotations_of(page: pdfium.PdfPage) -> Iterator[tuple[str, str]]:
    """Kind and words of each annotation of a page that a reader made."""
    for index in range(min(raw.FPDFPage_GetAnnotCount(page.raw), _MOST)):
        one = raw.FPDFPage_GetAnnot(page.raw, index)
        if not one:
            continue
        try:
            name = _NAMES.get(raw.FPDFAnnot_GetSubtype(one))
            if name is not None:
                yield name, _words(one)
        finally:
            raw.FPDFPage_CloseAnnot(one)


def _words(annotation: Any) -> str:
    size = raw.FPDFAnnot_GetStringValue(annotation, b"Contents", None, 0)
    if not 2 < size <= 100_000:
        return ""
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFAnnot_GetStringValue(
        annotation, b"Contents", ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size
    )
    return " ".join(buffer.raw[:size].decode("utf-16-le", "replace").rstrip("\0").split())


def annotation_note(found: Sequence[tuple[int, str, str]]) -> str:
    """One sentence on them; empty where there are none.

    Args:
        found: Page (from 1), kind, words of each.
    """
    if not found:
        return ""
    counts = Counter(kind for _, kind, _ in found)
    listed = ", ".join(
        f"{count} {kind}{'s' if count > 1 else ''}" for kind, count in counts.most_common()
    ).replace("boxs", "boxes")
    said = next(((page, words) for page, _, words in found if words), None)
    first = ""
    if said is not None:
        words = said[1] if len(said[1]) <= _WORDS else said[1][: _WORDS - 1] + "…"
        first = f", the first words on page {said[0]}: “{words}”"
    return f"Marks of another program are not taken over: {listed}{first}."
