"""What a row is laid out into: rectangles with what is painted and pressed there."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from PySide6.QtCore import QPointF, QRectF, Qt

from curator.domain.checks import lacks_words
from curator.domain.claims import Item
from curator.domain.evidence import Evidence
from curator.gui.form.lettering import Face, Lettering
from curator.gui.form.values import (
    DETAILS,
    NOTE,
    Focus,
    RowState,
    Slot,
    details_text,
    own_text,
    part_of,
    slot_text,
)
from curator.gui.theme.looks import MARK_LOOKS, STATUS_LOOKS
from curator.gui.theme.paint import CHIP, chip_size

Kind = Literal[
    "badge",
    "label",
    "aside",
    "mark_icon",
    "box",
    "cell",
    "caption",
    "status",
    "quote",
    "more",
    "details",
    "mark",
    "others",
    "compare",
    "error",
    "suggestion",
    "hint",
    "reasons",
    "missing",
    "sign",
    "frame",
    "band",
    "head",
    "head_rule",
    "rule",
    "add_row",
    "quotes",
    "open_details",
]

PRESSED: Final = frozenset(
    {
        "box",
        "cell",
        "status",
        "quote",
        "more",
        "details",
        "compare",
        "add_row",
        "quotes",
        "open_details",
        "hint",
        "sign",
    }
)
"""Kinds that do something when they are clicked."""

INPUT: Final = 28
SUB_INPUT: Final = 26
QUOTE: Final = 22
GAP: Final = 4
BETWEEN: Final = 8
TEXT_PAD: Final = 7
CHEVRON: Final = 24
LEFT: Final = 16
LABEL: Final = 120
BADGE_ROOM: Final = 24
NARROW: Final = 400
"""Widths of the form below this, at scale 1, put the label above its editor."""
LEAST_QUOTE: Final = 96
EARLIER: Final = "earlier"
"""State of a quote that stands in a text of the article which is not the one that is read."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Something painted in a row.

    Attributes:
        aside: Faint words at the right of a box: the term's id.
        item, part: The slot of a box or cell, the item of anything else.
        index: Of a piece of evidence or of a suggestion.
        state: A status, an agreement mark or what else the painting depends on.
    """

    kind: Kind
    rect: QRectF
    text: str = ""
    aside: str = ""
    item: str = ""
    part: str = ""
    index: int = 0
    state: str = ""

    @property
    def slot(self) -> Slot:
        return Slot(self.item, self.part)


@dataclass(frozen=True, slots=True)
class Laid:
    """A row laid out at one width."""

    pieces: tuple[Piece, ...]
    height: int

    def at(self, point: QPointF) -> Piece | None:
        """The piece under a point that does something; otherwise any piece there."""
        here = [piece for piece in self.pieces if piece.rect.contains(point)]
        pressed = [piece for piece in here if piece.kind in PRESSED]
        return next(reversed(pressed or here), None)

    def of_slot(self, slot: Slot) -> Piece | None:
        """The box or cell of a slot."""
        return next(
            (p for p in self.pieces if p.kind in ("box", "cell") and p.slot == slot),
            None,
        )


class Pen:
    """Collects pieces from top to bottom.

    Attributes:
        top: Where the next line begins, in pixels.
        told: Places whose errors stand below them already.
    """

    def __init__(self, state: RowState, focus: Focus, *, ink: Lettering) -> None:
        self.state, self.focus, self.ink = state, focus, ink
        self.pieces: list[Piece] = []
        self.top = float(ink.px(GAP))
        self.told: set[Slot] = set()

    def add(
        self,
        kind: Kind,
        rect: QRectF,
        *,
        text: str = "",
        aside: str = "",
        item: str = "",
        part: str = "",
        index: int = 0,
        state: str = "",
    ) -> None:
        self.pieces.append(Piece(kind, rect, text, aside, item, part, index, state))

    def line(self, face: Face, least: float) -> float:
        """Height of a line of that face, at least so many pixels at scale 1."""
        return max(float(self.ink.px(least)), face.height + self.ink.px(GAP))

    def slot_words(self, slot: Slot, item: Item | None) -> str:
        """What a slot shows: typed text that is no value yet, else its value."""
        part = part_of(self.state.field, slot.part)
        typed = self.state.pending.get(slot)
        return slot_text(self.state.field, item, part=part) if typed is None else typed


def evidence_chips(
    pen: Pen, evidence: Sequence[Evidence], *, item: str, left: float, right: float, status: str
) -> None:
    """Line 2: the status chip, then the first quote and how many more there are."""
    ink, theme = pen.ink, pen.ink.theme
    look = STATUS_LOOKS[status]  # type: ignore[index]
    size = chip_size(look, theme)
    height = max(float(size.height()), pen.line(ink.quote, QUOTE) if evidence else 0.0)
    box = QRectF(left, pen.top + (height - size.height()) / 2, size.width(), size.height())
    pen.add("status", box, item=item, state=status)
    if not evidence:
        rest = QRectF(box.right() + ink.px(BETWEEN), pen.top, 0, height)
        rest.setRight(right)
        _no_words(pen, rest, item=item)
        pen.top += height + ink.px(GAP)
        return
    at = box.right() + ink.px(BETWEEN if look.fill else GAP)  # without a fill its edge is air
    if right - at < ink.px(LEAST_QUOTE):
        pen.top += size.height() + ink.px(GAP)
        at = left
    quote_chips(pen, evidence, item=item, left=at, right=right)


def _no_words(pen: Pen, rest: QRectF, *, item: str) -> None:
    """A value that the article is said to state, without its words, says so faintly."""
    held = pen.state.claim.item(item) if pen.state.claim is not None else None
    if held is not None and lacks_words(held) and not pen.state.read_only:
        current = pen.focus.slot is not None
        words = "No words yet: select them, then E" if current else "No words yet"
        pen.add("aside", rest, text=words)


def quote_chips(
    pen: Pen, evidence: Sequence[Evidence], *, item: str, left: float, right: float
) -> None:
    """The first quote, cut to what is left of the line, and a chip that counts the others."""
    ink = pen.ink
    height = pen.line(ink.quote, QUOTE)
    more = f"+{len(evidence) - 1}" if len(evidence) > 1 else ""
    more_width = ink.meta.width(more) + ink.px(12) if more else 0.0
    room = right - left - (more_width + ink.px(GAP) if more else 0.0)
    words = in_marks(evidence[0].quote)
    width = min(room, ink.quote.width(words) + ink.px(34))
    rect = QRectF(left, pen.top, width, height)
    there = not pen.state.text or evidence[0].text == pen.state.text
    pen.add("quote", rect, text=words, item=item, state="" if there else EARLIER)
    if more:
        rect = QRectF(left + width + ink.px(GAP), pen.top, more_width, height)
        pen.add("more", rect, text=more, item=item)
    pen.top += height + ink.px(GAP)


def detail_line(
    pen: Pen, item: Item, *, left: float, right: float, boxed: Collection[str] = ()
) -> None:
    """Basis, scope, note and what is a part's own in one faint line, where they are not usual.

    Parts that are ``boxed`` say it in their boxes.
    """
    words = details_text(pen.state.field, item, boxed=boxed)
    if words:
        height = pen.line(pen.ink.small, CHIP)
        rect = QRectF(left, pen.top, right - left, height)
        pen.add("details", rect, text=words, item=item.id)
        pen.top += height + pen.ink.px(GAP)


def part_grid(
    pen: Pen, item: Item, *, keys: Sequence[str], left: float, right: float, two: bool
) -> None:
    """Small labelled boxes for parts, in one or two columns; a note takes a whole line."""
    ink = pen.ink
    parts = [part_of(pen.state.field, key) for key in keys]
    if not parts:
        return
    caption = max(ink.ident.width(part.label) for part in parts) + ink.px(BETWEEN)
    gap = ink.px(12)
    half = (right - left - gap) / 2
    height = pen.line(ink.small, SUB_INPUT)
    column = 0
    line: list[Slot] = []
    for part in parts:
        wide = not two or part.key == NOTE.key or part.kind == "long_text"
        if wide and column:
            _end_line(pen, line, height=height, left=left, right=right)
            column = 0
        x = left + column * (half + gap)
        width = right - left if wide else half
        slot = Slot(item.id, part.key)
        pen.add("caption", QRectF(x, pen.top, caption, height), text=part.label, part=part.key)
        box = QRectF(x + caption, pen.top, width - caption, height)
        words, own = pen.slot_words(slot, item), own_text(item, part.key)
        pen.add("box", box, text=words, aside=own, item=item.id, part=part.key, state=part.kind)
        line.append(slot)
        column = 0 if wide or column else 1
        if not column:
            _end_line(pen, line, height=height, left=left, right=right)
    if column:
        _end_line(pen, line, height=height, left=left, right=right)


def _end_line(pen: Pen, slots: list[Slot], *, height: float, left: float, right: float) -> None:
    """Below one line of a grid: what is wrong in it."""
    pen.top += height + pen.ink.px(GAP)
    errors(pen, left=left, right=right, slots=slots)
    slots.clear()


def marks(pen: Pen, *, left: float, right: float) -> None:
    """Line 3, only where a person must act: the conflict, what the others say, Compare."""
    cell, ink = pen.state.cell, pen.ink
    if cell.state in ("conflict", "reopened"):
        look = MARK_LOOKS[cell.state]  # type: ignore[index]
        size = chip_size(look, ink.theme)
        height = pen.line(ink.link, CHIP)
        chip = QRectF(left, pen.top + (height - size.height()) / 2, size.width(), size.height())
        pen.add("mark", chip, state=cell.state)
        link = ink.link.width("Compare") + ink.px(2)
        pen.add("compare", QRectF(right - link, pen.top, link, height), text="Compare")
        others = QRectF(chip.right() + ink.px(BETWEEN), pen.top, 0, height)
        others.setRight(right - link - ink.px(BETWEEN))
        pen.add("others", others, text=cell.others)
        pen.top += height + ink.px(GAP)


def errors(pen: Pen, *, left: float, right: float, slots: Collection[Slot] | None = None) -> None:
    """What is wrong, below the place that it is about; without ``slots`` all that is left."""
    ink = pen.ink
    wanted = [slot for slot in pen.state.errors if slot not in pen.told]
    wanted = [slot for slot in wanted if slots is None or slot in slots]
    pen.told.update(wanted)
    for sentence in dict.fromkeys(pen.state.errors[slot] for slot in wanted):
        lines = ink.small.metrics.boundingRect(
            QRectF(0, 0, right - left - ink.px(20), 1000), _WRAP, sentence
        )
        height = max(lines.height() + 2, pen.line(ink.small, CHIP))
        pen.add("error", QRectF(left, pen.top, right - left, height), text=sentence)
        pen.top += height + ink.px(GAP)


def in_marks(quote: str) -> str:
    """A quote on one line in its marks."""
    return f"“{' '.join(quote.split())}”"


def open_parts(state: RowState, item: Item, *, focus: Focus, shown: Sequence[str]) -> list[str]:
    """Keys of the parts that an item shows in boxes of their own below its line."""
    current = focus.slot is not None and focus.slot.item == item.id
    parts = [part.key for part in state.field.parts if part.key not in shown]
    if item.id in focus.details:
        return [*parts, *DETAILS]
    return parts if current and not state.field.rows else []


_WRAP: Final = Qt.TextFlag.TextWordWrap.value
