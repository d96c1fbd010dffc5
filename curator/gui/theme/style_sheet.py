"""The application's style sheet, written from the tokens.

Only what a palette cannot say, and few rules: each is matched against every widget.  Lists and
tables are painted by delegates, the small controls of ``curator.gui.widgets`` by themselves.
"""

from __future__ import annotations

from string import Template
from typing import Final, Protocol

from curator.gui.theme.tokens import Tokens


class Sized(Protocol):
    """What the style sheet needs of a theme."""

    @property
    def tokens(self) -> Tokens: ...

    def px(self, length: float) -> int: ...


def style_sheet(theme: Sized) -> str:
    """The rules at the theme's colours and scale."""
    tokens = theme.tokens
    colours = {name: getattr(tokens, name) for name in Tokens.__slots__[3:]}
    lengths = {f"px{n}": str(theme.px(n)) for n in (1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 13, 14, 16, 24)}
    return _RULES.substitute(colours | lengths)


_RULES: Final = Template("""
QToolTip { background: $raised; color: $ink; border: 1px solid $border; padding: ${px4}px; }
""")
