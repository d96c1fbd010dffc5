"""Times as the window says them: the registry keeps UTC, a curator reads the clock on the wall."""

from __future__ import annotations

from datetime import UTC, datetime


def clock(at: str) -> str:
    """``12:04`` of ``YYYY-MM-DDTHH:MM:SS.ffffffZ``, in the zone of this computer."""
    return _local(at).strftime("%H:%M")


def day_and_clock(at: str) -> str:
    """``22 Nov 2026 12:04``, in the zone of this computer."""
    there = _local(at)
    return f"{there.day} {there:%b %Y %H:%M}"


def day_in_numbers(at: str) -> str:
    """``2026-11-22 12:04``, in the zone of this computer."""
    return _local(at).strftime("%Y-%m-%d %H:%M")


def _local(at: str) -> datetime:
    return datetime.strptime(at, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC).astimezone()
