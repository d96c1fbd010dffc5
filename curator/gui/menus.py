"""The window's actions and menus, made from the declarations in ``actions``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from curator.gui.actions import MENUS, commands
from curator.gui.command import WITHIN, Command, Context
from curator.gui.theme.icons import icon
from curator.gui.theme.theme import current_theme
from curator.gui.widgets.base import tooltip_text

_CHOICES: Final = ("theme.", "paper.")
"""Of the commands whose ids begin alike one is checked."""


class Actions(QObject):
    """One QAction for each command; what is not of the window's context is disabled.

    ``triggered(id)`` tells of every one that ran, for the palette's order of use.
    """

    triggered = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._actions: dict[str, QAction] = {}
        self._submenus: dict[tuple[str, str], QMenu] = {}
        self._context: Context = "window"
        choices = {prefix: QActionGroup(self) for prefix in _CHOICES}
        for command in commands():
            action = _action(command, window)
            self._actions[command.id] = action
            action.triggered.connect(self._tell)
            window.addAction(action)
            for prefix, group in choices.items():
                if command.id.startswith(prefix):
                    group.addAction(action)
        self.set_context("window")

    def __getitem__(self, command_id: str) -> QAction:
        return self._actions[command_id]

    @property
    def context(self) -> Context:
        return self._context

    def on(self, command_id: str, act: Callable[[], object]) -> None:
        """Let a command do ``act``; several may be told."""
        self._actions[command_id].triggered.connect(_Call(act, self).run)

    def fill(self, menus: dict[str, QMenu]) -> None:
        """Put every command into its menu, by the menus' titles."""
        for title, group in MENUS.items():
            menu = menus[title]
            for command in group:
                if command.rule:
                    menu.addSeparator()
                self._place(menu, title, command=command).addAction(self._actions[command.id])

    def _place(self, menu: QMenu, title: str, *, command: Command) -> QMenu:
        if not command.submenu:
            return menu
        key = (title, command.submenu)
        if key not in self._submenus:
            self._submenus[key] = menu.addMenu(command.submenu)
        return self._submenus[key]

    def set_context(self, context: Context) -> None:
        """Say where the window is; commands of places further in are disabled."""
        self._context = context
        self._enable()

    def _enable(self) -> None:
        # The article pane acts on its own keys itself: its commands are live beside the form.
        within = {*WITHIN[self._context], *(("article",) if self._context == "curating" else ())}
        for command in commands():
            self._actions[command.id].setEnabled(command.context in within)

    def restyle(self) -> None:
        """Tint the icons for the theme."""
        theme = current_theme()
        for command in commands():
            if command.icon:
                made = icon(command.icon, theme.tokens.ink2, theme.px(16))
                self._actions[command.id].setIcon(made)

    @Slot()
    def _tell(self) -> None:
        sender = self.sender()
        if isinstance(sender, QAction):
            self.triggered.emit(sender.objectName())


class _Call(QObject):
    """A slot for a function that takes nothing: ``triggered`` brings whether it is checked."""

    def __init__(self, act: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._act = act

    @Slot()
    def run(self) -> None:
        self._act()


def _action(command: Command, window: QWidget) -> QAction:
    action = QAction(window)
    action.setObjectName(command.id)
    action.setCheckable(command.check)
    shown = ", ".join(command.keys[:1])
    if command.context == "article" or command.own:
        action.setText(f"{command.label}\t{shown}" if shown else command.label)
    else:
        action.setText(command.label)
        action.setShortcuts([QKeySequence(key) for key in command.keys])
    action.setToolTip(tooltip_text(f"{command.help} {shown}".rstrip()))
    action.setStatusTip(command.help)
    if command.id == "window.quit":
        action.setMenuRole(QAction.MenuRole.QuitRole)
    return action
