"""The process that installs a vocabulary: ``python -m curator.services.installing_process``.

It reads one JSON object from its standard input, ``{"file", "folder", "part", "name", "role",
"release"}``, and writes lines of JSON: ``{"step": [done, total, what]}`` now and then, at the end
``{"installed": {...}}`` or ``{"failed": {"error", "sentence", "hint"}}``.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO, Final

from curator.domain.errors import CuratorError
from curator.services.installed_vocabularies import InstalledVocabularies
from curator.services.installing_vocabularies import Wanted, install_vocabulary

NICE: Final = 5
_OFTEN: Final = 0.1


class _Told:
    """Progress as lines, not more than ten a second; implements ``Progress``."""

    def __init__(self, sink: BinaryIO) -> None:
        self._sink = sink
        self._last = 0.0

    def step(self, done: int, total: int, what: str = "") -> None:
        if time.monotonic() - self._last > _OFTEN or done == total:
            self._last = time.monotonic()
            say(self._sink, {"step": [done, total, what]})


def say(sink: BinaryIO, value: dict[str, Any]) -> None:
    sink.write(json.dumps(value).encode("ascii") + b"\n")
    sink.flush()


def _end_with_the_input() -> None:
    """Stop at once where nobody waits any more; whoever asked removes what was written."""
    sys.stdin.buffer.read()
    os._exit(1)


def main() -> None:
    sink = os.fdopen(os.dup(1), "wb")
    # Whatever a library prints must not get among the answers.
    os.dup2(2, 1)
    if sys.platform != "win32":
        os.nice(NICE)
    asked = json.loads(sys.stdin.buffer.readline())
    threading.Thread(target=_end_with_the_input, daemon=True).start()
    try:
        installed = install_vocabulary(
            Path(asked["file"]),
            Wanted(asked["name"], asked["role"], asked["release"]),
            progress=_Told(sink),
            installed=InstalledVocabularies(Path(asked["folder"])),
            part=Path(asked["part"]),
        )
        say(sink, {"installed": asdict(installed)})
    except BrokenPipeError:
        return  # nobody is there to hear it
    except CuratorError as error:
        name = type(error).__name__
        say(sink, {"failed": {"error": name, "sentence": error.sentence, "hint": error.hint}})


if __name__ == "__main__":
    main()
