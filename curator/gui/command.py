"""What a command is: one thing that the window can do, with its key and where it acts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Context = Literal["window", "open", "curating", "article"]
Group = Literal["field", "article", "registry", "window"]

WITHIN: Final[dict[Context, tuple[Context, ...]]] = {
    "window": ("window",),
    "open": ("window", "open"),
    "curating": ("window", "open", "curating"),
    "article": ("window", "open", "curating", "article"),
}
"""Each context with those around it: ``open`` needs a registry, ``curating`` an article."""


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that the window can do.

    Attributes:
        id: ``area.verb``; the action's object name.
        label: In menus and the palette; an ellipsis where more is asked.
        help: One sentence, for tooltip and help.
        keys: As Qt reads them; the first is shown.  With context ``article`` the pane itself acts
            on them, so that a letter typed elsewhere stays a letter.
        group: Where the palette puts it.
        submenu: Title of a menu within its menu, or "".
        rule: A line stands before it in its menu.
        check: It is on or off.
        own: One pane acts on its keys itself, and only there.
    """

    id: str
    label: str
    help: str
    keys: tuple[str, ...] = ()
    context: Context = "open"
    group: Group = "window"
    icon: str = ""
    submenu: str = ""
    rule: bool = False
    check: bool = False
    own: bool = False

    @property
    def words(self) -> str:
        """The label without the ellipsis."""
        return self.label.removesuffix("…")
