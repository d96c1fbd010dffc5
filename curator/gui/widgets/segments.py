"""A row of choices of which one holds: ``All 5 | Draft 1 | Conflict 1``."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from curator.gui.theme.paint import fill_round, outline_round, paint_focus, paint_line
from curator.gui.theme.theme import theme_of
from curator.gui.widgets.base import RESTYLING, PaintedButton

_RADIUS = 5


class SegmentedControl(QWidget):
    """Segments of which one is current; Left and Right move, Tab passes the whole at once."""

    current_changed = Signal(int)

    def __init__(
        self, texts: Sequence[str], parent: QWidget | None = None, *, name: str = ""
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._segments: list[_Segment] = []
        self._current = 0
        self.set_texts(texts)

    @property
    def current(self) -> int:
        return self._current

    @property
    def segments(self) -> tuple[PaintedButton, ...]:
        return tuple(self._segments)

    def set_texts(self, texts: Sequence[str]) -> None:
        """Set the words, as when a count changes; the current segment stays current."""
        while len(self._segments) > len(texts):
            gone = self._segments.pop()
            self._row.removeWidget(gone)
            gone.deleteLater()
        while len(self._segments) < len(texts):
            self._add()
        for segment, text in zip(self._segments, texts, strict=True):
            segment.setText(text)
            segment.setAccessibleName(text)
            segment.updateGeometry()
        self._mark(min(self._current, len(texts) - 1))

    def set_current(self, index: int) -> None:
        """Make a segment current; ``current_changed`` is emitted where it was not."""
        if index != self._current and 0 <= index < len(self._segments):
            self._mark(index)
            self.current_changed.emit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if step and self._segments:
            self.set_current(min(max(self._current + step, 0), len(self._segments) - 1))
            self._segments[self._current].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = theme_of(self)
        painter = QPainter(self)
        radius = theme.px(_RADIUS)
        box = self.rect().toRectF()
        fill_round(painter, box, theme.tokens.raised, radius=radius)
        outline_round(painter, box, theme.tokens.border, radius=radius)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESTYLING:
            self.update()

    def _add(self) -> None:
        segment = _Segment(self)
        segment.clicked.connect(self._pressed)
        self._segments.append(segment)
        self._row.addWidget(segment)

    @Slot()
    def _pressed(self) -> None:
        for index, segment in enumerate(self._segments):
            if segment is self.sender():
                self.set_current(index)
                self._mark(self._current)

    def _mark(self, index: int) -> None:
        self._current = max(index, 0)
        for at, segment in enumerate(self._segments):
            segment.setChecked(at == self._current)
            segment.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if at == self._current else Qt.FocusPolicy.ClickFocus
            )


class _Segment(PaintedButton):
    def __init__(self, parent: QWidget) -> None:
        super().__init__("", parent)
        self.setCheckable(True)

    def sizeHint(self) -> QSize:
        # As wide as when it is current, so that nothing moves when it becomes so.
        theme = self.theme
        metrics = QFontMetrics(theme.sans(13, True))
        height = max(theme.px(26), metrics.height() + theme.px(8))
        return QSize(metrics.horizontalAdvance(self.text()) + theme.px(20), height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()  # the row moves, not the window's focus
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, tokens, box = self.theme, self.theme.tokens, self.box()
        radius = theme.px(_RADIUS)
        painter = QPainter(self)
        if self.isChecked():
            fill_round(painter, box, tokens.accentbg, radius=radius)
            outline_round(painter, box, tokens.accent, radius=radius, width=1.5)
        elif self.hot:
            inner = box.adjusted(1, 1, -1, -1)
            fill_round(painter, inner, tokens.hover, radius=radius - 1)
        if self.hasFocus():
            paint_focus(painter, box, theme, radius=radius)
        painter.setFont(theme.sans(13, self.isChecked()))
        painter.setPen(QColor(tokens.accentink if self.isChecked() else tokens.ink2))
        paint_line(painter, box, self.text(), align=Qt.AlignmentFlag.AlignHCenter)
        painter.end()
