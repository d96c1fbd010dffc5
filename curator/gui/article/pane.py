"""The article pane: which article it is, its text, what is folded, and find."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from curator.gui.article.find_bar import FindBar
from curator.gui.article.values import ArticleText, Mode, Span
from curator.gui.article.view import ArticleView
from curator.gui.theme.looks import Look
from curator.gui.theme.paint import chip_size, paint_chip, paint_focus
from curator.gui.theme.palette import qt_palette
from curator.gui.theme.theme import current_theme, theme_holder, theme_of
from curator.gui.theme.tokens import Tokens
from curator.gui.widgets import (
    Button,
    ElidedLabel,
    IconLabel,
    PaintedLabel,
    SegmentedControl,
    tooltip_text,
)

HINT: Final = "Select words, then press a field’s letter"
_MODES: Final[tuple[Mode, ...]] = ("cleaned", "raw")
_PLAIN: Final = frozenset({"", "utf-8", "utf8", "ascii", "us-ascii", "utf-8-sig"})


class ArticlePane(QWidget):
    """Header, find bar, text and footer; ``view`` has the signals that fields live on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("article.pane")
        self.setAccessibleName("Article")
        self.view = ArticleView(self)
        self.header = _Header(self)
        self.find_bar = FindBar(self.view, self)
        self.find_bar.hide()
        self.footer = _Footer(self)
        self._empty = _Empty(self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.view)
        _FocusRing(self.view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.find_bar)
        column.addWidget(self._stack, 1)
        column.addWidget(self.footer)
        self.setFocusProxy(self.view)
        self.header.modes.current_changed.connect(self._on_mode)
        self.header.find_button.clicked.connect(self.open_find)
        self.footer.fold.clicked.connect(self._on_fold)
        self.view.folds_changed.connect(self._show_folds)
        self.view.selection_changed.connect(self._show_folds)
        self._own: Tokens | None = None
        self._dressed = False
        theme_holder().changed.connect(self._on_theme)
        self.clear()

    def show_article(self, article: ArticleText, spans: tuple[Span, ...] = ()) -> None:
        """Show an article with its evidence."""
        self._stack.setCurrentWidget(self.view)
        self.view.show_article(article, spans)
        self.find_bar.set_text(article.body)
        self.header.show_article(article)
        self.footer.show()
        self._show_folds()

    def clear(self) -> None:
        """No article is open."""
        self.header.show_article(None)
        self.find_bar.hide()
        self.footer.hide()
        self._stack.setCurrentWidget(self._empty)

    def set_read_only(self, why: str) -> None:
        """Say with a lock, and why, that words cannot be put into fields; "" where they can."""
        self.header.set_read_only(why)
        self.footer.set_read_only(bool(why))

    def set_mode(self, mode: Mode) -> None:
        self.header.modes.set_current(_MODES.index(mode))

    def set_own_tokens(self, tokens: Tokens | None) -> None:
        """Show the text in a palette of its own, as dark paper in a light window; None: none."""
        if tokens != self._own:
            self._own = tokens
            self._dress()

    @Slot()
    def open_find(self) -> None:
        if self._stack.currentWidget() is self.view:
            self.find_bar.open_bar()

    def find_next(self) -> None:
        self.find_bar.next()

    def find_previous(self) -> None:
        self.find_bar.previous()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Find):
            self.open_find()
        elif event.key() == Qt.Key.Key_F3:
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            (self.find_previous if back else self.find_next)()
        elif event.key() == Qt.Key.Key_Escape and self.find_bar.isVisible():
            self.find_bar.close_bar()
        else:
            super().keyPressEvent(event)

    @Slot(int)
    def _on_mode(self, index: int) -> None:
        self.view.set_mode(_MODES[index])

    @Slot()
    def _on_fold(self) -> None:
        if self.view.folded_lines:
            self.view.unfold()
        else:
            self.view.fold()

    @Slot()
    def _show_folds(self) -> None:
        self.footer.show_state(
            mode=self.view.mode,
            folded=self.view.folded_lines,
            unfolded=self.view.unfolded_lines,
            selected=sum(fold.lines for fold in self.view.selected_folds()),
        )

    @Slot()
    def _on_theme(self) -> None:
        if self._dressed:
            self._dress()

    def _dress(self) -> None:
        theme = current_theme()
        if self._own is not None:
            theme = replace(theme, tokens=self._own)
        self._dressed = True
        theme.apply_to(self.view)
        # A style sheet takes a scroll area's palette back, so it is set once more behind it.
        for part in (self.view, self.view.viewport()):
            part.setPalette(qt_palette(theme.tokens))
        self.view.refresh_theme()


class _Bar(QWidget):
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


