"""A row of the comparison laid out: what is painted where, and what is pressed there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from PySide6.QtCore import QRectF, QSize

from curator.gui.claims.lines import ClaimLine
from curator.gui.claims.paragraphs import paragraph_height, quote_lines, wrapped
from curator.gui.compare.geometry import Columns
from curator.gui.compare.values import Choice, CompareRow, Standing
from curator.gui.form.lettering import Face, Lettering
from curator.gui.theme.looks import MARK_LOOKS, STATUS_LOOKS, Look, Mark, Status
from curator.gui.theme.paint import CHIP, ICON, chip_size
from curator.gui.theme.theme import Theme

STANDS: Final = Look("check", "Stands for the study", "accentink")

_PAD: Final = 12
_TOP: Final = 8
_GAP: Final = 4
_BOTTOM: Final = 14
_BETWEEN: Final = 12
"""Between two items of one cell."""

Kind = Literal["words", "quote", "status", "mark", "icon", "stands"]


@dataclass(frozen=True, slots=True)
class Piece:
    """Something painted.

    Attributes:
        lines: The words, wrapped; ``face`` and ``ink`` are how.
        name: Of a status, a mark or an icon.
        place: Column and item of a quote, which can be pressed.
    """

    kind: Kind
    rect: QRectF
    lines: tuple[str, ...] = ()
    face: Face | None = None
    ink: str = "ink"
    name: str = ""
    place: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """An item in its cell, which the arrow keys reach."""

    column: int
    item: int
    rect: QRectF


@dataclass(frozen=True, slots=True)
class Shape:
    """A row at one width; article pieces and blocks stand where they do without scrolling.

    Attributes:
        decision: Where what stands is shown, or the controls of the open row.
    """

    height: float
    head: tuple[Piece, ...]
    articles: tuple[Piece, ...]
    standing: tuple[Piece, ...]
    blocks: tuple[Block, ...]
    cells: QRectF
    decision: QRectF


def row_shape(
    row: CompareRow, columns: Columns, *, ink: Lettering, stands: Choice, editor: float
) -> Shape:
    """Lay a row out.

    Args:
        row: The field.
        columns: Where the columns lie.
        ink: The faces.
        stands: What is marked as standing.
        editor: Height of the controls of the open row; 0 where it is closed.
    """
    field_width = columns.field or columns.width
    head, head_height = _head(row, field_width, ink=ink, stacked=columns.stacked)
    top = head_height if columns.stacked else 0.0
    articles: list[Piece] = []
    blocks: list[Block] = []
    cells_height = 0.0
    for place, lines in enumerate(row.cells):
        left = columns.field + place * columns.article
        cell = _Cell(place, left, top=top, width=columns.article, ink=ink)
        cell.fill(row, lines, stands=stands)
        articles += cell.pieces
        blocks += cell.blocks
        cells_height = max(cells_height, cell.y - top + ink.px(_BOTTOM))
    beside = not columns.stacked
    left = columns.width - columns.decision if beside else 0.0
    width = columns.decision or columns.width
    at = QRectF(left, top if beside else top + cells_height, width, 0)
    standing, below = _standing(row.standing, at, ink=ink)
    needed = editor or below - at.top() + ink.px(_BOTTOM)
    height = max(head_height, cells_height, needed) if beside else top + cells_height + needed
    return Shape(
        height=height,
        head=head,
        articles=tuple(articles),
        standing=() if editor else standing,
        blocks=tuple(blocks),
        cells=QRectF(columns.field, top, columns.room, height if beside else cells_height),
        decision=QRectF(at.left(), at.top(), width, height - at.top()),
    )


def _head(
    row: CompareRow, width: float, *, ink: Lettering, stacked: bool
) -> tuple[tuple[Piece, ...], float]:
    """The field's label with the mark below it, or behind it where the row is stacked."""
    left, top = ink.px(_PAD), float(ink.px(_TOP))
    room = width - left - ink.px(_GAP)
    mark = _chip(MARK_LOOKS[row.mark], ink.theme) if row.mark else None
    if stacked and mark:
        room -= mark.width() + ink.px(_BETWEEN)
    lines = wrapped(row.field.label, ink.strong, width=room)
    words = _words(lines, left, top=top + 1, face=ink.strong)
    bottom = words.rect.bottom()
    pieces = [words]
    if row.mark and mark:
        if stacked:
            wide = max(map(ink.strong.width, lines))
            at = (left + wide + ink.px(_BETWEEN), top)
        else:
            at = (left, bottom + ink.px(_GAP) + 1)
        pieces.append(Piece("mark", QRectF(*at, mark.width(), mark.height()), name=row.mark))
        bottom = max(bottom, at[1] + mark.height())
    return tuple(pieces), bottom + ink.px(_GAP if stacked else _TOP)


