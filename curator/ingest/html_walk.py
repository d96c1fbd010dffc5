"""Our own walk of a whole HTML page into pieces of text. Imported in the child process only.

Scripts and styles are no text; nothing is fetched: links, images and frames are never followed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree, html

from curator.ingest.html_tables import data_tables, rows_of
from curator.ingest.html_tags import CELLS, HEADINGS, SKIPPED, name_of
from curator.ingest.inline import raise_part
from curator.ingest.table_grid import LONGEST, WIDEST, span
from curator.ingest.xml_trees import refuse_memory

_BLOCKS = frozenset(
    "address article aside blockquote body br button caption center dd details dialog dir div dl "
    "dt fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html "
    "label legend li main menu nav ol optgroup p pre search section summary table "
    "tbody tfoot thead title tr ul".split()
)
_KINDS: Mapping[str, str] = {
    **dict.fromkeys(HEADINGS, "heading"),
    "li": "list",
    "dt": "list",
    "dd": "list",
    "tr": "table",
    "caption": "caption",
    "figcaption": "caption",
}
_SPACE = re.compile(r"[ \t\n\r\f\v]+")
_RAISED_MOST = 40  # characters; a "sup" that holds more was never closed
# Tried at the start of a run of blanks only, so that 200 kB of them in "pre" stay linear.
_TRAILING = re.compile(r"(?<![ \t\n])[ \t\n]+\Z|(?<![ \t])[ \t]+(?=\n)|\A\n+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a page's text.

    Attributes:
        text: White space collapsed, but in preformatted text.
        kind: ``main``, ``heading``, ``list``, ``table`` or ``caption``, by its element.
        level: 1 to 6 for a heading, 0 otherwise.
        loose: Whether a paragraph begins here, rather than a line of the same thing.
        table: Which table of the page it is a row of, from 1; 0 for none, or for one that only
            puts things in their places.
        cells: Of such a row: column, first character and one past the last in the row's text, and
            whether it is a header.
    """

    text: str
    kind: str
    level: int
    loose: bool
    table: int = 0
    cells: tuple[tuple[int, int, int, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A page's pieces and what its head says.

    Attributes:
        pieces: In the order of the page.
        title: Of the ``title`` element.
        meta: Name or property, lower case, to the first content.
        depth: The deepest nesting.
        elements: How many there are, scripts and the like left out.
        root: The tree, for the main-text detector, which may change it.
    """

    pieces: tuple[Piece, ...]
    title: str
    meta: Mapping[str, str]
    depth: int
    elements: int
    root: html.HtmlElement


@dataclass(slots=True)
class _Walk:
    """What is known at one point of the walk."""

    pieces: list[Piece] = field(default_factory=list)
    buffer: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    raising: list[int] = field(default_factory=list)
    tables: int = 0
    pre: int = 0
    loose: bool = True

    def text(self, words: str | None) -> None:
        if words:
            self.buffer.append(words)

    def end_raised(self) -> None:
        if not self.raising:
            return
        at = self.raising.pop()
        words = "".join(self.buffer[at:])
        if words.strip() and len(words) <= _RAISED_MOST and "\x1f" not in words:
            self.buffer[at:] = [raise_part(words)]

    def flush(self) -> None:
        self.raising = [0] * len(self.raising)
        if not self.buffer:
            return
        raw = "".join(self.buffer)
        self.buffer.clear()
        text = _TRAILING.sub("", raw) if self.pre else _collapse(raw)
        if not text.strip():
            return
        tag = next((one for one in reversed(self.kinds) if one in _KINDS), "")
        level = int(tag[1]) if tag in HEADINGS else 0
        self.pieces.append(Piece(text, _KINDS.get(tag, "main"), level, self.loose))
        self.loose = False

    def table(self, element: html.HtmlElement) -> None:
        """All rows of a table that holds data, under its caption."""
        self.flush()
        self.tables += 1
        self.loose = True
        caption, rows = rows_of(element)
        if caption:
            self.pieces.append(Piece(caption, "caption", 0, True))
        for row in rows:
            self.pieces.append(Piece(row.text, "table", 0, self.loose, self.tables, row.cells))
            self.loose = False
        self.loose = True


def _collapse(raw: str) -> str:
    cells = [_SPACE.sub(" ", cell).strip(" ") for cell in raw.split("\x1f")]
    return "\t".join(cell for cell in cells if cell.strip())


def parse_tree(text: str) -> html.HtmlElement | None:
    """The tree of a page, or nothing where there is no element in it."""
    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        return html.document_fromstring(text.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        refuse_memory(error)
        return None


def _enter(walk: _Walk, tag: str) -> None:
    if tag in _BLOCKS:
        walk.flush()
        walk.loose = walk.loose or tag not in ("br", "li", "tr", "dt", "dd")
        walk.kinds.append(tag)
    elif tag in CELLS:
        walk.buffer.append("\x1f")
    elif tag == "sup":
        walk.raising.append(len(walk.buffer))
    walk.pre += tag == "pre"


def _leave(walk: _Walk, tag: str) -> None:
    if tag in _BLOCKS:
        walk.flush()
        walk.kinds.pop()
        walk.loose = walk.loose or tag not in ("br", "li", "tr", "dt", "dd")
    elif tag in CELLS:
        walk.buffer.append("\x1f")
    elif tag == "sup":
        walk.end_raised()
    walk.pre -= tag == "pre"


def _spanned(cell: etree._Element) -> int:
    """How many places a cell takes: the main-text detector goes through each of them."""
    columns = span(cell.get("colspan") or "", WIDEST)
    return columns * span(cell.get("rowspan") or "", LONGEST)


def _extent(root: html.HtmlElement) -> tuple[int, int]:
    """The deepest nesting and the number of elements, scripts and the like left out."""
    depth = deepest = count = 0
    events: Iterator[tuple[str, etree._Element]] = etree.iterwalk(root, events=("start", "end"))
    for event, element in events:
        if event == "end":
            depth -= 1
            continue
        depth += 1
        count += 1 if element.attrib.get("rowspan") is None else _spanned(element)
        deepest = max(deepest, depth)
        if name_of(element) in SKIPPED:
            events.skip_subtree()  # type: ignore[attr-defined]
    return deepest, count


def _visit(root: html.HtmlElement) -> list[Piece]:
    walk = _Walk()
    tables = data_tables(root)
    events: Iterator[tuple[str, etree._Element]] = etree.iterwalk(root, events=("start", "end"))
    for event, element in events:
        tag = name_of(element)
        whole = tag in SKIPPED or element in tables
        if event == "start":
            if whole:
                if tag not in SKIPPED:
                    walk.table(element)
                events.skip_subtree()  # type: ignore[attr-defined]
                continue
            _enter(walk, tag)
            walk.text(element.text)
        else:
            if not whole:
                _leave(walk, tag)
            if element is not root:
                walk.text(element.tail)
    walk.flush()
    return walk.pieces


def _meta(root: html.HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        key = (element.get("property") or element.get("name") or "").strip().lower()
        content = _collapse(element.get("content") or "")
        if key and content:
            found.setdefault(key, content)
    return found


def read_page(text: str) -> Page | None:
    """Walk a page.

    Args:
        text: The decoded page.

    Returns:
        Nothing where there is no element in it.
    """
    root = parse_tree(text)
    if root is None:
        return None
    titles = root.xpath("//head/title|//title[not(ancestor::svg)]")
    title = _collapse(titles[0].text_content()) if titles else ""
    depth, elements = _extent(root)
    return Page(tuple(_visit(root)), title, _meta(root), depth, elements, root)
