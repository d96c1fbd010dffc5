"""What the styles of a Word document make of a paragraph or a run."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from lxml import etree

from curator.ingest.xml_trees import attribute, children, first

_CHAIN: Final = 20  # styles that are based on one another; Word allows fewer
_HEADING: Final = re.compile(r"^heading ([1-9])$")
_BY_NAME: Final[Mapping[str, str]] = {
    "title": "title",
    "subtitle": "heading",
    "caption": "caption",
    "footnote text": "footnote",
    "endnote text": "footnote",
    "bibliography": "reference",
    "endnote bibliography": "reference",
    "list bullet": "list",
    "list number": "list",
    "toc heading": "contents",
    "table of figures": "contents",
}
_OFF: Final = frozenset(("0", "false", "off", "none"))


@dataclass(frozen=True, slots=True)
class Look:
    """What a style says of itself; None where it leaves that to the style that it is based on.

    Attributes:
        name: In lower case; built-in ones have English names in every language.
        based_on: Id of the style that it is based on.
        outline: Outline level, 0 to 8 for headings, 9 for body text.
        listed: Whether it is an item of a list.
        raised: Whether it raises its text.
    """

    name: str
    based_on: str
    outline: int | None
    listed: bool | None
    raised: bool | None


def outline_of(properties: etree._Element | None) -> int | None:
    stated = first(properties, "outlineLvl")
    digits = "" if stated is None else attribute(stated, "val")
    return int(digits) if digits.isdecimal() and len(digits) == 1 else None


def listed_of(properties: etree._Element | None) -> bool | None:
    number = first(properties, "numPr", "numId")
    if number is None:
        return None if first(properties, "numPr") is None else True
    return attribute(number, "val") != "0"


def raised_of(properties: etree._Element | None) -> bool | None:
    aligned = first(properties, "vertAlign")
    return None if aligned is None else attribute(aligned, "val") == "superscript"


def is_on(element: etree._Element | None) -> bool:
    """Whether a switch is there and on."""
    return element is not None and attribute(element, "val").lower() not in _OFF


class Styles:
    """The styles by id.

    Args:
        root: Of ``styles.xml``; None where there is none.
    """

    def __init__(self, root: etree._Element | None) -> None:
        self._looks: dict[str, Look] = {}
        for style in () if root is None else children(root, "style"):
            named, base = first(style, "name"), first(style, "basedOn")
            self._looks[attribute(style, "styleId")] = Look(
                "" if named is None else attribute(named, "val").strip().lower(),
                "" if base is None else attribute(base, "val"),
                outline_of(first(style, "pPr")),
                listed_of(first(style, "pPr")),
                raised_of(first(style, "rPr")),
            )

    def _chain(self, style: str) -> list[Look]:
        chain: list[Look] = []
        while style in self._looks and len(chain) < _CHAIN:
            chain.append(self._looks[style])
            style = chain[-1].based_on
        return chain

    def raises(self, style: str) -> bool:
        """Whether a character style raises its text."""
        return next((look.raised for look in self._chain(style) if look.raised is not None), False)

    def kind(self, style: str, properties: etree._Element | None) -> tuple[str, int]:
        """Kind of block of a paragraph, and a heading's level.

        Args:
            style: Id of its style.
            properties: Its own ``pPr``, which says more than the style.
        """
        chain = self._chain(style)
        for look in chain:
            if look.name.startswith("toc ") and look.name[4:].isdecimal():
                return "contents", 0
            if found := _HEADING.match(look.name):
                return "heading", min(int(found[1]), 6)
            if look.name in ("title", "subtitle", "caption", "toc heading"):
                return _BY_NAME[look.name], 1 if look.name == "subtitle" else 0
        levels = [outline_of(properties), *(look.outline for look in chain)]
        outline = next((level for level in levels if level is not None), 9)
        if outline < 9:
            return "heading", min(outline + 1, 6)
        named = next((_BY_NAME[one.name] for one in chain if one.name in _BY_NAME), "main")
        listed = [listed_of(properties), *(look.listed for look in chain)]
        if named == "main" and next((one for one in listed if one is not None), False):
            return "list", 0
        return named, 0
