"""Tables of a web page that hold data, told from those that only put things in their places."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree, html

from curator.ingest.building import TableCell
from curator.ingest.decode import clean_text
from curator.ingest.html_tags import CELLS, HEADINGS, SKIPPED, name_of
from curator.ingest.inline import Inline
from curator.ingest.table_grid import LONGEST, WIDEST, Grid, span

_LONGEST_CELL: Final = 500  # characters; a longer one is a column of the page
_LONGEST_STATED: Final = 5_000  # where headers or a caption say that it is a table
_NOT_DATA: Final = HEADINGS | {"form", "article", "section", "nav", "textarea", "button"}
_FRAME: Final = frozenset(("table", "thead", "tbody", "tfoot", "tr"))
_PARTS: Final = _FRAME | CELLS | SKIPPED | {"caption", "colgroup", "col"}
_INLINE: Final = frozenset(
    "a abbr b bdi bdo big cite code dfn em font i ins kbd mark q s samp small span strike strong "
    "sub sup time tt u var wbr".split()
)


@dataclass(slots=True)
class _Seen:
    """What was met in a table so far."""

    element: html.HtmlElement
    rows: int = 0
    cells: int = 0
    widest: int = 0
    longest: int = 0
    cell: int = 0
    stated: bool = False
    layout: bool = False

    def is_data(self) -> bool:
        most = _LONGEST_STATED if self.stated else _LONGEST_CELL
        return not self.layout and self.rows >= 2 and self.widest >= 2 and self.longest <= most


@dataclass(frozen=True, slots=True)
class Row:
    """A row with words in it.

    Attributes:
        text: Its cells, tabs between them, without white space at its ends.
        cells: Column, first character, one past the last, whether it is a header.
    """

    text: str
    cells: tuple[tuple[int, int, int, bool], ...]


def _is_loose(element: html.HtmlElement, tag: str) -> bool:
    """Whether it stands where a table has no place for it, and would be lost with the rows."""
    parent = element.getparent()
    around = "" if parent is None else name_of(parent)
    if tag in CELLS:
        return around != "tr"
    if tag == "tr" and around == "tr":
        return True
    return (around in _FRAME and tag not in _PARTS) or (
        tag in _FRAME and bool((element.text or "").strip())
    )


def _take(seen: _Seen, element: html.HtmlElement, tag: str) -> None:
    if tag == "tr":
        seen.rows += 1
        seen.cells = 0
    elif tag in CELLS:
        seen.cells += 1
        seen.cell = 0
        seen.widest = max(seen.widest, seen.cells)
    seen.stated = seen.stated or tag in ("th", "caption", "thead")
    seen.layout = seen.layout or tag in _NOT_DATA or _is_loose(element, tag)
    if tag not in SKIPPED:
        seen.cell += len(element.text or "")
    seen.longest = max(seen.longest, seen.cell)


def data_tables(root: html.HtmlElement) -> Collection[html.HtmlElement]:
    """The tables of a page that hold data."""
    found: set[html.HtmlElement] = set()
    open_: list[_Seen] = []
    events: Iterator[tuple[str, etree._Element]] = etree.iterwalk(root, events=("start", "end"))
    for event, element in events:
        tag = name_of(element)
        if tag == "table":
            if event == "start":
                if open_:
                    open_[-1].layout = True
                role = (element.get("role") or "").lower()
                loose = bool((element.text or "").strip())
                open_.append(_Seen(element, layout=loose or role in ("presentation", "none")))
            elif open_:
                seen = open_.pop()
                if seen.is_data():
                    found.add(seen.element)
        elif open_ and event == "start":
            _take(open_[-1], element, tag)
        elif open_:
            if tag in _PARTS and tag not in SKIPPED and (element.tail or "").strip():
                open_[-1].layout = True
            open_[-1].cell += len(element.tail or "")
            open_[-1].longest = max(open_[-1].longest, open_[-1].cell)
    return found


def _words(root: html.HtmlElement) -> str:
    if not len(root):
        return " ".join(clean_text(root.text or "")[0].split())
    inline = Inline()
    events: Iterator[tuple[str, etree._Element]] = etree.iterwalk(root, events=("start", "end"))
    for event, element in events:
        tag = name_of(element)
        skipped = tag in SKIPPED
        if event == "start":
            if tag not in _INLINE:
                inline.text(" ")
            if skipped:
                events.skip_subtree()  # type: ignore[attr-defined]
                continue
            if tag == "sup":
                inline.begin_raised()
            inline.text(element.text)
            continue
        if tag == "sup":
            inline.end_raised()
        if tag not in _INLINE:
            inline.text(" ")
        if element is not root:
            inline.text(element.tail)
    return " ".join(clean_text(inline.take())[0].split())


def _grid(table: html.HtmlElement) -> tuple[str, Grid]:
    grid, caption = Grid(), ""
    for element in table.iter("caption", "tr", "td", "th"):
        tag = name_of(element)
        if tag == "caption":
            caption = f"{caption} {_words(element)}".strip()
        elif tag == "tr":
            grid.row()
        else:
            row = element.getparent()
            head = row is not None and name_of(row.getparent()) == "thead"
            grid.cell(
                _words(element),
                columns=span(element.get("colspan") or "", WIDEST),
                rows=span(element.get("rowspan") or "", LONGEST),
                header=head or tag == "th",
            )
    return caption, grid


def _row(places: list[TableCell | None]) -> Row:
    parts: list[str] = []
    cells: list[tuple[int, int, int, bool]] = []
    at = 0
    for column, cell in enumerate(places):
        at += column > 0
        words = "" if cell is None else cell.text
        if cell is not None:
            cells.append((column, at, at + len(words), cell.header))
        parts.append(words)
        at += len(words)
    whole = "\t".join(parts)
    text = whole.strip()
    before = len(whole) - len(whole.lstrip())
    inside = [
        (column, start - before, end - before, header)
        for column, start, end, header in cells
        if before <= start and end <= before + len(text)
    ]
    return Row(text, tuple(inside))


def rows_of(table: html.HtmlElement) -> tuple[str, list[Row]]:
    """A table's caption, empty where it has none, and its rows that are not blank."""
    caption, grid = _grid(table)
    rows = [_row(places) for places in grid.rows]
    return caption, [row for row in rows if row.text]
