"""Help on the current field, below the form: what belongs into it, and its words in full."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QRectF, Qt, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from curator.domain.evidence import Evidence
from curator.domain.forms import Field
from curator.gui.evidence_places import EvidencePlaces
from curator.gui.form.pieces import in_marks
from curator.gui.theme.theme import theme_of

KIND_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "text": "Words.",
        "long_text": "Words; Shift+Enter begins a new line.",
        "term": "A term of the vocabulary; other words stay as they are, not mapped.",
        "choice": "One of the list.",
        "number": "A number with its operator: 12, >70 %, up to 100, 3-5.",
        "quantity": "A number with its unit: 1-2 x 10^6/kg, 6 months.",
        "date": "A year, month or day: 2022, 2022-11, 2022-11-24.",
        "person": "A name as written.",
        "identifier": "An identifier; its form and check digits are checked.",
        "link": "An address beginning with http:// or https://.",
    }
)


class HelpPanel(QWidget):
    """A few lines at the bottom of the form; F1 opens it, Esc or F1 closes it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("form.help")
        self.title = QLabel(self)
        self.words = QLabel(self)
        for label in (self.title, self.words):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 10)
        column.setSpacing(2)
        column.addWidget(self.title)
        column.addWidget(self.words)
        self.hide()

    def show_field(
        self,
        field: Field,
        evidence: tuple[Evidence, ...],
        *,
        places: EvidencePlaces,
        more: tuple[str, ...] = (),
    ) -> None:
        theme = theme_of(self)
        self.title.setFont(theme.sans(13, True))
        self.words.setFont(theme.sans(13))
        letter = f"   {field.letter} in the article" if field.letter else ""
        self.title.setText(f"{field.label}{letter}")
        lines = [field.help, KIND_WORDS[field.kind]]
        if field.many:
            lines.append("Takes several values.")
        lines += [f"{in_marks(e.quote)} {places.whole(e)}" for e in evidence]
        lines += more
        self.words.setText("\n".join(filter(None, lines)))
        self.setAccessibleName(f"Help: {self.title.text()}. {self.words.text()}")

    @Slot()
    def close_help(self) -> None:
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme_of(self).tokens
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.raised))
        painter.fillRect(QRectF(0, 0, self.width(), 1), QColor(tokens.border))
        painter.end()
