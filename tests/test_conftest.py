"""The guard of every GUI test must itself be able to fail."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import platformdirs
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from tests.conftest import OUTER_HOME, windows_left


def test_a_window_without_an_owner_is_found_and_taken_away(qtbot: QtBot) -> None:
    window = QLabel("left")
    window.setObjectName("stray")
    window.show()
    assert windows_left() == ["QLabel 'stray'"]
    assert windows_left() == []


def test_a_hidden_window_that_somebody_holds_is_found(qtbot: QtBot) -> None:
    held = QWidget()
    assert windows_left() == ["QWidget ''"]
    assert not isValid(held)


def test_children_and_deleted_windows_are_none(qtbot: QtBot) -> None:
    window = QWidget()
    QVBoxLayout(window).addWidget(QLabel("inside"))
    window.show()
    window.deleteLater()
    assert windows_left() == []


def test_no_test_writes_to_the_users_folders() -> None:
    outer = os.environ[OUTER_HOME]
    inner = str(Path.home())
    assert inner != outer
    for folder in (platformdirs.user_data_dir("curator"), platformdirs.user_config_dir("curator")):
        assert folder.startswith(inner + "/")
    assert QSettings("curator", "curator").fileName().startswith(inner + "/")
    assert os.environ["QT_QPA_PLATFORM"] == "offscreen"


def test_a_test_that_leaves_a_window_fails(tmp_path: Path) -> None:
    """The fixture, run by a pytest of its own on a test that leaks and on one that does not."""
    (tmp_path / "test_two.py").write_text(
        "from PySide6.QtWidgets import QLabel\n"
        "kept = []\n"
        "def test_leaks(qapp):\n    kept.append(QLabel())\n"
        "def test_closes(qtbot):\n    kept.append(QLabel())\n    qtbot.addWidget(kept[-1])\n"
    )
    words = [sys.executable, "-m", "pytest", "-q", "-p", "tests.conftest", "-p", "no:randomly"]
    run = subprocess.run(
        [*words, f"--rootdir={tmp_path}", str(tmp_path)],
        cwd=Path(__file__).resolve().parents[1],
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert "ERROR" in run.stdout
    assert "left behind: QLabel" in run.stdout
    assert "2 passed, 1 error" in run.stdout
