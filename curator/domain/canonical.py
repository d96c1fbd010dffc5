"""Canonical JSON (RFC 8785) and the digests made of it (FORMAT 2)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Final

import rfc8785

MAX_INTEGER: Final = 2**53 - 1
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def canonical(value: Any) -> bytes:
    """RFC 8785 bytes of a JSON value without floats.

    The C encoder of the standard library writes the same bytes wherever keys are ASCII (its order
    of keys is by code point, RFC 8785's by UTF-16 unit); other keys go through ``rfc8785``.

    Raises:
        ValueError: A float, an integer of 2^53 or more, a lone surrogate, or no JSON at all.
    """
    try:
        if _plain(value):
            return _ENCODER.encode(value).encode("utf-8")
        return rfc8785.dumps(value)
    except (UnicodeEncodeError, TypeError, rfc8785.CanonicalizationError) as error:
        raise ValueError(f"no canonical form: {error}") from error


def _plain(value: Any) -> bool:
    """Whether all keys are ASCII; refuses what must not stand in a document.

    A stack and no recursion: this looks at every value of every document that is saved.
    """
    ascii_keys = True
    waiting = [value]
    while waiting:
        one = waiting.pop()
        kind = type(one)
        if kind is str or one is None or kind is bool:
            continue
        if kind is dict:
            if not "".join(one).isascii():
                ascii_keys = False
            waiting += one.values()
        elif kind is list or kind is tuple:
            waiting += one
        elif kind is int:
            if not -MAX_INTEGER <= one <= MAX_INTEGER:
                raise ValueError(f"no canonical form: {one} is beyond 2^53")
        elif isinstance(one, Mapping):
            waiting.append(dict(one))
        else:
            raise ValueError(f"no canonical form: {kind.__name__}")
    return ascii_keys


def sha256(data: bytes | str) -> str:
    """SHA-256 as 64 hex digits; a string stands for its UTF-8 bytes."""
    return hashlib.sha256(data.encode("utf-8") if isinstance(data, str) else data).hexdigest()


def digest(value: Any) -> str:
    """SHA-256 (hex) of the canonical JSON of a value."""
    return hashlib.sha256(canonical(value)).hexdigest()
