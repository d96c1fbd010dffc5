"""A row of tabs of which one, or none, is open; the key stands behind the name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from curator.gui.theme.paint import paint_focus, paint_line
from curator.gui.theme.theme import theme_of
from curator.gui.widgets.base import RESTYLING, PaintedButton

_HEIGHT: Final = 32


class TabStrip(QWidget):
    """``chosen`` brings the index of the tab that was pressed, also where it is open already."""

    chosen = Signal(int)

    def __init__(
        self, names: Sequence[str], parent: QWidget | None = None, *, keys: Sequence[str] = ()
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.tabs = [
            _Tab(name, key, self)
            for name, key in zip(names, keys or [""] * len(names), strict=True)
        ]
        self.row = QHBoxLayout(self)
        for tab in self.tabs:
            self.row.addWidget(tab)
            tab.clicked.connect(self._choose)
        self.row.addStretch(1)
        self._space()

    @property
    def current(self) -> int:
        """The open tab, -1 where none is."""
        return next((n for n, tab in enumerate(self.tabs) if tab.isChecked()), -1)

    def set_current(self, index: int) -> None:
        for number, tab in enumerate(self.tabs):
            tab.setChecked(number == index)
        self.update()

    def set_name(self, index: int, name: str) -> None:
        tab = self.tabs[index]
        if tab.text() != name:
            tab.setText(name)
            tab.setAccessibleName(name)
            tab.updateGeometry()
            self.row.activate()  # now: a picture or a paint before the next turn would cut it
            tab.update()

    @Slot()
    def _choose(self) -> None:
        index = next((n for n, tab in enumerate(self.tabs) if tab is self.sender()), -1)
        if index >= 0:
            self.chosen.emit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()), 0)
        focused = next((n for n, tab in enumerate(self.tabs) if tab.hasFocus()), -1)
        if step and focused >= 0:
            self.tabs[(focused + step) % len(self.tabs)].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme_of(self).tokens
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.window))
        if self.current >= 0:  # what is open stands below the line
            painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(tokens.line))
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESTYLING:
            self._space()

    def _space(self) -> None:
        px = theme_of(self).px
        self.row.setContentsMargins(px(16), 0, px(12), 0)
        self.row.setSpacing(px(8))


class _Tab(PaintedButton):
    def __init__(self, name: str, key: str, parent: QWidget) -> None:
        super().__init__(name, parent)
        self.setCheckable(True)
        self.setAccessibleDescription(key)
        self._key = key
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def nextCheckState(self) -> None:
        """Who owns the strip says which tab is open."""

    def sizeHint(self) -> QSize:
        theme = self.theme
        words = QFontMetrics(theme.sans(13, True))
        width = words.horizontalAdvance(self.text()) + theme.px(18)
        if self._key:
            width += QFontMetrics(theme.sans(12)).horizontalAdvance(self._key) + theme.px(8)
        return QSize(width, max(theme.px(_HEIGHT), words.height() + theme.px(12)))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, tokens, box = self.theme, self.theme.tokens, self.box()
        painter = QPainter(self)
        if self.hot:
            painter.fillRect(self.rect(), QColor(tokens.hover))
        inner = box.adjusted(theme.px(9), 0, -theme.px(9) + 1, 0)
        painter.setFont(theme.sans(13, self.isChecked()))
        painter.setPen(QColor(tokens.ink if self.isChecked() else tokens.ink2))
        paint_line(painter, inner, self.text())
        if self._key:
            painter.setFont(theme.sans(12))
            painter.setPen(QColor(tokens.ink3))
            paint_line(painter, inner, self._key, align=Qt.AlignmentFlag.AlignRight)
        if self.isChecked():
            line = QRectF(box.left(), box.bottom() - 2, box.width(), 2)
            painter.fillRect(line, QColor(tokens.accent))
        if self.hasFocus():
            paint_focus(painter, box, theme, radius=theme.px(3))
        painter.end()
