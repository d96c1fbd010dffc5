"""A suggestion below its editor: value, words, Accept and Reject; no claim until accepted."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from curator.domain.claims import Term
from curator.domain.filling import value_text
from curator.domain.forms import Field
from curator.gui.form.lettering import Lettering
from curator.gui.form.pieces import in_marks
from curator.gui.form.values import Hint, main_part
from curator.gui.theme.icons import paint_icon
from curator.gui.theme.paint import FOCUS, fill_round, outline_round, paint_line
from curator.gui.widgets.base import tooltip_text

ACCEPT = ("Accept", "Enter")
REJECT = ("Reject", "Ctrl+Backspace")


class SuggestionBox(QWidget):
    """One proposed value; its keys act only while it has the focus."""

    accepted = Signal(object)
    rejected = Signal(object)
    typed = Signal(str)
    focused = Signal(bool)

    def __init__(self, field: Field, hint: Hint, *, ink: Lettering, parent: QWidget) -> None:
        super().__init__(parent)
        self.field, self.hint, self.ink = field, hint, ink
        self.setObjectName(f"suggestion.{field.key}")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.value = value_text(main_part(field), hint.value)
        self.setAccessibleName(f"Suggested for {field.label}: {self.value}")
        self.setAccessibleDescription(
            f"{in_marks(hint.evidence.quote)}. Enter accepts, Ctrl+Backspace rejects."
        )
        self.setToolTip(tooltip_text(in_marks(hint.evidence.quote)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & _HELD:
            self.accepted.emit(self)
        elif event.key() == Qt.Key.Key_Backspace and held:
            self.rejected.emit(self)
        elif event.text().isprintable() and event.text() and not event.modifiers() & _HELD:
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._accept_box().contains(event.position()):
            self.accepted.emit(self)
        elif self._reject_box().contains(event.position()):
            self.rejected.emit(self)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit(True)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focused.emit(False)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        ink, tokens = self.ink, self.ink.theme.tokens
        painter = QPainter(self)
        box = QRectF(self.rect())
        fill_round(painter, box, tokens.raised, radius=ink.px(4))
        width = FOCUS if self.hasFocus() else 1
        outline_round(painter, box, tokens.accent, radius=ink.px(4), width=width)
        self._paint_value(painter)
        self._paint_quote(painter)
        self._paint_button(painter, self._accept_box(), ACCEPT, primary=True)
        self._paint_button(painter, self._reject_box(), REJECT, primary=False)
        painter.end()

    def _paint_value(self, painter: QPainter) -> None:
        ink, tokens = self.ink, self.ink.theme.tokens
        pad = ink.px(8)
        height = _value_height(self.value, self.hint, width=self.width(), ink=ink)
        room = QRectF(pad, ink.px(4), self.width() - 2 * pad, height)
        icon = QRectF(room.left(), room.top(), ink.px(14), ink.strong.height)
        paint_icon(painter, icon, "bulb", tokens.accent)
        value = self.hint.value
        if isinstance(value, Term) and value.id:
            painter.setFont(ink.ident.font)
            painter.setPen(QColor(tokens.ink3))
            line = QRectF(room.left(), room.top(), room.width(), ink.strong.height)
            paint_line(painter, line, value.id, align=Qt.AlignmentFlag.AlignRight)
        painter.setFont(ink.strong.font)
        painter.setPen(QColor(tokens.ink))
        room = room.adjusted(ink.px(20), 0, -_id_width(self.hint, ink=ink), 0)
        painter.drawText(room, Qt.TextFlag.TextWordWrap, self.value)

    def _paint_quote(self, painter: QPainter) -> None:
        ink, tokens = self.ink, self.ink.theme.tokens
        pad = ink.px(8)
        value = _value_height(self.value, self.hint, width=self.width(), ink=ink)
        top = ink.px(5) + value
        room = QRectF(pad, top, self.width() - 2 * pad, ink.quote.height + ink.px(3))
        painter.setFont(ink.meta.font)
        painter.setPen(QColor(tokens.accent))
        paint_line(painter, room, "Suggested")
        left = ink.meta.width("Suggested") + ink.px(8)
        painter.setFont(ink.quote.font)
        painter.setPen(QColor(tokens.ink2))
        paint_line(painter, room.adjusted(left, 0, 0, 0), in_marks(self.hint.evidence.quote))

    def _paint_button(
        self, painter: QPainter, box: QRectF, words: tuple[str, str], *, primary: bool
    ) -> None:
        ink, tokens = self.ink, self.ink.theme.tokens
        fill_round(painter, box, tokens.accent if primary else tokens.raised, radius=ink.px(5))
        if not primary:
            outline_round(painter, box, tokens.border, radius=ink.px(5))
        painter.setFont(ink.link.font)
        painter.setPen(QColor(tokens.onaccent if primary else tokens.ink))
        paint_line(painter, box.adjusted(ink.px(10), 0, 0, 0), words[0])
        painter.setFont(ink.ident.font)
        painter.setPen(QColor(tokens.onaccent if primary else tokens.ink3))
        left = ink.px(18) + ink.link.width(words[0])
        paint_line(painter, box.adjusted(left, 0, 0, 0), words[1])

    def _button_width(self, words: tuple[str, str]) -> float:
        return self.ink.link.width(words[0]) + self.ink.ident.width(words[1]) + self.ink.px(28)

    def _accept_box(self) -> QRectF:
        height = max(self.ink.px(24), self.ink.link.height + self.ink.px(4))
        top = self.height() - height - self.ink.px(6)
        return QRectF(self.ink.px(8), top, self._button_width(ACCEPT), height)

    def _reject_box(self) -> QRectF:
        accept = self._accept_box()
        return QRectF(
            accept.right() + self.ink.px(8),
            accept.top(),
            self._button_width(REJECT),
            accept.height(),
        )


def suggestion_height(field: Field, hint: Hint, *, width: float, ink: Lettering) -> float:
    """What a suggestion needs at that width: its value is never cut."""
    value = value_text(main_part(field), hint.value)
    buttons = max(float(ink.px(24)), ink.link.height + ink.px(4))
    lines = _value_height(value, hint, width=width, ink=ink) + ink.quote.height + ink.px(3)
    return float(ink.px(5) + lines + ink.px(4) + buttons + ink.px(6))


def _id_width(hint: Hint, *, ink: Lettering) -> float:
    words = hint.value.id if isinstance(hint.value, Term) else None
    return ink.ident.width(words) + ink.px(8) if words else 0.0


def _value_height(value: str, hint: Hint, *, width: float, ink: Lettering) -> float:
    room = width - 2 * ink.px(8) - ink.px(20) - _id_width(hint, ink=ink)
    area = QRectF(0, 0, max(room, 1.0), 100_000)
    return float(ink.strong.metrics.boundingRect(area, _WRAP, value).height())


_WRAP = Qt.TextFlag.TextWordWrap.value
_HELD = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
