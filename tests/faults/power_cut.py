"""What a disk can hold after the power was cut, made from a trace of a process that wrote.

The model: what was written before a file's last fsync is there; every later write is there, or not,
or some of its 512-byte sectors are; a later truncation is there or not.  Files keep their names.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

SECTOR = 512
CALLS = "pwrite64,ftruncate,fdatasync,fsync,write"
_CALL = re.compile(
    r"^\d+ +(?P<call>\w+)\((?P<fd>\d+)<(?P<path>[^>]*)>"
    r'(?:, "(?P<data>(?:\\x[0-9a-f]{2})*)", (?P<size>\d+))?(?:, (?P<at>\d+))?\) += +(?P<result>\d+)'
)


@dataclass(frozen=True, slots=True)
class Event:
    """One call: ``write``, ``truncate``, ``sync`` of a file, or ``told``: a line to the outside."""

    kind: str
    name: str = ""
    at: int = 0
    data: bytes = b""


def events_of(log: Path, folder: Path) -> list[Event]:
    """The events on the files of a folder, and what the process told, in their order."""
    found = []
    for line in log.read_text(encoding="ascii").split("\n"):
        match = _CALL.match(line)
        if match is None:
            continue
        call, path = match["call"], Path(_bytes(match["path"]).decode("utf-8"))
        data = _bytes(match["data"] or "")
        if call == "write" and match["fd"] == "1":
            found.append(Event("told", data=data))
        elif path.parent != folder:
            continue
        elif call == "pwrite64":
            found.append(Event("write", path.name, int(match["at"]), data))
        elif call == "ftruncate":
            found.append(Event("truncate", path.name, int(match["at"])))
        elif call in ("fdatasync", "fsync"):
            found.append(Event("sync", path.name))
    return found


def _bytes(words: str) -> bytes:
    """What strace wrote in hex; some versions leave paths as they are."""
    if words.startswith("\\x"):
        return bytes.fromhex(words.replace("\\x", ""))
    return words.encode("utf-8")


def tracing(log: Path) -> list[str]:
    """How strace must be called to be read here."""
    return [
        "strace",
        "-f",
        "-qq",
        "-y",
        "-xx",
        "-s",
        "1000000",
        "-o",
        str(log),
        "-e",
        f"trace={CALLS}",
    ]


def told_by(events: Sequence[Event]) -> list[int]:
    """The numbers that the process had told."""
    words = b"".join(event.data for event in events if event.kind == "told")
    return [int(word) for word in words.split()]


def after_cut(
    events: Sequence[Event], before: dict[str, bytes], chance: random.Random
) -> Iterator[tuple[str, bytes]]:
    """One of the states that the files can be in if the power goes after those events."""
    for name in sorted({event.name for event in events if event.name} | before.keys()):
        own = [event for event in events if event.name == name]
        synced = max((n for n, event in enumerate(own) if event.kind == "sync"), default=-1)
        content = bytearray(before.get(name, b""))
        for event in own[: synced + 1]:
            _apply(content, event)
        for event in own[synced + 1 :]:
            _apply_perhaps(content, event, chance)
        yield name, bytes(content)


def _apply(content: bytearray, event: Event) -> None:
    if event.kind == "truncate":
        content[event.at :] = bytes(max(0, event.at - len(content)))
    elif event.kind == "write":
        content.extend(bytes(max(0, event.at - len(content))))
        content[event.at : event.at + len(event.data)] = event.data


def _apply_perhaps(content: bytearray, event: Event, chance: random.Random) -> None:
    fate = chance.choice(("there", "not", "torn"))
    if fate == "there" or (fate == "torn" and event.kind != "write"):
        _apply(content, event)
    elif fate == "torn":
        for offset in range(0, len(event.data), SECTOR):
            if chance.random() < 0.5:
                piece = event.data[offset : offset + SECTOR]
                _apply(content, Event("write", event.name, event.at + offset, piece))