class _WholeLabel(ElidedLabel):
    """A line that is never cut: others give way."""

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class _Header(_Bar):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, top=True)
        self._icon = IconLabel("article", self)
        self.label = _WholeLabel("", self, semibold=True)
        self.about = ElidedLabel("", self, ink="ink3", px=13)
        self.encoding = _EncodingChip(self)
        self.modes = SegmentedControl(("Cleaned", "Raw"), self, name="How the text is shown")
        self.find_button = Button("Find", self, key="Ctrl+F", icon="search", small=True)
        for widget in (self._icon, self.label, self.about):
            self.row.addWidget(widget)
        self.row.addStretch(1)
        for control in (self.encoding, self.modes, self.find_button):
            self.row.addWidget(control)

    def show_article(self, article: ArticleText | None) -> None:
        self.modes.setVisible(article is not None)
        self.find_button.setVisible(article is not None)
        if article is None:
            self.label.say("No article")
            self.about.say("")
            self.encoding.hide()
            return
        self.label.say(article.label)
        self.about.say(_about(article))
        self.about.setToolTip(tooltip_text(article.title))
        self.encoding.show_encoding(article.encoding, replacements=article.replacements)
        self._fit()

    def set_read_only(self, why: str) -> None:
        self._icon.set_icon("lock" if why else "article", said=f"Read-only: {why}" if why else "")
        self._icon.setToolTip(tooltip_text(f"Read-only: {why}") if why else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where there is little room the Find button is its icon alone."""
        px = theme_of(self).px
        wide = self.width() >= px(460)
        if bool(self.find_button.text()) != wide:
            self.find_button.setText("Find" if wide else "")
            self.find_button.setAccessibleName("Find")
            self.find_button.set_key("Ctrl+F" if wide else "")
            self.find_button.setToolTip("" if wide else "Find  Ctrl+F")


def _about(article: ArticleText) -> str:
    """``Newsmax Health · 11 paragraphs``; without an outlet the title, or the first words."""
    count = sum(1 for block in article.blocks if block.kind != "furniture")
    name = article.outlet or article.title or _first_words(article)
    paragraphs = f"{count} {'paragraph' if count == 1 else 'paragraphs'}" if count else ""
    return " · ".join(part for part in (name, paragraphs) if part)


def _first_words(article: ArticleText) -> str:
    blocks = (block for block in article.blocks if block.kind != "furniture")
    start = next((block.start for block in blocks), 0)
    return " ".join(article.body[start : start + 200].split())[:60]


class _EncodingChip(PaintedLabel):
    """Says what the bytes were read as, where that is news, and what could not be read."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", parent)
        self._look = Look("info", "", "ink2")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_encoding(self, encoding: str, *, replacements: int) -> None:
        plain = encoding.lower() in _PLAIN
        if replacements:
            unread = "character" if replacements == 1 else "characters"
            self._look = Look("warning", "", "warn", "warnbg")
            self.say(f"{replacements} unread {unread}")
            self.setToolTip(
                tooltip_text(f"Read as {encoding or 'utf-8'}; what could not be read stands as �.")
            )
        elif not plain:
            self._look = Look("info", "", "neutral", "neutralbg")
            self.say(encoding)
            self.setToolTip(tooltip_text(f"The file was read as {encoding}."))
        self.setVisible(bool(replacements) or not plain)

    def sizeHint(self) -> QSize:
        return chip_size(self._look, self.theme, text=self.text())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_chip(painter, QRectF(self.rect()), self._look, self.theme, text=self.text())
        painter.end()


class _Footer(_Bar):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, top=False)
        self._icon = IconLabel("fold", self)
        self._state = _WholeLabel("", self, ink="ink3", px=13)
        self.fold = Button("Unfold", self, rank="link", small=True)
        self._hint = HINT
        self.hint = ElidedLabel(HINT, self, ink="ink3", px=13)
        for widget in (self._icon, self._state, self.fold):
            self.row.addWidget(widget)
        self.row.addStretch(1)
        self.row.addWidget(self.hint)

    def set_read_only(self, read_only: bool) -> None:
        before, self._hint = self._hint, "" if read_only else HINT
        if self.hint.text() == before:
            self.hint.say(self._hint)
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The hint is there whole or not at all; what the selection holds is always said."""
        others = (self._icon, self._state, self.fold)
        taken = sum(one.sizeHint().width() for one in others if not one.isHidden())
        free = self.width() - taken - theme_of(self).px(28 + 16 + 5 * 8)
        needed = self.hint.text() != HINT or free >= self.hint.sizeHint().width()
        self.hint.setVisible(needed)

    def show_state(self, *, mode: Mode, folded: int, unfolded: int, selected: int) -> None:
        """What of the text is folded, and what the selection holds of it."""
        lines = folded or unfolded
        self._icon.setVisible(bool(lines))
        self._state.setVisible(bool(lines))
        self.fold.setVisible(bool(lines) and mode == "cleaned")
        self._icon.set_icon("fold" if folded else "unfold")
        words = f"{lines} {'line' if lines == 1 else 'lines'} of page furniture"
        self._state.say(f"{words} {'folded' if folded else 'shown'}")
        self.fold.setText("Unfold" if folded else "Fold")
        self.fold.setAccessibleName(f"{self.fold.text()} page furniture")
        if selected:
            held = "line" if selected == 1 else "lines"
            self.hint.say(f"The selection holds {selected} folded {held}")
        else:
            self.hint.say(self._hint)
        self.hint.restyle(ink="warn" if selected else "ink3")
        self._fit()


class _Empty(QLabel):
    """What stands here while no article is open."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("No article is open.\nChoose one in the list.", parent)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWordWrap(True)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(self.backgroundRole().Base)
        self.setForegroundRole(self.foregroundRole().PlaceholderText)


class _FocusRing(QWidget):
    """The ring of the text that has the focus; it lies over the text and takes no events."""

    def __init__(self, view: ArticleView) -> None:
        super().__init__(view)
        self._view = view
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        view.installEventFilter(self)
        self._follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._follow()
        return False

    def _follow(self) -> None:
        self.setGeometry(self._view.rect())
        self.setVisible(self._view.hasFocus())
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_focus(painter, QRectF(self.rect()), theme_of(self._view), radius=0)
        painter.end()
