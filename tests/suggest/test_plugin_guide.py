"""The guide for writers of plug-ins says what is so: its example runs."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from curator.data import data_path
from curator.services.suggesters import DEADLINE_S, MEMORY, Suggesters
from curator.services.suggesting_process import WRITTEN
from curator.suggest import local_model
from curator.suggest.plugins import GROUP, MOST, PluginSuggestion, installed_plugins
from tests.suggest.articles import FORM, RULES, given

GUIDE = data_path("resources", "help", "suggesters.md").read_text(encoding="utf-8")


def code(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", GUIDE, re.DOTALL)
    assert found is not None
    return found[1]


def test_the_example_of_the_guide_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "my_words.py").write_text(code("python"), encoding="utf-8")
    about = tmp_path / "my_words-1.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Name: my-words\nVersion: 1\n", encoding="utf-8")
    point = code("toml").split('"]')[1].strip().replace('"', "")
    (about / "entry_points.txt").write_text(f"[{GROUP}]\n{point}\n", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    article = given("Patients with lupus got CAR T cells. One of them needed tocilizumab later.")
    with Suggesters({"my-words": {}}) as suggesters:
        found = suggesters.suggest_further(article, FORM, suggested=RULES.suggest(article, FORM))
    assert found.notes == ()
    (one,) = (s for s in found.suggestions if s.rule == "plugin:my-words")
    assert (one.quote, one.parts["statement"]) == ("tocilizumab", "events_reported")


def test_the_figures_of_the_guide_are_those_of_the_program() -> None:
    assert f"At most {MOST} suggestions" in GUIDE
    assert f"may take {DEADLINE_S:g} seconds" in GUIDE
    assert f"{MEMORY // 10**9} GB of address space" in GUIDE
    assert f"at most {WRITTEN // 10**6} MB" in GUIDE
    assert local_model.URL in GUIDE
    assert f"may take | {local_model.SECONDS:g} |" in GUIDE


def test_every_part_of_a_suggestion_is_told() -> None:
    signature = re.search(r"`PluginSuggestion\((.*?)\)`", GUIDE)
    assert signature is not None
    told = [one.split("=")[0].strip() for one in signature[1].split(",")]
    assert sorted(told) == sorted(one.name for one in fields(PluginSuggestion))


def test_the_local_model_is_installed_with_the_program() -> None:
    assert "local-model" in installed_plugins()
