"""Painting of a row's pieces.  What an editor stands over is not painted twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from curator.domain.forms import Field
from curator.gui.form.hint_view import paint_compact
from curator.gui.form.lettering import Face, Lettering
from curator.gui.form.pieces import CHEVRON, EARLIER, TEXT_PAD, Piece
from curator.gui.form.values import NEW, Hint, Slot
from curator.gui.theme.icons import paint_icon
from curator.gui.theme.looks import MARK_LOOKS, STATUS_LOOKS
from curator.gui.theme.paint import (
    FOCUS,
    ICON,
    RADIUS,
    fill_round,
    outline_round,
    paint_badge,
    paint_chip,
    paint_focus,
    paint_line,
)

LISTED: Final = frozenset({"term", "choice"})
"""Kinds with a list to choose from, and so with a chevron."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What painting needs beside the piece.

    Attributes:
        editing: The slot that an editor stands over.
        active: That editor has the keyboard.
        hovered: The piece under the pointer.
        lit: The item whose words are under the pointer in the article, None for none.
        wrong: Slots whose text is no value.
        marked: The item that the article highlights.
        placeholder: What an empty editor for a new item says.
        hints: What is suggested for the field.
    """

    ink: Lettering
    field: Field
    current: bool = False
    editing: Slot | None = None
    active: bool = False
    hovered: Piece | None = None
    lit: str | None = None
    wrong: frozenset[Slot] = frozenset()
    marked: str = ""
    placeholder: str = ""
    read_only: bool = False
    hints: tuple[Hint, ...] = ()

    def is_lit(self, piece: Piece) -> bool:
        """Whether a chip of evidence is pointed at, here or by its words."""
        there = self.lit is not None and (piece.kind == "quotes" or piece.item == self.lit)
        return there or self.hovered == piece


def paint_piece(painter: QPainter, piece: Piece, scene: Scene) -> None:
    """Paint one piece; pieces that are widgets of their own (suggestions) paint themselves."""
    paint = _PAINTERS.get(piece.kind)
    if paint is not None:
        paint(painter, piece, scene)


def _write(
    painter: QPainter,
    rect: QRectF,
    text: str,
    *,
    face: Face,
    colour: str,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    painter.setFont(face.font)
    painter.setPen(QColor(colour))
    paint_line(painter, rect, text, align=align)


def _wrap(painter: QPainter, rect: QRectF, text: str, *, face: Face, colour: str) -> None:
    painter.setFont(face.font)
    painter.setPen(QColor(colour))
    painter.drawText(rect, Qt.TextFlag.TextWordWrap, text)


def _badge(painter: QPainter, piece: Piece, scene: Scene) -> None:
    state = piece.state
    paint_badge(painter, piece.rect, piece.text, scene.ink.theme.tokens, state)  # type: ignore[arg-type]


def _label(painter: QPainter, piece: Piece, scene: Scene) -> None:
    tokens = scene.ink.theme.tokens
    face = scene.ink.strong if scene.current else scene.ink.body
    if face.width(piece.text) > piece.rect.width() + 1:
        face = scene.ink.link if scene.current else scene.ink.small
    colour = tokens.ink if scene.current else tokens.ink2
    _write(painter, piece.rect, piece.text, face=face, colour=colour)


def _aside(painter: QPainter, piece: Piece, scene: Scene) -> None:
    tokens = scene.ink.theme.tokens
    colour = tokens.ink if scene.hovered == piece else tokens.ink3
    _write(painter, piece.rect, piece.text, face=scene.ink.small, colour=colour)


def _mark_icon(painter: QPainter, piece: Piece, scene: Scene) -> None:
    look, tokens = MARK_LOOKS[piece.state], scene.ink.theme.tokens  # type: ignore[index]
    colour = look.ink_of(tokens) if piece.state == "refine" else tokens.ink3
    paint_icon(painter, piece.rect, look.icon, colour)


def _box(painter: QPainter, piece: Piece, scene: Scene) -> None:
    ink, tokens = scene.ink, scene.ink.theme.tokens
    radius = ink.px(RADIUS)
    edited = piece.slot == scene.editing
    if scene.read_only:
        _wrap(
            painter,
            piece.rect.adjusted(0, ink.px(4), 0, 0),
            piece.text,
            face=ink.body,
            colour=tokens.ink,
        )
        return
    fill_round(painter, piece.rect, tokens.raised, radius=radius)
    if edited and scene.active:
        paint_focus(painter, piece.rect, ink.theme, radius=radius)
    elif piece.slot in scene.wrong:
        outline_round(painter, piece.rect, tokens.bad, radius=radius, width=FOCUS)
    else:
        colour = tokens.ink2 if scene.hovered == piece else tokens.border
        outline_round(painter, piece.rect, colour, radius=radius)
    room = text_room(piece, ink=ink)
    if piece.aside:
        side = QRectF(room.right() + ink.px(8), piece.rect.top(), 0, piece.rect.height())
        side.setRight(piece.rect.right() - _right_pad(piece, ink=ink))
        _write(painter, side, piece.aside, face=ink.ident, colour=tokens.ink3)
    if piece.state in LISTED:
        _chevron(painter, piece, scene)
    if edited:
        return
    small = piece.rect.height() < ink.px(27)
    if not piece.text and piece.item == NEW and scene.placeholder:
        _placeholder(painter, room, scene)
    elif piece.state == "long_text":
        _wrap(painter, room, piece.text, face=ink.body, colour=tokens.ink)
    else:
        face = ink.small if small else ink.body
        _write(painter, room, piece.text, face=face, colour=tokens.ink)


def _placeholder(painter: QPainter, room: QRectF, scene: Scene) -> None:
    ink, tokens = scene.ink, scene.ink.theme.tokens
    if scene.placeholder.startswith(STATUS_LOOKS["not_checked"].word):
        side = ink.px(ICON)
        paint_icon(
            painter,
            QRectF(room.left(), room.top(), side, room.height()),
            "dashed_circle",
            tokens.ink3,
        )
        room = room.adjusted(side + ink.px(6), 0, 0, 0)
    _write(painter, room, scene.placeholder, face=ink.body, colour=tokens.ink3)


def _chevron(painter: QPainter, piece: Piece, scene: Scene) -> None:
    ink = scene.ink
    side = ink.px(16)
    box = QRectF(piece.rect.right() - ink.px(CHEVRON), piece.rect.top(), side, piece.rect.height())
    paint_icon(painter, box, "chevron_down", ink.theme.tokens.ink2)


def _right_pad(piece: Piece, *, ink: Lettering) -> float:
    return float(ink.px(CHEVRON + 2 if piece.state in LISTED else TEXT_PAD))


def text_room(piece: Piece, *, ink: Lettering) -> QRectF:
    """Where the text of a box or cell stands, and its editor."""
    room = piece.rect.adjusted(ink.px(TEXT_PAD), 0, 0, 0)
    if piece.kind == "cell":
        return room.adjusted(0, 0, -ink.px(4), 0)
    right = piece.rect.right() - _right_pad(piece, ink=ink)
    right -= ink.ident.width(piece.aside) + ink.px(8) if piece.aside else 0
    room.setRight(right)
    if piece.state == "long_text":
        room.adjust(0, ink.px(4), 0, -ink.px(3))
    return room


def _cell(painter: QPainter, piece: Piece, scene: Scene) -> None:
    ink, tokens = scene.ink, scene.ink.theme.tokens
    edited = piece.slot == scene.editing
    if edited and scene.active:
        painter.fillRect(piece.rect, QColor(tokens.raised))
        paint_focus(painter, piece.rect, ink.theme, radius=ink.px(3))
        return
    if piece.slot in scene.wrong:
        outline_round(painter, piece.rect, tokens.bad, radius=ink.px(3), width=FOCUS)
    elif scene.hovered == piece:
        painter.fillRect(piece.rect.adjusted(1, 0, -1, -1), QColor(tokens.hover))
    first = piece.index == 0
    face = ink.body if first else ink.small
    colour = tokens.ink if first else tokens.ink2
    if not edited:
        words = piece.text or "—"
        colour = colour if piece.text else tokens.ink3
        _write(painter, text_room(piece, ink=ink), words, face=face, colour=colour)


def _caption(painter: QPainter, piece: Piece, scene: Scene) -> None:
    colour = scene.ink.theme.tokens.ink2
    _write(painter, piece.rect, piece.text, face=scene.ink.ident, colour=colour)


def _status(painter: QPainter, piece: Piece, scene: Scene) -> None:
    theme = scene.ink.theme
    look = STATUS_LOOKS[piece.state]  # type: ignore[index]
    table = piece.aside == "table"
    if scene.hovered == piece and not table:
        fill_round(painter, piece.rect, theme.tokens.hover, radius=theme.px(RADIUS))
    paint_chip(painter, piece.rect, look, theme, filled=not table)


def _quote(painter: QPainter, piece: Piece, scene: Scene) -> None:
    ink, tokens = scene.ink, scene.ink.theme.tokens
    radius = ink.px(RADIUS)
    marked = scene.current and piece.item == scene.marked
    if scene.is_lit(piece):
        fill_round(painter, piece.rect, tokens.hover, radius=radius)
    line = tokens.border if scene.is_lit(piece) or tokens.high_contrast else tokens.line
    outline_round(painter, piece.rect, tokens.accent if marked else line, radius=radius)
    side = ink.px(ICON)
    box = QRectF(piece.rect.left() + ink.px(7), piece.rect.top(), side, piece.rect.height())
    colour = tokens.warn if piece.state == EARLIER else tokens.ink2
    icon = "warning" if piece.state == EARLIER else "quote"
    paint_icon(painter, box, icon, tokens.accent if marked else colour)
    room = piece.rect.adjusted(ink.px(25), 0, -ink.px(7), 0)
    _write(painter, room, piece.text, face=ink.quote, colour=colour)


def _more(painter: QPainter, piece: Piece, scene: Scene) -> None:
    ink, tokens = scene.ink, scene.ink.theme.tokens
    if scene.is_lit(piece):
        fill_round(painter, piece.rect, tokens.hover, radius=ink.px(RADIUS))
    line = tokens.border if tokens.high_contrast else tokens.line
    outline_round(painter, piece.rect, line, radius=ink.px(RADIUS))
    centre = Qt.AlignmentFlag.AlignHCenter
    _write(painter, piece.rect, piece.text, face=ink.meta, colour=tokens.ink2, align=centre)


def _quotes(painter: QPainter, piece: Piece, scene: Scene) -> None:
    ink, tokens = scene.ink, scene.ink.theme.tokens
    if scene.is_lit(piece):
        fill_round(painter, piece.rect, tokens.hover, radius=ink.px(RADIUS))
    line = tokens.border if tokens.high_contrast else tokens.line
    outline_round(painter, piece.rect, line, radius=ink.px(RADIUS))
    side = ink.px(ICON)
    box = QRectF(piece.rect.left() + ink.px(7), piece.rect.top(), side, piece.rect.height())
    paint_icon(painter, box, "quote", tokens.ink2)
    room = piece.rect.adjusted(ink.px(26), 0, 0, 0)
    _write(painter, room, piece.text, face=ink.meta, colour=tokens.ink2)


def _details(painter: QPainter, piece: Piece, scene: Scene) -> None:
    tokens = scene.ink.theme.tokens
    colour = tokens.ink if scene.hovered == piece else tokens.ink3
    _write(painter, piece.rect, piece.text, face=scene.ink.small, colour=colour)


def _mark(painter: QPainter, piece: Piece, scene: Scene) -> None:
    look = MARK_LOOKS[piece.state]  # type: ignore[index]
    paint_chip(painter, piece.rect, look, scene.ink.theme)


def _others(painter: QPainter, piece: Piece, scene: Scene) -> None:
    colour = scene.ink.theme.tokens.ink2
    _write(painter, piece.rect, piece.text, face=scene.ink.small, colour=colour)


def _compare(painter: QPainter, piece: Piece, scene: Scene) -> None:
    tokens = scene.ink.theme.tokens
    face = scene.ink.link
    font = QFont(face.font)
    font.setUnderline(scene.hovered == piece)
    painter.setFont(font)
    painter.setPen(QColor(tokens.accent))
    paint_line(painter, piece.rect, piece.text, align=Qt.AlignmentFlag.AlignRight)


def _error(painter: QPainter, piece: Piece, scene: Scene) -> None:
    ink, tokens = scene.ink, scene.ink.theme.tokens
    side = ink.px(ICON)
    line = ink.small.height
    top = (
        piece.rect.top() + (piece.rect.height() - line) / 2
        if piece.rect.height() < 2 * line
        else piece.rect.top()
    )
    paint_icon(painter, QRectF(piece.rect.left(), top, side, line), "warning", tokens.bad)
    room = piece.rect.adjusted(ink.px(20), top - piece.rect.top(), 0, 0)
    _wrap(painter, room, piece.text, face=ink.small, colour=tokens.bad)


def _frame(painter: QPainter, piece: Piece, scene: Scene) -> None:
    tokens = scene.ink.theme.tokens
    painter.fillRect(piece.rect, QColor(tokens.paper))
    painter.setPen(QPen(QColor(tokens.border), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.drawRect(piece.rect.toAlignedRect().adjusted(0, 0, -1, -1))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)


def _head(painter: QPainter, piece: Piece, scene: Scene) -> None:
    ink, tokens = scene.ink, scene.ink.theme.tokens
    room = piece.rect.adjusted(ink.px(TEXT_PAD), 0, -ink.px(2), 0)
    _write(painter, room, piece.text, face=ink.meta, colour=tokens.ink3)


def _band(painter: QPainter, piece: Piece, scene: Scene) -> None:
    tokens = scene.ink.theme.tokens
    painter.fillRect(piece.rect.toAlignedRect().adjusted(1, 1, -1, 0), QColor(tokens.window))


def _rule(painter: QPainter, piece: Piece, scene: Scene) -> None:
    painter.fillRect(piece.rect.adjusted(1, 0, -1, 0), QColor(scene.ink.theme.tokens.line))


def _add_row(painter: QPainter, piece: Piece, scene: Scene) -> None:
    ink, tokens = scene.ink, scene.ink.theme.tokens
    if scene.hovered == piece:
        fill_round(painter, piece.rect, tokens.hover, radius=ink.px(RADIUS))
    side = ink.px(16)
    box = QRectF(piece.rect.left() + ink.px(4), piece.rect.top(), side, piece.rect.height())
    paint_icon(painter, box, "plus", tokens.accent)
    room = piece.rect.adjusted(ink.px(24), 0, 0, 0)
    _write(painter, room, piece.text, face=ink.link, colour=tokens.accent)


def _hint(painter: QPainter, piece: Piece, scene: Scene) -> None:
    ink, tokens = scene.ink, scene.ink.theme.tokens
    if not piece.text:
        paint_compact(painter, piece.rect, scene.hints, field=scene.field, ink=ink)
        return
    room = _behind_icon(painter, piece, ink, name="bulb", colour=tokens.accent)
    _write(painter, room, piece.text, face=ink.meta, colour=tokens.accent)


def _missing(painter: QPainter, piece: Piece, scene: Scene) -> None:
    ink, colour = scene.ink, scene.ink.theme.tokens.ink2
    room = _behind_icon(painter, piece, ink, name="search", colour=colour)
    _write(painter, room, piece.text, face=ink.small, colour=colour)


def _behind_icon(
    painter: QPainter, piece: Piece, ink: Lettering, *, name: str, colour: str
) -> QRectF:
    """Paint the icon that a line begins with; returns the room that is left for its words."""
    side = ink.px(ICON)
    icon = QRectF(piece.rect.left(), piece.rect.top(), side, piece.rect.height())
    paint_icon(painter, icon, name, colour)
    return piece.rect.adjusted(side + ink.px(6), 0, 0, 0)


def _sign(painter: QPainter, piece: Piece, scene: Scene) -> None:
    ink, tokens = scene.ink, scene.ink.theme.tokens
    _write(
        painter,
        piece.rect,
        piece.aside,
        face=ink.ident,
        colour=tokens.ink3,
        align=Qt.AlignmentFlag.AlignRight,
    )
    room = piece.rect.adjusted(0, 0, -ink.ident.width(piece.aside) - ink.px(8), 0)
    font = QFont(ink.link.font)
    font.setUnderline(scene.hovered == piece)
    painter.setFont(font)
    painter.setPen(QColor(tokens.accent))
    paint_line(painter, room, piece.text, align=Qt.AlignmentFlag.AlignRight)


_PAINTERS: Final[Mapping[str, Callable[[QPainter, Piece, Scene], None]]] = MappingProxyType(
    {
        "add_row": _add_row,
        "aside": _aside,
        "badge": _badge,
        "band": _band,
        "box": _box,
        "caption": _caption,
        "cell": _cell,
        "compare": _compare,
        "details": _details,
        "error": _error,
        "frame": _frame,
        "head": _head,
        "head_rule": _rule,
        "hint": _hint,
        "label": _label,
        "mark": _mark,
        "mark_icon": _mark_icon,
        "missing": _missing,
        "more": _more,
        "open_details": _aside,
        "others": _others,
        "quote": _quote,
        "quotes": _quotes,
        "rule": _rule,
        "sign": _sign,
        "status": _status,
    }
)
