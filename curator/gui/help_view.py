"""All keys, on one page: read from the declarations, so that none is missing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from curator.domain.forms import Form
from curator.gui.actions import MENUS
from curator.gui.article.keys import ARTICLE_KEYS
from curator.gui.bottom.table import Cell, SmallTable, TableRow
from curator.gui.command import Context
from curator.gui.widgets import Button, ElidedLabel, Page

_WHERE: Final[Mapping[Context, str]] = {
    "window": "Everywhere",
    "open": "Everywhere",
    "curating": "Article and form",
    "article": "In the article",
}


class HelpView(Page):
    """Every key and what it does, in a table that takes the keyboard."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("help")
        self.setAccessibleName("All keys")
        self.back = Button("Back", self, key="Esc")
        self.back.clicked.connect(self.close_wanted)
        self.table = SmallTable(
            "Keys", (("Command", 32), ("Keys", 22), ("Where", 16), ("What it does", 60)), self
        )
        self.add_head(self.back, ElidedLabel("All keys", self, px=16, semibold=True))
        self.column.addWidget(self.table, 1)

    def show_keys(self, form: Form | None) -> None:
        """Every command, the keys of the article, the letters of the form."""
        self.table.show_rows(key_rows(form))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)


def key_rows(form: Form | None) -> list[TableRow]:
    """One row for each command, each key of the article and each letter."""
    rows = [
        _row(one.id, one.words, ", ".join(one.keys), where=_WHERE[one.context], does=one.help)
        for group in MENUS.values()
        for one in group
    ]
    rows += [
        _row(f"article:{key.keys}", key.does, key.keys, where="In the article", does=key.does)
        for key in ARTICLE_KEYS
    ]
    for letter, field in sorted(form.letters().items()) if form else ():
        does = f"Put the selected words into {field.label}, with their place. {field.help}"
        rows.append(
            _row(f"letter:{letter}", field.label, letter, where="In the article", does=does)
        )
    return rows


def _row(row_id: str, label: str, keys: str, *, where: str, does: str) -> TableRow:
    # Enter and Return are two keys to Qt and one to a curator.
    shown = ", ".join(dict.fromkeys(keys.replace("Return", "Enter").split(", ")))
    cells = (Cell(label, ink="ink"), Cell(shown, semibold=True), Cell(where), Cell(does))
    return TableRow(row_id, cells)
