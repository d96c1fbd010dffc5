"""The body of an OpenDocument text into blocks: one walk, no recursion."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from lxml import etree

from curator.ingest.building import TextBuilder
from curator.ingest.inline import LINE, TAB, Inline
from curator.ingest.odt_styles import Styles
from curator.ingest.scripts import raised
from curator.ingest.section_names import is_reference_heading
from curator.ingest.table_grid import WIDEST, Grid, span
from curator.ingest.xml_trees import attribute, children, find_all, first, local_name, steps

CONTENTS: Final = "contents"
_UNSEEN: Final = frozenset(
    "annotation annotation-end tracked-changes sequence-decls variable-decls user-field-decls "
    "forms script scripts title desc ruby-text binary-data event-listeners index-source "
    "table-of-content-source bibliography-source alphabetical-index-source dde-connection-decls "
    "object shapes glue-point".split()
)
_INDEXES: Final = frozenset(
    "table-of-content illustration-index table-index object-index user-index "
    "alphabetical-index".split()
)
_BLOCKS: Final = frozenset(("p", "h"))
_MOST_BLANKS: Final = 1_000
_MOST_AGAIN: Final = 20  # times that a cell with words may be repeated: a few bytes, many words
_LONGEST_AGAIN: Final = 50


class _Reading:
    """A paragraph that has begun; those in a box inside it come after it."""

    def __init__(self, element: etree._Element, *, kind: str, level: int) -> None:
        self.element = element
        self.kind = kind
        self.level = level
        self.inline = Inline()


class OdtWalk:
    """Puts what an OpenDocument text holds into a text.

    Args:
        builder: The text.
        styles: Of the document.
    """

    def __init__(self, builder: TextBuilder, styles: Styles) -> None:
        self._builder = builder
        self._styles = styles
        self._open: list[_Reading] = []
        self._done: list[tuple[str, int, str]] = []
        self._lists = self._contents = self._marks = 0
        self._notes: list[str] = []
        self._in_references = False
        self._seen_title = False
        self.deleted = self.comments = 0

    def walk(self, text: etree._Element) -> None:
        """Every block below an element, then the notes that it points to."""
        events = steps(text)
        for event, element in events:
            name = local_name(element)
            whole = element is not text and self._is_whole(element, name)
            if event == "start":
                if whole:
                    self._take_whole(element, name)
                    events.skip_subtree()  # type: ignore[attr-defined]
                else:
                    self._begin(element, name)
                continue
            if not whole:
                self._end(element, name)
            if self._open and element is not text:
                self._open[-1].inline.text(element.tail)
        waiting, self._notes = self._notes, []
        for words in waiting:
            self._builder.add("footnote", words)

    def _is_whole(self, element: etree._Element, name: str) -> bool:
        """Whether it is taken, or left out, with all that is in it."""
        return name in _UNSEEN or name == "note" or (name == "table" and not _is_frame(element))

    def _take_whole(self, element: etree._Element, name: str) -> None:
        if name == "table":
            self._table(element)
        elif name == "note":
            self._note(element)
        elif name == "annotation":
            self.comments += 1
        elif name == "tracked-changes":
            self.deleted += sum(1 for _ in find_all(element, "deletion"))

    def _begin(self, element: etree._Element, name: str) -> None:
        self._lists += name == "list"
        self._contents += name in _INDEXES
        if name in _BLOCKS:
            self._open.append(self._reading(element, name))
        if not self._open:
            return
        inline = self._open[-1].inline
        _mark(inline, element, name=name)
        if self._is_raised(element, name):
            inline.begin_raised()
        inline.text(element.text)

    def _end(self, element: etree._Element, name: str) -> None:
        self._lists -= name == "list"
        self._contents -= name in _INDEXES
        if self._open and self._is_raised(element, name):
            self._open[-1].inline.end_raised()
        if self._open and self._open[-1].element is element:
            done = self._open.pop()
            self._done.append((done.kind, done.level, done.inline.take()))
            if not self._open:
                self._place()

    def _reading(self, element: etree._Element, name: str) -> _Reading:
        kind, level = self._styles.kind(attribute(element, "style-name")), 0
        if self._contents:
            kind = CONTENTS
        elif name == "h" and kind != "title":
            kind, level = "heading", min(span(attribute(element, "outline-level"), 6), 6)
        elif kind == "heading":
            level = 1
        elif kind == "main" and self._lists:
            kind = "list"
        return _Reading(element, kind=kind, level=level)

    def _is_raised(self, element: etree._Element, name: str) -> bool:
        return name == "span" and self._styles.raises(attribute(element, "style-name"))

    def _place(self) -> None:
        """The outer paragraph ends last, but comes first."""
        done, self._done = self._done, []
        for kind, level, words in [*done[-1:], *done[:-1]]:
            self._add(kind, level, words=words)

    def _add(self, kind: str, level: int, *, words: str) -> None:
        if kind == CONTENTS:
            self._builder.add("furniture", words, name=CONTENTS)
            return
        if kind == "title":
            kind = "heading" if self._seen_title else "title"
            level = int(self._seen_title)
            self._seen_title = True
        if kind in ("heading", "title"):
            words = " ".join(words.split())
            self._in_references = is_reference_heading(words) if words else self._in_references
        elif self._in_references and kind in ("main", "list"):
            kind = "reference"
        blocks = self._builder.blocks
        follows = kind == "list" and blocks and blocks[-1].kind == "list"
        self._builder.add(kind, words, level=level, gap="\n" if follows else "\n\n")

    def _note(self, note: etree._Element) -> None:
        """A footnote's mark stays in its place, its words come at the end."""
        self._marks += 1
        cited = first(note, "note-citation")
        mark = "" if cited is None else "".join(map(str, cited.itertext())).strip()
        mark = raised(mark or str(self._marks))
        if self._open:
            self._open[-1].inline.text(mark)
        body = first(note, "note-body")
        words = "" if body is None else self._words(body)
        if words:
            self._notes.append(f"{mark} {words}")

    def _words(self, root: etree._Element) -> str:
        """All paragraphs below an element in one line."""
        parts: list[str] = []
        inline = Inline()
        events = steps(root)
        for event, element in events:
            name = local_name(element)
            unseen = element is not root and (name in _UNSEEN or name == "note")
            if event == "start":
                if unseen:
                    self._take_whole(element, name)
                    if name == "note" and (cited := first(element, "note-citation")) is not None:
                        inline.text(raised("".join(map(str, cited.itertext())).strip()))
                    events.skip_subtree()  # type: ignore[attr-defined]
                    continue
                _mark(inline, element, name=name)
                if self._is_raised(element, name):
                    inline.begin_raised()
                inline.text(element.text)
                continue
            if not unseen and self._is_raised(element, name):
                inline.end_raised()
            if name in _BLOCKS:
                parts.append(inline.take())
            if element is not root:
                inline.text(element.tail)
        return " ".join(part for part in [*parts, inline.take()] if part)

    def _table(self, table: etree._Element) -> None:
        held, self._open = self._open, []
        grid = Grid()
        for row in _rows(table):
            grid.row()
            head = any(local_name(one) == "table-header-rows" for one in row.iterancestors())
            for cell in children(row, "table-cell", "covered-table-cell"):
                self._cell(grid, cell, head=head)
        self._open = held
        self._builder.grid(grid.rows)

    def _cell(self, grid: Grid, cell: etree._Element, *, head: bool) -> None:
        again = span(attribute(cell, "number-columns-repeated"), WIDEST)
        if local_name(cell) == "covered-table-cell":
            grid.covered(again)
            return
        words = self._words(cell)
        if not words and again > 1:
            grid.covered(again)
            return
        # What it spans follows as covered cells, so that only repetition counts here.
        for _ in range(again if again <= _MOST_AGAIN and len(words) <= _LONGEST_AGAIN else 1):
            grid.cell(words, header=head)

    def edge(self, root: etree._Element, name: str) -> None:
        """What stands at the head or foot of every page, as furniture, once."""
        words = self._words(root)
        body = self._builder.body
        known = {body[b.start : b.end] for b in self._builder.blocks if b.kind == "furniture"}
        if words not in known:
            self._builder.add("furniture", words, name=name)


def _mark(inline: Inline, element: etree._Element, *, name: str) -> None:
    if name == "s":
        inline.text(" " * span(attribute(element, "c"), _MOST_BLANKS))
    elif name == "tab":
        inline.text(TAB)
    elif name == "line-break":
        inline.text(LINE)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows of a table, not those of one inside it."""
    waiting = [iter(table)]
    while waiting:
        element = next(waiting[-1], None)
        if element is None:
            waiting.pop()
        elif local_name(element) == "table-row":
            yield element
        elif local_name(element) in ("table-header-rows", "table-rows", "table-row-group"):
            waiting.append(iter(element))


def _is_frame(table: etree._Element) -> bool:
    """Whether it is one cell, and what is in it is the document's own text."""
    rows = list(islice(_rows(table), 2))
    return len(rows) == 1 and sum(1 for _ in children(rows[0], "table-cell")) == 1
