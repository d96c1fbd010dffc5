"""The pages under the pointer and the keyboard: evidence is clicked, words are selected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHelpEvent, QKeyEvent, QKeySequence, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from curator.gui.article.keys import field_letter
from curator.gui.article.page_canvas import PageCanvas, PageMark
from curator.gui.article.page_selection import Place
from curator.gui.widgets import tooltip_text

if TYPE_CHECKING:
    from curator.services.pages import PageWords

_SCROLL_MS: Final = 40
"""Between two steps while a drag is held above or below the view."""


class PageView(PageCanvas):
    """The pages of an article, whose words are selected as in its text.

    ``words_chosen`` brings the range of the text that was selected, or None where the selection
    was cleared; ``words_missing`` a page on which no words can be selected, ``words_cut`` the page
    furniture before which a selection ends.
    """

    evidence_clicked = Signal(str)
    words_chosen = Signal(object)
    words_missing = Signal(int)
    words_cut = Signal(object)
    letter_pressed = Signal(str)
    copy_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pressed_at: QPointF | None = None
        self._pressed_on_word = False
        self._dragged_to = QPointF()
        self._scroller = QTimer(self)
        self._scroller.setInterval(_SCROLL_MS)
        self._scroller.timeout.connect(self._scroll_on)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setAccessibleDescription("Drag over words, then press a field's letter")

    def show_pages(self, count: int, *, name: str) -> None:
        self._stop_drag()
        super().show_pages(count, name=name)

    def set_words(self, words: PageWords) -> None:
        """The words of a page are known; a drag that waited for them takes them."""
        super().set_words(words)
        self._finish_drag()

    # The pointer.

    def mark_at(self, point: QPointF) -> PageMark | None:
        """The evidence under a point of the viewport; of several the shortest."""
        here = [
            mark
            for mark in self.marks
            if any(self._rect_of(mark, box).contains(point) for box in mark.boxes)
        ]
        return min(here, key=lambda mark: mark.span.end - mark.span.start, default=None)

    def _place_at(self, point: QPointF) -> Place | None:
        """The point on the page that is under it or, between pages, nearest; None without pages."""

        def apart(one: tuple[int, QRectF]) -> float:
            return max(one[1].top() - point.y(), 0.0, point.y() - one[1].bottom())

        near = min(self._visible(), key=apart, default=None)
        if near is None:
            return None
        page, rect = near
        scale = self._scale()
        return Place(page, (point.x() - rect.left()) / scale, (point.y() - rect.top()) / scale)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._stop_drag()
        place = self._place_at(event.position())
        if place is None:
            return
        self._pressed_at = event.position()
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and self._selection.extend(place):
            self.viewport().update()
        else:
            self._selection.press(place)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The word; a drag that goes on from it takes more."""
        self.mousePressEvent(event)
        self._pressed_on_word = self.choose_word_at(event.position())

    def choose_word_at(self, point: QPointF) -> bool:
        """Select the word at a point of the viewport; False where there is none."""
        place = self._place_at(point)
        word = self._selection.word_at(place) if place is not None else None
        if place is None or word is None:
            return False
        # Where evidence is, the first click went to its field.
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._selection.point_at(place)
        self.words_chosen.emit(word)
        return True

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        point, pressed = event.position(), self._pressed_at
        if pressed is None:
            self._show_pointer(point)
            return
        far = (point - pressed).manhattanLength() >= QApplication.startDragDistance()
        if self._selection.dragging or far:
            self._drag(point)

    def _drag(self, point: QPointF) -> None:
        place = self._place_at(point)
        if place is not None:
            self._dragged_to = point
            self._selection.drag_to(place)
            self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
            self.viewport().update()
        outside = not 0 <= point.y() < self.viewport().height()
        if outside and not self._scroller.isActive():
            self._scroller.start()
        elif not outside:
            self._scroller.stop()

    @Slot()
    def _scroll_on(self) -> None:
        """A drag is held above or below: go on in that direction, faster the further it is."""
        y, height = self._dragged_to.y(), self.viewport().height()
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + round((y if y < 0 else max(0.0, y - height)) / 2))
        self._drag(self._dragged_to)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        pressed, self._pressed_at = self._pressed_at, None
        if pressed is None or event.button() != Qt.MouseButton.LeftButton:
            return
        self._scroller.stop()
        if self._selection.dragging:
            self._selection.let_go()
            self._finish_drag()
            return
        self._selection.stop()
        on_word, self._pressed_on_word = self._pressed_on_word, False
        mark = self.mark_at(event.position())
        if on_word:
            return
        place = self._place_at(event.position())
        if place is not None:
            self._selection.point_at(place)
        self.words_chosen.emit(None)
        if mark is not None:
            self.evidence_clicked.emit(mark.span.id)

    def _finish_drag(self) -> None:
        """Take the words of a drag that has ended, or ask for those that are not known yet."""
        drag = self._selection
        if not drag.ended:
            return
        if drag.wanted():
            self.want()
            return
        chosen, missing, cut = drag.range, drag.wordless(), drag.cut
        drag.keep_anchor()
        self._stop_drag()
        self.words_chosen.emit(chosen)
        if missing:
            self.words_missing.emit(missing)
        elif cut is not None:
            self.words_cut.emit(cut)

    def _stop_drag(self) -> None:
        self._pressed_at = None
        self._pressed_on_word = False
        self._scroller.stop()
        self._selection.stop()
        self.viewport().update()

    def _show_pointer(self, point: QPointF) -> None:
        place = self._place_at(point)
        if self.mark_at(point) is not None:
            shape = Qt.CursorShape.PointingHandCursor
        elif place is not None and self._selection.word_at(place) is not None:
            shape = Qt.CursorShape.IBeamCursor
        else:
            shape = Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            mark = self.mark_at(QPointF(event.pos()))
            words = tooltip_text(mark.span.label) if mark is not None else ""
            QToolTip.showText(event.globalPos(), words, self.viewport())
            return True
        return super().viewportEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y():
                self.step_zoom(event.angleDelta().y())
            event.accept()
        else:
            super().wheelEvent(event)

    # The keyboard.

    def event(self, event: QEvent) -> bool:
        """No shortcut of the window may take a field's letter from the pages."""
        overriding = event.type() == QEvent.Type.ShortcutOverride
        if overriding and isinstance(event, QKeyEvent) and field_letter(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = field_letter(event)
        if letter:
            if not event.isAutoRepeat():
                self.letter_pressed.emit(letter)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_asked.emit()
        elif event.key() == Qt.Key.Key_Escape and self.selected is not None:
            self._stop_drag()
            self.words_chosen.emit(None)
        else:
            self._move(event)

    def _move(self, event: QKeyEvent) -> None:
        key = event.key()
        bar = self.verticalScrollBar()
        match key:
            case Qt.Key.Key_PageDown | Qt.Key.Key_Space:
                self.go_to_page(self._page + 1)
            case Qt.Key.Key_PageUp:
                self.go_to_page(max(1, self._page - 1))
            case Qt.Key.Key_Down | Qt.Key.Key_Up:
                bar.setValue(bar.value() + (40 if key == Qt.Key.Key_Down else -40))
            case Qt.Key.Key_Home:
                bar.setValue(0)
            case Qt.Key.Key_End:
                bar.setValue(bar.maximum())
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.step_zoom(1)
            case Qt.Key.Key_Minus:
                self.step_zoom(-1)
            case Qt.Key.Key_0:
                self.set_zoom(1.0)
            case _:
                super().keyPressEvent(event)
