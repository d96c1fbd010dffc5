"""Finding files: odd names, odd things in folders, and reading one once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from curator.domain.errors import UnreadableInputError
from curator.ingest.files import find_files, read_source, shown_name
from curator.ingest.values import Skipped, SourceFile


def found(*paths: Path, max_bytes: int | None = 5_000_000) -> list[SourceFile | Skipped]:
    return list(find_files(paths, max_bytes=max_bytes))


def names(entries: list[SourceFile | Skipped]) -> list[str]:
    return [entry.name for entry in entries if isinstance(entry, SourceFile)]


def reasons(entries: list[SourceFile | Skipped]) -> dict[str, str]:
    return {
        entry.name.rpartition("/")[2]: entry.reason
        for entry in entries
        if isinstance(entry, Skipped)
    }


def source(path: Path) -> SourceFile:
    return SourceFile(os.fsencode(path), path.name, path.stat().st_size)


def test_files_come_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "sub/c.HTML", "sub/d.htm", "e.markdown", "z.text"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("words")
    assert names(found(tmp_path)) == ["a.md", "b.txt", "e.markdown", "c.HTML", "d.htm", "z.text"]


def test_what_is_passed_over_is_listed_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "picture.png").write_bytes(b"x")
    (tmp_path / "empty.txt").touch()
    (tmp_path / "large.txt").write_bytes(b"x" * 1_001)
    (tmp_path / ".hidden.txt").write_text("words")
    (tmp_path / "good.txt").write_text("words")
    (tmp_path / "link.txt").symlink_to(tmp_path / "good.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    entries = found(tmp_path, max_bytes=1_000)
    assert names(entries) == ["good.txt"]
    listed = reasons(entries)
    assert listed.keys() == {
        "picture.png",
        "empty.txt",
        "large.txt",
        ".hidden.txt",
        "link.txt",
        "pipe.txt",
    }
    assert listed["picture.png"] == "a .png file, no article"
    assert listed["empty.txt"] == "empty"
    assert "large.txt has 1,001 bytes, more than the limit of 1,000 bytes" in listed["large.txt"]
    assert "pipe" in listed["pipe.txt"]


def test_no_limit_where_none_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    path.write_bytes(b"x" * 6_000_000)
    assert names(found(path)) == []
    assert names(found(path, max_bytes=None)) == ["large.txt"]


def test_loops_of_links_end(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "a.txt").write_text("words")
    (inner / "loop").symlink_to(tmp_path)
    assert names(found(tmp_path)) == ["a.txt"]


def test_a_link_that_was_named_is_followed(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "a.txt").write_text("words")
    (tmp_path / "link").symlink_to(tmp_path / "folder")
    assert names(found(tmp_path / "link")) == ["a.txt"]


def test_what_is_not_there_is_listed(tmp_path: Path) -> None:
    (entry,) = found(tmp_path / "gone.txt")
    assert isinstance(entry, Skipped)
    assert "No such file" in entry.reason


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (b"caf\xe9.txt", "caf\\xe9.txt"),
        (b"two\nlines.txt", "two\\nlines.txt"),
        ("a\u202etxt.exe.txt".encode(), "a\\u202etxt.exe.txt"),
        ("zero\u200bwidth.txt".encode(), "zero\\u200bwidth.txt"),
        ("naïve 研究.txt".encode(), "naïve 研究.txt"),
    ],
)
def test_odd_names_are_found_read_and_shown_escaped(
    tmp_path: Path, name: bytes, shown: str
) -> None:
    (tmp_path / os.fsdecode(name)).write_bytes(b"words")
    (entry,) = found(tmp_path)
    assert isinstance(entry, SourceFile)
    assert entry.name == shown
    assert read_source(entry) == b"words"
    assert shown_name(name) == shown


def test_a_file_that_vanished_is_refused_with_its_name(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("words")
    gone = source(path)
    path.unlink()
    with pytest.raises(UnreadableInputError, match=r"a\.txt cannot be read: No such file"):
        read_source(gone)


def test_a_file_that_grew_past_the_limit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("words")
    small = source(path)
    path.write_text("words" * 100)
    assert read_source(small) == b"words" * 100
    with pytest.raises(UnreadableInputError, match="more than the limit"):
        read_source(small, max_bytes=100)


def test_a_pipe_that_took_a_files_place_does_not_stop_the_import(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("words")
    before = source(path)
    path.unlink()
    os.mkfifo(path)
    with pytest.raises(UnreadableInputError, match="no regular file"):
        read_source(before)


def test_a_file_that_changes_while_it_is_read_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("first")
    versions = iter(["second", "third one"])
    real = os.read

    def read(descriptor: int, size: int) -> bytes:
        data = real(descriptor, size)
        if (text := next(versions, None)) is not None:
            path.write_text(text)
        return data

    monkeypatch.setattr(os, "read", read)
    assert read_source(source(path)) == b"third one"


def test_a_file_that_grows_for_ever_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "log.txt"
    path.write_text("first")
    real = os.read

    def read(descriptor: int, size: int) -> bytes:
        with path.open("a") as log:
            log.write("more")
        return real(descriptor, size)

    monkeypatch.setattr(os, "read", read)
    with pytest.raises(UnreadableInputError, match=r"log\.txt kept changing"):
        read_source(source(path), max_bytes=None)
