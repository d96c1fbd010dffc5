"""The one declaration of commands and what is read from it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtGui import QKeySequence

from curator.data import data_path
from curator.domain.forms import form_from_json
from curator.gui import wiring
from curator.gui.actions import MENUS, commands
from curator.gui.article.keys import ARTICLE_KEYS
from curator.gui.command import WITHIN, Context
from curator.gui.help_view import key_rows
from curator.gui.main_window import MENU_TITLES
from curator.services.registry import template_declaration

CONTEXTS: tuple[Context, ...] = ("window", "open", "curating", "article")


def test_every_command_has_its_own_id_and_a_sentence_of_help() -> None:
    ids = Counter(one.id for one in commands())
    assert [one for one, count in ids.items() if count > 1] == []
    assert [one.id for one in commands() if not one.help.endswith(".")] == []


@pytest.mark.parametrize("context", CONTEXTS)
def test_no_key_means_two_things_where_it_acts(context: Context) -> None:
    keys = Counter(
        QKeySequence(key).toString()
        for one in commands()
        if one.context in WITHIN[context]
        for key in one.keys
    )
    assert [key for key, count in keys.items() if count > 1] == []


def test_every_key_is_one_that_qt_knows() -> None:
    wrong = [key for one in commands() for key in one.keys if QKeySequence(key).isEmpty()]
    assert wrong == []


def test_the_letters_of_the_form_leave_the_article_its_own_keys() -> None:
    form = form_from_json(template_declaration())
    taken = {key for one in commands() if one.context == "article" for key in one.keys}
    assert not taken & form.letters().keys()


def test_the_articles_keys_are_no_other_commands() -> None:
    zoom = {"zoom.in", "zoom.out", "zoom.reset"}  # in the article they size the article alone
    ours = {QKeySequence(k).toString() for c in commands() if c.id not in zoom for k in c.keys}
    theirs = {
        QKeySequence(one).toString()
        for key in ARTICLE_KEYS
        if key.action and not key.action.startswith("zoom")
        for one in key.keys.split(", ")
    }
    assert not ours & theirs


def test_the_frame_has_the_menus_that_the_commands_are_in() -> None:
    assert tuple(MENUS) == MENU_TITLES


def test_every_key_is_in_the_help() -> None:
    form = form_from_json(template_declaration())
    shown = {key for row in key_rows(form) for key in row.cells[1].text.split(", ")}
    wanted = {key.replace("Return", "Enter") for one in commands() for key in one.keys}
    assert wanted | form.letters().keys() <= shown


def test_every_icon_is_there() -> None:
    folder = data_path("resources", "icons")
    missing = [one.icon for one in commands() if one.icon and not icon_of(folder, one.icon)]
    assert missing == []


def icon_of(folder: Path, name: str) -> bool:
    return (folder / f"{name}.svg").exists()


def test_the_wiring_names_commands_only() -> None:
    source = Path(str(wiring.__file__)).read_text(encoding="utf-8")
    assert [one.id for one in commands() if _wired(one.id, source) is False] == []


def _wired(command_id: str, source: str) -> bool:
    """By name, or by the pattern of its area (``f"export.{kind}"``)."""
    area, _, rest = command_id.partition(".")
    return f'"{command_id}"' in source or (f'f"{area}.{{' in source and bool(rest))
