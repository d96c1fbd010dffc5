"""The start of a process that answers the window's in lines of JSON (``apart.Apart``)."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from typing import Any, BinaryIO, Final

from curator.domain.errors import CuratorError

NICE: Final = 5
"""The window comes first."""


def begin() -> tuple[BinaryIO, BinaryIO, dict[str, Any]]:
    """Where the answers go, where further lines come from, and the first one: what is wanted."""
    sink = os.fdopen(os.dup(1), "wb")
    # Whatever a library prints must not get among the answers.
    os.dup2(2, 1)
    if sys.platform != "win32":
        os.nice(NICE)
    source = sys.stdin.buffer
    return sink, source, json.loads(source.readline())


def say(sink: BinaryIO, value: Mapping[str, Any]) -> None:
    """One line.

    Raises:
        BrokenPipeError: Nobody is there to hear it.
    """
    sink.write(json.dumps(value).encode("ascii") + b"\n")
    sink.flush()


def failed_to_json(error: CuratorError) -> dict[str, Any]:
    return {"failed": {"sentence": error.sentence, "hint": error.hint}}
