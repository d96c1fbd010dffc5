"""Word keys for millions of names: what ``name_key`` gives, at a tenth of its time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from curator.domain.names import name_key

_KEPT: Final = 400_000
_END: Final = "\n"
"""Ends a name among others."""


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
        self._folded = _Folded({_END: _END})

    def keys(self, names: Sequence[str]) -> list[str]:
        """As ``name_key`` of each, with no step in Python for a name that is plain text."""
        strange = [at for at, name in enumerate(names) if not name.isascii() or _END in name]
        plain = list(names)
        for at in strange:
            plain[at] = ""
        keys = self._of_plain(plain)
        for at in strange:
            keys[at] = name_key(names[at])
        return keys

    def _of_plain(self, names: Sequence[str]) -> list[str]:
        """A space of plain text ends a word, so what stands between two is folded by itself."""
        pieces = f" {_END} ".join(names).split(" ")
        # A piece without a word, such as a lone hyphen, leaves nothing.
        folded = " ".join(filter(None, map(self._folded.__getitem__, pieces)))
        return list(map(str.strip, folded.split(_END))) if names else []
