"""Canonical JSON (RFC 8785) and the digests made of it (FORMAT 2)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Final

import rfc8785

MAX_INTEGER: Final = 2**53 - 1


def canonical(value: Any) -> bytes:
    """RFC 8785 bytes of a JSON value without floats.

    The C encoder of the standard library writes the same bytes wherever keys are ASCII (its order
    of keys is by code point, RFC 8785's by UTF-16 unit); other keys go through ``rfc8785``.

    Raises:
        ValueError: A float, an integer of 2^53 or more, a lone surrogate, or no JSON at all.
    """
    try:
        if _plain(value):
            text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
            return text.encode("utf-8")
        return rfc8785.dumps(value)
    except (UnicodeEncodeError, rfc8785.CanonicalizationError) as error:
        raise ValueError(f"no canonical form: {error}") from error


def _plain(value: Any) -> bool:
    """Whether all keys are ASCII; refuses what must not stand in a document."""
    kind = type(value)
    if kind is str or value is None or kind is bool:
        return True
    if kind is int:
        if -MAX_INTEGER <= value <= MAX_INTEGER:
            return True
        raise ValueError(f"no canonical form: {value} is beyond 2^53")
    if isinstance(value, list | tuple):
        return all(map(_plain, value))
    if isinstance(value, Mapping):
        return all(type(k) is str and k.isascii() and _plain(one) for k, one in value.items())
    raise ValueError(f"no canonical form: {kind.__name__}")


def sha256(data: bytes | str) -> str:
    """SHA-256 as 64 hex digits; a string stands for its UTF-8 bytes."""
    return hashlib.sha256(data.encode("utf-8") if isinstance(data, str) else data).hexdigest()


def digest(value: Any) -> str:
    """SHA-256 (hex) of the canonical JSON of a value."""
    return hashlib.sha256(canonical(value)).hexdigest()