class _Cell:
    """The items of one extraction, one below the other."""

    def __init__(
        self, column: int, left: float, *, top: float, width: float, ink: Lettering
    ) -> None:
        self.pieces: list[Piece] = []
        self.blocks: list[Block] = []
        self.y = top + ink.px(_TOP)
        self._column, self._ink = column, ink
        self._left, self._width = left + ink.px(_PAD), width - 2 * ink.px(_PAD)

    def fill(self, row: CompareRow, lines: tuple[ClaimLine, ...], *, stands: Choice) -> None:
        extraction = row.extractions[self._column]
        held = {item for one, item in stands.chosen if one == extraction}
        for place, line in enumerate(lines):
            if place:
                self.y += self._ink.px(_BETWEEN)
            start = self.y
            self._line(line, place)
            chosen = line.item_id in held if line.item_id else stands.by == extraction
            if chosen:
                self._stands()
            rect = QRectF(self._left, start, self._width, self.y - start)
            self.blocks.append(Block(self._column, place, rect))

    def _line(self, line: ClaimLine, place: int) -> None:
        ink = self._ink
        chip = _chip(STATUS_LOOKS[line.status], ink.theme)
        top = self.y
        if line.text:
            room = self._width - chip.width() - ink.px(_GAP) * 2
            face = ink.strong if line.stands else ink.body
            shown = wrapped(line.text, face, width=room)
            self._put(_words(shown, self._left, top=top + 1, face=face))
            left = self._left + self._width - chip.width()
            if not STATUS_LOOKS[line.status].fill:
                left += ink.px(5)  # its word ends where a filled chip does
            at = QRectF(left, top, chip.width(), chip.height())
        else:
            at = QRectF(self._left - 2, top, chip.width(), chip.height())
        self.pieces.append(Piece("status", at, name=line.status))
        self.y = max(self.y, at.bottom())
        if line.aside:
            self._put(_words((line.aside,), self._left, top=self.y, face=ink.small, ink="ink3"))
        if line.evidence:
            self.y += ink.px(_GAP)
            more = len(line.evidence) - 1
            quote = line.evidence[0].quote
            shown = quote_lines(quote, ink.quote, width=self._width, more=more)
            words = _words(shown, self._left, top=self.y, face=ink.quote, ink="ink2")
            self._put(
                Piece("quote", words.rect, shown, ink.quote, "ink2", "", (self._column, place))
            )

    def _stands(self) -> None:
        ink = self._ink
        size = _chip(STANDS, ink.theme)
        self.y += ink.px(_GAP) + 2
        rect = QRectF(self._left, self.y, size.width() + ink.px(6), size.height() + ink.px(2))
        self._put(Piece("stands", rect))

    def _put(self, piece: Piece) -> None:
        self.pieces.append(piece)
        self.y = piece.rect.bottom()


def _standing(standing: Standing, at: QRectF, *, ink: Lettering) -> tuple[tuple[Piece, ...], float]:
    left, y = at.left() + ink.px(_PAD), at.top() + ink.px(_TOP)
    room = at.width() - 2 * ink.px(_PAD)
    icon = QRectF(left, y, ink.px(ICON), ink.px(CHIP))
    pieces = [Piece("icon", icon, name=standing.icon, ink=standing.ink)]
    indent = ink.px(ICON) + ink.px(_GAP) + 2
    lines = wrapped(standing.head, ink.strong, width=room - indent)
    words = _words(lines, left + indent, top=y + 1, face=ink.strong)
    pieces.append(words)
    y = max(icon.bottom(), words.rect.bottom())
    if standing.aside:
        width = ink.strong.width(lines[-1]) + ink.px(_GAP) * 2
        face = ink.small
        if width + face.width(standing.aside) <= room - indent:
            top = words.rect.bottom() - ink.strong.height
            top += ink.strong.metrics.ascent() - face.metrics.ascent()
            beside = left + indent + width
            pieces.append(_words((standing.aside,), beside, top=top, face=face, ink="ink2"))
        else:
            pieces.append(_words((standing.aside,), left, top=y, face=face, ink="ink2"))
            y = pieces[-1].rect.bottom()
    for sentence in standing.lines:
        shown = wrapped(sentence, ink.small, width=room)
        piece = _words(shown, left, top=y + ink.px(2), face=ink.small, ink="ink2")
        pieces.append(piece)
        y = piece.rect.bottom()
    return tuple(pieces), y


@lru_cache(maxsize=64)
def _chip(look: Look, theme: Theme) -> QSize:
    """A chip's size; a table has a thousand of some few."""
    return chip_size(look, theme)


def _words(
    lines: tuple[str, ...], left: float, *, top: float, face: Face, ink: str = "ink"
) -> Piece:
    width = max(map(face.width, lines))
    rect = QRectF(left, top, width, paragraph_height(lines, face))
    return Piece("words", rect, lines, face, ink)


def status_of_piece(piece: Piece) -> Status:
    return next(status for status in STATUS_LOOKS if status == piece.name)


def mark_of_piece(piece: Piece) -> Mark:
    return next(mark for mark in MARK_LOOKS if mark == piece.name)
