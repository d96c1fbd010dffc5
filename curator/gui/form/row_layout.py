"""The layout of a field that is not a table: label, editors, status, words, what is wrong."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, Qt

from curator.domain.claims import Item, Term
from curator.domain.filling import item_text
from curator.gui.form.hint_view import compact_height
from curator.gui.form.lettering import Lettering
from curator.gui.form.pieces import (
    BADGE_ROOM,
    BETWEEN,
    GAP,
    INPUT,
    LABEL,
    LEFT,
    NARROW,
    QUOTE,
    TEXT_PAD,
    Laid,
    Pen,
    detail_line,
    errors,
    evidence_chips,
    marks,
    open_parts,
    part_grid,
    quote_chips,
)
from curator.gui.form.reasons import reasons_height
from curator.gui.form.suggestion import suggestion_height
from curator.gui.form.values import (
    NEW,
    CellView,
    Focus,
    Hint,
    Missing,
    RowState,
    Slot,
    slot_value,
)
from curator.gui.theme.looks import STATUS_LOOKS
from curator.gui.theme.paint import BADGE, CHIP, ICON, chip_size

QUIET: Final = ("refine", "complement", "agree", "decided")
"""Agreement that asks for nothing: an icon beside the label, only a refining one in its colour."""
SMALL_MARK: Final = 12
SIGN: Final = "Sign not reported"
SIGN_KEY: Final = "Alt+0"
_WRAP: Final = Qt.TextFlag.TextWordWrap.value
MOST_LINES: Final = 8
READ_LINES: Final = 3


def lay_out(state: RowState, focus: Focus, *, width: float, ink: Lettering) -> Laid:
    """Lay a plain field out at that width."""
    pen = Pen(state, focus, ink=ink)
    narrow = width < ink.px(NARROW)
    left = ink.px(LEFT)
    right = width - ink.px(LEFT)
    label(pen, left=left, right=right if narrow else left + ink.px(LABEL + GAP), above=narrow)
    if narrow:
        pen.top += ink.strong.height + ink.px(GAP)
    else:
        left += ink.px(LABEL + BETWEEN)
    if state.items:
        _items(pen, left=left, right=right)
    elif state.claim is None:
        _empty(pen, left=left, right=right)
    else:
        _status_alone(pen, left=left, right=right)
    foot(pen, left=left, right=right)
    return Laid(tuple(pen.pieces), int(pen.top + 0.5))


def label(pen: Pen, *, left: float, right: float, above: bool = False) -> None:
    """Badge and name, in the middle of the height of an input; ``above`` it, of their own."""
    state, ink = pen.state, pen.ink
    height = ink.strong.height if above else pen.line(ink.body, INPUT)
    badge = "conflict" if state.cell.state == "conflict" else "normal"
    badge = "current" if pen.focus.slot is not None else badge
    side = ink.px(BADGE)
    if state.field.letter:
        box = QRectF(left, pen.top + (height - side) / 2, side, side)
        pen.add("badge", box, text=state.field.letter, state=badge)
    at = left + ink.px(BADGE_ROOM)
    face = ink.strong if pen.focus.slot is not None else ink.body
    line = QRectF(at, pen.top, min(face.width(state.field.label) + 1, right - at), height)
    if _is_news(state.cell):
        line = _mark_beside(pen, line, left=left, right=right)
    pen.add("label", line, text=state.field.label)


def _is_news(cell: CellView) -> bool:
    """Whether a mark tells the curator something: that nobody else speaks does not."""
    return cell.state in QUIET and not (cell.state == "complement" and not cell.others)


def _mark_beside(pen: Pen, line: QRectF, *, left: float, right: float) -> QRectF:
    """A mark that asks for nothing: behind the name, or in the room of the badge, else below that.

    It never touches the editor.  Returns the line that is left to the name.
    """
    state, ink = pen.state, pen.ink
    side = float(ink.px(ICON if state.cell.state == "refine" else SMALL_MARK))
    # Of the name when it is current, so that the mark does not move with the caret.
    name = line.left() + ink.strong.width(state.field.label) + 1
    free = right - ink.px(GAP) - name - ink.px(GAP)
    if free >= side:
        box = QRectF(name + ink.px(GAP), line.top(), side, line.height())
    elif not state.field.letter:
        box = QRectF(left + (ink.px(BADGE) - side) / 2, line.top(), side, line.height())
    elif state.items and not state.field.rows:
        top = line.bottom() + ink.px(GAP)
        box = QRectF(left + (ink.px(BADGE) - side) / 2, top, side, pen.line(ink.quote, QUOTE))
    else:
        box = QRectF(right - ink.px(GAP) - side, line.top(), side, line.height())
        line.setRight(box.left() - ink.px(GAP))
    pen.add("mark_icon", box, state=state.cell.state)
    return line


def foot(pen: Pen, *, left: float, right: float) -> None:
    """What stands below the values in every row: suggestions, conflict, errors."""
    if pen.state.refused is not None:
        _reasons(pen, pen.state.refused, left=left, right=right)
    elif pen.state.hints:
        _suggested(pen, left=left, right=right)
    elif pen.state.missing is not None and pen.focus.slot is not None:
        _missing(pen, pen.state.missing, left=left, right=right)
    if not pen.state.items:
        marks(pen, left=left, right=right)
    errors(pen, left=left, right=right)


def _suggested(pen: Pen, *, left: float, right: float) -> None:
    """Open in the current row; in others the best one alone, and only where nothing is decided."""
    state, ink, width = pen.state, pen.ink, right - left
    if pen.focus.slot is not None:
        height = suggestion_height(state.field, state.hints, width=width, ink=ink)
        pen.add("suggestion", QRectF(left, pen.top, width, height))
    elif state.claim is None:
        height = compact_height(state.field, state.hints[0], width=width, ink=ink)
        pen.add("hint", QRectF(left, pen.top, width, height))
    else:
        words = f"{len(state.hints)} more suggested"
        height = pen.line(ink.meta, CHIP)
        room = ink.px(ICON + BETWEEN) + ink.meta.width(words)
        pen.add("hint", QRectF(left, pen.top, room, height), text=words)
    pen.top += height + ink.px(GAP)


def _reasons(pen: Pen, hint: Hint, *, left: float, right: float) -> None:
    height = reasons_height(pen.state.field, hint, width=right - left, ink=pen.ink)
    pen.add("reasons", QRectF(left, pen.top, right - left, height))
    pen.top += height + pen.ink.px(GAP)


def _missing(pen: Pen, missing: Missing, *, left: float, right: float) -> None:
    """What was searched in vain, and the key that signs it; on two lines where one is too short."""
    ink = pen.ink
    height = pen.line(ink.small, CHIP)
    words = ink.small.width(missing.sentence)
    room = ink.link.width(SIGN) + ink.ident.width(SIGN_KEY) + ink.px(BETWEEN + GAP)
    pen.add("missing", QRectF(left, pen.top, right - left, height), text=missing.sentence)
    if right - left - words - ink.px(ICON + 2 * BETWEEN) < room:
        pen.top += height
    pen.add("sign", QRectF(right - room, pen.top, room, height), text=SIGN, aside=SIGN_KEY)
    pen.top += height + ink.px(GAP)


def _items(pen: Pen, *, left: float, right: float) -> None:
    state, focus = pen.state, pen.focus
    for item in state.items:
        _item(pen, item, left=left, right=right)
    marks(pen, left=left, right=right)
    if state.field.many and focus.slot is not None and not state.read_only:
        words = pen.slot_words(Slot(NEW, state.main.key), None)
        _main_box(pen, left=left, right=right, text=words, item=NEW)


def _item(pen: Pen, item: Item, *, left: float, right: float) -> None:
    state = pen.state
    main = state.main
    below = open_parts(state, item, focus=pen.focus, shown=[main.key])
    slot = Slot(item.id, main.key)
    whole = item_text(state.field, item) if slot not in state.pending else state.pending[slot]
    split = any(part.key in below for part in state.field.parts)
    words = pen.slot_words(slot, item) if split else whole
    value = slot_value(state.field, item, part=main)
    aside = (value.id or "not mapped") if isinstance(value, Term) else ""
    aside = "" if slot in state.pending else aside
    _main_box(pen, left=left, right=right, text=words, item=item.id, aside=aside)
    errors(pen, left=left, right=right, slots=[slot])
    two = (right - left) > pen.ink.px(400)
    part_grid(pen, item, keys=below, left=left, right=right, two=two)
    evidence_chips(pen, item.evidence, item=item.id, left=left, right=right, status=item.status)
    if item.id not in pen.focus.details:
        detail_line(pen, item, left=left, right=right, boxed=below)


def _main_box(
    pen: Pen, *, left: float, right: float, text: str, item: str, aside: str = ""
) -> None:
    """The editor of a main part; a long text takes as many lines as it needs."""
    state, ink = pen.state, pen.ink
    main = state.main
    height = pen.line(ink.body, INPUT)
    if (main.kind == "long_text" and text) or (pen.state.read_only and text):
        height = max(height, _long_height(pen, text, width=right - left))
    rect = QRectF(left, pen.top, right - left, height)
    pen.add("box", rect, text=text, aside=aside, item=item, part=main.key, state=main.kind)
    pen.top += height + ink.px(GAP)


def _long_height(pen: Pen, text: str, *, width: float) -> float:
    ink = pen.ink
    most = MOST_LINES if pen.focus.slot is not None or pen.state.read_only else READ_LINES
    room = QRectF(0, 0, width - 2 * ink.px(TEXT_PAD), 100_000)
    needed = ink.body.metrics.boundingRect(room, _WRAP, text).height()
    return float(min(needed, most * ink.body.metrics.lineSpacing()) + ink.px(BETWEEN))


def _empty(pen: Pen, *, left: float, right: float) -> None:
    """Nobody has looked: an empty editor that says so."""
    words = pen.slot_words(Slot(NEW, pen.state.main.key), None)
    if pen.state.read_only:
        rect = QRectF(left, pen.top, right - left, pen.line(pen.ink.body, INPUT))
        pen.add("status", rect, state="not_checked")
        pen.top = rect.bottom() + pen.ink.px(GAP)
    else:
        _main_box(pen, left=left, right=right, text=words, item=NEW)


def _status_alone(pen: Pen, *, left: float, right: float) -> None:
    """One line: the status, then its words or note; an editor beside it in the current row."""
    state, ink = pen.state, pen.ink
    claim = state.claim
    if claim is None:
        return
    height = pen.line(ink.body, INPUT)
    size = chip_size(STATUS_LOOKS[claim.status], ink.theme)  # type: ignore[index]
    chip = QRectF(left, pen.top + (height - size.height()) / 2, size.width(), size.height())
    pen.add("status", chip, state=claim.status)
    rest = QRectF(chip.right() + ink.px(BETWEEN), pen.top, 0, height)
    rest.setRight(right)
    if pen.focus.slot is not None and not state.read_only:
        slot = Slot(NEW, state.main.key)
        words = pen.slot_words(slot, None)
        pen.add("box", rest, text=words, item=NEW, part=slot.part, state=state.main.kind)
        pen.top += height + ink.px(GAP)
        if claim.evidence:
            quote_chips(pen, claim.evidence, item=NEW, left=left, right=right)
        if claim.note:
            line = QRectF(left, pen.top, right - left, pen.line(ink.small, 20))
            pen.add("details", line, text=claim.note)
            pen.top = line.bottom() + ink.px(GAP)
        return
    if claim.evidence:
        top = pen.top
        pen.top += (height - pen.line(ink.quote, 22)) / 2
        quote_chips(pen, claim.evidence, item=NEW, left=rest.left(), right=right)
        pen.top = top
    elif claim.note:
        pen.add("details", rest, text=claim.note)
    elif state.reader:
        pen.add("aside", rest, text=f"checked by {state.reader}")
    pen.top += height + ink.px(GAP)
