"""Running text of JATS: raised text, formulas as a line of text, what is no text left out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from lxml import etree

from curator.ingest.inline import LINE, SEAM, Inline
from curator.ingest.xml_trees import attribute, children, local_name, steps

# Nothing of these is printed: names of files and parts, texts in place of a picture.
UNSEEN: Final = frozenset(
    "alt-text long-desc object-id institution-id graphic inline-graphic private-char index-term "
    "sec-meta processing-meta journal-meta x-meta annotation annotation-xml self-uri custom-meta "
    "custom-meta-group custom-meta-wrap counts contrib-id inline-media milestone-start "
    "milestone-end".split()
)
# Where one ends, a word ends, even if no blank says so.
_PARTED: Final = frozenset(
    "p title subtitle list-item label td th tr term def def-item caption disp-formula fn sec "
    "verse-line attrib sig sig-block array mtd mtr copyright-statement license license-p".split()
)
_SEAMED: Final = frozenset(
    "surname given-names prefix suffix string-name name collab institution country addr-line city "
    "state email source year volume fpage lpage article-title kwd subject copyright-holder "
    "copyright-year award-id funding-source principal-award-recipient".split()
)
_RAISING: Final[Mapping[str, int]] = MappingProxyType({"msup": 1, "msubsup": 2, "munderover": 2})
_PREAMBLE = re.compile(r"\\begin\{document\}(.*?)\\end\{document\}", re.DOTALL)


def _parent_name(element: etree._Element) -> str:
    parent = element.getparent()
    return "" if parent is None else local_name(parent)


def _is_child(element: etree._Element, number: int) -> bool:
    """Whether it is its parent's child of this number, from 0."""
    before = element.getprevious()
    for _ in range(number):
        if before is None:
            return False
        before = before.getprevious()
    return before is None


def _is_raised(element: etree._Element) -> bool:
    if local_name(element) == "sup":
        return True
    number = _RAISING.get(_parent_name(element))
    return number is not None and _is_child(element, number)


def is_second_version(element: etree._Element) -> bool:
    """Whether it is TeX beside the same formula in MathML, or the like: one of them is enough."""
    around = _parent_name(element)
    if around == "citation-alternatives":
        return not _is_child(element, 0)
    if around != "alternatives" or local_name(element) != "tex-math":
        return False
    parent = element.getparent()
    return parent is not None and next(children(parent, "math"), None) is not None


def is_unseen(element: etree._Element) -> bool:
    return local_name(element) in UNSEEN or is_second_version(element)


def _tex(element: etree._Element) -> str:
    raw = "".join(map(str, element.itertext()))
    found = _PREAMBLE.search(raw)
    return (found[1] if found else raw).strip().strip("$").strip()


def enter(inline: Inline, element: etree._Element) -> bool:
    """Take what an element begins with; whether what is in it remains to be read."""
    name = local_name(element)
    if name == "tex-math":
        inline.text(f" {_tex(element)} ")
        return False
    if name in _PARTED:
        inline.text(" ")
    elif name in _SEAMED:
        inline.text(SEAM)
    elif name == "break":
        inline.text(LINE)
    elif name == "mfenced":
        inline.text(attribute(element, "open") or "(")
    if _parent_name(element) == "mfrac" and _is_child(element, 1):
        inline.text("/")
    if _is_raised(element):
        inline.begin_raised()
    inline.text(element.text)
    return True


def leave(inline: Inline, element: etree._Element) -> None:
    """Take what an element ends with; what follows it is not in it."""
    name = local_name(element)
    if _is_raised(element):
        inline.end_raised()
    if name in _PARTED:
        inline.text(" ")
    elif name in _SEAMED:
        inline.text(SEAM)
    elif name == "mfenced":
        inline.text(attribute(element, "close") or ")")
    elif _parent_name(element) == "mfenced" and element.getnext() is not None:
        inline.text(", ")


def words_of(root: etree._Element | None, *, without: frozenset[str] = frozenset()) -> str:
    """The running text in an element, in one line; empty for none.

    Args:
        root: The element.
        without: Names of elements below it that are left out.
    """
    if root is None:
        return ""
    inline = Inline()
    events = steps(root)
    for event, element in events:
        skipped = element is not root and (is_unseen(element) or local_name(element) in without)
        if event == "start":
            if skipped or not enter(inline, element):
                events.skip_subtree()  # type: ignore[attr-defined]
            continue
        if not skipped:
            leave(inline, element)
        if element is not root:
            inline.text(element.tail)
    return " ".join(inline.take().split("\n"))
