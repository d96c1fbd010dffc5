"""A row of a difference laid out: field, before, after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter

from curator.gui.claims.lines import one_line
from curator.gui.claims.paragraphs import paint_paragraph, paragraph_height, quote_lines, wrapped
from curator.gui.claims.runs import Emphasis, RunParagraph
from curator.gui.form.lettering import Face, Lettering
from curator.gui.history.values import DiffLine, SideLine, kind_look
from curator.gui.theme.icons import paint_icon
from curator.gui.theme.looks import STATUS_LOOKS
from curator.gui.theme.paint import CHIP, ICON, RADIUS, fill_round, outline_round, paint_line

FIELD: Final = 132
RESTORE: Final = 92
NARROW: Final = 640
"""Below this width, at scale 1, the field stands above its two sides."""

_PAD: Final = 10
_TOP: Final = 6
_GAP: Final = 8

Side = Literal["before", "after"]


@dataclass(frozen=True, slots=True)
class DiffColumns:
    """Where field, before, after and the button lie in a row of that width."""

    width: float
    field: float
    side: float
    before: float
    after: float
    restore: float
    stacked: bool


def diff_columns(width: float, ink: Lettering) -> DiffColumns:
    """The columns of a difference."""
    gap, restore = ink.px(_GAP), ink.px(RESTORE)
    if width < ink.px(NARROW):
        side = (width - gap) / 2
        return DiffColumns(width, width - restore, side, 0, side + gap, restore, True)
    field = ink.px(FIELD)
    side = (width - field - restore - gap) / 2
    return DiffColumns(width, field, side, field, field + side + gap, restore, False)


class DiffShape:
    """What a row shows at one width; ``height`` is what it takes, with the gap below it."""

    def __init__(self, line: DiffLine, columns: DiffColumns, *, ink: Lettering) -> None:
        self._line, self._columns, self._ink = line, columns, ink
        self._label = wrapped(line.label, ink.strong, width=columns.field - ink.px(_GAP))
        self._top = self._head_height() + ink.px(4) if columns.stacked else 0.0
        self.sides = {
            "before": _SideShape(line.before, "before", line=line, width=columns.side, ink=ink),
            "after": _SideShape(line.after, "after", line=line, width=columns.side, ink=ink),
        }
        tall = max(side.height for side in self.sides.values())
        self._tall = max(tall, 0.0 if columns.stacked else self._head_height())
        self.height = self._top + self._tall + ink.px(_GAP)

    @property
    def button_top(self) -> float:
        return self._ink.px(4) if not self._columns.stacked else 0.0

    def side_at(self, at: QPointF) -> Side | None:
        """Which side a place is on."""
        for side in ("before", "after"):
            if self._box(side).contains(at):
                return side
        return None

    def paint(self, painter: QPainter) -> None:
        ink, line = self._ink, self._line
        tokens = ink.theme.tokens
        top = float(ink.px(_TOP))
        paint_paragraph(
            painter, self._label, at=QPointF(0, top), face=ink.strong, colour=tokens.ink
        )
        icon, word = kind_look(line.kind)
        at = QRectF(0, top + paragraph_height(self._label, ink.strong), 0, ink.meta.height + 2)
        if self._columns.stacked:
            at.moveTo(max(map(ink.strong.width, self._label)) + ink.px(12), top)
        left = at.left()
        if icon:
            paint_icon(painter, QRectF(left, at.top(), ink.px(12), at.height()), icon, tokens.ink2)
            left += ink.px(16)
        painter.setFont(ink.meta.font)
        painter.setPen(QColor(tokens.ink2))
        words = f"{word}  {line.article}" if line.article else word
        room = QRectF(left, at.top(), self._columns.field - left, at.height())
        paint_line(painter, room, words)
        for side in ("before", "after"):
            self.sides[side].paint(painter, self._box(side))

    def _box(self, side: str) -> QRectF:
        columns = self._columns
        left = columns.before if side == "before" else columns.after
        return QRectF(left, self._top, columns.side, self._tall)

    def _head_height(self) -> float:
        ink = self._ink
        label = paragraph_height(self._label, ink.strong)
        if self._columns.stacked:
            return ink.px(_TOP) + label
        return ink.px(_TOP) + label + ink.meta.height + 4


class _SideShape:
    """One side: its items below each other on the tint of that side."""

    def __init__(
        self,
        lines: Sequence[SideLine],
        side: Side,
        *,
        line: DiffLine,
        width: float,
        ink: Lettering,
    ) -> None:
        self._ink, self._side = ink, side
        self.tinted = line.kind != "same" and any(one.status != "not_checked" for one in lines)
        inner = width - 2 * ink.px(_PAD)
        self._items = [
            _ItemShape(one, side, tinted=self.tinted, width=inner, ink=ink) for one in lines
        ]
        self._same = ""
        if line.same and side == "after":
            self._same = f"{line.same} more the same"
        height = sum(item.height for item in self._items)
        height += ink.px(_GAP) * max(0, len(self._items) - 1) + 2 * ink.px(_TOP)
        self.height = height + (ink.small.height if self._same else 0)

    def paint(self, painter: QPainter, box: QRectF) -> None:
        ink, tokens = self._ink, self._ink.theme.tokens
        if self.tinted:
            fill = tokens.removed if self._side == "before" else tokens.added
            fill_round(painter, box, fill, radius=ink.px(RADIUS))
            if tokens.high_contrast:
                outline_round(painter, box, tokens.line, radius=ink.px(RADIUS))
        y = box.top() + ink.px(_TOP)
        for item in self._items:
            item.paint(painter, QPointF(box.left() + ink.px(_PAD), y))
            y += item.height + ink.px(_GAP)
        if self._same:
            painter.setFont(ink.small.font)
            painter.setPen(QColor(tokens.ink2))
            room = QRectF(box.left() + ink.px(_PAD), y - ink.px(_GAP), box.width(), 20)
            paint_line(painter, room, self._same)


class _ItemShape:
    """One item: sign, words, status at the right, quote, note."""

    def __init__(
        self, line: SideLine, side: Side, *, tinted: bool, width: float, ink: Lettering
    ) -> None:
        self._line, self._side, self._tinted, self._ink = line, side, tinted, ink
        self._width = width
        self._status = ink.meta.width(line.word) + ink.px(8)
        self._indent = ink.px(ICON) + ink.px(6) if tinted or not line.runs else 0
        room = width - self._indent - self._status
        emphasis: Emphasis = "struck" if side == "before" else "underlined"
        runs = [(run.words, run.changed) for run in line.runs]
        face: Face = ink.strong if tinted else ink.body
        self._words = RunParagraph(runs, face, width=room, emphasis=emphasis) if runs else None
        self._quotes: tuple[str, ...] = ()
        if line.evidence:
            more = len(line.evidence) - 1
            self._quotes = quote_lines(line.evidence[0].quote, ink.quote, width=width, more=more)
        self._note = (
            wrapped(one_line(line.note), ink.small, width=width, most=2) if line.note else ()
        )
        self.height = max(self._words.height if self._words else 0.0, float(ink.px(CHIP)))
        if self._quotes:
            self.height += ink.px(2) + paragraph_height(self._quotes, ink.quote)
        self.height += paragraph_height(self._note, ink.small)

    def paint(self, painter: QPainter, at: QPointF) -> None:
        ink, line, tokens = self._ink, self._line, self._ink.theme.tokens
        look = STATUS_LOOKS[line.status]
        first = QRectF(at.x(), at.y(), ink.px(ICON), ink.px(CHIP))
        sign = {"before": ("minus", tokens.bad), "after": ("plus", tokens.ok)}[self._side]
        if self._words is None:
            sign = (look.icon, sign[1] if self._tinted else look.ink_of(tokens))
        if self._indent:
            paint_icon(painter, first, *sign)
        y = at.y() + max(0.0, (ink.px(CHIP) - ink.strong.height) / 2)
        left = at.x() + self._indent
        if self._words is None:
            painter.setFont((ink.strong if self._tinted else ink.body).font)
            painter.setPen(QColor(tokens.ink if self._tinted else tokens.ink2))
            room = QRectF(left, at.y(), self._width, ink.px(CHIP))
            paint_line(painter, room, line.word)
            y = first.bottom()
        else:
            self._words.paint(painter, QPointF(left, y), colour=tokens.ink)
            painter.setFont(ink.meta.font)
            painter.setPen(QColor(tokens.ink if self._tinted else tokens.ink2))
            room = QRectF(at.x(), at.y(), self._width, ink.px(CHIP))
            word = ink.meta.cut(line.word, self._width)
            room.setLeft(room.right() - ink.meta.width(word) - 1)
            paint_line(painter, room, word)
            y = max(y + self._words.height, first.bottom())
        if self._quotes:
            place = QPointF(at.x(), y + ink.px(2))
            colour = tokens.ink if self._tinted else tokens.ink2
            paint_paragraph(painter, self._quotes, at=place, face=ink.quote, colour=colour)
            y = place.y() + paragraph_height(self._quotes, ink.quote)
        if self._note:
            place = QPointF(at.x(), y)
            paint_paragraph(painter, self._note, at=place, face=ink.small, colour=tokens.ink2)
