"""Word keys for millions of names: what ``name_key`` gives, at a tenth of its time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from curator.domain.names import name_key

_KEPT: Final = 400_000


class _Folded(dict[str, str]):
    """The key of what stands between two spaces, worked out once."""

    def __missing__(self, piece: str) -> str:
        key = name_key(piece)
        if len(self) < _KEPT:
            self[piece] = key
        return key


class KeyMaker:
    """Makes keys; keeps the words it has met."""

    def __init__(self) -> None:
        self._folded = _Folded()

    def keys(self, names: Sequence[str]) -> list[str]:
        """As ``name_key`` of each: a space of plain text ends a word, so pieces are apart."""
        folded = self._folded.__getitem__
        keys = [
            " ".join(map(folded, name.split(" "))) if name.isascii() else name_key(name)
            for name in names
        ]
        # A piece without a word, such as a lone hyphen, leaves a space too many.
        return [" ".join(key.split()) if "  " in f" {key} " else key for key in keys]
