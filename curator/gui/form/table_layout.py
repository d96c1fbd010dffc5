"""The layout of a field shown as a table: a row an item, a column a part, quotes below."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF

from curator.domain.claims import Item
from curator.domain.forms import Part
from curator.gui.form.lettering import Lettering
from curator.gui.form.pieces import (
    BETWEEN,
    GAP,
    INPUT,
    LEFT,
    TEXT_PAD,
    Laid,
    Pen,
    Piece,
    detail_line,
    errors,
    evidence_chips,
    marks,
    open_parts,
    part_grid,
)
from curator.gui.form.row_layout import foot, label, lay_out
from curator.gui.form.values import NEW, Focus, RowState, Slot, columns
from curator.gui.theme.looks import STATUS_LOOKS
from curator.gui.theme.paint import chip_size

HEAD: Final = 24
ROW: Final = 28
LEAST_COLUMN: Final = 72
"""Least width of a column at scale 1."""


def shown_columns(state: RowState, *, width: float, ink: Lettering) -> tuple[Part, ...]:
    """The columns that fit: those filled, then the first few."""
    room = width - 2 * ink.px(LEFT) - _status_width(ink)
    return columns(state, most=max(1, int(room // ink.px(LEAST_COLUMN))))


def lay_out_table(state: RowState, focus: Focus, *, width: float, ink: Lettering) -> Laid:
    """Lay a field of rows out at that width; without rows it is a field as any other."""
    if not state.items:
        return lay_out(state, focus, width=width, ink=ink)
    pen = Pen(state, focus, ink=ink)
    left, right = float(ink.px(LEFT)), width - ink.px(LEFT)
    label(pen, left=left, right=right)
    _count(pen, right=right)
    pen.top += pen.line(ink.body, INPUT)
    shown = shown_columns(state, width=width, ink=ink)
    top = pen.top
    edges = _edges(state, shown, left=left, right=right - _status_width(ink), ink=ink)
    _head(pen, shown, edges=edges, right=right)
    for item in state.items:
        _row(pen, item, shown=shown, edges=edges, right=right)
    if focus.slot is not None and focus.slot.item == NEW and not state.read_only:
        _new_row(pen, edges=edges, right=right)
    bottom = pen.top
    pen.pieces.insert(0, _frame(pen, QRectF(left, top, right - left, bottom - top)))
    pen.top += ink.px(GAP)
    cells = {piece.slot for piece in pen.pieces if piece.kind == "cell"}
    errors(pen, left=left, right=right, slots=cells)
    _current_item(pen, shown, left=left, right=right)
    _below(pen, left=left, right=right)
    marks(pen, left=left, right=right)
    foot(pen, left=left, right=right)
    return Laid(tuple(pen.pieces), int(pen.top + 0.5))


def _status_width(ink: Lettering) -> float:
    return float(chip_size(STATUS_LOOKS["reported"], ink.theme, filled=False).width() + ink.px(16))


def _frame(pen: Pen, rect: QRectF) -> Piece:
    pen.add("frame", rect)
    return pen.pieces.pop()


def _count(pen: Pen, *, right: float) -> None:
    count = len(pen.state.items)
    words = f"{count} row" if count == 1 else f"{count} rows"
    width = pen.ink.small.width(words) + 1
    height = pen.line(pen.ink.body, INPUT)
    pen.add("aside", QRectF(right - width, pen.top, width, height), text=words)


def _edges(
    state: RowState, shown: tuple[Part, ...], *, left: float, right: float, ink: Lettering
) -> list[float]:
    """Left edges of the columns, then the right edge of the last; wider words get more room."""
    pad = 2 * ink.px(TEXT_PAD)
    wanted = []
    for index, part in enumerate(shown):
        words = [
            Pen(state, Focus(), ink=ink).slot_words(Slot(i.id, part.key), i) for i in state.items
        ]
        natural = max(ink.body.width(w) for w in [*words, part.label]) + pad
        least = ink.px(96 if index == 0 else 56)
        wanted.append(min(max(natural, least), float(ink.px(220 if index == 0 else 160))))
    scale = (right - left) / sum(wanted)
    edges = [left]
    for width in wanted:
        edges.append(edges[-1] + width * scale)
    return edges


def _head(pen: Pen, shown: tuple[Part, ...], *, edges: list[float], right: float) -> None:
    height = pen.line(pen.ink.meta, HEAD)
    pen.add("band", QRectF(edges[0], pen.top, right - edges[0], height))
    for index, part in enumerate(shown):
        rect = QRectF(edges[index], pen.top, edges[index + 1] - edges[index], height)
        pen.add("head", rect, text=part.label)
    status = QRectF(edges[-1], pen.top, right - edges[-1], height)
    pen.add("head", status, text="Status")
    pen.top += height
    pen.add("head_rule", QRectF(edges[0], pen.top - 1, right - edges[0], 1))


def _row(
    pen: Pen, item: Item, *, shown: tuple[Part, ...], edges: list[float], right: float
) -> None:
    height = pen.line(pen.ink.body, ROW)
    for index, part in enumerate(shown):
        rect = QRectF(edges[index], pen.top, edges[index + 1] - edges[index], height)
        words = pen.slot_words(Slot(item.id, part.key), item)
        pen.add("cell", rect, text=words, item=item.id, part=part.key, state=part.kind, index=index)
    chip = QRectF(edges[-1] + pen.ink.px(4), pen.top, right - edges[-1] - pen.ink.px(4), height)
    pen.add("status", chip, item=item.id, state=item.status, aside="table")
    pen.top += height
    if item is not pen.state.items[-1]:
        pen.add("rule", QRectF(edges[0], pen.top - 1, right - edges[0], 1))


def _new_row(pen: Pen, *, edges: list[float], right: float) -> None:
    """The row to be made: its first cell takes text, the others come with it."""
    height = pen.line(pen.ink.body, ROW)
    pen.add("rule", QRectF(edges[0], pen.top - 1, right - edges[0], 1))
    rect = QRectF(edges[0], pen.top, edges[1] - edges[0], height)
    main = pen.state.main
    words = pen.slot_words(Slot(NEW, main.key), None)
    pen.add("cell", rect, text=words, item=NEW, part=main.key, state=main.kind)
    rest = QRectF(edges[1], pen.top, right - edges[1], height)
    pen.add("aside", rest.adjusted(pen.ink.px(7), 0, 0, 0), text="New row")
    pen.top += height


def _current_item(pen: Pen, shown: tuple[Part, ...], *, left: float, right: float) -> None:
    """Below the table: all of the current row that its columns do not show."""
    slot = pen.focus.slot
    item = pen.state.claim.item(slot.item) if slot and pen.state.claim else None
    if item is None:
        return
    keys = open_parts(pen.state, item, focus=pen.focus, shown=[part.key for part in shown])
    part_grid(pen, item, keys=keys, left=left, right=right, two=right - left > pen.ink.px(360))
    if item.evidence:
        evidence_chips(pen, item.evidence, item=item.id, left=left, right=right, status=item.status)
    if item.id not in pen.focus.details:
        detail_line(pen, item, left=left, right=right, boxed=keys)


def _below(pen: Pen, *, left: float, right: float) -> None:
    """Add row and its key, all parts, how many quotes."""
    ink, state = pen.ink, pen.state
    height = pen.line(ink.link, INPUT)
    at = left
    if not state.read_only:
        width = ink.link.width("Add row") + ink.px(28)
        pen.add("add_row", QRectF(at, pen.top, width, height), text="Add row")
        at += width + ink.px(BETWEEN)
        hint = "Copy last: Ctrl+D" if pen.focus.slot is None else "All parts: Alt+Enter"
        width = ink.small.width(hint) + 1
        kind = "aside" if pen.focus.slot is None else "open_details"
        item = pen.focus.slot.item if pen.focus.slot else ""
        pen.add(kind, QRectF(at, pen.top, width, height), text=hint, item=item)  # type: ignore[arg-type]
    count = sum(len(item.evidence) for item in state.items)
    if count:
        words = f"{count} quote" if count == 1 else f"{count} quotes"
        width = ink.meta.width(words) + ink.px(34)
        box = QRectF(right - width, pen.top + ink.px(3), width, height - ink.px(6))
        pen.add("quotes", box, text=words)
    pen.top += height + ink.px(GAP)
