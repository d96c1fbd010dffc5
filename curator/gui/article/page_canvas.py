"""The pages of an article as images, one below the other, with its evidence drawn on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QRectF, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QImage,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from curator.gui.article.keys import ZOOM_STEPS
from curator.gui.article.page_selection import PageSelection
from curator.gui.article.text_moves import Range
from curator.gui.article.values import OFFERED, Span
from curator.gui.theme.paint import BADGE, BadgeState, paint_badge, paint_focus
from curator.gui.theme.theme import theme_of
from curator.gui.theme.tokens import LIGHT
from curator.gui.widgets.base import RESTYLING

if TYPE_CHECKING:
    from curator.services.pages import PageWords

A4: Final = (595.0, 842.0)
"""Points; of a page before it is drawn."""
MOST_SCALE: Final = 1.5
"""Pixels to a point where a page fits into the pane; a wider pane leaves room beside it."""
_GAP: Final = 16
_SMALL: Final = 0.8
_BLUR: Final = 1.25
"""How much larger than its image a page is shown before a sharper one is asked for."""


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as drawn; width and height in points."""

    page: int
    image: QImage
    width: float
    height: float
    scale: float


@dataclass(frozen=True, slots=True)
class PageMark:
    """Where one piece of evidence stands on one page; boxes in points."""

    span: Span
    page: int
    boxes: tuple[tuple[float, float, float, float], ...]


