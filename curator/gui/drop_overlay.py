"""Files dragged over the window: a frame around all of it and what dropping them will do."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from curator.gui.imports.dropped import offered
from curator.gui.theme.paint import fill_round, outline_round, paint_line
from curator.gui.theme.theme import theme_of

_FRAME: Final = 2


class DropOverlay(QWidget):
    """Watches the window for files and text; ``dropped`` brings what was ``Offered``."""

    dropped = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._words = ""
        self.name = ""
        self.refused = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DragEnter and isinstance(event, QDragEnterEvent):
            return self._enter(event)
        if event.type() == QEvent.Type.DragLeave:
            self.hide()
        elif event.type() == QEvent.Type.Drop and isinstance(event, QDropEvent):
            return self._drop(event)
        elif event.type() == QEvent.Type.Resize:
            self.setGeometry(self._window.rect())
        return super().eventFilter(watched, event)

    def _enter(self, event: QDragEnterEvent) -> bool:
        if event.source() is not None:
            return False  # words of this very window
        what = offered(event.mimeData())
        if what.paths:
            self._words = self.refused or f"Import {what.words} into {self.name}"
        elif event.mimeData().formats():
            self._words = self.refused or what.refusal
        else:
            return False
        self.setAccessibleName(self._words)
        self.setGeometry(self._window.rect())
        self.show()
        self.raise_()
        if self.refused:
            event.ignore()
        else:
            # Also what will be refused: dropped, it is answered with a sentence that stays.
            event.acceptProposedAction()
        return True

    def _drop(self, event: QDropEvent) -> bool:
        self.hide()
        if self.refused or event.source() is not None:
            return False
        event.acceptProposedAction()
        self.dropped.emit(offered(event.mimeData()))
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = theme_of(self)
        tokens, px = theme.tokens, theme.px
        painter = QPainter(self)
        outline_round(painter, QRectF(self.rect()), tokens.accent, radius=0, width=_FRAME)
        font = theme.sans(16, True)
        metrics = QFontMetrics(font)
        width = min(metrics.horizontalAdvance(self._words) + px(48), self.width() - px(32))
        height = metrics.height() + px(24)
        left, top = (self.width() - width) / 2, (self.height() - height) / 2
        box = QRectF(left, top, width, height)
        fill_round(painter, box, tokens.accent, radius=px(8))
        painter.setFont(font)
        painter.setPen(QColor(tokens.onaccent))
        inner = box.adjusted(px(16), 0, -px(16), 0)
        paint_line(painter, inner, self._words, align=Qt.AlignmentFlag.AlignHCenter)
        painter.end()
