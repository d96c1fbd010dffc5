"""The menus of a value: its status, basis, scope, evidence, and what else can be done with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from curator.domain.claims import (
    ITEM_STATUSES,
    NOT_APPLICABLE,
    NOT_CHECKED,
    NOT_REPORTED,
    REPORTED,
    UNCLEAR,
    VAGUE,
    Item,
    Own,
)
from curator.domain.forms import Part
from curator.gui.form.pieces import in_marks
from curator.gui.form.values import BASIS, SCOPE, RowState
from curator.gui.theme.icons import icon
from curator.gui.theme.looks import STATUS_LOOKS
from curator.gui.theme.theme import theme_of

STATUS_KEYS: Final[Mapping[str, str]] = MappingProxyType(
    {
        NOT_REPORTED: "Alt+0",
        NOT_APPLICABLE: "Alt+7",
        VAGUE: "Alt+8",
        UNCLEAR: "Alt+9",
    }
)
LONGEST: Final = 60


@dataclass(frozen=True, slots=True)
class Act:
    """What a line of a menu asks for: a name, its argument, a piece of evidence by its index."""

    name: str
    argument: str = ""
    index: int = 0


def status_menu(state: RowState, item: Item | None, *, parent: QWidget) -> QMenu:
    """Every status that the value (or the field) can have; one is checked."""
    menu = QMenu(parent)
    now = item.status if item else (state.claim.status if state.claim else NOT_CHECKED)
    usual = [REPORTED, VAGUE, UNCLEAR] if item else [VAGUE, UNCLEAR]
    for status in usual:
        _status(menu, status, now=now)
    menu.addSeparator()
    for status in (NOT_REPORTED, NOT_APPLICABLE, NOT_CHECKED):
        _status(menu, status, now=now)
    return menu


def item_menu(
    state: RowState, item: Item | None, *, parent: QWidget, part: Part | None = None
) -> QMenu:
    """All that can be done with a value, and with the part of it that has the caret."""
    menu = QMenu(parent)
    held = item.evidence if item else (state.claim.evidence if state.claim else ())
    for words, key in (("Cut", "Ctrl+X"), ("Copy", "Ctrl+C"), ("Paste", "Ctrl+V")):
        _line(menu, words, Act("edit", words.lower()), key=key)
    menu.addSeparator()
    status = status_menu(state, item, parent=menu)
    status.setTitle("Status")
    menu.addMenu(status)
    if item is not None:
        for detail in (BASIS, SCOPE):
            sub = menu.addMenu(detail.label)
            now = item.basis if detail is BASIS else item.scope
            for choice in detail.choices:
                _line(sub, choice.label, Act(detail.key, choice.key), checked=choice.key == now)
        _line(menu, "Details: basis, scope, note", Act("toggle_details"), key="Alt+Return")
    if item is not None and part is not None:
        _part_lines(menu, item, part)
    menu.addSeparator()
    for index, one in enumerate(held):
        _quote_lines(menu.addMenu(_short(in_marks(one.quote))), index)
    if held or item is not None:
        _line(menu, "Add words of the article", Act("add_words"), key="E")
    menu.addSeparator()
    _line(menu, "Value of the previous article", Act("take_previous"), key="Ctrl+'")
    if state.field.many and item is not None:
        _line(menu, "Copy the last row", Act("copy_row"), key="Ctrl+D")
    if item is not None:
        _line(menu, "Remove this value", Act("remove_item"), key="Ctrl+Shift+Delete")
    if state.cell.state:
        _line(menu, "Compare the articles", Act("compare"), key="Alt+C")
    _line(menu, "Help on this field", Act("toggle_help"), key="F1")
    return menu


def evidence_menu(index: int, *, parent: QWidget) -> QMenu:
    """What can be done with one piece of evidence."""
    menu = QMenu(parent)
    _quote_lines(menu, index)
    menu.addSeparator()
    _line(menu, "Add words of the article", Act("add_words"), key="E")
    return menu


def _quote_lines(menu: QMenu, index: int) -> None:
    _line(menu, "Show in the article", Act("show", index=index), key="Ctrl+.")
    _line(menu, "Anchor to other words", Act("reanchor", index=index))
    _line(menu, "Remove this evidence", Act("detach", index=index))


def _part_lines(menu: QMenu, item: Item, part: Part) -> None:
    """The part's own status and words, where they differ from its item's."""
    own = item.own.get(part.key, Own())
    sub = menu.addMenu(f"Status of {part.label} alone")
    for status in ITEM_STATUSES:
        _status(sub, status, now=own.status or item.status, act="part_status")
    for index, one in enumerate(own.evidence or ()):
        words = menu.addMenu(f"{part.label}: {_short(in_marks(one.quote))}")
        _line(words, "Show in the article", Act("show", index=len(item.evidence) + index))
        _line(words, "Remove this evidence", Act("detach_part", index=index))


def quotes_menu(quotes: Sequence[str], *, parent: QWidget) -> QMenu:
    """All quotes of a value, to go to one."""
    menu = QMenu(parent)
    for index, quote in enumerate(quotes):
        _line(menu, _short(in_marks(quote)), Act("show", index=index))
    return menu


def _status(menu: QMenu, status: str, *, now: str, act: str = "status") -> None:
    look = STATUS_LOOKS[status]  # type: ignore[index]
    theme = theme_of(menu)
    action = _line(
        menu,
        look.word,
        Act(act, status),
        key=STATUS_KEYS.get(status, ""),
        checked=status == now,
    )
    action.setIcon(icon(look.icon, look.ink_of(theme.tokens), theme.px(16)))


def _line(
    menu: QMenu, words: str, act: Act, *, key: str = "", checked: bool | None = None
) -> QAction:
    # A tab puts the key at the right without making it a shortcut a second time.
    text = words.replace("&", "&&")
    action = menu.addAction(f"{text}\t{key}" if key else text)
    action.setData(act)
    if checked is not None:
        action.setCheckable(True)
        action.setChecked(checked)
    return action


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
