from __future__ import annotations

import subprocess
import sys

import pytest

from curator.cli.main import main, plain_opening


@pytest.mark.parametrize(
    ("given", "opening"),
    [
        (["open"], {"target": None}),
        (["open", "trials.curator"], {"target": "trials.curator"}),
        (["open", "--sample"], {"sample": True}),
    ],
)
def test_a_plain_open_goes_to_the_window(given: list[str], opening: dict[str, object]) -> None:
    assert plain_opening(given) == opening


@pytest.mark.parametrize(
    "given",
    [
        [],
        ["list", "articles"],
        ["open", "--help"],
        ["open", "a.curator", "b.curator"],
        ["open", "a.curator", "--sample"],
        ["open", "--offscreen", "out"],
        ["--author", "Ada", "open"],
    ],
)
def test_every_other_call_goes_to_the_commands(given: list[str]) -> None:
    assert plain_opening(given) is None


def test_open_takes_the_registry_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CURATOR_REGISTRY", "mine.curator")
    assert plain_opening(["open"]) == {"target": "mine.curator"}
    assert plain_opening(["open", "yours.curator"]) == {"target": "yours.curator"}


def test_the_way_to_the_first_frame_brings_nothing_large() -> None:
    """Each of these costs a tenth of a bare window's start or more."""
    large = ("alembic", "click", "curator.domain", "curator.services", "lxml", "sqlalchemy")
    code = (
        "import sys, curator.__main__, curator.cli.main, curator.gui.app;"
        f"print([one for one in {large!r} if one in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"


def test_interrupted_while_it_starts_it_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(name: str) -> None:
        raise KeyboardInterrupt(name)

    monkeypatch.setattr("curator.cli.main.import_module", interrupted)
    assert main(["list", "articles"]) == 130
    assert capsys.readouterr().err == "Cancelled.\n"
