"""Ids and times, each taken once."""

from __future__ import annotations

import secrets
import time
import uuid
from datetime import UTC, datetime


def new_id() -> str:
    """A UUIDv7: 48 bits of milliseconds since 1970, then random bits (RFC 9562, 5.7)."""
    milliseconds = time.time_ns() // 1_000_000
    bits = (milliseconds & (2**48 - 1)) << 80 | 0x7 << 76 | secrets.randbits(12) << 64
    return str(uuid.UUID(int=bits | 0b10 << 62 | secrets.randbits(62)))


def now() -> str:
    """The present as ``YYYY-MM-DDTHH:MM:SS.ffffffZ``."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def article_label(number: int) -> str:
    return f"A-{number:04d}"


def study_label(number: int) -> str:
    return f"S-{number:04d}"
