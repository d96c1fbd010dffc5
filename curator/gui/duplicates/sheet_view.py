"""One of the two articles: what it is called, and its text with the shared words marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QVBoxLayout, QWidget

from curator.domain.identity import article_label
from curator.gui.duplicates.values import Sheet, Span
from curator.gui.theme.theme import theme_of
from curator.gui.widgets import ElidedLabel, Surface

_LINE: Final = 126
_GAP: Final = 12
_PROPORTIONAL: Final = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value


class SheetView(Surface):
    """Title and text of one article, read-only.

    Args:
        name: Which of the two it is: part of the names of what is in it.
    """

    fill = "paper"

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"duplicates.{name}")
        self._name = name
        self._sheet: Sheet | None = None
        self._spans: tuple[Span, ...] = ()
        self._current: Span | None = None
        self._units: list[int] = []
        self.label = ElidedLabel("", self, ink="ink3", px=12)
        self.title = ElidedLabel("", self, px=16, semibold=True, serif=True)
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.text = QTextEdit(self)
        self.text.setObjectName(f"duplicates.{name}.text")
        self.text.setReadOnly(True)
        self.text.setUndoRedoEnabled(False)
        self.text.setAcceptRichText(False)
        self.text.setTabChangesFocus(True)
        self.text.document().setDocumentMargin(0)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.label)
        self._column.addWidget(self.title)
        self._column.addWidget(self.text, 1)
        self._space()

    def show_sheet(self, sheet: Sheet, spans: Sequence[Span]) -> None:
        """Show an article; the words in ``spans`` are marked."""
        self._sheet = sheet
        self._spans = tuple(spans)
        self._current = None
        label = article_label(sheet.number)
        self.label.say("  ·  ".join(filter(None, (label, sheet.meta))))
        self.title.say(sheet.title)
        self.setAccessibleName(f"Article {label}")
        self.text.setAccessibleName(f"Text of {label}")
        self._units = _units(sheet.text)
        self._fill()

    def show_place(self, span: Span | None) -> None:
        """Mark one place as the current one, and scroll there."""
        self._current = span
        self._paint_marks()
        if span is not None:
            cursor = self.text.textCursor()
            cursor.setPosition(self._units[span[0]])
            self.text.setTextCursor(cursor)
            room = self.text.cursorRect(cursor)
            bar = self.text.verticalScrollBar()
            bar.setValue(bar.value() + room.top() - self.text.viewport().height() // 3)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_measure()

    def _fill(self) -> None:
        if self._sheet is None:
            return
        theme = theme_of(self)
        self.text.clear()
        cursor = QTextCursor(self.text.document())
        block = QTextBlockFormat()
        block.setLineHeight(_LINE, _PROPORTIONAL)
        block.setBottomMargin(theme.px(_GAP))
        cursor.setBlockFormat(block)
        words = QTextCharFormat()
        words.setFont(theme.serif(theme.article_px))
        words.setForeground(QColor(theme.tokens.ink))
        cursor.insertText(self._sheet.text, words)
        heavy = QTextCharFormat()
        heavy.setFontWeight(QFont.Weight.DemiBold)
        for span in self._sheet.headings:
            self._cursor(span).mergeCharFormat(heavy)
        self._paint_marks()
        self.text.moveCursor(QTextCursor.MoveOperation.Start)

    def _paint_marks(self) -> None:
        tokens = theme_of(self).tokens
        marks = [self._mark(span, tokens.ev) for span in self._spans]
        if self._current is not None:
            marks.append(self._mark(self._current, tokens.evcur))
        self.text.setExtraSelections(marks)

    def _mark(self, span: Span, fill: str) -> QTextEdit.ExtraSelection:
        mark = QTextEdit.ExtraSelection()
        mark.cursor = self._cursor(span)
        mark.format.setBackground(QColor(fill))
        mark.format.setForeground(QColor(theme_of(self).tokens.ink))
        mark.format.setFontUnderline(True)
        line = theme_of(self).tokens.accent if fill == theme_of(self).tokens.evcur else None
        mark.format.setUnderlineColor(QColor(line or theme_of(self).tokens.evline))
        return mark

    def _cursor(self, span: Span) -> QTextCursor:
        cursor = QTextCursor(self.text.document())
        cursor.setPosition(self._units[span[0]])
        cursor.setPosition(self._units[span[1]], QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _space(self) -> None:
        theme = theme_of(self)
        px = theme.px
        self._column.setContentsMargins(px(24), px(12), px(16), 0)
        self._column.setSpacing(px(4))
        self.text.setStyleSheet(f"background: {theme.tokens.paper}; border: 0;")
        self._set_measure()
        self._fill()

    def _set_measure(self) -> None:
        """The lines are no longer than in the article pane."""
        theme = theme_of(self)
        room = self.width() - theme.px(24 + 16 + 16)
        self.text.setViewportMargins(0, theme.px(8), max(0, room - theme.px(theme.measure)), 0)


def _units(text: str) -> list[int]:
    """Place of each code point in UTF-16 units, as Qt counts; one more for the end."""
    units, at = [0], 0
    for one in text:
        at += 2 if ord(one) > 0xFFFF else 1
        units.append(at)
    return units
