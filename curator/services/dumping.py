"""The lossless dump and its way back.

The lines are described in ``curator.store.dump_lines``.  A dump holds all that is sealed or logged;
what is not in it can be made from it.  The dump of a loaded registry has the same bytes, on either
database.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

import sqlalchemy as sa

from curator.domain.documents import FORM
from curator.domain.errors import NotFoundError, RefusedError, RegistryFileError
from curator.services.registry import Registry
from curator.services.values import Progress
from curator.store import projections
from curator.store.dump_lines import change_from, change_lines, end_line, parse_line, row_from
from curator.store.logs import BY_NAME, LogLines, LogReplay, ends_to_json
from curator.store.making import making
from curator.store.replay import Replay
from curator.store.tables import change
from curator.store.target import Target

_CHANGES_AT_ONCE: Final = 200
_LONGEST_LINE: Final = 1 << 30
"""Bytes; an original of some 700 MB."""


def dump(
    registry: Registry,
    out: BinaryIO,
    *,
    originals: bool = True,
    as_of: int | None = None,
    progress: Progress | None = None,
) -> int:
    """Write all that is sealed and logged.

    Such rows never change, so that a long dump is written in many short sessions, and nobody who
    saves has to wait for it.

    Args:
        registry: Any.
        out: Takes bytes; ending it is the caller's work.
        originals: With the imported bytes, in base64; their digests are there without them too.
        as_of: The last change to write; the newest by default.
        progress: Told of changes.

    Returns:
        The number of changes written.

    Raises:
        NotFoundError: There is no change ``as_of``.
    """
    last, seal = _last(registry, as_of)
    ends: dict[str, tuple[int, str]] = {}
    for first in range(1, last + 1, _CHANGES_AT_ONCE):
        until = min(first + _CHANGES_AT_ONCE - 1, last)
        with registry.read() as session:
            logged = LogLines(session, ends).after(first, last=until)
            for seq in range(first, until + 1):
                for line in change_lines(session, seq, originals=originals):
                    out.write(line)
                    out.write(b"\n")
                for line in logged.get(seq, ()):
                    out.write(line + b"\n")
        if progress is not None:
            progress.step(until, last, "changes")
    out.write(end_line(last, seal, logs=ends) + b"\n")
    return last


def _last(registry: Registry, as_of: int | None) -> tuple[int, str]:
    with registry.read() as session:
        query = sa.select(change.c.seq, change.c.seal).order_by(change.c.seq.desc()).limit(1)
        if as_of is not None:
            query = query.where(change.c.seq == as_of)
        row = session.execute(query).one_or_none()
    if row is None:
        raise NotFoundError(f"There is no change {as_of}.")
    return row.seq, row.seal


def load(dump_path: Path, target: str | Path, *, progress: Progress | None = None) -> Registry:
    """Make a registry from a dump: same ids, numbers, authors, times, forms and seals.

    Every digest, number and seal is checked; where one is wrong nothing is made.

    Raises:
        RegistryFileError: There is something at ``target`` already, or the dump cannot be read.
        RefusedError: The dump is not whole; the line is named.
        StorageError: The disk or the database refused.
    """
    with making(Target.parse(target)) as session:
        loading = _Loading(Replay(session), LogReplay(session), progress)
        number = 0
        for number, line in enumerate(_lines(dump_path), start=1):
            try:
                loading.take(line)
            except (RefusedError, KeyError, TypeError, ValueError) as error:
                raise _refused(dump_path, number, error) from error
        if not loading.ended:
            raise _refused(dump_path, number, RefusedError("it is cut off"))
        projections.rebuild(session)
    return Registry.open(target)


@dataclass(slots=True)
class _Loading:
    """A dump on its way in, line by line."""

    replay: Replay
    logs: LogReplay
    progress: Progress | None
    ended: bool = False
    _begun: bool = False
    _has_form: bool = False

    def take(self, line: bytes) -> None:
        if self.ended:
            raise RefusedError("it goes on after its end")
        data = parse_line(line)
        record = data["record"]
        if record == "change":
            self._end_change()
            self.replay.begin(change_from(data))
            self._begun = True
        elif record == "end":
            self._end_change()
            if (data["changes"], data["seal"]) != (self.replay.seq, self.replay.previous):
                raise RefusedError("its end does not fit its last change")
            if data.get("logs", {}) != ends_to_json(self.logs.ends):
                raise RefusedError("its end does not fit the last rows of its logs")
            self.ended = True
        elif record in BY_NAME:
            if not self._begun:
                raise RefusedError("it belongs to no change")
            self.logs.add(record, data, seq=self.replay.seq + 1)
        else:
            row = row_from(data)
            self._has_form = self._has_form or row.get("kind") == FORM
            self.replay.add(record, row)

    def _end_change(self) -> None:
        if not self._begun:
            return
        self.replay.end()
        if not self._has_form:
            raise RefusedError("its first change brings no form")
        if self.progress is not None and self.replay.seq % _CHANGES_AT_ONCE == 0:
            self.progress.step(self.replay.seq, 0, "changes")


def _refused(dump_path: Path, number: int, error: Exception) -> RefusedError:
    what = error.sentence if isinstance(error, RefusedError) else f"{error!r} in that line"
    return RefusedError(
        f"{dump_path} cannot be loaded, line {number}: {what}.",
        hint="Nothing was made.  Make the dump again.",
    )


def _lines(dump_path: Path) -> Iterator[bytes]:
    """Lines of bytes, split on line feeds only (which is what a file of bytes does)."""
    try:
        with dump_path.open("rb") as file:
            while line := file.readline(_LONGEST_LINE):
                yield line.removesuffix(b"\n")
    except OSError as error:
        raise RegistryFileError(f"{dump_path} cannot be read: {error.strerror}.") from error
