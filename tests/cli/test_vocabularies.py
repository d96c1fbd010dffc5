from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.services.test_installing_vocabularies import NEW, OLD


@pytest.fixture
def cl(tmp_path: Path) -> Callable[[str], Path]:
    def write(text: str) -> Path:
        path = tmp_path / "cl.obo"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_load_list_search_and_remove(run: Run, cl: Callable[[str], Path]) -> None:
    code, out, _ = run("vocabulary", "load", cl(OLD))
    assert code == 0
    assert out.startswith("Installed cl 2025-01-02: 5 terms, 5 names.\nIts terms are cells.")
    assert "in use" in run("vocabulary", "list")[1]
    _, out, _ = run("vocabulary", "search", "cells", "quiet", "c")
    assert out.split() == ["CL:0000013", "quiet", "cell"]
    assert "CL:0000011" in run("vocabulary", "search", "cells", "star cel")[1]
    assert run("vocabulary", "remove", "cl", "2025-01-02")[0] == 0
    assert run("vocabulary", "list")[1].startswith("None is installed.")


def test_an_upgrade_is_shown_and_then_taken(
    run: Run,
    run_json: Callable[..., Any],
    cl: Callable[[str], Path],
) -> None:
    run("vocabulary", "load", cl(OLD))
    assert "no newer release" in run("vocabulary", "upgrade", "cl")[1]
    _, out, _ = run("vocabulary", "load", cl(NEW))
    assert "curator vocabulary upgrade cl" in out
    shown = run_json("vocabulary", "upgrade", "cl")
    assert (shown["before"], shown["after"], shown["changes"]) == ("2025-01-02", "2026-01-02", [])
    out = run("vocabulary", "upgrade", "cl")[1]
    assert "there is no registry here whose terms could change" in out
    assert "Take it with --take" in out
    assert "In use is 2026-01-02 now." in run("vocabulary", "upgrade", "cl", "--take")[1]
    active = [one["release"] for one in run_json("vocabulary", "list") if one["active"]]
    assert active == ["2026-01-02"]


def test_faults_are_told_and_have_their_exit_codes(run: Run, tmp_path: Path) -> None:
    prose = tmp_path / "letter.md"
    prose.write_text("Dear reader,\nthis is a letter.\n", encoding="utf-8")
    code, _, err = run("vocabulary", "load", prose)
    assert code == 11
    assert err.startswith("letter.md cannot be read as a vocabulary")
    assert run("vocabulary", "load", tmp_path / "none.obo")[0] == 11
    assert run("vocabulary", "upgrade", "cl")[0] == 3
    assert run("vocabulary", "search", "planets", "mars")[0] == 3
    assert run("vocabulary", "remove", "cl", "1")[0] == 3
    assert run("vocabulary", "load", prose, "--as", "planets")[0] == 2
