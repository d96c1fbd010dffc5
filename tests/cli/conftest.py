from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from curator.cli.main import main

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Call ``curator`` as from a terminal; gives exit code, standard output and error."""
    monkeypatch.setenv("CURATOR_HOME", str(tmp_path / "home"))

    def call(*arguments: object) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main([str(one) for one in arguments])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return call


@pytest.fixture
def run_json(run: Run) -> Callable[..., Any]:
    """Call it with ``--json``; it must succeed; gives the value."""

    def call(*arguments: object) -> Any:
        code, out, err = run(*arguments, "--json")
        assert code == 0, err
        return json.loads(out)

    return call


ARTICLE = (
    "CAR T cells turn on tumours\n\n"
    "Researchers at the Larkspur Institute treated five patients with lupus. "
    "The work, published in Cancer Cell, used CAR T cells that release interleukin-12 (IL‑12).\n"
)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.fixture
def reading(tmp_path: Path, article: Path) -> Callable[..., Path]:
    """A file of readings for that article: payload, journal not reported, five patients."""

    def write(name: str = "readings.json", *, quote: str = "interleukin-12") -> Path:
        start = ARTICLE.index("interleukin-12")
        evidence = {"start": start, "end": start + len("interleukin-12"), "quote": quote}
        payload = {
            "status": "reported",
            "parts": {"agent": {"label": "IL-12"}, "mode": "secreted"},
            "evidence": [evidence],
            "basis": "stated",
            "scope": "this_study",
        }
        n = ARTICLE.index("five")
        claims = {
            "payload": {"items": [payload]},
            "dose": {"status": "not_reported"},
            "n": {
                "items": [
                    {
                        "status": "reported",
                        "value": {"op": "=", "value": "5"},
                        "evidence": [{"start": n, "end": n + 4, "quote": "five"}],
                        "basis": "stated",
                        "scope": "this_study",
                    }
                ]
            },
        }

        digest = sha256(article.read_bytes()).hexdigest()
        data = {
            "format": "curator-readings/1",
            "form": "immunotherapy-study",
            "studies": [{"ref": "S", "label": "=Larkspur, “IL-12”"}],
            "articles": [
                {"ref": "a", "file": article.name, "original_sha256": digest, "claims": {}}
            ],
            "extractions": [{"article": "a", "study": "S", "role": "primary", "claims": claims}],
        }
        path = tmp_path / name
        path.write_text(json.dumps(data), encoding="utf-8")
        return path

    return write
