"""Plug-ins that suggest, as the window shows and sets them.

Nothing here needs SQLAlchemy or the plug-ins themselves: the window may import it before its
first paint.  The functions are in ``services/asked_plugins.py``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

_NONE: Final[Mapping[str, int]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class PluginRun:
    """How a plug-in did when it was last asked.

    Attributes:
        seconds: From the question to the answer.
        found: Suggestions that hold.
        dropped: How many do not, by why.
        failed: What went wrong instead of an answer; "" where it answered.
    """

    seconds: float
    found: int = 0
    dropped: Mapping[str, int] = field(default_factory=lambda: _NONE)
    failed: str = ""

    @property
    def sentence(self) -> str:
        """The run for a curator: ``Answered in 1.2 s: 4 suggestions, 1 dropped: ...``."""
        if self.failed:
            return self.failed
        words = [_counted(self.found)]
        for why, count in self.dropped.items():
            words.append(f"{count} dropped{', each' if count > 1 else ''}: {why}")
        return f"Answered in {self.seconds:.1f} s: {', '.join(words)}."


def _counted(found: int) -> str:
    return f"{found or 'no'} suggestion{'' if found == 1 else 's'}"


@dataclass(frozen=True, slots=True)
class PluginOption:
    """One option of a plug-in as a line to be edited.

    Attributes:
        key: Its name to the plug-in; "" for all options together, ``name=value, name=value``.
        default: What holds where the value is empty.
    """

    key: str
    label: str
    value: str
    default: str


@dataclass(frozen=True, slots=True)
class Plugin:
    """A plug-in of this machine, or one that is switched on and not there any more.

    Attributes:
        about: What it is, in a sentence.
        on: Whether it is asked.
        asked: Whether it is being asked right now.
        last: Its last run since the registry was opened; None before.
    """

    name: str
    about: str
    on: bool
    options: tuple[PluginOption, ...]
    asked: bool = False
    last: PluginRun | None = None


@dataclass(frozen=True, slots=True)
class PluginWanted:
    """A plug-in to be switched on or off; ``values`` are its options as typed, by their key."""

    name: str
    on: bool
    values: Mapping[str, str]
