"""Who made a change, and what stands in its header."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Author:
    """A curator: ``id`` is a UUIDv7 kept in the program's settings, ``name`` what people read."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Change:
    """One user action as it stands in the chain.

    Attributes:
        seq: Its place in the chain, from 1; what ``A``, ``B`` and ``N`` mean on the command line.
        at: UTC, ``YYYY-MM-DDTHH:MM:SS.ffffffZ``; can run backwards, ``seq`` cannot.
        previous: Seal of the change before; 64 zeros for the first.
        seal: SHA-256 (64 hex digits) over the header and the digests of all that it brought.
    """

    seq: int
    id: str
    at: str
    kind: str
    reason: str
    author: Author
    previous: str
    seal: str
