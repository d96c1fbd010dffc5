"""What the names of HTML elements mean to a reader."""

from __future__ import annotations

from typing import Final

from lxml import etree

SKIPPED: Final = frozenset(
    "script style noscript template head svg iframe frame object embed canvas audio video select "
    "datalist map applet noframes".split()
)
"""Their text is none of the page's."""

CELLS: Final = frozenset(("td", "th"))
HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


def name_of(element: etree._Element) -> str:
    return str(element.tag).lower()
