"""A watched folder: files that stand still are due once, whatever comes of them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from curator.services.watching import Watched, look, remember_watched, watched_folder


def due_of(watched: Watched) -> tuple[Watched, list[str]]:
    following, due = look(watched)
    return following, [Path(os.fsdecode(path)).name for path in due]


def put(folder: Path, name: str, words: str, *, at: int = 1_000) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(words, encoding="utf-8")
    os.utime(path, ns=(at, at))
    return path


def test_a_file_is_due_once_it_stood_still_for_two_looks(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", "one")
    watched, due = due_of(Watched(bytes(tmp_path)))
    assert due == []
    put(tmp_path, "b.txt", "two")
    watched, due = due_of(watched)
    assert due == ["a.txt"]
    watched, due = due_of(watched)
    assert due == ["b.txt"]
    watched, due = due_of(watched)
    assert due == []


def test_a_file_that_grows_waits(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", "one")
    watched, _ = due_of(Watched(bytes(tmp_path)))
    for words in ("one two", "one two three"):
        put(tmp_path, "a.txt", words)
        watched, due = due_of(watched)
        assert due == []
    assert due_of(watched)[1] == ["a.txt"]


def test_a_file_that_changed_is_due_again(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", "one")
    watched, _ = due_of(Watched(bytes(tmp_path)))
    watched, due = due_of(watched)
    assert due == ["a.txt"]
    put(tmp_path, "a.txt", "two", at=2_000)
    watched, due = due_of(watched)
    assert due == []
    assert due_of(watched)[1] == ["a.txt"]


def test_a_folder_that_was_gone_brings_nothing_twice(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    put(folder, "a.txt", "one")
    watched, _ = due_of(Watched(bytes(folder)))
    watched, due = due_of(watched)
    assert due == ["a.txt"]
    folder.rename(tmp_path / "away")
    watched, due = due_of(watched)
    assert (watched.gone, due) == (True, [])
    (tmp_path / "away").rename(folder)
    put(folder, "b.txt", "two")
    watched, due = due_of(watched)
    assert (watched.gone, due) == (False, [])
    assert due_of(watched)[1] == ["b.txt"]


def test_what_was_not_imported_is_due_with_the_old_look(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", "one")
    watched, _ = due_of(Watched(bytes(tmp_path)))
    assert due_of(watched)[1] == due_of(watched)[1] == ["a.txt"]


def test_hidden_files_links_and_companions_are_left_alone(tmp_path: Path) -> None:
    put(tmp_path, ".hidden.txt", "x")
    put(tmp_path, "below/c.txt", "x")
    put(tmp_path, "page.html", "x")
    put(tmp_path, "page_files/frame.html", "x")
    put(tmp_path, "empty.txt", "")
    (tmp_path / "link.txt").symlink_to(tmp_path / "page.html")
    (tmp_path / "loop").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    watched, _ = due_of(Watched(bytes(tmp_path)))
    assert due_of(watched)[1] == ["c.txt", "page.html"]


def test_the_folder_is_remembered_by_registry(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CURATOR_HOME", str(tmp_path / "home"))
    odd = Path(os.fsdecode(b"/in/caf\xe9 %41"))
    remember_watched("a.curator", odd)
    remember_watched("b.curator", tmp_path)
    assert watched_folder("a.curator") == odd
    remember_watched("a.curator", None)
    assert watched_folder("a.curator") is None
    assert watched_folder("b.curator") == tmp_path
