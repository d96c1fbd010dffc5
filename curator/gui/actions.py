"""Every command of the window, declared once: menus, shortcuts, palette, tooltips and help read it.

A key acts in its context and in those within it: ``window`` holds everything, ``curating`` is the
article beside the form, ``article`` the article pane while it has the focus.  The letters of the
fields are declared by the form and act there too.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from curator.gui.command import Command
from curator.gui.commands_around import HELP, REGISTRY, TOOLS
from curator.gui.commands_desk import EDIT, STUDY, VIEW
from curator.gui.commands_suggesting import KEPT, SUGGESTIONS
from curator.gui.commands_texts import TEXTS

MENUS: Final[dict[str, tuple[Command, ...]]] = {
    "Registry": REGISTRY,
    "Edit": EDIT,
    "View": VIEW,
    "Study": (*STUDY, *SUGGESTIONS, *TEXTS),
    "Tools": (*TOOLS, *KEPT),
    "Help": HELP,
}


def commands() -> Iterator[Command]:
    for group in MENUS.values():
        yield from group


def command(command_id: str) -> Command:
    """The command of that id.

    Raises:
        KeyError: There is none.
    """
    for one in commands():
        if one.id == command_id:
            return one
    raise KeyError(command_id)
