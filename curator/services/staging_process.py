"""The process of a large import: ``python -m curator.services.staging_process``.

It reads one JSON object from its standard input, stages what that names, and writes what became of
it to its standard output, a JSON object a line: ``{"step": [done, total, name]}`` meanwhile, then
``{"staged": COUNT}`` or ``{"failed": ...}``.  Then it waits for a second line, and brings in what
it has staged: ``{"lines": [...]}`` of the report, some at a time, and ``{"brought": CHANGE}``, or
``{"failed": ...}``.  When its input ends before that line it stops, and nothing is left: the window
has cancelled, or is gone.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, BinaryIO, Final

from curator.domain.changes import Author
from curator.domain.errors import Cancelled, CuratorError
from curator.ingest.files import PathLike
from curator.ingest.values import ReadOptions, SourceFile
from curator.services.answering import begin, failed_to_json, say
from curator.services.importing import Staged, bring_in, stage_as
from curator.services.registry import Registry
from curator.services.values import ImportLine, ImportReport
from curator.store.journal import ChangeHeader
from curator.store.staging import Staging

LINES: Final = 500
"""Lines of the report that are told at a time."""

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


def line_to_json(line: ImportLine) -> list[Any]:
    """Its attributes, in their order; the path as a string."""
    return [_plain(getattr(line, one.name)) for one in fields(line)]


def _plain(value: Any) -> Any:
    """Bytes are a path here, and stand as a string that ``os.fsencode`` turns back."""
    return os.fsdecode(value) if isinstance(value, bytes) else value


def line_from_json(data: Sequence[Any]) -> ImportLine:
    """What ``line_to_json`` wrote.

    Raises:
        TypeError, ValueError: It is none.
    """
    values = {one.name: value for one, value in zip(fields(ImportLine), data, strict=True)}
    return ImportLine(**values | {"path": os.fsencode(values["path"])})


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


@dataclass(slots=True)
class Orders:
    """What comes by the standard input after the first line."""

    cancel: threading.Event = field(default_factory=threading.Event)
    heard: threading.Event = field(default_factory=threading.Event)

    def listen(self, source: BinaryIO) -> None:
        """Until a line says to bring in, or the input ends: that is to stop."""
        if not source.readline().endswith(b"\n"):
            self.cancel.set()
        self.heard.set()

    def wait(self) -> None:
        """Until it is said what becomes of what is staged.

        Raises:
            Cancelled: Nothing.
        """
        self.heard.wait()
        if self.cancel.is_set():
            raise Cancelled


def _tell(report: ImportReport, told: Told) -> None:
    for at in range(0, len(report.lines), LINES):
        told.say({"lines": [line_to_json(one) for one in report.lines[at : at + LINES]]})
    told.say({"brought": asdict(report.change) if report.change is not None else None})


def main() -> None:
    sink, source, wanted = begin()
    orders, told = Orders(), Told(sink)
    threading.Thread(target=orders.listen, args=(source,), daemon=True).start()
    with suppress(Cancelled):  # nobody waits for an answer to that
        try:
            with closing(stage_wanted(wanted, told, cancel=orders.cancel)) as staged:
                told.say({"staged": staged.staging.count})
                orders.wait()
                with closing(Registry.open(wanted["registry"])) as registry:
                    report = bring_in(registry, staged)
            _tell(report, told)
        except CuratorError as error:
            told.say(failed_to_json(error))
    sink.flush()
    # The thread that reads would hold the interpreter's end back.
    os._exit(0)


if __name__ == "__main__":
    main()
