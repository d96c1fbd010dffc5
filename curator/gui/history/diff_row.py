"""One field of a difference, with its button."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from curator.gui.claims.lines import Told, quoted
from curator.gui.form.lettering import Lettering
from curator.gui.history.diff_layout import DiffShape, diff_columns
from curator.gui.history.values import DiffLine, SideLine, kind_look
from curator.gui.theme.paint import paint_focus
from curator.gui.widgets.base import tooltip_text
from curator.gui.widgets.buttons import Button


class DiffRow(QWidget):
    """Field, before, after; ``restore_pressed`` where the older side is to come back."""

    entered = Signal(object)
    restore_pressed = Signal(object)

    def __init__(self, line: DiffLine, parent: QWidget | None = None, *, restorable: bool) -> None:
        super().__init__(parent)
        self.setObjectName(f"history.field.{line.field}")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.line = line
        self._shape: DiffShape | None = None
        self._ink: Lettering | None = None
        self.button: Button | None = None
        if restorable and line.extraction and line.kind != "same":
            self.button = Button("Restore", self, small=True)
            self.button.setAccessibleName(f"Restore {line.label}")
            self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.button.clicked.connect(self._restore)
        self.setAccessibleName(_in_words(line))

    def lay_out(self, width: int, ink: Lettering) -> int:
        """Take a width; returns the height that the row needs."""
        columns = diff_columns(width, ink)
        self._shape, self._ink = DiffShape(self.line, columns, ink=ink), ink
        if self.button is not None:
            size = self.button.sizeHint()
            left = int(columns.width - columns.restore) + ink.px(8)
            top = int(self._shape.button_top)
            self.button.setGeometry(left, top, size.width(), size.height())
        self.update()
        return int(self._shape.height + 0.999)

    def set_current(self, current: bool) -> None:
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if current else Qt.FocusPolicy.ClickFocus)

    def in_full(self) -> tuple[Told, ...]:
        """Both sides with all their quotes."""
        told: list[Told] = []
        for name, lines in (("Before", self.line.before), ("After", self.line.after)):
            for one in lines:
                said = ", ".join(filter(None, (one.text, one.word)))
                told.append(Told(f"{name}: {said}", "value"))
                told += [Told(f"“{found.quote}”", "quote") for found in one.evidence]
                if one.note:
                    told.append(Told(f"Note: {one.note}", "about"))
        return tuple(told)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._shape is None or self._ink is None:
            return
        painter = QPainter(self)
        self._shape.paint(painter)
        if self.hasFocus():
            box = QRectF(self.rect()).adjusted(-1, 0, 0, -4)
            paint_focus(painter, box, self._ink.theme, radius=self._ink.px(4))
        painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit(self)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            shape = self._shape
            side = shape.side_at(QPointF(event.pos())) if shape is not None else None
            lines = {"before": self.line.before, "after": self.line.after, None: ()}[side]
            quotes = [f"“{one.quote}”" for line in lines for one in line.evidence]
            QToolTip.showText(event.globalPos(), tooltip_text("\n".join(quotes)), self)
            return True
        return super().event(event)

    @Slot()
    def _restore(self) -> None:
        self.restore_pressed.emit(self.line)


def _in_words(line: DiffLine) -> str:
    _, word = kind_look(line.kind)
    where = f", {line.article}" if line.article else ""
    if line.kind == "same":
        return f"{line.label}{where}, {word}: {_said(line.after)}"
    return f"{line.label}{where}, {word}. Before: {_said(line.before)}. After: {_said(line.after)}"


def _said(lines: tuple[SideLine, ...]) -> str:
    said = []
    for one in lines:
        quote = quoted(one.evidence[0].quote) if one.evidence else ""
        said.append(", ".join(filter(None, (one.text, one.word, quote, one.note))))
    return "; ".join(said)
