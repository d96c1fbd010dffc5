"""Where the window is: which page is in the centre, which pane has the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QWidget

from curator.export.codebook import codebook_markdown
from curator.gui.article.values import Mode
from curator.gui.codebook_view import CodebookView
from curator.gui.command import Context
from curator.gui.help_view import HelpView
from curator.gui.layout import Layout
from curator.gui.menus import Actions
from curator.gui.panes import PANES, Pane
from curator.gui.session import Session


class Places(QObject):
    """Shows pages and panes; the commands that make sense there are live.

    Attributes:
        empty: The registry has nothing yet: the start is shown instead of the panes.
        none_open: No registry could be opened: the start shows the ways to one.
    """

    def __init__(self, layout: Layout, session: Session, *, actions: Actions) -> None:
        super().__init__(layout)
        self._layout, self._session, self._actions = layout, session, actions
        self.empty = self.none_open = False
        self.help = HelpView()
        self.codebook = CodebookView()
        for page in (self.help, self.codebook):
            layout.centre.addWidget(page)
            page.close_wanted.connect(self.show_desk)
        layout.show_centre(layout.curating)
        layout.article.header.modes.current_changed.connect(self._show_mode)

    @Slot()
    def show_desk(self) -> None:
        """Curating, or the start while the registry is empty or there is none."""
        start = self.empty or self.none_open
        page = self._layout.start if start else self._layout.curating
        self._layout.start.show_choices(registry=not self.none_open)
        if self._layout.shown is not page:
            self._layout.show_centre(page)
            if page is self._layout.curating:
                self._layout.article.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.set_context()

    @Slot()
    def leave_page(self) -> None:
        """Esc that nobody took, as on a button of the bars: back from a page to the desk."""
        if self._layout.shown not in (self._layout.curating, self._layout.start):
            self.show_desk()

    def show_page(self, page: QWidget) -> None:
        """Give a page the whole centre; Esc there comes back to the desk."""
        self._layout.show_centre(page)
        self.set_context()

    def set_context(self) -> None:
        context: Context = "window"
        if self._session.registry is not None:
            at_desk = self._layout.shown is self._layout.curating
            context = "curating" if at_desk and self._session.draft is not None else "open"
        self._actions.set_context(context)

    def show_keys(self) -> None:
        self.help.show_keys(self._session.form)
        self.show_page(self.help)

    def show_codebook(self) -> None:
        """What the form declares, to be read; at the field that was current."""
        form = self._session.form
        if form is not None:
            field = form.field(self._layout.form.current_field())
            at = f"{field.label} ({field.key};" if field else ""
            self.show_page(self.codebook)
            self.codebook.show_text(codebook_markdown(form), at=at)

    def focus_pane(self, pane: Pane) -> None:
        """Bring a pane into sight and give it the keyboard."""
        layout = self._layout
        self.show_desk()
        layout.panes.show_pane(pane)
        if pane == "list":
            layout.queue.focus_list()
        elif pane == "form":
            layout.form.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            layout.article.focus_text()

    def step_pane(self, step: int) -> None:
        """The next pane (1) or the one before (-1): list, article, form, bottom."""
        layout = self._layout
        around: list[QWidget] = [layout.queue, layout.article, layout.form, layout.bottom]
        focus = layout.window.focusWidget()
        here = 0
        if focus is not None:
            here = next((n for n, one in enumerate(around) if one.isAncestorOf(focus)), 0)
        there = (here + step) % len(around)
        if there < len(PANES):
            self.focus_pane(PANES[there])
        else:
            layout.bottom.focus_tab()

    def toggle_list(self) -> None:
        panes = self._layout.panes
        panes.set_list_shown(not panes.list_shown)
        if panes.list_shown and panes.arrangement != "wide":
            self._layout.queue.focus_list()

    def toggle_bottom(self) -> None:
        self._layout.bottom.set_open(not self._layout.bottom.open)

    def find(self) -> None:
        self._layout.panes.show_pane("article")
        self._layout.article.open_find()

    def search(self) -> None:
        """Put the keyboard into the search above the list."""
        self.show_desk()
        self._layout.panes.show_pane("list")
        self._layout.queue.focus_search()

    def toggle_raw(self) -> None:
        self._toggle_mode("raw")

    def toggle_page(self) -> None:
        """The pages, where the article has any, or its text again."""
        article = self._layout.article
        if article.mode != "page" and not article.view.article.pages:
            self._layout.messages.say("page", kind="info", parts="This article has no pages.")
            self._show_mode()
        else:
            self._toggle_mode("page")

    def _toggle_mode(self, mode: Mode) -> None:
        article = self._layout.article
        article.set_mode("cleaned" if article.mode == mode else mode)

    @Slot()
    def _show_mode(self) -> None:
        for mode in ("raw", "page"):
            self._actions[f"view.{mode}"].setChecked(self._layout.article.mode == mode)
