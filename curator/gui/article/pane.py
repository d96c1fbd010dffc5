"""The article pane: which article it is, its text, what is folded, and find."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QLabel, QStackedWidget, QVBoxLayout, QWidget

from curator.gui.article.find_bar import FindBar
from curator.gui.article.folding import Folded, furniture_ranges
from curator.gui.article.header import MODES, Bar, Header, WholeLabel
from curator.gui.article.notice import Notice
from curator.gui.article.page_view import PageView
from curator.gui.article.text_moves import Range
from curator.gui.article.values import ArticleText, Mode, Span
from curator.gui.article.view import ArticleView
from curator.gui.theme.paint import paint_focus
from curator.gui.theme.palette import qt_palette
from curator.gui.theme.theme import current_theme, theme_holder, theme_of
from curator.gui.theme.tokens import Tokens
from curator.gui.widgets import (
    Button,
    ElidedLabel,
    IconLabel,
)

HINT: Final = "Select words, then press a field’s letter"


class ArticlePane(QWidget):
    """Header, find bar, text and footer; ``view`` has the signals that fields live on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("article.pane")
        self.setAccessibleName("Article")
        self.view = ArticleView(self)
        self.header = Header(self)
        self.notice = Notice(self)
        self.find_bar = FindBar(self.view, self)
        self.find_bar.hide()
        self.footer = _Footer(self)
        self._empty = _Empty(self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.view)
        self.pages = PageView(self)
        self._stack.addWidget(self.pages)
        _FocusRing(self.view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.notice)
        column.addWidget(self.find_bar)
        column.addWidget(self._stack, 1)
        column.addWidget(self.footer)
        self.setFocusProxy(self.view)
        self.header.modes.current_changed.connect(self._on_mode)
        self.header.find_button.clicked.connect(self.open_find)
        self.footer.fold.clicked.connect(self._on_fold)
        self.view.folds_changed.connect(self._show_folds)
        self.view.selection_changed.connect(self._show_folds)
        self.pages.page_changed.connect(self._show_folds)
        self.pages.words_chosen.connect(self._choose_words)
        self.pages.letter_pressed.connect(self.view.letter_pressed)
        self.pages.copy_asked.connect(self.view.copy)
        self.view.selection_changed.connect(self._share_selection)
        self._own: Tokens | None = None
        self._dressed = False
        self._before_scan: Mode | None = None
        theme_holder().changed.connect(self._on_theme)
        self.clear()

    def show_article(self, article: ArticleText, spans: tuple[Span, ...] = ()) -> None:
        """Show an article with its evidence."""
        self.view.show_article(article, spans)
        self.pages.show_pages(article.pages, name=article.label)
        self._tell_furniture()
        self.find_bar.set_text(article.body)
        self.header.show_article(article)
        self.notice.show_article(article)
        self._show_scan(article)
        self._show_mode()
        self.footer.show()
        self._show_folds()

    def keep_article(self, article: ArticleText, spans: tuple[Span, ...] = ()) -> None:
        """The article that is shown, where something of it may have changed: caret and place stay.

        In another of its texts it begins anew.
        """
        shown = self.view.article
        if article == shown:
            return
        if (article.article_id, article.body) != (shown.article_id, shown.body):
            self.show_article(article, spans)
            return
        self.view.set_blocks(article.blocks)
        self.view.article = article
        self._tell_furniture()
        self.header.show_article(article)
        self.notice.show_article(article)

    def _tell_furniture(self) -> None:
        """The pages select words of the text, which knows what of it is no text of the article."""
        article = self.view.article
        if article.pages:
            self.pages.set_furniture(furniture_ranges(article.body, article.blocks))

    def clear(self) -> None:
        """No article is open."""
        self.header.show_article(None)
        self.notice.show_article(None)
        self.find_bar.hide()
        self.footer.hide()
        self._stack.setCurrentWidget(self._empty)

    def set_read_only(self, why: str) -> None:
        """Say with a lock, and why, that words cannot be put into fields; "" where they can."""
        self.header.set_read_only(why)
        self.footer.set_read_only(bool(why))

    def set_mode(self, mode: Mode) -> None:
        """``cleaned``, ``raw``, or ``page`` where the article has pages."""
        self.header.modes.set_current(MODES.index(mode))

    @property
    def mode(self) -> Mode:
        """How the article is shown."""
        return MODES[self.header.modes.current]

    def focus_text(self) -> None:
        """Give the keyboard to the text, or to the pages."""
        shown = self.pages if self.mode == "page" else self.view
        shown.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def scroll_to(self, start: int, end: int) -> None:
        """Bring words into view, on their page where pages are shown."""
        if self.mode != "page":
            self.view.scroll_to(start, end)
            return
        spans = self.view.spans
        span = next((one for one in spans if (one.start, one.end) == (start, end)), None)
        blocks = self.view.article.blocks
        page = next((one.page for one in blocks if one.start <= start < one.end), 0)
        self.pages.go_to(span.id if span is not None else "", page=page)

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

    @Slot(object)
    def _choose_words(self, words: Range | None) -> None:
        """What is selected on the pages is selected in the text, which alone knows."""
        if words is None:
            self.view.clear_selection()
        else:
            self.view.select(*words)
        self._share_selection()

    @Slot()
    def _share_selection(self) -> None:
        self.pages.set_selected(self.view.selected_range())

    @Slot(int)
    def _on_mode(self, index: int) -> None:
        self._show_mode()
        if MODES[index] == "page":
            first = self.view.shown.to_text(self.view.textCursor().position())
            before = [one.page for one in self.view.article.blocks if one.start <= first]
            self.pages.go_to_page(max(before, default=1))
        focus = QApplication.focusWidget()
        if focus is not None and self.isAncestorOf(focus):
            self.focus_text()

    def _show_scan(self, article: ArticleText) -> None:
        """Pages without words are shown as pages; the next article as its curator likes it."""
        scan = bool(article.pages) and not article.body.strip()
        if scan and self.mode != "page":
            self._before_scan = self.mode
            self.header.modes.set_current(MODES.index("page"))
        elif not scan and self._before_scan is not None:
            if self.mode == "page":
                self.header.modes.set_current(MODES.index(self._before_scan))
            self._before_scan = None

    def _show_mode(self) -> None:
        page = self.mode == "page"
        self._stack.setCurrentWidget(self.pages if page else self.view)
        self.setFocusProxy(self.pages if page else self.view)
        if page:
            self.find_bar.hide()
            self.pages.want()
        else:
            self.view.set_mode(self.mode)
        self.header.find_button.setEnabled(not page)
        self._show_folds()

    @Slot()
    def _on_fold(self) -> None:
        if self.view.folded:
            self.view.unfold()
        else:
            self.view.fold()

    @Slot()
    def _show_folds(self) -> None:
        self.footer.show_state(
            mode=self.mode,
            folded=self.view.folded,
            unfolded=self.view.unfolded,
            selected=sum(fold.lines for fold in self.view.selected_folds()),
            page=f"Page {self.pages.page} of {self.view.article.pages}",
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


class _Footer(Bar):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, top=False)
        self._icon = IconLabel("fold", self)
        self._state = WholeLabel("", self, ink="ink3", px=13)
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

    def show_state(
        self, *, mode: Mode, folded: Folded, unfolded: Folded, selected: int, page: str
    ) -> None:
        """What of the text is folded, and what the selection holds of it."""
        if mode == "page":
            folded = unfolded = Folded()
        told = folded or unfolded
        self._icon.setVisible(bool(told))
        self._state.setVisible(bool(told))
        self.fold.setVisible(bool(told) and mode == "cleaned")
        self._icon.set_icon("fold" if folded else "unfold")
        self._state.say(f"{told.words} {'folded' if folded else 'shown'}")
        self.fold.setText("Unfold" if folded else "Fold")
        self.fold.setAccessibleName(f"{self.fold.text()} page furniture")
        if mode == "page":
            self.hint.say(page)
        elif selected:
            held = "line" if selected == 1 else "lines"
            self.hint.say(f"The selection holds {selected} folded {held}")
        else:
            self.hint.say(self._hint)
        self.hint.restyle(ink="warn" if selected and mode != "page" else "ink3")
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
