"""The palette over the window: a line to type in and what it finds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from curator.gui.palette.entries import Entry, matching
from curator.gui.palette.rows import MatchesModel, MatchesView
from curator.gui.theme.theme import theme_of
from curator.gui.widgets import ElidedLabel, IconLabel, KeyHint, Popup
from curator.gui.widgets.base import RESTYLING

WIDTH: Final = 640
TOP: Final = 88
_PAGE: Final = 8


class Palette(QWidget):
    """Covers the window while it is open; ``chosen`` brings the entry's id.

    ``typed`` asks whoever opened it for other entries; without an answer those there are matched.
    """

    chosen = Signal(str)
    typed = Signal(str)
    closed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.hide()
        self._entries: tuple[Entry, ...] = ()
        self._over = window
        self._what = ""
        self._total = 0
        self._before: QWidget | None = None
        self._model = MatchesModel(self)
        self.card = Popup(self)
        self.line = QLineEdit(self.card)
        self.line.setProperty("bare", True)
        self.count = ElidedLabel("", self.card, ink="ink3", px=13)
        self.view = MatchesView(self._model, self.card)
        self.line.textChanged.connect(self._show)
        self.line.textEdited.connect(self.typed)
        self.line.installEventFilter(self)
        self.view.clicked.connect(self._choose_index)
        self.view.entered.connect(self.view.setCurrentIndex)
        window.installEventFilter(self)
        self._lay_out()

    def _lay_out(self) -> None:
        self._head, self._foot = QHBoxLayout(), QHBoxLayout()
        self._head.addWidget(IconLabel("search", self.card, ink="accent", size=16))
        self._head.addWidget(self.line, 1)
        self._head.addWidget(self.count)
        for words, keys in (("Choose", ("Up", "Down")), ("Run", ("Enter",)), ("Close", ("Esc",))):
            self._foot.addWidget(ElidedLabel(words, self.card, ink="ink3", px=12))
            for key in keys:
                self._foot.addWidget(KeyHint(key, self.card))
            self._foot.addSpacing(8)
        self._foot.addStretch(1)
        self.note = ElidedLabel("", self.card, ink="ink3", px=12)
        self._foot.addWidget(self.note)
        column = QVBoxLayout(self.card)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head)
        column.addWidget(_rule(self.card))
        column.addWidget(self.view)
        column.addWidget(_rule(self.card))
        column.addLayout(self._foot)
        self._space()

    def open(
        self,
        entries: Sequence[Entry],
        *,
        placeholder: str,
        what: str,
        note: str = "",
        text: str = "",
    ) -> None:
        """Show entries to choose from.

        Args:
            entries: In the order of their groups.
            placeholder: What the line asks for; also its accessible name.
            what: What is counted: ``commands``.
            note: At the right of the foot.
            text: Typed already.
        """
        if not self.isVisible():
            self._before = self.window().focusWidget()
        self.line.setPlaceholderText(placeholder)
        self.line.setAccessibleName(placeholder)
        self._what = what
        self.note.say(note)
        self._entries = tuple(entries)
        self._total = len(self._entries)
        self.line.setText(text)
        self._fit()
        self.show()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)
        self._show()

    def set_entries(self, entries: Sequence[Entry]) -> None:
        """Other entries, as an answer to ``typed``."""
        self._entries = tuple(entries)
        self._total = len(self._entries)
        self._show()

    def close_palette(self) -> None:
        """Close without choosing; the focus goes back to where it was."""
        if self.isVisible():
            self.hide()
            if self._before is not None:
                self._before.setFocus(Qt.FocusReason.PopupFocusReason)
            self._before = None
            self.closed.emit()

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels that are shown, in their order."""
        rows = range(self._model.rowCount())
        return tuple(m.entry.label for r in rows if (m := self._model.match_at(r)) is not None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride:
                # The window's own shortcuts rest while this is open.
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                return self._press(event.key())
        elif watched is self._over and event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    def _press(self, key: int) -> bool:
        moves = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: _PAGE,
            Qt.Key.Key_PageUp: -_PAGE,
        }
        if key in moves:
            self._move(moves[Qt.Key(key)])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose_index(self.view.currentIndex())
        elif key == Qt.Key.Key_Escape:
            self.close_palette()
        else:
            return key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        return True

    def _move(self, steps: int) -> None:
        row = self.view.currentIndex().row()
        for _ in range(abs(steps)):
            row = self._model.next_match(row, 1 if steps > 0 else -1)
        self.view.setCurrentIndex(self._model.index(row))

    @Slot(QModelIndex)
    def _choose_index(self, index: QModelIndex) -> None:
        match = self._model.match_at(index.row()) if index.isValid() else None
        if match is not None:
            self.close_palette()
            self.chosen.emit(match.entry.id)

    @Slot()
    def _show(self) -> None:
        found = matching(self._entries, self.line.text())
        self._model.show(found)
        self.count.say(f"{len(found)} of {self._total} {self._what}" if self._what else "")
        first = self._model.next_match(-1, 1)
        self.view.setCurrentIndex(self._model.index(max(0, first)))
        self._fit()

    def _fit(self) -> None:
        theme = theme_of(self)
        self.setGeometry(self._over.rect())
        margins = self.card.contentsMargins()
        room = self.height() - 2 * theme.px(16)
        around = self._head.sizeHint().height() + self._foot.sizeHint().height() + 2
        around += margins.top() + margins.bottom()
        rows = min(self.view.content_height() + theme.px(12), max(theme.px(80), room - around))
        width = min(theme.px(WIDTH) + margins.left() + margins.right(), self.width())
        height = min(around + rows, self.height())
        top = max(0, min(theme.px(TOP) - margins.top(), self.height() - height))
        self.view.setFixedHeight(max(0, height - around))
        self.card.setGeometry((self.width() - width) // 2, top, width, height)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.card.geometry().contains(event.position().toPoint()):
            self.close_palette()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(0, 0, 0, 128))
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESTYLING:
            self._space()
            self._fit()

    def _space(self) -> None:
        theme = theme_of(self)
        px = theme.px
        self.line.setFont(theme.sans(16))
        self._head.setContentsMargins(px(16), px(12), px(12), px(12))
        self._head.setSpacing(px(10))
        self._foot.setContentsMargins(px(16), px(6), px(16), px(6))
        self._foot.setSpacing(px(6))


def _rule(parent: QWidget) -> QFrame:
    line = QFrame(parent)
    line.setFixedHeight(1)
    line.setAutoFillBackground(True)
    line.setBackgroundRole(line.backgroundRole().Mid)
    return line
