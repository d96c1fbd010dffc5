"""The head of the article pane: which article, which of its texts, how it was read, how shown."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Signal, Slot
from PySide6.QtGui import QAction, QColor, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from curator.gui.article.values import ArticleText, Mode
from curator.gui.theme.icons import paint_icon
from curator.gui.theme.looks import Look
from curator.gui.theme.paint import (
    ICON,
    RADIUS,
    chip_size,
    fill_round,
    outline_round,
    paint_chip,
    paint_focus,
    paint_line,
)
from curator.gui.theme.theme import theme_of
from curator.gui.widgets import Button, ElidedLabel, IconLabel, SegmentedControl, tooltip_text
from curator.gui.widgets.base import PaintedButton
from curator.services.block_choices import is_folded
from curator.services.encodings import ENCODINGS, encoding_words, takes_encoding

MODES: Final[tuple[Mode, ...]] = ("cleaned", "raw", "page")
_MODE_WORDS: Final = ("Cleaned", "Raw", "Page")
_PLAIN: Final = frozenset({"", "utf-8", "utf8", "ascii", "us-ascii", "utf-8-sig", "utf-8-bom"})
_PAD: Final = 6


class Bar(QWidget):
    """A bar in the colour of the window with a line at its inner edge."""

    def __init__(self, parent: QWidget, *, top: bool) -> None:
        super().__init__(parent)
        self._top = top
        self.row = QHBoxLayout(self)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.space()

    def space(self) -> None:
        theme = theme_of(self)
        left = 28 if self.width() >= theme.px(560) else 16
        self.row.setContentsMargins(theme.px(left), theme.px(4), theme.px(16), theme.px(4))
        self.row.setSpacing(theme.px(8))
        self.setMinimumHeight(theme.px(44 if self._top else 32))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.space()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.space()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme_of(self).tokens
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.panel))
        edge = self.height() - 1 if self._top else 0
        painter.fillRect(0, edge, self.width(), 1, QColor(tokens.line))
        painter.end()


class WholeLabel(ElidedLabel):
    """A line that is never cut: others give way."""

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class Header(Bar):
    """``encoding_chosen`` brings another encoding, ``texts_asked`` wants the list of texts."""

    encoding_chosen = Signal(str)
    texts_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, top=True)
        self._icon = IconLabel("article", self)
        self.label = WholeLabel("", self, semibold=True)
        self.about = ElidedLabel("", self, ink="ink3", px=13)
        self.texts = MenuChip(self)
        self.texts.setObjectName("article.texts")
        self.encoding = MenuChip(self)
        self.encoding.setObjectName("article.encoding")
        self.modes = SegmentedControl(_MODE_WORDS[:2], self, name="How the text is shown")
        self.find_button = Button("Find", self, key="Ctrl+F", icon="search", small=True)
        self.menu: QMenu | None = None
        self._article: ArticleText | None = None
        self._read_only = ""
        for widget in (self._icon, self.label, self.about):
            self.row.addWidget(widget)
        self.row.addStretch(1)
        for control in (self.texts, self.encoding, self.modes, self.find_button):
            self.row.addWidget(control)
        self.texts.clicked.connect(self.texts_asked)
        self.encoding.clicked.connect(self.open_encodings)

    def show_article(self, article: ArticleText | None) -> None:
        self._article = article
        self.modes.setVisible(article is not None)
        self.find_button.setVisible(article is not None)
        if article is None:
            self.label.say("No article")
            self.about.say("")
            self.encoding.hide()
            self.texts.hide()
            return
        if not article.pages and MODES[self.modes.current] == "page":
            self.modes.set_current(0)
        self.modes.set_texts(_MODE_WORDS if article.pages else _MODE_WORDS[:2])
        self.label.say(article.label)
        self.about.say(_about(article))
        told = "\n".join(filter(None, (article.title, article.standing)))
        self.about.setToolTip(tooltip_text(told))
        number, count = article.text_number, article.text_count
        self.texts.show_look(Look("article", f"Text {number} of {count}", "neutral", "neutralbg"))
        self.texts.setToolTip(tooltip_text("This article has several texts. Choose another."))
        self._show_encoding(article)
        self._fit()

    def set_read_only(self, why: str) -> None:
        self._read_only = why
        self._icon.set_icon("lock" if why else "article", said=f"Read-only: {why}" if why else "")
        self._icon.setToolTip(tooltip_text(f"Read-only: {why}") if why else "")

    @Slot()
    def open_encodings(self) -> None:
        """The menu of encodings that the bytes can be taken as; nothing where they say it."""
        article = self._article
        if article is None or not takes_encoding(article.media_type) or self._read_only:
            return
        if self.menu is not None:
            self.menu.deleteLater()
        self.menu = QMenu(self)
        self.menu.setAccessibleName("Read the file in another encoding")
        for encoding, words in ENCODINGS.items():
            action = self.menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(encoding == article.encoding.lower())
            action.setData(encoding)
        self.menu.triggered.connect(self._on_encoding)
        below = self.encoding if self.encoding.isVisible() else self.find_button
        self.menu.popup(below.mapToGlobal(QPoint(0, below.height())))

    @Slot(QAction)
    def _on_encoding(self, action: QAction) -> None:
        article = self._article
        if article is not None and action.data() != article.encoding.lower():
            self.encoding_chosen.emit(action.data())

    def _show_encoding(self, article: ArticleText) -> None:
        """Say what the bytes were read as, loudly where that is news or some could not be read."""
        words = encoding_words(article.encoding)
        if article.replacements:
            count = article.replacements
            look = Look("warning", f"{words or 'UTF-8'}, {count} unread", "warn", "warnbg")
            told = f"{count} {_characters(count)} could not be read and stand as �."
        else:
            plain = article.encoding.lower() in _PLAIN
            look = (
                Look("info", words, "ink3")
                if plain
                else Look("info", words, "neutral", "neutralbg")
            )
            told = f"The file was read as {words}."
        more = " Choose another encoding." if takes_encoding(article.media_type) else ""
        self.encoding.show_look(look)
        self.encoding.setToolTip(tooltip_text(told + more))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where there is little room Find is its icon alone and a usual encoding is not said."""
        article = self._article
        if article is None:
            return
        px = theme_of(self).px
        plain = article.encoding.lower() in _PLAIN and not article.replacements
        said = bool(article.encoding) and (takes_encoding(article.media_type) or not plain)
        several = article.text_count > 1
        chips = (several + said) * 90 + (60 if article.pages else 0)
        self.texts.setVisible(several)
        self.encoding.setVisible(said and (not plain or self.width() >= px(400 + chips)))
        wide = self.width() >= px(460 + chips)
        if bool(self.find_button.text()) != wide:
            self.find_button.setText("Find" if wide else "")
            self.find_button.setAccessibleName("Find")
            self.find_button.set_key("Ctrl+F" if wide else "")
            self.find_button.setToolTip("" if wide else "Find  Ctrl+F")


