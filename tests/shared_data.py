"""Where the measuring data lies, if it lies beside the project."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"

needs_shared = pytest.mark.skipif(
    not (SHARED / "gold" / "readings.json").exists(),
    reason="the real sample articles lie beside the project in ../shared, and there is none here",
)
