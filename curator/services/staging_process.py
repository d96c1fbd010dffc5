"""The process that stages a large import: ``python -m curator.services.staging_process``.

It reads one JSON object from its standard input, stages what that names, and writes what became of
it to its standard output, a JSON object a line: ``{"step": [done, total, name]}`` meanwhile, then
``{"staged": ...}`` or ``{"failed": ...}``.  When its input ends it stops: the window has cancelled,
or is gone.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any, BinaryIO, Final

from curator.domain.changes import Author
from curator.domain.errors import Cancelled, CuratorError
from curator.ingest.files import PathLike
from curator.ingest.values import ReadOptions, SourceFile
from curator.services.answering import begin, failed_to_json, say
from curator.services.importing import Staged, stage_as
from curator.services.registry import Registry
from curator.services.values import ImportLine
from curator.store.journal import ChangeHeader
from curator.store.staging import Staging

TOLD_S: Final = 0.1
"""Seconds between two words on how far it is."""


class Told:
    """Progress, told on the standard output; not so often that it costs time."""

    def __init__(self, sink: BinaryIO) -> None:
        self._sink = sink
        self._next = 0.0

    def step(self, done: int, total: int, what: str = "") -> None:
        now = time.monotonic()
        if now >= self._next or done == total:
            self._next = now + TOLD_S
            self.say({"step": [done, total, what]})

    def say(self, value: Mapping[str, Any]) -> None:
        """One line.

        Raises:
            Cancelled: Nobody is there to hear it.
        """
        try:
            say(self._sink, value)
        except BrokenPipeError as error:
            raise Cancelled from error


def line_to_json(line: ImportLine) -> dict[str, Any]:
    return asdict(line) | {"path": os.fsdecode(line.path)}


def line_from_json(data: Mapping[str, Any]) -> ImportLine:
    """What ``line_to_json`` wrote.

    Raises:
        KeyError, TypeError: It is none.
    """
    return ImportLine(**{**data, "path": os.fsencode(data["path"])})


def path_to_json(path: PathLike | SourceFile) -> Any:
    """A path as a string that ``os.fsencode`` turns back; pasted bytes with their name."""
    if isinstance(path, SourceFile):
        data = None if path.data is None else path.data.hex()
        return [os.fsdecode(path.path), path.name, path.size, data]
    return os.fsdecode(path)


def path_from_json(data: Any) -> PathLike | SourceFile:
    if isinstance(data, str):
        return os.fsencode(data)
    path, name, size, held = data
    return SourceFile(
        os.fsencode(path), str(name), int(size), None if held is None else bytes.fromhex(held)
    )


def options_to_json(options: ReadOptions) -> dict[str, Any]:
    values = {one.name: getattr(options, one.name) for one in fields(options)}
    known = {headers: dict(columns) for headers, columns in options.known.items()}
    return values | {"columns": dict(options.columns), "known": known}


def stage_wanted(wanted: Mapping[str, Any], told: Told, *, cancel: threading.Event) -> Staged:
    """Stage into the folder that the window has made; its file stays when this process ends.

    Raises:
        Cancelled, CuratorError: Nothing is left that counts.
    """
    author = Author(**wanted["header"].pop("author"))
    header = ChangeHeader(author=author, **wanted["header"])
    with closing(Registry.open(wanted["registry"], read_only=True)) as registry:
        staging = Staging(header, form=registry.form, folder=Path(wanted["folder"]))
        return stage_as(
            registry,
            staging,
            paths=[path_from_json(one) for one in wanted["paths"]],
            progress=told,
            cancel=cancel,
            max_bytes=wanted["max_bytes"],
            options=ReadOptions(**wanted["options"]),
        )


def staged_to_json(staged: Staged) -> dict[str, Any]:
    return {
        "count": staged.staging.count,
        "lines": [line_to_json(one) for one in staged.lines],
        "articles": staged.articles,
    }


def _until_the_end(source: BinaryIO, cancel: threading.Event) -> None:
    source.read()
    cancel.set()


def main() -> None:
    sink, source, wanted = begin()
    cancel = threading.Event()
    threading.Thread(target=_until_the_end, args=(source, cancel), daemon=True).start()
    told = Told(sink)
    with suppress(Cancelled):  # nobody waits for an answer to that
        try:
            staged = stage_wanted(wanted, told, cancel=cancel)
        except CuratorError as error:
            told.say(failed_to_json(error))
        else:
            told.say({"staged": staged_to_json(staged)})
    sink.flush()
    # The thread that reads would hold the interpreter's end back.
    os._exit(0)


if __name__ == "__main__":
    main()
