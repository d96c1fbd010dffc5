"""``curator``: one call of the command line.

A plain ``curator open`` goes to the window at once: what the other commands need, SQLAlchemy most
of all, takes three times as long to import as the window to paint.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any, Final

COMMANDS: Final = "curator.cli.commands"
WINDOW: Final = "curator.gui.app"
CANCELLED_EXIT: Final = 130


def main(arguments: list[str] | None = None) -> int:
    """Run one call; returns its exit code and never lets a traceback out."""
    given = sys.argv[1:] if arguments is None else arguments
    try:
        return _run(given)
    except KeyboardInterrupt:  # while it imports what the commands need
        sys.stderr.write("Cancelled.\n")
        return CANCELLED_EXIT


def _run(given: list[str]) -> int:
    opening = plain_opening(given)
    if opening is None:
        return int(import_module(COMMANDS).run(given))
    try:
        return int(import_module(WINDOW).run_window(**opening))
    except Exception as error:  # noqa: BLE001 - as the commands do: a sentence, no traceback
        return int(import_module(COMMANDS).say(error, json_wanted=False))


def plain_opening(given: Sequence[str]) -> dict[str, Any] | None:
    """What to open, where the call is ``open`` with a place or ``--sample``; None otherwise."""
    if not given or given[0] != "open":
        return None
    rest = given[1:]
    if list(rest) == ["--sample"]:
        return {"sample": True}
    if not rest:
        return {"target": os.environ.get("CURATOR_REGISTRY") or None}
    return {"target": rest[0]} if len(rest) == 1 and not rest[0].startswith("-") else None