def _characters(count: int) -> str:
    return "character" if count == 1 else "characters"


def _about(article: ArticleText) -> str:
    """``Newsmax Health · 11 paragraphs``; without an outlet the title, or the first words."""
    count = sum(1 for block in article.blocks if not is_folded(block.kind, block.name))
    name = article.outlet or article.title or _first_words(article)
    paragraphs = f"{count} {'paragraph' if count == 1 else 'paragraphs'}" if count else ""
    pages = f"{article.pages} {'page' if article.pages == 1 else 'pages'}" if article.pages else ""
    return " · ".join(part for part in (name, article.standing or pages or paragraphs) if part)


def _first_words(article: ArticleText) -> str:
    blocks = (block for block in article.blocks if block.kind != "furniture")
    start = next((block.start for block in blocks), 0)
    return " ".join(article.body[start : start + 200].split())[:60]


class MenuChip(PaintedButton):
    """A chip that opens a menu: icon, word, a small chevron."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", parent)
        self._look = Look("info", "", "ink2")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_look(self, look: Look) -> None:
        self._look = look
        self.setText(look.word)
        self.setAccessibleName(look.word)
        self.updateGeometry()
        self.update()

    @property
    def _plain(self) -> bool:
        return not self._look.fill

    def sizeHint(self) -> QSize:
        theme = self.theme
        whole = chip_size(self._look, theme)
        if self._plain:
            words = QFontMetrics(theme.sans(12, True)).horizontalAdvance(self._look.word)
            whole.setWidth(words + 2 * theme.px(_PAD))
        return QSize(whole.width() + theme.px(ICON - 2), whole.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, box = self.theme, self.box()
        tokens, radius = theme.tokens, theme.px(RADIUS)
        ink = self._look.ink_of(tokens)
        painter = QPainter(self)
        if self._plain:
            if self.hot:
                fill_round(painter, box, tokens.hover, radius=radius)
            painter.setFont(theme.sans(12, True))
            painter.setPen(QColor(ink))
            paint_line(painter, box.adjusted(theme.px(_PAD), 0, 0, 0), self._look.word)
        else:
            paint_chip(painter, box, self._look, theme)
            if self.hot:
                outline_round(painter, box, ink, radius=radius)
        side = theme.px(ICON - 4)
        room = QRectF(box.right() - side - theme.px(3), 0, side, box.height())
        paint_icon(painter, room, "chevron_down", ink)
        if self.hasFocus():
            paint_focus(painter, box, theme, radius=radius)
        painter.end()
