"""Ids and times, each taken once."""

from __future__ import annotations

import secrets
import time
from datetime import UTC, datetime


def new_id() -> str:
    """A UUIDv7: 48 bits of milliseconds since 1970, then random bits (RFC 9562, 5.7)."""
    milliseconds = time.time_ns() // 1_000_000
    chance = secrets.randbits(74)
    bits = (milliseconds & (2**48 - 1)) << 80 | 0x7 << 76 | (chance >> 62) << 64
    digits = f"{bits | 0b10 << 62 | chance & (2**62 - 1):032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def now() -> str:
    """The present as ``YYYY-MM-DDTHH:MM:SS.ffffffZ``."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def article_label(number: int) -> str:
    return f"A-{number:04d}"


def study_label(number: int) -> str:
    return f"S-{number:04d}"
