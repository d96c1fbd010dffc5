"""Painting of a row of the comparison."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter

from curator.gui.claims.paragraphs import paint_paragraph
from curator.gui.compare.geometry import Columns
from curator.gui.compare.row_layout import (
    STANDS,
    Block,
    Piece,
    Shape,
    mark_of_piece,
    status_of_piece,
)
from curator.gui.form.lettering import Lettering
from curator.gui.theme.icons import paint_icon
from curator.gui.theme.looks import MARK_LOOKS, STATUS_LOOKS
from curator.gui.theme.paint import (
    RADIUS,
    fill_round,
    outline_round,
    paint_chip,
    paint_current_row,
    paint_focus,
)


@dataclass(frozen=True, slots=True)
class Look:
    """How a row is just now.

    Attributes:
        current: It is the current row.  ``focused``: it has the keyboard.
        chosen: Columns of which everything that stands is.
        cursor: The item that the arrow keys are at, or None for the field itself.
        hovered: The quote under the pointer.
    """

    current: bool = False
    focused: bool = False
    chosen: frozenset[int] = frozenset()
    cursor: Block | None = None
    hovered: Piece | None = None


def paint_row(
    painter: QPainter, shape: Shape, *, columns: Columns, ink: Lettering, look: Look
) -> None:
    """Paint a whole row; its article columns are clipped to the room that they are seen in."""
    tokens = ink.theme.tokens
    painter.fillRect(QRectF(0, 0, columns.width, shape.height), QColor(tokens.paper))
    if look.current:
        height = shape.cells.top() if columns.stacked else shape.height
        width = columns.field or columns.width
        paint_current_row(painter, QRectF(0, 0, width, height), ink.theme)
    for piece in shape.head:
        _paint(painter, piece, ink=ink)
    painter.save()
    painter.setClipRect(shape.cells)
    painter.translate(-columns.offset, 0)
    for column in look.chosen:
        left = columns.field + column * columns.article
        tint = QRectF(left, shape.cells.top(), columns.article, shape.cells.height())
        painter.fillRect(tint, QColor(tokens.accentbg))
    for piece in shape.articles:
        _paint(painter, piece, ink=ink, hovered=piece is look.hovered)
    if look.cursor is not None and look.focused:
        _ring(painter, look.cursor.rect.adjusted(-6, -5, 6, 5), ink)
    painter.restore()
    for piece in shape.standing:
        _paint(painter, piece, ink=ink)
    if look.focused and look.cursor is None:
        width = columns.field or columns.width
        height = shape.cells.top() if columns.stacked else shape.height
        paint_focus(painter, QRectF(0, 0, width, height - 1), ink.theme, radius=0)
    bottom = QRectF(0, shape.height - 1, columns.width, 1)
    painter.fillRect(bottom, QColor(tokens.line))


def _ring(painter: QPainter, rect: QRectF, ink: Lettering) -> None:
    paint_focus(painter, rect, ink.theme, radius=ink.px(RADIUS))


def _paint(painter: QPainter, piece: Piece, *, ink: Lettering, hovered: bool = False) -> None:
    theme = ink.theme
    if piece.kind == "status":
        paint_chip(painter, piece.rect, STATUS_LOOKS[status_of_piece(piece)], theme)
    elif piece.kind == "mark":
        paint_chip(painter, piece.rect, MARK_LOOKS[mark_of_piece(piece)], theme)
    elif piece.kind == "icon":
        paint_icon(painter, piece.rect, piece.name, getattr(theme.tokens, piece.ink))
    elif piece.kind == "stands":
        radius = theme.px(RADIUS)
        fill_round(painter, piece.rect, theme.tokens.raised, radius=radius)
        outline_round(painter, piece.rect, theme.tokens.accent, radius=radius)
        paint_chip(painter, piece.rect.adjusted(theme.px(4), 0, 0, 0), STANDS, theme)
    elif piece.face is not None:
        colour = theme.tokens.accent if hovered else getattr(theme.tokens, piece.ink)
        face = piece.face
        paint_paragraph(painter, piece.lines, at=piece.rect.topLeft(), face=face, colour=colour)
        if hovered:
            _underline(painter, piece, colour=colour)


def _underline(painter: QPainter, piece: Piece, *, colour: str) -> None:
    if piece.face is None:
        return
    painter.setPen(QColor(colour))
    y = piece.rect.top() + piece.face.metrics.ascent() + 2
    for line in piece.lines:
        left = piece.rect.left()
        painter.drawLine(QPointF(left, y), QPointF(left + piece.face.width(line), y))
        y += piece.face.height
