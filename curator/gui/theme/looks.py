"""The icon, the word and the colours of every state; the same wherever the state is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from curator.gui.theme.tokens import Tokens

Status = Literal["reported", "vague", "not_reported", "not_applicable", "unclear", "not_checked"]
Mark = Literal["conflict", "refine", "complement", "agree", "single", "decided", "reopened"]
Kind = Literal["bad", "warn", "info", "ok"]


@dataclass(frozen=True, slots=True)
class Look:
    """How a state is shown: never by colour or by icon alone.

    Attributes:
        icon: Name of an icon.
        word: What stands beside it.
        ink: Token of icon and word.
        fill: Token of the chip's fill; empty where the state is not loud (VISUAL 1.5).
    """

    icon: str
    word: str
    ink: str
    fill: str = ""

    def ink_of(self, tokens: Tokens) -> str:
        return str(getattr(tokens, self.ink))

    def fill_of(self, tokens: Tokens) -> str:
        """The fill as a colour; empty where there is none."""
        return str(getattr(tokens, self.fill)) if self.fill else ""


STATUS_LOOKS: Final[Mapping[Status, Look]] = MappingProxyType(
    {
        "reported": Look("check", "Reported", "ok"),
        "vague": Look("tilde", "Vague", "warn", "warnbg"),
        "not_reported": Look("not_reported", "Not reported", "neutral"),
        "not_applicable": Look("not_applicable", "Not applicable", "neutral"),
        "unclear": Look("question", "Unclear", "unclear", "unclearbg"),
        "not_checked": Look("dashed_circle", "Not checked", "ink3"),
    }
)

MARK_LOOKS: Final[Mapping[Mark, Look]] = MappingProxyType(
    {
        "conflict": Look("conflict", "Conflict", "bad", "badbg"),
        "refine": Look("refine", "Refine", "info", "infobg"),
        "complement": Look("plus", "Complement", "neutral", "neutralbg"),
        "agree": Look("check", "Agree", "ok", "okbg"),
        "single": Look("dot", "Single", "ink3"),
        "decided": Look("check", "Decided", "accentink", "accentbg"),
        "reopened": Look("restore", "Reopened", "warn", "warnbg"),
    }
)

KIND_LOOKS: Final[Mapping[Kind, Look]] = MappingProxyType(
    {
        "bad": Look("warning", "Error", "bad", "badbg"),
        "warn": Look("warning", "Warning", "warn", "warnbg"),
        "info": Look("info", "Note", "info", "infobg"),
        "ok": Look("check", "Done", "ok", "okbg"),
    }
)
