"""What the styles of an OpenDocument text make of a paragraph or a span."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from lxml import etree

from curator.ingest.xml_trees import attribute, children, find_all, first

_CHAIN: Final = 20
_BY_NAME: Final[Mapping[str, str]] = {
    "title": "title",
    "subtitle": "heading",
    "caption": "caption",
    "illustration": "caption",
    "table": "caption",
    "figure": "caption",
    "drawing": "caption",
    "footnote": "footnote",
    "endnote": "footnote",
    "contents heading": "contents",
    "bibliography heading": "heading",
}
_LEAST_RAISED: Final = 10  # per cent


@dataclass(frozen=True, slots=True)
class _Look:
    name: str
    parent: str
    raised: bool | None


def _readable(name: str) -> str:
    """``Table_20_Contents`` is how OpenDocument writes "Table Contents"."""
    return name.replace("_20_", " ").strip().lower()


def _raised(style: etree._Element) -> bool | None:
    properties = first(style, "text-properties")
    place = "" if properties is None else attribute(properties, "text-position").split(" ")[0]
    if not place:
        return None
    number = place.removesuffix("%")
    return place == "super" or (number.isdecimal() and int(number) >= _LEAST_RAISED)


class Styles:
    """The styles of ``content.xml`` and ``styles.xml`` by their name."""

    def __init__(self, roots: Iterable[etree._Element]) -> None:
        self._looks: dict[str, _Look] = {}
        for root in roots:
            for part in children(root, "styles", "automatic-styles"):
                for style in find_all(part, "style"):
                    shown = attribute(style, "display-name") or attribute(style, "name")
                    self._looks[attribute(style, "name")] = _Look(
                        _readable(shown), attribute(style, "parent-style-name"), _raised(style)
                    )

    def _chain(self, style: str) -> list[_Look]:
        chain: list[_Look] = []
        while style in self._looks and len(chain) < _CHAIN:
            chain.append(self._looks[style])
            style = chain[-1].parent
        if style and len(chain) < _CHAIN:
            chain.append(_Look(_readable(style), "", None))
        return chain

    def raises(self, style: str) -> bool:
        """Whether a span of this style is raised."""
        return next((look.raised for look in self._chain(style) if look.raised is not None), False)

    def kind(self, style: str) -> str:
        """Kind of block of a paragraph, ``main`` where the style says nothing of it."""
        for look in self._chain(style):
            if look.name in _BY_NAME:
                return _BY_NAME[look.name]
            if look.name.startswith("bibliography "):
                return "reference"
        return "main"
