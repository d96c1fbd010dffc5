"""The words of a Word paragraph: what is inserted stays, what is deleted is left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from lxml import etree

from curator.ingest.docx_styles import Styles, raised_of
from curator.ingest.inline import LINE, TAB, Inline
from curator.ingest.scripts import raised
from curator.ingest.xml_trees import attribute, first, local_name, steps

_SKIPPED: Final = frozenset(
    "pPr rPr del moveFrom delText delInstrText instrText fldData Fallback sdtPr sdtEndPr rt "
    "rubyPr object tblPr sectPr commentReference annotationRef footnoteRef endnoteRef "
    "oMathParaPr ctrlPr naryPr sSupPr".split()
)
_MARKS: Final[Mapping[str, str]] = MappingProxyType(
    {"tab": TAB, "ptab": TAB, "br": LINE, "cr": LINE, "noBreakHyphen": "\u2011"}
)
# The letters of the font "Symbol", in which older documents keep their Greek.
_SYMBOLS: Final[Mapping[str, str]] = MappingProxyType(
    dict(
        zip(
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
            "αβχδεφγηιϕκλμνοπθρστυϖωξψζΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ",
            strict=True,
        )
    )
    | {
        "\xa3": "≤",
        "\xb3": "≥",
        "\xb1": "±",
        "\xb4": "×",
        "\xb0": "°",
        "\xb7": "•",
        "\xb9": "≠",
        "\xbb": "≈",
        "\xa5": "∞",
        "\xae": "→",
        "\xac": "←",
        "\xad": "↑",
        "\xaf": "↓",
        "\xd6": "√",
        "\xe5": "∑",
        "\xb6": "∂",
        "\x2d": "−",
        "\x7e": "∼",
    }
)


@dataclass(slots=True)
class Counted:
    """What is met on the way through a document and said once at its end."""

    deleted: int = 0
    inserted: int = 0
    comments: int = 0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph.

    Attributes:
        text: Its words.
        kind: Of its block, by its style.
        level: Of a heading.
        notes: Footnotes and endnotes that it points to: their part and id, in order.
        boxes: Text boxes that hang on it.
    """

    text: str
    kind: str
    level: int
    notes: tuple[tuple[str, str], ...]
    boxes: tuple[etree._Element, ...]


def symbol(element: etree._Element) -> str:
    """The character of a ``w:sym``; those of other fonts than Symbol are pictures."""
    code = attribute(element, "char")
    try:
        char = chr(int(code, 16) & 0xFF if code.upper().startswith("F0") else int(code, 16))
    except ValueError:
        return ""
    if attribute(element, "font").lower() == "symbol":
        return _SYMBOLS.get(char, char)
    return "\u2022" if code.upper().startswith("F0") else char


@dataclass(slots=True)
class _Reading:
    inline: Inline = field(default_factory=Inline)
    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)


class Paragraphs:
    """Reads paragraphs of one document; numbers its notes in the order of their marks."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._numbers: dict[str, dict[str, int]] = {}
        self.counted = Counted()

    def number(self, part: str, key: str) -> int:
        """The number of a note, counted apart for footnotes and endnotes."""
        known = self._numbers.setdefault(part, {})
        return known.setdefault(key, len(known) + 1)

    def read(self, paragraph: etree._Element) -> Paragraph:
        reading = _Reading()
        events = steps(paragraph)
        for event, element in events:
            name = local_name(element)
            if event == "end":
                if self._is_raised(element, name):
                    reading.inline.end_raised()
                continue
            if not self._begin(reading, element, name=name):
                events.skip_subtree()  # type: ignore[attr-defined]
        properties = first(paragraph, "pPr")
        style = first(properties, "pStyle")
        kind, level = self._styles.kind(
            "" if style is None else attribute(style, "val"), properties
        )
        return Paragraph(
            reading.inline.take(), kind, level, tuple(reading.notes), tuple(reading.boxes)
        )

    def _begin(self, reading: _Reading, element: etree._Element, *, name: str) -> bool:
        """Take an element; whether what is in it remains to be read."""
        if name == "txbxContent":
            reading.boxes.append(element)
            return False
        if name in _SKIPPED:
            self._count(element, name)
            return False
        self.counted.inserted += name in ("ins", "moveTo")
        if name == "t":
            reading.inline.text(element.text)
        elif name in _MARKS:
            reading.inline.text(_MARKS[name])
        elif name == "sym":
            reading.inline.text(symbol(element))
        elif name in ("footnoteReference", "endnoteReference"):
            self._note(reading, element, part=name.removesuffix("Reference") + "s")
        elif name == "den":
            reading.inline.text("/")
        if self._is_raised(element, name):
            reading.inline.begin_raised()
        return True

    def _note(self, reading: _Reading, element: etree._Element, *, part: str) -> None:
        key = attribute(element, "id")
        reading.notes.append((part, key))
        if attribute(element, "customMarkFollows") not in ("1", "true"):
            reading.inline.text(raised(str(self.number(part, key))))

    def _count(self, element: etree._Element, name: str) -> None:
        if (
            name in ("del", "moveFrom")
            and next(element.iter("{*}delText", "{*}t"), None) is not None
        ):
            self.counted.deleted += 1
        self.counted.comments += name == "commentReference"

    def _is_raised(self, element: etree._Element, name: str) -> bool:
        if name == "sup":
            return True
        if name != "r":
            return False
        properties = first(element, "rPr")
        if first(element, "footnoteReference") is not None:
            return False
        if first(element, "endnoteReference") is not None:
            return False
        own = raised_of(properties)
        if own is not None:
            return own
        style = first(properties, "rStyle")
        return style is not None and self._styles.raises(attribute(style, "val"))
