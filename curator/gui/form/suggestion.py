"""The suggestions below an editor: one is open, arrow keys choose; no claim until one is taken."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from curator.domain.forms import Field
from curator.gui.form.hint_view import (
    PAD,
    hint_id,
    hint_text,
    hint_tip,
    line_height,
    paint_frame,
    paint_said,
    paint_value,
    paint_words,
    spoken_hint,
    value_height,
)
from curator.gui.form.lettering import Lettering
from curator.gui.form.values import Hint
from curator.gui.theme.icons import paint_icon
from curator.gui.theme.paint import FOCUS, fill_round, outline_round, paint_line
from curator.gui.widgets.base import tooltip_text

ACCEPT: Final = ("Accept", "Enter")
REJECT: Final = ("Reject", "Ctrl+Backspace")
SILENCE: Final = "Never suggest this name again (Ctrl+Delete)"
_KEYS: Final = "Enter accepts, Ctrl+Backspace rejects, F1 says why"


class SuggestionBox(QWidget):
    """What is proposed for one field; its keys act only while it has the focus."""

    accepted = Signal(object)
    rejected = Signal(object)
    silenced = Signal(object)
    typed = Signal(str)
    focused = Signal(bool)
    chosen = Signal(object)

    def __init__(
        self, field: Field, hints: Sequence[Hint], *, ink: Lettering, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.field, self.ink = field, ink
        self.hints: tuple[Hint, ...] = tuple(hints)
        self.at = 0
        self.setObjectName(f"suggestion.{field.key}")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setMouseTracking(True)
        self._describe()

    @property
    def hint(self) -> Hint:
        """The one that keys act on."""
        return self.hints[self.at]

    @property
    def value(self) -> str:
        return hint_text(self.field, self.hint)

    def show_hints(self, hints: Sequence[Hint]) -> None:
        """Offer others; the one that is open stays open while it is among them."""
        held = self.hint
        self.hints = tuple(hints)
        if held in self.hints:
            self.at = self.hints.index(held)
        else:
            self.at = min(self.at, len(self.hints) - 1)
        self._describe()
        self.update()
        if held != self.hint:
            self.chosen.emit(self)

    def choose(self, at: int) -> None:
        """Open another one; at the ends it goes around."""
        self.at = at % len(self.hints)
        self._describe()
        self.update()
        self.chosen.emit(self)

    def choose_key(self, key: str) -> None:
        """Open the one that the services know by that key."""
        found = [n for n, hint in enumerate(self.hints) if hint.key == key]
        if found and found[0] != self.at:
            self.choose(found[0])

    def _describe(self) -> None:
        spoken = spoken_hint(self.field, self.hint, at=self.at, count=len(self.hints))
        self.setAccessibleName(spoken)
        more = "; Up and Down choose another" if len(self.hints) > 1 else ""
        tip = hint_tip(self.hint)
        self.setAccessibleDescription(f"{tip}. {_KEYS}{more}.")
        self.setToolTip(tooltip_text(tip))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        held, key = event.modifiers() & _HELD, event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not held:
            self.accepted.emit(self)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and not held and len(self.hints) > 1:
            self.choose(self.at + (1 if key == Qt.Key.Key_Down else -1))
        elif key == Qt.Key.Key_Backspace and control:
            self.rejected.emit(self)
        elif key == Qt.Key.Key_Delete and control and self.silences:
            self.silenced.emit(self)
        elif event.text().isprintable() and event.text() and not held:
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    @property
    def silences(self) -> bool:
        """Whether a name of a vocabulary stands behind it, which can be silenced."""
        return bool(self.hint.key and hint_id(self.field, self.hint))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        point = event.position()
        if self._accept_box().contains(point):
            self.accepted.emit(self)
        elif self._reject_box().contains(point):
            self.rejected.emit(self)
        elif self.silences and self._silence_box().contains(point):
            self.silenced.emit(self)
        elif len(self.hints) > 1 and self._said_line().contains(point):
            self.choose(self.at + 1)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self.silences and self._silence_box().contains(event.position())
        self.setToolTip(tooltip_text(SILENCE if over else hint_tip(self.hint)))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit(True)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focused.emit(False)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        ink, hint = self.ink, self.hint
        painter = QPainter(self)
        box = QRectF(self.rect())
        paint_frame(painter, box, ink, width=FOCUS if self.hasFocus() else 1)
        paint_value(painter, box, hint, field=self.field, ink=ink)
        count = len(self.hints)
        more = f"{self.at + 1} of {count}" if self.at or self.hasFocus() else f"{count - 1} more"
        said = self._said_line()
        paint_said(painter, said, hint, ink=ink, more=more if count > 1 else "")
        paint_words(painter, said.translated(0, said.height()), hint, ink=ink)
        self._paint_button(painter, self._accept_box(), ACCEPT, primary=True)
        self._paint_button(painter, self._reject_box(), REJECT, primary=False)
        if self.silences:
            side = ink.px(14)
            room = self._silence_box()
            icon = QRectF(room.center().x() - side / 2, room.top(), side, room.height())
            paint_icon(painter, icon, "mute", ink.theme.tokens.ink2)
        painter.end()

    def _said_line(self) -> QRectF:
        ink = self.ink
        value = value_height(self.field, self.hint, width=self.width(), ink=ink)
        top, pad = ink.px(5) + value, ink.px(PAD)
        return QRectF(pad, top, self.width() - 2 * pad, line_height(ink))

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
        height = _button_height(self.ink)
        top = self.height() - height - self.ink.px(6)
        return QRectF(self.ink.px(PAD), top, self._button_width(ACCEPT), height)

    def _reject_box(self) -> QRectF:
        accept = self._accept_box()
        left = accept.right() + self.ink.px(PAD)
        return QRectF(left, accept.top(), self._button_width(REJECT), accept.height())

    def _silence_box(self) -> QRectF:
        accept = self._accept_box()
        side = accept.height()
        return QRectF(self.width() - self.ink.px(4) - side, accept.top(), side, side)


def suggestion_height(
    field: Field, hints: Sequence[Hint], *, width: float, ink: Lettering
) -> float:
    """What the box needs at that width for whichever is open: choosing moves nothing."""
    value = max(value_height(field, hint, width=width, ink=ink) for hint in hints)
    lines = value + 2 * line_height(ink)
    return float(ink.px(5) + lines + ink.px(4) + _button_height(ink) + ink.px(6))


def _button_height(ink: Lettering) -> float:
    return max(float(ink.px(24)), ink.link.height + ink.px(4))


_HELD: Final = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
