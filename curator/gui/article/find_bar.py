"""The bar that finds words in the article."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from curator.gui.article.finding import Finding
from curator.gui.article.view import ArticleView
from curator.gui.theme.theme import theme_of
from curator.gui.widgets import Button, ElidedLabel, SearchField


class FindBar(QWidget):
    """Finds as one types; Enter and Shift+Enter go on and back, Esc closes."""

    closed = Signal()

    def __init__(self, view: ArticleView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._from = 0
        self._index = -1
        self._finding = Finding(self)
        self._finding.changed.connect(self._on_found)
        self.words = SearchField("Find in this article", self)
        self.words.setObjectName("article.find")
        self.count = ElidedLabel("", self, ink="ink2", px=13)
        self._previous = Button("", self, icon="chevron_up", rank="bare")
        self._next = Button("", self, icon="chevron_down", rank="bare")
        self._close = Button("", self, icon="close", rank="bare")
        for button, name, key in (
            (self._previous, "Previous hit", "Shift+F3"),
            (self._next, "Next hit", "F3"),
            (self._close, "Close find", "Esc"),
        ):
            button.setAccessibleName(name)
            button.setToolTip(f"{name}  {key}")
        row = QHBoxLayout(self)
        row.addWidget(self.words, 1)
        for widget in (self.count, self._previous, self._next, self._close):
            row.addWidget(widget)
        self._row = row
        self.words.textEdited.connect(self._on_typed)
        self._previous.clicked.connect(self.previous)
        self._next.clicked.connect(self.next)
        self._close.clicked.connect(self.close_bar)
        self._space()

    @property
    def hits(self) -> int:
        return len(self._finding.hits)

    def set_text(self, body: str) -> None:
        """Another article: the words stay, the hits are found anew where the bar is open."""
        self._finding.set_text(body)
        self._from, self._index = 0, -1
        if self.isVisible() and self.words.text():
            self._finding.search(self.words.text())
        else:
            self._show()

    def open_bar(self) -> None:
        """Show the bar, with the selected words if they are few, and seek from the caret on."""
        selected = self._view.selected_range()
        self._from = selected[0] if selected is not None else self._view.caret()
        if selected is not None and selected[1] - selected[0] <= 80:
            self.words.setText(self._view.article.body[slice(*selected)])
        self.show()
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words.selectAll()
        if self.words.text():
            self._on_typed(self.words.text())

    @Slot()
    def close_bar(self) -> None:
        """Close; the current hit stays selected, for a letter."""
        self.hide()
        self._view.set_hits(())
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()

    @Slot()
    def next(self) -> None:
        if self._finding.hits:
            self._go((self._index + 1) % self.hits)

    @Slot()
    def previous(self) -> None:
        if self._finding.hits:
            before = self._index if self._index >= 0 else 0
            self._go((before - 1) % self.hits)

    @Slot(str)
    def _on_typed(self, words: str) -> None:
        self._index = -1
        self._finding.search(words)

    @Slot()
    def _on_found(self) -> None:
        self._view.set_hits(self._finding.hits if self.isVisible() else ())
        if self._index < 0 and self._finding.hits:
            at = self._finding.index_from(self._from)
            if self._finding.complete or self._finding.hits[at][0] >= self._from:
                self._go(at)
        self._show()

    def _go(self, index: int) -> None:
        self._index = index
        start, end = self._finding.hits[index]
        self._view.select(start, end)
        self._view.scroll_to(start, end, flash=False)
        self._show()

    def _show(self) -> None:
        hits, words = self.hits, self.words.text().strip()
        more = "" if self._finding.complete else " so far"
        if not words:
            said = ""
        elif not hits:
            said = "No hits" if self._finding.complete else "Searching…"
        elif self._index < 0:
            said = f"{hits} {'hit' if hits == 1 else 'hits'}{more}"
        else:
            said = f"{self._index + 1} of {hits}{more}"
        self.count.say(said)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F3):
            (self.previous if back else self.next)()
        elif event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme_of(self).tokens
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.window))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(tokens.line))
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._space()

    def _space(self) -> None:
        px = theme_of(self).px
        self._row.setContentsMargins(px(16), px(6), px(12), px(7))
        self._row.setSpacing(px(8))
