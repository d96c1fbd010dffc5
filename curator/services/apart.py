"""A process beside the window's, which works for it and answers in lines of JSON.

It is a module of this project, run by ``python -m``.  Its first line of input says what is wanted;
the end of its input tells it to stop.
"""

from __future__ import annotations

import json
import logging
import queue
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, BinaryIO, Final, cast

from curator.domain.errors import StorageError
from curator.ingest.children import environment

TICK: Final = 0.1
"""Seconds between two looks at whether the curator has cancelled."""

_TOLD: Final = 4_000
_log: Final = logging.getLogger(__name__)
_LEAVE: Final = 0.6  # seconds that the process has to end by itself


class Apart:
    """The process, and the thread that collects its lines."""

    def __init__(self, module: str, asked: Mapping[str, Any], *, ended: StorageError) -> None:
        """Start it.

        Args:
            module: What it runs.
            asked: Its first line of input.
            ended: Raised where it ends without an answer.
        """
        self._ended, self._module = ended, module
        # A file, not a pipe: nobody reads along, and a full pipe would stop the process.
        self._said = tempfile.TemporaryFile()  # noqa: SIM115  closed by __exit__
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-X", "utf8", "-m", module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            env=environment(),
            start_new_session=True,  # Ctrl+C in a terminal is the parent's to answer
        )
        self._lines: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        self._collector = threading.Thread(target=self._collect, name="apart", daemon=True)
        self._collector.start()
        self.say(asked)

    def __enter__(self) -> Apart:
        return self

    def __exit__(self, *_: object) -> None:
        """The end of its input tells it to stop; its own children end with theirs."""
        with suppress(BrokenPipeError):  # it has ended before
            self._input.close()
        try:
            self._process.wait(_LEAVE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._collector.join()
        cast("BinaryIO", self._process.stdout).close()
        self._said.close()

    @property
    def _input(self) -> BinaryIO:
        return cast("BinaryIO", self._process.stdin)

    def say(self, value: Mapping[str, Any]) -> None:
        """Give it a line."""
        with suppress(BrokenPipeError):  # it has died: that is what its lines will say
            self._input.write(json.dumps(value).encode("ascii") + b"\n")
            self._input.flush()

    def _collect(self) -> None:
        for line in cast("BinaryIO", self._process.stdout):
            if line.endswith(b"\n"):  # the last one may be torn
                self._lines.put(json.loads(line))
        self._lines.put(None)

    def next(self) -> dict[str, Any] | None:
        """Its next line; None where it says nothing for a moment.

        Raises:
            StorageError: It has ended without an answer.
        """
        try:
            line = self._lines.get(timeout=TICK)
        except queue.Empty:
            return None
        if line is None:
            _log.error("%s ended without an answer. %s", self._module, self._last_words())
            raise self._ended
        return line

    def _last_words(self) -> str:
        """The end of what it wrote to its standard error: the traceback of a fault of ours."""
        self._said.seek(0)
        return self._said.read()[-_TOLD:].decode("utf-8", "replace")
