"""The sections of a JATS article into blocks: one walk, no recursion."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from lxml import etree

from curator.ingest.building import TextBuilder
from curator.ingest.inline import Inline
from curator.ingest.jats_citations import citation_words, entry_words
from curator.ingest.jats_inline import enter, is_second_version, is_unseen, leave, words_of
from curator.ingest.table_grid import LONGEST, WIDEST, Grid, span
from curator.ingest.xml_trees import attribute, children, find_all, first, local_name, steps

DEEPEST_LEVEL: Final = 6
_SECTIONS: Final = frozenset(
    "sec app ack boxed-text glossary notes bio ref-list fn-group sub-article response abstract "
    "trans-abstract statement def-list dedication kwd-group supplementary-material "
    "floats-group app-group question answer".split()
)
# Sections that often have no title of their own, and what a reader calls them.
UNTITLED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "abstract": "Abstract",
        "trans-abstract": "Abstract",
        "ack": "Acknowledgements",
        "ref-list": "References",
        "glossary": "Glossary",
    }
)
_PARAGRAPHS: Final = frozenset(
    "p title subtitle label list-item list attrib verse-line verse-group disp-quote speech "
    "disp-formula disp-formula-group caption code preformat term def def-item kwd sig sig-block "
    "textual-form chem-struct-wrap".split()
)
_BLOCKS: Final = _SECTIONS | _PARAGRAPHS
_FLOATS: Final = ("p", "list", "def-list", "disp-formula", "code", "preformat")


def add_licence(builder: TextBuilder, permissions: etree._Element) -> None:
    """Whose the article is and what may be done with it, as furniture."""
    stated = first(permissions, "copyright-statement") is not None
    twice = frozenset(("copyright-year", "copyright-holder")) if stated else frozenset[str]()
    builder.add("furniture", words_of(permissions, without=twice), name="licence")


def table_grid(table: etree._Element) -> Grid:
    """The cells of a table as HTML and JATS write it; those of a table inside it are not told."""
    grid = Grid()
    for row in find_all(table, "tr"):
        around = next((one for one in row.iterancestors() if local_name(one) == "table"), None)
        if around is not None and around is not table:
            continue  # its words stand in the cell that its table is in
        grid.row()
        head = any(local_name(one) == "thead" for one in row.iterancestors())
        for cell in children(row, "td", "th"):
            grid.cell(
                words_of(cell, without=frozenset(("fn",))),
                columns=span(attribute(cell, "colspan"), WIDEST),
                rows=span(attribute(cell, "rowspan"), LONGEST),
                header=head or local_name(cell) == "th",
            )
    return grid


class JatsWalk:
    """Puts what stands below an element into a text, section by section."""

    def __init__(self, builder: TextBuilder) -> None:
        self._builder = builder
        self._inline = Inline()
        self._tags: list[str] = []
        self._depth = 0
        self._label = ""
        self._first_of_item = False
        self._footnotes: list[str] = []
        self._whole: Mapping[str, Callable[[etree._Element], None]] = {
            "table-wrap": self._table_wrap,
            "table": self._table,
            "fig": self._figure,
            "fn": self._footnote,
            "ref": self._reference,
            "front-stub": self._stub,
            "def-item": self._definition,
            "code": self._code,
            "preformat": self._code,
            "media": self._figure,
            "permissions": self._permissions,
            "product": self._product,
        }

    def walk(self, root: etree._Element) -> None:
        """Every block below an element; the element itself is a section if it is one by name."""
        events = steps(root)
        for event, element in events:
            name = local_name(element)
            whole = self._whole.get(name)
            skipped = element is not root and (whole is not None or is_unseen(element))
            if event == "start":
                if skipped:
                    if whole is not None and not is_second_version(element):
                        whole(element)
                    events.skip_subtree()  # type: ignore[attr-defined]
                elif not self._begin(element, name):
                    events.skip_subtree()  # type: ignore[attr-defined]
                continue
            if not skipped:
                self._end(element, name)
            if element is not root:
                self._inline.text(element.tail)
        self._flush()

    def _begin(self, element: etree._Element, name: str) -> bool:
        if name in _BLOCKS:
            self._flush()
            self._tags.append(name)
        if name in _SECTIONS:
            self._depth += 1
            self._untitled(element, name)
        if name == "list-item":
            self._first_of_item = True
        return enter(self._inline, element)

    def _end(self, element: etree._Element, name: str) -> None:
        leave(self._inline, element)
        if name == "label" and self._labels_more():
            self._label = f"{self._label} {self._inline.take()}".strip()
        if name in _BLOCKS:
            self._flush()
            self._tags.pop()
        if name in _SECTIONS:
            self._depth -= 1
        if name in ("p", "title", "sec") and "p" not in self._tags:
            self._flush_footnotes()

    def _labels_more(self) -> bool:
        """Whether a label stands before the words that it numbers."""
        return len(self._tags) > 1 and self._tags[-2] != "disp-formula"

    def _untitled(self, element: etree._Element, name: str) -> None:
        if name not in UNTITLED or first(element, "title") is not None:
            return
        if name == "abstract" and attribute(element, "abstract-type") == "graphical":
            self._heading("Graphical abstract")
        else:
            self._heading(UNTITLED[name])

    def _heading(self, words: str) -> None:
        self._builder.add("heading", words, level=max(1, min(self._depth, DEEPEST_LEVEL)))

    def _flush(self) -> None:
        """End the block; its kind follows from the elements that it stands in."""
        words = self._inline.take()
        if not words:
            return
        if self._label:
            words, self._label = f"{self._label} {words}", ""
        tag = self._tags[-1] if self._tags else ""
        if tag in ("title", "subtitle") and self._depth:
            self._heading(" ".join(words.split("\n")))
        elif "list-item" in self._tags:
            gap = "\n" if self._after_list() else "\n\n"
            self._builder.add("list", words, gap=gap)
            self._first_of_item = False
        elif "caption" in self._tags:
            self._builder.add("caption", words)
        else:
            self._builder.add("main", words)

    def _after_list(self) -> bool:
        blocks = self._builder.blocks
        return self._first_of_item and bool(blocks) and blocks[-1].kind == "list"

    def _flush_footnotes(self) -> None:
        waiting, self._footnotes = self._footnotes, []
        for words in waiting:
            self._builder.add("footnote", words)

    def _figure(self, element: etree._Element) -> None:
        self._flush()
        self._captioned(element)
        for other in children(element):
            if local_name(other) not in ("label", "caption", "graphic", "alternatives"):
                if local_name(other) in ("table", "table-wrap"):
                    self._table_wrap(other)
                elif not is_unseen(other):
                    self._builder.add("caption", words_of(other))

    def _captioned(self, element: etree._Element) -> None:
        """Label and caption as one block: "Table 1 Patients at the start"."""
        parts = [words_of(first(element, "label"))]
        parts += [words_of(one) for one in children(element, "caption")]
        self._builder.add("caption", " ".join(part for part in parts if part))

    def _table_wrap(self, element: etree._Element) -> None:
        self._flush()
        self._captioned(element)
        for table in find_all(element, "table", "array"):
            self._table(table)
        for other in children(element):
            name = local_name(other)
            if name in _FLOATS:
                self._builder.add("main", words_of(other))
            elif name in ("table-wrap-foot", "attrib", "permissions", "fn-group"):
                self._table_foot(other)

    def _table_foot(self, foot: etree._Element) -> None:
        if local_name(foot) == "attrib" or next(children(foot), None) is None:
            self._builder.add("footnote", words_of(foot))
            return
        gap = "\n\n"
        for one in children(foot):
            if self._builder.add("footnote", words_of(one), gap=gap) is not None:
                gap = "\n"

    def _table(self, table: etree._Element) -> None:
        if any(one is not table and local_name(one) == "table" for one in table.iterancestors()):
            return
        self._flush()
        self._builder.grid(table_grid(table).rows)
        for note in find_all(table, "fn"):
            self._builder.add("footnote", words_of(note))

    def _footnote(self, element: etree._Element) -> None:
        """A footnote inside a paragraph waits for its end."""
        words = words_of(element)
        if "p" in self._tags or "title" in self._tags:
            self._footnotes.append(words)
        else:
            self._flush()
            self._builder.add("footnote", words)

    def _reference(self, element: etree._Element) -> None:
        self._flush()
        self._builder.add("reference", entry_words(element))

    def _product(self, element: etree._Element) -> None:
        self._flush()
        self._builder.add("reference", citation_words(element))

    def _permissions(self, element: etree._Element) -> None:
        self._flush()
        add_licence(self._builder, element)

    def _definition(self, element: etree._Element) -> None:
        self._flush()
        parts = [words_of(one) for one in children(element, "term", "def")]
        self._builder.add("list", ": ".join(part for part in parts if part))

    def _code(self, element: etree._Element) -> None:
        self._flush()
        self._builder.add("main", "".join(map(str, element.itertext())))

    def _stub(self, element: etree._Element) -> None:
        """What a letter or an answer that comes with the article begins with."""
        self._flush()
        self._heading(words_of(first(element, "title-group", "article-title")) or "Response")
        names = [words_of(name) for name in find_all(element, "name", "collab")]
        self._builder.add("caption", ", ".join(names), name="byline")
