"""``curator track-record`` as a user types it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from curator.domain.claims import Term
from curator.services.registry import Registry
from curator.services.suggesting import Answer, answer_all, suggest_article
from tests.cli.conftest import Run
from tests.registries import ADA
from tests.services.suggesters import WordList

RunJson = Callable[..., Any]


@pytest.fixture
def answered(run: Run, article: Path, tmp_path: Path) -> None:
    """A registry in which a rule was right once and wrong four times."""
    from_list = WordList({"tumours": Term("tumour", "X:1")})
    assert run("import", article)[0] == 0
    (path,) = tmp_path.rglob("*.curator")
    with closing(Registry.open(path)) as registry:
        (one,) = suggest_article(registry, 1, suggester=from_list).proposed
        wrong = [Answer(replace(one, key=f"{at}"), "refused") for at in range(4)]
        answer_all(registry, [Answer(one, "taken", "item"), *wrong], author=ADA)


def test_without_an_answer(run: Run, article: Path) -> None:
    assert run("import", article)[0] == 0
    code, out, _ = run("track-record")
    assert code == 0
    assert out.startswith("No suggestion was answered yet.\n\nNothing is learned yet:")


@pytest.mark.usefixtures("answered")
def test_it_says_what_is_off_and_why_and_switches(run: Run, run_json: RunJson) -> None:
    code, out, _ = run("track-record")
    assert code == 0
    (line,) = (one for one in out.split("\n") if one.startswith("payload"))
    assert line.split()[:10] == [
        "payload",
        "word",
        "list",
        "word",
        "list",
        "1",
        "0",
        "4",
        "0.20",
        "0.04-0.62",
    ]
    assert "It has switched itself off here: 1 of 5 suggestions were right" in line
    found = run_json("track-record")
    assert (found["records"][0]["on"], found["learned"]["validation"]) == (False, None)
    code, out, _ = run(
        "--author", "Ben", "track-record", "--on", "word list", "payload", "--reason", "a bad day"
    )
    assert code == 0
    assert "Switched on again by Ben on" in out
    assert run_json("track-record")["records"][0]["on"]
    assert run("track-record", "--off", "word list", "payload")[0] == 0
    assert not run_json("track-record")["records"][0]["on"]
