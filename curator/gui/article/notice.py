"""A bar below the head of the article pane: what is wrong with its text, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from curator.gui.article.values import ArticleText
from curator.gui.theme.theme import theme_of
from curator.gui.widgets import Button, IconLabel, Sentence, Surface
from curator.services.encodings import takes_encoding

NO_TEXT_LAYER = "text layer"
_PICTURES = " Its words are pictures of words."


class Notice(Surface):
    """``encodings_asked`` wants the menu of encodings, ``ocr_asked`` the pages read by OCR.

    ``mending_asked`` wants a further text with the spoilt characters repaired.
    """

    fill = "warnbg"
    edge = "bottom"
    encodings_asked = Signal()
    ocr_asked = Signal()
    mending_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("article.notice")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._icon = IconLabel("warning", self, size=16)
        self.sentence = Sentence(parent=self, px=13)
        self.mending = Button("Repair in a further text", self, small=True)
        self.mending.clicked.connect(self.mending_asked)
        self.button = Button("", self, small=True)
        self.button.clicked.connect(self._pressed)
        self._article: ArticleText | None = None
        self._reading = ""
        row = QHBoxLayout(self)
        row.addWidget(self._icon)
        row.addWidget(self.sentence, 1)
        row.addWidget(self.mending)
        row.addWidget(self.button)
        self._row = row
        self._icon.set_icon("warning", ink="warn", said="Warning")
        self.hide()
        self._space()

    def show_article(self, article: ArticleText | None) -> None:
        """Say what this article's text lacks; nothing where it lacks nothing."""
        self._article = article
        if article is not None and article.lacks == NO_TEXT_LAYER:
            running = article.article_id == self._reading
            more = " Its pages are being read by OCR." if running else _PICTURES
            self._say(
                (("No text layer (scanned).", True), (more, False)),
                action="" if running else "Read by OCR",
            )
        elif article is not None and article.mojibake:
            # What is sound UTF-8 was spoilt before it was written: no other encoding mends that.
            sound = article.encoding.startswith("utf-8") and not article.replacements
            other = takes_encoding(article.media_type) and not sound
            self._say(
                ((article.mojibake, False),),
                action="Other encoding" if other else "",
                mends=True,
            )
        else:
            self.hide()

    def show_reading(self, article: str) -> None:
        """Of which article the pages are read by OCR now; "" for none."""
        if article != self._reading:
            self._reading = article
            self.show_article(self._article)

    def _say(
        self, parts: tuple[tuple[str, bool], ...], *, action: str, mends: bool = False
    ) -> None:
        self.sentence.set_parts(parts)
        self.setAccessibleName(f"Warning: {self.sentence.text()}")
        self.button.setText(action)
        self.button.setAccessibleName(action)
        self.button.setVisible(bool(action))
        self.button.updateGeometry()
        self.mending.setVisible(mends)
        self.show()

    @Slot()
    def _pressed(self) -> None:
        if self._article is not None and self._article.lacks:
            self.ocr_asked.emit()
        else:
            self.encodings_asked.emit()

    def _space(self) -> None:
        px = theme_of(self).px
        self._row.setContentsMargins(px(28), px(5), px(16), px(6))
        self._row.setSpacing(px(8))
