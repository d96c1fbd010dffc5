"""The import contracts of pyproject.toml, shown to break where somebody breaks them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
LAYERS = "gui and cli, then services, then store, ingest, suggest, export, then domain"
QT = "Only the window imports Qt"
SQL = "Only store and services import SQLAlchemy"
PARSERS = "Only ingest imports the parsers of untrusted files"
DOMAIN = "The domain imports the standard library and rfc8785 only"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The package and the contracts, in a folder where they may be broken."""
    shutil.copy(PROJECT / "pyproject.toml", tmp_path)
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(PROJECT / "curator", tmp_path / "curator", ignore=ignored)
    return tmp_path


def verdicts(folder: Path) -> dict[str, str]:
    words = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", "--no-logo"]
    done = subprocess.run(words, cwd=folder, capture_output=True, encoding="utf-8", timeout=120)
    lines = [line.rpartition(" ") for line in done.stdout.split("\n")]
    found = {name: verdict for name, _, verdict in lines if verdict in {"KEPT", "BROKEN"}}
    assert done.returncode == ("BROKEN" in found.values()), done.stdout + done.stderr
    return found


def test_every_contract_can_break(copy: Path) -> None:
    broken = {
        "domain/wrong_layer.py": "import curator.store",
        "domain/wrong_library.py": "import click",
        "cli/wrong_qt.py": "def late() -> None:\n    import PySide6.QtCore",
        "gui/wrong_sql.py": "from sqlalchemy import select",
        "services/wrong_parser.py": "import lxml.etree",
    }
    for path, code in broken.items():
        (copy / "curator" / path).write_text(code + "\n")
    assert verdicts(copy) == dict.fromkeys((LAYERS, QT, SQL, PARSERS, DOMAIN), "BROKEN")


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("gui/wrong.py", "import curator.cli"),
        ("store/wrong.py", "import curator.export"),
        ("services/wrong.py", "import curator.gui"),
        ("wrong/__init__.py", "NAME = 'a layer that nobody declared'"),
    ],
)
def test_the_layers_break_alone(copy: Path, path: str, code: str) -> None:
    target = copy / "curator" / path
    target.parent.mkdir(exist_ok=True)
    target.write_text(code + "\n")
    found = verdicts(copy)
    assert found.pop(LAYERS) == "BROKEN"
    assert set(found.values()) == {"KEPT"}
