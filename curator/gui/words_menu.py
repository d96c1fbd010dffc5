"""The menu of words in the article: the same on its text and on its pages."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QPoint, QPointF, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractScrollArea, QMenu

from curator.gui.layout import Layout
from curator.gui.menus import Actions

SEARCHED: Final = 80
"""Selected characters that are searched for at most; of more nobody asks whether they stand."""
_SHOWN: Final = 30


class WordsMenu(QObject):
    """Opened by the pointer or the menu key; without a selection it takes the word there.

    Attributes:
        menu: The one that was opened last.
    """

    def __init__(self, layout: Layout, actions: Actions) -> None:
        super().__init__(layout)
        self._layout, self._actions = layout, actions
        self.menu: QMenu | None = None
        article = layout.article
        article.view.setContextMenuPolicy(article.pages.contextMenuPolicy())
        article.view.customContextMenuRequested.connect(self._over_text)
        article.pages.customContextMenuRequested.connect(self._over_pages)

    @Slot(QPoint)
    def _over_text(self, point: QPoint) -> None:
        view = self._layout.article.view
        if view.selected_range() is None:
            here = view.shown.to_text(view.cursorForPosition(point).position())
            word = view.moves.word_at(here)
            if word is not None and not view.shown.is_folded(word[0]):
                view.select(*word)
        self._open(view, point)

    @Slot(QPoint)
    def _over_pages(self, point: QPoint) -> None:
        pages = self._layout.article.pages
        if pages.selected is None:
            pages.choose_word_at(QPointF(point))
        self._open(pages, point)

    def _open(self, pane: QAbstractScrollArea, point: QPoint) -> None:
        if self.menu is not None:
            self.menu.deleteLater()
        self.menu = menu = QMenu(pane)
        menu.setToolTipsVisible(True)
        words = self._words()
        for command in ("evidence.attach", "field.pick"):
            menu.addAction(self._actions[command])
        menu.addSeparator()
        copy = menu.addAction("Copy\tCtrl+C", self._copy)
        copy.setEnabled(bool(words))
        menu.addSeparator()
        if pane is self._layout.article.view:
            menu.addAction(self._actions["find.article"])
        menu.addAction(self._search(words))
        menu.addSeparator()
        menu.addAction(self._actions["block.mark"])
        menu.popup(pane.viewport().mapToGlobal(point))

    def _search(self, words: str) -> QAction:
        """Search the registry for the words; for none or for too many, as from its menu."""
        if not 0 < len(words) <= SEARCHED:
            return self._actions["find.registry"]
        shown = words if len(words) <= _SHOWN else f"{words[:_SHOWN].rstrip()}…"
        action = QAction(f"Search registry for “{shown.replace('&', '&&')}”", self.menu)
        action.triggered.connect(self._search_words)
        return action

    def _words(self) -> str:
        """What is selected, as one line."""
        view = self._layout.article.view
        chosen = view.selected_range()
        return " ".join(view.article.body[slice(*chosen)].split()) if chosen is not None else ""

    @Slot()
    def _copy(self) -> None:
        self._layout.article.view.copy()

    @Slot()
    def _search_words(self) -> None:
        words = self._words()
        self._actions["find.registry"].trigger()
        self._layout.queue.search.setText(words)
