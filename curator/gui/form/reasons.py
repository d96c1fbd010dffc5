"""Why a suggestion was refused: a few reasons and a line, below the field; Esc skips them."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from curator.domain.forms import Field
from curator.gui.form.hint_view import PAD, hint_id, hint_text
from curator.gui.form.keys import name_of
from curator.gui.form.lettering import Lettering
from curator.gui.form.values import Hint
from curator.gui.theme.paint import fill_round, outline_round, paint_line
from curator.gui.widgets.buttons import key_size, paint_key

REASONS: Final = (
    "Not in the text",
    "Wrong value",
    "Other study",
    "Background",
    "Other field",
)
SILENCE: Final = "Never this name"
_LINE: Final = 26
_COLUMNS: Final = 2
_HINT: Final = "Another reason; Enter"


class ReasonBox(QWidget):
    """``said`` brings the reason, "" where it was skipped; ``silenced`` asks for more than that."""

    said = Signal(str)
    silenced = Signal()
    keyed = Signal(object)

    def __init__(self, field: Field, hint: Hint, *, ink: Lettering, parent: QWidget) -> None:
        super().__init__(parent)
        self.field, self.hint, self.ink = field, hint, ink
        self.setObjectName(f"reasons.{field.key}")
        self.reasons: tuple[str, ...] = REASONS
        if hint.key and hint_id(field, hint):
            self.reasons = (*REASONS, SILENCE)
        self.line = _Line(self)
        self.line.setObjectName(f"reason.{field.key}")
        self.line.setPlaceholderText(_HINT)
        self.line.setAccessibleName(f"Why not {hint_text(field, hint)}?")
        numbered = "; ".join(f"{n} {words}" for n, words in enumerate(self.reasons, 1))
        self.line.setAccessibleDescription(f"{numbered}; or type a reason. Esc skips.")
        self.line.numbered.connect(self.choose)
        self.line.ended.connect(self.end)
        self.line.keyed.connect(self.keyed)
        self.setMouseTracking(True)
        self._over = -1
        self._done = False

    def choose(self, index: int) -> None:
        """Give one of the reasons by its place, from 0."""
        if not 0 <= index < len(self.reasons):
            return
        if self.reasons[index] == SILENCE:
            self._done = True
            self.silenced.emit()
        else:
            self.end(self.reasons[index])

    def end(self, reason: str) -> None:
        """Say it once: a focus that leaves says nothing more."""
        if not self._done:
            self._done = True
            self.said.emit(" ".join(reason.split()))

    def resizeEvent(self, event: QEvent) -> None:
        ink = self.ink
        self.line.setFont(ink.small.font)
        left, height = ink.px(PAD), _line_height(ink)
        top = self.height() - height - ink.px(6)
        self.line.setGeometry(left, round(top), self.width() - 2 * left, round(height))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.choose(self._at(event))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._at(event)
        if over != self._over:
            self._over = over
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._over = -1
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        ink, tokens = self.ink, self.ink.theme.tokens
        painter = QPainter(self)
        box = QRectF(self.rect())
        fill_round(painter, box, tokens.raised, radius=ink.px(4))
        outline_round(painter, box, tokens.border, radius=ink.px(4))
        line = QRectF(ink.px(PAD), ink.px(4), box.width() - 2 * ink.px(PAD), _line_height(ink))
        painter.setFont(ink.ident.font)
        painter.setPen(QColor(tokens.ink3))
        paint_line(painter, line, "Esc skips", align=Qt.AlignmentFlag.AlignRight)
        room = line.adjusted(0, 0, -ink.ident.width("Esc skips") - ink.px(PAD), 0)
        painter.setFont(ink.link.font)
        painter.setPen(QColor(tokens.ink))
        paint_line(painter, room, f"Why not {hint_text(self.field, self.hint)}?")
        for index, words in enumerate(self.reasons):
            self._paint_reason(painter, index, words)
        painter.end()

    def _paint_reason(self, painter: QPainter, index: int, words: str) -> None:
        ink, tokens = self.ink, self.ink.theme.tokens
        cell = _cell(index, width=self.width(), ink=ink, columns=_fitting(self.width(), self.ink))
        if index == self._over:
            fill_round(painter, cell, tokens.hover, radius=ink.px(4))
        size = key_size(str(index + 1), ink.theme)
        top = cell.center().y() - size.height() / 2
        paint_key(
            painter,
            QRectF(cell.left() + ink.px(2), top, size.width(), size.height()),
            str(index + 1),
            ink.theme,
        )
        painter.setFont(ink.small.font)
        painter.setPen(QColor(tokens.ink))
        paint_line(painter, cell.adjusted(size.width() + ink.px(8), 0, 0, 0), words)

    def _at(self, event: QMouseEvent) -> int:
        columns = _fitting(self.width(), self.ink)
        for index in range(len(self.reasons)):
            cell = _cell(index, width=self.width(), ink=self.ink, columns=columns)
            if cell.contains(event.position()):
                return index
        return -1


class _Line(QLineEdit):
    """The line of a reason: a digit in the empty line is one of those above it."""

    numbered = Signal(int)
    ended = Signal(str)
    keyed = Signal(object)

    def event(self, event: QEvent) -> bool:
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and name_of(event):
            # The window has these keys too; here they first end the question.
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.text()
        if not self.text() and digit.isdigit() and len(digit) == 1 and not event.modifiers():
            self.numbered.emit(int(digit) - 1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.ended.emit(self.text())
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.ended.emit("")
        elif name_of(event):
            self.keyed.emit(event)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        self.ended.emit("")
        return True

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (
            Qt.FocusReason.ActiveWindowFocusReason,
            Qt.FocusReason.PopupFocusReason,
        ):
            self.ended.emit(self.text())


def reasons_height(field: Field, hint: Hint, *, width: float, ink: Lettering) -> float:
    """What the box needs at that width."""
    count = len(REASONS) + bool(hint.key and hint_id(field, hint))
    rows = -(-count // _fitting(width, ink))
    return float((rows + 2) * _line_height(ink) + ink.px(14))


def _fitting(width: float, ink: Lettering) -> int:
    """Columns that the reasons fit into."""
    widest = max(ink.small.width(words) for words in (*REASONS, SILENCE)) + ink.px(30)
    return _COLUMNS if width - 2 * ink.px(PAD) >= _COLUMNS * widest else 1


def _line_height(ink: Lettering) -> float:
    return max(float(ink.px(_LINE)), ink.small.height + ink.px(6))


def _cell(index: int, *, width: float, ink: Lettering, columns: int) -> QRectF:
    height = _line_height(ink)
    room = (width - 2 * ink.px(PAD)) / columns
    row, column = divmod(index, columns)
    top = ink.px(4) + height * (row + 1)
    return QRectF(ink.px(PAD) + column * room, top, room, height)
