"""Painting evidence under and over the text of a QTextEdit: only what can be seen."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, cast

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QPainter,
    QPen,
    QTextBlock,
    QTextDocument,
    QTextLayout,
    QTextLine,
)

from curator.gui.article.display_map import DisplayMap, Fold
from curator.gui.article.span_groups import Badge, Ending, Group, Placed, hidden_in
from curator.gui.article.values import OFFERED, ArticleText
from curator.gui.theme.icons import paint_icon
from curator.gui.theme.paint import BadgeState, paint_badge
from curator.gui.theme.theme import Theme

BADGE = 16.0
PITCH = 17.0
GAP = 2.0
BULLET: Final = 2.2
BULLET_GAP: Final = 11.0
OWN_SIGN: Final = re.compile(r"\s*(?:[•‣◦▪●■·∙⁃*–—-]\s|\(?\w{1,3}[.)]\s)")
"""A sign of order that the text itself has."""


def room(badges: int) -> float:
    """Width that badges need behind their words, at scale 1."""
    return PITCH * badges + GAP


@dataclass(frozen=True, slots=True)
class Look:
    """What the spans are painted with.

    Attributes:
        theme: Colours.
        zoom: Text scale of the article: lengths and badges follow it.
        current: Ids of the spans of the current field.
        hovered: Id of the span under the pointer, or of the evidence chip under it.
        flashing: Display range whose underline is thick for a moment.
    """

    theme: Theme
    zoom: float = 1.0
    current: frozenset[str] = frozenset()
    hovered: str | None = None
    flashing: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class VisibleBlock:
    """A block of the document with its place in the viewport."""

    block: QTextBlock
    layout: QTextLayout
    origin: QPointF

    def lines(self, start: int, end: int) -> Iterator[tuple[QTextLine, int, int]]:
        """The lines that show positions of the document, with the positions in the block."""
        first = max(0, start - self.block.position())
        last = min(self.block.length() - 1, end - self.block.position())
        if first >= last:
            return
        line = self.layout.lineForTextPosition(first)
        number = line.lineNumber()
        while line.isValid() and line.textStart() < last:
            begin, stop = line.textStart(), line.textStart() + line.textLength()
            yield line, max(first, begin), min(last, stop)
            number += 1
            if number >= self.layout.lineCount():
                return
            line = self.layout.lineAt(number)


def block_at(document: QTextDocument, y: float) -> QTextBlock:
    """The last block that begins at or above a height of the document.

    While Qt still lays out the rest it says that every height below is the end of the document.
    """
    shape = document.documentLayout()
    found = max(0, shape.hitTest(QPointF(0, max(0.0, y)), Qt.HitTestAccuracy.FuzzyHit))
    block = document.findBlock(found)
    low, high = 0, block.blockNumber() if block.isValid() else document.blockCount() - 1
    if block.isValid() and shape.blockBoundingRect(block).top() <= y:
        return block
    while low < high:
        middle = (low + high + 1) // 2
        if shape.blockBoundingRect(document.findBlockByNumber(middle)).top() <= y:
            low = middle
        else:
            high = middle - 1
    return document.findBlockByNumber(low)


def visible_blocks(document: QTextDocument, top: float, *, height: float) -> list[VisibleBlock]:
    """The blocks in a viewport that is scrolled down by ``top`` pixels."""
    shape = document.documentLayout()
    block = block_at(document, top)
    found: list[VisibleBlock] = []
    while block.isValid():
        area = shape.blockBoundingRect(block)
        if area.top() > top + height:
            break
        if area.bottom() >= top:
            found.append(VisibleBlock(block, block.layout(), area.topLeft() - QPointF(0, top)))
        block = block.next()
    return found


class Overlay:
    """One frame: where the visible groups and badges stand, painted in two passes."""

    def __init__(self, look: Look, placed: Placed, *, blocks: list[VisibleBlock]) -> None:
        self._look = look
        self._tokens = look.theme.tokens
        self._placed = placed
        self._blocks = blocks
        self._starts = [one.block.position() for one in blocks]
        self.badges: list[tuple[QRectF, Badge]] = []
        self._rtl: dict[tuple[int, int], float] = {}
        self._pieces: list[tuple[Group, list[QRectF]]] = []
        if blocks:
            first = blocks[0].block.position()
            last = blocks[-1].block.position() + blocks[-1].block.length()
            for group in placed.between(first, last):
                self._pieces.append((group, list(self._rects(group))))

    def rects_of(self, start: int, end: int) -> list[QRectF]:
        """The visible pieces of a range, one for each line."""
        return list(self._rects(Group(start, end)))

    def _rects(self, group: Group) -> Iterator[QRectF]:
        """Fills of a group, line by line, without the room of its own badges."""
        behind = bisect_right(self._starts, group.start)
        for shown in self._blocks[max(0, behind - 1) :]:
            if shown.block.position() >= group.end:
                break
            for line, first, last in shown.lines(group.start, group.end):
                rect = self._line_rect(shown, line, first=first, last=last)
                at = shown.block.position() + last
                ending = self._placed.endings.get(at) if at == group.end else None
                if ending is not None and not ending.rtl:
                    rect.setWidth(rect.width() - room(len(ending.badges)) * self._look.zoom)
                yield rect

    def _line_rect(self, shown: VisibleBlock, line: QTextLine, *, first: int, last: int) -> QRectF:
        left, right = _x(line, first), _x(line, last)
        # A line's last space hangs over its end.
        edge = line.naturalTextRect().right()
        left, right = min(left, right), min(max(left, right), max(edge, left))
        overhang = round(line.ascent() * 0.06)
        top = round(shown.origin.y() + line.y()) - overhang
        bottom = round(shown.origin.y() + line.y() + line.height() - line.descent() * 0.18)
        return QRectF(shown.origin.x() + left, top, right - left, bottom - top)

    def paint_under(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        radius = 2 * self._look.zoom
        for with_tint in (False, True):
            for group, rects in self._pieces:
                if self._has_current_tint(group) is not with_tint or _is_faint(group):
                    continue
                painter.setBrush(QColor(self._tokens.evcur if with_tint else self._tokens.ev))
                for rect in rects:
                    painter.drawRoundedRect(rect.adjusted(-1, 0, 1, 0), radius, radius)

    def paint_over(self, painter: QPainter, folds: tuple[Fold, ...]) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for group, rects in self._pieces:
            self._underline(painter, rects, pen=self._pen(group), lane=group.lane)
        if self._look.flashing is not None:
            pen = QPen(QColor(self._tokens.accent), 3 * self._look.zoom)
            self._underline(painter, self.rects_of(*self._look.flashing), pen=pen, lane=0)
        for shown in self._blocks:
            start = shown.block.position()
            for end, ending in self._endings(start, start + shown.block.length()):
                self._paint_ending(painter, shown, end=end, ending=ending)
        for fold in folds:
            self._paint_fold(painter, fold)

    def paint_bullets(self, painter: QPainter, article: ArticleText, shown: DisplayMap) -> None:
        """A bullet in the margin of each item of a list that has no sign of its own."""
        if not self._blocks:
            return
        last = self._blocks[-1].block
        first_cp = shown.to_text(self._blocks[0].block.position())
        last_cp = shown.to_text(last.position() + last.length() - 1, "end")
        blocks = article.blocks
        side = BULLET * self._look.zoom
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._tokens.ink2))
        for one in blocks[bisect_left(blocks, first_cp, key=lambda one: one.start) :]:
            if one.start > last_cp:
                break
            if one.kind != "list" or OWN_SIGN.match(article.body, one.start):
                continue
            at = shown.range_to_display(one.start, one.start + 1)
            rects = self.rects_of(*at) if at is not None else []
            if rects:
                # Under the middle of the small letters, out of the column: the words stay put.
                centre = QPointF(
                    rects[0].left() - BULLET_GAP * self._look.zoom,
                    rects[0].top() + rects[0].height() * 0.6,
                )
                painter.drawEllipse(centre, side, side)

    def _endings(self, start: int, stop: int) -> list[tuple[int, Ending]]:
        ends = {group.end for group, _ in self._pieces if start < group.end <= stop}
        found = ((end, self._placed.endings.get(end)) for end in sorted(ends))
        return [(end, ending) for end, ending in found if ending is not None]

    def _has_current_tint(self, group: Group) -> bool:
        return any(
            span.id in self._look.current or span.state == "suggested" for span in group.spans
        )

    def _pen(self, group: Group) -> QPen:
        tokens, zoom = self._tokens, self._look.zoom
        if any(span.state == "conflict" for span in group.spans):
            pen = QPen(QColor(tokens.bad), 2 * zoom)
        elif any(span.id in self._look.current for span in group.spans):
            pen = QPen(QColor(tokens.accent), 2 * zoom)
        elif _is_faint(group):
            pen = QPen(QColor(tokens.accent), 1.3 * zoom, Qt.PenStyle.DotLine)
        elif all(span.state in OFFERED for span in group.spans):
            pen = QPen(QColor(tokens.accent), 1.3 * zoom, Qt.PenStyle.DashLine)
        else:
            pen = QPen(QColor(tokens.evline), 1.3 * zoom)
        if any(span.id == self._look.hovered for span in group.spans):
            pen.setWidthF(2.6 * zoom)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        return pen

    def _underline(self, painter: QPainter, rects: list[QRectF], *, pen: QPen, lane: int) -> None:
        painter.setPen(pen)
        for rect in rects:
            y = rect.bottom() + lane * 3 * self._look.zoom - 0.35
            painter.drawLine(QPointF(rect.left() - 1, y), QPointF(rect.right() + 1, y))

    def _paint_ending(
        self, painter: QPainter, shown: VisibleBlock, *, end: int, ending: Ending
    ) -> None:
        relative = end - shown.block.position()
        line = shown.layout.lineForTextPosition(relative - 1)
        if not line.isValid():
            return
        zoom = self._look.zoom
        width = room(len(ending.badges)) * zoom
        if ending.rtl:
            # Letter spacing opens its gap on the wrong side there: the line's left end is free.
            place = (shown.block.position(), line.lineNumber())
            self._rtl[place] = self._rtl.get(place, 0.0) + width
            left = shown.origin.x() + line.naturalTextRect().left() - self._rtl[place] - GAP * zoom
        else:
            left = shown.origin.x() + _x(line, relative) - width
        baseline = shown.origin.y() + line.y() + line.ascent()
        self._paint_badges(
            painter, ending.badges, at=QPointF(max(0.0, left + GAP * zoom), baseline)
        )

    def _paint_badges(self, painter: QPainter, badges: tuple[Badge, ...], *, at: QPointF) -> None:
        """Badges in a row from ``at``, the left end of the baseline."""
        side = round(BADGE * self._look.zoom)
        top = round(at.y() - side * 0.82)
        for index, badge in enumerate(badges):
            left = round(at.x() + index * PITCH * self._look.zoom)
            rect = QRectF(left, top, side, side)
            draw_badge(painter, rect, badge, look=self._look)
            self.badges.append((rect, badge))

    def _paint_fold(self, painter: QPainter, fold: Fold) -> None:
        rects = self.rects_of(fold.display_start, fold.display_end)
        if not rects:
            return
        zoom = self._look.zoom
        side = round(14 * zoom)
        metrics = QFontMetricsF(self._look.theme.sans(13))
        middle = rects[0].bottom() - metrics.descent() * 0.9 - metrics.xHeight() / 2
        paint_icon(
            painter,
            QRectF(rects[0].left() - 2 * zoom, middle - side / 2, side, side),
            "chevron_right",
            self._tokens.ink3,
        )
        hidden = hidden_in(fold, self._placed)
        if hidden:
            last = rects[-1]
            at = QPointF(
                last.right() + 8 * zoom,
                last.bottom() - QFontMetricsF(self._look.theme.sans(13)).descent(),
            )
            self._paint_badges(painter, hidden, at=at)


def _is_faint(group: Group) -> bool:
    """Whether there are only suggestions, and none of them has the keyboard."""
    return all(span.state == "proposed" for span in group.spans)


def draw_badge(painter: QPainter, rect: QRectF, badge: Badge, *, look: Look) -> None:
    """A badge: its letter, or a dot where its field has none."""
    state: BadgeState = "normal"
    if any(span.state == "conflict" for span in badge.spans):
        state = "conflict"
    elif any(span.id in look.current for span in badge.spans):
        state = "current"
    tokens = look.theme.tokens
    paint_badge(painter, rect, badge.letter.upper(), tokens, state)
    if not badge.letter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.onaccent if state == "current" else tokens.paper))
        painter.drawEllipse(rect.center(), rect.width() * 0.16, rect.width() * 0.16)


def _x(line: QTextLine, position: int) -> float:
    # PySide gives (x, position); the position is the nearest that a caret may take.
    found = cast("tuple[float, int]", line.cursorToX(position))
    return found[0]
