"""Word keys for millions of names: what ``name_key`` gives, at a fifth of its time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from curator.domain.names import name_key

_END: Final = "\n"
_PIECE: Final = re.compile(r"[A-Za-z]+|[0-9]+|\+|\n")
_KEPT: Final = 400_000


class _Folded(dict[str, str]):
    """A piece of plain letters or digits as it is compared, worked out once."""

    def __missing__(self, piece: str) -> str:
        folded = name_key(piece)
        if len(self) < _KEPT:
            self[piece] = folded
        return folded


class KeyMaker:
    """Makes keys; keeps the words it has met."""

    def __init__(self) -> None:
        self._folded = _Folded({_END: _END})

    def keys(self, names: Sequence[str]) -> list[str]:
        """As ``name_key`` of each: all names of plain letters are cut in one go."""
        if not names:
            return []
        plain = [
            name if name.isascii() and "'" not in name and _END not in name else ""
            for name in names
        ]
        pieces = _PIECE.findall(_END.join(plain))
        keys = " ".join(map(self._folded.__getitem__, pieces)).split(_END)
        return [
            key.strip(" ") if part else name_key(name)
            for key, part, name in zip(keys, plain, names, strict=True)
        ]
