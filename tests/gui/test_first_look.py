"""The few settings that the first frame needs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from curator.gui.first_look import FirstLook, first_look
from curator.services.settings import Settings, save_settings, settings_file


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CURATOR_HOME", str(tmp_path))


def test_without_settings_the_system_decides() -> None:
    assert first_look() == FirstLook("system", "system", 1.0, "")


def test_it_reads_what_the_settings_write() -> None:
    window = {"scheme": "dark", "tokens": "dark", "geometry": "AbC="}
    save_settings(Settings(theme="dark", zoom=150, window=window))
    assert first_look() == FirstLook("dark", "dark", 1.5, "AbC=")


def test_who_follows_the_system_begins_with_its_last_colours() -> None:
    save_settings(Settings(window={"scheme": "system", "tokens": "high_contrast_dark"}))
    assert first_look() == FirstLook("high_contrast_dark", "system", 1.0, "")


def test_without_a_folder_of_ones_own_it_reads_the_same_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("CURATOR_HOME")
    settings_file().parent.mkdir(parents=True, exist_ok=True)
    settings_file().write_text(json.dumps({"zoom": 130}), encoding="utf-8")
    try:
        assert first_look().scale == 1.3
    finally:
        settings_file().unlink()


@pytest.mark.parametrize("words", ["", "[1]", '{"window": 3}', '{"zoom": "x"}', "\x00"])
def test_settings_that_make_no_sense_stop_nothing(words: str) -> None:
    settings_file().parent.mkdir(parents=True, exist_ok=True)
    settings_file().write_text(words, encoding="utf-8")
    assert first_look().scale == 1.0
