"""A read-only QTextEdit that shows a text through a display map, in a column of fixed measure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import QEvent, QMimeData, QPointF, QPropertyAnimation, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QMouseEvent, QPaintEvent, QPalette, QResizeEvent, QTextCursor, QTextLine
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QStyle, QTextEdit, QWidget

from curator.gui.article.display_edits import trim
from curator.gui.article.display_map import DisplayMap, Fold
from curator.gui.article.faces import aligned, block_stretches, table_stretches
from curator.gui.article.filling import (
    PARAGRAPH_SPACE,
    DocumentFilling,
    Stretch,
    TextStyle,
)
from curator.gui.article.folding import (
    Folded,
    blocks_at,
    foldable,
    in_blocks,
    in_folds,
    refolded,
)
from curator.gui.article.keys import ZOOM_STEPS
from curator.gui.article.overlay import block_at
from curator.gui.article.tables import TableSet, set_tables
from curator.gui.article.text_moves import Range, TextMoves
from curator.gui.article.values import ArticleText, BlockView, Mode
from curator.gui.theme.theme import Theme, theme_holder, theme_of

PADDING: Final = 16
"""Room left and right of the column, inside the viewport, for overhang and badges."""
SCROLL_MS: Final = 120
NO_ARTICLE: Final = ArticleText("", "", "", "", "")


class ReadingView(QTextEdit):
    """Text, folds, column, zoom and positions; what is marked in it is another class's part.

    Offsets that come in and go out are code points of the article's text.
    """

    selection_changed = Signal()
    zoom_changed = Signal(float)
    folds_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.article = NO_ARTICLE
        self.mode: Mode = "cleaned"
        self.shown = DisplayMap.build("", ())
        self._moves: TextMoves | None = None
        self._folded: frozenset[int] = frozenset()
        self._zoom = 1.0
        self._pending_top: tuple[int, float] | None = None
        self._pending_range: Range | None = None
        self._pending_caret: Range | None = None
        self._unseen = True
        self._tables: tuple[TableSet, ...] = ()
        self.setObjectName("article.text")
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setAcceptRichText(False)
        self.setAcceptDrops(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.viewport().setMouseTracking(True)
        self._filling = DocumentFilling(self)
        self._filling.grown.connect(self._on_grown)
        self._scrolling = QPropertyAnimation(self.verticalScrollBar(), b"value", self)
        self._scrolling.setDuration(SCROLL_MS)
        self.selectionChanged.connect(self.selection_changed)
        theme_holder().changed.connect(self.refresh_theme)

    # The text.

    @property
    def moves(self) -> TextMoves:
        """Words, sentences and paragraphs; made when a key first needs them."""
        if self._moves is None:
            self._moves = TextMoves(self.article.body, self.article.blocks)
        return self._moves

    def show_article(self, article: ArticleText) -> None:
        """Show another article, furniture folded, from its beginning."""
        self.article = article
        self._moves = None
        self._folded = foldable(article.blocks)
        self._pending_range = self._pending_caret = None
        self._rebuild(keep_place=False)
        self.setAccessibleName(f"Article {article.label}" if article.label else "Article")
        self.folds_changed.emit()

    def set_mode(self, mode: Mode) -> None:
        """``cleaned`` folds page furniture, ``raw`` shows every line."""
        if mode != self.mode:
            self.mode = mode
            self._rebuild()
            self.folds_changed.emit()

    def fold(self, block: int | None = None) -> None:
        """Fold one block by its index, or all page furniture."""
        more = foldable(self.article.blocks) if block is None else frozenset((block,))
        self._set_folded(self._folded | more)

    def unfold(self, block: int | None = None) -> None:
        """Unfold the run that a block is in, or everything."""
        if block is None:
            self._set_folded(frozenset())
            return
        for fold in self.shown.folds:
            if block in fold.blocks:
                self._set_folded(self._folded - frozenset(fold.blocks))

    def set_blocks(self, blocks: tuple[BlockView, ...]) -> None:
        """The same text, cut otherwise: what was unfolded stays so, what is furniture now folds."""
        if blocks != self.article.blocks:
            self._folded = refolded(self.article.blocks, self._folded, after=blocks)
            self.article = replace(self.article, blocks=blocks)
            self._moves = None
            self._rebuild()
            self.folds_changed.emit()

    def touched_blocks(self) -> tuple[BlockView, ...]:
        """The blocks that the caret or the selection touches; of a fold all of its own."""
        cursor = self.textCursor()
        first, last = cursor.selectionStart(), cursor.selectionEnd()
        folds = [f for f in self.shown.folds if f.display_start <= last and first <= f.display_end]
        touched = {n for fold in folds for n in fold.blocks}
        blocks = self.article.blocks
        if cursor.hasSelection() or not folds:
            start = self.shown.to_text(first)
            end = max(start, self.shown.to_text(last, "end"))
            touched |= blocks_at(blocks, start, end=end)
        return tuple(blocks[n] for n in sorted(touched))

    @property
    def folded(self) -> Folded:
        """What is folded now."""
        return in_folds(self.shown.folds)

    @property
    def unfolded(self) -> Folded:
        """What is shown although it can be folded."""
        if self.mode == "raw":
            return Folded()
        blocks = self.article.blocks
        opened = foldable(blocks) - self._folded
        return in_blocks(self.article.body, (blocks[n] for n in opened))

    def _set_folded(self, folded: frozenset[int]) -> None:
        if folded != self._folded:
            self._folded = folded
            self._rebuild()
            self.folds_changed.emit()

    def _rebuild(self, *, keep_place: bool = True) -> None:
        """Make the display anew; the caret and the first visible line stay where they are."""
        top = self._top() if keep_place else None
        caret = self.caret_range() if keep_place else None
        self._scrolling.stop()
        self._tables = self._set_tables()
        self.shown = DisplayMap.build(
            self.article.body,
            self.article.blocks,
            folded=self._folded,
            mode=self.mode,
            parted=[table.block for table in self._tables if not table.tabs],
        )
        self._map_changed()
        self.setUpdatesEnabled(False)
        self.setExtraSelections([])
        self._fit_column()
        self._fill()
        self._unseen = True
        if caret is not None:
            self._select(*caret)
        self._pending_top = top
        self._restore_top()
        self.setUpdatesEnabled(True)

    def _fill(self) -> None:
        old = self._filling.document
        self.setDocument(
            self._filling.fill(
                self.shown,
                self._style(),
                stretches=self._stretches(),
                margin=PADDING,
                width=self.lineWrapColumnOrWidth(),
                tables=aligned(self._open_tables(), self.article.blocks, shown=self.shown),
            )
        )
        old.deleteLater()

    def _restretch(self) -> None:
        """Lay out anew what changed; all of it, which is less work, if nobody has seen it yet."""
        if self._unseen:
            self._fill()
        elif not self._filling.reformat(self._stretches()):
            self._rebuild()

    def _map_changed(self) -> None:
        """The display map is another one; whatever was placed in the old one must move."""

    def _stretches(self) -> Iterable[Stretch]:
        for fold in self.shown.folds:
            yield Stretch(fold.display_start, fold.display_end - fold.display_start, "placeholder")
        if self.mode == "raw":
            return
        yield from table_stretches(self._open_tables(), self.article.blocks, shown=self.shown)
        yield from block_stretches(self.article.blocks, folded=self._folded, shown=self.shown)

    def _set_tables(self) -> tuple[TableSet, ...]:
        """How the tables are set in the column; in ``raw`` they are lines like others."""
        if self.mode == "raw":
            return ()
        article = self.article
        font = self.theme.sans(13 * self._zoom)
        width = self.column_width()
        return tuple(
            set_tables(article.body, article.blocks, font=font, width=width, scale=self.scale)
        )

    def _open_tables(self) -> list[TableSet]:
        return [table for table in self._tables if table.block not in self._folded]

    def _style(self) -> TextStyle:
        theme = self.theme
        size = theme.article_px * self._zoom
        return TextStyle(
            font=theme.serif(size),
            heading=theme.serif(size, semibold=True),
            aside=theme.sans(13 * self._zoom),
            weak=theme.tokens.ink3,
            paragraph_space=PARAGRAPH_SPACE * self.scale if self.mode == "cleaned" else 0.0,
        )

    @property
    def theme(self) -> Theme:
        return theme_of(self)

    @property
    def zoom(self) -> float:
        """The article's own zoom; the user's text scale comes on top."""
        return self._zoom

    @property
    def scale(self) -> float:
        """Pixels on screen for one pixel of the design."""
        return self.theme.scale * self._zoom

    def set_zoom(self, zoom: float) -> None:
        zoom = min(max(zoom, ZOOM_STEPS[0]), ZOOM_STEPS[-1])
        if zoom != self._zoom:
            self._zoom = zoom
            self._rebuild()
            self.zoom_changed.emit(zoom)

    def zoom_in(self) -> None:
        self.set_zoom(next((step for step in ZOOM_STEPS if step > self._zoom), ZOOM_STEPS[-1]))

    def zoom_out(self) -> None:
        smaller = [step for step in ZOOM_STEPS if step < self._zoom]
        self.set_zoom(smaller[-1] if smaller else ZOOM_STEPS[0])

    def zoom_reset(self) -> None:
        self.set_zoom(1.0)

    @Slot()
    def refresh_theme(self) -> None:
        """Set the article anew in the theme that it wears."""
        self._rebuild()

    def column_width(self) -> int:
        """The measure, or what there is of the pane where that is less."""
        return max(80, min(round(self.theme.measure * self._zoom * self.theme.scale), self._free()))

    def _free(self) -> int:
        return self.width() - self.verticalScrollBar().sizeHint().width() - 2 * PADDING

    def _side_width(self) -> int:
        """Width of what stands right of the column; 0 where nothing does."""
        return 0

    def _fit_column(self) -> None:
        """Centre the column; the text is laid out anew only where its width changes."""
        column = self.column_width() + 2 * PADDING
        bar = self.verticalScrollBar()
        free = self._free() + 2 * PADDING - column
        left = max(0, min(free, (self.width() - column - self._side_width()) // 2))
        taken = bar.width() if bar.isVisibleTo(self) else 0
        self.setViewportMargins(left, 0, max(0, self.width() - left - column - taken), 0)
        if self.lineWrapColumnOrWidth() != column:
            self.setLineWrapColumnOrWidth(column)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit_column()
        super().resizeEvent(event)
        if self._tables and self._set_tables() != self._tables:
            self._rebuild()

    def caret(self) -> int:
        """Where the caret is, in code points."""
        return self.shown.to_text(self.textCursor().position())

    def caret_range(self) -> Range:
        """Anchor and caret, in code points; equal where nothing is selected."""
        cursor = self.textCursor()
        forward = cursor.anchor() <= cursor.position()
        anchor = self.shown.to_text(cursor.anchor(), "start" if forward else "end")
        caret = self.shown.to_text(cursor.position(), "end" if forward else "start")
        return (anchor, caret) if cursor.hasSelection() else (self.caret(), self.caret())

    def selected_exactly(self) -> Range | None:
        """The selected range with the white space at its ends."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return None
        return self.shown.range_to_text(cursor.selectionStart(), cursor.selectionEnd())

    def selected_range(self) -> Range | None:
        """The selected words without white space at their ends; None where there are none."""
        exactly = self.selected_exactly()
        return trim(self.article.body, exactly) if exactly is not None else None

    def selected_folds(self) -> tuple[Fold, ...]:
        """The folds inside the selection: their words are selected but cannot be seen."""
        exactly = self.selected_exactly()
        return self.shown.folds_in(*exactly) if exactly is not None else ()

    def select(self, start: int, end: int) -> None:
        """Select a range; where it is folded it is unfolded first."""
        self._show_range(start, end)
        self._select(start, end)

    def clear_selection(self) -> None:
        """Nothing is selected; the caret stays."""
        self._select(self.caret(), self.caret())

    def _select(self, anchor: int, caret: int) -> None:
        first, last = min(anchor, caret), max(anchor, caret)
        there = self.shown.range_to_display(first, last) if first < last else None
        if there is None:
            there = (self.shown.to_display(caret),) * 2
        if max(there) > self._filling.filled:
            self._pending_caret = anchor, caret
            return
        self._pending_caret = None
        begin, end = there if anchor <= caret else there[::-1]
        cursor = self.textCursor()
        cursor.setPosition(begin)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def _show_range(self, start: int, end: int) -> None:
        """Unfold whatever hides the range, and make sure that it is laid out."""
        hiding = self.shown.folds_in(start, max(end, start + 1))
        if hiding:
            hidden = frozenset(block for fold in hiding for block in fold.blocks)
            self._set_folded(self._folded - hidden)

    def line_at(self, position: int) -> tuple[QTextLine, float]:
        """The line that shows a position of the display, with its y in the document."""
        block = self.document().findBlock(position)
        shape = self.document().documentLayout()
        top = shape.blockBoundingRect(block).top()
        line = block.layout().lineForTextPosition(position - block.position())
        return line, top + (line.y() if line.isValid() else 0.0)

    def scroll_to(self, start: int, end: int, *, flash: bool = True) -> None:
        """Bring a range into view, unfolded; it waits where the text is still being filled in."""
        self._show_range(start, end)
        there = self.shown.range_to_display(start, end) or (self.shown.to_display(start),) * 2
        if there[1] > self._filling.filled:
            self._pending_range = (start, end)
            return
        self._pending_range = None
        _, top = self.line_at(there[0])
        last, last_top = self.line_at(max(there[0], there[1] - 1))
        bottom = last_top + (last.height() if last.isValid() else 0.0)
        self._update_range()
        bar = self.verticalScrollBar()
        height = self.viewport().height()
        space = 12 * self.scale
        if top - space < bar.value() or bottom + space > bar.value() + height:
            self._scroll(round(top - height / 3))
        if flash:
            self._flash(*there)

    def _flash(self, start: int, end: int) -> None:
        """Draw the eye to a range of the display for a moment."""

    def _scroll(self, value: int) -> None:
        bar = self.verticalScrollBar()
        self._scrolling.stop()
        moving = self.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) > 0
        if moving and self.isVisible():
            self._scrolling.setStartValue(bar.value())
            self._scrolling.setEndValue(max(value, bar.minimum()))
            self._scrolling.start()
        else:
            bar.setValue(value)

    def _top(self) -> tuple[int, float] | None:
        """The text at the top of the viewport, with how far its line is scrolled out."""
        value = self.verticalScrollBar().value()
        if value == 0 or not self.article.body:
            return None
        block = block_at(self.document(), value)
        layout = block.layout()
        height = value - self.document().documentLayout().blockBoundingRect(block).top()
        lines = [layout.lineAt(number) for number in range(layout.lineCount())]
        above = [line.textStart() for line in lines if line.y() <= height]
        at = min(block.position() + (above[-1] if above else 0), self.shown.length)
        _, top = self.line_at(at)
        return self.shown.to_text(at), value - top

    def _restore_top(self) -> None:
        if self._pending_top is None:
            return
        cp, scrolled = self._pending_top
        at = self.shown.to_display(cp)
        if at <= self._filling.filled:
            _, top = self.line_at(at)
            self._update_range()
            self.verticalScrollBar().setValue(round(top + scrolled))
            self._pending_top = None

    def _update_range(self) -> None:
        """Let the scroll bar know of all that is laid out; Qt tells it a while later."""
        shape = self.document().documentLayout()
        shape.documentSizeChanged.emit(shape.documentSize())

    @Slot()
    def _on_grown(self) -> None:
        self._restore_top()
        if self._pending_caret is not None:
            self._select(*self._pending_caret)
        if self._pending_range is not None:
            self.scroll_to(*self._pending_range)

    # Qt asks.

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self._unseen = False

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Nothing is ever fetched for an article, neither files nor addresses."""
        return None

    def changeEvent(self, event: QEvent) -> None:
        """The document has a font of its own; QTextEdit would give it the application's."""
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            QAbstractScrollArea.changeEvent(self, event)
        else:
            super().changeEvent(event)

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copies are the article's exact words, with what is folded inside them."""
        data = QMimeData()
        exactly = self.selected_exactly()
        if exactly is not None:
            data.setText(self.article.body[slice(*exactly)])
        return data

    def event(self, event: QEvent) -> bool:
        """A drag may begin in the margins, as on paper."""
        if isinstance(event, QMouseEvent) and self._margin_event(event):
            return True
        return super().event(event)

    def _margin_event(self, event: QMouseEvent) -> bool:
        handlers = {
            QEvent.Type.MouseButtonPress: self.mousePressEvent,
            QEvent.Type.MouseMove: self.mouseMoveEvent,
            QEvent.Type.MouseButtonRelease: self.mouseReleaseEvent,
        }
        handler = handlers.get(event.type())
        if handler is None or (event.type() == QEvent.Type.MouseMove and not event.buttons()):
            return False
        there = QPointF(self.viewport().mapFrom(self, event.position().toPoint()))
        held = event.buttons(), event.modifiers()
        handler(QMouseEvent(event.type(), there, event.globalPosition(), event.button(), *held))
        return True
