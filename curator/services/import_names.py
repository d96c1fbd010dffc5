"""The names of an import's lines, told apart where files of one name lie in different folders."""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from typing import Final

from curator.ingest.files import shown_name
from curator.services.values import ImportLine

_WITHIN: Final = " > "
_SEPARATOR: Final = os.fsencode(os.sep)


def told_apart(lines: Sequence[ImportLine]) -> list[str]:
    """The names of lines; files of one name in different folders with as much of their path.

    ``a/empty.pdf`` and ``b/empty.pdf``: so many of the last parts as tell them apart.
    """
    paths: dict[str, set[bytes]] = {}
    for one in lines:
        paths.setdefault(_file(one), set()).add(one.path)
    parts = {name: _parts_needed(same) for name, same in paths.items()}
    return [_name(one, parts=parts[_file(one)]) for one in lines]


def _file(line: ImportLine) -> str:
    return line.name.partition(_WITHIN)[0]


def _parts_needed(paths: Collection[bytes]) -> int:
    """How many of the last parts of paths tell them apart; 1 where there is but one."""
    if len(paths) == 1:
        return 1
    split = [one.split(_SEPARATOR) for one in paths]
    count = 2
    while len({tuple(one[-count:]) for one in split}) < len(paths):
        count += 1
    return count


def _name(line: ImportLine, *, parts: int) -> str:
    if parts == 1 or not line.path:
        return line.name
    _, within, part = line.name.partition(_WITHIN)
    return shown_name(_SEPARATOR.join(line.path.split(_SEPARATOR)[-parts:])) + within + part
