"""The article with its evidence: what is painted, pointed at and pressed in the text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Final

from PySide6.QtCore import (
    QEvent,
    QKeyCombination,
    QPoint,
    QPointF,
    QRectF,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QTextCharFormat,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QTextEdit, QToolTip, QWidget

from curator.gui.article.display_map import Fold
from curator.gui.article.filling import Stretch
from curator.gui.article.keys import ARTICLE_KEYS, COMMAND_KEYS, Action, field_letter
from curator.gui.article.overlay import Look, Overlay, block_at, room, visible_blocks
from curator.gui.article.rail import RAIL_GAP, RAIL_MOST, Rail, RailRow, rail_rows, rail_width
from curator.gui.article.reading_view import PADDING, ReadingView
from curator.gui.article.span_groups import NOTHING, Badge, Placed, place
from curator.gui.article.text_moves import Range
from curator.gui.article.values import ArticleText, RailEntry, Span
from curator.gui.widgets.base import tooltip_text

FLASH_MS: Final = 600
_ACTIONS: Final[Mapping[str, Action]] = {
    QKeySequence(one).toString(): key.action
    for key in (*ARTICLE_KEYS, *COMMAND_KEYS)
    if key.action
    for one in key.keys.split(", ")
}


class ArticleView(ReadingView):
    """The text of one article, its evidence, and the keys that make evidence of words."""

    letter_pressed = Signal(str)
    mark_asked = Signal()
    evidence_clicked = Signal(str)
    span_hovered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        self._spans: tuple[Span, ...] = ()
        self._suggested: tuple[Span, ...] = ()
        self._placed: Placed = NOTHING
        self._current: frozenset[str] = frozenset()
        self._hovered: str | None = None
        self._flashing: Range | None = None
        self._hits: Sequence[Range] = ()
        self._entries: dict[str, RailEntry] = {}
        self._badges: list[tuple[QRectF, Badge]] = []
        self._pressed_at: QPoint | None = None
        self._grown: list[Range] = []
        super().__init__(parent)
        self._rail = Rail(self)
        self._rail.clicked.connect(self.evidence_clicked)
        self._rail.hide()
        self._flash_end = QTimer(self)
        self._flash_end.setSingleShot(True)
        self._flash_end.setInterval(FLASH_MS)
        self._flash_end.timeout.connect(self._stop_flash)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.setAccessibleDescription("Select words, then press a field's letter")

    # What is marked.

    def show_article(self, article: ArticleText, spans: Sequence[Span] = ()) -> None:
        """Show another article with its evidence; the text is set once for both."""
        self._spans = tuple(spans)
        self._suggested = ()
        self._entries = {}
        self._hits = ()
        self._current = frozenset()
        super().show_article(article)

    @property
    def spans(self) -> tuple[Span, ...]:
        """The evidence that is shown."""
        return self._spans

    def set_spans(self, spans: Sequence[Span]) -> None:
        """The evidence to show, instead of what was shown."""
        if tuple(spans) != self._spans:
            self._spans = tuple(spans)
            self._replace_spans()

    def set_suggested(self, spans: Sequence[Span]) -> None:
        """The words of suggestions: a tint without a badge."""
        if tuple(spans) != self._suggested:
            self._suggested = tuple(spans)
            self._map_changed()
            self._repaint()  # they have no badges: no room in the text is another

    def set_current(self, span_ids: Iterable[str]) -> None:
        """The spans of the current field."""
        current = frozenset(span_ids)
        if current != self._current:
            self._current = current
            self._repaint()

    def set_hovered(self, span_id: str | None) -> None:
        """The span whose evidence chip is under the pointer."""
        if span_id != self._hovered:
            self._hovered = span_id
            self._repaint()

    def set_rail(self, entries: Sequence[RailEntry]) -> None:
        """What stands right of the text in a wide window; each beside its span."""
        known = {entry.span_id: entry for entry in entries}
        if known != self._entries:
            self._entries = known
            self._fit_column()
            self._repaint()

    def set_hits(self, hits: Sequence[Range]) -> None:
        """What find found; the current hit is the selection."""
        self._hits = hits
        self._mark_hits()

    def _replace_spans(self) -> None:
        self._map_changed()
        self._restretch()
        self._repaint()

    def _map_changed(self) -> None:
        self._placed = place(chain(self._spans, self._suggested), self.shown)
        self._badges = []

    def _stretches(self) -> Iterable[Stretch]:
        yield from super()._stretches()
        scale = self.scale
        for ending in self._placed.endings.values():
            if not ending.rtl:
                spacing = room(len(ending.badges)) * scale
                yield Stretch(ending.start, ending.end - ending.start, "room", spacing)

    # Painting.

    def _look(self) -> Look:
        return Look(
            self.theme,
            zoom=self.scale,
            current=self._current,
            hovered=self._hovered,
            flashing=self._flashing,
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        top = self.verticalScrollBar().value()
        blocks = visible_blocks(self.document(), top, height=self.viewport().height())
        overlay = Overlay(self._look(), self._placed, blocks=blocks)
        painter = QPainter(self.viewport())
        overlay.paint_under(painter)
        painter.end()
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        overlay.paint_over(painter, self.shown.folds)
        overlay.paint_bullets(painter, self.article, self.shown)
        painter.end()
        self._badges = overlay.badges
        self._show_rail()

    def _repaint(self) -> None:
        self.viewport().update()

    def _flash(self, start: int, end: int) -> None:
        self._flashing = (start, end)
        self._flash_end.start()
        self._repaint()

    @Slot()
    def _stop_flash(self) -> None:
        self._flashing = None
        self._repaint()

    def _visible(self) -> Range:
        """Display range in the viewport, and somewhat more."""
        top, height = self.verticalScrollBar().value(), self.viewport().height()
        last = block_at(self.document(), top + 1.5 * height)
        first = block_at(self.document(), top - 0.5 * height)
        return first.position(), last.position() + last.length()

    @Slot()
    def _on_scrolled(self) -> None:
        if self._hits:
            self._mark_hits()

    @Slot()
    def _on_grown(self) -> None:
        super()._on_grown()
        if self._hits:
            self._mark_hits()

    def _mark_hits(self) -> None:
        """Only those near what is seen: there may be thousands."""
        marks = []
        if self._hits:
            first, last = self._visible()
            shown = QTextCharFormat()
            shown.setBackground(QColor(self.theme.tokens.infobg))
            shown.setForeground(QColor(self.theme.tokens.ink))
            shown.setFontUnderline(True)
            shown.setUnderlineColor(QColor(self.theme.tokens.info))
            for start, end in self._hits_between(first, last):
                there = self.shown.range_to_display(start, end)
                if there is not None and there[1] <= self._filling.filled:
                    mark = QTextEdit.ExtraSelection()
                    mark.cursor = QTextCursor(self.document())
                    mark.cursor.setPosition(there[0])
                    mark.cursor.setPosition(there[1], QTextCursor.MoveMode.KeepAnchor)
                    mark.format = shown
                    marks.append(mark)
        self.setExtraSelections(marks)

    def _hits_between(self, first: int, last: int) -> Sequence[Range]:
        start = self.shown.to_text(first, "end")
        end = self.shown.to_text(min(last, self.shown.length))
        low = bisect_left(self._hits, (start, 0))
        return self._hits[max(0, low - 1) : bisect_left(self._hits, (end, 0))]

    # The rail.

    def _side_width(self) -> int:
        if not self._entries or not self.theme.wide:
            return 0
        width = rail_width(self._free() - self.column_width(), self.scale)
        return width + round(RAIL_GAP * self.scale) if width else 0

    def _fit_column(self) -> None:
        super()._fit_column()
        side = self._side_width()
        margins = self.viewportMargins()
        if side:
            gap = round(RAIL_GAP * self.scale) - PADDING
            left = margins.left() + self.column_width() + 2 * PADDING + max(0, gap)
            # What is left of the pane too: values are cut late, and the column stays.
            free = self.width() - self.verticalScrollBar().sizeHint().width() - PADDING - left
            width = max(side - gap, min(round(RAIL_MOST * self.scale), free))
            self._rail.setGeometry(left, 0, width, self.height())
        self._rail.setVisible(bool(side))

    def _show_rail(self) -> None:
        if not self._rail.isVisible():
            return
        rows: list[RailRow] = []
        scrolled = self.verticalScrollBar().value()
        for group in self._placed.between(*self._visible()):
            if group.start >= self._filling.filled:
                break
            line, top = self.line_at(group.start)
            middle = top - scrolled + (line.ascent() * 0.68 if line.isValid() else 0.0)
            entries = ((self._entries[s.id], s) for s in group.spans if s.id in self._entries)
            rows.extend(rail_rows(entries, middle))
        self._rail.show_rows(rows, self._look())

    # The pointer.

    def spans_at(self, point: QPointF) -> tuple[Span, ...]:
        """The spans under a point of the viewport; a badge is one field's alone."""
        badge = self._badge_at(point)
        if badge is not None:
            return badge.spans
        position = self._position_at(point)
        return self._placed.at(position) if position is not None else ()

    def _badge_at(self, point: QPointF) -> Badge | None:
        near = (
            badge for rect, badge in self._badges if rect.adjusted(-1, -2, 1, 2).contains(point)
        )
        return next(near, None)

    def told_at(self, point: QPointF) -> str:
        """What the tooltip says at a point: fields and values, a line each."""
        badge = self._badge_at(point)
        if badge is not None:
            return badge.told
        return "\n".join(span.label for span in self.spans_at(point) if span.label)

    def fold_under(self, point: QPointF) -> Fold | None:
        position = self._position_at(point)
        return self._fold_at_display(position) if position is not None else None

    def _fold_at_display(self, position: int) -> Fold | None:
        return next(
            (
                fold
                for fold in self.shown.folds
                if fold.display_start <= position <= fold.display_end
            ),
            None,
        )

    def _position_at(self, point: QPointF) -> int | None:
        inside = QPointF(point.x(), point.y() + self.verticalScrollBar().value())
        shape = self.document().documentLayout()
        position = shape.hitTest(inside, Qt.HitTestAccuracy.ExactHit)
        return position if position >= 0 else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        pressed, self._pressed_at = self._pressed_at, None
        if pressed is None or event.button() != Qt.MouseButton.LeftButton:
            return
        moved = (event.position().toPoint() - pressed).manhattanLength()
        if moved >= QApplication.startDragDistance() or self.textCursor().hasSelection():
            return
        spans = self.spans_at(event.position())
        if spans:
            self.evidence_clicked.emit(spans[0].id)
            return
        fold = self.fold_under(event.position())
        if fold is not None:
            self.unfold(fold.blocks[0])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if event.buttons():
            return
        spans = self.spans_at(event.position())
        pointing = bool(spans) or self.fold_under(event.position()) is not None
        self.viewport().setCursor(
            Qt.CursorShape.PointingHandCursor if pointing else Qt.CursorShape.IBeamCursor
        )
        self._hover(spans[0].id if spans else None)

    def _hover(self, span_id: str | None) -> None:
        if span_id != self._hovered:
            self.set_hovered(span_id)
            self.span_hovered.emit(span_id)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._hover(None)
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            words = tooltip_text(self.told_at(QPointF(event.pos())))
            QToolTip.showText(event.globalPos(), words, self.viewport())
            return True
        return super().viewportEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y():
                (self.zoom_in if event.angleDelta().y() > 0 else self.zoom_out)()
            event.accept()
        else:
            super().wheelEvent(event)

    # The keyboard.

    def event(self, event: QEvent) -> bool:
        overriding = event.type() == QEvent.Type.ShortcutOverride
        if overriding and isinstance(event, QKeyEvent) and _is_own(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = field_letter(event)
        if letter:
            if not event.isAutoRepeat():
                self.letter_pressed.emit(letter)
            return
        action = _action(event)
        if action and self._act(action):
            return
        super().keyPressEvent(event)

    def _act(self, action: Action) -> bool:
        """Do it; False where there is nothing to do, so that the key goes on."""
        anchor, caret = self.caret_range()
        moves = self.moves
        match action:
            case "next_sentence":
                words = self.selected_range()
                last = words[1] - 1 if words is not None else caret
                self._go(self._past_folds(moves.next_sentence(last)))
            case "previous_sentence":
                self._go(self._before_folds(moves.previous_sentence(min(anchor, caret))))
            case "extend_sentence":
                self._extend(anchor, caret, forward=True)
            case "extend_sentence_back":
                self._extend(anchor, caret, forward=False)
            case "grow_selection":
                self._grow(min(anchor, caret), max(anchor, caret))
            case "shrink_selection":
                self._shrink()
            case "open_here":
                return self._open(caret)
            case "mark_block":
                self.mark_asked.emit()
            case "zoom_in":
                self.zoom_in()
            case "zoom_out":
                self.zoom_out()
            case "zoom_reset":
                self.zoom_reset()
            case _:
                return False
        return True

    def _go(self, cp: int) -> None:
        self._select(cp, cp)
        self.ensureCursorVisible()

    def _past_folds(self, cp: int) -> int:
        fold = self.shown.fold_at(cp)
        while fold is not None:
            cp = self.moves.next_sentence(fold.end - 1)
            fold = self.shown.fold_at(cp)
        return cp

    def _before_folds(self, cp: int) -> int:
        fold = self.shown.fold_at(cp)
        while fold is not None and fold.start > 0:
            cp = self.moves.previous_sentence(fold.start)
            fold = self.shown.fold_at(cp)
        return cp

    def _extend(self, anchor: int, caret: int, *, forward: bool) -> None:
        """By a sentence; the first time the whole sentence, wherever in it the caret stands."""
        here = self.moves.sentence_at(caret) if anchor == caret else None
        if here is not None and not self.shown.is_folded(here[0]):
            anchor, caret = here if forward else here[::-1]
        elif forward:
            caret = self.moves.sentence_end(caret)
        else:
            caret = self.moves.previous_sentence(caret)
        self._select(anchor, caret)

    def _grow(self, start: int, end: int) -> None:
        larger = self.moves.grown(start, end)
        if larger != (start, end) and not self.shown.folds_in(*larger):
            if not self._grown or self._grown[-1] != (start, end):
                self._grown = [(start, end)]
            self._grown.append(larger)
            self._select(*larger)

    def _shrink(self) -> None:
        anchor, caret = self.caret_range()
        if len(self._grown) > 1 and self._grown[-1] == (anchor, caret):
            self._grown.pop()
            self._select(*self._grown[-1])

    def _open(self, caret: int) -> bool:
        position = self.textCursor().position()
        fold = self._fold_at_display(position)
        if fold is not None:
            self.unfold(fold.blocks[0])
            return True
        spans = self._placed.at(position) or self._placed.at(position - 1)
        if spans:
            self.evidence_clicked.emit(spans[0].id)
        return bool(spans)


def _is_own(event: QKeyEvent) -> bool:
    """Whether no shortcut of the window may take this key from the article."""
    return bool(field_letter(event)) or _action(event).endswith(("sentence", "back", "selection"))


def _action(event: QKeyEvent) -> Action:
    pressed = event.keyCombination()
    held = pressed.keyboardModifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return _ACTIONS.get(QKeySequence(QKeyCombination(held, pressed.key())).toString(), "")
