"""Choosing lines of menus, as a user does."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu


def choose(menu: QMenu, *names: str) -> None:
    """Choose a line of a menu, or of a menu in it."""
    *inside, last = names
    held = menu
    for name in inside:
        below = line_of(held, name).menu()
        assert isinstance(below, QMenu)
        held = below
    line_of(held, last).trigger()
    menu.close()


def line_of(menu: QMenu, name: str) -> QAction:
    return next(a for a in menu.actions() if a.text().split("\t")[0] == name)
