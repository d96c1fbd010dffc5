from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from tests.gui.window.conftest import (
    bench,
    open_window,
    own_home,
    registry_path,
    three_articles,
)

__all__ = ["bench", "open_window", "own_home", "registry_path", "three_articles"]


@pytest.fixture
def staging_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this test's imports are staged, and nobody else's."""
    folder = tmp_path / "staging"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder
