from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from curator import data
from curator.data import data_path

PROJECT = Path(__file__).resolve().parents[1]


def test_in_a_checkout_the_data_stand_beside_the_package() -> None:
    assert data_path("resources", "forms") == PROJECT / "resources" / "forms"
    assert data_path() == PROJECT


def test_packed_data_come_first(tmp_path: Path) -> None:
    package = tmp_path / "curator"
    (package / "_data" / "seeds").mkdir(parents=True)
    (tmp_path / "seeds").mkdir()
    shutil.copy(data.__file__, package / "data.py")
    (package / "__init__.py").touch()
    words = "from curator.data import data_path; print(data_path('seeds', 'a.txt'))"
    run = subprocess.run(
        [sys.executable, "-c", words], cwd=tmp_path, capture_output=True, encoding="utf-8"
    )
    assert Path(run.stdout.strip()) == package.resolve() / "_data" / "seeds" / "a.txt"
