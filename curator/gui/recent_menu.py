"""Registry > Open recent: the registries that were open before."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from curator.gui.widgets.base import tooltip_text
from curator.services.settings import load_settings


class RecentMenu(QObject):
    """``chosen`` brings the path or URL of a registry.  Read anew each time the menu is opened."""

    chosen = Signal(str)

    def __init__(self, menu: QMenu, before: QAction) -> None:
        super().__init__(menu)
        self.menu = QMenu("Open recent", menu)
        self.menu.setToolTipsVisible(True)
        menu.insertMenu(before, self.menu)
        self.menu.aboutToShow.connect(self.fill)

    @Slot()
    def fill(self) -> None:
        """Name the registries that are still there, the last opened first."""
        self.menu.clear()
        recent = [one for one in load_settings()[0].recent if "://" in one or Path(one).exists()]
        for number, target in enumerate(recent, start=1):
            action = self.menu.addAction(_label(number, target))
            action.setToolTip(tooltip_text(target))
            action.triggered.connect(partial(self.chosen.emit, target))
        if not recent:
            self.menu.addAction("Nothing was open before").setEnabled(False)


def _label(number: int, target: str) -> str:
    """``1  studies.curator  –  ~/data``; the digit is the key within the menu."""
    digit = f"&{number}" if number < 10 else str(number)
    if "://" in target:
        return f"{digit}  {target.replace('&', '&&')}"
    path = Path(target)
    home = str(Path.home())
    folder = str(path.parent)
    where = f"~{folder.removeprefix(home)}" if folder.startswith(home) else folder
    name, where = path.name.replace("&", "&&"), where.replace("&", "&&")
    return f"{digit}  {name}  –  {where}"