class PageCanvas(QAbstractScrollArea):
    """Blank paper until ``set_image``; ``page_wanted`` asks for one (page, pixels to a point).

    ``words_wanted`` asks for the words of a page.  What is selected is what ``set_selected`` says.
    """

    page_wanted = Signal(int, float)
    words_wanted = Signal(int)
    page_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("article.pages")
        self.setAccessibleName("Pages of the article")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.viewport().setMouseTracking(True)
        self._count = 0
        self._images: dict[int, PageImage] = {}
        self._failed: set[int] = set()
        self._marks: dict[str, tuple[PageMark, ...]] = {}
        self._current: frozenset[str] = frozenset()
        self._top_of: list[float] | None = None
        self._zoom = 1.0
        self._page = 0
        self._target = self._name = ""
        self._selection = PageSelection()
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    # What is shown.

    def show_pages(self, count: int, *, name: str) -> None:
        """Show another document, blank, from its first page."""
        self._count = count
        self._images, self._marks, self._failed = {}, {}, set()
        self._page, self._target = 0, ""
        self._selection.forget()
        self._name = name
        self._measure()
        self.verticalScrollBar().setValue(0)
        self._on_scrolled()

    def set_image(self, image: PageImage) -> None:
        """A page was drawn."""
        top = self._place()
        self._images[image.page] = image
        self._measure()
        self._put_back(top)
        self.want()

    def set_failed(self, page: int) -> None:
        """A page could not be drawn; it stays blank and is not asked for again."""
        self._failed.add(page)
        self.want()

    def try_again(self) -> None:
        """Ask once more for the pages that could not be drawn."""
        self._failed.clear()
        self.want()

    def set_words(self, words: PageWords) -> None:
        """The words of a page are known."""
        self._selection.set_words(words)
        self.viewport().update()

    def set_furniture(self, ranges: Sequence[Range]) -> None:
        """Where page furniture stands in the text: a selection ends before it."""
        self._selection.set_furniture(ranges)

    def set_selected(self, selected: Range | None) -> None:
        """What of the text is selected, in code points."""
        self._selection.say(selected)
        self.viewport().update()

    @property
    def selected(self) -> Range | None:
        """What is selected; while dragging what would be."""
        return self._selection.range

    def set_marks(self, marks: Mapping[str, tuple[PageMark, ...]]) -> None:
        """Where the evidence stands, by the ids of its spans."""
        self._marks = dict(marks)
        if self._target in self._marks:
            self.go_to(self._target)
        self.viewport().update()

    def set_current(self, span_ids: Iterable[str]) -> None:
        self._current = frozenset(span_ids)
        self.viewport().update()

    def go_to(self, span_id: str, *, page: int = 0) -> None:
        """Bring evidence into view; where its place is not known yet, its page, then that."""
        marks = self._marks.get(span_id, ())
        if not marks:
            self._target = span_id
            if page:
                self.go_to_page(page)
            return
        self._target = ""
        box = self._rect_of(marks[0], marks[0].boxes[0])
        bar = self.verticalScrollBar()
        height = self.viewport().height()
        top = box.top() + bar.value()
        if not bar.value() + 24 <= top <= bar.value() + height - 48:
            bar.setValue(round(top - height / 3))

    def go_to_page(self, page: int) -> None:
        tops = self._tops()
        if 1 <= page <= len(tops):
            self.verticalScrollBar().setValue(round(tops[page - 1]) - _GAP)

    @property
    def page(self) -> int:
        """The page in the middle of the view, from 1; 0 where there is none."""
        return self._page

    @property
    def marks(self) -> tuple[PageMark, ...]:
        return tuple(mark for several in self._marks.values() for mark in several)

    # Zoom.

    @property
    def zoom(self) -> float:
        return self._zoom

    def set_zoom(self, zoom: float) -> None:
        zoom = min(max(zoom, ZOOM_STEPS[0]), ZOOM_STEPS[-1])
        if zoom != self._zoom:
            top = self._place()
            self._zoom = zoom
            self._measure()
            self._put_back(top)
            self.want()

    def step_zoom(self, step: int) -> None:
        if step > 0:
            self.set_zoom(next((z for z in ZOOM_STEPS if z > self._zoom), ZOOM_STEPS[-1]))
        else:
            self.set_zoom(next((z for z in reversed(ZOOM_STEPS) if z < self._zoom), ZOOM_STEPS[0]))

    # Geometry: pages one below the other, each in the middle.

    def _size(self, page: int) -> tuple[float, float]:
        known = self._images.get(page) or next(iter(self._images.values()), None)
        return (known.width, known.height) if known is not None else A4

    def _scale(self) -> float:
        """Pixels to a point."""
        widest = max((one.width for one in self._images.values()), default=A4[0])
        fits = (self.viewport().width() - 2 * _GAP) / widest
        return max(0.1, min(fits, MOST_SCALE * theme_of(self).scale)) * self._zoom

    def _tops(self) -> list[float]:
        """Where each page begins; kept until ``_measure``."""
        if self._top_of is None:
            self._top_of, y, scale = [], float(_GAP), self._scale()
            for page in range(1, self._count + 1):
                self._top_of.append(y)
                y += self._size(page)[1] * scale + _GAP
        return self._top_of

    def _page_rect(self, page: int, top: float) -> QRectF:
        """In the viewport."""
        scale = self._scale()
        width, height = (side * scale for side in self._size(page))
        left = max(float(_GAP), (self.viewport().width() - width) / 2)
        left -= self.horizontalScrollBar().value()
        return QRectF(left, top - self.verticalScrollBar().value(), width, height)

    def _visible(self) -> list[tuple[int, QRectF]]:
        room = self.viewport().height()
        rects = ((n, self._page_rect(n, top)) for n, top in enumerate(self._tops(), start=1))
        return [(n, rect) for n, rect in rects if rect.bottom() > 0 and rect.top() < room]

    def _measure(self) -> None:
        self._top_of = None
        tops = self._tops()
        scale = self._scale()
        end = tops[-1] + self._size(self._count)[1] * scale + _GAP if tops else 0.0
        widest = max((self._size(n)[0] for n in range(1, self._count + 1)), default=0.0) * scale
        room = self.viewport().size()
        for bar, whole, page in (
            (self.verticalScrollBar(), end, room.height()),
            (self.horizontalScrollBar(), widest + 2 * _GAP, room.width()),
        ):
            bar.setRange(0, max(0, round(whole) - page))
            bar.setPageStep(page)
            bar.setSingleStep(40)
        self.viewport().update()

    def _place(self) -> tuple[int, float]:
        """The page at the top, and which part of it is above."""
        for page, rect in self._visible():
            return page, -rect.top() / max(1.0, rect.height())
        return 1, 0.0

    def _put_back(self, place: tuple[int, float]) -> None:
        page, part = place
        tops = self._tops()
        if 1 <= page <= len(tops) and (page, part) > (1, 0.0):
            height = self._size(page)[1] * self._scale()
            self.verticalScrollBar().setValue(round(tops[page - 1] + part * height))
        self._on_scrolled()

    # Asking.

    def want(self) -> None:
        """Ask for the first visible page that is blank or not sharp; then for its words."""
        sharp = self._scale() * self.devicePixelRatioF()
        if not self.isVisible():
            return
        for page, _ in self._visible():
            known = self._images.get(page)
            if page not in self._failed and (known is None or sharp > known.scale * _BLUR):
                self.page_wanted.emit(page, sharp)
                return
        seen = (page for page, _ in self._visible() if page in self._images)
        for page in (*self._selection.wanted(), *seen):
            if not self._selection.knows(page):
                self.words_wanted.emit(page)
                return

    @property
    def visible_pages(self) -> tuple[int, ...]:
        return tuple(page for page, _ in self._visible())

    @Slot()
    def _on_scrolled(self) -> None:
        self.viewport().update()
        middle = self.viewport().height() / 2
        visible = self._visible()
        near = min(visible, key=lambda one: abs(one[1].center().y() - middle), default=None)
        page = near[0] if near else 0
        if page != self._page:
            self._page = page
            self.setAccessibleName(f"Page {page} of {self._count} of {self._name}")
            self.page_changed.emit(page)
        self.want()

    # Painting.

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme_of(self).tokens
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.viewport().rect(), QColor(tokens.hover))
        for page, rect in self._visible():
            painter.fillRect(rect, QColor(LIGHT.paper))
            known = self._images.get(page)
            if known is not None:
                painter.drawImage(rect, known.image)
            painter.setPen(QPen(QColor(tokens.border), 1))
            painter.drawRect(rect.adjusted(-0.5, -0.5, 0.5, 0.5))
            self._paint_selection(painter, page)
            self._paint_marks(painter, page)
        if self.hasFocus():
            paint_focus(painter, QRectF(self.viewport().rect()), theme_of(self), radius=0)
        painter.end()

    def _paint_marks(self, painter: QPainter, page: int) -> None:
        marks = [mark for mark in self.marks if mark.page == page]
        painter.save()
        # Paper is white in every theme, and print must stay black under a mark.
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        for mark in marks:
            fill = LIGHT.evcur if mark.span.id in self._current else LIGHT.ev
            for box in mark.boxes:
                painter.fillRect(self._rect_of(mark, box), QColor(fill))
        painter.restore()
        taken: list[QRectF] = []
        for mark in marks:
            self._paint_line(painter, mark, taken)

    def _paint_selection(self, painter: QPainter, page: int) -> None:
        """White print on the accent, as in the text: the image is turned round, then tinted."""
        for mode, colour in (
            (QPainter.CompositionMode.CompositionMode_Difference, LIGHT.onaccent),
            (QPainter.CompositionMode.CompositionMode_Screen, LIGHT.accent),
        ):
            painter.save()
            painter.setCompositionMode(mode)
            for box in self._selection.boxes(page):
                painter.fillRect(self._rect_on(page, box).toAlignedRect(), QColor(colour))
            painter.restore()

    def _paint_line(self, painter: QPainter, mark: PageMark, taken: list[QRectF]) -> None:
        current = mark.span.id in self._current
        conflict = mark.span.state == "conflict"
        colour = LIGHT.bad if conflict else LIGHT.accent if current else LIGHT.evline
        painter.setPen(QPen(QColor(colour), 2.0 if current or conflict else 1.3))
        for box in mark.boxes:
            rect = self._rect_of(mark, box)
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if mark.span.letter and mark.span.state not in OFFERED:
            at = self._badge_rect(mark, taken)
            state: BadgeState = "conflict" if conflict else "current" if current else "normal"
            paint_badge(painter, at, mark.span.letter, theme_of(self).tokens, state)

    def _badge_rect(self, mark: PageMark, taken: list[QRectF]) -> QRectF:
        """Beside the page, at the nearer edge and the height of the last line: print stays free.

        ``taken`` are the badges that stand there already; this one is added, below them if need be.
        """
        side = round(theme_of(self).px(BADGE) * _SMALL)
        last = self._rect_of(mark, mark.boxes[-1])
        page = self._page_rect(mark.page, self._tops()[mark.page - 1])
        right = last.center().x() > page.center().x()
        left = round(page.right()) + 2 if right else round(page.left()) - side - 2
        place = QRectF(left, round(last.center().y() - side / 2), side, side)
        while any(place.intersects(other) for other in taken):
            place.translate(0, 1)
        taken.append(place)
        return place

    def _rect_of(self, mark: PageMark, box: tuple[float, float, float, float]) -> QRectF:
        return self._rect_on(mark.page, box)

    def _rect_on(self, number: int, box: tuple[float, float, float, float]) -> QRectF:
        tops = self._tops()
        page = self._page_rect(number, tops[number - 1]) if number <= len(tops) else QRectF()
        scale = self._scale()
        left, top, right, bottom = (side * scale for side in box)
        return QRectF(page.left() + left, page.top() + top, right - left, bottom - top)

    # Qt asks.

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        place = self._place()
        self._measure()
        self._put_back(place)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESTYLING and self._count:
            self._measure()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()
