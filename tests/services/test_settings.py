from __future__ import annotations

import json
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from curator.domain.changes import Author
from curator.domain.errors import StorageError
from curator.services.registry import create_registry
from curator.services.settings import (
    PluginChoice,
    Settings,
    account_name,
    curator_for,
    data_folder,
    default_registry,
    load_settings,
    save_settings,
    settings_file,
    update_settings,
)
from tests.store.samples import MIA, NOA


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CURATOR_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def test_what_is_kept_is_read_again() -> None:
    kept = Settings(
        authors=(MIA, NOA),
        current=NOA.id,
        recent=("/a b/\u2028.curator", "postgresql://server/studies"),
        theme="dark",
        zoom=120,
        window={"splitter": [1, 2]},
        plugins={"local-model": PluginChoice(True, {"url": "http://127.0.0.1:1/v1"})},
    )
    save_settings(kept)
    assert load_settings() == (kept, "")
    assert kept.author == NOA
    assert [path.name for path in settings_file().parent.iterdir()] == ["settings.json"]


def test_without_a_file_there_are_defaults() -> None:
    assert load_settings() == (Settings(), "")
    assert Settings().author is None


def test_one_variable_moves_everything(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert settings_file() == home / "settings.json"
    assert default_registry() == home / "studies.curator"
    monkeypatch.delenv("CURATOR_HOME")
    assert data_folder().name == "curator"
    assert settings_file() != home / "settings.json"


@pytest.mark.parametrize(
    "words",
    [b"", b"{", b"[]", b"\xff\xfe", b'{"authors": [{"id": 1}]}', b'{"authors": 7}', b"[" * 100_000],
)
def test_a_file_that_makes_no_sense_is_set_aside(words: bytes) -> None:
    path = settings_file()
    path.parent.mkdir()
    for number in (1, 2):
        path.write_bytes(words)
        settings, notice = load_settings()
        aside = path.with_name(f"settings-unreadable-{number}.json")
        assert settings == Settings()
        assert str(aside) in notice
        assert aside.read_bytes() == words
        assert not path.exists()


def test_a_value_out_of_range_is_its_default() -> None:
    settings_file().parent.mkdir()
    settings_file().write_text(
        json.dumps({"zoom": 10**9, "theme": "plaid", "unknown": 1}), encoding="utf-8"
    )
    assert load_settings() == (Settings(), "")


def test_a_file_that_cannot_be_read_is_told_and_kept() -> None:
    settings_file().mkdir(parents=True)
    settings, notice = load_settings()
    assert settings == Settings()
    assert "cannot be read" in notice
    assert settings_file().is_dir()
    with pytest.raises(StorageError, match="cannot be kept"):
        save_settings(replace(Settings(), zoom=110))
    assert [path.name for path in settings_file().parent.iterdir()] == ["settings.json"]


def test_a_change_keeps_what_another_program_wrote() -> None:
    update_settings(lambda one: replace(one, theme="light"))
    update_settings(lambda one: one.with_author(MIA, current=True))
    settings, _ = load_settings()
    assert (settings.theme, settings.author) == ("light", MIA)


ADDING = """
import sys
from curator.domain.changes import Author
from curator.services.settings import update_settings
print("ready", flush=True)
sys.stdin.readline()
for number in range(20):
    name = f"{sys.argv[1]}-{number}"
    update_settings(lambda one: one.with_author(Author(name, name), current=False))
"""


def test_changes_of_several_programs_at_once_are_all_kept() -> None:
    command = [sys.executable, "-c", ADDING]
    programs = [
        subprocess.Popen([*command, str(number)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        for number in range(3)
    ]
    for one in programs:  # all begin at once
        assert one.stdout is not None
        assert one.stdout.readline() == b"ready\n"
    for one in programs:
        one.communicate(b"go\n")
        assert one.returncode == 0
    names = {one.name for one in load_settings()[0].authors}
    assert names == {f"{program}-{number}" for program in range(3) for number in range(20)}


def test_changes_of_several_threads_at_once_are_all_kept() -> None:
    begin = threading.Barrier(4)

    def add(thread: int) -> None:
        begin.wait()
        for number in range(10):
            author = Author(f"{thread}-{number}", "")
            update_settings(partial(Settings.with_author, author=author, current=False))

    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(add, thread) for thread in range(4)]:
            done.result()
    assert len(load_settings()[0].authors) == 40


def test_settings_that_nobody_may_write_are_still_read_and_refused_with_a_sentence(
    home: Path,
) -> None:
    home.write_bytes(b"a file where the folder should be")
    assert update_settings(lambda one: one) == Settings()
    with pytest.raises(StorageError, match="cannot be kept"):
        update_settings(lambda one: replace(one, theme="light"))


def test_recent_registries_are_few_and_once_each() -> None:
    settings = Settings()
    for number in [*range(20), 15]:
        settings = settings.with_recent(f"/{number}")
    assert settings.recent[:3] == ("/15", "/19", "/18")
    assert len(settings.recent) == len(set(settings.recent)) == 12


def test_a_renamed_author_keeps_the_id() -> None:
    renamed = Author(MIA.id, "Mia Virtanen")
    settings = Settings().with_author(MIA, current=True).with_author(renamed, current=False)
    assert settings.authors == (renamed,)
    assert settings.author == renamed


# --- who is at work ------------------------------------------------------------------------------


def test_a_name_has_one_id() -> None:
    first = curator_for("Ada", None)
    assert curator_for("Ada", None) == first == curator_for("  Ada ", None)
    assert curator_for("Bea", None).id != first.id
    assert load_settings()[0].current == ""


def test_a_name_of_the_registry_keeps_its_id(place: str) -> None:
    registry = create_registry(place, MIA)
    assert curator_for(MIA.name, registry) == MIA
    assert curator_for(MIA.name, None) == MIA
    registry.close()


def test_the_settings_come_before_the_registry(place: str) -> None:
    registry = create_registry(place, MIA)
    own = Author("own id", MIA.name)
    save_settings(Settings().with_author(own, current=False))
    assert curator_for(MIA.name, registry) == own
    registry.close()


def test_without_a_name_it_is_the_current_one_or_the_account() -> None:
    assert curator_for(None, None).name == account_name()
    save_settings(Settings().with_author(NOA, current=True))
    assert curator_for(None, None) == NOA


def test_it_works_where_nothing_can_be_remembered(
    place: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.write_bytes(b"a file where the folder should be")
    author = curator_for("Ada", None)
    registry = create_registry(place, author)
    assert curator_for("Ada", registry) == author
    registry.close()


def test_an_account_without_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise KeyError("getpwuid(): uid not found: 4711")

    monkeypatch.setattr("getpass.getuser", nobody)
    assert account_name() == "curator"


def test_settings_need_no_database_library() -> None:
    words = "import sys, curator.services.settings; print('sqlalchemy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True)
    assert done.stdout == "False\n", done.stderr
