"""The body of a Word document into blocks: one walk, no recursion."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from lxml import etree

from curator.ingest.building import TextBuilder
from curator.ingest.docx_styles import is_on
from curator.ingest.docx_text import Paragraph, Paragraphs
from curator.ingest.scripts import raised
from curator.ingest.section_names import is_reference_heading
from curator.ingest.table_grid import WIDEST, Grid, span
from curator.ingest.xml_trees import attribute, children, first, local_name

_OPEN: Final = frozenset("sdt sdtContent customXml smartTag ins moveTo body".split())
_SEPARATORS: Final = frozenset(("separator", "continuationSeparator", "continuationNotice"))
_FIRST_ROW: Final = 0x20
CONTENTS: Final = "contents"


def within(
    container: etree._Element, *names: str, through: frozenset[str]
) -> Iterator[etree._Element]:
    """Elements of these names below one, looking only into those that ``through`` names."""
    waiting = [iter(container)]
    while waiting:
        element = next(waiting[-1], None)
        if element is None:
            waiting.pop()
        elif local_name(element) in names:
            yield element
        elif local_name(element) in through:
            waiting.append(iter(element))


def _is_deleted(row: etree._Element) -> bool:
    return first(row, "trPr", "del") is not None


class DocxWalk:
    """Puts what a Word document holds into a text.

    Args:
        builder: The text.
        paragraphs: Reads its paragraphs.
        notes: ``footnotes`` and ``endnotes``: id to element.
    """

    def __init__(
        self,
        builder: TextBuilder,
        paragraphs: Paragraphs,
        *,
        notes: Mapping[str, Mapping[str, etree._Element]],
    ) -> None:
        self._builder = builder
        self._paragraphs = paragraphs
        self._all_notes = notes
        self._pointed: list[tuple[str, str]] = []
        self._in_references = False
        self.title = ""

    def walk(self, body: etree._Element) -> None:
        """Every block of the body, then the notes that it points to."""
        waiting = [within(body, "p", "tbl", through=_OPEN)]
        while waiting:
            element = next(waiting[-1], None)
            if element is None:
                waiting.pop()
            elif local_name(element) == "p":
                paragraph = self._paragraphs.read(element)
                self._paragraph(paragraph)
                waiting += [
                    within(box, "p", "tbl", through=_OPEN) for box in reversed(paragraph.boxes)
                ]
            elif (cell := self._only_cell(element)) is not None:
                waiting.append(within(cell, "p", "tbl", through=_OPEN))
            else:
                self._table(element)
        self._notes()

    def _paragraph(self, paragraph: Paragraph) -> None:
        self._pointed += paragraph.notes
        kind, words = paragraph.kind, paragraph.text
        if kind == CONTENTS:
            self._builder.add("furniture", words, name=CONTENTS)
            return
        if kind == "title" and self.title:
            kind = "heading"
        if kind == "title":
            self.title = words
        if kind in ("heading", "title"):
            words = " ".join(words.split())
            self._in_references = is_reference_heading(words) if words else self._in_references
        elif self._in_references and kind in ("main", "list"):
            kind = "reference"
        self._builder.add(kind, words, level=paragraph.level, gap=self._gap(kind))

    def _gap(self, kind: str) -> str:
        blocks = self._builder.blocks
        return "\n" if kind == "list" and blocks and blocks[-1].kind == "list" else "\n\n"

    def _only_cell(self, table: etree._Element) -> etree._Element | None:
        """The cell of a table that is but a frame."""
        rows = within(table, "tr", through=_OPEN)
        row = next(rows, None)
        if row is None or next(rows, None) is not None:
            return None
        cells = within(row, "tc", through=_OPEN)
        cell = next(cells, None)
        return cell if next(cells, None) is None else None

    def _table(self, table: etree._Element) -> None:
        grid = Grid()
        rows = [one for one in within(table, "tr", through=_OPEN) if not _is_deleted(one)]
        heads = [is_on(first(row, "trPr", "tblHeader")) for row in rows]
        if not any(heads) and len(rows) > 1:
            heads[0] = self._first_row_is_head(table)
        for row, head in zip(rows, heads, strict=True):
            grid.row()
            before = first(row, "trPr", "gridBefore")
            if before is not None:
                grid.covered(span(attribute(before, "val"), WIDEST))
            for cell in within(row, "tc", through=_OPEN):
                self._cell(grid, cell, head=head)
        self._builder.grid(grid.rows)

    def _first_row_is_head(self, table: etree._Element) -> bool:
        look = first(table, "tblPr", "tblLook")
        if look is None:
            return False
        stated, mask = attribute(look, "firstRow"), attribute(look, "val")
        if stated:
            return stated in ("1", "true", "on")
        try:
            return bool(int(mask, 16) & _FIRST_ROW)
        except ValueError:
            return False

    def _cell(self, grid: Grid, cell: etree._Element, *, head: bool) -> None:
        properties = first(cell, "tcPr")
        wide, merged = first(properties, "gridSpan"), first(properties, "vMerge")
        columns = 1 if wide is None else span(attribute(wide, "val"), WIDEST)
        if merged is not None and attribute(merged, "val") != "restart":
            grid.covered(columns)
            return
        grid.cell(self._words(cell), columns=columns, header=head)

    def _words(self, cell: etree._Element) -> str:
        """All paragraphs of a cell, those of a table or a box in it too."""
        parts: list[str] = []
        waiting = [within(cell, "p", through=_OPEN | {"tbl", "tr", "tc"})]
        while waiting:
            element = next(waiting[-1], None)
            if element is None:
                waiting.pop()
                continue
            paragraph = self._paragraphs.read(element)
            self._pointed += paragraph.notes
            parts.append(paragraph.text)
            waiting += [
                within(box, "p", through=_OPEN | {"tbl", "tr", "tc"}) for box in paragraph.boxes
            ]
        return " ".join(part for part in parts if part)

    def _notes(self) -> None:
        """Footnotes and endnotes in the order of their marks."""
        seen: set[tuple[str, str]] = set()
        for part, key in self._pointed:
            note = self._all_notes.get(part, {}).get(key)
            if note is None or (part, key) in seen:
                continue
            seen.add((part, key))
            words = self._words(note)
            if words:
                mark = raised(str(self._paragraphs.number(part, key)))
                self._builder.add("footnote", f"{mark} {words}")

    def edges(self, root: etree._Element, name: str) -> None:
        """What stands at the head or foot of every page, as furniture, once."""
        words = self._words(root)
        blocks = self._builder.blocks
        body = self._builder.body
        known = {body[one.start : one.end] for one in blocks if one.kind == "furniture"}
        if words not in known:
            self._builder.add("furniture", words, name=name)


def notes_by_id(root: etree._Element | None) -> Mapping[str, etree._Element]:
    """The notes of ``footnotes.xml`` or ``endnotes.xml``; the lines above them are none."""
    if root is None:
        return {}
    return {
        attribute(one, "id"): one
        for one in children(root, "footnote", "endnote")
        if attribute(one, "type") not in _SEPARATORS
    }
